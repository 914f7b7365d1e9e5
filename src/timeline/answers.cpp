#include "timeline/answers.h"

#include "base/parallel.h"
#include "numerics/maths.h"
#include "timeline/figures.h"
#include "timeline/headline.h"
#include "timeline/what_if.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

constexpr std::size_t kTopPlans = 12;       // in the regret table and for the value of information
constexpr std::size_t kFewestFailures = 8;  // below it a box would be a story about noise

// The scenarios in which the plan can be signed, and those of them in which it fails.
Cases failing_cases(const AnswerContext& context, const PlanTally& tally, std::optional<std::size_t> party) {
  Cases cases{.inputs = context.study.input_count, .value = {}, .of_interest = {}};
  for (std::size_t w = 0; w < tally.scenarios.size(); ++w) {
    const ScenarioTally& scenario = tally.scenarios[w];
    if (scenario.weight <= 0.0) continue;  // never signed there
    const auto row = context.study.inputs.begin() + static_cast<std::ptrdiff_t>(w * cases.inputs);
    cases.value.insert(cases.value.end(), row, row + static_cast<std::ptrdiff_t>(cases.inputs));
    cases.of_interest.push_back(party ? !context.judge.keeps(scenario, *party)
                                      : !context.judge.all_keep(scenario));
  }
  return cases;
}

Break break_of(const AnswerContext& context, const PlanTally& tally, std::optional<std::size_t> party) {
  const Cases cases = failing_cases(context, tally, party);
  Break found{.party = party,
              .failures = static_cast<std::size_t>(
                  std::count(cases.of_interest.begin(), cases.of_interest.end(), true)),
              .scenarios = cases.size(),
              .explained = context.study.shares.explained(),
              .discovery = {}};
  const bool few = found.failures < kFewestFailures;
  if (few || found.failures + kFewestFailures > cases.size() || cases.inputs == 0) {
    found.discovery.base_rate =
        cases.size() == 0 ? 0.0 : static_cast<double>(found.failures) / static_cast<double>(cases.size());
    found.told_apart = few ? ToldApart::too_few_failures : ToldApart::too_many_failures;
    return found;
  }
  PrimOptions options;
  options.seed = context.options.seed;
  found.discovery = discover(cases, options);
  found.told_apart = found.discovery.found ? ToldApart::yes : ToldApart::no;
  return found;
}

// `rows` name the plans.
RegretTable regret_of(std::optional<HarmKind> harm, std::vector<RegretRow> rows,
                      const std::vector<std::vector<double>>& loss, double confidence) {
  RegretTable table{.harm = harm, .rows = {}};
  const std::size_t scenarios = loss.front().size();
  std::vector<double> least(scenarios, 1e300);
  for (const auto& plan : loss) {
    for (std::size_t w = 0; w < scenarios; ++w) least[w] = std::min(least[w], plan[w]);
  }
  for (std::size_t p = 0; p < loss.size(); ++p) {
    std::vector<double> regret;
    for (std::size_t w = 0; w < scenarios; ++w) regret.push_back(loss[p][w] - least[w]);
    rows[p].largest = *std::max_element(regret.begin(), regret.end());
    rows[p].regret = scenario_figure(std::move(regret), confidence);
  }
  table.rows = std::move(rows);
  std::stable_sort(table.rows.begin(), table.rows.end(),
                   [](const RegretRow& a, const RegretRow& b) { return a.regret.mean < b.regret.mean; });
  return table;
}

std::optional<CostOfWaiting> cost_of_waiting(const AnswerContext& context, const TimelineReport& report) {
  const MapCell& chosen = chosen_cell(report);
  const PlanEntry& entry = report.map.plans[chosen.plan];
  if (entry.plan.phases.empty()) return std::nullopt;
  const PlanTally later = context.on_final_draws({moved(context.mission, entry.plan, 0, 3)}).front();
  const auto& now = context.finals.plan[chosen.plan].scenarios;
  CostOfWaiting cost;
  for (std::size_t w = 0; w < now.size(); ++w) {
    if (now[w].weight <= 0.0 || later.scenarios[w].weight <= 0.0) continue;
    ++cost.scenarios;
    const bool a = context.judge.all_keep(now[w]), b = context.judge.all_keep(later.scenarios[w]);
    cost.lost += a && !b ? 1 : 0;
    cost.gained += b && !a ? 1 : 0;
  }
  return cost;
}

FirstReport first_report(const AnswerContext& context, const TimelineReport& report) {
  FirstReport first{.scenarios = context.study.scenarios};
  if (!report.failures.information.empty()) first.noise = report.failures.information.front().noise;
  if (report.failures.information.empty() || !report.failures.information.front().matters()) return first;
  first.information = 0;
  const auto& phases = chosen_entry(report).plan.phases;
  if (!phases.empty()) first.by = phases.front().earliest;
  first.waiting = cost_of_waiting(context, report);
  return first;
}

}  // namespace

