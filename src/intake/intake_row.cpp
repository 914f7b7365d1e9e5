#include "intake/intake_row.h"

#include "base/dates.h"
#include "tables/csv.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace handover::intake {

const std::array<std::string_view, kFields> kFieldNames = {
    "subject",       "relation",       "value",          "approximation", "low",
    "high",          "unit",           "object",         "from",          "to",
    "area",          "said_by",        "actor",          "issue",         "position_low",
    "position_mode", "position_high",  "salience_low",   "salience_mode", "salience_high",
    "influence_low", "influence_mode", "influence_high", "source",        "known_from",
    "note"};

namespace {

struct SpanColumns {
  std::string_view begin, end;
  Span IntakeRow::*span;
};
constexpr SpanColumns kOwnSpans[] = {{"speaker_begin", "speaker_end", &IntakeRow::speaker},
                                     {"area_begin", "area_end", &IntakeRow::area_span},
                                     {"period_begin", "period_end", &IntakeRow::period_span}};
struct TextColumn {
  std::string_view name;
  std::string IntakeRow::*text;
};
constexpr TextColumn kDecision[] = {{"decision", &IntakeRow::decision},
                                    {"decided_by", &IntakeRow::decided_by},
                                    {"decided_on", &IntakeRow::decided_on}};
constexpr std::size_t kLongestPlace = 50'000'000;

void append(std::string& line, std::string_view field) {
  if (!line.empty()) line.push_back(',');
  line += csv_field(field);
}

std::string header() {
  std::string line = "table";
  for (const std::string_view name : kFieldNames) append(line, name);
  for (const SpanColumns& columns : kOwnSpans) append(line, columns.begin), append(line, columns.end);
  for (const char* name : {"quote", "begin", "end", "document_sha256", "rule", "anchor", "right", "of"})
    append(line, name);
  for (const TextColumn& column : kDecision) append(line, column.name);
  return line + '\n';
}

std::string line_of(const IntakeRow& row) {
  std::string line = csv_field(row.table);
  for (const std::string& field : row.fields) line += ',' + csv_field(field);
  for (const SpanColumns& columns : kOwnSpans) {
    const Span span = row.*(columns.span);
    line += span.empty() ? std::string(",,") : fmt::format(",{},{}", span.begin, span.end);
  }
  line += ',' + csv_field(row.quote);
  line += fmt::format(",{},{},", row.span.begin, row.span.end);
  line += csv_field(row.document_sha256) + ',' + csv_field(row.rule) + ',' + csv_field(row.anchor);
  line += fmt::format(",{},{}", row.right, row.of);
  for (const TextColumn& column : kDecision) line += ',' + csv_field(row.*(column.text));
  return line + '\n';
}

class IntakeReader {
 public:
  IntakeReader(const Table& table, std::vector<Problem>& problems) : table_(table), problems_(problems) {}

  std::optional<IntakeRow> row(const Table::Row& from) {
    from_ = &from;
    const std::size_t before = problems_.size();
    IntakeRow row;
    row.line = from.line;
    row.table = text("table");
    for (std::size_t i = 0; i < kFields; ++i) row.fields[i] = text(kFieldNames[i]);
    for (const SpanColumns& columns : kOwnSpans)
      row.*(columns.span) = {place(columns.begin), place(columns.end)};
    row.quote = text("quote");
    row.span = {place("begin"), place("end")};
    row.document_sha256 = text("document_sha256");
    row.rule = text("rule");
    row.anchor = text("anchor");
    row.right = place("right");
    row.of = place("of");
    for (const TextColumn& column : kDecision) row.*(column.text) = text(column.name);
    check(row);
    return problems_.size() == before ? std::optional(std::move(row)) : std::nullopt;
  }

 private:
  std::string text(std::string_view name) const {
    const auto column = table_.find(name);
    return column ? from_->text[*column] : std::string();
  }
  std::size_t place(std::string_view name) {
    const std::string written = text(name);
    if (written.empty()) return 0;
    std::size_t value = 0;
    const auto [end, fault] = std::from_chars(written.data(), written.data() + written.size(), value);
    if (fault != std::errc() || end != written.data() + written.size() || value > kLongestPlace) {
      report(ProblemCode::wrong_type, name, written, "is not a place in a text", "write a whole number");
      return 0;
    }
    return value;
  }
  void check(const IntakeRow& row) {
    if (row.table != kFacts && row.table != kPositions && row.table != kHighlight)
      report(ProblemCode::syntax, "table", row.table, "is not a table that rows are read for",
             "write facts, positions or highlight");
    if (row.span.empty())
      report(ProblemCode::inconsistent, "end", text("end"), "does not lie behind begin",
             "give the passage's two ends");
    const bool known = row.decision.empty() || row.decision == "accept" || row.decision == "edit" ||
                       row.decision == "reject";
    if (!known)
      report(ProblemCode::unknown_name, "decision", row.decision, "is not a decision",
             "write accept, edit or reject, or leave it empty");
    if (row.is_decided() && row.decided_by.empty())
      report(ProblemCode::missing, "decided_by", "", "is empty",
             "write who decided; a decision without a name does not count");
    if (row.is_decided() && !parse_date(row.decided_on))
      report(ProblemCode::wrong_type, "decided_on", row.decided_on, "is not a valid date",
             "write the day of the decision, YYYY-MM-DD");
  }
  void report(ProblemCode code, std::string_view field, std::string value, std::string what,
              std::string hint) {
    problems_.push_back({.code = code,
                         .file = table_.file,
                         .line = from_->line,
                         .field = std::string(field),
                         .value = std::move(value),
                         .what = std::move(what),
                         .hint = std::move(hint)});
  }

  const Table& table_;
  std::vector<Problem>& problems_;
  const Table::Row* from_ = nullptr;
};

}  // namespace

std::string intake_csv(const std::vector<IntakeRow>& rows) {
  std::string csv = header();
  for (const IntakeRow& row : rows) csv += line_of(row);
  return csv;
}

std::vector<IntakeRow> parse_intake_csv(std::string_view text, const std::string& file,
                                        std::vector<Problem>& problems) {
  const Table table = read_table(text, file, problems);
  for (const char* needed : {"table", "begin", "end", "decision"}) {
    if (!table.header.empty() && !table.find(needed)) {
      problems.push_back({.code = ProblemCode::syntax,
                          .file = file,
                          .line = 1,
                          .field = needed,
                          .what = "is missing from the header",
                          .hint = "use a file that `handover read` wrote"});
      return {};
    }
  }
  IntakeReader reader(table, problems);
  std::vector<IntakeRow> rows;
  for (const Table::Row& from : table.rows) {
    if (auto row = reader.row(from)) rows.push_back(std::move(*row));
  }
  return rows;
}

std::string kind_of(const IntakeRow& row) {
  if (row.table == kPositions) return "position";
  const std::string& relation = row[Field::relation];
  return relation.empty() ? std::string("other") : relation;
}

}  // namespace handover::intake
