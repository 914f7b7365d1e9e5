// What people wrote down about a mission, typed. Nothing is estimated here, and nothing here knows a country.
#pragma once

#include "base/dates.h"
#include "base/units.h"
#include "numerics/draws.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace handover {

using SourceId = Id<struct SourceTag>;
using ActorId = Id<struct ActorTag>;
using PartyId = Id<struct PartyTag>;
using RegionId = Id<struct RegionTag>;
using ZoneId = Id<struct ZoneTag>;
using StreamId = Id<struct StreamTag>;
using PatronId = Id<struct PatronTag>;
using SiteId = Id<struct SiteTag>;
using FunctionId = Id<struct FunctionTag>;
using UnitId = Id<struct UnitTag>;
using AssessorId = Id<struct AssessorTag>;
using TaskId = Id<struct TaskTag>;
using IssueId = Id<struct IssueTag>;
using AssumptionId = Id<struct AssumptionTag>;

// When something held, since when it could be known, and who says so. `--as-of` filters on known_from alone.
struct Known {
  Date from{};
  Date to{};  // inclusive; equal to `from` for a single day
  Date known_from{};
  SourceId source;
};

// NATO source grading (STANAG 2511): reliability of the source A..F, credibility of the information 1..6.
struct Source {
  std::string id, title, publisher, url;
  Date published{};
  char reliability = 'F';
  int credibility = 6;
};

// One statement about the scenario: "subject's relation is value [unit] over the period in the area, as said
// by".
struct Fact {
  std::string id, subject, relation, value, unit, area;
  std::optional<double> low, high;  // set when the value is a number or a range of numbers
  std::string said_by;
  Known known;
  bool has_period = false;  // false: the source gives no date for what it states
  std::string note;
  int line = 0;  // of facts.csv, for traces
};

// contractor: persons under contract, who are no troops; successor: another power that moves in.
enum class Role {
  coalition,
  host,
  partner,
  threat,
  constituency,
  patron,
  third_party,
  contractor,
  successor
};
struct Actor {
  std::string id, name, note;
  std::vector<Role> roles;            // one actor may hold several
  std::optional<ActorId> answers_to;  // its patron or its superior
  std::optional<PartyId> party;       // at the table, if any
  SourceId source;
};

struct Region {  // an area with a date of its own for the last presence
  std::string id, name;
  bool host_soil = true;  // false: another country's; what falls there is no matter of the host's sovereignty
};

enum class Terrain { urban, river_plain, desert, mountain };
struct Zone {
  std::string id, name, map_code;  // ISO 3166-2
  RegionId region;
  double latitude = 0.0, longitude = 0.0;
  double population = 0.0;
  double area_square_km = 0.0;
  Terrain terrain = Terrain::river_plain;
  std::vector<ZoneId> neighbours;  // symmetric; the loader checks
  SourceId source;
};

// Who is behind a stream and what it does; the mission names them.
enum class StreamKind { insurgent, militia, coalition_strike };
struct Stream {
  std::string id, name;
  StreamKind kind = StreamKind::insurgent;
  std::vector<ActorId> actors;
  std::optional<PatronId> patron;  // switches on and off together with the patron's other streams
  bool on_coalition = false;       // aimed at coalition personnel: scales with their exposure
};
struct Patron {
  std::string id, name;
  ActorId actor;
};

enum class Victim { coalition, host_forces, civilians, attackers };
inline constexpr std::size_t kVictims = 4;

// How far before the as-of date a record may begin.
inline constexpr std::chrono::years kLongestRecord{100};
// More attacks and dead on one day in one zone than any record has; the fit and the simulation go through
// attacks one by one.
inline constexpr int kMostAttacksADay = 1000;
inline constexpr int kMostKilledADay = 1'000'000;

// A tally for one day: only from sources that give days.
struct DailyCount {
  StreamId stream;
  ZoneId zone;
  Known known;
  int count = 0;
  std::array<int, kVictims> killed{};
};

// A total over a period and an area, by one source. Never spread over days.
struct IntervalCount {
  StreamId stream;
  std::vector<ZoneId> area;  // part of the total may lie outside every zone of the map
  bool reaches_outside_map = false;
  Known known;
  double low = 0.0, best = 0.0, high = 0.0;
  std::string series;  // counts of one series by one source may be differenced; others never
  bool cumulative = false;
  int line = 0;
};

// How many of a stream's incidents killed or wounded whom: what lethality is estimated from.
struct CasualtyRecord {
  StreamId stream;
  Victim victim = Victim::civilians;
  Known known;
  double incidents = 0.0, killed = 0.0, wounded = 0.0;
};

