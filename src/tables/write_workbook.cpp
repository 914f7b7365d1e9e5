#include "tables/write_workbook.h"

#include "base/dates.h"
#include "base/files.h"
#include "base/problem.h"
#include "tables/values.h"
#include "tables/workbook.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

namespace handover {
namespace {

// A private file whose name is given to the library, gone at the end.
class PrivateFile {
 public:
  PrivateFile() {
    std::string name = (std::filesystem::temp_directory_path() / "handover-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw std::system_error(errno, std::generic_category(), "a private folder for the workbook");
    folder_ = name;
  }
  ~PrivateFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  PrivateFile(const PrivateFile&) = delete;
  PrivateFile& operator=(const PrivateFile&) = delete;
  std::string folder() const { return folder_.string(); }
  std::string path() const { return (folder_ / "book.xlsx").string(); }

 private:
  std::filesystem::path folder_;
};

[[noreturn]] void refuse_cell(const std::string& file, const std::string& sheet, std::size_t row,
                              std::size_t column, std::string what, std::string hint) {
  throw InputError(Problem{.code = ProblemCode::limit,
                           .file = fmt::format("{}, sheet {}", file, sheet),
                           .what = std::move(what),
                           .hint = std::move(hint),
                           .cell = cell_name(row, column)});
}

// As reading it would give it back.
std::optional<double> exact_number(const std::string& text) {
  const auto number = number_of(text);
  if (!number || std::abs(*number) >= 1e15 || fmt::format("{}", *number) != text) return std::nullopt;
  // The library writes sixteen digits, of which some numbers need seventeen.
  return number_of(fmt::format("{:.16g}", *number)) == number ? number : std::nullopt;
}

// From March 1900 on spreadsheets agree on the days.
std::optional<lxw_datetime> exact_day(const std::string& text) {
  const auto day = parse_date(text);
  if (!day || to_string(*day) != text || *day < date_of(1900, 3, 1)) return std::nullopt;
  lxw_datetime value{};
  value.year = std::stoi(text.substr(0, 4));
  value.month = std::stoi(text.substr(5, 2));
  value.day = std::stoi(text.substr(8, 2));
  return value;
}

struct Formats {
  lxw_format *header, *needed_header, *text, *number, *day, *heading, *page;
};

lxw_format* filled(lxw_workbook* book, lxw_color_t colour, bool right_to_left) {
  lxw_format* format = workbook_add_format(book);
  format_set_bold(format);
  format_set_bg_color(format, colour);
  format_set_bottom(format, LXW_BORDER_THIN);
  if (right_to_left) format_set_reading_order(format, 2);
  return format;
}

Formats formats_of(lxw_workbook* book, bool right_to_left) {
  Formats formats{};
  formats.header = filled(book, 0xE6E6E6, right_to_left);
  formats.needed_header = filled(book, 0xCFE2F3, right_to_left);
  formats.text = workbook_add_format(book);
  format_set_num_format(formats.text, "@");
  formats.number = workbook_add_format(book);
  formats.day = workbook_add_format(book);
  format_set_num_format(formats.day, "yyyy-mm-dd");
  formats.heading = workbook_add_format(book);
  format_set_bold(formats.heading);
  format_set_font_size(formats.heading, 14);
  formats.page = workbook_add_format(book);
  format_set_text_wrap(formats.page);
  format_set_align(formats.page, LXW_ALIGN_VERTICAL_TOP);
  if (right_to_left) {
    format_set_reading_order(formats.heading, 2);
    format_set_reading_order(formats.page, 2);
  }
  return formats;
}

class SheetWriter {
 public:
  SheetWriter(lxw_workbook* book, const Formats& formats, const SheetToWrite& sheet, std::string file)
      : formats_(formats),
        from_(sheet),
        file_(std::move(file)),
        sheet_(workbook_add_worksheet(book, sheet.name.c_str())) {
    if (sheet_ == nullptr)
      throw InputError(Problem{.code = ProblemCode::inconsistent,
                               .file = file_,
                               .value = sheet.name,
                               .what = "cannot be the name of a sheet",
                               .hint = "give each a name of its own, of at most 31 letters"});
  }

