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

Break break_of(const AnswerContext& context, const PlanTally& tally, std::optional<std::size_t> party,
               const TimelineReport& report) {
  Break found{.party = party ? report.parties[*party].name : "any deciding party",
              .discovery = {},
              .when = {},
              .words = {}};
  Cases cases{.inputs = context.study.input_count, .value = {}, .of_interest = {}};
  std::size_t failures = 0;
  for (std::size_t w = 0; w < tally.scenarios.size(); ++w) {
    const ScenarioTally& scenario = tally.scenarios[w];
    if (scenario.weight <= 0.0) continue;  // never signed there
    const auto row = context.study.inputs.begin() + static_cast<std::ptrdiff_t>(w * cases.inputs);
    cases.value.insert(cases.value.end(), row, row + static_cast<std::ptrdiff_t>(cases.inputs));
    const bool fails = party ? !context.judge.keeps(scenario, *party) : !context.judge.all_keep(scenario);
    cases.of_interest.push_back(fails);
    failures += fails ? 1 : 0;
  }
  if (failures < kFewestFailures || failures + kFewestFailures > cases.size() || cases.inputs == 0) {
    found.discovery.base_rate =
        cases.size() == 0 ? 0.0 : static_cast<double>(failures) / static_cast<double>(cases.size());
    found.words = fmt::format("fails in {} of {} scenarios: too {} to say which", failures, cases.size(),
                              failures < kFewestFailures ? "few" : "many");
    return found;
  }
  PrimOptions options;
  options.seed = context.options.seed;
  found.discovery = discover(cases, options);
  if (!found.discovery.found) {
    found.words = fmt::format(
        "fails in {} of {} scenarios; no bounds on what is assumed or fitted tell them apart beyond "
        "chance (all inputs together explain {:.0f} % of the spread between scenarios)",
        failures, cases.size(), 100.0 * context.study.shares.explained());
    return found;
  }
  found.when = conditions_in_words(found.discovery.restrictions, context.evaluator.inputs());
  found.words = fmt::format(
      "fails when {}: {:.0f} of 100 such scenarios fail (against {:.0f} of 100 in all); they make up {:.0f} "
      "of "
      "100 failures",
      found.when, 100.0 * found.discovery.box.density, 100.0 * found.discovery.base_rate,
      100.0 * found.discovery.box.coverage);
  return found;
}

RegretTable regret_of(const std::string& metric, const std::vector<std::string>& names,
                      const std::vector<std::vector<double>>& loss, double confidence) {
  RegretTable table{.metric = metric, .rows = {}};
  const std::size_t scenarios = loss.front().size();
  std::vector<double> least(scenarios, 1e300);
  for (const auto& plan : loss) {
    for (std::size_t w = 0; w < scenarios; ++w) least[w] = std::min(least[w], plan[w]);
  }
  for (std::size_t p = 0; p < loss.size(); ++p) {
    std::vector<double> regret;
    for (std::size_t w = 0; w < scenarios; ++w) regret.push_back(loss[p][w] - least[w]);
    RegretRow row{.plan = names[p], .regret = {}, .largest = *std::max_element(regret.begin(), regret.end())};
    row.regret = scenario_figure(std::move(regret), confidence);
    table.rows.push_back(std::move(row));
  }
  std::stable_sort(table.rows.begin(), table.rows.end(),
                   [](const RegretRow& a, const RegretRow& b) { return a.regret.mean < b.regret.mean; });
  return table;
}

