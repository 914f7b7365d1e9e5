// The way of the data, in one place: mission -> three assessments and the talks -> needs. Every command that
// shows a figure of an assessment gets it from here, with the same options: a figure has one value. Each part
// stands alone, for a command that needs no other, and gives the same alone as in the whole. No modelling:
// only the order of the calls.
#pragma once

#include "mission/mission.h"
#include "needs/needs.h"
#include "partner/partner.h"
#include "report/control.h"
#include "report/options.h"
#include "simulate/simulate.h"
#include "talks/talks.h"
#include "threat/threat.h"

namespace handover::report {

// Draws of each module's fitted parameters, for whichever command asks.
inline constexpr int kDraws = 1000;

struct AssessmentOptions {
  Seed seed{1};
  int threads = 0;
  int draws = kDraws;            // of each module's fitted model
  double demand_quantile = 0.9;  // of the threat's next month, that needs are planned for
  bool regimes = true;           // patrons that switch their groups on and off
  bool skill = true;  // the threat's forecasts are scored on past months, which takes most of its time
};

AssessmentOptions assessment_options(const CommonOptions& common, int draws = kDraws);

struct TalksAssessment {
  talks::FittedTalks fitted;
  talks::TalksReport report;
};

struct Assessed {
  simulate::Assessment fitted;  // needs still empty: see `solve_needs`
  threat::ThreatReport threat;
  partner::PartnerReport partner;
  talks::TalksReport talks;
  needs::ThreatDemand demand;
  needs::NeedsReport needs_today;
};

threat::ThreatAssessment assess_threat(const Mission& mission, const AssessmentOptions& options);
// The report from at least partner::kReportDraws draws.
partner::PartnerAssessment assess_partner(const Mission& mission, const AssessmentOptions& options);
// The report from at least talks::kReportDraws draws.
TalksAssessment assess_talks(const Mission& mission, const AssessmentOptions& options);
// What the threat's forecast asks of those who plan for it.
needs::ThreatDemand demand_of(const Mission& mission, const threat::FittedThreat& threat,
                              const AssessmentOptions& options);

// All of them. Throws Interrupted when `control` asks it to stop, InputError when the mission has no stream.
Assessed assess(const Mission& mission, const AssessmentOptions& options, const Control& control = {});

// Tabulates the needs of every posture that a simulation may meet.
void solve_needs(const Mission& mission, const std::vector<Posture>& postures, Assessed& assessed);

}  // namespace handover::report
