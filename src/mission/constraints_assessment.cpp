// What may stand in the tables of capability, tasks, talks, past cases and assumptions.
#include "mission/constraint_builders.h"

// The tables have the same names in schema.cpp, hence a namespace of their own.
namespace handover::assessment_domains {

using namespace constraint;

constexpr ColumnDomain kFunctions[] = {{"id", name()}, {"name", text()}, {"contractors", yes_no()}};
constexpr RowConstraint kFunctionRows[] = {{"function-name-twice",
                                            unique,
                                            refused,
                                            {"name"},
                                            "is the name of another function too",
                                            "give each its own name"}};

constexpr ColumnDomain kUnits[] = {
    {"id", name()}, {"name", text()}, {"actor", of("actors.csv")}, {"formed", day()}};
constexpr ColumnDomain kAssessors[] = {{"id", name()}, {"name", text()}, {"kind", word<AssessorKind>()}};

constexpr ColumnDomain kRatings[] = {
    {"unit", of("units.csv")}, {"function", of("functions.csv")}, {"date", day()},
    {"level", of(kLevels)},    {"assessor", of("assessors.csv")}, {"coverage", number(0.01, 1)}};
constexpr RowConstraint kRatingRows[] = {{"rating-twice",
                                          unique,
                                          refused,
                                          {"unit", "function", "date", "assessor", "known_from"},
                                          "is rated twice by one assessor on one day",
                                          "keep one level for each unit, function, assessor and day"}};

constexpr ColumnDomain kTasks[] = {{"id", name()},
                                   {"name", text()},
                                   {"partner_function", of("functions.csv")},
                                   {"persons_per_demand", number(0, 100'000, 0, 20'000)},
                                   {"response_minutes", number(0, 100'000, 0, 10'080)},
                                   {"force_protection", yes_no()},
                                   {"mandatory", yes_no()},
                                   {"enabler", yes_no()},
                                   {"without_it", word<WithoutTask>()},
                                   {"providers", words<Provider>()},
                                   {"mentors", several("functions.csv")}};
constexpr RowConstraint kTaskRows[] = {{"task-name-twice",
                                        unique,
                                        refused,
                                        {"name"},
                                        "is the name of another task too",
                                        "give each its own name"}};

constexpr ColumnDomain kDemands[] = {{"task", of("tasks.csv")},
                                     {"zone", of("zones.csv")},
                                     {"demand", number(0, 1e5, 0, 1e4)},
                                     {"per_incident", number(0, 1e4, 0, 1000)}};
constexpr RowConstraint kDemandRows[] = {{"demand-twice",
                                          unique,
                                          refused,
                                          {"task", "zone", "known_from"},
                                          "is asked for twice",
                                          "keep one row for each task and zone"}};

constexpr ColumnDomain kMovement[] = {
    {"mode", word<MovementMode>()},          {"terrain", word<Terrain>()},
    {"months", {.kind = ValueKind::months}}, {"kilometres_per_hour", number(0, 400, 0, 320)},
    {"detour", number(1, 20, 1, 5)},         {"ready_minutes", number(0, 10'080, 0, 1440)}};
constexpr RowConstraint kMovementRows[] = {{"movement-twice",
                                            unique,
                                            refused,
                                            {"mode", "terrain", "months", "known_from"},
                                            "has two speeds",
                                            "keep one row for each mode, terrain and months"}};

constexpr ColumnDomain kClosures[] = {{"from", of("zones.csv")},
                                      {"to", of("zones.csv")},
                                      {"mode", word<MovementMode>()},
                                      {"months", {.kind = ValueKind::months}},
                                      {"permission", yes_no()}};
constexpr RowConstraint kClosureRows[] = {{"closure-itself",
                                           different,
                                           refused,
                                           {"from", "to"},
                                           "is both ends of the connection",
                                           "name two zones"},
                                          {"closure-twice",
                                           unique,
                                           refused,
                                           {"from", "to", "mode", "months", "known_from"},
                                           "is closed twice",
                                           "keep one row"}};

constexpr ColumnDomain kClearances[] = {{"what", word<ClearanceKind>()},
                                        {"region", of("mission.toml [[region]]")},
                                        {"status", word<ClearanceStatus>()},
                                        {"from", day()},
                                        {"to", day()}};
constexpr RowConstraint kClearanceRows[] = {kPeriod,
                                            {"clearance-twice",
                                             unique,
                                             refused,
                                             {"what", "region", "from", "known_from"},
                                             "stands two ways from one day on",
                                             "keep one row for each clearance, region and day"}};

constexpr ColumnDomain kLift[] = {{"mode", word<MovementMode>()},
                                  {"persons_per_month", whole(1, 500'000, 1, 100'000)},
                                  {"from", day()},
                                  {"to", day()}};
constexpr RowConstraint kLiftRows[] = {kPeriod,
                                       {"lift-twice",
                                        unique,
                                        refused,
                                        {"mode", "from", "known_from"},
                                        "has two capacities from one day on",
                                        "keep one row for each mode and period"},
                                       {"lift-overlap",
                                        periods_apart,
                                        refused,
                                        {"mode"},
                                        "has two capacities on the same days",
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
                                    {"linked_to", of("issues.csv")},
                                    {"aliases", text()}};
constexpr RowConstraint kIssueRows[] = {{"issue-circle",
                                         no_circle,
                                         refused,
                                         {"linked_to"},
                                         "is linked to itself in the end",
                                         "link it to the issue it is settled together with"},
                                        {"issue-name-twice",
                                         unique,
                                         refused,
                                         {"name"},
                                         "is the name of another issue too",
                                         "give each its own name"}};

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
                                       {"from", day()},
                                       {"document", text()},
                                       {"begin", whole(0, kLongestDocument)},
                                       {"end", whole(1, kLongestDocument)},
                                       {"quote", text()}};
constexpr RowConstraint kPositionRows[] = {kPassageOrder,
                                           {"position-known",
                                            days_in_order,
                                            refused,
                                            {"from", "known_from"},
                                            "comes before the position was stated",
                                            "a position is known at the earliest on its day"},
                                           {"position-salience",
                                            above_zero,
                                            refused,
                                            {"salience_high"},
                                            "says that the issue never matters to the actor",
                                            "leave the row out, or write how much it matters"},
                                           {"position-influence",
                                            above_zero,
                                            refused,
                                            {"influence_high"},
                                            "says that the actor never counts",
                                            "leave the row out, or write how much it counts"},
                                           {"position-twice",
                                            unique,
                                            refused,
                                            {"actor", "issue", "from", "known_from"},
                                            "is stated twice for one day",
                                            "keep one row for each actor, issue and day"}};

constexpr ColumnDomain kSessions[] = {{"date", day()}, {"state", word<TalksState>()}, {"cause", text()}};
constexpr RowConstraint kSessionRows[] = {
    {"session-known",
     days_in_order,
     refused,
     {"date", "known_from"},
     "comes before the day of the state",
     "a state of the talks is known at the earliest on its day"},
    {"session-twice",
     unique,
     refused,
     {"date"},
     "has two states on one day",
     "keep the last state of the day"},
    {"session-order", rising, doubtful, {"date"}, "comes after a later day", "write the history in order"}};

constexpr ColumnDomain kInstruments[] = {{"id", name()},
                                         {"name", text()},
                                         {"kind", word<InstrumentKind>()},
                                         {"in_force", yes_no()},
                                         {"notice_days", whole(0, 3653, 0, 1096)},
                                         {"may_invoke", several("actors.csv")},
                                         {"from", day()},
                                         {"to", day()}};
constexpr RowConstraint kInstrumentRows[] = {kPeriod};

constexpr ColumnDomain kCommitments[] = {{"id", name()},
                                         {"what", text()},
                                         {"owes", of("actors.csv")},
                                         {"owed_to", of("actors.csv")},
                                         {"due", day()},
                                         {"status", word<CommitmentStatus>()},
                                         {"from", day()}};
constexpr RowConstraint kCommitmentRows[] = {
    {"commitment-self", different, refused, {"owes", "owed_to"}, "owes it to itself", "name two actors"},
    {"commitment-due",
     days_in_order,
     refused,
     {"from", "due"},
     "is due before it was made",
     "correct one of the days"},
    {"commitment-known",
     days_in_order,
     refused,
     {"from", "known_from"},
     "comes before the promise was made",
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
                                       {"ended_on_calendar", yes_no()},
                                       {"leaver", text()},
                                       {"wider_record", yes_no()}};
constexpr std::string_view kSteps = "transition_step;transition_end",
                           kWhole = "transition_step;transition_end;talks";
constexpr RowConstraint kReferenceRows[] = {{"case-planned",
                                             days_in_order,
                                             refused,
                                             {"started", "planned"},
                                             "lies before the start",
                                             "correct one of the days"},
                                            {"case-actual",
                                             days_in_order,
                                             refused,
                                             {"started", "actual"},
                                             "lies before the start",
                                             "correct one of the days"},
                                            {"case-known",
                                             days_in_order,
                                             refused,
                                             {"actual", "known_from"},
                                             "comes before the milestone was reached",
                                             "it is known at the earliest on its day"},
                                            {"case-done",
                                             needs,
                                             refused,
                                             {"outcome", "actual"},
                                             "is missing though the milestone was reached",
                                             "write the day it was reached, or the outcome open",
                                             "done;agreed;collapsed;expelled"},
                                            {"case-open",
                                             excludes,
                                             refused,
                                             {"outcome", "actual"},
                                             "is given though the case is open",
                                             "write the outcome, or leave the day out",
                                             "open"},
                                            {"case-outcome-step",
                                             one_of,
                                             refused,
                                             {"kind", "outcome"},
                                             "is not an outcome of a step",
                                             "write done, open or reversed",
                                             kSteps,
                                             "done;open;reversed;abandoned"},
                                            {"case-outcome-talks",
                                             one_of,
                                             refused,
                                             {"kind", "outcome"},
                                             "is not an outcome of talks",
                                             "write agreed, collapsed, expelled or open",
                                             "talks",
                                             "agreed;collapsed;expelled;open"},
                                            {"case-started",
                                             needs,
                                             refused,
                                             {"kind", "started"},
                                             "is missing",
                                             "write the day it was planned on, or the talks opened",
                                             kWhole},
                                            {"case-plan",
                                             needs,
                                             refused,
                                             {"kind", "planned"},
                                             "is missing",
                                             "a step is compared with its planned day",
                                             kSteps},
                                            {"case-twice",
                                             unique,
                                             refused,
                                             {"case", "milestone", "kind", "known_from"},
                                             "is there twice",
                                             "keep one row for each milestone of a case"}};

constexpr ColumnDomain kAssumptions[] = {{"key", text()},
                                         {"low", number(-1e9, 1e9)},
                                         {"mode", number(-1e9, 1e9)},
                                         {"high", number(-1e9, 1e9)},
                                         {"shape", word<RangeShape>()},
                                         {"unit", text()},
                                         {"reason", text()}};
constexpr RowConstraint kAssumptionRows[] = {{"assumption-order",
                                              in_order,
                                              refused,
                                              {"low", "mode", "high"},
                                              "is not in order with low, mode and high",
                                              "order the three"}};

constexpr ColumnDomain kCorrelations[] = {
    {"first", text()}, {"second", text()}, {"rank_correlation", number(-0.999, 0.999)}, {"reason", text()}};

constexpr TableConstraints kTables[] = {{"correlations.csv", kCorrelations},
                                        {"functions.csv", kFunctions, kFunctionRows},
                                        {"units.csv", kUnits},
                                        {"assessors.csv", kAssessors},
                                        {"ratings.csv", kRatings, kRatingRows},
                                        {"tasks.csv", kTasks, kTaskRows},
                                        {"task_demands.csv", kDemands, kDemandRows},
                                        {"movement.csv", kMovement, kMovementRows},
                                        {"route_closures.csv", kClosures, kClosureRows},
                                        {"lift.csv", kLift, kLiftRows},
                                        {"clearances.csv", kClearances, kClearanceRows},
                                        {"verdict_rules.csv", kVerdicts},
                                        {"issues.csv", kIssues, kIssueRows},
                                        {"positions.csv", kPositions, kPositionRows},
                                        {"sessions.csv", kSessions, kSessionRows},
                                        {"instruments.csv", kInstruments, kInstrumentRows},
                                        {"commitments.csv", kCommitments, kCommitmentRows},
                                        {"reference_class.csv", kReference, kReferenceRows},
                                        {"assumptions.csv", kAssumptions, kAssumptionRows}};

}  // namespace handover::assessment_domains

namespace handover {

std::span<const TableConstraints> assessment_constraints() {
  return assessment_domains::kTables;
}

}  // namespace handover
