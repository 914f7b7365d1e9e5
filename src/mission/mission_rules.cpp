#include "mission/mission_rules.h"

#include "mission/assumption_keys.h"
#include "mission/rule_findings.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace handover {
namespace {

// --- Who sits at the table ---

void somebody_decides(RuleFindings& found) {
  const auto& parties = found.mission().parties;
  if (parties.empty() ||
      std::any_of(parties.begin(), parties.end(), [](const Party& party) { return party.decides; }))
    return;
  found.root().tables("party").front().report(
      ProblemCode::breaks_rule, "decides", "is false for every party, so that nobody could refuse anything",
      "let the parties that sign decide");
}

void both_sides_are_there(RuleFindings& found) {
  const auto& parties = found.mission().parties;
  if (parties.size() < 2) return;
  for (const Side side : {Side::coalition, Side::host}) {
    if (std::any_of(parties.begin(), parties.end(), [&](const Party& party) { return party.side == side; }))
      continue;
    found.root().tables("party").front().report(
        ProblemCode::breaks_rule, "side",
        fmt::format("leaves no party on the side of the {}", side == Side::host ? "host" : "coalition"),
        "a handover has two sides");
  }
}

void host_is_not_the_coalition(RuleFindings& found) {
  const Mission& mission = found.mission();
  auto root = found.root();
  auto header = root.table("mission");
  if (header && mission.host_name == mission.coalition_name)
    header->report(ProblemCode::breaks_rule, "host", "is the coalition's name too", "name both");
}

void as_of_follows_the_sources(RuleFindings& found, int least_days, int most_days) {
  std::optional<Date> newest = found.loading().last_known;
  for (const auto& [id, day] : found.loading().published) newest = std::max(newest.value_or(day), day);
  if (!newest) return;
  const int days = days_between(*newest, found.mission().as_of).value;
  if (days <= least_days || days > most_days) return;
  auto root = found.root();
  const std::string what = fmt::format("is {} days after the newest source, of {}", days, to_string(*newest));
  const std::string hint = "what happened since is not known here; correct the day, or add newer sources";
  if (!found.loading().own_as_of)
    return found.file("as-of date", {}, to_string(found.mission().as_of), what, hint);
  if (auto header = root.table("mission")) header->report(ProblemCode::breaks_rule, "as_of", what, hint);
}
constexpr int kYear = 366, kFiveYears = 5 * kYear;
void as_of_is_far_off(RuleFindings& found) {
  as_of_follows_the_sources(found, kFiveYears, std::numeric_limits<int>::max());
}
void as_of_is_late(RuleFindings& found) {
  as_of_follows_the_sources(found, kYear, kFiveYears);
}

void party_matches_role(RuleFindings& found) {
  const Mission& mission = found.mission();
  for (std::size_t i = 0; i < mission.actors.size(); ++i) {
    const Actor& actor = mission.actors[i];
    if (!actor.party) continue;
    const Side side = mission.parties[actor.party->index].side;
    const bool crossed = (side == Side::host && has_role(actor, Role::coalition)) ||
                         (side == Side::coalition && has_role(actor, Role::host));
    if (crossed)
      found.row("actors.csv", i, "party", mission.parties[actor.party->index].id,
                "is on the other side than the actor's roles", "correct the party or the roles");
  }
}

// --- Streams, patrons, the scale ---

void streams_have_actors(RuleFindings& found) {
  std::size_t index = 0;
  auto root = found.root();
  for (const TomlReader& reader : root.tables("stream")) {
    if (found.mission().streams[index++].actors.empty())
      reader.report(ProblemCode::breaks_rule, "actors", reader.has("actors") ? "names nobody" : "is missing",
                    "name the actors behind the stream");
  }
}

bool has_actor(const RuleFindings& found, const Stream& stream, Role role, std::optional<Role> without = {}) {
  return std::any_of(stream.actors.begin(), stream.actors.end(), [&](ActorId id) {
    const Actor& actor = found.mission().actors[id.index];
    return has_role(actor, role) && !(without && has_role(actor, *without));
  });
}

void coalition_attacks_nobody(RuleFindings& found) {
  std::size_t index = 0;
  auto root = found.root();
  for (const TomlReader& reader : root.tables("stream")) {
    const Stream& stream = found.mission().streams[index++];
    if (stream.kind != StreamKind::coalition_strike && has_actor(found, stream, Role::coalition))
      reader.report(ProblemCode::breaks_rule, "actors", "names the coalition behind attacks of others",
                    "a stream of the coalition's own has the kind coalition_strike");
  }
}

void stream_kind_matches(RuleFindings& found) {
  std::size_t index = 0;
  auto root = found.root();
  for (const TomlReader& reader : root.tables("stream")) {
    const Stream& stream = found.mission().streams[index++];
    if (stream.kind != StreamKind::coalition_strike && has_actor(found, stream, Role::host, Role::threat))
      reader.report(ProblemCode::breaks_rule, "actors", "names the host, which is not a threat by its roles",
                    "give the actor the role threat, or name another");
    if (stream.kind == StreamKind::coalition_strike && !stream.actors.empty() &&
        !has_actor(found, stream, Role::coalition))
      reader.report(ProblemCode::breaks_rule, "actors", "names nobody of the coalition behind its strikes",
                    "name who strikes");
  }
}

void patron_is_a_third(RuleFindings& found) {
  std::size_t index = 0;
  auto root = found.root();
  for (const TomlReader& reader : root.tables("patron")) {
    const Actor& actor = found.mission().actors[found.mission().patrons[index++].actor.index];
    if (has_role(actor, Role::coalition))
      reader.report(ProblemCode::breaks_rule, "actor", "is the coalition",
                    "name who stands behind the streams");
  }
}

void scale_is_short(RuleFindings& found) {
  constexpr std::size_t kMostLevels = 12;
  auto root = found.root();
  auto scale = root.table("rating_scale");
  if (scale && found.mission().rating_scale.levels.size() > kMostLevels)
    scale->report(ProblemCode::breaks_rule, "levels",
                  fmt::format("has {} levels", found.mission().rating_scale.levels.size()),
                  fmt::format("keep to {}: nobody tells more apart", kMostLevels));
}

// --- The record ---

// Whether the source of a stream's daily record says anything of the days after it came out.
bool speaks_after(const RuleFindings& found, std::size_t stream, const std::string& source, Date published) {
  const Mission& mission = found.mission();
  const auto& days = mission.daily_counts;
  return std::any_of(days.begin(), days.end(), [&](const DailyCount& day) {
    return day.stream.index == stream && mission.sources[day.known.source.index].id == source &&
           day.known.from > published;
  });
}

void silence_has_a_source(RuleFindings& found) {
  // Seen from an earlier day than the author's, the rows that show that a source goes on may be still to
  // come.
  if (found.mission().as_of < found.mission().written_as_of) return;
  std::size_t index = 0;
  auto root = found.root();
  for (TomlReader& reader : root.tables("stream")) {
    const std::size_t stream = index++;
    const auto to = reader.optional_date("daily_to");
    const std::string source = reader.optional_text("daily_source");
    const auto published = found.loading().published.find(source);
    if (!to || published == found.loading().published.end()) continue;
    const Date out = published->second;
    // What a day without a row means is said by a source that was out on it, or that goes on.
    if (*to > out && out <= found.mission().as_of && !speaks_after(found, stream, source, out))
      reader.report(ProblemCode::breaks_rule, "daily_to",
                    fmt::format("is later than its source, which came out on {} and has no row after it",
                                to_string(out)),
                    "silence after a source came out is not known to be quiet: end the period there");
    constexpr int kTenYears = 3653;
    if (days_between(found.mission().written_as_of, *to).value > kTenYears)
      reader.report(ProblemCode::breaks_rule, "daily_to", "is more than ten years after the as-of date",
                    "end the period where the record ends");
  }
}

void long_silence(RuleFindings& found) {
  constexpr int kLongSilence = 2 * kYear;
  const Mission& mission = found.mission();
  auto root = found.root();
  std::size_t index = 0;
  for (const TomlReader& reader : root.tables("stream")) {
    const std::size_t stream = index++;
    const Known& coverage = mission.daily_coverage[stream];
    std::optional<Date> last;
    for (const DailyCount& day : mission.daily_counts) {
      if (day.stream.index == stream) last = std::max(last.value_or(day.known.from), day.known.from);
    }
    if (!last || coverage.to < coverage.from || days_between(*last, coverage.to).value <= kLongSilence)
      continue;
    reader.report(
        ProblemCode::breaks_rule, "daily_to",
        fmt::format("calls the {} days since the last row quiet", days_between(*last, coverage.to).value),
        "see whether the record goes on that long");
  }
}

void covariate_is_meant(RuleFindings& found) {
  const std::vector<std::string> known = {"war_abroad"};
  const auto& rows = found.mission().covariates;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].name == known.front()) continue;
    if (closest(rows[i].name, known))
      found.row("covariates.csv", i, "name", rows[i].name,
                "is close to war_abroad and is taken for another influence",
                "correct the name, or give it one of its own");
  }
}

