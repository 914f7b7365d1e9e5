// What changes inside one replication, and what its mechanisms share. Memory is kept from one replication to
// the next.
#pragma once

#include "base/random_stream.h"
#include "simulate/scenario_tables.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace handover::simulate {

// A day that lies beyond every horizon.
inline constexpr std::int32_t kNever = 1 << 29;

// A day of the replication, or none: as small and as fast as a number.
class OptionalDay {
 public:
  constexpr OptionalDay() = default;
  constexpr OptionalDay(std::int32_t day) : day_(day) {}  // NOLINT: a day is one
  constexpr bool has_value() const { return day_ >= 0; }
  constexpr explicit operator bool() const { return has_value(); }
  constexpr std::int32_t operator*() const { return day_; }
  constexpr std::int32_t value_or(std::int32_t otherwise) const { return has_value() ? day_ : otherwise; }
  constexpr bool is_by(std::int32_t day) const { return has_value() && day_ <= day; }
  constexpr void reset() { day_ = kNone; }
  bool operator==(const OptionalDay&) const = default;

 private:
  static constexpr std::int32_t kNone = -1;
  std::int32_t day_ = kNone;
};

inline std::int32_t whole_days(double days) {
  return static_cast<std::int32_t>(std::lround(days));
}

// An incident that may happen on a later day. Lineage, not order, addresses its draws: the same incident has
// the same fate in every plan that lets it happen.
struct Candidate {
  std::uint64_t lineage = 0;  // 56 bits
  double fate = 0.5;          // the uniform that decides what it breeds and whom it kills
  double mark = 0.0;          // endemic: happens only while the multiplier is above this
  std::int32_t next = -1;     // of the same day
  std::uint32_t thin = 0;     // first 24 bits of the uniform that thins it
  std::uint16_t zone = 0;
  std::uint8_t stream = 0;
  enum class Kind : std::uint8_t { endemic, offspring, strike, answer } kind = Kind::endemic;
};

// A clock with a unit-rate exponential: it rings when the summed hazard has used it up. Carried over days, so
// quiet days cost one subtraction (Kurtz's random time change; Anderson 2007).
struct Clock {
  double left = 0.0;    // of the unit exponential, at the start of day `since`
  double hazard = 0.0;  // per day
  std::int32_t since = 0;
  std::int32_t rings = 0;  // the day on which it will ring if the hazard stays
  std::uint32_t rung = 0;
};

struct RegionTally {
  double civilians_killed = 0.0, civilians_displaced = 0.0;
};

inline constexpr std::int32_t kNotHolding = std::numeric_limits<std::int32_t>::min();

// How the plan stands.
struct PlanState {
  std::size_t phase = 0;     // next one to complete
  std::size_t standing = 0;  // in PlanTables
  bool executing = false;
  std::int32_t completes = 0;  // day, while executing
  std::int32_t ready = 0;      // day the predecessor completed
  std::int32_t next_review = 0;
  std::int32_t tracked_from = 0;  // conditions are watched from this day on
  // [condition of the gate] kNotHolding if it does not hold; negative: since before the start.
  std::vector<std::int32_t> holds_since;
  std::vector<std::optional<std::int32_t>> completed;  // [phase]
  std::int32_t next_watch = 0;                         // for reversals
  std::vector<std::int32_t> reverse_since;
  OptionalDay reversal_day;
  std::int32_t undone_on = kNever;  // a decision that no stated trigger prompts falls on this day
  bool undone = false;              // by such a decision: no step follows
  bool put_back = false;            // the phase at hand had been taken and was put back
  bool stopped = false;
  bool stopped_by_collapse = false;  // goes on when the talks reopen
  OptionalDay departure;             // everybody leaves on this day
  bool by_expulsion = false;         // the host ordered the departure
  bool was_stopped = false;          // before the host ordered it
  bool gone = false;
  OptionalDay begun;  // first day an end was agreed or a step taken
  OptionalDay mission_ended, presence_ended;
};