// What waiting for a report costs: the chosen plan with every step three months later, in the same scenarios.
std::string cost_of_waiting(const AnswerContext& context, const TimelineReport& report) {
  const MapCell& chosen = report.agreement_map[*report.chosen];
  const PlanEntry& entry = report.plans[chosen.plan];
  if (entry.plan.phases.empty()) return "";
  const PlanTally later = context.on_final_draws({moved(context.mission, entry.plan, 0, 3)}).front();
  const auto& now = context.finals.plan[chosen.plan].scenarios;
  std::size_t lost = 0, gained = 0, both = 0;
  for (std::size_t w = 0; w < now.size(); ++w) {
    if (now[w].weight <= 0.0 || later.scenarios[w].weight <= 0.0) continue;
    ++both;
    const bool a = context.judge.all_keep(now[w]), b = context.judge.all_keep(later.scenarios[w]);
    lost += a && !b ? 1 : 0;
    gained += b && !a ? 1 : 0;
  }
  return fmt::format("starting three months later loses {} and gains {} of {} scenarios", lost, gained, both);
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

std::string words_of(const Band& band) {
  if (!band.stated) return "number unstated";
  if (band.high == 0) return "nobody stays";
  if (band.low == band.high) return fmt::format("{} stay", band.low);
  return fmt::format("{} to {} stay", band.low, band.high);
}

std::string words_of(const GridCell& dates) {
  const std::string end =
      dates.presence_end ? "last presence " + to_string(*dates.presence_end) : "presence past the horizon";
  return fmt::format("mission ends {}, {}, {}", to_string(dates.mission_end), end, words_of(dates.residual));
}

std::string words_of(const MapCell& cell) {
  return words_of(dates_of(cell));
}

std::string conditions_in_words(const std::vector<Restriction>& restrictions,
                                const std::vector<ScenarioInput>& inputs) {
  std::string words;
  for (const Restriction& restriction : restrictions) {
    const ScenarioInput& input = inputs[restriction.input];
    words += (words.empty() ? "" : " and ") + in_words(restriction, input.name, input.unit);
  }
  return words;
}

const PlanEntry& chosen_entry(const TimelineReport& report) {
  return report.plans[report.agreement_map[*report.chosen].plan];
}

const PlanTally& chosen_tally(const AnswerContext& context, const TimelineReport& report) {
  return context.finals.plan[report.agreement_map[*report.chosen].plan];
}

std::vector<std::size_t> top_plans(const TimelineReport& report, std::size_t most) {
  std::vector<std::size_t> order(report.plans.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return ranks_before(report.plans[a].figures, report.plans[b].figures);
  });
  order.resize(std::min(most, order.size()));
  return order;
}

void add_regret(const AnswerContext& context, TimelineReport& report) {
  std::vector<std::string> names;
  std::vector<const PlanTally*> tallies;
  for (const std::size_t i : top_plans(report, 5)) {
    names.push_back(report.plans[i].plan.id);
    tallies.push_back(&context.finals.plan[i]);
  }
  for (std::size_t b = 0; b < report.baselines.size(); ++b) {
    names.push_back(report.baselines[b].name);
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
  const auto add = [&](const std::string& metric, auto loss_of) {
    std::vector<std::vector<double>> loss(tallies.size());
    for (std::size_t p = 0; p < tallies.size(); ++p)
      for (const std::size_t w : common) loss[p].push_back(loss_of(tallies[p]->scenarios[w]));
    report.regret.push_back(regret_of(metric, names, loss, context.options.confidence));
  };
  for (std::size_t kind = 0; kind < kHarmKinds; ++kind)
    add(words_of(static_cast<HarmKind>(kind)), [&](const ScenarioTally& one) { return one.mean_harm(kind); });
  add("scenarios lost to any deciding party",
      [&](const ScenarioTally& one) { return context.judge.all_keep(one) ? 0.0 : 1.0; });
}

void add_breaks(const AnswerContext& context, TimelineReport& report) {
  // Each party alone, then any deciding party.
  const std::size_t parties = report.parties.size();
  report.breaks.resize(parties + 1);
  parallel_for(parties + 1, context.options.threads, [&](std::size_t i) {
    report.breaks[i] = break_of(context, chosen_tally(context, report),
                                i < parties ? std::optional(i) : std::nullopt, report);
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
  for (const std::size_t i : top_plans(report, kTopPlans)) add(context.finals.plan[i]);
  for (const PlanTally& baseline : context.finals.baseline) add(baseline);
  if (plans == 0) return;
  const auto& inputs = context.evaluator.inputs();
  std::vector<std::size_t> knowable;
  for (std::size_t k = 0; k < inputs.size(); ++k)
    if (!inputs[k].lies_ahead) knowable.push_back(k);
  std::vector<double> known;
  for (std::size_t row = 0; row < context.study.inputs.size(); row += context.study.input_count)
    for (const std::size_t k : knowable) known.push_back(context.study.inputs[row + k]);
  report.information = information_values(worth, plans, known, knowable.size());
  for (InformationValue& value : report.information) {
    value.input = knowable[value.input];
    value.words = fmt::format("knowing {} would gain up to {:.1f} of 100 scenarios (chance alone: {:.1f}){}",
                              inputs[value.input].name, 100.0 * value.value, 100.0 * value.noise,
                              value.matters() ? "" : "; not beyond chance");
  }
  if (!report.chosen) return;
  if (report.information.empty() || !report.information.front().matters()) {
    report.ask_first = fmt::format(
        "no single report can be seen to change the plan: with {} scenarios a gain below {:.1f} of 100 "
        "cannot be "
        "told from chance",
        context.study.scenarios,
        report.information.empty() ? 100.0 : 100.0 * report.information.front().noise);
    return;
  }
  const auto& phases = report.plans[report.agreement_map[*report.chosen].plan].plan.phases;
  report.ask_first = fmt::format("{}, by {}; {}", report.information.front().words,
                                 phases.empty() ? "the first step" : to_string(phases.front().earliest),
                                 cost_of_waiting(context, report));
}

}  // namespace handover::timeline
