// Inside the mission module only: what the writer and the reader of a mission's workbook share.
#pragma once

#include "mission/schema.h"
#include "tables/csv.h"

#include <algorithm>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace handover {

// Names of sheets that are none of a table, and how those of several files begin.
inline constexpr std::string_view kReadMe = "Read me", kTexts = "texts";
inline constexpr std::string_view kPlan = "plan ", kRules = "rules ", kPositions = "positions ";
// What a sheet of TOML has above its rows.
inline constexpr std::string_view kTomlColumns[] = {"part", "key", "value", "note"};

inline bool is_note_of_a_folder(const std::string& name) {
  return name.starts_with("README") || name.starts_with("LICENSE") || name.starts_with("NOTICE");
}

inline std::string stem_of(std::string_view file) {
  return std::filesystem::path(file).stem().string();
}

// outcomes.csv, which `hindcast` alone reads, has no specification.
inline const TableSpec* spec_of_file(std::string_view file) {
  const std::string name = std::filesystem::path(file).filename().string();
  for (const TableSpec& spec : table_specs())
    if (spec.file == name) return &spec;
  return nullptr;
}

// "iraq.xlsx, sheet incidents"
std::string sheet_label(const std::filesystem::path& file, const std::string& sheet);

// The rows of a sheet with the places that they have in it: blank rows too.
class SheetRows {
 public:
  explicit SheetRows(std::string_view csv) : reader_(csv) {}
  bool next() {
    if (!reader_.next()) return false;
    row_ = static_cast<std::size_t>(reader_.line() - 1) - extra_;
    const std::string_view text = reader_.row_text();
    extra_ += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    return true;
  }
  std::size_t row() const { return row_; }  // from 0
  int line() const { return reader_.line(); }
  std::span<const CsvField> fields() const { return reader_.fields(); }
  std::string text(std::size_t column) const {
    return column < fields().size() ? std::string(fields()[column].text) : std::string{};
  }

 private:
  CsvReader reader_;
  std::size_t row_ = 0, extra_ = 0;
};

}  // namespace handover
