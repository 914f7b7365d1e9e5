// The needs module (working group 2). Takes a mission, postures and the threat's monthly incidents at a
// stated quantile; gives, per posture, the smallest presence that covers its tasks from the sites still open,
// what is handed on or dropped, and why. "Environmental" means terrain, season, access, the host's permission
// and legal status.
#pragma once

#include "mission/legal_frame.h"
#include "mission/mission.h"
#include "needs/needs_table.h"

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace handover::needs {

// What the threat asks for: incidents per month at this quantile of their forecast, [stream][zone] row-major.
// Empty: only the standing demand counts.
struct ThreatDemand {
  double quantile = 0.9;
  std::vector<double> incidents_per_month;
  std::string said_by;  // where the figures come from, in words
};

// The mission's own records of the last 365 days, as a quantile: a negative binomial whose mean is each
// stream's recorded monthly mean (where that year has no record, of its newest total, whose age `said_by`
// states), spread over zones by recorded days where there are any and evenly over the
// stated area elsewhere, size 1 (overdispersed; a judgement). For use without the threat module.
ThreatDemand recorded_threat(const Mission& mission, double quantile);

// The same from forecast replications: `incidents` [replication][stream] of one month, spread over zones by
// `zone_share` [stream][zone] (rows sum to 1) as a Poisson thinning of each replication; the quantile is that
// of each zone's own mixture, so zones are not assumed to be at their worst together.
ThreatDemand demand_of_replications(const Mission& mission, double quantile,
                                    std::span<const double> incidents, std::span<const double> zone_share,
                                    std::string said_by);

enum class EngineChoice { cbc, highs };
struct SolveOptions {
  EngineChoice engine = EngineChoice::cbc;
  int most_nodes = 3000;                                     // of branch and bound, per programme
  double seconds = std::numeric_limits<double>::infinity();  // per programme; see Stop::time_limit
  double gap = 0.0;                                          // relative; 0 asks for a proof
  double person_gap = 0.99;          // below one person of a sub-problem: no ratio is known better
  std::optional<int> month_of_year;  // 1..12; nothing: response times must hold in the slowest month
  // Exchange rates that put coverage before economy: leaving (handing on) what one person would do weighs
  // like this many persons.
  double dropped_weight = 1000.0;
  double handed_on_weight = 50.0;
};

// One row per distinct posture, in order of first appearance. Never throws for sparse missions: without tasks
// or sites the rows are empty of persons. Throws std::logic_error when a posture's vectors do not fit.
NeedsTable solve_postures(const Mission& mission, std::span<const Posture> postures,
                          const ThreatDemand& threat, const SolveOptions& options = {});

// Shares of a task's demand in one region, by whom it is assigned to; they sum to 1. Whether a host can do
// what it is assigned is the partner module's to say.
struct TaskCoverage {
  TaskId task;
  RegionId region;
  double demand = 0.0;  // in the task's own unit
  double coalition = 0.0, host = 0.0, third_party = 0.0, over_the_horizon = 0.0, dropped = 0.0;
  int persons = 0;            // of the coalition, before force protection
  double best_minutes = 0.0;  // to the region's demand from open sites, weighted; infinity: out of reach
  double worst_month_minutes = 0.0;
};

// Why a person is in the answer. `site` is not for publication.
struct AuditLine {
  std::optional<TaskId> task;  // nothing: rounding up to whole persons
  std::optional<SiteId> site;
  RegionId region;                   // of the site
  double persons = 0.0;              // worth of work; the lines of a region add up to its whole persons
  double demand = 0.0, ratio = 0.0;  // persons = demand * ratio
  std::string source;                // id of the ratio's source
  std::string why;                   // in words, without the site
};

// What nobody does any longer, and who is exposed.
struct DroppedTask {
  TaskId task;
  RegionId region;
  double share = 0.0;                // of the region's demand for the task
  double population = 0.0;           // of the zones left without it
  double incidents_per_month = 0.0;  // there, at the threat's quantile
  int zones = 0;
  std::string exposed;  // in words
};

struct FunctionPersons {  // what is published: persons by task and region
  std::string what;
  RegionId region;
  int persons = 0;
};

struct NeedsReport {
  Posture posture;
  SolvedPosture solved;
  std::vector<TaskCoverage> coverage;
  std::vector<FunctionPersons> published;
  std::vector<AuditLine> audit;
  std::vector<DroppedTask> dropped;
  std::vector<std::string> binding;   // constraints that hold the answer where it is, in words
  std::vector<std::string> conflict;  // when infeasible: the smallest set that cannot hold together
  bool conflict_is_smallest = true;   // false: irreducible, but a smaller one may exist
  LegalFrame legal_frame;             // on the day of the posture
  std::vector<std::string> legal;     // each region's label, and the legal frame, in words
  std::vector<std::string> assumed;   // planning factors that no row of the mission states
  int persons = 0;                    // coalition, all regions
  double gap = 0.0;
  double seconds = 0.0;
  std::string engine;
  ThreatDemand threat;
};
// `day`: on which the instruments must be in force; the as-of date when left out.
NeedsReport assess_posture(const Mission& mission, const Posture& posture, const ThreatDemand& threat,
                           const SolveOptions& options = {}, std::optional<Date> day = {});

// The sites as they are open, the first provider of each task, troops not limited: what today would need.
Posture unlimited_today(const Mission& mission);

}  // namespace handover::needs
