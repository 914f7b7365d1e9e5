#include "terminal/plan_steps.h"

#include "wording/plans.h"

#include <cmath>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

// What one step changes against the posture before it, a line each.
std::string changes_text(const Mission& mission, const timeline::HostAbility& ability, const Posture& before,
                         const Phase& phase) {
  std::string text;
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
    const auto alone = timeline::receiver_alone(mission, ability, phase, t);
    text +=
        fmt::format("     {}: to {}{}\n", mission.tasks[t].name, wording::receiver_words(mission, phase, t),
                    alone ? fmt::format(" (stands alone in {:.0f} of 100)", 100.0 * *alone) : "");
  }
  return text;
}

}  // namespace

std::string plan_warnings_text(const Mission& mission, const Plan& plan,
                               const std::vector<timeline::PlanWarning>& warnings) {
  std::string text;
  for (const timeline::PlanWarning& one : warnings) {
    text += fmt::format("  ! step {} ({}) {}\n", one.phase + 1, plan.phases.at(one.phase).name,
                        wording::plan_warning_words(mission, one));
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
    text += changes_text(mission, ability, before, phase);
    before = phase.after;
  }
  return text;
}

}  // namespace handover::terminal
