#include "intake/ledger_entry.h"

#include "evidence/spoken_values.h"
#include "mission/row_reader.h"
#include "mission/schema.h"
#include "tables/csv.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace handover::intake {
namespace {

using Cells = std::map<std::string, std::string, std::less<>>;

// A table being written to: its own text with further columns and rows behind, nothing of it lost.
class GrowingTable {
 public:
  GrowingTable(std::string text, std::string file, const std::vector<std::string>& needed)
      : file_(std::move(file)) {
    if (text.empty()) text = fmt::format("{}\n", fmt::join(needed, ","));
    std::vector<Problem> problems;
    if (auto unreadable = unreadable_table(text, file_)) throw InputError(std::move(*unreadable));
    table_ = read_table(text, file_, problems);
    if (!problems.empty()) throw InputError(std::move(problems));
    std::vector<std::string> added;
    for (const std::string& name : needed) {
      if (!table_.find(name)) added.push_back(name);
    }
    widen(text, added);
  }

  const Table& table() const { return table_; }
  bool holds(const Cells& cells, const std::vector<std::string>& key) const {
    return std::any_of(table_.rows.begin(), table_.rows.end(), [&](const Table::Row& row) {
      return std::all_of(key.begin(), key.end(), [&](const std::string& name) {
        const auto column = table_.find(name);
        const auto cell = cells.find(name);
        return column && row.text[*column] == (cell == cells.end() ? std::string() : cell->second);
      });
    });
  }
  void add(const Cells& cells) {
    Table::Row row;
    std::string line;
    for (std::size_t i = 0; i < table_.header.size(); ++i) {
      const auto cell = cells.find(table_.header[i]);
      row.text.push_back(cell == cells.end() ? std::string() : cell->second);
      if (i > 0) line.push_back(',');
      line += csv_field(row.text.back());
    }
    text_ += line + '\n';
    table_.rows.push_back(std::move(row));
  }
  std::string take() { return std::move(text_); }

 private:
  // The new columns at the end of the header and of every row.
  void widen(const std::string& text, const std::vector<std::string>& added) {
    CsvReader reader(text);
    bool header = true;
    while (reader.next()) {
      std::string line(reader.row_text());
      while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.pop_back();
      if (header) {
        for (const std::string& name : added) line += ',' + name;
      } else {
        line.append(added.size(), ',');
      }
      header = false;
      text_ += line + '\n';
    }
    for (const std::string& name : added) table_.header.push_back(name);
    for (Table::Row& row : table_.rows) row.text.resize(table_.header.size());
  }

  std::string file_, text_;
  Table table_;
};

std::vector<std::string> columns_of(const char* file) {
  std::vector<std::string> names;
  for (const ColumnSpec& column : table_spec(file).columns) names.emplace_back(column.name);
  return names;
}

// The columns that the file has to have at least.
std::vector<std::string> needed_columns(const char* file, bool is_new) {
  if (is_new) return columns_of(file);
  std::vector<std::string> names;
  for (const ColumnSpec& column : table_spec(file).columns) {
    if (column.required) names.emplace_back(column.name);
  }
  for (const char* name : {"from", "source", "known_from", "note", "document", "begin", "end", "quote"}) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  }
  return names;
}

void add_passage(const IntakeRow& row, Cells& cells) {
  cells["source"] = row[Field::source];
  cells["known_from"] = row[Field::known_from];
  cells["note"] = row[Field::note];
  cells["document"] = row.document_sha256;
  cells["begin"] = std::to_string(row.span.begin);
  cells["end"] = std::to_string(row.span.end);
  cells["quote"] = short_quote(row.quote);
}

Cells fact_cells(const IntakeRow& row) {
  Cells cells;
  for (const Field field :
       {Field::subject, Field::relation, Field::unit, Field::low, Field::high, Field::area, Field::said_by})
    cells[std::string(kFieldNames[static_cast<std::size_t>(field)])] = row[field];
  cells["value"] = ledger_value_of(row);
  // A range of numbers says its ends itself.
  if (row[Field::approximation] == "range") cells["low"] = cells["high"] = "";
  // Of a relation that is a date the value is the date.
  if (row[Field::relation] != "date") {
    cells["from"] = row[Field::from];
    cells["to"] = row[Field::to];
  }
  add_passage(row, cells);
  return cells;
}

Cells position_cells(const IntakeRow& row) {
  Cells cells;
  for (std::size_t i = static_cast<std::size_t>(Field::actor);
       i <= static_cast<std::size_t>(Field::influence_high); ++i)
    cells[std::string(kFieldNames[i])] = row.fields[i];
  cells["from"] = row[Field::from];
  add_passage(row, cells);
  return cells;
}

