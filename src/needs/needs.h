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
#include <string_view>
#include <utility>
#include <vector>

namespace handover::needs {

// Where the threat's figures come from: its replications of the next whole month, or the mission's own
// records of the last year.
enum class DemandSource { replications, records };

// What the threat asks for: incidents per month at this quantile of their forecast, [stream][zone] row-major.
// Empty: only the standing demand counts.
struct ThreatDemand {
  double quantile = 0.9;
  std::vector<double> incidents_per_month;
  DemandSource source = DemandSource::replications;
  // Of the records: streams that have none within the last year, and the end of the total that stands in.
  std::vector<std::pair<StreamId, Date>> stale = {};
};

// The mission's own records of the last 365 days, as a quantile: a negative binomial whose mean is each
// stream's recorded monthly mean (where that year has no record, of its newest total, whose age `stale`
// states), spread over zones by recorded days where there are any and evenly over the
// stated area elsewhere, size 1 (overdispersed; a judgement). For use without the threat module.
ThreatDemand recorded_threat(const Mission& mission, double quantile);

// The same from forecast replications: `incidents` [replication][stream] of one month, spread over zones by
// `zone_share` [stream][zone] (rows sum to 1) as a Poisson thinning of each replication; the quantile is that
// of each zone's own mixture, so zones are not assumed to be at their worst together.
ThreatDemand demand_of_replications(const Mission& mission, double quantile,
                                    std::span<const double> incidents, std::span<const double> zone_share);

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
};

// What nobody does any longer, and who is exposed.
struct DroppedTask {
  TaskId task;
  RegionId region;
  double share = 0.0;                // of the region's demand for the task
  double population = 0.0;           // of the zones left without it
  double incidents_per_month = 0.0;  // there, at the threat's quantile
  int zones = 0;
};

// A constraint that holds the answer where it is.
enum class Limit {
  troops_allowed,  // the region holds all persons that the posture allows; `amount`: how many
  site_capacity,   // a site of the region holds no more
  out_of_reach,    // a part of the task lies further than `amount` minutes from every open site
  not_served       // a part of the task has no open site that serves its region
};
struct Binding {
  Limit limit = Limit::troops_allowed;
  std::optional<RegionId> region = {};
  std::optional<TaskId> task = {};
  double amount = 0.0;  // persons or minutes
};

// What a planner can drop when a mandatory task cannot be met. Speaks of regions, never of a site.
enum class Demanded {
  task_mandatory,
  task_in_time,          // there within `amount` minutes in the slowest month
  task_from_its_region,  // from a site that serves its region
  task_by_coalition,     // nobody else may do it
  task_given_up,         // the posture leaves it to nobody
  sites_closed,          // of the region, or not to be used
  site_capacity,         // of the region's sites
  troops_allowed         // at most `amount` persons in the region
};
struct Requirement {
  Demanded kind = Demanded::task_mandatory;
  std::optional<TaskId> task = {};
  std::optional<RegionId> region = {};
  double amount = 0.0;
  bool operator==(const Requirement&) const = default;
};

// A planning factor that no row of the mission states.
enum class Factor { usual_speeds, nobody_protects, judged_ratios, over_the_horizon_minutes };

// Minutes that forces from over the horizon need; a judgement.
inline constexpr double kOverTheHorizonMinutes = 180.0;

// As files and documents have them: "troops_allowed".
std::string_view name_of(DemandSource source);
std::string_view name_of(Limit limit);
std::string_view name_of(Demanded demanded);
std::string_view name_of(Factor factor);

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
  std::vector<Binding> binding;
  std::vector<Requirement> conflict;  // when infeasible: the smallest set that cannot hold together
  bool conflict_is_smallest = true;   // false: irreducible, but a smaller one may exist
  LegalFrame legal_frame;             // on the day of the posture
  std::vector<Factor> assumed;
  int persons = 0;  // coalition, all regions
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
