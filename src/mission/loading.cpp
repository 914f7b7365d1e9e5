#include "mission/loading.h"

#include "base/files.h"
#include "base/program_files.h"
#include "mission/assumption_keys.h"
#include "mission/mission_table.h"
#include "mission/table_check.h"
#include "tables/canonical.h"
#include "tables/write_workbook.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

namespace handover {
namespace {

// One row as text that does not depend on the order of columns or the place in the file.
std::string canonical_row(const Table& table, const Table::Row& row) {
  std::vector<std::string> fields;
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    if (std::string value = trimmed(row.text[i]); !value.empty())
      fields.push_back(sized(table.header[i]) + sized(value));
  }
  std::sort(fields.begin(), fields.end());
  std::string text;
  for (const std::string& field : fields) text += field;
  return 'R' + sized(text) + '\n';
}

std::vector<std::string> column_names(const TableSpec& spec) {
  std::vector<std::string> names;
  for (const ColumnSpec& column : spec.columns) names.emplace_back(column.name);
  return names;
}

}  // namespace

Names* Loading::names_of(std::string_view file) {
  for (Names* names : {&sources, &actors, &zones, &sites, &functions, &units, &assessors, &tasks, &issues}) {
    if (names->where() == file) return names;
  }
  return nullptr;
}

// What a faulty table does not hold may stand in the part that could not be read.
void Loading::put_in_doubt(std::string_view file) {
  if (Names* const names = names_of(file)) names->set_state(Names::State::in_doubt);
}

const Names* Loading::list_named(std::string_view list) {
  for (Names* names : {&parties, &regions, &streams, &levels}) {
    if (names->where() == list) return names;
  }
  return names_of(list);
}

std::optional<std::string> Loading::read_text(const std::string& file, std::size_t most_bytes) {
  try {
    return root.read(file, most_bytes);
  } catch (const InputError& error) {
    problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    return std::nullopt;
  }
}

std::optional<Table> Loading::open_table(std::string_view file) {
  auto table = open_own_table(file);
  if (file == "reference_class.csv") add_library(table, file);
  return table;
}

std::optional<Table> Loading::open_own_table(std::string_view file) {
  if (!holds_table(file)) {
    if (Names* const names = names_of(file)) names->set_state(Names::State::absent);
    if (table_spec(file).required) {
      problems.push_back({.code = ProblemCode::missing,
                          .file = std::string(file),
                          .what = "is missing",
                          .hint = "a mission needs it; `handover new` writes an example"});
    }
    return std::nullopt;
  }
  return read_file_as_table(std::string(file));
}

bool Loading::holds_table(std::string_view file) const {
  return !kept_names_of_table(root, std::string(file)).empty();
}

std::optional<Table> Loading::read_file_as_table(const std::string& file) {
  const auto names = kept_names_of_table(root, file);
  const std::string name = names.empty() ? file : names.front();
  if (names.size() > 1)
    problems.push_back({.code = ProblemCode::duplicated,
                        .file = names[1],
                        .what = fmt::format("stands beside {}, and only one of them can be the table", name),
                        .hint = "move one of the two out of the mission"});
  const auto text = read_text(name, kLargestTable);
  if (!text) {
    put_in_doubt(file);
    return std::nullopt;
  }
  const std::size_t before = problems.size();
  auto read = read_mission_table(*text, file, problems);
  if (problems.size() > before) put_in_doubt(file);
  if (name != file || (read && read->is_sheet)) kept[file] = {name, read && read->is_sheet};
  if (!read) {
    put_in_doubt(file);
    return std::nullopt;
  }
  for (std::string& note : read->notes)
    doubt("table-reading", {.code = ProblemCode::breaks_rule, .file = file, .what = std::move(note)});
  return std::move(read->table);
}

void Loading::each_row(std::string_view file, const std::function<void(RowReader&)>& read) {
  const auto table = open_table(file);
  if (table) each_row_of(*table, table_spec(file), read);
}

std::optional<Table> library_table(std::string_view file) {
  const auto path = past_handovers_folder() / file;
  if (!std::filesystem::exists(path)) return std::nullopt;
  std::vector<Problem> problems;
  Table table = read_table(read_file(path), std::string(file), problems);
  if (!problems.empty()) throw InputError(std::move(problems));
  return table;
}