// A dated influence from outside the map (a war abroad is 1 while it lasts).
struct Covariate {
  std::string name;
  Known known;
  double value = 0.0;
};

// meeting: of the talks, announced for that day; deadline: the last day that the host gives its guests.
enum class CalendarKind { election, anniversary, mandate_end, meeting, deadline, other };
struct CalendarDay {
  std::string name;
  CalendarKind kind = CalendarKind::other;
  Known known;
};

// Foreign troops in a region on a day: the third object, apart from mission and presence.
struct TroopCount {
  ActorId actor;
  RegionId region;
  Known known;
  int low = 0, best = 0, high = 0;
};

struct Site {
  std::string id, name, role;
  ZoneId zone;
  RegionId region;
  bool open = true;
  ThreePoint persons;              // stationed, as a judged range
  int capacity = 0;                // persons it can hold; 0 when unstated
  std::vector<RegionId> sustains;  // theatres that cannot be kept once it closes
  bool judgement = false;          // persons are a judgement, not a report
  SourceId source;
};

struct Function {  // a function of the partner forces that may or may not stand alone
  std::string id, name;
  bool by_contractors = false;  // people under contract keep it going
};
struct Unit {
  std::string id, name;
  ActorId actor;
  std::optional<Date> formed;
  SourceId source;
};
enum class AssessorKind { builder, independent, self };
struct Assessor {
  std::string id, name;
  AssessorKind kind = AssessorKind::independent;
};
struct RatingScale {
  std::vector<std::string> levels;  // worst first
  std::size_t alone_from = 0;       // index of the lowest level at which a function stands alone
};
struct Rating {
  UnitId unit;
  FunctionId function;
  std::size_t level = 0;  // index into the scale
  AssessorId assessor;
  double coverage = 1.0;  // share of the unit the assessor could see, in (0, 1]
  Known known;
  bool judgement = false;  // the words of a report placed on the scale by the mission's author
  std::string note;
  int line = 0;
};

// Tasks of the coalition's presence and what each asks for, zone by zone.
enum class Provider { coalition, host, third_party, over_the_horizon, none };
inline constexpr std::size_t kProviders = 5;
// What it costs when nobody able does a task; the cost grows with how far the receiver falls short.
enum class WithoutTask {
  nothing,          // a task left undone, no more
  wounded_die,      // evacuation: more of those hit die
  attacks_go_free,  // intelligence and fires: insurgents attack unhindered
  tasks_stop,       // sustainment: the other tasks are cut short
  less_protected    // quick reaction and guards: attacks on those who stay kill more
};
inline constexpr std::size_t kWithoutTask = 5;
struct Task {
  std::string id, name;
  std::optional<FunctionId> partner_function;  // the function a host unit needs to take it over
  double persons_per_demand = 0.0;             // troop-to-task ratio
  double response_minutes = 0.0;               // longest acceptable; 0 when place does not matter
  bool force_protection = false;               // needed wherever anybody is left
  bool mandatory = false;
  std::vector<Provider> providers;  // who may do it, in order of preference
  SourceId source;
  std::vector<FunctionId> mentors = {};  // functions that this task advises: their growth rests on it
  // Those who stay rely on it (evacuation, intelligence, fires): it is the last to be given away.
  bool enabler = false;
  WithoutTask without_it = WithoutTask::nothing;
};
struct TaskDemand {
  TaskId task;
  ZoneId zone;
  double demand = 0.0;        // in the task's own unit, at today's threat
  double per_incident = 0.0;  // more of it per monthly incident of the threat module's stated quantile
  SourceId source;
};

// How people and aircraft get about: by mode, kind of terrain and month of the year.
enum class MovementMode { road, rotary_wing };
struct MovementSpeed {
  MovementMode mode = MovementMode::road;
  Terrain terrain = Terrain::river_plain;
  std::array<bool, 12> months{};     // January first: when the row holds
  double kilometres_per_hour = 0.0;  // 0: no movement in these months
  double detour = 1.0;               // distance by this mode over the great circle, >= 1
  double ready_minutes = 0.0;        // from the call to the start
  bool judgement = true;
  Known known;
};
// A connection between two zones that cannot be used for a while: closed, or not permitted by the host.
struct RouteClosure {
  ZoneId from, to;  // either direction
  MovementMode mode = MovementMode::road;
  std::array<bool, 12> months{};
  bool permission = false;  // true: the host does not permit it; false: terrain, weather or damage
  Known known;
  std::string note;
};
// What has to be cleared before troops can leave with what they have.
enum class ClearanceKind { overflight, landing, equipment };
enum class ClearanceStatus { granted, asked, refused };
struct Clearance {
  ClearanceKind what = ClearanceKind::overflight;
  std::optional<RegionId> region;  // nothing: all of them
  ClearanceStatus status = ClearanceStatus::asked;
  Known known;
};
// How many persons can be moved in a month by this mode while the row holds.
struct LiftCapacity {
  MovementMode mode = MovementMode::road;
  double persons_per_month = 0.0;
  Known known;
  bool judgement = true;
};

