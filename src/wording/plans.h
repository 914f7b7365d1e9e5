// What a plan does and what a reader must know about it first, in sentences.
#pragma once

#include "timeline/plan_titles.h"
#include "timeline/timeline.h"
#include "wording/catalogue.h"

#include <string>
#include <vector>

namespace handover::wording {

// Who takes a task over: by name where the phase names it.
std::string receiver_words(const Mission& mission, const Phase& phase, std::size_t task,
                           const Catalogue& catalogue = Catalogue::english());
// "hands over 'evacuation' to Iraq, which stands alone in 6 of 100 (floor 50)": after the step's name.
std::string plan_warning_words(const Mission& mission, const timeline::PlanWarning& warning,
                               const Catalogue& catalogue = Catalogue::english());

// Titles for the plans that a search writes: regions, never sites.
timeline::PlanTitles plan_titles(const Catalogue& catalogue = Catalogue::english());

// "immediate exit, Sep 2024", "fixed calendar, Jul 2025 to Jan 2026".
std::string baseline_name(const timeline::BaselineTitle& title,
                          const Catalogue& catalogue = Catalogue::english());

// A condition of a gate; where its source counts otherwise than the gates do, with the threshold as that
// source counts.
std::string gate_condition_words(const Mission& mission, const timeline::TimelineReport& report,
                                 const Condition& condition,
                                 const Catalogue& catalogue = Catalogue::english());

// A plan step by step. Own side only: sites and months stand together.
struct StepWords {
  std::string head;                  // title, when, how long
  std::vector<std::string> changes;  // sites left and kept, troops by region, tasks handed over
  std::vector<std::string> gate;     // what opens it, at the latest when, what puts it back
};
struct PlanWords {
  std::string signature;
  std::vector<StepWords> steps;
};
PlanWords plan_words(const Mission& mission, const timeline::TimelineReport& report, const Plan& plan,
                     const Catalogue& catalogue = Catalogue::english());

}  // namespace handover::wording