namespace {

std::string text_in(const Table& table, const Table::Row& row, std::string_view column) {
  const auto at = table.find(column);
  return at ? trimmed(row.text[*at]) : std::string{};
}

// A row of one table as another has its columns.
Table::Row row_for(const Table& to, const Table& from, const Table::Row& row) {
  Table::Row result{.line = row.line,
                    .text = std::vector<std::string>(to.header.size()),
                    .column = std::vector<int>(to.header.size(), 1)};
  for (std::size_t c = 0; c < to.header.size(); ++c) {
    if (const auto at = from.find(to.header[c])) result.text[c] = row.text[*at];
  }
  return result;
}

Table empty_table(std::string_view file) {
  Table table{
      .file = std::string(file), .header = column_names(table_spec(file)), .header_column = {}, .rows = {}};
  table.header_column.assign(table.header.size(), 1);
  return table;
}

// Columns of the library that the mission's own table leaves out.
void add_columns(Table& table, const Table& library) {
  for (const std::string& column : library.header) {
    if (table.find(column)) continue;
    table.header.push_back(column);
    table.header_column.push_back(1);
    for (Table::Row& row : table.rows) {
      row.text.emplace_back();
      row.column.push_back(1);
    }
  }
}

}  // namespace

// A case that the mission tells itself is the mission's.
void Loading::add_library(std::optional<Table>& table, std::string_view file) {
  if (!reads_library) return;
  const auto library = library_table(file);
  if (!library) {
    problems.push_back({.code = ProblemCode::missing_file,
                        .file = "mission.toml",
                        .field = "past_handovers",
                        .what = "asks for the library of past handovers, which did not come with the program",
                        .hint = "install it beside the program, or take the line out"});
    return;
  }
  if (!table) table = empty_table(file);
  add_columns(*table, *library);
  const auto key = [](const Table& of, const Table::Row& row) {
    return std::pair(text_in(of, row, "case"), text_in(of, row, "milestone"));
  };
  std::set<std::pair<std::string, std::string>> own;
  for (const Table::Row& row : table->rows) own.insert(key(*table, row));
  for (const Table::Row& row : library->rows)
    if (own.count(key(*library, row)) == 0) table->rows.push_back(row_for(*table, *library, row));
}

void tell_by_kept_name(const Loading& loading, Problem& problem) {
  const auto kept = loading.kept.find(problem.file);
  if (kept == loading.kept.end()) return;
  problem.file = kept->second.name;
  if (!kept->second.is_sheet || problem.line == 0) return;
  problem.cell = problem.column > 0 ? cell_name(static_cast<std::size_t>(problem.line) - 1,
                                                static_cast<std::size_t>(problem.column) - 1)
                                    : std::to_string(problem.line);
}

void doubt_unconfirmed(Loading& loading) {
  for (const auto& [file, rows] : loading.unconfirmed)
    loading.doubt("unconfirmed-default",
                  {.code = ProblemCode::breaks_rule,
                   .file = file,
                   .what = fmt::format("has {} {} that the program filled in and nobody has confirmed", rows,
                                       rows == 1 ? "row" : "rows"),
                   .hint = fmt::format("look at each and take '{}' out of its note", kUnconfirmed)});
}

void Loading::each_row_of(const Table& table, const TableSpec& spec,
                          const std::function<void(RowReader&)>& read) {
  check_columns(table, spec);
  canonical += 'T' + sized(table.file) + '\n';
  check_ids(table, spec);
  const bool known_columns =
      std::all_of(table.header.begin(), table.header.end(), [&](const std::string& name) {
        return std::any_of(spec.columns.begin(), spec.columns.end(),
                           [&](const auto& column) { return column.name == name; });
      });
  TableCheck check(
      constraints_of(spec.file), table, [this](std::string_view list) { return list_named(list); }, problems,
      doubtful);
  for (const Table::Row& row : table.rows) {
    const std::size_t told = problems.size();
    RowReader reader(table, row, problems);
    const bool complete = check_required(reader, spec);
    if (!complete) put_in_doubt(table.file);
    check_dated(reader, spec);
    if (!is_known(reader, spec) || !complete) continue;
    if (reader.text("note").starts_with(kUnconfirmed)) ++unconfirmed[table.file];
    canonical += canonical_row(table, row);
    lines[table.file].push_back(row.line);
    read(reader);
    if (known_columns) check.row(row, told);
  }
  check.finish();
}

