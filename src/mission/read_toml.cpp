#include "base/files.h"
#include "base/plain_text.h"
#include "mission/limits.h"
#include "mission/loading.h"
#include "tables/canonical.h"
#include "tables/toml.h"

#include <fmt/format.h>

namespace handover {
namespace {

// A word of an enumeration under a TOML key.
template <class Enum>
Enum word(TomlReader& reader, std::string_view key, std::string_view otherwise = {}) {
  const std::string written = reader.optional_text(key, std::string(otherwise));
  if (const auto value = parse_word<Enum>(written)) return *value;
  reader.report(ProblemCode::unknown_name, key, written.empty() ? "is missing" : "is not known here",
                "write " + listed(words_of<Enum>()));
  return Enum{};
}

template <class IdType>
std::optional<IdType> reference(TomlReader& reader, std::string_view key, const Names& names) {
  if (!reader.has(key)) return std::nullopt;
  const std::string written = reader.text(key);
  if (const auto found = names.find(written)) return IdType{*found};
  if (names.state() != Names::State::read) return std::nullopt;
  const auto meant = closest(written, names.all());
  reader.report(ProblemCode::unknown_reference, key, "is not in " + names.where(),
                meant ? fmt::format("did you mean '{}'?", *meant) : "add it there or correct the name");
  return std::nullopt;
}

void add_name(TomlReader& reader, const std::string& id, Names& names) {
  if (!id.empty() && !is_name(id))
    reader.report(ProblemCode::wrong_type, "id", "is not a name", fmt::format("write {}", kNameGrammar));
  if (names.add(id)) return;
  const bool full = names.all().size() >= Names::kMost;
  reader.report(ProblemCode::limit, "id", full ? "is one name too many" : "is there twice",
                full ? fmt::format("keep to {}", Names::kMost) : "give each a name of its own");
}

void read_header(Loading& loading, TomlReader& root) {
  auto header = root.table("mission");
  if (!header) {
    root.report(ProblemCode::missing, "mission", "is missing",
                "write [mission] with title, as_of, horizon_months, host and coalition");
    return;
  }
  Mission& mission = loading.mission;
  mission.title = header->text("title");
  mission.written_as_of = header->date("as_of");
  mission.horizon_months = header->optional_whole("horizon_months", 1, 120).value_or(36);
  mission.host_name = header->text("host");
  mission.coalition_name = header->text("coalition");
  mission.cost_unit = header->optional_text("cost_unit");
  mission.handover_floor = Probability{header->optional_number("handover_floor", 0, 1).value_or(0.5)};
  mission.leaver = header->optional_text("leaver");
  loading.reads_library = header->yes("past_handovers", false);
  header->report_unread();
}

void read_names(Loading& loading, TomlReader& root) {
  for (TomlReader& reader : root.tables("party")) {
    Party party{.id = reader.text("id"), .name = reader.text("name"), .side = word<Side>(reader, "side")};
    party.decides = reader.yes("decides", true);
    if (const auto floor = reader.optional_number("handover_floor", 0, 1))
      party.handover_floor = Probability{*floor};
    add_name(reader, party.id, loading.parties);
    loading.mission.parties.push_back(std::move(party));
  }
  for (TomlReader& reader : root.tables("region")) {
    loading.mission.regions.push_back(
        {.id = reader.text("id"), .name = reader.text("name"), .host_soil = reader.yes("host_soil", true)});
    add_name(reader, loading.mission.regions.back().id, loading.regions);
    reader.report_unread();
  }
  for (TomlReader& reader : root.tables("patron")) {
    loading.mission.patrons.push_back({.id = reader.text("id"), .name = reader.text("name"), .actor = {}});
    add_name(reader, loading.mission.patrons.back().id, loading.patrons);
    if (loading.mission.patrons.size() == kMostPatrons + 1)
      reader.report(ProblemCode::limit, "id", "is one patron too many",
                    fmt::format("keep to {}", kMostPatrons));
  }
  for (TomlReader& reader : root.tables("stream")) {
    Stream stream{
        .id = reader.text("id"), .name = reader.text("name"), .kind = word<StreamKind>(reader, "kind")};
    stream.on_coalition = reader.yes("on_coalition", false);
    add_name(reader, stream.id, loading.streams);
    loading.mission.streams.push_back(std::move(stream));
    if (loading.mission.streams.size() == kMostStreams + 1)
      reader.report(ProblemCode::limit, "id", "is one stream too many",
                    fmt::format("keep to {}", kMostStreams));
  }
}

void read_alone_from(Loading& loading, TomlReader& scale) {
  if (!scale.has("alone_from"))
    scale.report(ProblemCode::missing, "alone_from", "is missing",
                 "write the lowest level at which a function stands alone");
  const auto alone = reference<Id<struct LevelTag>>(scale, "alone_from", loading.levels);
  if (!alone) return;
  loading.mission.rating_scale.alone_from = alone->index;
  if (alone->index == 0 && loading.levels.all().size() > 1)
    scale.report(ProblemCode::inconsistent, "alone_from", "is the lowest level, which every function reaches",
                 "write a higher level");
}

void read_scale(Loading& loading, TomlReader& root) {
  auto scale = root.table("rating_scale");
  if (!scale) {
    loading.levels.set_state(root.has("rating_scale") ? Names::State::in_doubt : Names::State::absent);
    return;
  }
  loading.mission.rating_scale.levels = scale->texts("levels");
  for (const std::string& level : loading.mission.rating_scale.levels) {
    if (!loading.levels.add(level))
      scale->report(ProblemCode::duplicated, "levels", "names a level twice",
                    "give every level a name of its own");
  }
  if (loading.mission.rating_scale.levels.size() < 2)
    scale->report(ProblemCode::missing, "levels", "needs at least two levels", "list them, worst first");
  read_alone_from(loading, *scale);
  reference<SourceId>(*scale, "source", loading.sources);
  if (!scale->has("source"))
    scale->report(ProblemCode::missing, "source", "is missing",
                  "name the source of the scale in sources.csv");
  scale->report_unread();
}

// Nothing when the file is missing or is not TOML.
std::optional<TomlTable> open_toml(Loading& loading, const std::string& name) {
  if (loading.root.kind_of(name) == EntryKind::absent) {
    loading.problems.push_back({.code = ProblemCode::missing,
                                .file = name,
                                .what = "is missing",
                                .hint = "a mission needs it; `handover new` writes an example"});
    return std::nullopt;
  }
  const std::size_t before = loading.problems.size();
  const auto text = loading.read_text(name, kLargestText);
  if (!text) return std::nullopt;
  TomlTable table = parse_toml(*text, name, loading.problems);
  if (table.empty() && loading.problems.size() > before) return std::nullopt;
  return table;
}

// Nothing when the line was not known yet at the as-of date.
std::optional<RedLine> read_red_line(Loading& loading, TomlReader& reader, bool is_private) {
  RedLine line;
  const auto known_from = reader.optional_date("known_from");
  if (!known_from && loading.looks_back())
    reader.report(ProblemCode::missing, "known_from",
                  fmt::format("is missing, and the mission is looked at from {}, before it was written on {}",
                              to_string(loading.as_of), to_string(loading.mission.written_as_of)),
                  "write the day since when this red line could be known");
  const bool known = !known_from || *known_from <= loading.as_of;
  line.metric = word<Metric>(reader, "metric");
  line.by = reader.optional_month("by");
  line.compare = word<Compare>(reader, "compare");
  line.threshold = reader.number("threshold", -1e12, 1e12);
  line.tolerated = Probability{reader.number("tolerated", 0, 1)};
  line.words = reader.text("words");
  line.illustrative = reader.yes("illustrative", is_private);
  if (!reader.has("source"))
    reader.report(ProblemCode::missing, "source", "is missing",
                  "name the source in sources.csv; a figure without a source is refused");
  if (known) line.source = reference<SourceId>(reader, "source", loading.sources).value_or(SourceId{});
  if (!known && reader.has("source")) reader.text("source");
  reader.report_unread();
  if (!known) return std::nullopt;
  return line;
}

// Nothing when the source exists but was not out by the as-of date.
std::optional<SourceId> published_source(Loading& loading, TomlReader& reader, std::string_view key) {
  if (!reader.has(key)) return std::nullopt;
  const auto published = loading.published.find(reader.text(key));
  if (published != loading.published.end() && published->second > loading.as_of) return std::nullopt;
  return reference<SourceId>(reader, key, loading.sources);
}

void read_stream_details(Loading& loading, TomlReader& reader, std::size_t index) {
  Stream& stream = loading.mission.streams[index];
  for (const std::string& actor : reader.texts("actors")) {
    if (const auto found = loading.actors.find(actor)) {
      stream.actors.push_back(ActorId{*found});
    } else if (loading.actors.state() == Names::State::read) {
      reader.report(ProblemCode::unknown_reference, "actors",
                    fmt::format("names '{}', which is not in actors.csv", actor),
                    "add the actor or correct the name");
    }
  }
  stream.patron = reference<PatronId>(reader, "patron", loading.patrons);
  // A period in which missing days are zeros; empty until its source had been published.
  Known coverage{.from = Date{} + std::chrono::days{1}, .to = Date{}};
  const auto from = reader.optional_date("daily_from");
  const auto to = reader.optional_date("daily_to");
  const auto source = published_source(loading, reader, "daily_source");
  if (from.has_value() != to.has_value() || from.has_value() != reader.has("daily_source")) {
    reader.report(ProblemCode::inconsistent, "daily_from", "needs daily_to and daily_source beside it",
                  "name the whole period and its source");
  }
  if (from && to && *to < *from) {
    reader.report(ProblemCode::inconsistent, "daily_to", "comes before daily_from",
                  "swap the two days or correct one");
  }
  if (from) check_within_a_century(reader, "daily_from", *from, loading.as_of);
  if (from && to && source) {
    const Date published = loading.mission.sources[source->index].published;
    if (published <= loading.as_of)
      coverage = {
          .from = *from, .to = std::min(*to, loading.as_of), .known_from = published, .source = *source};
  }
  loading.mission.daily_coverage.push_back(coverage);
  for (const auto key : {"id", "name", "kind"}) reader.text(key);
  reader.yes("on_coalition", false);
  reader.report_unread();
}

// Of an actor of the party; nothing, reported, for anybody else's.
std::optional<Position> own_position(Loading& loading, RowReader& row, PartyId party) {
  Position position = read_position(loading, row);
  const auto found = loading.actors.find(row.text("actor"));
  if (!found) return std::nullopt;
  const Actor& actor = loading.mission.actors[*found];
  if (actor.party == party) return position;
  const bool read = !actor.id.empty();
  if (read) {
    row.report(ProblemCode::unknown_reference, "actor",
               fmt::format("is not an actor of the party '{}'", loading.mission.parties[party.index].id),
               "keep to the party's own positions, or name its party in actors.csv");
  }
  return std::nullopt;
}

// A party's own positions take the place of what others say of its actors.
void replace_positions(Loading& loading, PartyId party, const std::string& file) {
  if (!loading.holds_table(file)) return;
  const auto table = loading.read_file_as_table(file);
  if (!table) return;
  std::vector<Position> own;
  loading.each_row_of(*table, table_spec("positions.csv"), [&](RowReader& row) {
    if (const auto position = own_position(loading, row, party)) own.push_back(*position);
  });
  auto& positions = loading.mission.positions;
  for (const Position& position : own) {
    std::erase_if(positions, [&](const Position& other) {
      return other.actor == position.actor && other.issue == position.issue;
    });
    positions.push_back(position);
  }
}

// Where the centre of a prior may lie.
std::pair<double, double> bounds_of_centre(PriorScale scale) {
  if (scale == PriorScale::logarithm) return {1e-9, 1e9};
  if (scale == PriorScale::log_odds) return {1e-6, 1.0 - 1e-6};
  return {-100.0, 100.0};
}

void read_prior(Loading& loading, TomlReader& reader, const PriorKey& key) {
  PriorValue& value = loading.mission.priors[key.prior];
  const auto [low, high] = bounds_of_centre(key.scale);
  if (key.centre_is_fixed && reader.has("centre"))
    reader.report(ProblemCode::inconsistent, "centre", "is fixed by what this number means",
                  "remove it and state the spread alone");
  if (const auto centre = reader.optional_number("centre", low, high)) value.centre = *centre;
  if (const auto spread = reader.optional_number("spread", key.least_spread, key.most_spread))
    value.spread = *spread;
  if (!reader.has("centre") && !reader.has("spread"))
    reader.report(ProblemCode::missing, "spread", "is missing",
                  "write centre, spread or both; or remove the table");
  if (!reader.has("source"))
    reader.report(ProblemCode::missing, "source", "is missing",
                  "name the source of the prior in sources.csv");
  value.source = reader.optional_text("source");
  reference<SourceId>(reader, "source", loading.sources);
  value.stated = true;
  reader.report_unread();
}

void read_priors(Loading& loading, TomlReader& root) {
  auto priors = root.table("priors");
  if (!priors) return;
  for (const PriorKey& key : prior_keys()) {
    if (auto reader = priors->table(key.key)) read_prior(loading, *reader, key);
  }
  priors->report_unread();
}

}  // namespace

bool read_mission_toml(Loading& loading) {
  auto table = open_toml(loading, "mission.toml");
  if (!table) return false;
  loading.toml = std::move(*table);
  TomlReader root(loading.toml, "mission.toml", "", 0, loading.problems);
  read_header(loading, root);
  read_names(loading, root);
  return true;
}

void resolve_mission_toml(Loading& loading) {
  loading.canonical += "F12:mission.toml" + sized(canonical_toml(loading.toml)) + '\n';
  TomlReader root(loading.toml, "mission.toml", "", 0, loading.problems);
  read_scale(loading, root);
  std::size_t index = 0;
  for (TomlReader& reader : root.tables("party")) {
    PartyRule rule{.party = PartyId{static_cast<std::uint16_t>(index++)}, .lines = {}};
    for (TomlReader& line : reader.tables("red_line"))
      if (auto red_line = read_red_line(loading, line, false)) rule.lines.push_back(std::move(*red_line));
    for (const auto key : {"id", "name", "side"}) reader.text(key);
    reader.yes("decides", true);
    reader.optional_number("handover_floor", 0, 1);
    reader.report_unread();
    loading.mission.rules.push_back(std::move(rule));
  }
  index = 0;
  for (TomlReader& reader : root.tables("patron")) {
    const auto actor = reference<ActorId>(reader, "actor", loading.actors);
    if (!actor && !reader.has("actor"))
      reader.report(ProblemCode::missing, "actor", "is missing", "name the actor behind the patron");
    loading.mission.patrons[index++].actor = actor.value_or(ActorId{});
    for (const auto key : {"id", "name"}) reader.text(key);
    reader.report_unread();
  }
  index = 0;
  for (TomlReader& reader : root.tables("stream")) read_stream_details(loading, reader, index++);
  read_priors(loading, root);
  root.table("mission");
  root.tables("region");
  root.report_unread();
}

void check_daily_coverage(Loading& loading) {
  if (!loading.streams_by_day) return;
  TomlReader root(loading.toml, "mission.toml", "", 0, loading.problems);
  std::size_t index = 0;
  for (const TomlReader& stream : root.tables("stream")) {
    const std::string& id = loading.mission.streams[index++].id;
    if (!stream.has("daily_from") || loading.streams_by_day->count(id) > 0) continue;
    stream.report(ProblemCode::missing, "daily_from",
                  fmt::format("is given, but incidents.csv has no row of '{}'", id),
                  "add the rows; for a quiet stream one with the count 0 will do");
  }
}

void read_overlays(Loading& loading, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const std::string file = "overlays/" + name + "/rules.toml";
    if (!is_path_component(name) || loading.root.kind_of("overlays/" + name) != EntryKind::folder) {
      loading.problems.push_back({.code = ProblemCode::missing_file,
                                  .file = "overlays/" + name,
                                  .what = "is not there",
                                  .hint = "name a folder under overlays/"});
      continue;
    }
    const auto table = open_toml(loading, file);
    if (!table) continue;
    loading.canonical += 'F' + sized(file) + sized(canonical_toml(*table)) + '\n';
    TomlReader root(*table, file, "", 0, loading.problems);
    const auto party = reference<PartyId>(root, "party", loading.parties);
    if (!root.has("party"))
      root.report(ProblemCode::missing, "party", "is missing",
                  "write party = \"...\": whose private view this is");
    std::vector<RedLine> lines;
    for (TomlReader& line : root.tables("red_line"))
      if (auto red_line = read_red_line(loading, line, true)) lines.push_back(std::move(*red_line));
    root.report_unread();
    if (!party) continue;
    loading.mission.private_views.push_back(*party);
    if (!lines.empty()) loading.mission.rules[party->index].lines = std::move(lines);
    replace_positions(loading, *party, "overlays/" + name + "/positions.csv");
  }
}

}  // namespace handover