  void write(bool right_to_left) {
    if (right_to_left) worksheet_right_to_left(sheet_);
    if (from_.is_hidden) worksheet_hide(sheet_);
    if (from_.columns.empty()) return write_page();
    for (std::size_t c = 0; c < from_.columns.size(); ++c) write_header(c);
    worksheet_freeze_panes(sheet_, 1, 0);
    worksheet_ignore_errors(sheet_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
    for (std::size_t r = 0; r < from_.rows.size(); ++r) {
      for (std::size_t c = 0; c < from_.rows[r].size(); ++c) write_cell(r + 1, c, from_.rows[r][c]);
    }
  }

  // After the sheets that it points to are there.
  void offer_choices() {
    for (std::size_t c = 0; c < from_.columns.size(); ++c) offer(c, from_.columns[c]);
  }

 private:
  // A drop-down is of use below the last row too.
  static constexpr lxw_row_t kLastOffered = 9'999;

  static std::size_t units(const std::string& text) {
    return static_cast<std::size_t>(
               std::count_if(text.begin(), text.end(),
                             [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; })) +
           static_cast<std::size_t>(std::count_if(
               text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xF0U; }));
  }

  void write_text(std::size_t row, std::size_t column, const std::string& text, lxw_format* format) {
    if (units(text) > kLongestCell)
      refuse_cell(file_, from_.name, row, column, "is longer than a cell may be",
                  "break the line into shorter ones");
    if (worksheet_write_string(sheet_, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                               text.c_str(), format) != LXW_NO_ERROR)
      refuse_cell(file_, from_.name, row, column, "cannot be written", "a workbook holds 1,048,576 rows");
  }

  void write_page() {
    worksheet_set_column(sheet_, 0, 0, 100, formats_.page);
    for (std::size_t r = 0; r < from_.rows.size(); ++r)
      write_text(r, 0, from_.rows[r].empty() ? std::string{} : from_.rows[r].front(),
                 r == 0 ? formats_.heading : formats_.page);
  }

  lxw_format* format_of(CellForm form) const {
    if (form == CellForm::day) return formats_.day;
    return form == CellForm::number ? formats_.number : formats_.text;
  }

  void write_header(std::size_t c) {
    const SheetColumn& column = from_.columns[c];
    std::size_t longest = units(column.name) + 2;
    for (std::size_t r = 0; r < std::min<std::size_t>(from_.rows.size(), 200); ++r)
      if (c < from_.rows[r].size()) longest = std::max(longest, units(from_.rows[r][c]) + 1);
    const auto at = static_cast<lxw_col_t>(c);
    worksheet_set_column(sheet_, at, at, static_cast<double>(std::clamp<std::size_t>(longest, 9, 60)),
                         format_of(column.form));
    write_text(0, c, column.name, column.is_needed ? formats_.needed_header : formats_.header);
    if (column.comment.empty()) return;
    lxw_comment_options options{};
    options.author = const_cast<char*>("Handover");  // the library takes it without const and copies it
    options.x_scale = 1.8;
    worksheet_write_comment_opt(sheet_, 0, at, column.comment.c_str(), &options);
  }

  void write_cell(std::size_t row, std::size_t column, const std::string& text) {
    if (text.empty()) return;
    const CellForm form = column < from_.columns.size() ? from_.columns[column].form : CellForm::text;
    const auto r = static_cast<lxw_row_t>(row);
    const auto c = static_cast<lxw_col_t>(column);
    if (form == CellForm::number || form == CellForm::any) {
      if (const auto number = exact_number(text)) {
        worksheet_write_number(sheet_, r, c, *number, formats_.number);
        return;
      }
    }
    if (form == CellForm::day || form == CellForm::any) {
      if (auto day = exact_day(text)) {
        worksheet_write_datetime(sheet_, r, c, &*day, formats_.day);
        return;
      }
    }
    write_text(row, column, text, formats_.text);
  }

