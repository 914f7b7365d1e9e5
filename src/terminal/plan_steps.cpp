#include "terminal/plan_steps.h"

#include "wording/plans.h"

#include <fmt/format.h>

namespace handover::terminal {

std::string plan_warnings_text(const Mission& mission, const Plan& plan,
                               const std::vector<timeline::PlanWarning>& warnings) {
  std::string text;
  for (const timeline::PlanWarning& one : warnings) {
    text += fmt::format("  ! step {} ({}) {}\n", one.phase + 1, plan.phases.at(one.phase).name,
                        wording::plan_warning_words(mission, one));
  }
  return text;
}

std::string plan_steps_text(const Mission& mission, const timeline::TimelineReport& report,
                            const Plan& plan) {
  const auto words = wording::plan_words(mission, report, plan);
  std::string text = "  " + words.signature + '\n';
  for (std::size_t p = 0; p < words.steps.size(); ++p) {
    text += fmt::format("  {}. {}\n", p + 1, words.steps[p].head);
    for (const auto* lines : {&words.steps[p].changes, &words.steps[p].gate})
      for (const std::string& line : *lines) text += "     " + line + '\n';
  }
  return text;
}

}  // namespace handover::terminal
