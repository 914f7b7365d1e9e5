// The sheets of a workbook as the files of a mission's folder.
#include "base/files.h"
#include "mission/mission_workbook.h"
#include "mission/workbook_sheets.h"
#include "tables/toml_rows.h"
#include "tables/values.h"
#include "tables/workbook.h"
#include "tables/write_workbook.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover {
namespace {

// Where the mission keeps what a sheet of this name holds; nothing for a sheet that is no part of a mission.
std::optional<std::string> file_of_sheet(const std::string& sheet) {
  std::string name(without_blanks(sheet));
  for (const TableSpec& spec : table_specs())
    if (plain_column_name(stem_of(spec.file)) == plain_column_name(name)) return std::string(spec.file);
  const std::string plain = plain_column_name(name);
  if (plain == "outcomes") return "outcomes.csv";
  if (plain == "mission") return "mission.toml";
  if (plain == "import") return "import.toml";
  const auto behind = [&](std::string_view word) { return name.substr(word.size()); };
  if (name.starts_with(kPlan)) return "plans/" + behind(kPlan) + ".toml";
  if (name.starts_with(kRules)) return "overlays/" + behind(kRules) + "/rules.toml";
  if (name.starts_with(kPositions)) return "overlays/" + behind(kPositions) + "/positions.csv";
  return std::nullopt;
}

// A file stays in the folder, whatever a sheet or a cell says.
bool stays_inside(const std::string& file) {
  const std::filesystem::path path(file);
  if (path.empty() || path.is_absolute() || file.find('\0') != std::string::npos) return false;
  return std::all_of(path.begin(), path.end(), [](const std::filesystem::path& part) {
    return part != ".." && part != "." && !part.empty() && !part.string().starts_with('.');
  });
}

bool may_be_left_out(const TableSpec* spec, std::string_view column) {
  if (spec == nullptr) return false;
  return std::any_of(spec->columns.begin(), spec->columns.end(), [&](const ColumnSpec& candidate) {
    return candidate.name == column && !candidate.required;
  });
}

bool is_blank(std::span<const CsvField> fields) {
  return std::all_of(fields.begin(), fields.end(),
                     [](const CsvField& field) { return without_blanks(field.text).empty(); });
}

// Without the columns that stand ready to be filled and in which nothing stands: the folder's tables stay
// as slim as they were. Those that a table must have stay.
std::string slim_table(const std::string& file, const std::string& csv) {
  const TableSpec* const spec = spec_of_file(file);
  std::vector<bool> kept;
  for (SheetRows rows(csv); rows.next();) {
    kept.resize(std::max(kept.size(), rows.fields().size()));
    for (std::size_t c = 0; c < rows.fields().size(); ++c) {
      const bool filled = !without_blanks(rows.fields()[c].text).empty();
      const bool must = rows.row() == 0 && filled && !may_be_left_out(spec, rows.text(c));
      kept[c] = kept[c] || must || (rows.row() > 0 && filled);
    }
  }
  std::string slim;
  for (SheetRows rows(csv); rows.next();) {
    if (is_blank(rows.fields())) continue;
    std::string line;
    bool first = true;
    for (std::size_t c = 0; c < kept.size(); ++c) {
      if (!kept[c]) continue;
      line += (first ? "" : ",") + csv_field(rows.text(c));
      first = false;
    }
    slim += line + '\n';
  }
  return slim;
}

std::string toml_of_sheet(const std::string& csv, const std::string& sheet, std::vector<Problem>& problems) {
  std::vector<TomlRow> lines;
  SheetRows rows(csv);
  while (rows.next()) {
    if (rows.row() == 0) {
      for (std::size_t c = 0; c < std::size(kTomlColumns); ++c) {
        if (plain_column_name(rows.text(c)) == kTomlColumns[c]) continue;
        problems.push_back({.code = ProblemCode::inconsistent,
                            .file = sheet,
                            .value = rows.text(c),
                            .what = "is not the heading of this column",
                            .hint = fmt::format("write '{}'", kTomlColumns[c]),
                            .cell = cell_name(0, c)});
      }
      continue;
    }
    lines.resize(rows.row() - 1);
    lines.push_back({std::string(without_blanks(rows.text(0))), std::string(without_blanks(rows.text(1))),
                     rows.text(2), rows.text(3)});
  }
  return rows_as_toml(lines);
}

void add_texts_of_sheet(const std::string& csv, const std::string& sheet, BookFiles& book,
                        std::vector<Problem>& problems) {
  SheetRows rows(csv);
  while (rows.next()) {
    const std::string file(without_blanks(rows.text(0)));
    if (rows.row() == 0 || (file.empty() && rows.text(1).empty())) continue;
    if (!stays_inside(file) ||
        (!is_note_of_a_folder(file) && !(file.starts_with("statements/") && file.ends_with(".txt")))) {
      problems.push_back({.code = ProblemCode::wrong_type,
                          .file = sheet,
                          .value = file,
                          .what = "is not a text of a mission",
                          .hint = "write statements/NAME.txt or README.md",
                          .cell = cell_name(rows.row(), 0)});
      continue;
    }
    const auto [text, is_new] = book.files.try_emplace(file);
    if (!is_new) text->second += '\n';
    text->second += rows.text(1);
  }
}

}  // namespace

std::string sheet_label(const std::filesystem::path& file, const std::string& sheet) {
  return fmt::format("{}, sheet {}", file.filename().string(), sheet);
}

BookFiles files_of_workbook(const std::filesystem::path& path) {
  return files_in_workbook(read_file(path), path.filename().string());
}

BookFiles files_in_workbook(std::string_view bytes, const std::string& name) {
  BookFiles book;
  std::vector<Problem> problems;
  for (const Sheet& sheet : read_workbook(bytes, name, CellBreaks::kept)) {
    const std::string label = sheet_label(name, sheet.name);
    const bool is_empty = sheet.text.find_first_not_of(", \n\"") == std::string::npos;
    const std::string plain = plain_column_name(sheet.name);
    if (is_empty || sheet.is_hidden || plain == plain_column_name(kReadMe) || sheet.name.starts_with('#'))
      continue;
    if (plain == kTexts) {
      add_texts_of_sheet(sheet.text, label, book, problems);
      continue;
    }
    const auto file = file_of_sheet(sheet.name);
    if (!file || !stays_inside(*file)) {
      problems.push_back({.code = ProblemCode::unknown_name,
                          .file = name,
                          .value = sheet.name,
                          .what = "is not a sheet of a mission",
                          .hint =
                              "name it after a table (incidents), or 'plan NAME'; put # before the name of a "
                              "sheet of your own"});
      continue;
    }
    if (!book.sheet_of.emplace(*file, sheet.name).second) {
      problems.push_back({.code = ProblemCode::duplicated,
                          .file = name,
                          .value = sheet.name,
                          .what = "is there twice",
                          .hint = "keep one sheet for each table"});
      continue;
    }
    book.files[*file] = file->ends_with(".toml") ? toml_of_sheet(sheet.text, label, problems) : sheet.text;
  }
  if (!problems.empty()) throw InputError(std::move(problems));
  if (book.files.count("mission.toml") == 0)
    throw InputError(
        Problem{.code = ProblemCode::missing,
                .file = name,
                .what = "has no sheet 'mission'",
                .hint = "`handover new --workbook M.xlsx` makes a workbook of an invented mission"});
  return book;
}

std::map<std::string, std::string> folder_of_workbook(const std::filesystem::path& file) {
  auto files = files_of_workbook(file).files;
  for (auto& [name, text] : files)
    if (name.ends_with(".csv")) text = slim_table(name, text);
  return files;
}

}  // namespace handover
