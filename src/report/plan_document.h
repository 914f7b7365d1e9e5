// What a plan does, step by step, and what a reader must know about it first.
#pragma once

#include "report/documents.h"
#include "timeline/timeline.h"

namespace handover::report {

// One phase's changes against the posture before: sites, labels, hand-overs with the receiver and its chance
// to stand alone, execution, what the gate waits for and what puts the step back.
Json step_document(const Mission& mission, const timeline::TimelineReport& report, const Posture& before,
                   const Phase& phase);
Json signature_document(const Mission& mission, const Plan& plan);
Json plan_warnings_document(const Mission& mission, const Plan& plan,
                            const std::vector<timeline::PlanWarning>& warnings);

}  // namespace handover::report