// Conditions of the first gates of several plans that live the same days, watched for all of them.
struct FirstGates {
  std::vector<Condition> conditions;  // that must have held for some time
  std::int32_t from = 0;              // watched from this day on
};
struct FirstGatesWatch {
  const FirstGates* gates = nullptr;                          // nothing: a plan on its own
  std::vector<std::int32_t> since;                            // [condition] kNotHolding if it does not hold
  std::vector<std::pair<std::int32_t, std::int32_t>> pauses;  // days on which nobody watched: from, to
};

// Candidates of incidents, and what raises and lowers each stream.
struct IncidentState {
  std::vector<Candidate> pool;
  std::vector<std::int32_t> waiting;  // [day] first candidate
  std::vector<double> kernel;         // [stream][zone][kernel] R on the day of the stamp
  std::vector<std::int32_t> stamp;    // [stream][zone]
  std::vector<double> kernel_total;   // [stream][kernel] over zones
  std::int32_t total_day = 0;
  struct Fresh {
    std::uint16_t stream, zone;
    int count;
  };
  std::vector<Fresh> fresh;              // of the day: they enter the kernel sums at its end
  std::vector<double> generated_to;      // [stream] multipliers up to this have their candidates
  bool tiles_stale = true;               // multipliers may have risen
  std::vector<double> factor;            // [stream] a day's multiplier common to all zones
  std::vector<std::int32_t> factor_day;  // [stream] for which that holds
  std::vector<double> lambda_most;       // [stream] no zone's intensity is above it today
  std::vector<std::int32_t> lambda_day;  // [stream]
  std::vector<double> slow_log;          // [stream] log factor that changes at events only
  std::vector<double> slow;              // [stream] its exponential
  bool slow_stale = true;
  std::vector<double> gate_factor;  // [stream] regime factor of the day
  std::vector<double> thinning;     // [stream] candidates' rate over the regime factor
};

// What has been counted: so far, and up to the start of each day.
struct Counted {
  // Up to the start of a day.
  std::int32_t attacks_by(std::size_t stream, std::int32_t d) const { return by(d, stream); }
  std::int32_t deaths_by(std::int32_t d) const { return by(d, width - 2); }
  std::int32_t strikes_by(std::int32_t d) const { return by(d, width - 1); }
  std::int32_t by(std::int32_t d, std::size_t which) const {
    return before[static_cast<std::size_t>(d) * width + which];
  }

  std::vector<std::int32_t> before;  // [day][stream], then deaths of the coalition, then strikes
  std::size_t width = 2;
  std::vector<std::int32_t> attacks;  // [stream] so far
  std::int32_t coalition_deaths = 0, strikes = 0;
  std::int64_t incidents = 0;
};

struct CasualtyState {
  std::vector<std::array<double, 8>> pattern;  // [stream] cumulative over who was killed
  bool pattern_stale = true;
  std::array<double, kVictims> killed{};
  double displaced = 0.0;
  std::vector<RegionTally> by_region;
  std::vector<std::int32_t> last_attack;  // [patron] day, as observed
};

// Regimes, a war abroad, regional shocks, strikes.
struct SurroundingsState {
  std::vector<std::uint8_t> patron_on;
  std::vector<Clock> patron_clock;
  bool war = false;
  Clock war_clock, shock_clock;
  std::int32_t next_ring = 0;  // no clock rings before this day
  bool hazards_stale = true;
  OptionalDay last_shock, last_strike;
  bool struck_today = false;
};

// The talks and the pressure that moves them.
struct TalkingState {
  double pressure = 0.0;
  std::int32_t pressure_day = 0;
  TalksState state = TalksState::announced;
  Clock clock;
  std::array<double, kTalksStates> rates{};
  double rate = 0.0;
  bool stale = true;
  OptionalDay agreed_on;
  std::int32_t agreement_since = 0;  // day the standing agreement was signed; below 0: before the start
};

