// Races, the figures of all pairs of dates in common scenarios, the agreement map and the choice.
#include "base/parallel.h"
#include "numerics/maths.h"
#include "timeline/answers.h"
#include "timeline/figures.h"
#include "timeline/headline.h"
#include "timeline/race.h"
#include "timeline/race_groups.h"
#include "timeline/staff_choice.h"
#include "timeline/timeline.h"
#include "timeline/what_if.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

// Final figures are simulated in so many parts: progress is told after each.
constexpr std::uint32_t kFinalParts = 8;

class Search {
 public:
  Search(const Mission& mission, const CandidatePlans& candidates, const MakeEvaluator& make,
         const MakeAblated& make_ablated, const SearchOptions& options)
      : mission_(mission),
        candidates_(candidates),
        make_(make),
        make_ablated_(make_ablated),
        options_(options) {}

  TimelineReport run() {
    group_by_cell();
    set_up();
    run_races();
    run_finals();
    fill_map();
    answer();
    close_budget();
    return std::move(report_);
  }

 private:
  void group_by_cell() {
    of_cell_ = candidates_by_cell(candidates_);
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
    report_.failures.inputs = evaluator_->inputs();
    report_.lines = evaluator_->lines();
    report_.refused = candidates_.refused;
    report_.confidence = options_.confidence;
    report_.map.least_signed = options_.least_signed;
    report_.map.smallest_difference = options_.smallest_difference;
    report_.map.thresholds = options_.thresholds;
    report_.map.plan_given = options_.chosen_cell.has_value();
    budget_ = share_out(candidates_, report_.lines, options_);
    judge_ = std::make_unique<Judge>(*evaluator_);
  }

  void tell(double share, const std::string& best) const {
    if (options_.progress) options_.progress(share, best);
  }

  void run_races() {
    results_.resize(raced_.size());
    const auto groups = race_groups(candidates_.cells, of_cell_);
    RaceOptions race_options{.most_scenarios = options_.race_scenarios,
                             .replications = budget_.race_replications};
    race_options.first_scenarios = std::min<std::uint32_t>(16, options_.race_scenarios);
    // A race's share goes by how many plans it has.
    const std::size_t racers = racing_plans(groups, of_cell_);
    std::vector<CellRace> races;
    for (const RaceGroup& group : groups) {
      const auto& plans = of_cell_[group.raced];
      if (plans.size() < 2) continue;
      RaceOptions own = race_options;
      own.budget = budget_.race * plans.size() / racers;
      own.margin = options_.smallest_difference;
      own.preference = preference_among(plans);
      races.push_back({&group, Race(*evaluator_, plans, own)});
    }
    run_rounds(races);
    for (CellRace& one : races) {
      const RaceResult result = one.race.result();
      used_ += result.replications_used;
      report_.budget.beaten += result.beaten;
      report_.budget.set_aside += result.set_aside;
      take_over(*one.group, result);
    }
  }

  // Ranks by what a staff would rather write.
  std::vector<std::size_t> preference_among(const std::vector<std::size_t>& plans) const {
    std::vector<StaffOrder> orders;
    for (const std::size_t plan : plans) {
      const Candidate& one = candidates_.candidates[plan];
      orders.push_back(staff_order(one.flaws, one.plan.phases.size()));
    }
    std::vector<std::size_t> ranks;
    for (const StaffOrder& order : orders)
      ranks.push_back(static_cast<std::size_t>(
          std::count_if(orders.begin(), orders.end(), [&](const StaffOrder& o) { return o < order; })));
    return ranks;
  }

