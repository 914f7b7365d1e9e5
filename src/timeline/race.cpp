#include "timeline/race.h"

#include "numerics/maths.h"
#include "numerics/statistics.h"
#include "timeline/bounds.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace handover::timeline {

struct Race::Impl {
  struct Runner {
    std::size_t entry = 0;  // index into the plans handed in
    PlanTally tally;
    std::vector<bool> kept;            // [scenario] by all who decide
    std::vector<bool> counts;          // [scenario] it is signed there
    std::vector<double> scores;        // [scenario] Judge::likely_score
    double weight = 0.0;               // summed over the scenarios, as what follows
    double likely = 0.0;               // Judge::likely_score
    std::vector<double> party_scores;  // [deciding party]
    double harm = 0.0;                 // deaths of personnel and civilians: breaks ties only

    double mean(double sum) const { return weight > 0.0 ? sum / weight : 0.0; }
  };

  static double worst_served(const Runner& runner) {
    return runner.party_scores.empty()
               ? 0.0
               : runner.mean(*std::min_element(runner.party_scores.begin(), runner.party_scores.end()));
  }

  // Better first: the likely score decides; ties go to the party worst served, then to fewer dead, then to
  // order.
  static bool keeps_more_lines(const Runner& a, const Runner& b) {
    if (a.mean(a.likely) != b.mean(b.likely)) return a.mean(a.likely) > b.mean(b.likely);
    if (worst_served(a) != worst_served(b)) return worst_served(a) > worst_served(b);
    if (a.mean(a.harm) != b.mean(b.harm)) return a.mean(a.harm) < b.mean(b.harm);
    return a.entry < b.entry;
  }

  Impl(const Evaluator& evaluator, std::span<const std::size_t> plans, const RaceOptions& options)
      : plans_(plans.begin(), plans.end()), options_(options), judge_(evaluator) {
    for (std::size_t i = 0; i < plans.size(); ++i) {
      runners_.push_back(
          {.entry = i, .tally = {}, .kept = {}, .counts = {}, .scores = {}, .party_scores = {}});
      runners_.back().party_scores.resize(judge_.deciding().size());
    }
    const auto rounds = 1.0 + maths::log2(std::max(1.0, static_cast<double>(options.most_scenarios) /
                                                            static_cast<double>(options.first_scenarios)));
    const auto pairs =
        static_cast<double>(plans.size()) * std::max(1.0, static_cast<double>(plans.size()) - 1.0);
    pair_error_ = options.error / (std::ceil(rounds) * pairs);
  }

  bool next_round() {
    const std::uint32_t next =
        scenarios_ == 0 ? std::min(options_.first_scenarios, options_.most_scenarios) : 2 * scenarios_;
    const bool decided = scenarios_ > 0 && (scenarios_ >= options_.most_scenarios || runners_.size() == 1);
    if (decided || !fit_to_budget(std::min(options_.most_scenarios, next))) return false;
    scenarios_ = std::min(options_.most_scenarios, next);
    return true;
  }

  void judge_round() {
    for (Runner& runner : runners_) {
      const std::size_t from = runner.kept.size();
      result_.replications_used += (runner.tally.scenarios.size() - from) * options_.replications;
      count_from(from, runner);
    }
    std::sort(runners_.begin(), runners_.end(), keeps_more_lines);
    drop_beaten();
  }

  RaceResult result() {
    result_.winner = runners_.front().entry;
    result_.scenarios = static_cast<std::uint32_t>(runners_.front().tally.scenarios.size());
    result_.winner_score = runners_.front().mean(runners_.front().likely);
    for (Runner& runner : runners_) {
      if (runner.tally.scenarios.size() < result_.scenarios) continue;
      result_.finalists.push_back(runner.entry);
      result_.tallies.push_back(std::move(runner.tally));
    }
    return std::move(result_);
  }

  // Sets the hindmost aside until the next round fits the budget; false when not even one plan fits, or one
  // alone is left that needs no further racing.
  bool fit_to_budget(std::uint32_t scenarios) {
    const auto done = static_cast<std::uint32_t>(runners_.front().tally.scenarios.size());
    const std::uint64_t each = std::uint64_t{scenarios - done} * options_.replications;
    const std::uint64_t left = options_.budget - std::min(options_.budget, result_.replications_used);
    // What is left is shared evenly among the rounds to come (sequential halving; Karnin, Koren & Somekh
    // 2013): the last few plans then meet in many scenarios.
    const std::uint64_t share = left / rounds_from(scenarios);
    const std::uint64_t fit =
        each == 0 ? runners_.size() : std::max(share / each, std::min<std::uint64_t>(2, left / each));
    if (fit == 0) return done == 0;  // the first round is always run: no figure without random draws
    if (done == 0) return true;
    if (fit == 1) return false;
    if (fit < runners_.size()) {
      prefer_within_margin();
      result_.set_aside += runners_.size() - fit;
      runners_.resize(fit);
    }
    return true;
  }

