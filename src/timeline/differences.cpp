// Differences between plans, paired by scenario and replication: the chosen plan at other dates, the best
// plans elsewhere, the baselines.
#include "base/parallel.h"
#include "timeline/answers.h"
#include "timeline/figures.h"
#include "timeline/headline.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

// Scenarios in which both plans count: what the sign of a difference there depends on.
struct Common {
  std::vector<double> difference;  // [scenario]
  std::vector<double> inputs;      // [scenario][input]
};
Common in_common(const Study& study, const Scores& first, const Scores& second) {
  Common common;
  for (std::size_t w = 0; w < first.score.size(); ++w) {
    if (first.weight[w] <= 0.0 || second.weight[w] <= 0.0) continue;
    common.difference.push_back(first.score[w] - second.score[w]);
    const auto row = study.inputs.begin() + static_cast<std::ptrdiff_t>(w * study.input_count);
    common.inputs.insert(common.inputs.end(), row, row + static_cast<std::ptrdiff_t>(study.input_count));
  }
  return common;
}

PricedHarm priced_harm(const AnswerContext& context, const PlanTally& first, const PlanTally& second,
                       std::size_t kind) {
  const auto difference = [&](std::size_t harm) {
    return values_of_difference(harm_scores(first, harm), harm_scores(second, harm));
  };
  const Study& study = context.study;
  const auto values = difference(kind);
  const Common common = in_common(study, harm_scores(first, kind), harm_scores(second, kind));
  PricedHarm harm{.kind = static_cast<HarmKind>(kind), .ordering = {}, .mean_by_region = {}};
  harm.ordering = order(harm_mean_of(study, kind, values), common.difference, common.inputs,
                        study.input_count, context.options.confidence);
  harm.ordering.reweighted = reweighted_mean(values, kReweightFactor);
  const std::size_t regions = context.evaluator.region_count();
  for (std::size_t r = 0; kind >= 2 && r < regions; ++r)
    harm.mean_by_region.push_back(mean_of(difference(kHarmKinds + (kind - 2) * regions + r)));
  return harm;
}

bool ends_earlier(const GridCell& a, const GridCell& b) {
  if (a.mission_end != b.mission_end) return a.mission_end < b.mission_end;
  return a.presence_end && (!b.presence_end || *a.presence_end < *b.presence_end);
}

// The chosen plan at another pair of dates.
struct MovedPlan {
  GridCell dates;
  Plan plan;
};

// Months about the chosen dates that the map need not hold: the end of the mission earlier or later, both
// ends where all leave as it ends.
std::vector<GridCell> months_about(const Mission& mission, const GridCell& chosen) {
  constexpr int kWithin = 3;
  const Month soon = plus_months(month_of(mission.as_of), 1);
  std::vector<GridCell> about;
  for (int months = 1; months <= kWithin; ++months) {
    for (const int by : {-months, months}) {
      GridCell dates = chosen;
      dates.mission_end = plus_months(chosen.mission_end, by);
      if (chosen.presence_end == chosen.mission_end) dates.presence_end = dates.mission_end;
      const bool in_order = !dates.presence_end || *dates.presence_end >= dates.mission_end;
      if (in_order && dates.mission_end >= soon) about.push_back(dates);
    }
  }
  return about;
}

// Pairs of dates of the map: those where one date alone moves and those where both move together, the nearest
// first.
std::vector<GridCell> dates_of_map(const TimelineReport& report, const GridCell& chosen) {
  std::vector<std::tuple<int, CellIndex>> order;
  for (const CellIndex c : report.map.cells.indices()) {
    const MapCell& cell = report.map.cells[c];
    if (c == *report.map.chosen || !cell.residual.stated) continue;
    if (cell.presence_end.has_value() != chosen.presence_end.has_value()) continue;
    const int mission = months_between(chosen.mission_end, cell.mission_end);
    const int presence = chosen.presence_end ? months_between(*chosen.presence_end, *cell.presence_end) : 0;
    if (mission != 0 && presence != 0 && mission != presence) continue;
    order.emplace_back(std::abs(mission) + std::abs(presence), c);
  }
  std::sort(order.begin(), order.end());
  std::vector<GridCell> dates;
  for (const auto& [distance, cell] : order) dates.push_back(dates_of(report.map.cells[cell]));
  return dates;
}

