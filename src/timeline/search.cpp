// Races, final figures on fresh random draws, the agreement map and the choice.
#include "base/parallel.h"
#include "timeline/answers.h"
#include "timeline/figures.h"
#include "timeline/headline.h"
#include "timeline/race.h"
#include "timeline/timeline.h"
#include "timeline/what_if.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

using Clock = std::chrono::steady_clock;

// Scenarios are added to all final figures together, this many at a time, so that a stop leaves them even.
constexpr std::uint32_t kChunk = 32;
// Final figures and answers may take at most this share of the replications; races get the rest.
constexpr double kFinalShare = 0.6;
// Share of the time at which races stop, so that final figures still get theirs.
constexpr double kRaceTime = 0.55;

// Three phases, each held once and branched twice, and the plan itself.
constexpr std::uint64_t kWhatIfPlans = 10;
// The chosen plan and its neighbours.
constexpr std::uint64_t kMostAfresh = 5;

class Search {
 public:
  Search(const Mission& mission, const CandidatePlans& candidates, const MakeEvaluator& make,
         const SearchOptions& options)
      : mission_(mission), candidates_(candidates), make_(make), options_(options), start_(Clock::now()) {}

  TimelineReport run() {
    group_by_cell();
    set_up();
    share_out_budget();
    run_races();
    run_finals();
    fill_map();
    choose();
    answer();
    close_budget();
    return std::move(report_);
  }

 private:
  void group_by_cell() {
    of_cell_.resize(candidates_.cells.size());
    for (std::size_t i = 0; i < candidates_.candidates.size(); ++i) {
      if (candidates_.candidates[i].cell) of_cell_[*candidates_.candidates[i].cell].push_back(i);
    }
    for (std::size_t c = 0; c < of_cell_.size(); ++c) {
      if (!of_cell_[c].empty()) raced_.push_back(c);
    }
  }

  void set_up() {
    std::vector<Plan> plans;
    for (const Candidate& candidate : candidates_.candidates) plans.push_back(candidate.plan);
    for (const Candidate& baseline : candidates_.baselines) plans.push_back(baseline.plan);
    evaluator_ = make_(plans);
    report_.parties = evaluator_->parties();
    report_.inputs = evaluator_->inputs();
    report_.lines = evaluator_->lines();
    report_.refused = candidates_.refused;
    report_.confidence = options_.confidence;
    report_.thresholds = options_.thresholds;
    report_.plan_given = options_.chosen_cell.has_value();
  }

  void share_out_budget() {
    final_scenarios_ = std::max<std::uint32_t>(kChunk, options_.final_scenarios);
    // Baselines twice, the chosen plan and its neighbours once more, and it again with a later start.
    const std::uint64_t shown = raced_.size() + 2 * candidates_.baselines.size() + kMostAfresh + 1;
    const std::uint64_t what_if = kWhatIfPlans * options_.detail_scenarios * options_.detail_replications;
    const auto cost = [&] { return shown * final_scenarios_ * options_.final_replications + what_if; };
    while (final_scenarios_ > kChunk &&
           static_cast<double>(cost()) > kFinalShare * static_cast<double>(options_.replications)) {
      final_scenarios_ -= kChunk;
    }
    race_budget_ = options_.replications > cost() ? options_.replications - cost() : 0;
  }

  double seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

  void tell(double share, const std::string& best) const {
    if (options_.progress) options_.progress(share, best);
  }

  void run_races() {
    results_.resize(raced_.size());
    RaceOptions race_options{
        .most_scenarios = options_.race_scenarios, .replications = options_.race_replications, .stop = {}};
    race_options.first_scenarios = std::min<std::uint32_t>(16, options_.race_scenarios);
    race_options.budget = race_budget_ / std::max<std::size_t>(1, raced_.size());
    race_options.stop = [this] { return seconds() > kRaceTime * options_.seconds; };
    std::mutex mutex;
    std::size_t done = 0;
    double best = -1.0;
    std::string best_words;
    parallel_for(raced_.size(), options_.threads, [&](std::size_t i) {
      const auto& plans = of_cell_[raced_[i]];
      if (plans.size() > 1) results_[i] = race(*evaluator_, plans, race_options);
      const std::lock_guard lock(mutex);
      ++done;
      if (results_[i].winner_score > best) {
        best = results_[i].winner_score;
        best_words = candidates_.candidates[plans[results_[i].winner]].plan.id;
      }
      tell(0.5 * static_cast<double>(done) / static_cast<double>(raced_.size()), best_words);
    });
    for (const RaceResult& result : results_) {
      used_ += result.replications_used;
      report_.budget.beaten += result.beaten;
      report_.budget.set_aside += result.set_aside;
    }
    report_.budget.stopped_by_time = race_options.stop();
  }

