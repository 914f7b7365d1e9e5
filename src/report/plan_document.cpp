#include "report/plan_document.h"

#include "mission/names.h"

#include <cmath>

#include <fmt/format.h>

namespace handover::report {
namespace {

using timeline::PlanWarning;
using timeline::WarningKind;

int in_100(double chance) {
  return static_cast<int>(std::lround(100.0 * chance));
}

int months_to_done(const Mission& mission, const Phase& phase) {
  return months_between(month_of(mission.as_of), phase.earliest) + phase.execution.value / 30;
}

// Who takes the task over: by name where the phase names it.
std::string receiver_name(const Mission& mission, const Phase& phase, std::size_t task) {
  for (const Receiver& receiver : phase.receivers) {
    if (receiver.task.index != task) continue;
    if (receiver.unit) return mission.units[receiver.unit->index].name;
    if (receiver.third_party) return mission.actors[receiver.third_party->index].name;
  }
  switch (phase.after.provider[task]) {
    case Provider::host:
      return mission.host_name;
    case Provider::third_party:
      return "a third party";
    case Provider::over_the_horizon:
      return "forces over the horizon";
    case Provider::coalition:
      return "the coalition";
    default:
      return "nobody";
  }
}

// Nothing when the task does not rest on a function of the host's.
std::optional<double> chance_of(const Mission& mission, const timeline::HostAbility& ability,
                                const Phase& phase, std::size_t task) {
  const auto& function = mission.tasks[task].partner_function;
  if (!function || phase.after.provider[task] != Provider::host) return std::nullopt;
  return ability.at(*function, months_to_done(mission, phase));
}

std::string task_of(const Mission& mission, const PlanWarning& warning) {
  return warning.task ? mission.tasks[warning.task->index].name : std::string();
}
std::string region_of(const Mission& mission, const PlanWarning& warning) {
  return warning.region ? mission.regions[warning.region->index].name : std::string();
}

std::string words_of(const Mission& mission, const PlanWarning& w) {
  const std::string task = task_of(mission, w), region = region_of(mission, w);
  const std::string unit = w.unit ? mission.units[w.unit->index].name : mission.host_name;
  switch (w.kind) {
    case WarningKind::hands_over_below_floor:
      return fmt::format("hands over '{}' to {}, which stands alone in {} of 100 (floor {})", task, unit,
                         in_100(w.value), in_100(w.against));
    case WarningKind::rests_on_unable_host:
      return fmt::format(
          "'{}' stays with the coalition, but for want of people {} of 100 of it rests on {}, which "
          "stands alone in {} of 100",
          task, in_100(w.value), mission.host_name, in_100(w.against));
    case WarningKind::task_lapses:
      return fmt::format("'{}' is done by nobody while troops are still there", task);
    case WarningKind::below_protection:
      return fmt::format("leaves {:.0f} in {}, where protection alone asks for {:.0f}", w.value, region,
                         w.against);
    case WarningKind::closed_before_dependant:
      return fmt::format("closes {} while {:.0f} troops in {} are sustained from there",
                         w.site ? mission.sites[w.site->index].name : "", w.value, region);
    case WarningKind::step_before_signature:
      return fmt::format(
          "is planned before a signature is likely: the talks have agreed by then in {} of 100",
          in_100(w.value));
    case WarningKind::step_in_the_past:
      return "is planned before the as-of date";
    case WarningKind::handed_over_and_back:
      return fmt::format("'{}' is handed over and comes back ({} of 100 of it)", task, in_100(w.value));
    case WarningKind::ends_with_presence:
      return fmt::format("'{}' ends with the presence: nobody is judged able to take it over", task);
    case WarningKind::troops_without_effect:
      return fmt::format("keeps {:.0f} in {}, where all tasks and protection ask for {:.0f}", w.value, region,
                         w.against);
  }
  return "";
}

}  // namespace

Json step_document(const Mission& mission, const timeline::HostAbility& ability, const Posture& before,
                   const Phase& phase) {
  Json json = {{"execution_days", phase.execution.value},
               {"owner", mission.parties.at(phase.gate.owner.index).id},
               {"sites_closed", Json::array()},
               {"label", Json::object()},
               {"handed_over", Json::array()}};
  for (std::size_t s = 0; s < mission.sites.size(); ++s) {
    if (before.site_open[s] && !phase.after.site_open[s]) json["sites_closed"].push_back(mission.sites[s].id);
  }
  for (std::size_t r = 0; r < mission.regions.size(); ++r)
    json["label"][mission.regions[r].id] = word_of(phase.after.label[r]);
  for (std::size_t t = 0; t < mission.tasks.size(); ++t) {
    if (before.provider[t] == phase.after.provider[t]) continue;
    Json handed = {{"task", mission.tasks[t].id},
                   {"to", word_of(phase.after.provider[t])},
                   {"receiver", receiver_name(mission, phase, t)}};
    const auto chance = chance_of(mission, ability, phase, t);
    handed["stands_alone"] = chance ? Json(*chance) : Json(nullptr);
    json["handed_over"].push_back(std::move(handed));
  }
  return json;
}

Json signature_document(const Mission& mission, const Plan& plan) {
  const auto& alone = plan.signature.unilateral;
  if (!alone || alone->index >= mission.parties.size()) return {{"signed", "agreement"}};
  return {{"unilateral", mission.parties[alone->index].id}};
}

Json plan_warnings_document(const Mission& mission, const Plan& plan,
                            const std::vector<PlanWarning>& warnings) {
  Json list = Json::array();
  for (const PlanWarning& w : warnings) {
    Json json = {{"warning", word_of(w.kind)}, {"phase", w.phase},     {"step", plan.phases.at(w.phase).name},
                 {"value", w.value},           {"against", w.against}, {"words", words_of(mission, w)}};
    if (w.task) json["task"] = mission.tasks[w.task->index].id;
    if (w.region) json["region"] = mission.regions[w.region->index].id;
    if (w.site) json["site"] = mission.sites[w.site->index].id;
    if (w.unit) json["unit"] = mission.units[w.unit->index].id;
    list.push_back(std::move(json));
  }
  return list;
}

std::string plan_warnings_text(const Mission& mission, const Plan& plan,
                               const std::vector<PlanWarning>& warnings) {
  std::string text;
  for (const PlanWarning& w : warnings) {
    text +=
        fmt::format("  ! step {} ({}) {}\n", w.phase + 1, plan.phases.at(w.phase).name, words_of(mission, w));
  }
  return text;
}

std::string plan_steps_text(const Mission& mission, const timeline::HostAbility& ability, const Plan& plan) {
  std::string text = plan.signature.waits_for_agreement()
                         ? "  Signed by the talks' agreement: no step begins before it\n"
                         : "  Unilateral: waits for nobody's signature\n";
  Posture before = posture_today(mission);
  for (std::size_t p = 0; p < plan.phases.size(); ++p) {
    const Phase& phase = plan.phases[p];
    text += fmt::format("  {}. {}, from {}, {} days{}\n", p + 1, phase.name, to_string(phase.earliest),
                        phase.execution.value,
                        phase.gate.latest ? ", at the latest " + to_string(*phase.gate.latest) : "");
    for (std::size_t s = 0; s < mission.sites.size(); ++s) {
      if (before.site_open[s] && !phase.after.site_open[s])
        text += fmt::format("     {} is left\n", mission.sites[s].name);
    }
    for (std::size_t r = 0; r < mission.regions.size(); ++r) {
      if (before.troops[r] == phase.after.troops[r]) continue;
      text += fmt::format("     {}: {} to {}\n", mission.regions[r].name, before.troops[r].value,
                          phase.after.troops[r].value);
    }
    for (std::size_t t = 0; t < mission.tasks.size(); ++t) {
      if (before.provider[t] == phase.after.provider[t]) continue;
      const auto chance = chance_of(mission, ability, phase, t);
      text += fmt::format("     {}: to {}{}\n", mission.tasks[t].name, receiver_name(mission, phase, t),
                          chance ? fmt::format(" (stands alone in {} of 100)", in_100(*chance)) : "");
    }
    before = phase.after;
  }
  return text;
}

}  // namespace handover::report
