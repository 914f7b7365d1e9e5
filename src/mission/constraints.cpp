#include "mission/constraints.h"

#include "mission/mission.h"
#include "mission/names.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

namespace handover {
namespace {

using enum RowRule;
using enum Grade;

constexpr double kMost = std::numeric_limits<double>::infinity();

constexpr Domain text() { return {.kind = ValueKind::text}; }
constexpr Domain name() { return {.kind = ValueKind::name}; }
constexpr Domain of(std::string_view list) { return {.kind = ValueKind::reference, .of = list}; }
constexpr Domain several(std::string_view list) { return {.kind = ValueKind::references, .of = list}; }
constexpr Domain number(double low, double high, double usual_low = -kMost, double usual_high = kMost) {
  return {ValueKind::number, {}, low, high, usual_low, usual_high};
}
constexpr Domain whole(double low, double high, double usual_low = -kMost, double usual_high = kMost) {
  return {ValueKind::whole, {}, low, high, usual_low, usual_high};
}
constexpr Domain day() { return {.kind = ValueKind::day}; }
constexpr Domain yes_no() { return {.kind = ValueKind::yes_no}; }
template <class Enum>
constexpr Domain word() {
  return {.kind = ValueKind::word, .listed = &words_of<Enum>};
}
template <class Enum>
constexpr Domain words() {
  return {.kind = ValueKind::words, .listed = &words_of<Enum>};
}

constexpr std::string_view kStreams = "mission.toml [[stream]]", kRegions = "mission.toml [[region]]",
                           kParties = "mission.toml [[party]]", kLevels = "mission.toml [rating_scale]";

// In any table.
constexpr ColumnDomain kEverywhere[] = {
    {"source", of("sources.csv")}, {"known_from", day()}, {"note", text()}, {"judgement", yes_no()}};

constexpr std::string_view kOrderThree = "order the three: low, best, high";
constexpr RowConstraint kPeriod = {"period",          days_in_order,       refused, {"from", "to"}, "comes before `from`",
                                   "swap the two days or correct one"};
constexpr RowConstraint kLowBestHigh = {
    "low-best-high", in_order, refused, {"low", "best", "high"}, "is not in order with low, best and high", kOrderThree};

constexpr ColumnDomain kSources[] = {
    {"id", name()},
    {"title", text()},
    {"publisher", text()},
    {"published", day()},
    {"url", {.kind = ValueKind::address}},
    {"reliability", text()},
    {"credibility", whole(1, 6)}};

constexpr ColumnDomain kFacts[] = {
    {"id", name()},       {"subject", text()},        {"relation", text()}, {"value", text()}, {"low", number(-1e9, 1e15)},
    {"high", number(-1e9, 1e15)}, {"unit", text()}, {"from", day()},    {"to", day()},     {"area", text()},
    {"said_by", text()}};
constexpr RowConstraint kFactRows[] = {
    kPeriod,
    {"fact-bounds", in_order, refused, {"low", "value", "high"}, "is not in order with low, value and high",
     "order the three: low, value, high"},
    {"fact-known", days_in_order, refused, {"from", "known_from"}, "comes before what it states",
     "what is stated of a period is known at the earliest on its first day"},
    {"fact-twice", unique, doubtful, {"subject", "relation", "value", "from", "area", "source"},
     "is stated twice by the same source", "keep one row for each statement"}};

constexpr ColumnDomain kActors[] = {{"id", name()},
                                    {"name", text()},
                                    {"roles", words<Role>()},
                                    {"answers_to", of("actors.csv")},
                                    {"party", of(kParties)}};
constexpr RowConstraint kActorRows[] = {
    {"actor-circle", no_circle, refused, {"answers_to"}, "answers to itself in the end",
     "name a patron or superior, or leave it empty"},
    {"actor-both-sides", not_together, refused, {"roles"}, "are on both sides of the table",
     "an actor is of the coalition or of the host; use a second actor", "coalition", "host"},
    {"actor-own-threat", not_together, refused, {"roles"}, "make the coalition its own threat",
     "use a second actor", "coalition", "threat"}};

constexpr ColumnDomain kZones[] = {{"id", name()},
                                   {"name", text()},
                                   {"map_code", {.kind = ValueKind::map_code}},
                                   {"region", of(kRegions)},
                                   {"latitude", number(-90, 90)},
                                   {"longitude", number(-180, 180)},
                                   {"population", whole(0, 2e9, 1000, 1e8)},
                                   {"area_square_km", number(0, 2e7, 1, 2e6)},
                                   {"terrain", word<Terrain>()},
                                   {"neighbours", several("zones.csv")}};
constexpr RowConstraint kZoneRows[] = {
    {"zone-population", above_zero, refused, {"population"}, "is nobody", "leave it empty when it is not known"},
    {"zone-area", above_zero, refused, {"area_square_km"}, "is no area", "leave it empty when it is not known"},
    {"zone-name-twice", unique, refused, {"name"}, "is the name of another zone too", "give every zone its own name"},
    {"zone-code-twice", unique, refused, {"map_code"}, "is the boundary of another zone too",
     "a boundary belongs to one zone"},
    {"zone-place-twice", unique, refused, {"latitude", "longitude"}, "puts two zones at one point",
     "write the middle of each zone"}};

constexpr ColumnDomain kIncidents[] = {{"date", day()},
                                       {"stream", of(kStreams)},
                                       {"zone", of("zones.csv")},
                                       {"count", whole(0, kMostAttacksADay, 0, 200)},
                                       {"killed_coalition", whole(0, 10'000, 0, 500)},
                                       {"killed_host_forces", whole(0, 10'000, 0, 1000)},
                                       {"killed_civilians", whole(0, 10'000, 0, 1000)},
                                       {"killed_attackers", whole(0, 10'000, 0, 1000)}};
constexpr std::string_view kDeadWithoutIncident = "were killed in no incident";
constexpr std::string_view kCountTheIncident = "count the incident that killed them";
constexpr RowConstraint kIncidentRows[] = {
    {"no-incident-1", times_at_most, refused, {"count", "killed_coalition"}, kDeadWithoutIncident, kCountTheIncident, {}, {}, 10'000},
    {"no-incident-2", times_at_most, refused, {"count", "killed_host_forces"}, kDeadWithoutIncident, kCountTheIncident, {}, {}, 10'000},
    {"no-incident-3", times_at_most, refused, {"count", "killed_civilians"}, kDeadWithoutIncident, kCountTheIncident, {}, {}, 10'000},
    {"no-incident-4", times_at_most, refused, {"count", "killed_attackers"}, kDeadWithoutIncident, kCountTheIncident, {}, {}, 10'000}};

constexpr ColumnDomain kIntervals[] = {{"series", text()},
                                       {"stream", of(kStreams)},
                                       {"area", {.kind = ValueKind::zones}},
                                       {"from", day()},
                                       {"to", day()},
                                       {"low", whole(0, 1e6)},
                                       {"best", whole(0, 1e6, 0, 1e5)},
                                       {"high", whole(0, 1e6)},
                                       {"cumulative", yes_no()}};
constexpr RowConstraint kIntervalRows[] = {
    kPeriod, kLowBestHigh,
    {"interval-twice", unique, refused, {"series", "stream", "area", "from", "to", "known_from"},
     "is counted twice", "keep one row for each period of a series; a revision has another known_from"}};

constexpr ColumnDomain kCasualties[] = {{"stream", of(kStreams)}, {"victim", word<Victim>()},
                                        {"from", day()},          {"to", day()},
                                        {"incidents", whole(0, 1e6)}, {"killed", whole(0, 1e6)},
                                        {"wounded", whole(0, 1e7)}};
constexpr RowConstraint kCasualtyRows[] = {
    kPeriod,
    {"dead-per-incident", times_at_most, refused, {"incidents", "killed"}, "are more than any incidents killed",
     "write the incidents that the record covers", {}, {}, 2000},
    {"dead-per-incident-high", times_at_most, doubtful, {"incidents", "killed"}, "are more than 50 for each incident",
     "see whether the record covers more incidents", {}, {}, 50},
    {"wounded-per-incident", times_at_most, refused, {"incidents", "wounded"}, "are more than any incidents wounded",
     "write the incidents that the record covers", {}, {}, 20'000},
    {"casualties-twice", unique, refused, {"stream", "victim", "from", "to", "source", "known_from"}, "is recorded twice",
     "keep one row for each stream, victim, period and source"}};

constexpr ColumnDomain kCovariates[] = {
    {"name", text()}, {"from", day()}, {"to", day()}, {"value", number(-1e6, 1e6)}};
constexpr RowConstraint kCovariateRows[] = {
    kPeriod,
    {"covariate-switch", one_of, refused, {"name", "value"}, "is neither 0 nor 1", "war_abroad is 1 while it lasts, else 0",
     "war_abroad", "0;1"},
    {"covariate-twice", unique, refused, {"name", "from", "known_from"}, "has two values from one day on",
     "keep one value for each day"},
    {"covariate-overlap", periods_apart, refused, {"name"}, "has two values on the same days",
     "let each period end before the next begins"}};

constexpr ColumnDomain kCalendar[] = {{"date", day()}, {"name", text()}, {"kind", word<CalendarKind>()}};
constexpr RowConstraint kCalendarRows[] = {
    {"calendar-twice", unique, refused, {"date", "name"}, "is there twice", "keep one row for each day and event"}};

constexpr ColumnDomain kTroops[] = {{"actor", of("actors.csv")},
                                    {"region", of(kRegions)},
                                    {"from", day()},
                                    {"to", day()},
                                    {"low", whole(0, 1e6)},
                                    {"best", whole(0, 1e6, 0, 250'000)},
                                    {"high", whole(0, 1e6)}};
constexpr RowConstraint kTroopRows[] = {
    kPeriod, kLowBestHigh,
    {"troops-twice", unique, refused, {"actor", "region", "from", "known_from"}, "are counted twice from one day on",
     "keep one row for each actor, region and day; a revision has another known_from"}};

constexpr ColumnDomain kSites[] = {{"id", name()},
                                   {"name", text()},
                                   {"zone", of("zones.csv")},
                                   {"region", of(kRegions)},
                                   {"role", text()},
                                   {"open", yes_no()},
                                   {"persons_low", whole(0, 200'000)},
                                   {"persons_mode", whole(0, 200'000, 0, 100'000)},
                                   {"persons_high", whole(0, 200'000)},
                                   {"capacity", whole(0, 500'000)},
                                   {"sustains", several(kRegions)}};
constexpr RowConstraint kSiteRows[] = {
    {"site-name-twice", unique, refused, {"name"}, "is the name of another site too", "give every site its own name"}};

constexpr ColumnDomain kFunctions[] = {{"id", name()}, {"name", text()}};
constexpr RowConstraint kFunctionRows[] = {
    {"function-name-twice", unique, refused, {"name"}, "is the name of another function too", "give each its own name"}};

constexpr ColumnDomain kUnits[] = {
    {"id", name()}, {"name", text()}, {"actor", of("actors.csv")}, {"formed", day()}};
constexpr ColumnDomain kAssessors[] = {{"id", name()}, {"name", text()}, {"kind", word<AssessorKind>()}};

constexpr ColumnDomain kRatings[] = {{"unit", of("units.csv")}, {"function", of("functions.csv")},
                                     {"date", day()},           {"level", of(kLevels)},
                                     {"assessor", of("assessors.csv")}, {"coverage", number(0.01, 1)}};
constexpr RowConstraint kRatingRows[] = {
    {"rating-twice", unique, refused, {"unit", "function", "date", "assessor", "known_from"},
     "is rated twice by one assessor on one day", "keep one level for each unit, function, assessor and day"}};

constexpr ColumnDomain kTasks[] = {{"id", name()},
                                   {"name", text()},
                                   {"partner_function", of("functions.csv")},
                                   {"persons_per_demand", number(0, 100'000, 0, 20'000)},
                                   {"response_minutes", number(0, 100'000, 0, 10'080)},
                                   {"force_protection", yes_no()},
                                   {"mandatory", yes_no()},
                                   {"providers", words<Provider>()},
                                   {"mentors", several("functions.csv")}};
constexpr RowConstraint kTaskRows[] = {
    {"task-nobody", not_together, refused, {"providers"}, "are somebody and nobody at once",
     "leave `none` out, or write it alone", "none", "coalition;host;third_party;over_the_horizon"},
    {"task-name-twice", unique, refused, {"name"}, "is the name of another task too", "give each its own name"}};

constexpr ColumnDomain kDemands[] = {{"task", of("tasks.csv")},
                                     {"zone", of("zones.csv")},
                                     {"demand", number(0, 1e5, 0, 1e4)},
                                     {"per_incident", number(0, 1e4, 0, 1000)}};
constexpr RowConstraint kDemandRows[] = {{"demand-twice", unique, refused, {"task", "zone", "known_from"}, "is asked for twice",
                                          "keep one row for each task and zone"}};

constexpr ColumnDomain kMovement[] = {{"mode", word<MovementMode>()},
                                      {"terrain", word<Terrain>()},
                                      {"months", {.kind = ValueKind::months}},
                                      {"kilometres_per_hour", number(0, 400, 0, 320)},
                                      {"detour", number(1, 20, 1, 5)},
                                      {"ready_minutes", number(0, 10'080, 0, 1440)}};
constexpr RowConstraint kMovementRows[] = {{"movement-twice", unique, refused, {"mode", "terrain", "months", "known_from"},
                                            "has two speeds", "keep one row for each mode, terrain and months"}};

constexpr ColumnDomain kClosures[] = {{"from", of("zones.csv")},
                                      {"to", of("zones.csv")},
                                      {"mode", word<MovementMode>()},
                                      {"months", {.kind = ValueKind::months}},
                                      {"permission", yes_no()}};
constexpr RowConstraint kClosureRows[] = {
    {"closure-itself", different, refused, {"from", "to"}, "is both ends of the connection", "name two zones"},
    {"closure-twice", unique, refused, {"from", "to", "mode", "months", "known_from"}, "is closed twice", "keep one row"}};

constexpr ColumnDomain kLift[] = {
    {"mode", word<MovementMode>()}, {"persons_per_month", whole(1, 500'000, 1, 100'000)}, {"from", day()}, {"to", day()}};
constexpr RowConstraint kLiftRows[] = {
    kPeriod,
    {"lift-twice", unique, refused, {"mode", "from", "known_from"}, "has two capacities from one day on",
     "keep one row for each mode and period"},
    {"lift-overlap", periods_apart, refused, {"mode"}, "has two capacities on the same days",
     "let each period end before the next begins"}};

constexpr ColumnDomain kVerdicts[] = {{"id", name()},
                                      {"words", text()},
                                      {"body", text()},
                                      {"kind", word<VerdictRule::Kind>()},
                                      {"level", of(kLevels)},
                                      {"since", day()},
                                      {"chance", number(0.01, 0.99)}};

constexpr ColumnDomain kIssues[] = {{"id", name()},
                                    {"name", text()},
                                    {"low", number(-1e6, 1e6)},
                                    {"high", number(-1e6, 1e6)},
                                    {"low_means", text()},
                                    {"high_means", text()},
                                    {"reference_point", number(-1e6, 1e6)},
                                    {"linked_to", of("issues.csv")}};
constexpr RowConstraint kIssueRows[] = {
    {"issue-circle", no_circle, refused, {"linked_to"}, "is linked to itself in the end",
     "link it to the issue it is settled together with"},
    {"issue-name-twice", unique, refused, {"name"}, "is the name of another issue too", "give each its own name"}};

constexpr ColumnDomain kPositions[] = {{"actor", of("actors.csv")},
                                       {"issue", of("issues.csv")},
                                       {"position_low", number(-1e6, 1e6)},
                                       {"position_mode", number(-1e6, 1e6)},
                                       {"position_high", number(-1e6, 1e6)},
                                       {"salience_low", number(0, 100)},
                                       {"salience_mode", number(0, 100)},
                                       {"salience_high", number(0, 100)},
                                       {"influence_low", number(0, 100)},
                                       {"influence_mode", number(0, 100)},
                                       {"influence_high", number(0, 100)},
                                       {"veto", yes_no()},
                                       {"from", day()}};
constexpr RowConstraint kPositionRows[] = {
    {"position-known", days_in_order, refused, {"from", "known_from"}, "comes before the position was stated",
     "a position is known at the earliest on its day"},
    {"position-salience", above_zero, refused, {"salience_high"}, "says that the issue never matters to the actor",
     "leave the row out, or write how much it matters"},
    {"position-influence", above_zero, refused, {"influence_high"}, "says that the actor never counts",
     "leave the row out, or write how much it counts"},
    {"position-twice", unique, refused, {"actor", "issue", "from", "known_from"}, "is stated twice for one day",
     "keep one row for each actor, issue and day"}};

constexpr ColumnDomain kSessions[] = {{"date", day()}, {"state", word<TalksState>()}, {"cause", text()}};
constexpr RowConstraint kSessionRows[] = {
    {"session-known", days_in_order, refused, {"date", "known_from"}, "comes before the day of the state",
     "a state of the talks is known at the earliest on its day"},
    {"session-twice", unique, refused, {"date"}, "has two states on one day", "keep the last state of the day"}};

constexpr ColumnDomain kInstruments[] = {{"id", name()},
                                         {"name", text()},
                                         {"kind", word<InstrumentKind>()},
                                         {"in_force", yes_no()},
                                         {"notice_days", whole(0, 3653, 0, 1096)},
                                         {"may_invoke", several("actors.csv")},
                                         {"from", day()},
                                         {"to", day()}};
constexpr RowConstraint kInstrumentRows[] = {kPeriod};

constexpr ColumnDomain kCommitments[] = {{"id", name()},  {"what", text()},
                                         {"owes", of("actors.csv")}, {"owed_to", of("actors.csv")},
                                         {"due", day()},  {"status", word<CommitmentStatus>()},
                                         {"from", day()}};
constexpr RowConstraint kCommitmentRows[] = {
    {"commitment-self", different, refused, {"owes", "owed_to"}, "owes it to itself", "name two actors"},
    {"commitment-due", days_in_order, refused, {"from", "due"}, "is due before it was made", "correct one of the days"},
    {"commitment-known", days_in_order, refused, {"from", "known_from"}, "comes before the promise was made",
     "a promise is known at the earliest on its day"}};

constexpr ColumnDomain kReference[] = {{"case", text()},
                                       {"milestone", text()},
                                       {"kind", word<CaseKind>()},
                                       {"started", day()},
                                       {"planned", day()},
                                       {"actual", day()},
                                       {"outcome", text()},
                                       {"suspensions", whole(0, 1000, 0, 50)},
                                       {"days_suspended", number(0, 36'525)},
                                       {"conditions_based", yes_no()},
                                       {"ended_on_calendar", yes_no()}};
constexpr std::string_view kSteps = "transition_step;transition_end", kWhole = "transition_step;transition_end;talks";
constexpr RowConstraint kReferenceRows[] = {
    {"case-planned", days_in_order, refused, {"started", "planned"}, "lies before the start", "correct one of the days"},
    {"case-actual", days_in_order, refused, {"started", "actual"}, "lies before the start", "correct one of the days"},
    {"case-known", days_in_order, refused, {"actual", "known_from"}, "comes before the milestone was reached",
     "it is known at the earliest on its day"},
    {"case-done", needs, refused, {"outcome", "actual"}, "is missing though the milestone was reached",
     "write the day it was reached, or the outcome open", "done;agreed;collapsed;expelled"},
    {"case-open", excludes, refused, {"outcome", "actual"}, "is given though the case is open",
     "write the outcome, or leave the day out", "open"},
    {"case-outcome-step", one_of, refused, {"kind", "outcome"}, "is no outcome of a step", "write done, open or reversed",
     kSteps, "done;open;reversed;abandoned"},
    {"case-outcome-talks", one_of, refused, {"kind", "outcome"}, "is no outcome of talks",
     "write agreed, collapsed, expelled or open", "talks", "agreed;collapsed;expelled;open"},
    {"case-started", needs, refused, {"kind", "started"}, "is missing", "write the day it was planned on, or the talks opened",
     kWhole},
    {"case-plan", needs, refused, {"kind", "planned"}, "is missing", "a step is compared with its planned day", kSteps},
    {"case-twice", unique, refused, {"case", "milestone", "kind", "known_from"}, "is there twice",
     "keep one row for each milestone of a case"}};

constexpr ColumnDomain kAssumptions[] = {{"key", text()},     {"low", number(-1e9, 1e9)}, {"mode", number(-1e9, 1e9)},
                                         {"high", number(-1e9, 1e9)}, {"shape", word<RangeShape>()}, {"unit", text()},
                                         {"reason", text()}};
constexpr RowConstraint kAssumptionRows[] = {{"assumption-order", in_order, refused, {"low", "mode", "high"},
                                              "is not in order with low, mode and high", "order the three"}};

constexpr TableConstraints kTables[] = {{"sources.csv", kSources},
                                        {"actors.csv", kActors, kActorRows},
                                        {"zones.csv", kZones, kZoneRows},
                                        {"facts.csv", kFacts, kFactRows},
                                        {"incidents.csv", kIncidents, kIncidentRows},
                                        {"interval_counts.csv", kIntervals, kIntervalRows},
                                        {"casualties.csv", kCasualties, kCasualtyRows},
                                        {"covariates.csv", kCovariates, kCovariateRows},
                                        {"calendar.csv", kCalendar, kCalendarRows},
                                        {"troops.csv", kTroops, kTroopRows},
                                        {"sites.csv", kSites, kSiteRows},
                                        {"functions.csv", kFunctions, kFunctionRows},
                                        {"units.csv", kUnits},
                                        {"assessors.csv", kAssessors},
                                        {"ratings.csv", kRatings, kRatingRows},
                                        {"tasks.csv", kTasks, kTaskRows},
                                        {"task_demands.csv", kDemands, kDemandRows},
                                        {"movement.csv", kMovement, kMovementRows},
                                        {"route_closures.csv", kClosures, kClosureRows},
                                        {"lift.csv", kLift, kLiftRows},
                                        {"verdict_rules.csv", kVerdicts},
                                        {"issues.csv", kIssues, kIssueRows},
                                        {"positions.csv", kPositions, kPositionRows},
                                        {"sessions.csv", kSessions, kSessionRows},
                                        {"instruments.csv", kInstruments, kInstrumentRows},
                                        {"commitments.csv", kCommitments, kCommitmentRows},
                                        {"reference_class.csv", kReference, kReferenceRows},
                                        {"assumptions.csv", kAssumptions, kAssumptionRows}};

std::string range_in_words(double low, double high) {
  if (std::isinf(low) && std::isinf(high)) return {};
  return fmt::format(" from {:.15g} to {:.15g}", low, high);
}

std::string usual_in_words(const Domain& domain) {
  const double low = std::max(domain.low, domain.usual_low), high = std::min(domain.high, domain.usual_high);
  const bool narrower = low > domain.low || high < domain.high;
  return narrower ? fmt::format("; doubtful unless{}", range_in_words(low, high)) : std::string{};
}

}  // namespace

std::span<const TableConstraints> table_constraints() {
  return kTables;
}

const TableConstraints& constraints_of(std::string_view file) {
  for (const TableConstraints& table : kTables) {
    if (table.file == file) return table;
  }
  throw std::logic_error("no constraints for " + std::string(file));
}

const Domain& domain_of(const TableConstraints& table, std::string_view column) {
  for (const ColumnDomain& known : table.columns) {
    if (known.column == column) return known.domain;
  }
  for (const ColumnDomain& known : kEverywhere) {
    if (known.column == column) return known.domain;
  }
  throw std::logic_error(fmt::format("no domain for {} of {}", column, table.file));
}

std::string in_words(const Domain& domain) {
  switch (domain.kind) {
    case ValueKind::text:
      return "text";
    case ValueKind::name:
      return "a name";
    case ValueKind::reference:
      return fmt::format("a name of {}", domain.of);
    case ValueKind::references:
      return fmt::format("names of {}", domain.of);
    case ValueKind::number:
      return "a number" + range_in_words(domain.low, domain.high) + usual_in_words(domain);
    case ValueKind::whole:
      return "a whole number" + range_in_words(domain.low, domain.high) + usual_in_words(domain);
    case ValueKind::day:
      return "a day";
    case ValueKind::yes_no:
      return "yes or no";
    case ValueKind::word:
      return listed(domain.listed());
    case ValueKind::words:
      return "one or several of " + listed(domain.listed());
    case ValueKind::months:
      return "months of the year, 1 to 12";
    case ValueKind::address:
      return "an address that begins with http:// or https://";
    case ValueKind::map_code:
      return "a code of ISO 3166 such as IQ or IQ-AN";
    case ValueKind::zones:
      return "names of zones.csv, or all; outside";
  }
  return {};
}

}  // namespace handover