  void run_finals() {
    std::vector<std::size_t> plan;
    for (std::size_t i = 0; i < raced_.size(); ++i) plan.push_back(of_cell_[raced_[i]][results_[i].winner]);
    for (std::size_t b = 0; b < candidates_.baselines.size(); ++b) {
      plan.push_back(candidates_.candidates.size() + b);
    }
    std::vector<PlanTally> tally(plan.size());
    std::vector<PlanTally*> tallies;
    for (PlanTally& one : tally) tallies.push_back(&one);
    judge_ = std::make_unique<Judge>(*evaluator_, options_.final_replications, options_.tolerance_margin);
    std::uint32_t scenarios = 0;
    while (scenarios < final_scenarios_) {
      scenarios = std::min(final_scenarios_, scenarios + kChunk);
      used_ += extend_tallies_in_parts(*evaluator_, plan, kFinalDraws, scenarios, options_.final_replications,
                                       tallies, options_.threads);
      tell(0.5 + 0.4 * scenarios / final_scenarios_, best_so_far(tally));
      report_.budget.good_enough = narrow_enough(tally);
      if (report_.budget.good_enough) break;
      if (seconds() > 0.85 * options_.seconds && scenarios < final_scenarios_) {
        report_.budget.stopped_by_time = true;
        break;
      }
    }
    finals_.plan.assign(tally.begin(), tally.begin() + static_cast<std::ptrdiff_t>(raced_.size()));
    finals_.baseline.assign(tally.begin() + static_cast<std::ptrdiff_t>(raced_.size()), tally.end());
    finals_.scenarios = scenarios;
    finals_.input_count = evaluator_->inputs().size();
    for (std::uint32_t w = 0; w < scenarios; ++w) {
      const auto row = evaluator_->inputs_of(kFinalDraws.first_scenario + w);
      finals_.inputs.insert(finals_.inputs.end(), row.begin(), row.end());
    }
  }

  bool narrow_enough(const std::vector<PlanTally>& tally) const {
    if (options_.good_enough <= 0.0) return false;
    return std::all_of(tally.begin(), tally.end(), [&](const PlanTally& t) {
      const Interval interval = judge_->joint_share(t, options_.confidence).interval;
      return interval.high - interval.low <= 2.0 * options_.good_enough;
    });
  }

  std::string best_so_far(const std::vector<PlanTally>& tally) const {
    double best = -1.0;
    std::string words;
    for (std::size_t i = 0; i < raced_.size(); ++i) {
      const double share = judge_->joint_share(tally[i], options_.confidence).value;
      if (share <= best) continue;
      best = share;
      words =
          fmt::format("{}: both sides' lines kept in {:.0f} % of scenarios",
                      candidates_.candidates[of_cell_[raced_[i]][results_[i].winner]].plan.id, 100.0 * share);
    }
    return words;
  }

  void fill_map() {
    for (std::size_t i = 0; i < raced_.size(); ++i) {
      const Candidate& winner = candidates_.candidates[of_cell_[raced_[i]][results_[i].winner]];
      const auto figures = figures_of(finals_.plan[i], *judge_, *evaluator_, options_.confidence);
      report_.plans.push_back({winner.plan, winner.variant, figures});
    }
    for (std::size_t b = 0; b < candidates_.baselines.size(); ++b) {
      const Candidate& baseline = candidates_.baselines[b];
      report_.baselines.push_back(
          {baseline.variant, baseline.plan,
           figures_of(finals_.baseline[b], *judge_, *evaluator_, options_.confidence)});
    }
    for (std::size_t c = 0; c < candidates_.cells.size(); ++c) add_cell(c);
  }