  // Not worse by more than the margin, as far as the scenarios show: one standard error is given to chance.
  bool within_margin(const Runner& leader, const Runner& rival) const {
    if (options_.margin <= 0.0) return false;
    std::vector<double> difference;
    for (std::size_t w = 0; w < leader.scores.size(); ++w) {
      if (leader.counts[w] && rival.counts[w]) difference.push_back(leader.scores[w] - rival.scores[w]);
    }
    const double error = difference.size() < 2
                             ? 1.0
                             : std::sqrt(variance_of(difference) / static_cast<double>(difference.size()));
    return leader.mean(leader.likely) - rival.mean(rival.likely) - error <= options_.margin;
  }

  // The leader stays first; after it those within the margin, what is rather written first.
  void prefer_within_margin() {
    const Runner& leader = runners_.front();
    const auto first = std::next(runners_.begin());
    const auto last = std::find_if_not(first, runners_.end(),
                                       [&](const Runner& rival) { return within_margin(leader, rival); });
    std::stable_sort(first, last,
                     [&](const Runner& a, const Runner& b) { return preference(a) < preference(b); });
  }
  std::size_t preference(const Runner& runner) const {
    return runner.entry < options_.preference.size() ? options_.preference[runner.entry] : 0;
  }

  // Rounds up to the last, this one counted.
  std::uint64_t rounds_from(std::uint32_t scenarios) const {
    std::uint64_t rounds = 1;
    for (std::uint64_t w = scenarios; w < options_.most_scenarios; w *= 2) ++rounds;
    return rounds;
  }

  void count_from(std::size_t from, Runner& runner) {
    for (std::size_t w = from; w < runner.tally.scenarios.size(); ++w) {
      const ScenarioTally& scenario = runner.tally.scenarios[w];
      double joint = 1.0;
      for (std::size_t d = 0; d < judge_.deciding().size(); ++d) {
        const double score = judge_.party_score(scenario, judge_.deciding()[d]);
        runner.party_scores[d] += scenario.weight * score;
        joint = std::min(joint, score);
      }
      const double likely = judge_.likely_score(scenario);
      runner.kept.push_back(joint >= 0.5);
      runner.counts.push_back(scenario.weight > 0.0);
      runner.scores.push_back(likely);
      runner.weight += scenario.weight;
      runner.likely += scenario.weight * likely;
      runner.harm += scenario.weight * (scenario.mean_harm(0) + scenario.mean_harm(2));
    }
  }

  bool beats(const Runner& leader, const Runner& rival) const {
    std::size_t in_favour = 0, against = 0;
    for (std::size_t w = 0; w < leader.kept.size(); ++w) {
      if (!leader.counts[w] || !rival.counts[w]) continue;
      in_favour += leader.kept[w] && !rival.kept[w] ? 1 : 0;
      against += !leader.kept[w] && rival.kept[w] ? 1 : 0;
    }
    return sign_test(in_favour, against) <= pair_error_;
  }

  void drop_beaten() {
    const Runner& leader = runners_.front();
    std::vector<Runner> left;
    left.reserve(runners_.size());
    for (std::size_t i = 1; i < runners_.size(); ++i) {
      if (!within_margin(leader, runners_[i]) && beats(leader, runners_[i]))
        ++result_.beaten;
      else
        left.push_back(std::move(runners_[i]));
    }
    left.insert(left.begin(), std::move(runners_.front()));
    runners_ = std::move(left);
  }

  std::vector<std::size_t> plans_;
  RaceOptions options_;
  Judge judge_;
  std::vector<Runner> runners_;
  std::uint32_t scenarios_ = 0;
  RaceResult result_;
  double pair_error_ = 0.0;
};

Race::Race(const Evaluator& evaluator, std::span<const std::size_t> plans, const RaceOptions& options)
    : impl_(std::make_unique<Impl>(evaluator, plans, options)) {}
Race::~Race() = default;
Race::Race(Race&&) noexcept = default;
Race& Race::operator=(Race&&) noexcept = default;

bool Race::next_round() {
  return impl_->next_round();
}
std::uint32_t Race::scenarios() const {
  return impl_->scenarios_;
}
std::vector<Race::Running> Race::running() {
  std::vector<Running> running;
  for (Impl::Runner& runner : impl_->runners_)
    running.push_back({impl_->plans_[runner.entry], &runner.tally});
  return running;
}
void Race::judge_round() {
  impl_->judge_round();
}
RaceResult Race::result() {
  return impl_->result();
}

RaceResult race(const Evaluator& evaluator, std::span<const std::size_t> plans, const RaceOptions& options) {
  if (plans.empty()) return {};
  Race one(evaluator, plans, options);
  while (one.next_round()) {
    std::vector<std::size_t> which;
    std::vector<PlanTally*> tallies;
    for (const Race::Running& running : one.running()) {
      which.push_back(running.plan);
      tallies.push_back(running.tally);
    }
    extend_tallies(evaluator, which, kRaceDraws, one.scenarios(), options.replications, tallies);
    one.judge_round();
  }
  return one.result();
}

}  // namespace handover::timeline
