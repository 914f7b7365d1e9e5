// The mission module. Takes a folder of TOML and CSV and an as-of date; gives a `Mission`: everything that
// could be known on that day, typed and cross-checked. Rows known later are dropped here, before anything is
// hashed or estimated, so no figure can depend on them.
#pragma once

#include "base/problem.h"
#include "mission/doubtful.h"
#include "mission/entities.h"
#include "mission/plan.h"
#include "mission/priors.h"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace handover {

enum class Side { coalition, host, other };
struct Party {
  std::string id, name;
  Side side = Side::other;
  bool decides = true;                             // its rule counts in the joint agreement map
  std::optional<Probability> handover_floor = {};  // its own, instead of the mission's
};

struct Mission {
  std::string id, title, host_name, coalition_name, cost_unit;
  std::string leaver;  // who would leave, as in the reference class; empty: not stated
  Date as_of{};
  Date written_as_of{};  // the folder's own as-of date
  int horizon_months = 36;
  Probability handover_floor{0.5};  // see handover_floor()
  std::string inputs_sha256;        // of everything below that could be known at as_of, in a canonical form

  std::vector<Source> sources;
  std::vector<Actor> actors;
  std::vector<Party> parties;
  std::vector<Region> regions;
  std::vector<Zone> zones;
  std::vector<Stream> streams;
  std::vector<Patron> patrons;
  std::vector<Fact> facts;
  std::vector<DailyCount> daily_counts;  // sorted by day, stream, zone
  std::vector<Known> daily_coverage;     // per stream: the period over which missing days are zeros
  std::vector<IntervalCount> interval_counts;
  std::vector<CasualtyRecord> casualties;
  std::vector<Covariate> covariates;
  std::vector<CalendarDay> calendar;
  std::vector<TroopCount> troops;
  std::vector<Site> sites;
  std::vector<Function> functions;
  std::vector<Unit> units;
  std::vector<Assessor> assessors;
  RatingScale rating_scale;
  std::vector<Rating> ratings;
  std::vector<Task> tasks;
  std::vector<TaskDemand> task_demands;
  std::vector<MovementSpeed> movement;       // empty: the needs module's planning factors, labelled as such
  std::vector<RouteClosure> route_closures;  // empty: none known
  std::vector<LiftCapacity> lift;            // empty: not stated
  std::vector<Clearance> clearances;         // the last of a kind and region counts
  std::vector<VerdictRule> verdict_rules;    // empty: the rating scale's own alone_from
  std::vector<Issue> issues;
  std::vector<Position> positions;
  std::vector<SessionEvent> sessions;
  std::vector<Instrument> instruments;
  std::vector<Commitment> commitments;
  std::vector<ReferenceCase> reference_class;
  std::vector<Assumption> assumptions;
  Priors priors;  // those of the table but for what mission.toml states in [priors]
  std::vector<AssumptionCorrelation> correlations;  // of pairs of assumptions; the others are independent
  std::vector<Statement> statements;
  std::vector<PartyRule> rules;        // by party, public ones; replaced by an overlay when one is given
  std::vector<PartyId> private_views;  // parties whose overlay was given: all that is computed owes to it
  std::vector<Plan> plans;             // plans/*.toml
  std::vector<Doubt> doubtful;         // allowed and seldom meant, in the order of files and lines

  std::size_t horizon_days() const {
    return static_cast<std::size_t>(
        days_between(as_of, first_day(plus_months(month_of(as_of), horizon_months))).value);
  }
};

struct LoadOptions {
  std::optional<Date> as_of;          // nothing: the folder's own
  std::vector<std::string> overlays;  // names under overlays/
  // Told of what is doubtful in a mission that is read; may be left out.
  std::function<void(std::span<const Doubt>)> tell_doubts = {};
};

// A mission is a folder or a workbook (mission_workbook.h). Throws InputError with every problem found in it.
Mission load_mission(const std::filesystem::path& folder, const LoadOptions& options = {});

// Everything that is wrong or doubtful in a folder, also in rows that are known only later than the as-of
// date, in overlays that nobody asked for and in files that are not read.
struct MissionCheck {
  std::vector<Problem> refused;  // empty when the folder loads
  std::vector<Doubt> doubtful;
};
MissionCheck examine_mission(const std::filesystem::path& folder, const LoadOptions& options = {});

// What `examine_mission` refuses.
std::vector<Problem> check_mission(const std::filesystem::path& folder, const LoadOptions& options = {});

// Reads one plan file against a loaded mission; checks it as `check_plan` does.
Plan load_plan(const std::filesystem::path& file, const Mission& mission);
// A plan that cannot be signed is refused with the reason: gate without owner, phase before its predecessor,
// site that does not exist, band below force protection, dependent theatre left without its site.
std::vector<Problem> check_plan(const Plan& plan, const Mission& mission, const std::string& file_name);

// No task goes to a unit whose function stands alone with a smaller chance than this: the largest floor of
// the parties that decide, each its own or, where it states none, the mission's.
Probability handover_floor(const Mission& mission);

// Whether a clearance that troops need to leave the region stands open at the as-of date: asked for or
// refused.
bool awaits_clearance(const Mission& mission, std::size_t region);
// The same of flights alone, from any region.
bool flights_await_clearance(const Mission& mission);
// A power that moves in when the guests leave.
bool has_successor(const Mission& mission);

// The posture of today: open sites as they are, everything else as the mission states it.
Posture posture_today(const Mission& mission);

}  // namespace handover