std::string rounded(double value) {
  const double size = std::abs(value);
  if (size == 0.0) return "0";
  if (size >= 99.5) {  // two digits of 99.7 are 100
    const double unit = maths::pow(10.0, std::floor(maths::log10(size)) - 1.0);
    return fmt::format("{:.0f}", std::round(value / unit) * unit);
  }
  return size < 0.005 ? fmt::format("{:.1g}", value) : fmt::format("{:.2g}", value);
}

const PlanTally& chosen_tally(const AnswerContext& context, const TimelineReport& report) {
  return context.finals.plan[chosen_cell(report).plan];
}

std::vector<PlanIndex> top_plans(const TimelineReport& report, std::size_t most) {
  std::vector<PlanIndex> order;
  for (const PlanIndex plan : report.map.plans.indices()) order.push_back(plan);
  std::stable_sort(order.begin(), order.end(), [&](PlanIndex a, PlanIndex b) {
    return ranks_before(report.map.plans[a].figures, report.map.plans[b].figures);
  });
  order.resize(std::min(most, order.size()));
  return order;
}

void add_regret(const AnswerContext& context, TimelineReport& report) {
  std::vector<RegretRow> rows;
  std::vector<const PlanTally*> tallies;
  for (const PlanIndex i : top_plans(report, 5)) {
    rows.push_back({.plan = report.map.plans[i].plan.id, .baseline = {}, .regret = {}});
    tallies.push_back(&context.finals.plan[i]);
  }
  for (std::size_t b = 0; b < report.compared.baselines.size(); ++b) {
    const BaselineEntry& baseline = report.compared.baselines[b];
    rows.push_back({.plan = baseline.plan.id, .baseline = baseline.title, .regret = {}});
    tallies.push_back(&context.finals.baseline[b]);
  }
  if (tallies.empty() || context.study.scenarios == 0) return;
  // Regret is within a scenario: those in which every plan of the table can be signed.
  std::vector<std::size_t> common;
  for (std::size_t w = 0; w < context.study.scenarios; ++w) {
    if (std::all_of(tallies.begin(), tallies.end(),
                    [&](const PlanTally* tally) { return tally->scenarios[w].weight > 0.0; }))
      common.push_back(w);
  }
  if (common.empty()) return;
  const auto add = [&](std::optional<HarmKind> harm, auto loss_of) {
    std::vector<std::vector<double>> loss(tallies.size());
    for (std::size_t p = 0; p < tallies.size(); ++p)
      for (const std::size_t w : common) loss[p].push_back(loss_of(tallies[p]->scenarios[w]));
    report.compared.regret.push_back(regret_of(harm, rows, loss, context.options.confidence));
  };
  for (std::size_t kind = 0; kind < kHarmKinds; ++kind)
    add(static_cast<HarmKind>(kind), [&](const ScenarioTally& one) { return one.mean_harm(kind); });
  add(std::nullopt, [&](const ScenarioTally& one) { return context.judge.all_keep(one) ? 0.0 : 1.0; });
}

void add_breaks(const AnswerContext& context, TimelineReport& report) {
  // Each party alone, then any deciding party.
  const std::size_t parties = report.parties.size();
  report.failures.breaks.resize(parties + 1);
  parallel_for(parties + 1, context.options.threads, [&](std::size_t i) {
    report.failures.breaks[i] =
        break_of(context, chosen_tally(context, report), i < parties ? std::optional(i) : std::nullopt);
  });
}

void add_information(const AnswerContext& context, TimelineReport& report) {
  std::vector<double> worth;
  std::size_t plans = 0;
  const auto add = [&](const PlanTally& tally) {
    const auto values = context.judge.joint_scores(tally).values();
    worth.insert(worth.end(), values.begin(), values.end());
    ++plans;
  };
  for (const PlanIndex i : top_plans(report, kTopPlans)) add(context.finals.plan[i]);
  for (const PlanTally& baseline : context.finals.baseline) add(baseline);
  if (plans == 0) return;
  const auto& inputs = context.evaluator.inputs();
  std::vector<std::size_t> knowable;
  for (std::size_t k = 0; k < inputs.size(); ++k)
    if (!inputs[k].lies_ahead) knowable.push_back(k);
  std::vector<double> known;
  for (std::size_t row = 0; row < context.study.inputs.size(); row += context.study.input_count)
    for (const std::size_t k : knowable) known.push_back(context.study.inputs[row + k]);
  report.failures.information = information_values(worth, plans, known, knowable.size());
  for (InformationValue& value : report.failures.information) value.input = knowable[value.input];
  if (report.map.chosen) report.failures.ask_first = first_report(context, report);
}

}  // namespace handover::timeline
