#include "wording/findings.h"

#include "wording/numbers.h"
#include "wording/timeline.h"

#include <algorithm>
#include <cmath>

namespace handover::wording {
namespace {

using namespace handover::timeline;

Exact tenth_of_hundred(double share) {
  return {100.0 * share, 1};
}

// A figure with the unit of its input.
std::string quantity_words(const ScenarioInput& input, double value, const Catalogue& catalogue) {
  const std::string unit = input_unit_words(input, catalogue);
  const std::string figure = number(value, catalogue.language());
  return unit.empty() ? figure : catalogue("input.quantity", {{"value", figure}, {"unit", unit}});
}

std::string restriction_words(const Restriction& restriction, const ScenarioInput& input,
                              const Catalogue& catalogue) {
  const std::string name = input_words(input, catalogue);
  const std::string high = quantity_words(input, restriction.high, catalogue);
  if (restriction.has_low && restriction.has_high)
    return catalogue("restriction.between",
                     {{"input", name}, {"low", Rounded{restriction.low}}, {"high", high}});
  if (restriction.has_high) return catalogue("restriction.below", {{"input", name}, {"high", high}});
  return catalogue("restriction.above",
                   {{"input", name}, {"low", quantity_words(input, restriction.low, catalogue)}});
}

std::string price_of(const TimelineReport& report, const PricedHarm& harm, const Catalogue& catalogue) {
  const std::string name = harm_words(harm.kind, catalogue);
  if (harm.ordering.ordered) {
    const Difference difference = difference_of(harm.ordering);
    return catalogue(difference.more ? Key("price.more") : Key("price.fewer"),
                     {{"harm", name}, {"low", Rounded{difference.low}}, {"high", Rounded{difference.high}}});
  }
  if (harm.ordering.tipping.empty()) return catalogue("price.not_ordered", {{"harm", name}});
  const TippingValue& tip = harm.ordering.tipping.front();
  const ScenarioInput& input = report.failures.inputs.at(tip.input);
  return catalogue("price.not_ordered_flips", {{"harm", name},
                                               {"input", input_words(input, catalogue)},
                                               {"value", quantity_words(input, tip.value, catalogue)},
                                               {"low", Rounded{tip.interval.low}},
                                               {"high", Rounded{tip.interval.high}}});
}

std::string what_is_watched(const NamedCondition& named, const Catalogue& catalogue) {
  switch (named.condition.what) {
    case Observable::attacks_per_month:
      return catalogue("condition.attacks_per_month", {{"subject", named.subject}});
    case Observable::coalition_deaths_90_days:
      return catalogue("condition.coalition_deaths");
    case Observable::function_stands_alone:
      return catalogue("condition.function_stands_alone", {{"subject", named.subject}});
    case Observable::regime_off_days:
      return catalogue("condition.regime_off_days", {{"subject", named.subject}});
    case Observable::months_since_previous_phase:
      return catalogue("condition.months_since_step");
    case Observable::talks_agreed:
    case Observable::always:
      break;
  }
  return "";
}

std::string joined(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : "; ") + part;
  return all;
}

}  // namespace

std::string input_words(const ScenarioInput& input, const Catalogue& catalogue) {
  switch (input.kind) {
    case InputKind::assumption: {
      std::string name = input.key;
      std::ranges::replace(name, '_', ' ');
      return name;
    }
    case InputKind::stream_level:
      return catalogue("input.stream_level", {{"stream", input.subject}});
    case InputKind::stream_drift:
      return catalogue("input.stream_drift", {{"stream", input.subject}});
    case InputKind::stream_lethality:
      return catalogue("input.stream_lethality", {{"stream", input.subject}});
    case InputKind::patron_turns_on:
      return catalogue("input.patron_turns_on", {{"patron", input.subject}});
    case InputKind::patron_turns_off:
      return catalogue("input.patron_turns_off", {{"patron", input.subject}});
    case InputKind::talks_agree:
      return catalogue("input.talks_agree");
    case InputKind::talks_suspended:
      return catalogue("input.talks_suspended");
    case InputKind::talks_collapse:
      return catalogue("input.talks_collapse");
    case InputKind::expulsion:
      return catalogue("input.expulsion");
    case InputKind::late_step:
      return catalogue("input.late_step");
    case InputKind::functions_alone:
      return catalogue("input.functions_alone");
    case InputKind::other:
      break;
  }
  return input.subject;
}

