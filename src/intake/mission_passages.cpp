#include "intake/mission_passages.h"

#include "base/root_folder.h"
#include "mission/mission_table.h"
#include "mission/row_reader.h"
#include "tables/csv.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace handover::intake {
namespace {

// As a table, when it is one; what is wrong with it is told by the mission's own reader.
std::optional<Table> table_named(const std::filesystem::path& mission, const std::string& file) {
  const RootFolder root(mission);
  const std::string name = kept_name_of_table(root, file);
  if (!root.has_file(name)) return std::nullopt;
  std::vector<Problem> ignored;
  auto read = read_mission_table(root.read(name), file, ignored);
  if (!read) return std::nullopt;
  return std::move(read->table);
}

std::vector<std::string> items_of(std::string_view list) {
  std::vector<std::string> items;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(';', at), list.size());
    std::string item = trimmed(list.substr(at, end - at));
    if (!item.empty()) items.push_back(std::move(item));
    at = end + 1;
  }
  return items;
}

bool is_digest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

class PassageReader {
 public:
  PassageReader(const Table& table, std::vector<Problem>& problems) : table_(table), problems_(problems) {}

  std::optional<IntakeRow> row(const Table::Row& from, std::string_view table) {
    from_ = &from;
    IntakeRow row;
    row.document_sha256 = text("document");
    row.line = from.line;
    if (row.document_sha256.empty()) return std::nullopt;
    if (!is_digest(row.document_sha256)) {
      report(ProblemCode::wrong_type, "document", row.document_sha256, "is no SHA-256",
             "write the 64 digits that documents/index.csv gives");
      return std::nullopt;
    }
    row.table = table;
    for (std::size_t i = 0; i < kFields; ++i) row.fields[i] = text(kFieldNames[i]);
    row[Field::approximation].clear();
    row.quote = text("quote");
    const auto begin = place("begin");
    const auto end = place("end");
    if (!begin || !end) return std::nullopt;
    row.span = {*begin, *end};
    return row;
  }

 private:
  std::string text(std::string_view name) const {
    const auto column = table_.find(name);
    return column ? trimmed(from_->text[*column]) : std::string();
  }
  std::optional<std::size_t> place(std::string_view name) {
    const std::string written = text(name);
    std::size_t value = 0;
    const auto [end, fault] = std::from_chars(written.data(), written.data() + written.size(), value);
    if (!written.empty() && fault == std::errc() && end == written.data() + written.size()) return value;
    report(ProblemCode::wrong_type, name, written, "is not a place in the document",
           "count its characters from 0");
    return std::nullopt;
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

std::vector<IntakeRow> rows_with_passage(const std::filesystem::path& mission, const std::string& file,
                                         std::string_view name, std::vector<Problem>& problems) {
  std::vector<IntakeRow> rows;
  const auto table = table_named(mission, file);
  if (!table || !table->find("document")) return rows;
  PassageReader reader(*table, problems);
  for (const Table::Row& from : table->rows) {
    if (auto row = reader.row(from, name)) rows.push_back(std::move(*row));
  }
  return rows;
}

}  // namespace

Aliases aliases_of(const std::filesystem::path& mission) {
  Aliases aliases;
  for (const char* file : {"actors.csv", "zones.csv", "issues.csv"}) {
    const auto table = table_named(mission, file);
    const auto id = table ? table->find("id") : std::nullopt;
    const auto column = table ? table->find("aliases") : std::nullopt;
    if (!id || !column) continue;
    for (const Table::Row& row : table->rows)
      aliases[file][trimmed(row.text[*id])] = items_of(row.text[*column]);
  }
  return aliases;
}

PassageRows passages_of(const std::filesystem::path& mission, std::vector<Problem>& problems) {
  return {rows_with_passage(mission, "facts.csv", kFacts, problems),
          rows_with_passage(mission, "positions.csv", kPositions, problems)};
}

}  // namespace handover::intake