void speakers_are_known(RuleFindings& found) {
  const auto& facts = found.mission().facts;
  std::set<std::string> told;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const std::string& who = facts[i].said_by;
    if (who.empty() || found.loading().actors.find(who) || found.loading().parties.find(who) ||
        found.loading().sources.find(who) || !told.insert(who).second)
      continue;
    found.row("facts.csv", i, "said_by", who, "is not an actor, party or source of the mission",
              "correct the name, or add the actor");
  }
}

void areas_are_known(RuleFindings& found) {
  const auto& facts = found.mission().facts;
  const Loading& loading = found.loading();
  // A place outside of the map is named more than once, or not at all.
  std::map<std::string, int> times;
  const auto parts = [](const std::string& text, const auto& take) {
    for (std::size_t start = 0; start <= text.size() && !text.empty();) {
      const std::size_t end = std::min(text.find(';', start), text.size());
      take(trimmed(std::string_view(text).substr(start, end - start)));
      start = end + 1;
    }
  };
  for (const Fact& fact : facts) parts(fact.area, [&](const std::string& part) { ++times[part]; });
  for (std::size_t i = 0; i < facts.size(); ++i) {
    parts(facts[i].area, [&](const std::string& part) {
      if (part.empty() || part == "all" || part == "outside" || times[part] > 1 || loading.zones.find(part) ||
          loading.regions.find(part) || loading.actors.find(part) || loading.parties.find(part))
        return;
      found.row("facts.csv", i, "area", part, "is named once and is not a zone or region of the mission",
                "correct the name; areas of one name are compared with one another");
    });
  }
}