std::string input_unit_words(const ScenarioInput& input, const Catalogue& catalogue) {
  switch (input.kind) {
    case InputKind::stream_level:
      return catalogue("input.unit.a_month");
    case InputKind::stream_drift:
      return catalogue("input.unit.times_today");
    case InputKind::stream_lethality:
      return catalogue("input.unit.of_each_attack");
    case InputKind::patron_turns_on:
      return catalogue("input.unit.a_year_off");
    case InputKind::patron_turns_off:
      return catalogue("input.unit.a_year_on");
    case InputKind::talks_agree:
    case InputKind::talks_suspended:
    case InputKind::talks_collapse:
    case InputKind::expulsion:
      return catalogue("input.unit.a_year_in_session");
    case InputKind::late_step:
      return catalogue("input.unit.of_a_step");
    case InputKind::assumption:
    case InputKind::functions_alone:
    case InputKind::other:
      break;
  }
  return input.unit;
}

std::string restrictions_words(std::span<const Restriction> restrictions,
                               std::span<const ScenarioInput> inputs, const Catalogue& catalogue) {
  std::string words;
  for (const Restriction& restriction : restrictions) {
    std::string one = restriction_words(restriction, inputs[restriction.input], catalogue);
    words = words.empty() ? std::move(one)
                          : catalogue("restriction.and", {{"first", words}, {"second", std::move(one)}});
  }
  return words;
}

std::string harm_words(HarmKind kind, const Catalogue& catalogue) {
  switch (kind) {
    case HarmKind::coalition_deaths:
      return catalogue("harm.coalition_deaths");
    case HarmKind::host_force_deaths:
      return catalogue("harm.host_force_deaths");
    case HarmKind::civilians_killed:
      return catalogue("harm.civilians_killed");
    case HarmKind::civilians_displaced:
      break;
  }
  return catalogue("harm.civilians_displaced");
}

std::string break_party_words(const TimelineReport& report, const Break& found, const Catalogue& catalogue) {
  return found.party ? report.parties.at(*found.party).name : catalogue("break.any_party");
}

std::string break_conditions_words(const TimelineReport& report, const Break& found,
                                   const Catalogue& catalogue) {
  return restrictions_words(found.discovery.restrictions, report.failures.inputs, catalogue);
}

std::string break_words(const TimelineReport& report, const Break& found, const Catalogue& catalogue) {
  switch (found.told_apart) {
    case ToldApart::too_few_failures:
      return catalogue("break.too_few", {{"failures", found.failures}, {"scenarios", found.scenarios}});
    case ToldApart::too_many_failures:
      return catalogue("break.too_many", {{"failures", found.failures}, {"scenarios", found.scenarios}});
    case ToldApart::no:
      return catalogue("break.not_told_apart", {{"failures", found.failures},
                                                {"scenarios", found.scenarios},
                                                {"explained", hundred(found.explained)}});
    case ToldApart::yes:
      break;
  }
  return catalogue("break.found", {{"when", break_conditions_words(report, found, catalogue)},
                                   {"density", hundred(found.discovery.box.density)},
                                   {"base", hundred(found.discovery.base_rate)},
                                   {"coverage", hundred(found.discovery.box.coverage)}});
}

std::string stress_words(const HindcastReport& report, const Stress& stress, const Catalogue& catalogue) {
  if (!stress.moves) return catalogue("stress.moves_little");
  if (stress.restrictions.empty()) return catalogue("stress.not_told_apart");
  return catalogue("stress.found",
                   {{"when", restrictions_words(stress.restrictions, report.inputs, catalogue)}});
}

std::string information_words(const TimelineReport& report, const InformationValue& value,
                              const Catalogue& catalogue) {
  return catalogue(value.matters() ? Key("information.gain") : Key("information.not_beyond_chance"),
                   {{"input", input_words(report.failures.inputs.at(value.input), catalogue)},
                    {"gain", tenth_of_hundred(value.value)},
                    {"chance", tenth_of_hundred(value.noise)}});
}

