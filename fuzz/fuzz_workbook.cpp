// What strangers send as a mission's workbook. The first byte says what the rest is: the file itself; the
// text of a sheet, whose name is the first line; TOML, which must come back from its rows; cells, which must
// come back from the workbook they are written into.
#include "base/problem.h"
#include "mission/mission_workbook.h"
#include "tables/csv.h"
#include "tables/encoding.h"
#include "tables/toml.h"
#include "tables/toml_rows.h"
#include "tables/workbook.h"
#include "tables/write_workbook.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

using namespace handover;

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

void check_inside(const BookFiles& book) {
  for (const auto& [name, text] : book.files) {
    const std::filesystem::path path(name);
    check(!path.is_absolute() && path == path.lexically_normal());
    check(std::none_of(path.begin(), path.end(), [](const auto& part) { return part == ".."; }));
  }
}

void take_sheet(const std::string& text) {
  const auto line = std::min(text.find('\n'), text.size());
  const std::string name = text.substr(0, line);
  if (!is_sheet_name(name) || !is_utf8(text) || text.find('\0') != std::string::npos) return;
  SheetToWrite sheet{.name = name, .columns = {{.name = "a"}, {.name = "b"}, {.name = "c"}}};
  CsvReader rows(std::string_view(text).substr(std::min(line + 1, text.size())));
  while (rows.next()) {
    auto& row = sheet.rows.emplace_back();
    for (const CsvField& field : rows.fields()) row.emplace_back(field.text.substr(0, 1000));
    row.resize(3);
  }
  const SheetToWrite mission{
      .name = "mission",
      .columns = {{.name = "part"}, {.name = "key"}, {.name = "value"}, {.name = "note"}},
      .rows = {{"[mission]"}}};
  check_inside(
      files_in_workbook(write_workbook({.title = "x", .sheets = {mission, sheet}}, "x.xlsx"), "x.xlsx"));
}

void take_toml(const std::string& text) {
  const auto rows = toml_as_rows(text, "t.toml");
  std::vector<Problem> problems;
  const std::string meant = canonical_toml(parse_toml(text, "t.toml", problems));
  check(canonical_toml(parse_toml(rows_as_toml(rows), "t.toml", problems)) == meant && problems.empty());
}

// Control characters and what XML cannot hold are for `handover workbook` to refuse, which reads what it
// wrote.
void take_cell(const std::string& text) {
  const bool plain = is_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
                       return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
                     });
  if (!plain || text.empty() || text.find("_x") != std::string::npos ||
      text.find("\xEF\xBF") != std::string::npos)
    return;
  const BookToWrite book{
      .title = "x",
      .sheets = {{.name = "s", .columns = {{.name = "a", .form = CellForm::any}}, .rows = {{text}}}}};
  const auto sheets = read_workbook(write_workbook(book, "x.xlsx"), "x.xlsx", CellBreaks::kept);
  check(sheets.size() == 1 && sheets[0].text == "a\n" + csv_field(text) + "\n");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    switch (data[0] % 4) {
      case 0:
        check_inside(files_in_workbook(bytes, "x.xlsx"));
        break;
      case 1:
        take_sheet(bytes);
        break;
      case 2:
        take_toml(bytes);
        break;
      default:
        take_cell(bytes);
    }
  } catch (const InputError& error) {
    check(!error.problems().empty());
  }
  return 0;
}