  // All cells of the group go the way that won, or the best way of those they have.
  void take_over(const RaceGroup& group, const RaceResult& result) {
    const auto& plans = of_cell_[group.raced];
    std::vector<std::size_t> wanted{plans[as_a_staff_would(plans, result)]};
    for (const std::size_t finalist : result.finalists) wanted.push_back(plans[finalist]);
    for (const std::size_t c : group.cells) {
      const auto at = static_cast<std::size_t>(std::find(raced_.begin(), raced_.end(), c) - raced_.begin());
      const std::size_t plan = alike(candidates_, of_cell_[c], wanted);
      const auto& own = of_cell_[c];
      results_[at] = {
          .winner = static_cast<std::size_t>(std::find(own.begin(), own.end(), plan) - own.begin()),
          .finalists = {},
          .tallies = {},
          .beaten = result.beaten,
          .set_aside = result.set_aside};
    }
  }

  struct CellRace {
    const RaceGroup* group;
    Race race;
  };

  // Round by round, all races together.
  void run_rounds(std::vector<CellRace>& races) {
    const auto rounds = maths::log2(std::max(1.0, options_.race_scenarios / 16.0)) + 1.0;
    for (double round = 1.0;; round += 1.0) {
      std::map<std::uint32_t, std::vector<Race*>> by_scenarios;  // of one round all meet equally many
      for (CellRace& one : races)
        if (one.race.next_round()) by_scenarios[one.race.scenarios()].push_back(&one.race);
      if (by_scenarios.empty()) return;
      for (auto& [scenarios, together] : by_scenarios) simulate_round(scenarios, together);
      tell(0.5 * std::min(1.0, round / rounds), "");
    }
  }

  void simulate_round(std::uint32_t scenarios, const std::vector<Race*>& races) {
    std::vector<std::size_t> plans;
    std::vector<PlanTally*> tallies;
    for (Race* race : races) {
      for (const Race::Running& running : race->running()) {
        plans.push_back(running.plan);
        tallies.push_back(running.tally);
      }
    }
    extend_tallies_in_parts(*evaluator_, plans, kRaceDraws, scenarios, budget_.race_replications, tallies,
                            options_.threads);
    for (Race* race : races) race->judge_round();
  }

  std::size_t as_a_staff_would(const std::vector<std::size_t>& plans, const RaceResult& result) const {
    std::vector<StaffPlan> finalists;
    for (std::size_t i = 0; i < result.finalists.size(); ++i) {
      const Candidate& one = candidates_.candidates[plans[result.finalists[i]]];
      finalists.push_back({one.flaws, one.plan.phases.size(), &result.tallies[i]});
    }
    return finalists.empty()
               ? result.winner
               : result.finalists[staff_choice(*judge_, finalists, options_.smallest_difference)];
  }

  void run_finals() {
    std::vector<std::size_t> plan;
    for (std::size_t i = 0; i < raced_.size(); ++i) plan.push_back(of_cell_[raced_[i]][results_[i].winner]);
    for (std::size_t b = 0; b < candidates_.baselines.size(); ++b)
      plan.push_back(candidates_.candidates.size() + b);
    std::vector<PlanTally> tally(plan.size());
    std::vector<PlanTally*> tallies;
    for (PlanTally& one : tally) tallies.push_back(&one);
    // In a few parts, so that a user sees it going on.
    for (std::uint32_t part = 1; part <= kFinalParts; ++part) {
      used_ += extend_tallies_in_parts(*evaluator_, plan, kFinalDraws, budget_.scenarios * part / kFinalParts,
                                       budget_.replications, tallies, options_.threads);
      tell(0.5 + 0.3 * part / kFinalParts, "");
    }
    finals_.plan = ReportList<PlanIndex, PlanTally>(
        std::vector<PlanTally>(tally.begin(), tally.begin() + static_cast<std::ptrdiff_t>(raced_.size())));
    finals_.baseline.assign(tally.begin() + static_cast<std::ptrdiff_t>(raced_.size()), tally.end());
    std::vector<const PlanTally*> of_study;
    for (const PlanTally& one : finals_.plan) of_study.push_back(&one);
    if (of_study.empty())
      for (const PlanTally& one : finals_.baseline) of_study.push_back(&one);
    study_ = std::make_unique<Study>(
        study_of(*evaluator_, kFinalDraws, *judge_, of_study, options_.confidence, options_.seed));
  }

