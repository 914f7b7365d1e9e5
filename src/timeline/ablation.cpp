// What the answer owes to one line or assumption: it is taken away and the plans are judged again.
#include "timeline/answers.h"
#include "timeline/figures.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace handover::timeline {
namespace {

// Plans to be judged again, by cell of the map, the chosen one first.
struct Again {
  std::vector<CellIndex> cells;
  std::vector<Scores> stated, without;  // [cell] joint
};

// Means of the same scenarios: controls would need to be fitted anew for each.
Ablation compared(const Again& again, double confidence) {
  const std::size_t scenarios = again.stated.front().score.size();
  Ablation result{.stated = again.stated.front().mean(),
                  .without = again.without.front().mean(),
                  .change = {},
                  .best = {},
                  .scenarios = scenarios,
                  .plans = again.cells.size()};
  const auto difference = [&](const Scores& a, const Scores& b) {
    const Adjusted values{.value = values_of_difference(a, b),
                          .by_draws = std::vector<double>(scenarios, 0.0)};
    return share_difference(values, plain_difference(a, b), 0, confidence);
  };
  result.change = difference(again.without.front(), again.stated.front()).interval;
  std::size_t best = 0;
  for (std::size_t i = 0; i < again.cells.size(); ++i) {
    const double share = again.without[i].mean();
    if (share <= result.best_share) continue;
    result.best_share = share;
    result.best = again.cells[i];
    best = i;
  }
  if (best == 0) return result;
  const MeanEstimate lead = difference(again.without[best], again.without.front());
  // Any of the plans could have come out best by chance.
  result.flips = lead.mean > 0.0 && lead.p_value * static_cast<double>(again.cells.size()) < 1.0 - confidence;
  return result;
}

std::vector<CellIndex> cells_first_chosen(const TimelineReport& report) {
  std::vector<CellIndex> cells = {*report.map.chosen};
  for (const CellIndex c : report.map.cells.indices())
    if (c != *report.map.chosen && report.map.cells[c].residual.stated &&
        report.map.cells[c].standing.signable)
      cells.push_back(c);
  return cells;
}

void add_without_lines(const AnswerContext& context, TimelineReport& report) {
  Again again{.cells = cells_first_chosen(report), .stated = {}, .without = {}};
  const auto tally_of = [&](CellIndex cell) -> const PlanTally& {
    return context.finals.plan[report.map.cells[cell].plan];
  };
  for (const CellIndex cell : again.cells) again.stated.push_back(context.judge.joint_scores(tally_of(cell)));
  for (std::size_t line = 0; line < report.lines.size(); ++line) {
    if (!report.parties[report.lines[line].party].decides) continue;
    const Judge judge(context.evaluator, {.without = line});
    again.without.clear();
    for (const CellIndex cell : again.cells) again.without.push_back(judge.joint_scores(tally_of(cell)));
    Ablation ablation = compared(again, report.confidence);
    ablation.what = Ablated::red_line;
    ablation.line = line;
    report.sensitivity.ablation.push_back(ablation);
  }
}

// The chosen plan, the best of each end of the mission, then the best of all, at most so many.
std::vector<CellIndex> cells_to_simulate(const TimelineReport& report, std::size_t most) {
  std::vector<CellIndex> order = cells_first_chosen(report), cells = {order.front()};
  std::stable_sort(order.begin() + 1, order.end(), [&](CellIndex a, CellIndex b) {
    return ranks_before(report.map.cells[a].figures, report.map.cells[b].figures);
  });
  const auto add = [&](CellIndex cell) {
    if (cells.size() < most && std::find(cells.begin(), cells.end(), cell) == cells.end())
      cells.push_back(cell);
  };
  std::vector<Month> ends = {report.map.cells[order.front()].mission_end};
  for (const CellIndex cell : order) {
    const Month end = report.map.cells[cell].mission_end;
    if (std::find(ends.begin(), ends.end(), end) != ends.end()) continue;
    ends.push_back(end);
    add(cell);
  }
  for (const CellIndex cell : order) add(cell);
  return cells;
}

std::uint64_t add_simulated(const AnswerContext& context, const SearchBudget& budget, const MakeAblated& make,
                            Ablated what, TimelineReport& report) {
  Again again{.cells = cells_to_simulate(report, context.options.ablated_plans), .stated = {}, .without = {}};
  std::vector<Plan> plans;
  for (const CellIndex cell : again.cells)
    plans.push_back(report.map.plans[report.map.cells[cell].plan].plan);
  std::vector<PlanTally> tallies(plans.size());
  std::vector<PlanTally*> places;
  for (PlanTally& tally : tallies) places.push_back(&tally);
  std::vector<std::size_t> which(plans.size());
  std::iota(which.begin(), which.end(), std::size_t{0});
  const auto evaluator = make(plans, what);
  const std::uint64_t used =
      extend_tallies_in_parts(*evaluator, which, kFinalDraws, budget.ablation_scenarios, budget.replications,
                              places, context.options.threads);
  for (std::size_t i = 0; i < again.cells.size(); ++i) {
    auto stated = context.judge.joint_scores(context.finals.plan[report.map.cells[again.cells[i]].plan]);
    stated.resize(budget.ablation_scenarios);
    again.stated.push_back(std::move(stated));
    again.without.push_back(context.judge.joint_scores(tallies[i]));
  }
  Ablation ablation = compared(again, report.confidence);
  ablation.what = what;
  report.sensitivity.ablation.push_back(ablation);
  return used;
}

// What turns the answer over comes first, then what moves the chosen plan's share most; what does neither
// beyond chance carries nothing.
void rank(TimelineReport& report) {
  const auto& all = report.sensitivity.ablation;
  const auto size = [&](std::size_t i) { return std::abs(all[i].without - all[i].stated); };
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool moves = all[i].change.low > 0.0 || all[i].change.high < 0.0;
    if (all[i].flips || moves) report.sensitivity.carried_by.push_back(i);
  }
  std::stable_sort(report.sensitivity.carried_by.begin(), report.sensitivity.carried_by.end(),
                   [&](std::size_t a, std::size_t b) {
                     if (all[a].flips != all[b].flips) return all[a].flips;
                     return size(a) > size(b);
                   });
}

}  // namespace

std::uint64_t add_ablations(const AnswerContext& context, const SearchBudget& budget,
                            const MakeAblated& make_ablated, TimelineReport& report) {
  if (!report.map.chosen) return 0;
  std::uint64_t used = 0;
  add_without_lines(context, report);
  if (make_ablated && budget.ablation_scenarios > 0) {
    for (const Ablated what : {Ablated::slip, Ablated::half_effects})
      used += add_simulated(context, budget, make_ablated, what, report);
  }
  rank(report);
  return used;
}

}  // namespace handover::timeline