std::string first_report_words(const TimelineReport& report, const Catalogue& catalogue) {
  if (!report.failures.ask_first) return "";
  const FirstReport& first = *report.failures.ask_first;
  if (!first.information)
    return catalogue("information.none",
                     {{"scenarios", first.scenarios}, {"noise", tenth_of_hundred(first.noise)}});
  const std::string words =
      information_words(report, report.failures.information.at(*first.information), catalogue);
  if (!first.by || !first.waiting) return catalogue("information.first_undated", {{"report", words}});
  return catalogue(
      "information.first",
      {{"report", words},
       {"month", *first.by},
       {"waiting", catalogue("information.waiting", {{"lost", first.waiting->lost},
                                                     {"gained", first.waiting->gained},
                                                     {"scenarios", first.waiting->scenarios}})}});
}

std::string dates_words(const GridCell& dates, const Catalogue& catalogue) {
  const std::string presence = dates.presence_end
                                   ? catalogue("price.last_presence", {{"month", *dates.presence_end}})
                                   : catalogue("price.past_horizon");
  return catalogue("price.pair", {{"month", dates.mission_end},
                                  {"presence", presence},
                                  {"stay", residual_words(dates.residual, catalogue)}});
}

std::string price_words(const TimelineReport& report, const PriceEntry& entry, const Catalogue& catalogue) {
  std::vector<std::string> parts;
  for (const PricedHarm& harm : entry.harms) parts.push_back(price_of(report, harm, catalogue));
  return joined(parts);
}

std::string regret_words(const RegretTable& table, const Catalogue& catalogue) {
  return table.harm ? harm_words(*table.harm, catalogue) : catalogue("regret.scenarios_lost");
}

std::string continuation_words(Continuation continuation, const Catalogue& catalogue) {
  switch (continuation) {
    case Continuation::carry_on:
      return catalogue("continuation.carry_on");
    case Continuation::pause:
      return catalogue("continuation.pause");
    case Continuation::sooner:
      break;
  }
  return catalogue("continuation.sooner");
}

std::string advice_words(const Branch& branch, const Catalogue& catalogue) {
  if (branch.too_few) return catalogue("continuation.too_few");
  return branch.advised ? continuation_words(*branch.advised, catalogue)
                        : catalogue("continuation.not_ordered");
}

std::string condition_words(const NamedCondition& named, Measure measure, const Catalogue& catalogue) {
  const Condition& condition = named.condition;
  if (condition.what == Observable::always) return catalogue("condition.none");
  std::string words =
      condition.what == Observable::talks_agreed
          ? catalogue("condition.talks_agreed")
          : catalogue(
                condition.compare == Compare::at_most ? Key("condition.at_most") : Key("condition.at_least"),
                {{"what", what_is_watched(named, catalogue)}, {"threshold", Rounded{condition.threshold}}});
  if (condition.held_for.value > 0)
    words = catalogue("condition.held_for", {{"condition", words}, {"days", condition.held_for.value}});
  if (!condition.source.empty() && measure == Measure::said)
    words = catalogue("condition.measured_by", {{"condition", words}, {"source", condition.source}});
  return words;
}

std::vector<std::string> gate_words(const GateCard& card, Measure measure, const Catalogue& catalogue) {
  std::vector<std::string> words;
  for (const NamedCondition& condition : card.conditions)
    words.push_back(condition_words(condition, measure, catalogue));
  if (card.latest) words.push_back(catalogue("condition.in_any_case", {{"month", *card.latest}}));
  return words;
}

std::vector<std::string> reversal_words(const GateCard& card, Measure measure, const Catalogue& catalogue) {
  std::vector<std::string> words;
  for (const NamedCondition& condition : card.reverses)
    words.push_back(condition_words(condition, measure, catalogue));
  return words;
}

std::string rule_words(const TimelineReport& report, std::size_t party) {
  std::vector<std::string> lines;
  for (const JudgedLine& line : report.lines)
    if (line.party == party) lines.push_back(line.words);
  return joined(lines);
}

std::string month_band_words(const MonthBand& band, const Catalogue& catalogue) {
  if (band.open_end) return catalogue("dates.from_on", {{"month", band.first}});
  if (band.first == band.last) return catalogue("answer.month", {{"month", band.first}});
  return catalogue("answer.months", {{"first", band.first}, {"last", band.last}});
}

}  // namespace handover::wording