  void fill_map() {
    for (std::size_t i = 0; i < raced_.size(); ++i) {
      const Candidate& winner = candidates_.candidates[of_cell_[raced_[i]][results_[i].winner]];
      const auto figures = figures_of(finals_.plan[PlanIndex(i)], *judge_, *evaluator_, *study_);
      report_.map.plans.push_back({winner.plan, winner.variant, figures, winner.flaws});
    }
    for (std::size_t b = 0; b < candidates_.baselines.size(); ++b) {
      const Candidate& baseline = candidates_.baselines[b];
      report_.compared.baselines.push_back({baseline.baseline.value(), baseline.plan,
                                            figures_of(finals_.baseline[b], *judge_, *evaluator_, *study_)});
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
      cell.plan = PlanIndex(static_cast<std::size_t>(at - raced_.begin()));
      cell.figures = cell.best_reading = report_.map.plans[cell.plan].figures;
      cell.plans_examined = of_cell_[c].size();
      cell.plans_beaten = results_[cell.plan.at].beaten;
      cell.plans_set_aside = results_[cell.plan.at].set_aside;
    } else if (!read_unstated(grid, cell)) {
      return;
    }
    cell.presence_end_by_region = report_.map.plans[cell.plan].plan.presence_end;
    judge_cell(cell);
    report_.map.cells.push_back(std::move(cell));
    cell_in_map_.push_back(c);
  }