struct SiteState {
  std::vector<OptionalDay> closed_on;  // [zone] day its last site closed; none: open or never had one
  OptionalDay youngest_closure;
};

// What the host's forces can do, and tasks that nobody does.
struct AbilityState {
  std::vector<double> level;      // [function]
  std::vector<double> mentoring;  // [function] running
  double uncovered_tasks = 0.0, uncovered_share = 0.0;
  std::array<double, kWithoutTask> shortfall{};  // [consequence] 0..1: how far such tasks fall short
  double uncovered_days = 0.0;
  std::int32_t counted_to = 0;
  double below_protection_days = 0.0;
};

// Where one replication stands: each mechanism's own part, and the day.
struct ReplicationState {
  ReplicationState(Seed randomness, std::uint32_t scenario_id) : seed(randomness), scenario(scenario_id) {}

  RandomStream stream(Purpose purpose) const { return {seed, scenario, replication, purpose}; }

  Seed seed;
  std::uint32_t scenario, replication = 0;
  std::int32_t day = 0;
  bool cut_short = false;

  IncidentState incidents;
  Counted counted;
  CasualtyState casualties;
  SurroundingsState surroundings;
  TalkingState talking;
  SiteState sites;
  AbilityState ability;
  PlanState plan;
  FirstGatesWatch first_gates;
  int reversals = 0;
  double cost = 0.0;
  // [phase] days by which the record of past handovers moves the step's planned day; kNeverDone: never taken.
  // Each plan's own: it is not handed over between plans that share days.
  std::vector<double> slip;

  std::vector<Step> steps;
};

// What every mechanism reads.
struct Context {
  const Mission& mission;
  const Assessment& assessment;
  const Plan& plan;
  const PlanTables& tables;
  const DayTables& days;
  const ScenarioTables& scenario;
  // [patron] days from the last attack in the daily counts to the last published day.
  const std::vector<std::int32_t>& quiet_before;
  // [stream][i] incidents of the last i published days, as far back as daily counts reach.
  const std::vector<std::vector<std::int32_t>>& counted_before;
  // [i] deaths of the coalition in the last i published days, as far back as daily counts of every stream
  // that attacks it reach.
  const std::vector<std::int32_t>& deaths_before;

  const Standing& standing(const ReplicationState& s) const { return tables.standing[s.plan.standing]; }
};

// --- mechanisms, each in a file of its own ---

// incidents.cpp: candidates, thinning, negative-binomial days.
void begin_incidents(const Context& c, ReplicationState& s);
void step_incidents(const Context& c, ReplicationState& s);
// In a header so that a candidate is written where it stays: through a copy, its parts would be read back
// before they are stored.
inline void add_candidate(const Context&, ReplicationState& s, std::int32_t day, const Candidate& candidate) {
  if (s.incidents.pool.size() >= static_cast<std::size_t>(kMostIncidents)) {
    s.cut_short = true;
    return;
  }
  auto& first = s.incidents.waiting[static_cast<std::size_t>(day)];
  const auto place = static_cast<std::int32_t>(s.incidents.pool.size());
  s.incidents.pool.push_back(candidate);
  s.incidents.pool.back().next = first;
  first = place;
}
// intensity.cpp: what raises and lowers each stream.
void refresh_slow_factors(const Context& c, ReplicationState& s);
double factor_today(const Context& c, ReplicationState& s, std::size_t stream);
// The most that `factor_today` can be from today to the end of the tile, unless an event marks tiles stale.
double factor_ahead(const Context& c, const ReplicationState& s, std::size_t stream);
// casualties.cpp: who was killed in one incident; returns how many of the coalition.
struct Casualties {
  std::array<int, kVictims> killed{};
  double left_over = 0.5;  // of the uniform, still uniform
};
void refresh_patterns(const Context& c, ReplicationState& s);
Casualties draw_casualties(const Context& c, const ReplicationState& s, std::size_t stream,
                           std::uint64_t lineage, double uniform);