void refuse_incomplete(const IntakeRow& row, const std::string& file) {
  const auto missing = missing_in(row);
  if (missing.empty()) return;
  throw InputError(
      Problem{.code = ProblemCode::missing,
              .file = file,
              .line = row.line,
              .field = missing.front(),
              .what = fmt::format("is empty in a row that was taken ({})", fmt::join(missing, ", ")),
              .hint = "fill it in and decide `edit`, or reject the row"});
}

}  // namespace

std::string ledger_value_of(const IntakeRow& row) {
  const std::string& value = row[Field::value];
  const std::string& meant = row[Field::approximation];
  if (row[Field::relation] == "count") {
    const auto approximation = parse_approximation(meant);
    const auto number = parse_number(value);
    if (!approximation || !number) return value;
    return ledger_number(*number, *number, *number, *approximation, value);
  }
  // A week, a quarter or a season is written as its days: the ledger has no words for them.
  const bool spelled = row[Field::relation] != "date" || row[Field::from].empty() || row[Field::to].empty() ||
                       value.find("..") != std::string::npos || evidence::parse_spoken_date(value);
  if (!spelled) return row[Field::from] + ".." + row[Field::to];
  if (meant == "early" || meant == "late") return meant + ' ' + value;
  if (meant == "mid") return "mid-" + value;
  return value;
}

Fact fact_of(const IntakeRow& row, const Mission& mission) {
  Fact fact{.id = "proposal",
            .subject = row[Field::subject],
            .relation = row[Field::relation],
            .value = ledger_value_of(row),
            .unit = row[Field::unit],
            .area = row[Field::area]};
  if (const auto number = parse_number(fact.value)) fact.low = fact.high = number;
  fact.said_by = row[Field::said_by];
  const auto from = parse_date(row[Field::from]);
  fact.has_period = from && fact.relation != "date";
  fact.known.from = fact.has_period ? *from : mission.as_of;
  fact.known.to = fact.has_period ? parse_date(row[Field::to]).value_or(*from) : mission.as_of;
  for (std::size_t i = 0; i < mission.sources.size(); ++i) {
    if (mission.sources[i].id == row[Field::source])
      fact.known.source = SourceId{static_cast<std::uint16_t>(i)};
  }
  fact.note = row[Field::note];
  return fact;
}

std::vector<std::string> missing_in(const IntakeRow& row) {
  std::vector<std::string> missing;
  const bool position = row.table == kPositions;
  const auto needs = [&](Field field) {
    if (row[field].empty()) missing.emplace_back(kFieldNames[static_cast<std::size_t>(field)]);
  };
  needs(Field::source);
  if (position) {
    for (std::size_t i = static_cast<std::size_t>(Field::actor);
         i <= static_cast<std::size_t>(Field::influence_high); ++i)
      needs(static_cast<Field>(i));
  } else {
    for (const Field field : {Field::subject, Field::relation, Field::value}) needs(field);
  }
  return missing;
}

LedgerTexts with_entries(const LedgerTexts& ledger, const std::vector<IntakeRow>& rows,
                         const std::string& file, Entered& entered) {
  GrowingTable facts(ledger.facts, "facts.csv", needed_columns("facts.csv", ledger.facts.empty()));
  GrowingTable positions(ledger.positions, "positions.csv",
                         needed_columns("positions.csv", ledger.positions.empty()));
  std::set<std::string> ids;
  if (const auto id = facts.table().find("id")) {
    for (const Table::Row& row : facts.table().rows) ids.insert(row.text[*id]);
  }
  for (const IntakeRow& row : rows) {
    if (!row.is_taken()) continue;
    refuse_incomplete(row, file);
    const bool position = row.table == kPositions;
    Cells cells = position ? position_cells(row) : fact_cells(row);
    const std::vector<std::string> key =
        position ? std::vector<std::string>{"actor", "issue", "document", "begin", "end"}
                 : std::vector<std::string>{"subject", "relation", "value", "document", "begin", "end"};
    GrowingTable& table = position ? positions : facts;
    if (table.holds(cells, key)) {
      ++entered.there_already;
      continue;
    }
    if (position) {
      ++entered.positions;
    } else {
      std::size_t number = 1;
      std::string id;
      do id = fmt::format("{}-read-{:03}", row[Field::source], number++);
      while (!ids.insert(id).second);
      cells["id"] = id;
      entered.ids.push_back(id);
      ++entered.facts;
    }
    table.add(cells);
  }
  LedgerTexts out = ledger;
  if (entered.facts > 0) out.facts = facts.take();
  if (entered.positions > 0) out.positions = positions.take();
  return out;
}

}  // namespace handover::intake
