#include "talks/readers.h"

#include "tables/front_door.h"
#include "tables/values.h"
#include "talks/cells.h"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

namespace handover::talks {
namespace {

// ---- plain table ----------------------------------------------------------------------------------------

struct PlainColumns {
  std::size_t actor = 0, influence = 0, position = 0, salience = 0;
  std::optional<std::size_t> veto, form;
};

using Names = std::vector<std::string_view>;
// As people call them, plain.
const Names& actor_names() {
  static const Names names = {"actor",     "stakeholder", "player",  "party", "agent",
                              "actorname", "name",        "country", "group"};
  return names;
}
const Names& influence_names() {
  static const Names names = {"capability", "capabilities", "influence", "power",    "clout",
                              "resources",  "resource",     "weight",    "strength", "capacity"};
  return names;
}
const Names& salience_names() {
  static const Names names = {"salience", "saliency", "importance", "priority"};
  return names;
}

std::optional<std::size_t> first_of(const Table& table, const Names& names) {
  for (const std::string_view name : names)
    if (const auto column = table.find(name)) return column;
  return std::nullopt;
}

std::span<const KnownTable> known_plain() {
  static const std::array<KnownTable, 1> tables = {{{"positions", {actor_names(), salience_names()}}}};
  return tables;
}

PlainColumns plain_columns(const Table& table, std::vector<Problem>& problems) {
  const auto need = [&](std::optional<std::size_t> column, const char* name) {
    if (!column)
      problems.push_back({.code = ProblemCode::missing,
                          .file = table.file,
                          .line = 1,
                          .field = name,
                          .what = "column is missing",
                          .hint = "the header needs actor, capability, position and salience"});
    return column.value_or(0);
  };
  PlainColumns columns;
  columns.actor = need(first_of(table, actor_names()), "actor");
  columns.influence = need(first_of(table, influence_names()), "capability");
  // "position", or with its unit: "position_years".
  std::optional<std::size_t> position;
  for (std::size_t c = 0; c < table.header.size() && !position; ++c)
    if (table.header[c].starts_with("position")) position = c;
  if (!position) position = first_of(table, {"preference", "stance", "idealpoint"});
  columns.position = need(position, "position");
  columns.salience = need(first_of(table, salience_names()), "salience");
  columns.veto = table.find("veto");
  columns.form = table.find("form");
  return columns;
}

RangeForm form_in(const Table::Row& row, const PlainColumns& columns, const std::string& file,
                  std::vector<Problem>& problems) {
  if (!columns.form || row.text[*columns.form].empty()) return RangeForm::pert;
  const std::string& text = row.text[*columns.form];
  if (text == "pert") return RangeForm::pert;
  if (text == "triangular") return RangeForm::triangular;
  if (text == "quantiles") return RangeForm::quantiles;
  problems.push_back({.code = ProblemCode::unknown_name,
                      .file = file,
                      .line = row.line,
                      .column = row.column[*columns.form],
                      .field = "form",
                      .value = text,
                      .what = "is not a form of range",
                      .hint = "write pert, triangular or quantiles (10 %, 50 % and 90 %)"});
  return RangeForm::pert;
}

void read_plain_row(const Table& table, const Table::Row& row, const PlainColumns& columns,
                    const CellBounds& scale, BargainTable& result, std::vector<Problem>& problems) {
  const auto judged = [&](std::size_t column, const CellBounds& bounds) {
    const CellPlace place{table.file, row.line, row.column[column], table.header[column]};
    return judged_in(row.text[column], place, bounds, problems);
  };
  const auto influence = judged(columns.influence, {});
  const auto position = judged(columns.position, scale);
  const auto salience = judged(columns.salience, {0.0, 100.0});
  const RangeForm form = form_in(row, columns, table.file, problems);
  const std::string name(trimmed(row.text[columns.actor]));
  const bool known = std::any_of(result.actors.begin(), result.actors.end(),
                                 [&](const BargainActor& actor) { return actor.name == name; });
  if (name.empty() || known)
    problems.push_back({.code = ProblemCode::duplicated,
                        .file = table.file,
                        .line = row.line,
                        .column = row.column[columns.actor],
                        .field = "actor",
                        .value = name,
                        .what = name.empty() ? "is missing" : "is named twice",
                        .hint = "give every actor a name of its own"});
  if (!influence || !position || !salience) return;
  Stake stake{
      .actor = result.actors.size(), .position = *position, .salience = *salience, .influence = *influence};
  stake.position.form = stake.salience.form = stake.influence.form = form;
  stake.veto = columns.veto && row.text[*columns.veto] == "yes";
  result.actors.push_back({name, std::nullopt});
  result.stakes.push_back(stake);
}

// Salience written as a share is brought to 0..100; a whole column decides, never a single cell.
void to_percent(BargainTable& table) {
  double largest = 0.0;
  for (const Stake& stake : table.stakes) largest = std::max(largest, stake.salience.range.high);
  if (largest > 1.0) return;
  for (Stake& stake : table.stakes) {
    ThreePoint& range = stake.salience.range;
    range = {100.0 * range.low, 100.0 * range.mode, 100.0 * range.high};
  }
}

void set_scale(BargainTable& table, const ReadOptions& options) {
  BargainIssue& issue = table.issues.front();
  double low = 1e300, high = -1e300;
  for (const Stake& stake : table.stakes) {
    low = std::min(low, stake.position.range.low);
    high = std::max(high, stake.position.range.high);
  }
  if (options.reference_point) {
    low = std::min(low, *options.reference_point);
    high = std::max(high, *options.reference_point);
  }
  issue.low = options.low.value_or(low);
  issue.high = options.high.value_or(high);
  // Everybody at one place: any scale around it gives the same answers, but there must be one.
  if (!(issue.high > issue.low)) {
    issue.low -= 1.0;
    issue.high += 1.0;
  }
}

void throw_if_any(std::vector<Problem> problems) {
  if (!problems.empty()) throw InputError(std::move(problems));
}

Problem outside(const std::string& file, const char* option, double value, const BargainIssue& issue) {
  return {.code = ProblemCode::out_of_range,
          .file = file,
          .field = option,
          .value = fmt::format("{}", value),
          .what = "lies outside the scale",
          .hint = fmt::format("write a value from {} to {}", issue.low, issue.high)};
}

}  // namespace

namespace {

// The first two rows that hold anything, by one separator.
std::array<std::vector<std::string>, 2> first_rows(std::string_view text, char separator) {
  std::array<std::vector<std::string>, 2> rows;
  CsvReader reader(text, separator);
  for (auto& row : rows) {
    while (row.empty() && reader.next()) {
      const bool filled = std::any_of(reader.fields().begin(), reader.fields().end(),
                                      [](const CsvField& field) { return !trimmed(field.text).empty(); });
      if (!filled) continue;
      for (const CsvField& field : reader.fields()) row.push_back(plain_column_name(field.text));
    }
  }
  return rows;
}

bool holds(const std::vector<std::string>& row, std::string_view name) {
  return std::find(row.begin(), row.end(), name) != row.end();
}

}  // namespace

Format format_of(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return Format::unknown;
  std::string_view start = text.substr(first);
  if (start.starts_with('\'')) start.remove_prefix(1);
  // Only with a letter alone behind it: "#actor" is a tag.
  const bool marked = start.size() > 2 && start[0] == '#' &&
                      std::string_view("APMDO/").find(start[1]) != std::string_view::npos &&
                      std::string_view("\t;,' ").find(start[2]) != std::string_view::npos;
  if (marked) return Format::exchange;
  for (const char separator : {',', ';', '\t'}) {
    const auto [head, second] = first_rows(text, separator);
    if (head.size() >= 4 && holds(second, "actor") && holds(second, "description")) return Format::ktab;
    if (separator == ';' && holds(head, "isnr") && holds(head, "out")) return Format::deu;
  }
  return open_table(text, "", known_plain()).known ? Format::plain : Format::unknown;
}

namespace {

BargainTable read_as(Format format, std::string_view text, const std::string& file,
                     const ReadOptions& options) {
  switch (format) {
    case Format::plain:
      return read_plain_table(text, file, options);
    case Format::ktab:
      return read_ktab_table(text, file);
    case Format::deu:
      return read_deu_table(text, file, options);
    case Format::exchange:
      return read_exchange_table(text, file);
    default:
      throw InputError(Problem{
          .code = ProblemCode::wrong_type,
          .file = file,
          .line = 1,
          .what = "is not a table of positions",
          .hint = "give a mission folder, a table with the header actor,capability,position,salience, or a "
                  "file of KTAB, of the DEU project or of an exchange model"});
  }
}

}  // namespace

BargainTable read_bargain_table(std::string_view bytes, const std::string& file, const ReadOptions& options) {
  const Unpacked unpacked = unpack(bytes, file);
  const TextPart* chosen = nullptr;
  Format format = Format::unknown;
  for (const TextPart& part : unpacked.parts) {
    const Format found = format_of(part.text);
    if (found == Format::unknown) continue;
    if (chosen != nullptr)
      throw InputError(
          Problem{.code = ProblemCode::inconsistent,
                  .file = file,
                  .what = fmt::format("holds several tables of positions: {}, {}", chosen->name, part.name),
                  .hint = "give each as a file of its own"});
    chosen = &part;
    format = found;
  }
  const TextPart& part = chosen != nullptr ? *chosen : unpacked.parts.front();
  // A table of actors that lacks a column is told which.
  if (chosen == nullptr && open_table(part.text, part.name).find({"actor"})) format = Format::plain;
  BargainTable table = read_as(format, part.text, part.name, options);
  table.notes.insert(table.notes.begin(), unpacked.notes.begin(), unpacked.notes.end());
  return table;
}

BargainTable read_plain_table(std::string_view text, const std::string& file, const ReadOptions& options) {
  std::vector<Problem> problems;
  const OpenedTable opened = open_table(text, file, known_plain());
  const Table table = whole_table(opened, problems);
  throw_if_any(problems);
  const PlainColumns columns = plain_columns(table, problems);
  throw_if_any(problems);
  BargainTable result;
  result.name = file;
  result.notes = opened.notes;
  BargainIssue& issue = result.issues.emplace_back();
  issue.name = opened.header[columns.position];
  issue.reference_point = options.reference_point;
  issue.outcome = options.outcome;
  const CellBounds scale{options.low.value_or(-1e12), options.high.value_or(1e12)};
  for (const Table::Row& row : table.rows) read_plain_row(table, row, columns, scale, result, problems);
  if (table.rows.empty())
    problems.push_back({.code = ProblemCode::unknown_reference,
                        .file = file,
                        .line = 1,
                        .what = "names no actor",
                        .hint = "add a line for each actor"});
  throw_if_any(problems);
  to_percent(result);
  set_scale(result, options);
  for (const auto& [name, value] :
       {std::pair{"--reference", options.reference_point}, {"--outcome", options.outcome}})
    if (value && (*value < result.issues.front().low || *value > result.issues.front().high))
      problems.push_back(outside(file, name, *value, result.issues.front()));
  const auto senseless = check_table(result, file);
  problems.insert(problems.end(), senseless.begin(), senseless.end());
  throw_if_any(problems);
  return result;
}

std::vector<Problem> check_table(const BargainTable& table, const std::string& file) {
  std::vector<Problem> problems;
  for (std::size_t k = 0; k < table.issues.size(); ++k) {
    double most = 0.0;
    bool held = false;
    for (const Stake& stake : table.stakes) {
      if (stake.issue != k) continue;
      held = true;
      most = std::max(most, stake.salience.range.high * stake.influence.range.high);
    }
    if (held && !(most > 0.0))
      problems.push_back({.code = ProblemCode::inconsistent,
                          .file = file,
                          .field = table.issues[k].name,
                          .what = "has weights (salience x influence) that sum to zero",
                          .hint = "give some actor both salience and influence above zero"});
  }
  return problems;
}

}  // namespace handover::talks
