#include "wording/plans.h"

#include <cmath>

namespace handover::wording {
namespace {

using timeline::PlanWarning;
using timeline::WarningKind;

long long in_100(double chance) {
  return std::llround(100.0 * chance);
}
long long people(double number) {
  return std::llround(number);
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
                        {"alone", in_100(w.value)},
                        {"floor", in_100(w.against)}});
    case WarningKind::rests_on_unable_host:
      return catalogue("plan_warning.rests_on_unable_host", {{"task", task},
                                                             {"share", in_100(w.value)},
                                                             {"host", mission.host_name},
                                                             {"alone", in_100(w.against)}});
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
      return catalogue("plan_warning.step_before_signature", {{"signed", in_100(w.value)}});
    case WarningKind::step_in_the_past:
      return catalogue("plan_warning.step_in_the_past");
    case WarningKind::handed_over_and_back:
      return catalogue("plan_warning.handed_over_and_back", {{"task", task}, {"share", in_100(w.value)}});
    case WarningKind::ends_with_presence:
      return catalogue("plan_warning.ends_with_presence", {{"task", task}});
    case WarningKind::troops_without_effect:
      break;
  }
  return catalogue("plan_warning.troops_without_effect",
                   {{"kept", people(w.value)}, {"region", region}, {"needed", people(w.against)}});
}

}  // namespace handover::wording