// Attacks are fitted and simulated one by one: a total may not claim more than any record has.
void totals_are_possible(RuleFindings& found) {
  const auto& rows = found.mission().interval_counts;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double days = 1.0 + days_between(rows[i].known.from, rows[i].known.to).value;
    if (rows[i].high > kMostAttacksADay * days)
      found.row("interval_counts.csv", i, "best", fmt::format("{:.0f}", rows[i].high),
                fmt::format("is {:.0f} a day", rows[i].high / days),
                fmt::format("no record has more than {} a day; correct the number or the period",
                            kMostAttacksADay));
  }
}

// --- Places and troops ---

void sites_lie_in_their_region(RuleFindings& found) {
  const Mission& mission = found.mission();
  for (std::size_t i = 0; i < mission.sites.size(); ++i) {
    const Site& site = mission.sites[i];
    const RegionId region = mission.zones[site.zone.index].region;
    if (site.region != region)
      found.row("sites.csv", i, "region", mission.regions[site.region.index].id,
                fmt::format("is not the region of its zone {}, which is {}",
                            mission.zones[site.zone.index].id, mission.regions[region.index].id),
                "correct the zone or the region");
    if (site.capacity > 0 && site.capacity < site.persons.low)
      found.row("sites.csv", i, "capacity", std::to_string(site.capacity),
                fmt::format("is below the {:.0f} persons stationed there at least", site.persons.low),
                "correct one of them; leave the capacity empty when it is not known");
  }
}

