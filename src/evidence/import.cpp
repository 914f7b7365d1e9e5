#include "evidence/import.h"

#include "base/plain_text.h"
#include "evidence/place_names.h"
#include "tables/values.h"

#include <cmath>
#include <unordered_set>

#include <fmt/format.h>

namespace handover::evidence {

// What was decided for a combination of names is remembered: a million rows hold a few thousand combinations.
struct Importer::Verdict {
  const StreamRule* rule = nullptr;
  bool actor_is_b = false;
};
struct Importer::NamedZone {
  std::optional<ZoneId> zone;
  bool by_rule = false;
  bool alike = false;  // by consonants only
};
struct Importer::Lookups {
  explicit Lookups(std::span<const Zone> zones) : names(zones) {}
  NameFolder folder;
  ZoneNames names;
  std::unordered_map<std::string, Verdict> rules;
  std::unordered_map<std::string, NamedZone> places;
  std::unordered_map<std::string, std::optional<ZoneId>> points;
  std::unordered_map<std::string, Victim> victims;
  std::unordered_set<std::string> seen_ids;
  // By all their fields, as two hashes of them, so that a million rows cost no more than their number; the
  // file they stand in.
  std::map<std::pair<std::size_t, std::size_t>, int> rows_without_id;
  int file_number = 0;
  std::string key;   // reused, so that looking up allocates nothing
  std::string file;  // where reading stands, for messages
  int line = 0;
};

namespace {

// "Government of A, Government of B" matches a pattern when the whole or one of its parts does.
bool matches_side(const std::string& pattern, std::string_view side) {
  if (pattern.empty() || matches_glob(pattern, side)) return true;
  while (true) {
    const auto comma = side.find(", ");
    if (matches_glob(pattern, side.substr(0, comma))) return true;
    if (comma == std::string_view::npos) return false;
    side.remove_prefix(comma + 2);
  }
}

struct FoldedEvent {
  std::string a, b, kind, country;
  std::string_view a_id, b_id;
};

bool fits(const StreamRule& rule, const FoldedEvent& event, Layout layout, bool actor_is_b) {
  if (rule.side == (actor_is_b ? StreamRule::Side::a : StreamRule::Side::b)) return false;
  if (!rule.layout.empty() && rule.layout != name_of(layout)) return false;
  const std::string& actor = actor_is_b ? event.b : event.a;
  const std::string& other = actor_is_b ? event.a : event.b;
  if (!rule.actor_id.empty() && rule.actor_id != (actor_is_b ? event.b_id : event.a_id)) return false;
  return matches_side(rule.actor, actor) && matches_side(rule.against, other) &&
         (rule.kind.empty() || matches_glob(rule.kind, event.kind)) &&
         (rule.country.empty() || matches_glob(rule.country, event.country));
}

double degrees(std::string_view text) {
  return handover::number_of(text).value_or(0.0);
}

void join(std::string& key, std::initializer_list<std::string_view> parts) {
  key.clear();
  for (const std::string_view part : parts) {
    key += part;
    key += '\x1f';
  }
}

}  // namespace

Importer::Importer(const Mission& mission, const ImportRules& rules, const Boundaries& boundaries,
                   const EventReadOptions& options)
    : mission_(mission),
      rules_(rules),
      boundaries_(boundaries),
      lookups_(std::make_unique<Lookups>(mission.zones)),
      rejects_("file,line,reason,field,value,row\n"),
      options_(options) {}
Importer::~Importer() = default;

const StreamRule* Importer::rule_for(const Event& event, Layout layout, bool& actor_is_b) {
  Lookups& look = *lookups_;
  join(look.key,
       {event.actor_a, event.actor_b, event.actor_a_id, event.actor_b_id, event.kind, event.country});
  const auto [entry, is_new] = look.rules.try_emplace(look.key);
  Verdict& verdict = entry->second;
  if (is_new) {
    const FoldedEvent folded{look.folder.fold(event.actor_a),
                             look.folder.fold(event.actor_b),
                             look.folder.fold(event.kind),
                             look.folder.fold(event.country),
                             event.actor_a_id,
                             event.actor_b_id};
    for (const StreamRule& rule : rules_.streams) {
      const bool as_a = fits(rule, folded, layout, false);
      if (!as_a && !fits(rule, folded, layout, true)) continue;
      verdict = {&rule, !as_a};
      break;
    }
  }
  actor_is_b = verdict.actor_is_b;
  return verdict.rule;
}

// By a rule of the mission's, or by the zone's own name in any of the place columns, widest first.
const Importer::NamedZone& Importer::zone_by_name(const Event& event) {
  Lookups& look = *lookups_;
  join(look.key, {event.places[0], event.places[1], event.places[2]});
  const auto [place, is_new] = look.places.try_emplace(look.key);
  NamedZone& named = place->second;
  if (!is_new) return named;
  for (const std::string_view name : event.places) {
    if (name.empty() || named.by_rule) continue;
    const std::string key = look.names.key_of(name);
    for (const ZoneRule& rule : rules_.zones) {
      if (rule.place == key) named = {.zone = rule.zone, .by_rule = true};
    }
  }
  if (named.by_rule) return named;
  for (const std::string_view name : event.places) {
    if (!named.zone && !name.empty()) named.zone = look.names.find(name);
  }
  if (!named.zone && !event.places[0].empty()) {
    named.zone = look.names.find_alike(event.places[0]);
    named.alike = named.zone.has_value();
  }
  return named;
}

std::optional<ZoneId> Importer::zone_by_point(const Event& event) {
  Lookups& look = *lookups_;
  join(look.key, {event.latitude, event.longitude});
  const auto [point, is_new] = look.points.try_emplace(look.key);
  if (is_new) point->second = boundaries_.find({degrees(event.longitude), degrees(event.latitude)});
  return point->second;
}

// Zones without a boundary find no point: that is a fault of the mission, not of the event.
std::string Importer::outside_all_zones() const {
  if (boundaries_.missing().empty()) return "lies in no zone of the mission";
  std::string codes;
  for (const std::string& code : boundaries_.missing()) codes += (codes.empty() ? "" : ", ") + code;
  return fmt::format("lies in no zone that has a boundary ({} {} none)", codes,
                     boundaries_.missing().size() == 1 ? "has" : "have");
}

// The name first; the point is the second witness, and the better one against a name that is only alike.
std::optional<ZoneId> Importer::zone_of(const Event& event, std::string& reason) {
  const NamedZone& named = zone_by_name(event);
  if (named.by_rule) {
    if (!named.zone) reason = "a zone rule leaves this place aside";
    return named.zone;
  }
  const bool has_point = !event.latitude.empty() && !event.place_is_vague && !boundaries_.empty();
  const auto by_point = has_point ? zone_by_point(event) : std::nullopt;
  if (named.zone && !named.alike) {
    if (by_point && *by_point != *named.zone) ++point_differs_;
    return named.zone;
  }
  if (by_point) return by_point;
  if (named.zone) return named.zone;
  if (event.place_is_vague) {
    reason = "is known for a wide area only";
  } else {
    reason = has_point ? outside_all_zones() : "has a place that is no zone of the mission, and no point";
  }
  return std::nullopt;
}

void Importer::count_event(const Event& event, const StreamRule& rule, bool actor_is_b, ZoneId zone) {
  // Whose dead the other side's are: the first rule that names it, else what the stream's rule says.
  Lookups& look = *lookups_;
  const std::string_view other = actor_is_b ? event.actor_a : event.actor_b;
  join(look.key, {other, event.target});
  const auto [entry, is_new] = look.victims.try_emplace(look.key, rule.others);
  if (is_new) {
    const std::string other_name = look.folder.fold(other), target = look.folder.fold(event.target);
    for (auto named = rules_.victims.rbegin(); named != rules_.victims.rend(); ++named) {
      const bool hit = (!other_name.empty() && matches_side(named->name, other_name)) ||
                       (!target.empty() && matches_glob(named->name, target));
      if (hit) entry->second = named->victim;
    }
  }
  Tally& tally = tallies_[{event.day, rule.stream->index, zone.index}];
  tally.count += event.count;
  tally.killed[static_cast<std::size_t>(Victim::attackers)] +=
      (actor_is_b ? event.killed_b : event.killed_a) + event.killed_attackers;
  tally.killed[static_cast<std::size_t>(entry->second)] +=
      (actor_is_b ? event.killed_a : event.killed_b) + event.killed_targets;
  tally.killed[static_cast<std::size_t>(Victim::civilians)] += event.killed_civilians;
  killed_unassigned_ += event.killed_unassigned;
  check_tally(event, *rule.stream, zone);
}

// A mission that holds more would be refused when it is next read.
void Importer::check_tally(const Event& event, StreamId stream, ZoneId zone) const {
  const Tally& tally = tallies_.at({event.day, stream.index, zone.index});
  const auto refuse = [&](const char* field, double total, int most) {
    throw InputError(Problem{
        .code = ProblemCode::limit,
        .file = lookups_->file,
        .line = lookups_->line,
        .field = field,
        .what = fmt::format("takes the tally of {}, stream '{}', zone '{}', to {}", to_string(event.day),
                            mission_.streams[stream.index].id, mission_.zones[zone.index].id, total),
        .hint = fmt::format("a day may hold {} at most; correct the row, nothing was written", most)});
  };
  if (tally.count > kMostAttacksADay) refuse("count", static_cast<double>(tally.count), kMostAttacksADay);
  for (const double killed : tally.killed) {
    if (killed > kMostKilledADay) refuse("killed", killed, kMostKilledADay);
  }
}

// Whether the event was read before: by its id or, without one, by all its fields. Two rows of a table of
// days may well be alike within one file.
bool Importer::is_known(const Event& event, const EventReader& reader, RowProblem& problem) {
  Lookups& look = *lookups_;
  if (!event.id.empty()) {
    if (look.seen_ids.emplace(event.id).second) return false;
    problem = {"id", std::string(event.id), "is there already: the same event was read before"};
    return true;
  }
  std::string fields = reader.row_identity(event);
  const std::size_t first = std::hash<std::string>{}(fields);
  const std::size_t second = std::hash<std::string>{}(fields += '\x1e');
  const auto [entry, is_new] = look.rows_without_id.try_emplace({first, second}, look.file_number);
  if (is_new || (reader.layout() == Layout::daily && entry->second == look.file_number)) return false;
  problem = {"", "", "is there already: a row that is the same in all fields was read before"};
  return true;
}

// Counts the event, or says why it is left aside.
bool Importer::take(const Event& event, const EventReader& reader, RowProblem& problem) {
  const auto leave = [&problem](std::string_view field, std::string_view value, std::string reason) {
    problem = {std::string(field), std::string(value), std::move(reason)};
    return false;
  };
  if (is_known(event, reader, problem)) return false;
  if (event.day < mission_.as_of - kLongestRecord)
    return leave("date", to_string(event.day), "lies more than a century before the as-of date");
  if (rules_.from && event.day < *rules_.from)
    return leave("date", to_string(event.day), "comes before the import's first day");
  if (rules_.to && event.day > *rules_.to)
    return leave("date", to_string(event.day), "comes after the import's last day");
  bool actor_is_b = false;
  const StreamRule* rule = rule_for(event, reader.layout(), actor_is_b);
  if (rule == nullptr) {
    return leave("actor", fmt::format("{} against {}", event.actor_a, event.actor_b), "fits no stream rule");
  }
  if (!rule->stream) {
    return leave("actor", fmt::format("{} against {}", event.actor_a, event.actor_b),
                 "a stream rule leaves these actors aside");
  }
  if (event.span_days > rules_.longest_days) {
    return leave("date", to_string(event.day), "may have happened on too many days to be a daily tally");
  }
  std::string reason;
  const auto zone = zone_of(event, reason);
  if (!zone) {
    return leave("place", event.places[0].empty() ? event.country : event.places[0], reason);
  }
  count_event(event, *rule, actor_is_b, *zone);
  return true;
}

FileReport Importer::add_file(std::string_view bytes, const std::string& file_name) {
  EventReader reader(bytes, file_name, options_);
  FileReport report{.file = reader.table().file, .layout = reader.layout()};
  ++lookups_->file_number;
  lookups_->rules.clear();  // a rule may name the layout
  lookups_->file = report.file;
  Event event;
  RowProblem problem;
  for (;;) {
    const auto read = reader.next(event, problem);
    if (read == EventReader::Read::end) break;
    ++report.rows;
    lookups_->line = reader.line();
    const bool readable = read == EventReader::Read::event;
    if (readable && take(event, reader, problem)) {
      ++report.accepted;
      continue;
    }
    ++(readable ? report.left_aside : report.malformed);
    ++report.reasons[problem.reason];
    fmt::format_to(std::back_inserter(rejects_), "{},{},{},{},{},{}\n", csv_field(safe_cell(report.file)),
                   reader.line(), csv_field(problem.reason), csv_field(problem.field),
                   csv_field(safe_cell(problem.value)), csv_field(safe_cell(reader.row_text())));
  }
  report.tag_rows = reader.tag_rows();
  report.notes = reader.notes();
  return report;
}

}  // namespace handover::evidence