  bool read_unstated(const GridCell& grid, MapCell& cell) const {
    std::vector<const PlanTally*> tallies;
    for (std::size_t i = 0; i < raced_.size(); ++i) {
      const GridCell& other = candidates_.cells[raced_[i]];
      if (other.mission_end != grid.mission_end || other.presence_end != grid.presence_end) continue;
      const PlanIndex plan(i);
      tallies.push_back(&finals_.plan[plan]);
      const bool worse = tallies.size() == 1 ||
                         ranks_before(report_.map.plans[cell.plan].figures, report_.map.plans[plan].figures);
      if (worse) cell.plan = plan;
      cell.plans_examined += of_cell_[raced_[i]].size();
    }
    if (tallies.empty()) return false;
    cell.figures = unstated_figures(tallies, *judge_, *evaluator_, *study_, true);
    cell.best_reading = unstated_figures(tallies, *judge_, *evaluator_, *study_, false);
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

  // Of the answer's set, all about as good: those likeliest to be signed in time; of these those that say
  // when the last leave, which is what a timeline is for; of these the pair whose plan a staff would write,
  // the earliest where nothing tells them apart.
  void choose() {
    for (const CellIndex c : report_.map.cells.indices())
      if (options_.chosen_cell && cell_in_map_[c.at] == *options_.chosen_cell) report_.map.chosen = c;
    if (options_.chosen_cell || report_.map.answer_set.empty()) return;
    std::vector<CellIndex> by_date = report_.map.answer_set;
    std::sort(by_date.begin(), by_date.end());
    const auto in_time = [&](CellIndex c) {
      const auto& signing = report_.map.cells[c].figures.if_signed;
      return signing ? signing->in_time.value : 1.0;
    };
    double likeliest = 0.0;
    for (const CellIndex c : by_date) likeliest = std::max(likeliest, in_time(c));
    std::erase_if(by_date,
                  [&](CellIndex c) { return in_time(c) < likeliest - options_.smallest_difference; });
    const auto open = [&](CellIndex c) { return !report_.map.cells[c].presence_end.has_value(); };
    if (!std::ranges::all_of(by_date, open)) std::erase_if(by_date, open);
    std::vector<StaffPlan> plans;
    for (const CellIndex c : by_date) {
      const PlanIndex plan = report_.map.cells[c].plan;
      plans.push_back(
          {report_.map.plans[plan].flaws, report_.map.plans[plan].plan.phases.size(), &finals_.plan[plan]});
    }
    report_.map.chosen = by_date[staff_choice(*judge_, plans, options_.smallest_difference)];
  }

  void answer() {
    const AnswerContext context{
        mission_, options_, *evaluator_, *judge_, finals_, *study_, [this](const std::vector<Plan>& plans) {
          return on_final_draws(plans);
        }};
    add_standings(context, report_);
    choose();
    add_regret(context, report_);
    if (report_.map.chosen) {
      const MapCell& cell = chosen_cell(report_);
      report_.map.chosen_figures = cell.figures;
      add_differences(context, budget_.moved_dates, report_);
      add_red_lines(context, report_);
      add_judged_otherwise(context, report_);
      used_ += add_ablations(context, with_what_is_left(), make_ablated_, report_);
      add_breaks(context, report_);
    }
    add_information(context, report_);
    add_warnings(context, budget_, report_);
    if (!report_.map.chosen) return;
    tell(0.9, chosen_entry(report_).plan.id);
    used_ += add_what_if(mission_, options_, make_, chosen_entry(report_).plan, report_);
    tell(1.0, chosen_entry(report_).plan.id);
  }

  // Races that end early and plans that cannot be moved leave replications over: the ablations get them.
  SearchBudget with_what_is_left() const {
    SearchBudget budget = budget_;
    const std::uint64_t kept = used_ + budget.kept_for_what_if;
    const std::uint64_t left = options_.replications - std::min(options_.replications, kept);
    const std::uint64_t plans = 2 * std::min(options_.ablated_plans, report_.map.plans.size());
    const std::uint64_t each = std::max<std::uint64_t>(1, plans * budget.replications);
    budget.ablation_scenarios =
        std::max(budget.ablation_scenarios,
                 static_cast<std::uint32_t>(std::min<std::uint64_t>(budget.scenarios, left / each)));
    return budget;
  }

  // Other plans in the same scenarios and replications as the final figures.
  std::vector<PlanTally> on_final_draws(const std::vector<Plan>& plans) {
    std::vector<PlanTally> tallies(plans.size());
    std::vector<PlanTally*> places;
    for (PlanTally& one : tallies) places.push_back(&one);
    std::vector<std::size_t> which(plans.size());
    std::iota(which.begin(), which.end(), std::size_t{0});
    used_ += extend_tallies_in_parts(*make_(plans), which, kFinalDraws, budget_.scenarios,
                                     budget_.replications, places, options_.threads);
    return tallies;
  }

  void close_budget() {
    Budget& budget = report_.budget;
    budget.replications_allowed = options_.replications;
    budget.replications_used = used_;
    budget.good_enough = budget_.good_enough;
    budget.cells = report_.map.cells.size();
    budget.plans = candidates_.candidates.size();
    budget.scenarios = budget_.scenarios;
    budget.replications_per_scenario = budget_.replications;
    budget.days_shared = evaluator_->days_shared();
    budget.explained = study_->shares.explained();
    std::vector<double> widths;
    for (const MapCell& cell : report_.map.cells) {
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
  const MakeAblated& make_ablated_;
  const SearchOptions& options_;
  std::vector<std::vector<std::size_t>> of_cell_;  // [cell] candidates
  std::vector<std::size_t> raced_;                 // cells that hold plans of their own
  std::vector<std::size_t> cell_in_map_;           // [cell of the report's map] cell of the grid
  std::vector<RaceResult> results_;                // [raced cell]
  std::unique_ptr<Evaluator> evaluator_;
  std::unique_ptr<Judge> judge_;
  Finals finals_;
  std::unique_ptr<Study> study_;
  SearchBudget budget_;
  std::uint64_t used_ = 0;
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
  options.replications = 380'000;
  options.race_share = 0.25;
  options.moved_dates = 6;
  options.ablated_plans = 4;
  options.detail_scenarios = 32;
  options.detail_replications = 4;
  return options;
}

TimelineReport search_with(const Mission& mission, const CandidatePlans& candidates,
                           const MakeEvaluator& make, const SearchOptions& options,
                           const MakeAblated& make_ablated) {
  return Search(mission, candidates, make, make_ablated, options).run();
}

}  // namespace handover::timeline