void sites_hold_their_persons(RuleFindings& found) {
  const auto& sites = found.mission().sites;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    if (sites[i].capacity > 0 && sites[i].capacity >= sites[i].persons.low &&
        sites[i].capacity < sites[i].persons.high)
      found.row("sites.csv", i, "capacity", std::to_string(sites[i].capacity),
                fmt::format("is below the {:.0f} persons stationed there at most", sites[i].persons.high),
                "see which is meant");
  }
}

// Persons that the open sites of a region may hold, and the troops that stand there today.
void compare_troops_with_sites(RuleFindings& found, double least_times, double most_times) {
  const Mission& mission = found.mission();
  const Posture today = posture_today(mission);
  for (std::size_t region = 0; region < mission.regions.size(); ++region) {
    double persons = 0.0;
    for (const Site& site : mission.sites) {
      if (site.open && site.region.index == region)
        persons += std::max<double>(site.persons.high, site.capacity);
    }
    const int troops = today.troops[region].value;
    if (persons <= 0.0 || troops <= least_times * persons || troops > most_times * persons) continue;
    std::size_t row = 0;
    while (row + 1 < mission.troops.size() && mission.troops[row].region.index != region) ++row;
    found.row("troops.csv", row, "best", std::to_string(troops),
              fmt::format("are in {} today, whose open sites hold {:.0f} at most",
                          mission.regions[region].name, persons),
              "correct the troops or the sites");
  }
}
constexpr double kSomewhatMore = 1.5, kFarMore = 20.0;
void troops_fit_the_sites(RuleFindings& found) {
  compare_troops_with_sites(found, kFarMore, std::numeric_limits<double>::infinity());
}
void troops_exceed_the_sites(RuleFindings& found) {
  compare_troops_with_sites(found, kSomewhatMore, kFarMore);
}

void troops_are_counted(RuleFindings& found) {
  const Mission& mission = found.mission();
  if (mission.sites.empty() || total_troops(posture_today(mission)) > 0) return;
  const bool open = std::any_of(mission.sites.begin(), mission.sites.end(),
                                [](const Site& site) { return site.open && site.persons.mode > 0; });
  if (!open) return;
  found.file("troops.csv", {}, {},
             "counts no troops of the coalition today, though sites are open and manned",
             "add the troops; without them every figure that rests on their number is about nobody");
}

double kilometres_between(double latitude, double longitude, double other_latitude, double other_longitude) {
  constexpr double kRadians = 3.14159265358979323846 / 180.0, kEarth = 6371.0;
  const double dy = maths::sin((other_latitude - latitude) * kRadians / 2),
               dx = maths::sin((other_longitude - longitude) * kRadians / 2);
  const double a =
      dy * dy + maths::cos(latitude * kRadians) * maths::cos(other_latitude * kRadians) * dx * dx;
  return 2 * kEarth * maths::asin(std::min(1.0, std::sqrt(a)));
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + std::ssize(values) / 2, values.end());
  return values[values.size() / 2];
}

void zones_are_one_map(RuleFindings& found) {
  const auto& zones = found.mission().zones;
  if (zones.size() < 3) return;
  std::vector<double> latitudes, longitudes;
  for (const Zone& zone : zones) latitudes.push_back(zone.latitude), longitudes.push_back(zone.longitude);
  const double latitude = median(latitudes), longitude = median(longitudes);
  constexpr double kFar = 800.0, kMuchNearer = 3.0;
  for (std::size_t i = 0; i < zones.size(); ++i) {
    const double as_written = kilometres_between(latitude, longitude, zones[i].latitude, zones[i].longitude);
    const double swapped =
        std::abs(zones[i].longitude) > 90
            ? as_written
            : kilometres_between(latitude, longitude, zones[i].longitude, zones[i].latitude);
    if (as_written > kFar && kMuchNearer * swapped < as_written)
      found.row(
          "zones.csv", i, "latitude", fmt::format("{}", zones[i].latitude),
          fmt::format(
              "lies {:.0f} km from the other zones; with latitude and longitude swapped it lies among them",
              as_written),
          "swap the two");
  }
}

