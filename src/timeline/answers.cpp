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

// The presence's end as a number of months, past the horizon last.
int end_key(const Mission& mission, const std::optional<Month>& month) {
  return month ? months_between(month_of(mission.as_of), *month) : 1'000'000;
}

bool is_later(const Mission& mission, const MapCell& a, const MapCell& b) {
  const int end_a = end_key(mission, a.presence_end), end_b = end_key(mission, b.presence_end);
  return a.mission_end >= b.mission_end && end_a >= end_b && (a.mission_end > b.mission_end || end_a > end_b);
}

std::vector<double> harm_by_scenario(const PlanTally& tally, std::size_t harm) {
  std::vector<double> values;
  for (const ScenarioTally& scenario : tally.scenarios) values.push_back(scenario.mean_harm(harm));
  return values;
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

// The best of the later pairs by the shares of scenarios: what one would otherwise sign.
std::optional<std::size_t> best_later(const Mission& mission, const TimelineReport& report,
                                      std::size_t cell) {
  std::optional<std::size_t> best;
  for (std::size_t c = 0; c < report.agreement_map.size(); ++c) {
    const MapCell& other = report.agreement_map[c];
    if (!other.residual.stated || !is_later(mission, other, report.agreement_map[cell])) continue;
    if (!best || ranks_before(other.figures, report.agreement_map[*best].figures)) best = c;
  }
  return best;
}

PriceEntry price_of(const AnswerContext& context, const TimelineReport& report, std::size_t cell,
                    std::size_t against) {
  PriceEntry entry{.cell = cell, .against = against, .harms = {}, .words = {}};
  const PlanTally& early = context.finals.plan[report.agreement_map[cell].plan];
  const PlanTally& late = context.finals.plan[report.agreement_map[against].plan];
  const std::size_t regions = context.evaluator.region_count();
  for (std::size_t kind = 0; kind < kHarmKinds; ++kind) {
    PricedHarm harm{.metric = words_of(static_cast<HarmKind>(kind)), .ordering = {}, .mean_by_region = {}};
    auto difference = harm_by_scenario(early, kind);
    const auto later = harm_by_scenario(late, kind);
    for (std::size_t w = 0; w < difference.size(); ++w) difference[w] -= later[w];
    harm.ordering =
        order(difference, context.finals.inputs, context.finals.input_count, context.options.confidence);
    for (std::size_t r = 0; kind >= 2 && r < regions; ++r) {
      const std::size_t h = kHarmKinds + (kind - 2) * regions + r;
      harm.mean_by_region.push_back(mean_of(harm_by_scenario(early, h)) - mean_of(harm_by_scenario(late, h)));
    }
    entry.words += (entry.words.empty() ? "" : "; ") + harm_words(context.evaluator.inputs(), harm);
    entry.harms.push_back(std::move(harm));
  }
  return entry;
}

// The entries of report.plans with the best figures, best first.
std::vector<std::size_t> top_plans(const TimelineReport& report, std::size_t most) {
  std::vector<std::size_t> order(report.plans.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return ranks_before(report.plans[a].figures, report.plans[b].figures);
  });
  order.resize(std::min(most, order.size()));
  return order;
}