void count_casualties(const Context& c, ReplicationState& s, std::size_t zone, const Casualties& casualties);
// responses.cpp: strikes after attacks, attacks after strikes, deterrence, early exit.
void respond_to_attack(const Context& c, ReplicationState& s, std::size_t zone, std::uint64_t lineage,
                       int coalition_killed);
void respond_to_strike(const Context& c, ReplicationState& s, std::size_t zone, std::uint64_t lineage,
                       int civilians_killed);
// surroundings.cpp: regimes, war abroad, regional shocks.
void begin_surroundings(const Context& c, ReplicationState& s);
void step_surroundings(const Context& c, ReplicationState& s);
// pressure.cpp
void begin_pressure(const Context& c, ReplicationState& s);
double pressure_now(const Context& c, const ReplicationState& s);
void raise_pressure(const Context& c, ReplicationState& s, double share_of_module);
// talks_chain.cpp
void begin_talks(const Context& c, ReplicationState& s);
void step_talks(const Context& c, ReplicationState& s);
// capability.cpp: partner functions, tasks uncovered.
void begin_capability(const Context& c, ReplicationState& s);
void step_capability(const Context& c, ReplicationState& s);
// Share of today's advising that the function still gets where the plan stands.
// The level of a function of the host, less what it loses as its contractors leave.
double ability_of(const Context& c, const ReplicationState& s, std::size_t function);
double mentoring_of(const Context& c, const ReplicationState& s, std::size_t function);
void refresh_coverage(const Context& c, ReplicationState& s);
void count_days(const Context& c, ReplicationState& s);
// observing.cpp: what a gate can see.
double observe(const Context& c, const ReplicationState& s, const Condition& condition);
bool holds(const Context& c, const ReplicationState& s, const Condition& condition);
// At the start: the day not before `earliest` (negative) since which the record shows the condition to hold.
std::int32_t held_since(const Context& c, const ReplicationState& s, const Condition& condition,
                        std::int32_t earliest);
// plan_execution.cpp: gates, steps, reversals, departures.
void begin_plan(const Context& c, ReplicationState& s);
void step_plan(const Context& c, ReplicationState& s);
void order_departure(const Context& c, ReplicationState& s, std::int32_t day, bool by_expulsion);
// The first day on which a phase's gate can change anything, when its predecessor was completed on day
// `ready`.
std::int32_t gate_watched_from(const Plan& plan, const PlanTables& tables, std::size_t phase,
                               std::int32_t ready, double slip);
// What the record of past handovers does to each step's day in this replication (talks/slip_draw.h).
void draw_slips(const Context& c, ReplicationState& s);
// The departure that the host had ordered is off: it has asked the mission to stay.
void cancel_departure(const Context& c, ReplicationState& s);
// Sets the next phase's gate as it stands when nobody has looked at it yet since day `plan.ready`.
void set_gate(const Context& c, ReplicationState& s);
// A plan that has begun nothing and waits for its signature: whatever its gate asks, nothing passes it.
bool waits_for_signature(const Context& c, const ReplicationState& s);
// Begins to watch the first gates of several plans at the start of a replication.
void watch_first_gates(const Context& c, ReplicationState& s, const FirstGates& gates);
// The day since which a plan that watches from `from` on has seen the condition hold, kNotHolding if it has
// not.
std::int32_t first_gate_held_since(const ReplicationState& s, std::size_t condition, std::int32_t from);
// metrics.cpp
std::array<float, kMetrics> metrics_at(const Context& c, ReplicationState& s);
// Mean over the plan's steps of actual minus planned day; a step not done counts with the days it is late.
double slip_days(const PlanTables& tables, const std::vector<std::optional<std::int32_t>>& completed,
                 std::int32_t day);

}  // namespace handover::simulate
