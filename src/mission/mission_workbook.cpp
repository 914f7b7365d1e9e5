// Workbooks that this process has read, each laid out as a private folder, and what is wrong in one told by
// its cell.
#include "mission/mission_workbook.h"

#include "base/files.h"
#include "mission/workbook_sheets.h"
#include "tables/values.h"
#include "tables/write_workbook.h"

#include <algorithm>
#include <mutex>

#include <fmt/format.h>
#include <unistd.h>

namespace handover {
namespace {

bool is_workbook_name(const std::filesystem::path& path) {
  const auto extension = path.extension();
  return extension == ".xlsx" || extension == ".XLSX" || extension == ".ods" || extension == ".ODS";
}

std::string letters_and_row(std::size_t row, std::optional<std::size_t> column) {
  return column ? cell_name(row, *column) : std::to_string(row + 1);
}

// What the place of a problem in a table's text is in its sheet.
std::string cell_in_table(const std::string& csv, const Problem& problem) {
  SheetRows rows(csv);
  std::vector<std::string> header;
  while (rows.next()) {
    if (rows.row() == 0)
      for (const CsvField& field : rows.fields()) header.emplace_back(without_blanks(field.text));
    if (rows.line() != problem.line) continue;
    for (std::size_t c = 0; c < rows.fields().size(); ++c)
      if (problem.column > 0 && rows.fields()[c].column == problem.column && rows.row() > 0 &&
          (problem.field.empty() || (c < header.size() && header[c] == problem.field)))
        return cell_name(rows.row(), c);
    const auto named = std::find(header.begin(), header.end(), problem.field);
    if (named != header.end()) return cell_name(rows.row(), static_cast<std::size_t>(named - header.begin()));
    for (std::size_t c = 0; c < rows.fields().size(); ++c)
      if (problem.column > 0 && rows.fields()[c].column == problem.column) return cell_name(rows.row(), c);
    return letters_and_row(rows.row(), std::nullopt);
  }
  return std::to_string(problem.line);
}

// Lines of TOML are the rows below the header.
std::string cell_in_toml(const Problem& problem) {
  const auto row = static_cast<std::size_t>(problem.line);
  constexpr std::size_t kValue = 2;
  return letters_and_row(row, problem.field.empty() ? std::nullopt : std::optional(kValue));
}

class LaidOut {
 public:
  struct Book {
    std::filesystem::path folder;  // TEMPORARY/NAME
    std::filesystem::path file;
    std::filesystem::file_time_type changed;
    BookFiles files;
  };
  static LaidOut& here() {
    static LaidOut all;
    return all;
  }
  ~LaidOut() {
    for (const auto& [path, book] : books_) remove(book);
  }

  // The book at a path, laid out; anew when the file has changed since.
  const Book& at(const std::filesystem::path& path) {
    const std::lock_guard lock(guard_);
    const auto whole = std::filesystem::weakly_canonical(path);
    const auto changed = std::filesystem::last_write_time(whole);
    const auto found = books_.find(whole);
    if (found != books_.end() && found->second.changed == changed) return found->second;
    Book book{.file = whole, .changed = changed, .files = files_of_workbook(whole)};
    lay_out(book);
    if (found != books_.end()) {
      remove(found->second);
      books_.erase(found);
    }
    return books_.emplace(whole, std::move(book)).first->second;
  }

  // The book whose folder this is; null for any other folder.
  const Book* of_folder(const std::filesystem::path& folder) {
    const std::lock_guard lock(guard_);
    for (const auto& [path, book] : books_)
      if (book.folder == folder) return &book;
    return nullptr;
  }

 private:
  static void remove(const Book& book) {
    std::error_code ignored;
    std::filesystem::remove_all(book.folder.parent_path(), ignored);
  }
  static void lay_out(Book& book) {
    std::string name = (std::filesystem::temp_directory_path() / "handover-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw std::system_error(errno, std::generic_category(), "a private folder for the workbook");
    book.folder = std::filesystem::path(name) / mission_name(book.file);
    for (const auto& [file, text] : book.files.files) {
      std::filesystem::create_directories((book.folder / file).parent_path());
      write_file_atomically(book.folder / file, text, FileReaders::owner_only);
    }
  }

  std::mutex guard_;
  std::map<std::filesystem::path, Book> books_;
};

}  // namespace

// By its name: one that is damaged is to be told so, not taken for a folder that is missing.
bool is_mission_workbook(const std::filesystem::path& path) {
  std::error_code missing;
  if (!std::filesystem::is_regular_file(path, missing) || missing) return false;
  return is_workbook_name(path);
}

std::filesystem::path mission_folder(const std::filesystem::path& mission) {
  return is_mission_workbook(mission) ? LaidOut::here().at(mission).folder : mission;
}

std::string mission_name(const std::filesystem::path& mission) {
  std::filesystem::path path = std::filesystem::weakly_canonical(mission);
  std::error_code missing;
  if (!std::filesystem::is_directory(path, missing) && is_workbook_name(path)) return path.stem().string();
  return path.filename().string();
}

void tell_by_cell(const std::filesystem::path& folder, std::vector<Problem>& problems) {
  const LaidOut::Book* const book = LaidOut::here().of_folder(folder);
  if (book == nullptr) return;
  for (Problem& problem : problems) {
    const auto sheet = book->files.sheet_of.find(problem.file);
    if (sheet == book->files.sheet_of.end()) {
      if (problem.file.ends_with(".csv") || problem.file.ends_with(".toml") || problem.file.ends_with(".txt"))
        problem.file = fmt::format("{}, {}", book->file.filename().string(), problem.file);
      continue;
    }
    if (problem.line > 0) {
      problem.cell = problem.file.ends_with(".toml")
                         ? cell_in_toml(problem)
                         : cell_in_table(book->files.files.at(problem.file), problem);
    }
    problem.file = sheet_label(book->file, sheet->second);
  }
}

}  // namespace handover