// A body's rule for calling a function done: applied to the same posterior as every other body's.
struct VerdictRule {
  enum class Kind { level, progress };
  std::string id, words;      // the body's own word: "met", "satisfactory progress"
  std::string body;           // whose rule it is: an assessor's, actor's or party's id, or any name
  Kind kind = Kind::level;    // level: the function is at least at `level`; progress: it rose since `since`
  std::size_t level = 0;      // index into the scale
  std::optional<Date> since;  // progress: against this day
  double chance = 0.5;        // called done when the chance reaches this
  SourceId source;
};

// The talks.
struct Issue {
  std::string id, name;
  double low = 0.0, high = 100.0;  // the scale's ends
  std::string low_means, high_means;
  std::optional<double> reference_point;  // what holds without an agreement
  std::optional<IssueId> linked_to;
};
struct Position {
  ActorId actor;
  IssueId issue;
  ThreePoint position, salience, influence;  // salience and influence on 0..100
  bool veto = false;
  bool judgement = false;
  Known known;
};
enum class TalksState { announced, in_session, suspended, agreed, collapsed, expelled };
inline constexpr std::size_t kTalksStates = 6;
struct SessionEvent {  // from this day the talks are in this state
  TalksState state = TalksState::announced;
  std::string cause;
  Known known;
};
enum class InstrumentKind { invitation, agreement, request, self_defence_claim, mandate };
struct Instrument {
  std::string id, name;
  InstrumentKind kind = InstrumentKind::agreement;
  bool in_force = true;
  std::optional<Days> notice;
  std::vector<ActorId> may_invoke;
  std::optional<Date> until = {};  // inclusive; nothing: no end is stated
  Known known;                     // its `from` is the day it begins; its end is `until`
};
enum class CommitmentStatus { open, met, missed, disputed };
struct Commitment {
  std::string id, what;
  ActorId owes, owed_to;
  std::optional<Date> due;
  CommitmentStatus status = CommitmentStatus::open;
  Known known;
};

// Past transitions and past talks: the outside view.
enum class CaseKind { transition_step, transition_end, talks, base_rate };
struct ReferenceCase {
  std::string case_id, milestone;
  CaseKind kind = CaseKind::transition_step;
  std::optional<Date> started, planned, actual;  // of the milestone; for talks: opened, foreseen end, ended
  std::string outcome;  // talks: agreed, collapsed, expelled, open; steps: done, open, reversed, abandoned
  int suspensions = 0;  // talks only
  double days_suspended = 0.0;
  bool conditions_based = false, ended_on_calendar = false;
  Known known;
  std::string leaver = {};    // who left: ISO 3166-1 code of a state, UN, NATO, EU, AU ...; empty: not stated
  bool wider_record = false;  // from a wider collection than the mission's own choice of cases
};

// One thing that no table settles. A scenario is one draw of all of them.
enum class RangeShape { uniform, triangular, pert };
struct Assumption {
  std::string key;  // one of the mechanisms' keys (mission/assumption_keys.h)
  ThreePoint range;
  RangeShape shape = RangeShape::pert;
  std::string unit, reason;
  Known known;
  bool judgement = true;  // false when a source gives the range itself
};

// Two assumptions that go together: where one is high the other tends to be (or not to be, below zero).
// Spearman's rank correlation.
struct AssumptionCorrelation {
  std::size_t first = 0, second = 0;  // in `Mission::assumptions`
  double rank = 0.0;
};
// The correlation of two normals whose ranks correlate so (Kruskal 1958, Ordinal Measures of Association).
inline double normal_correlation(double rank) {
  // 2 sin(pi rank / 6) by its series: |x| is at most 0.53, where the terms left out are below 1e-12.
  const double x = 3.14159265358979323846 * rank / 6.0;
  double term = x, sum = x;
  for (int n = 1; n <= 6; ++n) sum += term *= -x * x / ((2.0 * n) * (2.0 * n + 1.0));
  return 2.0 * sum;
}

struct Statement {
  std::string name, party, text;
};

}  // namespace handover