  void offer(std::size_t c, const SheetColumn& column) {
    using Kind = CellChoice::Kind;
    const CellChoice& choice = column.choice;
    lxw_data_validation rule{};
    rule.ignore_blank = LXW_VALIDATION_ON;
    rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    std::string warning = choice.warning.substr(0, 250);
    if (!warning.empty()) rule.error_message = warning.data();
    std::vector<std::string> offered = choice.words;  // the library takes them without const
    std::vector<char*> words;
    std::string range;
    if (choice.kind == Kind::words) {
      for (std::string& word : offered) words.push_back(word.data());
      words.push_back(nullptr);
      rule.validate = LXW_VALIDATION_TYPE_LIST;
      rule.value_list = words.data();
    } else if (choice.kind == Kind::names) {
      const std::string letters =
          cell_name(0, choice.column).substr(0, cell_name(0, choice.column).size() - 1);
      range = fmt::format("='{0}'!${1}$2:${1}$10000", choice.sheet, letters);
      rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
      rule.value_formula = range.data();
    } else if (choice.kind == Kind::whole || choice.kind == Kind::number) {
      rule.validate = choice.kind == Kind::whole ? LXW_VALIDATION_TYPE_INTEGER : LXW_VALIDATION_TYPE_DECIMAL;
      rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
      rule.minimum_number = choice.low;
      rule.maximum_number = choice.high;
    } else if (choice.kind == Kind::day) {
      rule.validate = LXW_VALIDATION_TYPE_DATE;
      rule.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN;
      rule.value_datetime = {.year = 1900, .month = 1, .day = 1, .hour = 0, .min = 0, .sec = 0};
    } else {
      return;
    }
    const auto at = static_cast<lxw_col_t>(c);
    worksheet_data_validation_range(sheet_, 1, at, kLastOffered, at, &rule);
  }

  const Formats& formats_;
  const SheetToWrite& from_;
  std::string file_;
  lxw_worksheet* sheet_;
};

void write_sheets(lxw_workbook* book, const BookToWrite& from, const std::string& file) {
  lxw_doc_properties properties{};
  std::string title = from.title;
  properties.title = title.data();
  // Equal missions give equal bytes: no clock is looked at.
  properties.created = 1;
  workbook_set_properties(book, &properties);
  const Formats formats = formats_of(book, from.right_to_left);
  std::vector<SheetWriter> writers;
  writers.reserve(from.sheets.size());
  for (const SheetToWrite& sheet : from.sheets) writers.emplace_back(book, formats, sheet, file);
  for (SheetWriter& writer : writers) writer.write(from.right_to_left);
  for (SheetWriter& writer : writers) writer.offer_choices();
}

}  // namespace

bool is_sheet_name(std::string_view name) {
  const auto letters = static_cast<std::size_t>(std::count_if(
      name.begin(), name.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
  return letters > 0 && letters <= kLongestSheetName &&
         name.find_first_of("[]:*?/\\") == std::string_view::npos && !name.starts_with('\'') &&
         !name.ends_with('\'');
}

std::string cell_name(std::size_t row, std::size_t column) {
  std::string letters;
  for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
  return letters + std::to_string(row + 1);
}

std::string write_workbook(const BookToWrite& from, const std::string& file) {
  const PrivateFile target;
  std::string folder = target.folder();
  lxw_workbook_options options{};
  options.tmpdir = folder.data();
  lxw_workbook* book = workbook_new_opt(target.path().c_str(), &options);
  if (book == nullptr) throw std::bad_alloc();
  std::unique_ptr<lxw_workbook, void (*)(lxw_workbook*)> owner(
      book, [](lxw_workbook* left) { lxw_workbook_free(left); });
  write_sheets(book, from, file);
  owner.release();  // NOLINT(bugprone-unused-return-value): closing frees it, whether it succeeds or not
  const lxw_error failure = workbook_close(book);
  if (failure != LXW_NO_ERROR)
    throw InputError(
        Problem{.code = ProblemCode::store,
                .file = file,
                .what = fmt::format("cannot be written as a workbook: {}", lxw_strerror(failure)),
                .hint = "make room in the folder for temporary files, or correct the name"});
  return read_file(target.path());
}

}  // namespace handover
