#include "tables/workbook.h"

#include "base/dates.h"
#include "base/problem.h"
#include "tables/archive.h"
#include "tables/csv.h"
#include "tables/sheet_scan.h"
#include "tables/values.h"
#include "tables/write_workbook.h"
#include "tables/xml.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <optional>

#include <fmt/format.h>

namespace handover {
namespace {

constexpr std::size_t kMostColumns = 16'384, kMostRows = 1'048'576, kMostCells = 100'000'000;

std::string_view attribute(const XmlAttributes& attributes, std::string_view name) {
  for (const auto& [key, value] : attributes)
    if (key == name) return value;
  return {};
}

std::optional<std::size_t> size_of(std::string_view text) {
  std::size_t value = 0;
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

// Rows and cells as they come, then the text of the whole sheet with as many fields in every row. Only the
// row at hand is kept in cells: a large sheet costs no more than its text.
class Grid {
 public:
  Grid(const std::string& file, CellBreaks breaks) : file_(file), breaks_(breaks) {}

  void set(std::size_t row, std::size_t column, std::string text) {
    if (text.empty()) return;
    if (row >= kMostRows || column >= kMostColumns || ++cells_ > kMostCells || row < lines_.size()) {
      throw InputError(Problem{
          .code = ProblemCode::unreadable,
          .file = file_,
          .line = static_cast<int>(std::min(row, kMostRows)) + 1,
          .what = row < lines_.size() ? "has its rows out of order" : "has a cell beyond the largest sheet",
          .hint = "save the workbook again, or as CSV"});
    }
    for (char& c : text) {
      if (breaks_ == CellBreaks::as_blanks && (c == '\n' || c == '\r')) c = ' ';
    }
    while (lines_.size() < row) finish_row();
    if (current_.size() <= column) current_.resize(column + 1);
    current_[column] = std::move(text);
    width_ = std::max(width_, column + 1);
  }

  std::string text() {
    if (!current_.empty()) finish_row();
    std::string csv;
    for (const Line& line : lines_) {
      csv += line.text;
      if (line.fields > 0) csv.append(width_ - line.fields, ',');
      csv += '\n';
    }
    return csv;
  }

 private:
  struct Line {
    std::string text;
    std::size_t fields = 0;
  };
  void finish_row() {
    Line line{.fields = current_.size()};
    for (std::size_t column = 0; column < current_.size(); ++column) {
      if (column > 0) line.text += ',';
      const std::string& text = current_[column];
      const bool is_plain = std::none_of(
          text.begin(), text.end(), [](char c) { return c == ',' || c == '"' || c == '\n' || c == '\r'; });
      is_plain ? line.text += text : line.text += csv_field(text);
    }
    lines_.push_back(std::move(line));
    current_.clear();
  }

  const std::string& file_;
  CellBreaks breaks_;
  std::vector<Line> lines_;           // rows that are finished
  std::vector<std::string> current_;  // of the row behind them
  std::size_t width_ = 0, cells_ = 0;
};

// Whether a format of numbers shows a day: its letters d and y outside quotes, brackets and escapes.
bool shows_a_day(std::string_view format) {
  bool has_day = false, has_year = false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    if (c == '"') i = std::min(format.find('"', i + 1), format.size());
    if (c == '[') i = std::min(format.find(']', i + 1), format.size());
    if (c == '\\') ++i;
    has_day = has_day || c == 'd' || c == 'D';
    has_year = has_year || c == 'y' || c == 'Y';
  }
  return has_day || has_year;
}

// Of the formats that files do not spell out (ECMA-376, 18.8.30): 14 to 17 and 22 are days.
bool is_built_in_day(std::size_t id) {
  return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

// Which cell styles show their number as a day.
std::vector<bool> day_styles(const std::string& xml, const std::string& file) {
  std::map<std::size_t, bool> formats;
  std::vector<bool> days;
  bool in_cell_formats = false;
  XmlHandlers handlers;
  handlers.start = [&](std::string_view name, const XmlAttributes& attributes) {
    const auto id = size_of(attribute(attributes, "numFmtId"));
    if (name == "numFmt" && id) formats[*id] = shows_a_day(attribute(attributes, "formatCode"));
    if (name == "cellXfs") in_cell_formats = true;
    if (name != "xf" || !in_cell_formats) return;
    const auto own = id ? formats.find(*id) : formats.end();
    days.push_back(own != formats.end() ? own->second : id && is_built_in_day(*id));
  };
  handlers.end = [&](std::string_view name) {
    if (name == "cellXfs") in_cell_formats = false;
  };
  handlers.text = [](std::string_view) {};
  parse_xml(xml, file, "styles.xml", handlers);
  return days;
}

// Characters that XML does not hold stand as _xHHHH_ in texts (ECMA-376, 22.9.2.19).
std::string without_escapes(std::string text) {
  for (std::size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
    if (at + 7 > text.size() || text[at + 6] != '_') continue;
    unsigned code = 0;
    const auto [stop, failure] = std::from_chars(text.data() + at + 2, text.data() + at + 6, code, 16);
    if (failure != std::errc{} || stop != text.data() + at + 6 || code >= 0x80) continue;
    text.replace(at, 7, 1, static_cast<char>(code));
  }
  return text;
}

std::vector<std::string> shared_texts(const std::string& xml, const std::string& file) {
  std::vector<std::string> texts;
  bool in_text = false, in_phonetic = false;
  XmlHandlers handlers;
  handlers.start = [&](std::string_view name, const XmlAttributes&) {
    if (name == "si") texts.emplace_back();
    if (name == "rPh") in_phonetic = true;
    in_text = name == "t" && !in_phonetic && !texts.empty();
  };
  handlers.end = [&](std::string_view name) {
    if (name == "si" && !texts.empty()) texts.back() = without_escapes(std::move(texts.back()));
    if (name == "rPh") in_phonetic = false;
    in_text = false;
  };
  handlers.text = [&](std::string_view text) {
    if (in_text) texts.back() += text;
  };
  parse_xml(xml, file, "sharedStrings.xml", handlers);
  return texts;
}

// A serial day as a day; with the time of day behind it when there is one.
std::string day_text(double serial, bool from_1904) {
  const Date origin = from_1904 ? date_of(1904, 1, 1) : date_of(1899, 12, 30);
  const double whole = std::floor(serial);
  std::string text = to_string(origin + std::chrono::days{static_cast<int>(whole)});
  const int seconds = static_cast<int>(std::lround((serial - whole) * 86'400.0)) % 86'400;
  if (seconds == 0) return text;
  return text + fmt::format(" {:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

struct BookParts {
  std::vector<std::string> texts;
  std::vector<bool> day_styles;
  bool from_1904 = false;
};

struct Cell {
  std::size_t row = 0, column = 0;
  std::string type, value;
  std::size_t style = 0;
  bool has_formula = false;
};

// Programs that write workbooks without computing them leave formulas whose value nobody knows: as nothing it
// would be lost without a word.
void refuse_formula_without_value(const std::string& file, std::size_t row, std::size_t column) {
  throw InputError(Problem{.code = ProblemCode::missing,
                           .file = file,
                           .what = "is a formula whose value the workbook does not hold",
                           .hint = "open it in a spreadsheet and save it, or put the value in its place",
                           .cell = cell_name(row, column)});
}

// A whole number that would be written the same way again.
bool is_plain_whole(std::string_view text) {
  constexpr std::size_t kExact = 15;  // digits that a number of a spreadsheet holds
  return !text.empty() && text.size() <= kExact && (text.front() != '0' || text.size() == 1) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string text_of(std::string_view type, std::string_view value, std::size_t style, const BookParts& book) {
  if (type == "s") {
    const auto index = size_of(value);
    return index && *index < book.texts.size() ? book.texts[*index] : std::string{};
  }
  if (type == "b") return value == "1" ? "TRUE" : "FALSE";
  if (!type.empty() && type != "n") return std::string(value);
  const bool day = style < book.day_styles.size() && book.day_styles[style];
  if (!day && is_plain_whole(value)) return std::string(value);
  const auto number = number_of(value);
  if (!number) return std::string(value);
  if (day && *number >= 1.0 && *number < 2'958'466.0) return day_text(*number, book.from_1904);
  return fmt::format("{}", *number);
}

// Nothing when the sheet is not written as programs write them: a general parser then says what it holds.
std::optional<std::string> scanned_sheet(const std::string& xml, const BookParts& book,
                                         const std::string& file, CellBreaks breaks) {
  Grid grid(file, breaks);
  SheetScan scan(xml);
  ScannedCell cell;
  for (auto step = scan.next(cell); step != SheetScan::Step::end; step = scan.next(cell)) {
    if (step == SheetScan::Step::unusual) return std::nullopt;
    if (cell.has_formula && cell.value.empty() && cell.type != "str")
      refuse_formula_without_value(file, cell.row, cell.column);
    grid.set(cell.row, cell.column, text_of(cell.type, cell.value, cell.style, book));
  }
  return grid.text();
}

std::string sheet_text(const std::string& xml, const BookParts& book, const std::string& file,
                       const std::string& part, CellBreaks breaks) {
  if (auto text = scanned_sheet(xml, book, file, breaks)) return std::move(*text);
  Grid grid(file, breaks);
  Cell cell;
  std::size_t row = 0, column = 0;
  bool in_value = false;
  XmlHandlers handlers;
  handlers.start = [&](std::string_view name, const XmlAttributes& attributes) {
    if (name == "row") {
      const auto number = size_of(attribute(attributes, "r"));
      row = number && *number > 0 ? *number - 1 : row;
      column = 0;
    } else if (name == "c") {
      cell = {.row = row,
              .column = column,
              .type = std::string(attribute(attributes, "t")),
              .style = size_of(attribute(attributes, "s")).value_or(0)};
      read_cell_place(attribute(attributes, "r"), cell.row, cell.column);
    }
    if (name == "f") cell.has_formula = true;
    in_value = name == "v" || name == "t";
  };
  handlers.end = [&](std::string_view name) {
    in_value = false;
    if (name == "row") ++row;
    if (name != "c") return;
    // A formula may well give an empty text.
    if (cell.has_formula && cell.value.empty() && cell.type != "str")
      refuse_formula_without_value(file, cell.row, cell.column);
    grid.set(cell.row, cell.column, text_of(cell.type, cell.value, cell.style, book));
    column = cell.column + 1;
  };
  handlers.text = [&](std::string_view text) {
    if (in_value) cell.value += text;
  };
  parse_xml(xml, file, part, handlers);
  return grid.text();
}

struct SheetEntry {
  std::string name, relation;
  bool is_hidden = false;
};

std::vector<SheetEntry> sheet_entries(const std::string& xml, const std::string& file, bool& from_1904) {
  std::vector<SheetEntry> sheets;
  XmlHandlers handlers;
  handlers.start = [&](std::string_view name, const XmlAttributes& attributes) {
    if (name == "workbookPr") {
      const std::string_view flag = attribute(attributes, "date1904");
      from_1904 = flag == "1" || flag == "true";
    }
    if (name == "sheet")
      sheets.push_back({std::string(attribute(attributes, "name")), std::string(attribute(attributes, "id")),
                        attribute(attributes, "state").find("idden") != std::string_view::npos});
  };
  handlers.end = [](std::string_view) {};
  handlers.text = [](std::string_view) {};
  parse_xml(xml, file, "workbook.xml", handlers);
  return sheets;
}

// Relation id -> path in the archive.
std::map<std::string, std::string> relations(const std::string& xml, const std::string& file) {
  std::map<std::string, std::string> targets;
  XmlHandlers handlers;
  handlers.start = [&](std::string_view name, const XmlAttributes& attributes) {
    if (name != "Relationship") return;
    const std::string target(attribute(attributes, "Target"));
    targets[std::string(attribute(attributes, "Id"))] =
        target.starts_with('/') ? target.substr(1) : "xl/" + target;
  };
  handlers.end = [](std::string_view) {};
  handlers.text = [](std::string_view) {};
  parse_xml(xml, file, "workbook.xml.rels", handlers);
  return targets;
}

}  // namespace

std::vector<Sheet> read_xlsx(ZipArchive& archive, const std::string& file, CellBreaks breaks) {
  BookParts book;
  const auto entries = sheet_entries(archive.read("xl/workbook.xml"), file, book.from_1904);
  const auto targets = relations(archive.read("xl/_rels/workbook.xml.rels"), file);
  if (archive.holds("xl/sharedStrings.xml"))
    book.texts = shared_texts(archive.read("xl/sharedStrings.xml"), file);
  if (archive.holds("xl/styles.xml")) book.day_styles = day_styles(archive.read("xl/styles.xml"), file);
  std::vector<Sheet> sheets;
  for (const SheetEntry& entry : entries) {
    const auto target = targets.find(entry.relation);
    if (target == targets.end() || !archive.holds(target->second)) continue;  // a chart, or no part at all
    const std::string where = fmt::format("{}[{}]", file, entry.name);
    sheets.push_back({entry.name,
                      sheet_text(archive.read(target->second), book, where, target->second, breaks),
                      entry.is_hidden});
  }
  return sheets;
}

namespace {

// One pass over content.xml of an OpenDocument spreadsheet.
class OdsReader {
 public:
  OdsReader(const std::string& file, CellBreaks breaks) : file_(file), breaks_(breaks) {}

  void start(std::string_view name, const XmlAttributes& attributes) {
    if (name == "table") {
      sheets_.push_back({std::string(attribute(attributes, "name")), {}, false});
      grid_ = std::make_unique<Grid>(file_, breaks_);
      row_ = 0;
    } else if (name == "table-row") {
      column_ = 0;
      row_repeated_ = repeats(attributes, "number-rows-repeated");
      row_cells_.clear();
    } else if (name == "table-cell" || name == "covered-table-cell") {
      cell_repeated_ = repeats(attributes, "number-columns-repeated");
      value_ = value_of(attributes);
      has_value_ = !value_.empty();
      is_unknown_ = !attribute(attributes, "formula").empty() && attribute(attributes, "value-type").empty();
      paragraphs_ = 0;
    } else if (name == "annotation") {
      ++in_annotation_;
    } else if (name == "p" && in_annotation_ == 0) {
      if (!has_value_ && paragraphs_++ > 0) value_ += breaks_ == CellBreaks::kept ? '\n' : ' ';
      ++in_paragraph_;
    } else if (name == "s" && in_paragraph_ > 0 && !has_value_) {
      value_ += ' ';
    }
  }
  void end(std::string_view name) {
    if (name == "annotation" && in_annotation_ > 0) --in_annotation_;
    if (name == "p" && in_annotation_ == 0 && in_paragraph_ > 0) --in_paragraph_;
    if (name == "table-cell" || name == "covered-table-cell") {
      if (is_unknown_ && value_.empty()) refuse_formula_without_value(file_, row_, column_);
      is_unknown_ = false;
      for (std::size_t i = 0; !value_.empty() && i < cell_repeated_; ++i)
        row_cells_.emplace_back(column_ + i, value_);
      column_ += cell_repeated_;
      value_.clear();
    } else if (name == "table-row") {
      for (std::size_t i = 0; grid_ && !row_cells_.empty() && i < row_repeated_; ++i) {
        for (const auto& [column, text] : row_cells_) grid_->set(row_ + i, column, text);
      }
      row_ += row_repeated_;
    } else if (name == "table" && grid_) {
      sheets_.back().text = grid_->text();
      grid_.reset();
    }
  }
  void text(std::string_view text) {
    if (in_paragraph_ > 0 && in_annotation_ == 0 && !has_value_) value_ += text;
  }
  std::vector<Sheet> sheets() { return std::move(sheets_); }

 private:
  static std::size_t repeats(const XmlAttributes& attributes, const char* name) {
    return std::clamp<std::size_t>(size_of(attribute(attributes, name)).value_or(1), 1, kMostRows);
  }
  // Numbers and days as stored, not as shown; of texts what is shown.
  static std::string value_of(const XmlAttributes& attributes) {
    const std::string_view type = attribute(attributes, "value-type");
    if (type == "date") {
      std::string day(attribute(attributes, "date-value"));
      if (day.size() >= 19 && day.substr(10, 9) == "T00:00:00") day.resize(10);
      return day;
    }
    if (type == "float" || type == "percentage" || type == "currency")
      return std::string(attribute(attributes, "value"));
    if (type == "boolean") return attribute(attributes, "boolean-value") == "true" ? "TRUE" : "FALSE";
    return {};
  }

  const std::string& file_;
  CellBreaks breaks_;
  std::vector<Sheet> sheets_;
  std::unique_ptr<Grid> grid_;
  std::size_t row_ = 0, column_ = 0, row_repeated_ = 1, cell_repeated_ = 1;
  std::vector<std::pair<std::size_t, std::string>> row_cells_;
  std::string value_;
  bool has_value_ = false, is_unknown_ = false;
  int in_paragraph_ = 0, in_annotation_ = 0, paragraphs_ = 0;
};

}  // namespace

std::vector<Sheet> read_ods(ZipArchive& archive, const std::string& file, CellBreaks breaks) {
  OdsReader reader(file, breaks);
  XmlHandlers handlers;
  handlers.start = [&](std::string_view name, const XmlAttributes& attributes) {
    reader.start(name, attributes);
  };
  handlers.end = [&](std::string_view name) { reader.end(name); };
  handlers.text = [&](std::string_view text) { reader.text(text); };
  parse_xml(archive.read("content.xml"), file, "content.xml", handlers);
  return reader.sheets();
}

bool is_workbook(std::string_view bytes) {
  if (!bytes.starts_with("PK\x03\x04")) return false;
  try {
    const ZipArchive archive(bytes, "workbook");
    return archive.holds("xl/workbook.xml") || archive.holds("content.xml");
  } catch (const InputError&) {
    return false;
  }
}

std::vector<Sheet> read_workbook(std::string_view bytes, const std::string& file, CellBreaks breaks) {
  ZipArchive archive(bytes, file);
  if (archive.holds("xl/workbook.xml")) return read_xlsx(archive, file, breaks);
  if (archive.holds("content.xml")) return read_ods(archive, file, breaks);
  throw InputError(Problem{.code = ProblemCode::unreadable,
                           .file = file,
                           .what = "is not a workbook",
                           .hint = "give an .xlsx or an .ods file"});
}

}  // namespace handover