void Loading::check_columns(const Table& table, const TableSpec& spec) {
  const auto known_names = column_names(spec);
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    if (table.find(table.header[i]) < i) {
      problems.push_back({.code = ProblemCode::duplicated,
                          .file = table.file,
                          .line = table.header_line,
                          .column = table.header_column[i],
                          .value = table.header[i],
                          .what = "stands twice in the header",
                          .hint = "keep one of the columns"});
    }
    if (std::find(known_names.begin(), known_names.end(), table.header[i]) != known_names.end()) continue;
    const auto meant = closest(table.header[i], known_names);
    problems.push_back(
        {.code = ProblemCode::unknown_name,
         .file = table.file,
         .line = table.header_line,
         .column = table.header_column[i],
         .value = table.header[i],
         .what = "is not a column of this table",
         .hint = meant ? fmt::format("did you mean '{}'?", *meant) : "remove it, or use the column note"});
  }
  for (const ColumnSpec& column : spec.columns) {
    if (!column.required || table.find(column.name)) continue;
    put_in_doubt(table.file);
    problems.push_back({.code = ProblemCode::syntax,
                        .file = table.file,
                        .line = table.header_line,
                        .field = std::string(column.name),
                        .what = "is missing from the header",
                        .hint = fmt::format("add the column: {}", column.help)});
  }
}

bool Loading::check_required(RowReader& row, const TableSpec& spec) {
  bool complete = true;
  for (const ColumnSpec& column : spec.columns) {
    if (!column.required || row.has(column.name)) continue;
    complete = false;
    if (!row.has_column(column.name)) continue;  // reported for the header
    if (column.name == "source") {
      row.report(ProblemCode::missing, "source", "is empty",
                 "name the source in sources.csv; a figure without a source is refused");
    } else {
      row.report(ProblemCode::inconsistent, column.name, "is empty", fmt::format("write {}", column.help));
    }
  }
  return complete;
}

void Loading::check_dated(RowReader& row, const TableSpec& spec) {
  if (spec.dating != Dating::stated || !looks_back() || row.has("known_from")) return;
  const std::string what =
      fmt::format("is missing, and the mission is looked at from {}, before it was written on {}",
                  to_string(as_of), to_string(mission.written_as_of));
  const std::string hint = "write the day since when this could be known";
  if (row.has_column("known_from"))
    row.report(ProblemCode::inconsistent, "known_from", what, hint);
  else
    row.report(ProblemCode::missing, spec.columns.front().name, "has no known_from: it " + what, hint);
}

// Before the rows are read: one that takes another's name leaves its own missing.
void Loading::check_ids(const Table& table, const TableSpec& spec) {
  if (spec.columns.front().name != "id") return;
  std::map<std::string, int> first_lines;
  for (const Table::Row& row : table.rows) {
    std::vector<Problem> reported_later;
    RowReader quiet(table, row, reported_later);
    if (!quiet.has("id") || !is_known(quiet, spec)) continue;
    RowReader reader(table, row, problems);
    const auto [first, added] = first_lines.emplace(reader.text("id"), reader.line());
    if (!added) {
      reader.report(ProblemCode::duplicated, "id",
                    fmt::format("is there twice, first in line {}", first->second),
                    "give every row a name of its own");
      put_in_doubt(spec.file);
    } else if (names_of(spec.file) != nullptr && first_lines.size() == Names::kMost + 1) {
      reader.report(ProblemCode::limit, "id", "is one name too many",
                    fmt::format("keep to {} rows", Names::kMost));
      put_in_doubt(spec.file);
    }
  }
}

bool Loading::is_known(RowReader& row, const TableSpec& spec) {
  const auto it = published.find(row.text("source"));
  const bool by_source = spec.dating == Dating::by_source;
  std::optional<Date> since = row.optional_date("known_from");
  if (!since && by_source && it != published.end()) since = it->second;
  // Past cases elsewhere say nothing about this mission.
  if (since && by_source && spec.file != "reference_class.csv") {
    first_known = std::min(first_known.value_or(*since), *since);
    last_known = std::max(last_known.value_or(*since), *since);
  }
  return !since || *since <= as_of;
}

SourceId Loading::source(RowReader& row) {
  return row.id<SourceId>("source", sources);
}

Known Loading::known_on(RowReader& row, Date day) {
  Known known{.from = day, .to = day, .source = source(row)};
  const auto it = published.find(row.text("source"));
  // A date that is none was reported when the row was found to be known.
  const auto stated = parse_date(row.text("known_from"));
  known.known_from = stated.value_or(it == published.end() ? day : it->second);
  return known;
}

