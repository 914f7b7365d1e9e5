#include "wording/plans.h"

#include "wording/findings.h"
#include "wording/numbers.h"

#include <cmath>

namespace handover::wording {
namespace {

using namespace handover::timeline;

long long people(double number) {
  return std::llround(number);
}

std::vector<std::string> names_of(const Mission& mission, const std::vector<RegionId>& regions) {
  std::vector<std::string> names;
  for (const RegionId region : regions) names.push_back(mission.regions[region.index].name);
  return names;
}

std::string step_title(const Mission& mission, const StepTitle& title, const Catalogue& catalogue) {
  const auto left = names_of(mission, title.left), fewer = names_of(mission, title.fewer);
  const auto count = static_cast<std::int64_t>(left.size());
  if (title.role == StepRole::last_troops) return catalogue("plan.step.last_troops");
  if (title.role == StepRole::mission_end) {
    if (left.empty()) return catalogue("plan.step.mission_end");
    return catalogue("plan.step.mission_end_and_left", {{"regions", left}, {"count", count}});
  }
  if (!left.empty() && !fewer.empty())
    return catalogue("plan.step.left_and_fewer", {{"left", left}, {"count", count}, {"fewer", fewer}});
  if (!left.empty()) return catalogue("plan.step.left", {{"regions", left}, {"count", count}});
  if (!fewer.empty()) return catalogue("plan.step.fewer", {{"regions", fewer}});
  return catalogue("plan.step.tasks");
}

std::string gates_words(Gates gates, const Catalogue& catalogue) {
  switch (gates) {
    case Gates::calendar:
      return catalogue("plan.shape.calendar");
    case Gates::pure:
      return catalogue("plan.shape.conditions_alone");
    case Gates::prompt:
      return catalogue("plan.shape.prompt");
    case Gates::backstop:
      break;
  }
  return catalogue("plan.shape.backstop");
}

std::string tempo_words(Tempo tempo, const Catalogue& catalogue) {
  switch (tempo) {
    case Tempo::early:
      return catalogue("plan.shape.early");
    case Tempo::late:
      return catalogue("plan.shape.late");
    case Tempo::back_from_end:
      return catalogue("plan.shape.back_from_end");
    case Tempo::even:
      break;
  }
  return catalogue("plan.shape.evenly");
}

// Parts that the locale joins as a list of clauses.
std::string shape_title(const Mission& mission, const ShapeTitle& title, const Catalogue& catalogue) {
  std::vector<std::string> parts{gates_words(title.gates, catalogue)};
  parts.push_back(title.steps_before > 0
                      ? catalogue("plan.shape.steps_before", {{"count", title.steps_before},
                                                              {"tempo", tempo_words(title.tempo, catalogue)}})
                      : catalogue("plan.shape.no_steps_before"));
  if (title.steps_after > 0)
    parts.push_back(catalogue("plan.shape.steps_after", {{"count", title.steps_after}}));
  if (title.first_left)
    parts.push_back(
        catalogue("plan.shape.first", {{"region", mission.regions[title.first_left->index].name}}));
  if (!title.kept.empty())
    parts.push_back(catalogue("plan.shape.stays_in", {{"regions", names_of(mission, title.kept)}}));
  std::string text;
  for (const std::string& part : parts)
    text = text.empty() ? part : catalogue("plan.shape.and", {{"first", text}, {"second", part}});
  return text;
}

std::vector<std::string> sites_words(const Mission& mission, const Posture& before, const Posture& after,
                                     const Catalogue& catalogue) {
  std::vector<std::string> left, kept, lines;
  for (std::size_t s = 0; s < mission.sites.size(); ++s) {
    if (before.site_open[s] && !after.site_open[s]) left.push_back(mission.sites[s].name);
    if (after.site_open[s]) kept.push_back(mission.sites[s].name);
  }
  if (!left.empty()) lines.push_back(catalogue("plan.sites_left", {{"sites", left}}));
  lines.push_back(kept.empty() ? catalogue("plan.no_site_kept")
                               : catalogue("plan.sites_kept", {{"sites", kept}}));
  return lines;
}

std::vector<std::string> changes_words(const Mission& mission, const HostAbility& ability,
                                       const Posture& before, const Phase& phase,
                                       const Catalogue& catalogue) {
  auto lines = sites_words(mission, before, phase.after, catalogue);
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    if (before.troops[r] == phase.after.troops[r]) continue;
    lines.push_back(catalogue("plan.troops", {{"region", mission.regions[r].name},
                                              {"before", before.troops[r].value},
                                              {"after", phase.after.troops[r].value}}));
  }
  for (std::size_t t = 0; t < mission.tasks.size(); ++t) {
    if (before.provider[t] == phase.after.provider[t]) continue;
    const auto alone = receiver_alone(mission, ability, phase, t);
    const std::string receiver = receiver_words(mission, phase, t, catalogue);
    const std::string& task = mission.tasks[t].name;
    lines.push_back(alone ? catalogue("plan.handed_over_able",
                                      {{"task", task}, {"receiver", receiver}, {"alone", hundred(*alone)}})
                          : catalogue("plan.handed_over", {{"task", task}, {"receiver", receiver}}));
  }
  return lines;
}

std::vector<std::string> gate_lines(const Mission& mission, const TimelineReport& report, const Phase& phase,
                                    const Catalogue& catalogue) {
  const auto said = [&](const Condition& condition) {
    return gate_condition_words(mission, report, condition, catalogue);
  };
  std::vector<std::string> lines;
  for (const Condition& condition : phase.gate.all_of) {
    if (condition.what != Observable::always)
      lines.push_back(catalogue("plan.opens_when", {{"condition", said(condition)}}));
  }
  if (lines.empty()) lines.push_back(catalogue("plan.opens_by_calendar"));
  if (phase.gate.latest) lines.push_back(catalogue("plan.opens_at_latest", {{"month", *phase.gate.latest}}));
  for (const Condition& condition : phase.gate.reverses)
    lines.push_back(catalogue("plan.put_back_when", {{"condition", said(condition)}}));
  if (phase.gate.reverses.empty()) lines.push_back(catalogue("plan.never_put_back"));
  return lines;
}

std::string signature_words(const Plan& plan, const Catalogue& catalogue) {
  if (!plan.signature.waits_for_agreement()) return catalogue("plan.unilateral");
  if (plan.phases.empty()) return catalogue("plan.signed");
  return catalogue("plan.signed_by", {{"day", first_day(plan.phases.front().earliest)}});
}

}  // namespace