// At most so many, half of them month by month about the chosen dates.
std::vector<MovedPlan> moved_plans(const AnswerContext& context, const TimelineReport& report,
                                   std::size_t most) {
  const GridCell chosen = dates_of(chosen_cell(report));
  std::vector<MovedPlan> moved;
  const auto add = [&](const std::vector<GridCell>& list, std::size_t limit) {
    for (const GridCell& dates : list) {
      const bool known = std::any_of(moved.begin(), moved.end(), [&](const MovedPlan& one) {
        return one.dates.mission_end == dates.mission_end && one.dates.presence_end == dates.presence_end;
      });
      if (known || moved.size() >= limit) continue;
      if (auto plan = at_dates(context.mission, chosen_entry(report), chosen, dates))
        moved.push_back({dates, std::move(*plan)});
    }
  };
  if (!report.map.plan_given) add(months_about(context.mission, chosen), (most + 1) / 2);
  add(dates_of_map(report, chosen), most);
  return moved;
}

void add_prices(const AnswerContext& context, std::size_t most, TimelineReport& report) {
  const auto moved = moved_plans(context, report, most);
  std::vector<Plan> plans;
  for (const MovedPlan& one : moved) plans.push_back(one.plan);
  if (plans.empty()) return;
  const auto tallies = context.on_final_draws(plans);
  const GridCell chosen = dates_of(chosen_cell(report));
  report.compared.price.resize(moved.size());
  parallel_for(moved.size(), context.options.threads, [&](std::size_t i) {
    const bool other_first = ends_earlier(moved[i].dates, chosen);
    const PlanTally& own = chosen_tally(context, report);
    auto difference = other_first ? difference_of_plans(context, tallies[i], own)
                                  : difference_of_plans(context, own, tallies[i]);
    report.compared.price[i] = {.dates = other_first ? moved[i].dates : chosen,
                                .against = other_first ? chosen : moved[i].dates,
                                .joint = std::move(difference.joint),
                                .harms = std::move(difference.harms)};
  });
}

void add_best_elsewhere(const AnswerContext& context, TimelineReport& report) {
  for (const CellIndex c : report.map.cells.indices()) {
    if (c != *report.map.chosen && report.map.cells[c].residual.stated)
      report.compared.best_elsewhere.push_back({c, {}});
  }
  parallel_for(report.compared.best_elsewhere.size(), context.options.threads, [&](std::size_t i) {
    BestElsewhere& one = report.compared.best_elsewhere[i];
    const PlanTally& best = context.finals.plan[report.map.cells[one.cell].plan];
    one.to_chosen = difference_of_plans(context, best, chosen_tally(context, report));
  });
}

void add_baselines(const AnswerContext& context, TimelineReport& report) {
  parallel_for(report.compared.baselines.size(), context.options.threads, [&](std::size_t b) {
    const PlanTally &own = context.finals.baseline[b], &chosen = chosen_tally(context, report);
    report.compared.baselines[b].to_chosen = difference_of_plans(context, own, chosen);
    Scores joint = context.judge.joint_scores(own);
    if (!joint.waits) joint.weight = weights_of(chosen);
    report.compared.baselines[b].joint_alike = share_of(context.study, joint);
  });
}

// Every difference of the report, decided together.
void decide_orders(double rate, TimelineReport& report) {
  std::vector<Ordering*> all;
  const auto add = [&](Ordering& joint, std::vector<PricedHarm>& harms) {
    all.push_back(&joint);
    for (PricedHarm& harm : harms) all.push_back(&harm.ordering);
  };
  for (PriceEntry& entry : report.compared.price) add(entry.joint, entry.harms);
  for (BestElsewhere& one : report.compared.best_elsewhere) add(one.to_chosen.joint, one.to_chosen.harms);
  for (BaselineEntry& one : report.compared.baselines)
    if (one.to_chosen) add(one.to_chosen->joint, one.to_chosen->harms);
  order_all(all, rate);
}

}  // namespace

PlanDifference difference_of_plans(const AnswerContext& context, const PlanTally& first,
                                   const PlanTally& second) {
  const Scores a = context.judge.joint_scores(first), b = context.judge.joint_scores(second);
  const auto difference = values_of_difference(a, b);
  // Whether a scenario keeps all lines flips with many inputs; the mean is ordered all the same.
  PlanDifference result{
      .joint = order(share_difference_of(context.study, a, b), difference, {}, 0, context.options.confidence),
      .harms = {}};
  for (std::size_t kind = 0; kind < kHarmKinds; ++kind)
    result.harms.push_back(priced_harm(context, first, second, kind));
  return result;
}

void add_differences(const AnswerContext& context, std::size_t moves, TimelineReport& report) {
  if (!report.map.chosen) return;
  add_prices(context, moves, report);
  add_best_elsewhere(context, report);
  add_baselines(context, report);
  decide_orders(context.options.false_orders, report);
}

}  // namespace handover::timeline