Break break_of(const AnswerContext& context, const std::vector<const PlanTally*>& tallies,
               const std::vector<double>& inputs, std::optional<std::size_t> party,
               const TimelineReport& report) {
  Break found{.party = party ? report.parties[*party].name : "any deciding party",
              .discovery = {},
              .when = {},
              .words = {}};
  Cases cases{.inputs = context.finals.input_count, .value = inputs, .of_interest = {}};
  std::size_t failures = 0;
  for (const PlanTally* tally : tallies) {
    for (const ScenarioTally& scenario : tally->scenarios) {
      const bool fails = party ? !context.judge.keeps(scenario, *party) : !context.judge.all_keep(scenario);
      cases.of_interest.push_back(fails);
      failures += fails ? 1 : 0;
    }
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
    found.words =
        fmt::format("fails in {} of {} scenarios; nothing assumed or fitted tells them apart beyond chance",
                    failures, cases.size());
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
  const PlanTally later = context.on_final_draws(moved(context.mission, entry.plan, 0, 3));
  const auto& now = context.finals.plan[chosen.plan].scenarios;
  std::size_t lost = 0, gained = 0;
  for (std::size_t w = 0; w < now.size(); ++w) {
    const bool a = context.judge.all_keep(now[w]), b = context.judge.all_keep(later.scenarios[w]);
    lost += a && !b ? 1 : 0;
    gained += b && !a ? 1 : 0;
  }
  return fmt::format("starting three months later loses {} and gains {} of {} scenarios", lost, gained,
                     now.size());
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

std::string words_of(const MapCell& cell) {
  const std::string end =
      cell.presence_end ? "last presence " + to_string(*cell.presence_end) : "presence past the horizon";
  return fmt::format("mission ends {}, {}, {}", to_string(cell.mission_end), end, words_of(cell.residual));
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

void add_prices(const AnswerContext& context, TimelineReport& report) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t c = 0; c < report.agreement_map.size(); ++c) {
    if (!report.agreement_map[c].residual.stated) continue;
    if (const auto against = best_later(context.mission, report, c)) pairs.emplace_back(c, *against);
  }
  report.price.resize(pairs.size());
  parallel_for(pairs.size(), context.options.threads, [&](std::size_t i) {
    report.price[i] = price_of(context, report, pairs[i].first, pairs[i].second);
  });
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
  if (tallies.empty() || context.finals.scenarios == 0) return;
  for (std::size_t kind = 0; kind < kHarmKinds; ++kind) {
    std::vector<std::vector<double>> loss;
    for (const PlanTally* tally : tallies) loss.push_back(harm_by_scenario(*tally, kind));
    report.regret.push_back(
        regret_of(words_of(static_cast<HarmKind>(kind)), names, loss, context.options.confidence));
  }
  std::vector<std::vector<double>> loss;
  for (const PlanTally* tally : tallies) {
    std::vector<double> broken;
    for (const ScenarioTally& scenario : tally->scenarios)
      broken.push_back(context.judge.all_keep(scenario) ? 0.0 : 1.0);
    loss.push_back(std::move(broken));
  }
  report.regret.push_back(
      regret_of("scenarios lost to any deciding party", names, loss, context.options.confidence));
}

void add_breaks(const AnswerContext& context, const PlanTally& chosen, TimelineReport& report) {
  const PlanTally& finals = context.finals.plan[report.agreement_map[*report.chosen].plan];
  std::vector<double> inputs = context.finals.inputs;
  for (std::uint32_t w = 0; w < chosen.scenarios.size(); ++w) {
    const auto row = context.evaluator.inputs_of(kDetailDraws.first_scenario + w);
    inputs.insert(inputs.end(), row.begin(), row.end());
  }
  const std::vector<const PlanTally*> tallies{&finals, &chosen};
  // Each party alone, then any deciding party.
  const std::size_t parties = report.parties.size();
  report.breaks.resize(parties + 1);
  parallel_for(parties + 1, context.options.threads, [&](std::size_t i) {
    report.breaks[i] =
        break_of(context, tallies, inputs, i < parties ? std::optional(i) : std::nullopt, report);
  });
}

void add_information(const AnswerContext& context, TimelineReport& report) {
  std::vector<double> worth;
  std::size_t plans = 0;
  const auto add = [&](const PlanTally& tally) {
    for (const ScenarioTally& scenario : tally.scenarios)
      worth.push_back(context.judge.all_keep(scenario) ? 1.0 : 0.0);
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
  for (std::size_t row = 0; row < context.finals.inputs.size(); row += context.finals.input_count)
    for (const std::size_t k : knowable) known.push_back(context.finals.inputs[row + k]);
  report.information = information_values(worth, plans, known, knowable.size());
  for (InformationValue& value : report.information) {
    value.input = knowable[value.input];
    value.words = fmt::format("knowing {} would gain up to {:.1f} of 100 scenarios (chance alone: {:.1f}){}",
                              inputs[value.input].name, 100.0 * value.value, 100.0 * value.noise,
                              value.matters() ? "" : "; not beyond chance");
  }
  if (!report.chosen) return;
  if (report.information.empty() || !report.information.front().matters()) {
    report.ask_first = "no single report would change the plan beyond chance";
    return;
  }
  const auto& phases = report.plans[report.agreement_map[*report.chosen].plan].plan.phases;
  report.ask_first = fmt::format("{}, by {}; {}", report.information.front().words,
                                 phases.empty() ? "the first step" : to_string(phases.front().earliest),
                                 cost_of_waiting(context, report));
}

}  // namespace handover::timeline