std::string receiver_words(const Mission& mission, const Phase& phase, std::size_t task,
                           const Catalogue& catalogue) {
  for (const Receiver& receiver : phase.receivers) {
    if (receiver.task.index != task) continue;
    if (receiver.unit) return mission.units[receiver.unit->index].name;
    if (receiver.third_party) return mission.actors[receiver.third_party->index].name;
  }
  switch (phase.after.provider[task]) {
    case Provider::host:
      return mission.host_name;
    case Provider::third_party:
      return catalogue("receiver.third_party");
    case Provider::over_the_horizon:
      return catalogue("receiver.over_the_horizon");
    case Provider::coalition:
      return catalogue("receiver.coalition");
    default:
      return catalogue("receiver.nobody");
  }
}

std::string plan_warning_words(const Mission& mission, const PlanWarning& w, const Catalogue& catalogue) {
  const std::string task = w.task ? mission.tasks[w.task->index].name : std::string();
  const std::string region = w.region ? mission.regions[w.region->index].name : std::string();
  switch (w.kind) {
    case WarningKind::hands_over_below_floor:
      return catalogue("plan_warning.hands_over_below_floor",
                       {{"task", task},
                        {"unit", w.unit ? mission.units[w.unit->index].name : mission.host_name},
                        {"alone", hundred(w.value)},
                        {"floor", hundred(w.against)}});
    case WarningKind::rests_on_unable_host:
      return catalogue("plan_warning.rests_on_unable_host", {{"task", task},
                                                             {"share", hundred(w.value)},
                                                             {"host", mission.host_name},
                                                             {"alone", hundred(w.against)}});
    case WarningKind::left_to_unable_host:
      return catalogue("plan_warning.left_to_unable_host", {{"task", task},
                                                            {"share", hundred(w.value)},
                                                            {"host", mission.host_name},
                                                            {"alone", hundred(w.against)}});
    case WarningKind::many_sites_at_once:
      return catalogue("plan_warning.many_sites_at_once",
                       {{"count", people(w.value)}, {"open", people(w.against)}});
    case WarningKind::task_lapses:
      return catalogue("plan_warning.task_lapses", {{"task", task}});
    case WarningKind::below_protection:
      return catalogue("plan_warning.below_protection",
                       {{"left", people(w.value)}, {"region", region}, {"needed", people(w.against)}});
    case WarningKind::closed_before_dependant:
      return catalogue("plan_warning.closed_before_dependant",
                       {{"site", w.site ? mission.sites[w.site->index].name : std::string()},
                        {"troops", people(w.value)},
                        {"region", region}});
    case WarningKind::step_before_signature:
      return catalogue("plan_warning.step_before_signature", {{"signed", hundred(w.value)}});
    case WarningKind::step_in_the_past:
      return catalogue("plan_warning.step_in_the_past");
    case WarningKind::handed_over_and_back:
      return catalogue("plan_warning.handed_over_and_back", {{"task", task}, {"share", hundred(w.value)}});
    case WarningKind::ends_with_presence:
      return catalogue("plan_warning.ends_with_presence", {{"task", task}});
    case WarningKind::troops_without_effect:
      break;
  }
  return catalogue("plan_warning.troops_without_effect",
                   {{"kept", people(w.value)}, {"region", region}, {"needed", people(w.against)}});
}