void zones_are_near(RuleFindings& found) {
  const auto& zones = found.mission().zones;
  constexpr double kFarNeighbours = 1500.0;
  for (std::size_t i = 0; i < zones.size(); ++i) {
    for (const ZoneId other : zones[i].neighbours) {
      const Zone& neighbour = zones[other.index];
      const double apart =
          kilometres_between(zones[i].latitude, zones[i].longitude, neighbour.latitude, neighbour.longitude);
      if (other.index > i && apart > kFarNeighbours)
        found.row("zones.csv", i, "neighbours", neighbour.id, fmt::format("lies {:.0f} km away", apart),
                  "see whether the two are adjacent and their middles right");
    }
  }
}

void zones_are_no_neighbours_of_themselves(RuleFindings& found) {
  const auto& zones = found.mission().zones;
  for (std::size_t i = 0; i < zones.size(); ++i) {
    for (const ZoneId other : zones[i].neighbours) {
      if (other.index == i)
        found.row("zones.csv", i, "neighbours", zones[i].id, "is its own neighbour", "leave it out");
    }
  }
}

void something_moves(RuleFindings& found) {
  const auto& rows = found.mission().movement;
  const bool none = std::none_of(rows.begin(), rows.end(),
                                 [](const MovementSpeed& row) { return row.kilometres_per_hour > 0; });
  if (!rows.empty() && none)
    found.row("movement.csv", 0, "kilometres_per_hour", "0", "is the speed of every row: nothing ever moves",
              "write the speeds, or leave the table out");
}

// --- The talks ---

void units_of_assumptions(RuleFindings& found) {
  const auto& rows = found.mission().assumptions;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto effect = effect_named(rows[i].key);
    if (!effect || rows[i].unit.empty() || rows[i].unit == key_of(*effect).unit) continue;
    found.row("assumptions.csv", i, "unit", rows[i].unit, "is not the unit of this assumption",
              fmt::format("its range is read in '{}'", key_of(*effect).unit));
  }
}

void threats_take_no_position(RuleFindings& found) {
  // An overlay's positions have taken the place of rows: their lines are no longer those of the table.
  if (!found.mission().private_views.empty()) return;
  const auto& rows = found.mission().positions;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Actor& actor = found.mission().actors[rows[i].actor.index];
    if (actor.roles == std::vector{Role::threat})
      found.row("positions.csv", i, "actor", actor.id, "is a threat and nothing else, yet sits at the table",
                "leave the row out, or give the actor the role by which it counts");
  }
}

void somebody_can_be_outvoted(RuleFindings& found) {
  const Mission& mission = found.mission();
  for (std::size_t issue = 0; issue < mission.issues.size(); ++issue) {
    std::set<std::size_t> actors, vetoes;
    for (const Position& position : mission.positions) {
      if (position.issue.index != issue) continue;
      actors.insert(position.actor.index);
      if (position.veto) vetoes.insert(position.actor.index);
    }
    if (actors.size() >= 4 && vetoes.size() == actors.size())
      found.row("issues.csv", issue, "id", mission.issues[issue].id,
                fmt::format("can be vetoed by all {} actors", actors.size()),
                "see whether each of them can stop an agreement");
  }
}

void promises_are_up_to_date(RuleFindings& found) {
  const auto& rows = found.mission().commitments;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].status == CommitmentStatus::open && rows[i].due && *rows[i].due < found.mission().as_of)
      found.row("commitments.csv", i, "due", to_string(*rows[i].due),
                "has passed, and the promise is still open", "write met, missed or disputed");
  }
}

void instruments_hold(RuleFindings& found) {
  const auto& rows = found.mission().instruments;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].in_force && rows[i].until && *rows[i].until < found.mission().as_of)
      found.row("instruments.csv", i, "in_force", "yes",
                "is said though it ended on " + to_string(*rows[i].until),
                "write no, or correct its last day");
  }
}

// --- Red lines ---

template <class Check>
void each_red_line(RuleFindings& found, const Check& check) {
  auto root = found.root();
  std::size_t party = 0;
  for (TomlReader& reader : root.tables("party")) {
    const PartyRule& rule = found.mission().rules[party++];
    const auto tables = reader.tables("red_line");
    // An overlay's lines have taken the place of the public ones.
    if (tables.size() != rule.lines.size()) continue;
    for (std::size_t i = 0; i < tables.size(); ++i) check(tables[i], rule.lines, i);
  }
}