Known Loading::known(RowReader& row) {
  Known known = known_on(row, row.date("from"));
  known.to = row.optional_date("to").value_or(known.from);
  // When the source is not to be found, the row cannot be said to be known too early.
  if (!row.has("known_from") && published.count(row.text("source")) == 0) known.known_from = known.to;
  if (known.to < known.from)
    row.report(ProblemCode::inconsistent, "to", "comes before `from`", "swap the two days or correct one");
  return known;
}

void name_rows(Loading& loading, const Table& table, Names& names) {
  for (const Table::Row& row : table.rows) {
    RowReader reader(table, row, loading.problems);
    const auto known_from = parse_date(reader.text("known_from"));
    if (known_from && *known_from > loading.as_of) continue;
    if (reader.has("id")) names.add(reader.text("id"));
  }
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
      row.report(ProblemCode::wrong_type, "reliability", "is not a NATO grade",
                 "write one letter from A to F");
    } else {
      source.reliability = reliability[0];
    }
    source.credibility = row.whole("credibility", 1, 6);
    if (loading.sources.add(source.id)) loading.mission.sources.push_back(std::move(source));
  });
}

void read_actors(Loading& loading) {
  const auto table = loading.open_table("actors.csv");
  if (!table) return;
  const TableSpec& spec = table_spec("actors.csv");
  // An actor may answer to one further down.
  name_rows(loading, *table, loading.actors);
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
  row.report(ProblemCode::unknown_name, "key", "is read by no mechanism",
             meant ? fmt::format("did you mean '{}'?", *meant)
                   : "`handover assumptions --keys` lists those that are");
}

}  // namespace

void read_assumptions(Loading& loading) {
  Names seen("assumptions.csv");
  loading.each_row("assumptions.csv", [&](RowReader& row) {
    Assumption assumption{.key = row.text("key"), .unit = row.text("unit"), .reason = row.text("reason")};
    if (!seen.add(assumption.key))
      row.report(ProblemCode::duplicated, "key", "is there twice", "keep one range for each assumption");
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

namespace {

// Whether the correlations of all pairs can hold at once: the matrix has a Cholesky root.
bool can_hold_together(const Mission& mission) {
  const std::size_t n = mission.assumptions.size();
  std::vector<double> root(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) root[i * n + i] = 1.0;
  for (const AssumptionCorrelation& pair : mission.correlations)
    root[std::max(pair.first, pair.second) * n + std::min(pair.first, pair.second)] =
        normal_correlation(pair.rank);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = root[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= root[i * n + k] * root[j * n + k];
      if (i == j && sum <= 1e-9) return false;
      root[i * n + j] = i == j ? std::sqrt(sum) : sum / root[j * n + j];
    }
  }
  return true;
}

}  // namespace

void read_correlations(Loading& loading) {
  std::set<std::pair<std::size_t, std::size_t>> seen;
  loading.each_row("correlations.csv", [&](RowReader& row) {
    const auto& assumptions = loading.mission.assumptions;
    const auto index_of = [&](std::string_view column) -> std::optional<std::size_t> {
      const std::string key = row.text(column);
      const auto at = std::find_if(assumptions.begin(), assumptions.end(),
                                   [&](const Assumption& assumption) { return assumption.key == key; });
      if (at != assumptions.end()) return static_cast<std::size_t>(at - assumptions.begin());
      row.report(ProblemCode::unknown_reference, column, "is not an assumption of this mission",
                 "add it to assumptions.csv or correct the key");
      return std::nullopt;
    };
    const auto first = index_of("first"), second = index_of("second");
    const double rank = row.number("rank_correlation", -0.999, 0.999);
    if (!first || !second) return;
    if (*first == *second)
      return row.report(ProblemCode::inconsistent, "second", "is the same as `first`",
                        "name two assumptions");
    if (!seen.insert(std::minmax(*first, *second)).second)
      return row.report(ProblemCode::duplicated, "second", "is correlated with `first` twice",
                        "keep one row for each pair");
    loading.mission.correlations.push_back({*first, *second, rank});
    if (!can_hold_together(loading.mission)) {
      row.report(ProblemCode::inconsistent, "rank_correlation",
                 "contradicts the rows before it: no assumptions can be correlated like that",
                 "move it towards what the others imply");
      loading.mission.correlations.pop_back();
    }
  });
}

}  // namespace handover
