// Plans, phases, gates and party rules: plain data. `simulate/` executes them, `timeline/` searches them.
#pragma once

#include "mission/entities.h"

#include <optional>
#include <string>
#include <vector>

namespace handover {

// Under what name foreign troops stay: a step may relabel or relocate as well as reduce.
enum class Label { coalition, bilateral, alliance, none };

// Who is where, under what name, and who does what. Vectors are indexed by site, region and task.
struct Posture {
  std::vector<bool> site_open;     // by site
  std::vector<Persons> troops;     // by region
  std::vector<Label> label;        // by region
  std::vector<Provider> provider;  // by task: who does it from now on
  bool operator==(const Posture&) const = default;
};
// In all regions.
int total_troops(const Posture& posture);
// Some troops serve under the coalition's label: the mission goes on.
bool under_coalition_label(const Posture& posture);

// What a gate can look at. Every observable is measured inside a replication exactly as a staff could measure
// it.
enum class Observable {
  attacks_per_month,  // subject: stream; mean over the last 90 days
  coalition_deaths_90_days,
  function_stands_alone,  // subject: function; chance, as the partner module would rate it on the day
  talks_agreed,           // 1 when agreed
  regime_off_days,        // subject: patron; days since the patron's streams were last on, as observed
  months_since_previous_phase,
  always  // 1: a calendar step
};
enum class Compare { at_most, at_least };
struct Condition {
  Observable what = Observable::always;
  std::uint16_t subject = 0;
  Compare compare = Compare::at_least;
  double threshold = 0.0;
  Days held_for{0};    // the condition must have held this long without a break
  std::string source;  // who measures it: without a source a condition cannot be signed
};

struct Gate {
  std::vector<Condition> all_of;
  PartyId owner;
  Days review_every{90};
  std::optional<Month> latest;      // goes through on the calendar then, conditions met or not
  std::vector<Condition> reverses;  // any one of them puts the phase back
};

// Who takes a task over by name: a unit of the host's forces, or a third party.
struct Receiver {
  TaskId task;
  std::optional<UnitId> unit;
  std::optional<ActorId> third_party;
  bool operator==(const Receiver&) const = default;
};

struct Phase {
  std::string name;
  Posture after;
  Month earliest{};
  Gate gate;
  Days execution{30};
  double cost = 0.0;                     // in the mission's stated unit
  std::vector<Receiver> receivers = {};  // of tasks handed over by this phase, where they are named
};

// A band of troops that stay, or nothing said about them.
struct Band {
  int low = 0, high = 0;
  bool stated = true;
  bool operator==(const Band&) const = default;
};

// Who signs a plan. Signed by the parties, its steps begin no earlier than the talks' agreement; a unilateral
// plan is one party's own decision and waits for nobody.
struct Signature {
  std::optional<PartyId> unilateral;  // nothing: the talks' agreement
  bool waits_for_agreement() const { return !unilateral.has_value(); }
  bool operator==(const Signature&) const = default;
};

struct Plan {
  std::string id, name;
  std::vector<Phase> phases;
  std::optional<Month> mission_end;                // nothing: the mission is not ended by this plan
  std::vector<std::optional<Month>> presence_end;  // by region; nothing: presence stays past the horizon
  Band residual, reserve;                          // reserve: over the horizon
  Signature signature = {};
};

// What a replication is measured by. Per-region metrics exist for civilians only.
enum class Metric {
  coalition_deaths,
  host_force_deaths,
  civilians_killed,
  civilians_displaced,
  attacks_on_coalition,
  insurgent_attacks,
  strikes_on_host_soil,
  slip_days,  // mean over the plan's steps, against their planned month
  task_days_uncovered,
  days_below_force_protection,
  troops_at_end,
  mission_ended_by_days,   // days from the as-of date to the end of the mission; horizon + 1 if not ended
  presence_ended_by_days,  // the same for the last presence in any region
  coalition_label_at_end,  // 1 when troops still serve under the coalition's label
  expelled,                // 1 when the host threw the mission out
  reversals,
  functions_alone_at_end,  // how many functions stand alone
  cost
};
inline constexpr std::size_t kMetrics = 18;

// Kept in a scenario when the random draws break it no more often than the party tolerates.
struct RedLine {
  Metric metric = Metric::coalition_deaths;
  std::optional<Month> by;  // judged at the first day of this month; nothing: at the horizon
  Compare compare = Compare::at_most;
  double threshold = 0.0;
  Probability tolerated;
  std::string words;  // as the party would say it
  bool illustrative = true;
  SourceId source;
};
struct PartyRule {
  PartyId party;
  std::vector<RedLine> lines;  // a scenario is acceptable if and only if every line is kept in it
};

}  // namespace handover
