#include "timeline/race.h"

#include "timeline/bounds.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace handover::timeline {
namespace {

struct Runner {
  std::size_t entry = 0;  // index into the plans handed in
  PlanTally tally;
  std::vector<bool> kept;            // [scenario] by all who decide
  double joint = 0.0;                // scores of all who decide, summed over the scenarios
  std::vector<double> party_scores;  // [deciding party] summed
  double harm = 0.0;                 // deaths of personnel and civilians, summed: breaks ties only
};

double worst_served(const Runner& runner) {
  return runner.party_scores.empty()
             ? 0.0
             : *std::min_element(runner.party_scores.begin(), runner.party_scores.end());
}

// Better first: the joint score decides; ties go to the party worst served, then to fewer dead, then to
// order.
bool keeps_more_lines(const Runner& a, const Runner& b) {
  if (a.joint != b.joint) return a.joint > b.joint;
  if (worst_served(a) != worst_served(b)) return worst_served(a) > worst_served(b);
  if (a.harm != b.harm) return a.harm < b.harm;
  return a.entry < b.entry;
}

class Race {
 public:
  Race(const Evaluator& evaluator, std::span<const std::size_t> plans, const RaceOptions& options)
      : evaluator_(evaluator), plans_(plans), options_(options), judge_(evaluator) {
    for (std::size_t i = 0; i < plans.size(); ++i) {
      runners_.push_back({.entry = i, .tally = {}, .kept = {}, .party_scores = {}});
      runners_.back().party_scores.resize(judge_.deciding().size());
    }
    const auto rounds = 1.0 + std::log2(std::max(1.0, static_cast<double>(options.most_scenarios) /
                                                          static_cast<double>(options.first_scenarios)));
    const auto pairs =
        static_cast<double>(plans.size()) * std::max(1.0, static_cast<double>(plans.size()) - 1.0);
    pair_error_ = options.error / (std::ceil(rounds) * pairs);
  }

  RaceResult run() {
    std::uint32_t scenarios = std::min(options_.first_scenarios, options_.most_scenarios);
    for (;;) {
      if (!fit_to_budget(scenarios)) break;
      advance(scenarios);
      std::sort(runners_.begin(), runners_.end(), keeps_more_lines);
      drop_beaten();
      if (scenarios >= options_.most_scenarios || runners_.size() == 1) break;
      scenarios = std::min(options_.most_scenarios, scenarios * 2);
    }
    result_.winner = runners_.front().entry;
    result_.scenarios = static_cast<std::uint32_t>(runners_.front().tally.scenarios.size());
    if (result_.scenarios > 0) result_.winner_score = runners_.front().joint / result_.scenarios;
    return result_;
  }

 private:
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
      result_.set_aside += runners_.size() - fit;
      runners_.resize(fit);
    }
    return true;
  }

  // Rounds up to the last, this one counted.
  std::uint64_t rounds_from(std::uint32_t scenarios) const {
    std::uint64_t rounds = 1;
    for (std::uint64_t w = scenarios; w < options_.most_scenarios; w *= 2) ++rounds;
    return rounds;
  }

  void advance(std::uint32_t scenarios) {
    std::vector<std::size_t> plans;
    std::vector<PlanTally*> tallies;
    for (Runner& runner : runners_) {
      plans.push_back(plans_[runner.entry]);
      tallies.push_back(&runner.tally);
    }
    const std::size_t from = runners_.front().tally.scenarios.size();
    result_.replications_used +=
        extend_tallies(evaluator_, plans, kRaceDraws, scenarios, options_.replications, tallies);
    for (Runner& runner : runners_) count_from(from, runner);
  }

  void count_from(std::size_t from, Runner& runner) {
    for (std::size_t w = from; w < runner.tally.scenarios.size(); ++w) {
      const ScenarioTally& scenario = runner.tally.scenarios[w];
      double joint = 1.0;
      for (std::size_t d = 0; d < judge_.deciding().size(); ++d) {
        const double score = judge_.party_score(scenario, judge_.deciding()[d]);
        runner.party_scores[d] += score;
        joint = std::min(joint, score);
      }
      runner.kept.push_back(joint >= 0.5);
      runner.joint += joint;
      runner.harm += scenario.mean_harm(0) + scenario.mean_harm(2);
    }
  }

  bool beats(const Runner& leader, const Runner& rival) const {
    std::size_t in_favour = 0, against = 0;
    for (std::size_t w = 0; w < leader.kept.size(); ++w) {
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
      if (beats(leader, runners_[i]))
        ++result_.beaten;
      else
        left.push_back(std::move(runners_[i]));
    }
    left.insert(left.begin(), std::move(runners_.front()));
    runners_ = std::move(left);
  }

  const Evaluator& evaluator_;
  std::span<const std::size_t> plans_;
  RaceOptions options_;
  Judge judge_;
  std::vector<Runner> runners_;
  RaceResult result_;
  double pair_error_ = 0.0;
};

}  // namespace

RaceResult race(const Evaluator& evaluator, std::span<const std::size_t> plans, const RaceOptions& options) {
  if (plans.empty()) return {};
  return Race(evaluator, plans, options).run();
}

}  // namespace handover::timeline