void red_lines_can_be_judged(RuleFindings& found) {
  const Mission& mission = found.mission();
  const Month last = plus_months(month_of(mission.as_of), mission.horizon_months);
  each_red_line(found, [&](const TomlReader& reader, const std::vector<RedLine>& lines, std::size_t i) {
    const RedLine& line = lines[i];
    if (line.words.find_first_not_of(" \t\r\n") == std::string::npos)
      reader.report(ProblemCode::breaks_rule, "words", "is empty",
                    "write the line as the party would say it");
    if (line.by && first_day(*line.by) <= mission.as_of && found.loading().own_as_of)
      reader.report(ProblemCode::breaks_rule, "by", "is not after the as-of date",
                    "a line is judged on a day to come");
    if (line.by && *line.by > last)
      reader.report(ProblemCode::breaks_rule, "by",
                    fmt::format("is after the horizon, which ends in {}", to_string(last)),
                    "judge the line earlier, or let the mission look further");
    for (std::size_t before = 0; before < i; ++before) {
      const RedLine& other = lines[before];
      const auto key = [](const RedLine& a) { return std::tuple(a.metric, a.by, a.compare, a.threshold); };
      if (key(other) == key(line))
        reader.report(ProblemCode::breaks_rule, "metric",
                      "is judged the same way by another line of the party", "keep one");
    }
  });
}

void red_lines_can_be_kept_or_broken(RuleFindings& found) {
  each_red_line(found, [&](const TomlReader& reader, const std::vector<RedLine>& lines, std::size_t i) {
    const auto [low, high] = bounds_of_metric(static_cast<std::size_t>(lines[i].metric));
    const bool at_most = lines[i].compare == Compare::at_most;
    const double threshold = lines[i].threshold;
    if (at_most ? threshold < low : threshold > high)
      reader.report(ProblemCode::breaks_rule, "threshold", "can never be kept",
                    fmt::format("the measure lies between {:g} and {:g}", low, high));
    else if (at_most ? threshold >= high : threshold <= low)
      reader.report(ProblemCode::breaks_rule, "threshold", "can never be broken",
                    fmt::format("the measure lies between {:g} and {:g}", low, high));
  });
}

void red_lines_are_past(RuleFindings& found) {
  if (found.loading().own_as_of) return;
  each_red_line(found, [&](const TomlReader& reader, const std::vector<RedLine>& lines, std::size_t i) {
    if (lines[i].by && first_day(*lines[i].by) <= found.mission().as_of)
      reader.report(ProblemCode::breaks_rule, "by", "is not after the as-of date that was asked for",
                    "the line is judged before the first day");
  });
}

