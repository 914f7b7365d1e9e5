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

PricedHarm priced_harm(const AnswerContext& context, const PlanTally& first, const PlanTally& second,
                       std::size_t kind) {
  const auto difference = [&](std::size_t harm) {
    auto values = harm_by_scenario(first, harm);
    const auto other = harm_by_scenario(second, harm);
    for (std::size_t w = 0; w < values.size(); ++w) values[w] -= other[w];
    return values;
  };
  const Study& study = context.study;
  const auto values = difference(kind);
  PricedHarm harm{.metric = words_of(static_cast<HarmKind>(kind)), .ordering = {}, .mean_by_region = {}};
  harm.ordering = order(harm_mean_of(study, kind, values), values, study.inputs, study.input_count,
                        context.options.confidence);
  const std::size_t regions = context.evaluator.region_count();
  for (std::size_t r = 0; kind >= 2 && r < regions; ++r)
    harm.mean_by_region.push_back(mean_of(difference(kHarmKinds + (kind - 2) * regions + r)));
  return harm;
}

std::string tipping_words(const std::vector<ScenarioInput>& inputs, const TippingValue& tip) {
  const ScenarioInput& input = inputs[tip.input];
  return fmt::format("the order flips where {} passes {}{} (between {} and {})", input.name,
                     rounded(tip.value), input.unit.empty() ? "" : " " + input.unit,
                     rounded(tip.interval.low), rounded(tip.interval.high));
}

std::string harm_words(const std::vector<ScenarioInput>& inputs, const PricedHarm& harm) {
  const Ordering& order = harm.ordering;
  if (order.ordered) {
    const Difference difference = difference_of(order);
    return fmt::format("{}: {} to {} {}", harm.metric, rounded(difference.low), rounded(difference.high),
                       difference.more ? "more" : "fewer");
  }
  std::string words = harm.metric + ": the evidence does not order these dates";
  if (!order.tipping.empty()) words += "; " + tipping_words(inputs, order.tipping.front());
  return words;
}

bool ends_earlier(const MapCell& a, const MapCell& b) {
  if (a.mission_end != b.mission_end) return a.mission_end < b.mission_end;
  return a.presence_end && (!b.presence_end || *a.presence_end < *b.presence_end);
}

// One plan at two pairs of dates of the map.
struct MovedPlan {
  std::size_t cell = 0;
  Plan plan;
};

// Pairs of dates that the chosen plan can be moved to: those where one date alone moves and those where both
// move together, the nearest first.
std::vector<MovedPlan> moved_plans(const AnswerContext& context, const TimelineReport& report,
                                   std::size_t most) {
  const auto& map = report.agreement_map;
  const MapCell& chosen = map[*report.chosen];
  std::vector<std::tuple<int, std::size_t>> order;
  for (std::size_t c = 0; c < map.size(); ++c) {
    if (c == *report.chosen || !map[c].residual.stated) continue;
    if (map[c].presence_end.has_value() != chosen.presence_end.has_value()) continue;
    const int mission = months_between(chosen.mission_end, map[c].mission_end);
    const int presence = chosen.presence_end ? months_between(*chosen.presence_end, *map[c].presence_end) : 0;
    if (mission != 0 && presence != 0 && mission != presence) continue;
    order.emplace_back(std::abs(mission) + std::abs(presence), c);
  }
  std::sort(order.begin(), order.end());
  std::vector<MovedPlan> moved;
  for (const auto& [distance, cell] : order) {
    if (moved.size() == most) break;
    if (auto plan = at_dates(context.mission, chosen_entry(report), chosen, map[cell]))
      moved.push_back({cell, std::move(*plan)});
  }
  return moved;
}

void add_prices(const AnswerContext& context, std::size_t most, TimelineReport& report) {
  const auto moved = moved_plans(context, report, most);
  std::vector<Plan> plans;
  for (const MovedPlan& one : moved) plans.push_back(one.plan);
  if (plans.empty()) return;
  const auto tallies = context.on_final_draws(plans);
  report.price.resize(moved.size());
  parallel_for(moved.size(), context.options.threads, [&](std::size_t i) {
    const std::size_t chosen = *report.chosen, other = moved[i].cell;
    const bool other_first = ends_earlier(report.agreement_map[other], report.agreement_map[chosen]);
    const PlanTally& own = chosen_tally(context, report);
    auto difference = other_first ? difference_of_plans(context, tallies[i], own)
                                  : difference_of_plans(context, own, tallies[i]);
    report.price[i] = {.cell = other_first ? other : chosen,
                       .against = other_first ? chosen : other,
                       .joint = std::move(difference.joint),
                       .harms = std::move(difference.harms),
                       .words = {}};
  });
}

void add_best_elsewhere(const AnswerContext& context, TimelineReport& report) {
  for (std::size_t c = 0; c < report.agreement_map.size(); ++c) {
    if (c != *report.chosen && report.agreement_map[c].residual.stated)
      report.best_elsewhere.push_back({c, {}});
  }
  parallel_for(report.best_elsewhere.size(), context.options.threads, [&](std::size_t i) {
    BestElsewhere& one = report.best_elsewhere[i];
    const PlanTally& best = context.finals.plan[report.agreement_map[one.cell].plan];
    one.to_chosen = difference_of_plans(context, best, chosen_tally(context, report));
  });
}

void add_baselines(const AnswerContext& context, TimelineReport& report) {
  parallel_for(report.baselines.size(), context.options.threads, [&](std::size_t b) {
    report.baselines[b].to_chosen =
        difference_of_plans(context, context.finals.baseline[b], chosen_tally(context, report));
  });
}

// Every difference of the report, decided together.
void decide_orders(double rate, TimelineReport& report) {
  std::vector<Ordering*> all;
  const auto add = [&](Ordering& joint, std::vector<PricedHarm>& harms) {
    all.push_back(&joint);
    for (PricedHarm& harm : harms) all.push_back(&harm.ordering);
  };
  for (PriceEntry& entry : report.price) add(entry.joint, entry.harms);
  for (BestElsewhere& one : report.best_elsewhere) add(one.to_chosen.joint, one.to_chosen.harms);
  for (BaselineEntry& one : report.baselines)
    if (one.to_chosen) add(one.to_chosen->joint, one.to_chosen->harms);
  order_all(all, rate);
}

}  // namespace

PlanDifference difference_of_plans(const AnswerContext& context, const PlanTally& first,
                                   const PlanTally& second) {
  const auto a = context.judge.joint_scores(first), b = context.judge.joint_scores(second);
  std::vector<double> difference = a;
  for (std::size_t w = 0; w < difference.size(); ++w) difference[w] -= b[w];
  // Whether a scenario keeps all lines flips with many inputs; the mean is ordered all the same.
  PlanDifference result{
      .joint = order(share_difference_of(context.study, a, b), difference, {}, 0, context.options.confidence),
      .harms = {}};
  for (std::size_t kind = 0; kind < kHarmKinds; ++kind)
    result.harms.push_back(priced_harm(context, first, second, kind));
  return result;
}

void add_differences(const AnswerContext& context, std::size_t moves, TimelineReport& report) {
  if (!report.chosen) return;
  add_prices(context, moves, report);
  add_best_elsewhere(context, report);
  add_baselines(context, report);
  decide_orders(context.options.false_orders, report);
  for (PriceEntry& entry : report.price) {
    for (const PricedHarm& harm : entry.harms)
      entry.words += (entry.words.empty() ? "" : "; ") + harm_words(report.inputs, harm);
  }
}

}  // namespace handover::timeline
