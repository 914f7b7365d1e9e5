#include "mission/schema.h"

#include <stdexcept>
#include <string>

namespace handover {
namespace {

constexpr ColumnSpec kSource = {"source", true, "id of the source in sources.csv that says so"};
constexpr ColumnSpec kKnownFrom = {"known_from", false,
                                   "day since when it could be known; the --as-of date filters on it"};
constexpr ColumnSpec kNote = {"note", false, "anything a reader should know"};
constexpr ColumnSpec kFrom = {"from", true, "first day, YYYY-MM-DD"};
constexpr ColumnSpec kTo = {"to", false, "last day, inclusive; empty: the same day, or still holds"};
constexpr ColumnSpec kFromZone = {"from", true, "zone at one end"};
constexpr ColumnSpec kToZone = {"to", true, "zone at the other end"};
constexpr ColumnSpec kJudgement = {"judgement", false, "yes when the author judged rather than read it"};

constexpr ColumnSpec kDocument = {"document", false, "SHA-256 of the text of the document it was read in"};
constexpr ColumnSpec kBegin = {"begin", false, "first character of the passage, counted from 0"};
constexpr ColumnSpec kEnd = {"end", false, "first character behind the passage"};
constexpr ColumnSpec kQuote = {"quote", false, "the passage itself, short"};
constexpr ColumnSpec kAliases = {"aliases", false, "further names in texts, separated by ';'"};

constexpr ColumnSpec kSources[] = {
    {"id", true, "short name used by every other table"},
    {"title", true, "title of the document"},
    {"publisher", true, "who published it"},
    {"published", true, "day of publication"},
    {"url", false, "where it can be read"},
    {"reliability", true, "NATO grade of the source, A (completely reliable) to F (cannot be judged)"},
    {"credibility", true, "NATO grade of the information, 1 (confirmed) to 6 (cannot be judged)"},
    kNote};
constexpr ColumnSpec kFacts[] = {{"id", true, "short name"},
                                 {"subject", true, "the object or event the statement is about"},
                                 {"relation", true, "what is stated of it: date, count, status, aim ..."},
                                 {"value", true, "the value as stated"},
                                 {"low", false, "lowest number meant"},
                                 {"high", false, "highest number meant"},
                                 {"unit", false, "unit of the number"},
                                 {"from", false, "first day of the period meant"},
                                 {"to", false, "last day of the period meant"},
                                 {"area", false, "area meant"},
                                 {"said_by", false, "who says so, when it is not the source itself"},
                                 kSource,
                                 kKnownFrom,
                                 kNote,
                                 kDocument,
                                 kBegin,
                                 kEnd,
                                 kQuote};
constexpr ColumnSpec kActors[] = {{"id", true, "short name"},
                                  {"name", true, "name in full"},
                                  {"roles", true,
                                   "coalition; host; partner; threat; constituency; patron; third_party; "
                                   "contractor (its people are no troops); "
                                   "successor (a power that moves in): one or several"},
                                  {"answers_to", false, "actor it answers to: patron or superior"},
                                  {"party", false, "party it belongs to at the table"},
                                  kSource,
                                  kKnownFrom,
                                  kNote,
                                  kAliases};
constexpr ColumnSpec kZones[] = {{"id", true, "short name"},
                                 {"name", true, "name in full"},
                                 {"map_code", false, "ISO 3166-2 code of its boundary"},
                                 {"region", true, "region with a date of its own for the last presence"},
                                 {"latitude", true, "degrees north"},
                                 {"longitude", true, "degrees east"},
                                 {"population", false, "persons"},
                                 {"area_square_km", false, "square kilometres"},
                                 {"terrain", true, "urban, river_plain, desert or mountain"},
                                 {"neighbours", false, "adjacent zones, both ways"},
                                 kSource,
                                 kKnownFrom,
                                 kAliases,
                                 kNote};
constexpr ColumnSpec kIncidents[] = {{"date", true, "day"},
                                     {"stream", true, "stream of mission.toml"},
                                     {"zone", true, "zone"},
                                     {"count", true, "incidents on that day"},
                                     {"killed_coalition", false, "coalition personnel killed"},
                                     {"killed_host_forces", false, "host forces killed"},
                                     {"killed_civilians", false, "civilians killed"},
                                     {"killed_attackers", false, "attackers killed"},
                                     kSource,
                                     kKnownFrom};
constexpr ColumnSpec kIntervals[] = {
    {"series", true, "name of the series; only counts of one series may be differenced"},
    {"stream", true, "stream"},
    {"area", true, "zones, or 'all'; add 'outside' when part lies off the map"},
    kFrom,
    kTo,
    {"low", false, "lowest number meant; default best"},
    {"best", true, "number stated"},
    {"high", false, "highest number meant; default best"},
    {"cumulative", false, "yes when it counts everything since `from`"},
    kSource,
    kKnownFrom,
    kNote};
constexpr ColumnSpec kCasualties[] = {{"stream", true, "stream"},
                                      {"victim", true, "coalition, host_forces, civilians or attackers"},
                                      kFrom,
                                      kTo,
                                      {"incidents", true, "incidents the record covers"},
                                      {"killed", true, "killed in them"},
                                      {"wounded", false, "wounded in them"},
                                      kSource,
                                      kKnownFrom,
                                      kNote};
constexpr ColumnSpec kCovariates[] = {
    {"name", true, "what: war_abroad, or any influence on attacks (a price, a ration)"},
    kFrom,
    kTo,
    {"value", true, "its value over the period"},
    kSource,
    kKnownFrom,
    kNote};
constexpr ColumnSpec kCalendar[] = {
    {"date", true, "day"},
    {"name", true, "what falls on it"},
    {"kind", true,
     "election, anniversary, mandate_end, meeting (of the talks), deadline (the host's) or other"},
    kSource,
    kKnownFrom,
    kNote};
constexpr ColumnSpec kTroops[] = {{"actor", true, "whose troops"},
                                  {"region", true, "where"},
                                  kFrom,
                                  kTo,
                                  {"low", false, "lowest number meant"},
                                  {"best", true, "number stated"},
                                  {"high", false, "highest number meant"},
                                  kSource,
                                  kKnownFrom,
                                  kNote};
constexpr ColumnSpec kSites[] = {{"id", true, "short name"},
                                 {"name", true, "name as publicly used"},
                                 {"zone", true, "zone it lies in"},
                                 {"region", true, "region whose presence it belongs to"},
                                 {"role", false, "what it is used for, as publicly stated"},
                                 {"open", false, "no when already closed"},
                                 {"persons_low", true, "fewest stationed"},
                                 {"persons_mode", true, "most likely number stationed"},
                                 {"persons_high", true, "most stationed"},
                                 {"capacity", false, "persons it can hold"},
                                 {"sustains", false, "regions that cannot be kept once it closes"},
                                 kJudgement,
                                 kSource,
                                 kKnownFrom,
                                 kNote};
constexpr ColumnSpec kFunctions[] = {
    {"id", true, "short name"},
    {"name", true, "name in full"},
    {"contractors", false,
     "yes when people under contract keep it going (upkeep of aircraft, supply): it falls as they leave"},
    kNote};
constexpr ColumnSpec kUnits[] = {{"id", true, "short name"},
                                 {"name", true, "name in full"},
                                 {"actor", true, "force it belongs to"},
                                 {"formed", false, "day it came into being"},
                                 kSource,
                                 kKnownFrom,
                                 kNote};
constexpr ColumnSpec kAssessors[] = {{"id", true, "short name"},
                                     {"name", true, "name in full"},
                                     {"kind", true, "builder (trains what it rates), independent or self"},
                                     kNote};
constexpr ColumnSpec kRatings[] = {{"unit", true, "unit rated"},
                                   {"function", true, "function rated"},
                                   {"date", true, "day of the assessment"},
                                   {"level", true, "level on the mission's scale"},
                                   {"assessor", true, "who rated"},
                                   {"coverage", false, "share of the unit the assessor could see, 0..1"},
                                   kJudgement,
                                   kSource,
                                   kKnownFrom,
                                   kNote};
constexpr ColumnSpec kTasks[] = {
    {"id", true, "short name"},
    {"name", true, "name in full"},
    {"partner_function", false, "function a host unit needs to take it over"},
    {"persons_per_demand", true, "persons for one unit of demand: the troop-to-task ratio"},
    {"response_minutes", false, "longest acceptable response; empty when place does not matter"},
    {"force_protection", false, "yes when needed wherever anybody is left"},
    {"mandatory", false, "yes when it may not be dropped"},
    {"providers", true, "who may do it, in order of preference"},
    {"mentors", false, "functions it advises: their growth rests on it"},
    {"enabler", false,
     "yes when those who stay rely on it: the last to be handed over (default: yes when mandatory, when it "
     "protects the force, or when a response time is stated)"},
    {"without_it", false,
     "what it costs when nobody able does it: nothing, wounded_die, attacks_go_free, tasks_stop or "
     "less_protected"},
    kSource,
    kKnownFrom,
    kNote};
constexpr ColumnSpec kDemands[] = {{"task", true, "task"},
                                   {"zone", true, "zone"},
                                   {"demand", true, "demand at today's threat, in the task's unit"},
                                   {"per_incident", false, "more of it for each further incident a month"},
                                   kSource,
                                   kKnownFrom,
                                   kNote};
constexpr ColumnSpec kMonths = {
    "months", false, "months of the year it holds in, as numbers 1..12 separated by ';'; empty: all"};
constexpr ColumnSpec kMode = {"mode", true, "road or rotary_wing"};
constexpr ColumnSpec kMovement[] = {
    kMode,
    {"terrain", true, "urban, river_plain, desert or mountain"},
    kMonths,
    {"kilometres_per_hour", true, "speed; 0 when nothing moves"},
    {"detour", false, "distance by this mode over the great circle, 1 or more"},
    {"ready_minutes", false, "from the call to the start"},
    kJudgement,
    kSource,
    kKnownFrom,
    kNote};
constexpr ColumnSpec kClosures[] = {
    kFromZone,
    kToZone,
    kMode,
    kMonths,
    {"permission", false, "yes when the host does not permit it; no: terrain, weather or damage"},
    kSource,
    kKnownFrom,
    kNote};
constexpr ColumnSpec kLift[] = {kMode,      {"persons_per_month", true, "how many can be moved in a month"},
                                kFrom,      kTo,
                                kJudgement, kSource,
                                kKnownFrom, kNote};
constexpr ColumnSpec kClearances[] = {
    {"what", true, "overflight, landing or equipment (its export)"},
    {"region", false, "region that troops cannot leave without it; empty: all"},
    {"status", true, "granted, asked or refused"},
    {"from", true, "day since when it stands so"},
    kTo,
    kSource,
    kKnownFrom,
    kNote};
constexpr ColumnSpec kVerdicts[] = {
    {"id", true, "short name"},
    {"words", true, "the body's own word: met, satisfactory progress"},
    {"body", true, "whose rule it is"},
    {"kind", true, "level (at least at `level`) or progress (rose since `since`)"},
    {"level", false, "level on the mission's scale"},
    {"since", false, "progress: against this day"},
    {"chance", false, "called done when the chance reaches this, 0..1; default 0.5"},
    kSource,
    kKnownFrom,
    kNote};
constexpr ColumnSpec kIssues[] = {{"id", true, "short name"},
                                  {"name", true, "name in full"},
                                  {"low", true, "lower end of its scale"},
                                  {"high", true, "upper end of its scale"},
                                  {"low_means", false, "what the lower end means"},
                                  {"high_means", false, "what the upper end means"},
                                  {"reference_point", false, "what holds without an agreement"},
                                  {"linked_to", false, "issue it is settled together with"},
                                  kSource,
                                  kKnownFrom,
                                  kAliases,
                                  kNote};
constexpr ColumnSpec kPositions[] = {{"actor", true, "actor"},
                                     {"issue", true, "issue"},
                                     {"position_low", true, "lowest position the evidence allows"},
                                     {"position_mode", true, "most likely position"},
                                     {"position_high", true, "highest position the evidence allows"},
                                     {"salience_low", true, "0..100"},
                                     {"salience_mode", true, "0..100"},
                                     {"salience_high", true, "0..100"},
                                     {"influence_low", true, "0..100"},
                                     {"influence_mode", true, "0..100"},
                                     {"influence_high", true, "0..100"},
                                     {"veto", false, "yes when nothing is agreed against it"},
                                     kJudgement,
                                     {"from", false, "day the position was stated"},
                                     kSource,
                                     kKnownFrom,
                                     kNote,
                                     kDocument,
                                     kBegin,
                                     kEnd,
                                     kQuote};
constexpr ColumnSpec kSessions[] = {
    {"date", true, "day from which the talks are in this state"},
    {"state", true, "announced, in_session, suspended, agreed, collapsed or expelled"},
    {"cause", false, "what brought it about"},
    kSource,
    kKnownFrom,
    kNote};
constexpr ColumnSpec kInstruments[] = {
    {"id", true, "short name"},
    {"name", true, "name in full"},
    {"kind", true, "invitation, agreement, request, self_defence_claim or mandate"},
    {"in_force", false, "no when lapsed or never made"},
    {"notice_days", false, "days of notice to end it"},
    {"may_invoke", false, "actors who may end or invoke it"},
    {"from", true, "first day"},
    kTo,
    kSource,
    kKnownFrom,
    kNote};
constexpr ColumnSpec kCommitments[] = {{"id", true, "short name"},
                                       {"what", true, "what was promised"},
                                       {"owes", true, "actor who owes it"},
                                       {"owed_to", true, "actor it is owed to"},
                                       {"due", false, "day it is due"},
                                       {"status", true, "open, met, missed or disputed"},
                                       {"from", true, "day it was made"},
                                       kSource,
                                       kKnownFrom,
                                       kNote};
constexpr ColumnSpec kReference[] = {
    {"case", true, "name of the past transition or talks"},
    {"milestone", true, "step within it"},
    {"kind", true, "transition_step, transition_end, talks or base_rate"},
    {"started", false, "day it was planned on, or the talks opened"},
    {"planned", false, "planned day"},
    {"actual", false, "actual day; empty when it never came"},
    {"outcome", true, "done, open, reversed, abandoned; talks: agreed, collapsed, expelled, open"},
    {"suspensions", false, "talks: how often suspended"},
    {"days_suspended", false, "talks: days suspended in all"},
    {"conditions_based", false, "yes when announced as conditions-based"},
    {"ended_on_calendar", false, "yes when it followed the calendar all the same"},
    {"leaver", false, "who left: code of the state, or UN, NATO, EU, AU"},
    {"wider_record", false, "yes for a case of a wider collection than the mission's own choice"},
    kSource,
    kKnownFrom,
    kNote};
constexpr ColumnSpec kAssumptions[] = {{"key", true, "assumption that a mechanism of the simulation reads"},
                                       {"low", true, "lowest value its author would defend"},
                                       {"mode", true, "most likely value"},
                                       {"high", true, "highest value its author would defend"},
                                       {"shape", false, "uniform, triangular or pert (default)"},
                                       {"unit", false, "unit"},
                                       kJudgement,
                                       {"reason", true, "why this range"},
                                       kSource,
                                       kKnownFrom,
                                       kNote};
constexpr ColumnSpec kCorrelations[] = {{"first", true, "key of one assumption"},
                                        {"second", true, "key of another"},
                                        {"rank_correlation", true, "Spearman's, between -1 and 1"},
                                        {"reason", true, "why they go together"},
                                        kSource,
                                        kKnownFrom};

constexpr TableSpec kTables[] = {
    {"sources.csv", true, Dating::always, "Where every statement comes from, with its NATO grade", kSources},
    {"actors.csv", true, Dating::always, "Who takes part; one actor may hold several roles", kActors},
    {"zones.csv", true, Dating::always, "The map: areas small enough to count incidents in", kZones},
    {"facts.csv", false, Dating::by_source,
     "What sources state, one statement a row; contradictions are found by the program", kFacts},
    {"incidents.csv", false, Dating::by_source, "Daily tallies, only from sources that give days",
     kIncidents},
    {"interval_counts.csv", false, Dating::by_source, "Counts known only as totals over a period and an area",
     kIntervals},
    {"casualties.csv", false, Dating::by_source, "How many of a stream's incidents killed or wounded whom",
     kCasualties},
    {"covariates.csv", false, Dating::by_source, "Dated influences from outside the map", kCovariates},
    {"calendar.csv", false, Dating::by_source, "Elections, anniversaries, ends of mandates", kCalendar},
    {"troops.csv", false, Dating::by_source, "Foreign troops by region: neither the mission nor the presence",
     kTroops},
    {"sites.csv", true, Dating::always, "Sites as publicly named, and the theatre each sustains", kSites},
    {"functions.csv", false, Dating::always, "Functions of the partner forces", kFunctions},
    {"units.csv", false, Dating::always, "Partner units", kUnits},
    {"assessors.csv", false, Dating::always, "Who rates", kAssessors},
    {"ratings.csv", false, Dating::by_source, "Dated ratings of unit and function; never averaged", kRatings},
    {"tasks.csv", false, Dating::always, "What the presence does", kTasks},
    {"task_demands.csv", false, Dating::always, "How much of each task each zone asks for", kDemands},
    {"movement.csv", false, Dating::always, "How fast people and aircraft get about", kMovement},
    {"route_closures.csv", false, Dating::by_source, "Connections that cannot be used", kClosures},
    {"lift.csv", false, Dating::always, "How many persons can be moved in a month", kLift},
    {"clearances.csv", false, Dating::by_source,
     "Clearances of flights and equipment that troops cannot leave without", kClearances},
    {"verdict_rules.csv", false, Dating::by_source, "When a body calls a function done", kVerdicts},
    {"issues.csv", false, Dating::stated, "What is negotiated, each on a scale of its own", kIssues},
    {"positions.csv", false, Dating::by_source, "Where actors stand on each issue, as ranges", kPositions},
    {"sessions.csv", false, Dating::by_source, "History of the talks", kSessions},
    {"instruments.csv", false, Dating::by_source, "The legal frame", kInstruments},
    {"commitments.csv", false, Dating::by_source, "Who owes what by when", kCommitments},
    {"reference_class.csv", false, Dating::by_source, "Past transitions and talks: planned against actual",
     kReference},
    {"assumptions.csv", false, Dating::stated, "What no table settles, each with range and reason",
     kAssumptions},
    {"correlations.csv", false, Dating::stated, "Assumptions that go together, by rank correlation",
     kCorrelations},
};

}  // namespace

std::span<const TableSpec> table_specs() {
  return kTables;
}

const TableSpec& table_spec(std::string_view file) {
  for (const TableSpec& spec : kTables) {
    if (spec.file == file) return spec;
  }
  throw std::logic_error("no such mission table: " + std::string(file));
}

}  // namespace handover