constexpr MissionRule kMissionRules[] = {
    {"somebody-decides", Grade::refused, "At least one party decides", somebody_decides},
    {"both-sides", Grade::refused,
     "Of two or more parties one is on the coalition's side and one on the host's", both_sides_are_there},
    {"host-and-coalition", Grade::refused, "The host and the coalition have different names",
     host_is_not_the_coalition},
    {"as-of-far-off", Grade::refused, "The as-of date is at most five years after the newest source",
     as_of_is_far_off},
    {"as-of-late", Grade::doubtful, "The as-of date is at most a year after the newest source",
     as_of_is_late},
    {"party-role", Grade::doubtful, "An actor's party is on the side of its roles", party_matches_role},
    {"stream-actors", Grade::refused, "Every stream has actors", streams_have_actors},
    {"stream-coalition", Grade::refused, "The coalition is behind no attacks but its own strikes",
     coalition_attacks_nobody},
    {"stream-kind", Grade::doubtful, "Actors of a stream have the role that its kind implies",
     stream_kind_matches},
    {"patron-coalition", Grade::refused, "A patron is not the coalition", patron_is_a_third},
    {"scale-levels", Grade::refused, "A rating scale has at most twelve levels", scale_is_short},
    {"daily-silence", Grade::refused,
     "A stream is called quiet only on days that its source covers: until it came out, unless rows of it go "
     "on",
     silence_has_a_source},
    {"daily-long-silence", Grade::doubtful, "A stream is quiet for at most two years after its last row",
     long_silence},
    {"total-rate", Grade::refused, "A total is at most 1,000 attacks for each of its days",
     totals_are_possible},
    {"covariate-name", Grade::doubtful, "The name of an influence is not almost war_abroad",
     covariate_is_meant},
    {"fact-speaker", Grade::doubtful, "Who said a fact is an actor, a party or a source", speakers_are_known},
    {"fact-area", Grade::doubtful, "An area that only one fact names is a zone or a region", areas_are_known},
    {"site-region", Grade::refused,
     "A site lies in the region of its zone and holds those stationed there at least",
     sites_lie_in_their_region},
    {"site-capacity", Grade::doubtful, "A site holds those stationed there at most",
     sites_hold_their_persons},
    {"troops-far-above-sites", Grade::refused,
     "Troops in a region are at most twenty times what its open sites hold", troops_fit_the_sites},
    {"troops-above-sites", Grade::doubtful,
     "Troops in a region are at most one and a half times what its open sites hold", troops_exceed_the_sites},
    {"troops-none", Grade::doubtful, "Where sites are manned, troops are counted", troops_are_counted},
    {"zone-swapped", Grade::refused,
     "No zone lies far off that would lie among the others with latitude and longitude swapped",
     zones_are_one_map},
    {"zone-far", Grade::doubtful, "The middles of neighbours are less than 1,500 km apart", zones_are_near},
    {"zone-itself", Grade::refused, "No zone is its own neighbour", zones_are_no_neighbours_of_themselves},
    {"movement-none", Grade::refused, "Something moves at some time", something_moves},
    {"assumption-unit", Grade::refused, "The unit of an assumption is the one it is read in",
     units_of_assumptions},
    {"position-threat", Grade::doubtful, "Who takes a position is more than a threat",
     threats_take_no_position},
    {"position-vetoes", Grade::doubtful, "Of four or more actors not all can veto an issue",
     somebody_can_be_outvoted},
    {"commitment-overdue", Grade::doubtful, "A promise whose day has passed is no longer open",
     promises_are_up_to_date},
    {"instrument-ended", Grade::doubtful, "An instrument in force has not ended", instruments_hold},
    {"red-line-day", Grade::refused,
     "A red line has words, stands once and is judged between the as-of date and the horizon",
     red_lines_can_be_judged},
    {"red-line-past", Grade::doubtful, "A red line is judged after the as-of date that was asked for",
     red_lines_are_past},
    {"red-line-threshold", Grade::refused, "A red line can be kept and can be broken",
     red_lines_can_be_kept_or_broken},
};

void apply(Loading& loading, std::span<const MissionRule> rules) {
  for (const MissionRule& rule : rules) {
    RuleFindings findings(loading);
    rule.check(findings);
    for (Problem& problem : findings.take()) {
      if (rule.grade == Grade::refused)
        loading.problems.push_back(std::move(problem));
      else
        loading.doubt(std::string(rule.key), std::move(problem));
    }
  }
}

}  // namespace

MeasureBounds bounds_of_metric(std::size_t metric) {
  constexpr double kAny = std::numeric_limits<double>::infinity();
  switch (static_cast<Metric>(metric)) {
    case Metric::coalition_label_at_end:
    case Metric::expelled:
      return {0, 1};
    case Metric::slip_days:
    case Metric::cost:
      return {-kAny, kAny};
    default:
      return {0, kAny};
  }
}

std::span<const MissionRule> mission_rules() {
  return kMissionRules;
}

void check_mission_rules(Loading& loading) {
  apply(loading, mission_rules());
}

void check_plan_rules(Loading& loading) {
  apply(loading, plan_rules());
}

void sort_doubts(std::vector<Doubt>& doubts) {
  std::stable_sort(doubts.begin(), doubts.end(), [](const Doubt& a, const Doubt& b) {
    return std::tie(a.place.file, a.place.line, a.place.column) <
           std::tie(b.place.file, b.place.line, b.place.column);
  });
}

}  // namespace handover