  void add_cell(std::size_t c) {
    const GridCell& grid = candidates_.cells[c];
    MapCell cell{.mission_end = grid.mission_end,
                 .presence_end = grid.presence_end,
                 .presence_end_by_region = {},
                 .residual = grid.residual,
                 .figures = {},
                 .best_reading = {},
                 .verdicts = {}};
    if (grid.residual.stated) {
      const auto at = std::find(raced_.begin(), raced_.end(), c);
      if (at == raced_.end()) return;  // every plan of the cell was refused
      cell.plan = static_cast<std::size_t>(at - raced_.begin());
      cell.figures = cell.best_reading = report_.plans[cell.plan].figures;
      cell.plans_examined = of_cell_[c].size();
      cell.plans_beaten = results_[cell.plan].beaten;
      cell.plans_set_aside = results_[cell.plan].set_aside;
    } else if (!read_unstated(grid, cell)) {
      return;
    }
    cell.presence_end_by_region = report_.plans[cell.plan].plan.presence_end;
    judge_cell(cell);
    report_.agreement_map.push_back(std::move(cell));
    cell_in_map_.push_back(c);
  }

  bool read_unstated(const GridCell& grid, MapCell& cell) const {
    std::vector<const PlanTally*> tallies;
    for (std::size_t i = 0; i < raced_.size(); ++i) {
      const GridCell& other = candidates_.cells[raced_[i]];
      if (other.mission_end != grid.mission_end || other.presence_end != grid.presence_end) continue;
      tallies.push_back(&finals_.plan[i]);
      const bool worse =
          tallies.size() == 1 || ranks_before(report_.plans[cell.plan].figures, report_.plans[i].figures);
      if (worse) cell.plan = i;
      cell.plans_examined += of_cell_[raced_[i]].size();
    }
    if (tallies.empty()) return false;
    cell.figures = unstated_figures(tallies, *judge_, *evaluator_, options_.confidence, true);
    cell.best_reading = unstated_figures(tallies, *judge_, *evaluator_, options_.confidence, false);
    return true;
  }

  void judge_cell(MapCell& cell) const {
    cell.joint_verdict.fill(Verdict::yes);
    for (std::size_t party = 0; party < report_.parties.size(); ++party) {
      std::array<Verdict, 3> verdicts{};
      for (std::size_t t = 0; t < 3; ++t) {
        verdicts[t] = verdict_of(cell.figures.by_party[party], options_.thresholds[t]);
        if (!report_.parties[party].decides) continue;
        Verdict& joint = cell.joint_verdict[t];
        if (verdicts[t] == Verdict::no || joint == Verdict::no)
          joint = Verdict::no;
        else if (verdicts[t] == Verdict::open)
          joint = Verdict::open;
      }
      cell.verdicts.push_back(verdicts);
    }
  }

  void choose() {
    for (std::size_t c = 0; c < report_.agreement_map.size(); ++c) {
      const MapCell& cell = report_.agreement_map[c];
      if (options_.chosen_cell) {
        if (cell_in_map_[c] == *options_.chosen_cell) report_.chosen = c;
        continue;
      }
      if (!cell.residual.stated) continue;
      if (!report_.chosen || ranks_before(cell.figures, report_.agreement_map[*report_.chosen].figures)) {
        report_.chosen = c;
      }
    }
  }

  void answer() {
    const AnswerContext context{mission_,    options_,
                                *evaluator_, *judge_,
                                finals_,     [this](const Plan& plan) { return on_final_draws(plan); }};
    add_prices(context, report_);
    add_regret(context, report_);
    add_information(context, report_);
    if (!report_.chosen) return;
    const std::size_t entry = report_.agreement_map[*report_.chosen].plan;
    const PlanTally again = compare_afresh(entry);
    add_breaks(context, again, report_);
    used_ += add_what_if(mission_, options_, make_, report_.plans[entry].plan, report_);
    report_.answer = answer_in_words(mission_, report_);
    tell(1.0, report_.plans[entry].plan.id);
  }

  // In as many scenarios and replications as the final figures.
  std::vector<PlanTally> tallies_of(const Evaluator& evaluator, const std::vector<std::size_t>& plans,
                                    const DrawRange& randomness) {
    std::vector<PlanTally> tallies(plans.size());
    std::vector<PlanTally*> places;
    for (PlanTally& one : tallies) places.push_back(&one);
    used_ +=
        extend_tallies_in_parts(evaluator, plans, randomness, static_cast<std::uint32_t>(finals_.scenarios),
                                options_.final_replications, places, options_.threads);
    return tallies;
  }

