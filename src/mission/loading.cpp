#include "mission/loading.h"

#include "base/files.h"
#include "mission/assumption_keys.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover {
namespace {

// One row as text that does not depend on the order of columns or the place in the file.
std::string canonical_row(const Table& table, const Table::Row& row) {
  std::vector<std::string> fields;
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    if (std::string value = trimmed(row.text[i]); !value.empty())
      fields.push_back(table.header[i] + '\x1f' + value);
  }
  std::sort(fields.begin(), fields.end());
  std::string text;
  for (const std::string& field : fields) text += field + '\x1e';
  return text + '\n';
}

std::vector<std::string> column_names(const TableSpec& spec) {
  std::vector<std::string> names;
  for (const ColumnSpec& column : spec.columns) names.emplace_back(column.name);
  return names;
}

}  // namespace

std::optional<Table> Loading::open_table(std::string_view file) {
  const auto path = folder / file;
  const TableSpec& spec = table_spec(file);
  if (!std::filesystem::exists(path)) {
    if (spec.required) {
      problems.push_back({.file = std::string(file),
                          .what = "is missing",
                          .mend = "a mission needs it; `handover new` writes an example"});
    }
    return std::nullopt;
  }
  return read_table(read_file(path), std::string(file), problems);
}

void Loading::each_row(std::string_view file, const std::function<void(RowReader&)>& read) {
  const auto table = open_table(file);
  if (table) each_row_of(*table, table_spec(file), read);
}

void Loading::each_row_of(const Table& table, const TableSpec& spec,
                          const std::function<void(RowReader&)>& read) {
  check_columns(table, spec);
  canonical += table.file + '\n';
  for (const Table::Row& row : table.rows) {
    RowReader reader(table, row, problems);
    const bool complete = check_required(reader, spec);
    if (!is_known(reader, spec) || !complete) continue;
    canonical += canonical_row(table, row);
    read(reader);
  }
}

void Loading::check_columns(const Table& table, const TableSpec& spec) {
  const auto known_names = column_names(spec);
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    if (table.find(table.header[i]) < i) {
      problems.push_back({.file = table.file,
                          .line = 1,
                          .column = table.header_column[i],
                          .value = table.header[i],
                          .what = "stands twice in the header",
                          .mend = "keep one of the columns"});
    }
    if (std::find(known_names.begin(), known_names.end(), table.header[i]) != known_names.end()) continue;
    const auto meant = closest(table.header[i], known_names);
    problems.push_back(
        {.file = table.file,
         .line = 1,
         .column = table.header_column[i],
         .value = table.header[i],
         .what = "is not a column of this table",
         .mend = meant ? fmt::format("did you mean '{}'?", *meant) : "remove it, or use the column note"});
  }
  for (const ColumnSpec& column : spec.columns) {
    if (!column.required || table.find(column.name)) continue;
    problems.push_back({.file = table.file,
                        .line = 1,
                        .field = std::string(column.name),
                        .what = "is missing from the header",
                        .mend = fmt::format("add the column: {}", column.help)});
  }
}

bool Loading::check_required(RowReader& row, const TableSpec& spec) {
  bool complete = true;
  for (const ColumnSpec& column : spec.columns) {
    if (!column.required || row.has(column.name)) continue;
    complete = false;
    if (column.name == "source") {
      row.report("source", "is empty",
                 "name the source in sources.csv; a figure without a source is refused");
    } else {
      row.report(column.name, "is empty", fmt::format("write {}", column.help));
    }
  }
  return complete;
}

bool Loading::is_known(RowReader& row, const TableSpec& spec) {
  if (const auto explicitly = row.optional_date("known_from")) return *explicitly <= as_of;
  if (spec.dating == Dating::always) return true;
  const auto it = published.find(row.text("source"));
  return it == published.end() || it->second <= as_of;
}

SourceId Loading::source(RowReader& row) {
  return row.id<SourceId>("source", sources);
}

