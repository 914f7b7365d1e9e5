#include "evidence/import_rules.h"

#include "evidence/place_names.h"
#include "mission/names.h"
#include "tables/toml.h"

#include <algorithm>

namespace handover::evidence {
namespace {

template <class Things>
std::vector<std::string> ids_of(const Things& things) {
  std::vector<std::string> ids;
  for (const auto& thing : things) ids.push_back(thing.id);
  return ids;
}

// The index of an id; an empty text means "left aside" and is no mistake.
template <class IdType, class Things>
std::optional<IdType> look_up(TomlReader& reader, const char* key, const Things& things, const char* where) {
  const std::string id = reader.text(key);
  if (id.empty()) return std::nullopt;
  for (std::uint16_t i = 0; i < things.size(); ++i) {
    if (things[i].id == id) return IdType{i};
  }
  const auto meant = closest(id, ids_of(things));
  reader.report(ProblemCode::unknown_reference, key, "'" + id + "' is not in " + where,
                meant ? "did you mean '" + *meant + "'?" : "write an id from there");
  return std::nullopt;
}

Victim victim_of(TomlReader& reader, const char* key, Victim otherwise) {
  const std::string word = reader.optional_text(key);
  if (word.empty()) return otherwise;
  const auto victim = parse_word<Victim>(word);
  if (!victim)
    reader.report(ProblemCode::unknown_name, key, "'" + word + "' is not a kind of victim",
                  "write " + listed(handover::words_of<Victim>()));
  return victim.value_or(otherwise);
}

StreamRule stream_rule(TomlReader& reader, const Mission& mission, NameFolder& folder) {
  StreamRule rule;
  rule.line = reader.line();
  rule.actor = folder.fold(reader.optional_text("actor"));
  rule.actor_id = reader.optional_text("actor_id");
  rule.against = folder.fold(reader.optional_text("against"));
  rule.kind = folder.fold(reader.optional_text("kind"));
  rule.country = folder.fold(reader.optional_text("country"));
  rule.layout = reader.optional_text("layout");
  const std::string side = reader.optional_text("side", "any");
  if (side != "any" && side != "a" && side != "b")
    reader.report(ProblemCode::unknown_reference, "side", "'" + side + "' is no side", "write a, b or any");
  rule.side = side == "a" ? StreamRule::Side::a : side == "b" ? StreamRule::Side::b : StreamRule::Side::any;
  if (rule.actor.empty() && rule.actor_id.empty()) {
    reader.report(ProblemCode::missing, "actor", "is missing",
                  "write the actor's name, a glob such as \"*\", or actor_id");
  }
  rule.stream = look_up<StreamId>(reader, "stream", mission.streams, "mission.toml [[stream]]");
  rule.others = victim_of(reader, "others", Victim::host_forces);
  reader.report_unread();
  return rule;
}

}  // namespace

ImportRules parse_import_rules(std::string_view text, const std::string& file, const Mission& mission,
                               std::vector<Problem>& problems) {
  ImportRules rules;
  const TomlTable table = parse_toml(text, file, problems);
  TomlReader root(table, file, "", 0, problems);
  NameFolder folder;
  if (auto reader = root.table("import")) {
    rules.source = reader->optional_text("source");
    rules.from = reader->optional_date("from");
    rules.to = reader->optional_date("to");
    rules.longest_days = static_cast<int>(reader->optional_number("longest_days", 1, 3660).value_or(7));
    rules.boundaries = reader->optional_text("boundaries");
    reader->report_unread();
  }
  for (TomlReader& reader : root.tables("stream_rule"))
    rules.streams.push_back(stream_rule(reader, mission, folder));
  for (TomlReader& reader : root.tables("victim_rule")) {
    rules.victims.push_back(
        {folder.fold(reader.text("name")), victim_of(reader, "victim", Victim::civilians)});
    reader.report_unread();
  }
  for (TomlReader& reader : root.tables("zone_rule")) {
    const std::string key = place_key(folder.fold(reader.text("place")));
    rules.zones.push_back({key, look_up<ZoneId>(reader, "zone", mission.zones, "zones.csv")});
    reader.report_unread();
  }
  if (rules.streams.empty() && problems.empty()) {
    problems.push_back({.code = ProblemCode::missing,
                        .file = file,
                        .what = "has no [[stream_rule]]",
                        .hint = "write at least one: which actor's events belong to which stream"});
  }
  root.report_unread();
  return rules;
}

}  // namespace handover::evidence