  // Another plan in the same scenarios and replications as the final figures.
  PlanTally on_final_draws(const Plan& plan) {
    return std::move(tallies_of(*make_({plan}), {0}, kFinalDraws).front());
  }

  // The chosen plan, its neighbours and the baselines, all in the same fresh scenarios: what was chosen on
  // the final random draws looks better there than it is. Returns the chosen plan's tally.
  PlanTally compare_afresh(std::size_t entry) {
    std::vector<std::size_t> entries = {entry};
    for (const std::size_t cell : neighbours_of(report_, *report_.chosen)) {
      const std::size_t other = report_.agreement_map[cell].plan;
      if (std::find(entries.begin(), entries.end(), other) == entries.end()) entries.push_back(other);
    }
    std::vector<std::size_t> plans;
    for (const std::size_t one : entries) plans.push_back(of_cell_[raced_[one]][results_[one].winner]);
    for (std::size_t b = 0; b < candidates_.baselines.size(); ++b)
      plans.push_back(candidates_.candidates.size() + b);
    std::vector<PlanTally> tallies = tallies_of(*evaluator_, plans, kDetailDraws);
    const auto figures = [&](std::size_t i) {
      return figures_of(tallies[i], *judge_, *evaluator_, options_.confidence);
    };
    report_.chosen_figures = figures(0);
    for (std::size_t i = 1; i < entries.size(); ++i) report_.plans[entries[i]].fresh = figures(i);
    for (std::size_t b = 0; b < candidates_.baselines.size(); ++b)
      report_.baselines[b].figures = figures(entries.size() + b);
    return std::move(tallies.front());
  }

  void close_budget() {
    Budget& budget = report_.budget;
    budget.replications_allowed = options_.replications;
    budget.replications_used = used_;
    budget.seconds = seconds();
    budget.cells = report_.agreement_map.size();
    budget.plans = candidates_.candidates.size();
    budget.scenarios = static_cast<std::uint32_t>(finals_.scenarios);
    budget.replications_per_scenario = options_.final_replications;
    budget.days_shared = evaluator_->days_shared();
    std::vector<double> widths;
    for (const MapCell& cell : report_.agreement_map) {
      widths.push_back(cell.figures.joint.interval.high - cell.figures.joint.interval.low);
    }
    if (!widths.empty()) {
      budget.median_interval = quantile_of(widths, 0.5);
      budget.widest_interval = quantile_of(widths, 1.0);
    }
    for (const std::size_t c : raced_) {
      const std::size_t count = of_cell_[c].size();
      budget.plans_per_cell_most = std::max(budget.plans_per_cell_most, count);
      budget.plans_per_cell_least =
          budget.plans_per_cell_least == 0 ? count : std::min(budget.plans_per_cell_least, count);
    }
  }

  const Mission& mission_;
  const CandidatePlans& candidates_;
  const MakeEvaluator& make_;
  const SearchOptions& options_;
  Clock::time_point start_;
  std::vector<std::vector<std::size_t>> of_cell_;  // [cell] candidates
  std::vector<std::size_t> raced_;                 // cells that hold plans of their own
  std::vector<std::size_t> cell_in_map_;           // [cell of the report's map] cell of the grid
  std::vector<RaceResult> results_;                // [raced cell]
  std::unique_ptr<Evaluator> evaluator_;
  std::unique_ptr<Judge> judge_;
  Finals finals_;
  std::uint32_t final_scenarios_ = 0;
  std::uint64_t race_budget_ = 0, used_ = 0;
  TimelineReport report_;
};

}  // namespace

SearchOptions full_options() {
  return {};
}

SearchOptions quick_options() {
  SearchOptions options;
  options.grid.step_months = 6;
  options.grid.first_month = 6;
  options.grid.residual_shares = {0.2};
  options.grid.vary_handover = false;
  options.grid.vary_tempo = false;
  options.replications = 240'000;
  options.seconds = 25.0;
  options.race_scenarios = 16;
  options.race_replications = 4;
  options.final_scenarios = 96;
  options.final_replications = 48;
  options.detail_scenarios = 32;
  options.detail_replications = 4;
  return options;
}

TimelineReport search_with(const Mission& mission, const CandidatePlans& candidates,
                           const MakeEvaluator& make, const SearchOptions& options) {
  return Search(mission, candidates, make, options).run();
}

}  // namespace handover::timeline