std::string baseline_name(const BaselineTitle& title, const Catalogue& catalogue) {
  if (title.kind == BaselineKind::status_quo) return catalogue("plan.status_quo");
  const std::string end = month(title.mission_end, catalogue.locale());
  std::string dates = end;
  if (!title.presence_end)
    dates = catalogue("plan.baseline.some_stay", {{"end", end}});
  else if (*title.presence_end > title.mission_end)
    dates = catalogue("plan.baseline.to",
                      {{"end", end}, {"presence", month(*title.presence_end, catalogue.locale())}});
  switch (title.kind) {
    case BaselineKind::immediate_exit:
      return catalogue("plan.baseline.immediate_exit", {{"dates", dates}});
    case BaselineKind::fixed_calendar:
      return catalogue("plan.baseline.fixed_calendar", {{"dates", dates}});
    case BaselineKind::pure_conditions:
      return catalogue("plan.baseline.pure_conditions", {{"dates", dates}});
    case BaselineKind::status_quo:
    case BaselineKind::past_slip:
      break;
  }
  return catalogue("plan.baseline.past_slip",
                   {{"dates", dates}, {"times", exact(title.slip, 2, catalogue.locale())}});
}

PlanTitles plan_titles(const Catalogue& catalogue) {
  return {.step = [&catalogue](const Mission& mission,
                               const StepTitle& title) { return step_title(mission, title, catalogue); },
          .shape = [&catalogue](const Mission& mission,
                                const ShapeTitle& title) { return shape_title(mission, title, catalogue); },
          .baseline = [&catalogue](const BaselineTitle& title) { return baseline_name(title, catalogue); }};
}

std::string gate_condition_words(const Mission& mission, const TimelineReport& report,
                                 const Condition& condition, const Catalogue& catalogue) {
  const std::string words = condition_words(named(mission, condition), Measure::said, catalogue);
  if (condition.what != Observable::attacks_per_month || condition.subject >= report.conduct.units.size())
    return words;
  const StreamUnit& unit = report.conduct.units[condition.subject];
  // A source without a ratio of its own counts as others do on average.
  const StreamUnit::Other* found = nullptr;
  for (const StreamUnit::Other& other : unit.others) {
    if (other.source == condition.source) found = &other;
    if (other.source.empty() && found == nullptr) found = &other;
  }
  if (found == nullptr || condition.source == unit.counted_by) return words;
  return catalogue("plan.condition_counted_otherwise",
                   {{"condition", words},
                    {"threshold", Exact{condition.threshold}},
                    {"counted_by", unit.counted_by},
                    {"source", condition.source},
                    {"value", Rounded{condition.threshold * found->ratio}},
                    {"low", Rounded{condition.threshold * found->interval.low}},
                    {"high", Rounded{condition.threshold * found->interval.high}}});
}

PlanWords plan_words(const Mission& mission, const TimelineReport& report, const Plan& plan,
                     const Catalogue& catalogue) {
  PlanWords words{.signature = signature_words(plan, catalogue), .steps = {}};
  Posture before = posture_today(mission);
  const bool waits = plan.signature.waits_for_agreement();
  for (const Phase& phase : plan.phases) {
    const int days = days_between(first_day(plan.phases.front().earliest), first_day(phase.earliest)).value;
    words.steps.push_back(
        {.head = catalogue(waits ? Key("plan.step_head_signed") : Key("plan.step_head"),
                           {{"title", phase.name},
                            {"month", phase.earliest},
                            {"execution", phase.execution.value},
                            {"days", days}}),
         .changes = changes_words(mission, report.conduct.ability, before, phase, catalogue),
         .gate = gate_lines(mission, report, phase, catalogue)});
    before = phase.after;
  }
  return words;
}

}  // namespace handover::wording
