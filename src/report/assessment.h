// The way of the data, in one place: mission -> three assessments and the talks -> candidate plans -> needs
// of every posture they can be in. Commands that simulate or search start from here. No modelling: only the
// order of the calls.
#pragma once

#include "mission/mission.h"
#include "needs/needs.h"
#include "partner/partner.h"
#include "report/control.h"
#include "simulate/simulate.h"
#include "talks/talks.h"
#include "threat/threat.h"

namespace handover::report {

struct AssessmentOptions {
  Seed seed{1};
  int threads = 0;
  int draws = 200;               // of each module's fitted model
  int talks_report_draws = 0;    // behind the talks' report; never fewer than `draws`
  double demand_quantile = 0.9;  // of the threat's next month, that needs are planned for
};

struct Assessed {
  simulate::Assessment fitted;  // needs still empty: see `solve_needs`
  threat::ThreatReport threat;
  partner::PartnerReport partner;
  talks::TalksReport talks;
  needs::ThreatDemand demand;
  needs::NeedsReport needs_today;
};

// Throws Interrupted when `control` asks it to stop.
Assessed assess(const Mission& mission, const AssessmentOptions& options, const Control& control = {});

// Tabulates the needs of every posture that a simulation may meet.
void solve_needs(const Mission& mission, const std::vector<Posture>& postures, Assessed& assessed);

}  // namespace handover::report