Known Loading::known_on(RowReader& row, Date day) {
  Known known{.from = day, .to = day, .source = source(row)};
  const auto it = published.find(row.text("source"));
  known.known_from = row.optional_date("known_from").value_or(it == published.end() ? day : it->second);
  return known;
}

Known Loading::known(RowReader& row) {
  Known known = known_on(row, row.date("from"));
  known.to = row.optional_date("to").value_or(known.from);
  if (known.to < known.from) row.report("to", "comes before `from`", "swap the two days or correct one");
  return known;
}

void read_sources(Loading& loading, const Table& table) {
  loading.each_row_of(table, table_spec("sources.csv"), [&](RowReader& row) {
    Source source{.id = row.text("id"),
                  .title = row.text("title"),
                  .publisher = row.text("publisher"),
                  .url = row.text("url")};
    source.published = row.date("published");
    const std::string reliability = row.text("reliability");
    if (reliability.size() != 1 || reliability[0] < 'A' || reliability[0] > 'F') {
      row.report("reliability", "is not a NATO grade", "write one letter from A to F");
    } else {
      source.reliability = reliability[0];
    }
    source.credibility = row.whole("credibility", 1, 6);
    if (!loading.sources.add(source.id)) {
      row.report("id", "is there twice", "give every source a name of its own");
      return;
    }
    loading.mission.sources.push_back(std::move(source));
  });
}

void read_actors(Loading& loading) {
  const auto table = loading.open_table("actors.csv");
  if (!table) return;
  const TableSpec& spec = table_spec("actors.csv");
  // Names first: an actor may answer to one further down.
  for (const Table::Row& row : table->rows) {
    RowReader reader(*table, row, loading.problems);
    const auto known_from = parse_date(reader.text("known_from"));
    if (known_from && *known_from > loading.as_of) continue;
    if (reader.has("id") && !loading.actors.add(reader.text("id"))) {
      reader.report("id", "is there twice", "give every actor a name of its own");
    }
  }
  loading.mission.actors.resize(loading.actors.all().size());
  loading.each_row_of(*table, spec, [&](RowReader& row) {
    const auto index = loading.actors.find(row.text("id"));
    if (!index) return;
    Actor& actor = loading.mission.actors[*index];
    actor = {.id = row.text("id"), .name = row.text("name"), .note = row.text("note")};
    actor.roles = row.word_list<Role>("roles");
    actor.answers_to = row.optional_id<ActorId>("answers_to", loading.actors);
    actor.party = row.optional_id<PartyId>("party", loading.parties);
    actor.source = loading.source(row);
  });
}

namespace {

void report_unknown_key(RowReader& row, const std::string& key) {
  std::vector<std::string> keys;
  for (const AssumptionKey& known : assumption_keys()) keys.emplace_back(known.key);
  const auto meant = closest(key, keys);
  row.report("key", "is read by no mechanism",
             meant ? fmt::format("did you mean '{}'?", *meant)
                   : "`handover assumptions --keys` lists those that are");
}

}  // namespace

void read_assumptions(Loading& loading) {
  Names seen("assumptions.csv");
  loading.each_row("assumptions.csv", [&](RowReader& row) {
    Assumption assumption{.key = row.text("key"), .unit = row.text("unit"), .reason = row.text("reason")};
    if (!seen.add(assumption.key)) row.report("key", "is there twice", "keep one range for each assumption");
    const auto effect = effect_named(assumption.key);
    if (!effect) report_unknown_key(row, assumption.key);
    const double lowest = effect ? key_of(*effect).lowest : -1e9;
    const double highest = effect ? key_of(*effect).highest : 1e9;
    assumption.range = row.three_points("", lowest, highest);
    if (row.has("shape")) assumption.shape = row.word<RangeShape>("shape");
    assumption.judgement = row.yes("judgement", true);
    assumption.known = loading.known_on(row, loading.as_of);
    loading.mission.assumptions.push_back(std::move(assumption));
  });
}

}  // namespace handover
