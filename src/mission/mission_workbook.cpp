#include "mission/mission_workbook.h"

#include "base/files.h"
#include "base/root_folder.h"
#include "mission/constraints.h"
#include "mission/loading.h"
#include "mission/schema.h"
#include "tables/csv.h"
#include "tables/encoding.h"
#include "tables/toml.h"
#include "tables/toml_rows.h"
#include "tables/values.h"
#include "tables/workbook.h"
#include "tables/write_workbook.h"

#include <algorithm>
#include <mutex>

#include <fmt/format.h>
#include <unistd.h>

namespace handover {
namespace {

constexpr std::string_view kReadMe = "Read me", kTexts = "texts";
constexpr std::string_view kPlan = "plan ", kRules = "rules ", kPositions = "positions ";
// What a sheet of TOML has above its rows.
constexpr std::string_view kTomlColumns[] = {"part", "key", "value", "note"};

bool is_note_of_a_folder(const std::string& name) {
  return name.starts_with("README") || name.starts_with("LICENSE") || name.starts_with("NOTICE");
}

bool is_workbook_name(const std::filesystem::path& path) {
  const auto extension = path.extension();
  return extension == ".xlsx" || extension == ".XLSX" || extension == ".ods" || extension == ".ODS";
}

std::string stem_of(std::string_view file) {
  return std::filesystem::path(file).stem().string();
}

// outcomes.csv, which `hindcast` alone reads, has no specification.
const TableSpec* spec_of_file(std::string_view file) {
  const std::string name = std::filesystem::path(file).filename().string();
  for (const TableSpec& spec : table_specs())
    if (spec.file == name) return &spec;
  return nullptr;
}

// ---- A folder as sheets

CellForm form_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::number:
    case ValueKind::whole:
      return CellForm::number;
    case ValueKind::day:
      return CellForm::day;
    default:
      return CellForm::text;
  }
}

constexpr double kAnyNumber = 1e15;

CellChoice choice_of(const Domain& domain) {
  using Kind = CellChoice::Kind;
  CellChoice choice{.low = std::max(domain.low, -kAnyNumber), .high = std::min(domain.high, kAnyNumber)};
  if (domain.kind == ValueKind::number) choice.kind = Kind::number;
  if (domain.kind == ValueKind::whole) choice.kind = Kind::whole;
  if (domain.kind == ValueKind::day) choice.kind = Kind::day;
  if (domain.kind == ValueKind::yes_no) {
    choice.kind = Kind::words;
    choice.words = {"yes", "no"};
  }
  if (domain.kind == ValueKind::word && domain.listed != nullptr) {
    choice.kind = Kind::words;
    for (const std::string_view word : domain.listed()) choice.words.emplace_back(word);
  }
  if (domain.kind == ValueKind::reference && domain.of.ends_with(".csv") &&
      spec_of_file(domain.of) != nullptr) {
    choice.kind = Kind::names;
    choice.sheet = stem_of(domain.of);
  }
  if (choice.kind != Kind::any) choice.warning = in_words(domain);
  return choice;
}

SheetColumn column_of(const TableSpec& spec, const std::string& name) {
  SheetColumn column{.name = name};
  const auto known = std::find_if(spec.columns.begin(), spec.columns.end(),
                                  [&](const ColumnSpec& candidate) { return candidate.name == name; });
  if (known == spec.columns.end()) return column;
  const Domain& domain = domain_of(constraints_of(spec.file), name);
  const std::string domain_words = domain.kind == ValueKind::text ? "" : in_words(domain);
  column.comment = std::string(known->help) + (domain_words.empty() ? "" : "\n" + domain_words);
  column.is_needed = known->required;
  column.form = form_of(domain.kind);
  column.choice = choice_of(domain);
  return column;
}

// The ids that mission.toml gives a list of this name ("mission.toml [[stream]]"), and its levels of rating.
std::vector<std::string> ids_in_toml(const TomlTable& toml, std::string_view list) {
  std::vector<std::string> ids;
  const auto text = [](const TomlValue& value) { return std::get_if<std::string>(&value.value); };
  const auto entries = [&](const TomlTable& table, const std::string& key) -> const TomlArray* {
    const auto found = table.find(key);
    return found == table.end() ? nullptr : std::get_if<TomlArray>(&found->second.value);
  };
  if (list.ends_with("[rating_scale]")) {
    const auto scale = toml.find("rating_scale");
    const auto* table = scale == toml.end() ? nullptr : std::get_if<TomlTable>(&scale->second.value);
    if (const TomlArray* levels = table == nullptr ? nullptr : entries(*table, "levels"))
      for (const TomlValue& level : *levels)
        if (const std::string* name = text(level)) ids.push_back(*name);
    return ids;
  }
  const auto open = list.find("[["), close = list.find("]]");
  if (open == std::string_view::npos || close == std::string_view::npos) return ids;
  if (const TomlArray* array = entries(toml, std::string(list.substr(open + 2, close - open - 2)))) {
    for (const TomlValue& entry : *array) {
      const auto* table = std::get_if<TomlTable>(&entry.value);
      const auto id = table == nullptr ? TomlTable::const_iterator{} : table->find("id");
      if (table != nullptr && id != table->end())
        if (const std::string* name = text(id->second)) ids.push_back(*name);
    }
  }
  return ids;
}

class BookWriter {
 public:
  BookWriter(const std::filesystem::path& folder, const std::vector<std::string>& overlays,
             const WorkbookTexts& texts)
      : root_(folder), overlays_(overlays), texts_(texts) {}

  MissionBook result() {
    book_.title = mission_name(root_.path());
    book_.right_to_left = texts_.right_to_left;
    add_read_me();
    add_toml("mission.toml", "mission");
    for (const TableSpec& spec : table_specs()) {
      if (root_.has_file(std::string(spec.file))) add_table(std::string(spec.file), stem_of(spec.file));
    }
    if (root_.has_file("outcomes.csv")) add_table("outcomes.csv", "outcomes");
    for (const Entry& entry : root_.list("plans")) add_plan(entry);
    if (root_.has_file("import.toml")) add_toml("import.toml", "import");
    add_overlays();
    add_texts();
    name_what_is_left_out();
    if (!problems_.empty()) throw InputError(std::move(problems_));
    point_to_sheets();
    offer_ids_of_toml();
    return {write_workbook(book_, mission_name(root_.path()) + ".xlsx"), std::move(left_out_)};
  }

 private:
  void add_read_me() {
    SheetToWrite sheet{.name = std::string(kReadMe)};
    for (const std::string& paragraph : texts_.read_me) sheet.rows.push_back({paragraph});
    book_.sheets.push_back(std::move(sheet));
  }

  // A name that is a file's and that a sheet can bear.
  bool can_be_sheet(const std::string& file, const std::string& sheet) {
    taken_.push_back(file);
    if (is_sheet_name(sheet)) return true;
    problems_.push_back({.code = ProblemCode::inconsistent,
                         .file = file,
                         .what = fmt::format("has a name that no sheet can bear: '{}'", sheet),
                         .hint = "rename the file: a sheet's name has at most 31 letters, none of []:*?/"});
    return false;
  }

  void add_table(const std::string& file, const std::string& name) {
    if (!can_be_sheet(file, name)) return;
    const std::string text = root_.read(file, kLargestTable);
    if (auto problem = unreadable_table(text, file)) return problems_.push_back(std::move(*problem));
    const Table table = read_table(text, file, problems_);
    const TableSpec* const spec = spec_of_file(file);
    SheetToWrite sheet{.name = name};
    std::size_t known = 0;
    for (const std::string& column : table.header) {
      sheet.columns.push_back(spec != nullptr ? column_of(*spec, column) : SheetColumn{.name = column});
      known += spec == nullptr || sheet.columns.back().comment.empty() ? 0 : 1;
    }
    // The table's own columns that it leaves out stand ready to be filled.
    for (std::size_t c = 0; spec != nullptr && known > 0 && c < spec->columns.size(); ++c) {
      const std::string column(spec->columns[c].name);
      if (!table.find(column)) sheet.columns.push_back(column_of(*spec, column));
    }
    for (const Table::Row& row : table.rows) sheet.rows.push_back(row.text);
    book_.sheets.push_back(std::move(sheet));
  }

  void add_toml(const std::string& file, const std::string& name) {
    if (!can_be_sheet(file, name)) return;
    try {
      SheetToWrite sheet{.name = name};
      const std::string* const comments[] = {&texts_.part, &texts_.key, &texts_.value, &texts_.note};
      for (std::size_t c = 0; c < std::size(kTomlColumns); ++c)
        sheet.columns.push_back({.name = std::string(kTomlColumns[c]),
                                 .comment = *comments[c],
                                 .form = c == 2 ? CellForm::any : CellForm::text});
      for (TomlRow& row : toml_as_rows(root_.read(file, kLargestText), file))
        sheet.rows.push_back(
            {std::move(row.part), std::move(row.key), std::move(row.value), std::move(row.note)});
      book_.sheets.push_back(std::move(sheet));
    } catch (const InputError& error) {
      problems_.insert(problems_.end(), error.problems().begin(), error.problems().end());
    }
  }

  void add_plan(const Entry& entry) {
    const std::filesystem::path name(entry.name);
    if (entry.kind == EntryKind::file && name.extension() == ".toml")
      add_toml("plans/" + entry.name, std::string(kPlan) + name.stem().string());
  }

  void add_overlays() {
    for (const std::string& name : overlays_) {
      const std::string folder = "overlays/" + name + '/';
      if (root_.kind_of("overlays/" + name) != EntryKind::folder)
        problems_.push_back({.code = ProblemCode::missing_file,
                             .file = folder,
                             .what = "is not there",
                             .hint = "name a folder under overlays/"});
      if (root_.has_file(folder + "rules.toml")) add_toml(folder + "rules.toml", std::string(kRules) + name);
      if (root_.has_file(folder + "positions.csv"))
        add_table(folder + "positions.csv", std::string(kPositions) + name);
    }
  }

  void add_text(SheetToWrite& sheet, const std::string& file) {
    const std::string text = root_.read(file, kLargestText);
    taken_.push_back(file);
    if (auto problem = wrong_encoding(text, file)) return problems_.push_back(std::move(*problem));
    for (std::size_t from = 0;;) {
      const auto stop = text.find('\n', from);
      sheet.rows.push_back({file, text.substr(from, stop == std::string::npos ? stop : stop - from)});
      if (stop == std::string::npos) break;
      from = stop + 1;
    }
  }

  void add_texts() {
    SheetToWrite sheet{.name = std::string(kTexts), .columns = {{.name = "file"}, {.name = "text"}}};
    for (const Entry& entry : root_.list())
      if (entry.kind == EntryKind::file && is_note_of_a_folder(entry.name)) add_text(sheet, entry.name);
    for (const Entry& entry : root_.list("statements"))
      if (entry.kind == EntryKind::file && entry.name.ends_with(".txt"))
        add_text(sheet, "statements/" + entry.name);
    if (!sheet.rows.empty()) book_.sheets.push_back(std::move(sheet));
  }

  void leave_out(const std::string& folder) {
    for (const Entry& entry : root_.list(folder)) {
      const std::string name = folder + entry.name;
      const bool taken = std::find(taken_.begin(), taken_.end(), name) != taken_.end();
      const bool opened = entry.kind == EntryKind::folder &&
                          std::any_of(taken_.begin(), taken_.end(),
                                      [&](const auto& file) { return file.starts_with(name + '/'); });
      if (opened)
        leave_out(name + '/');
      else if (!taken)
        left_out_.push_back(entry.kind == EntryKind::folder ? name + '/' : name);
    }
  }
  void name_what_is_left_out() { leave_out(""); }

  // A drop-down needs its sheet; `id` is where the list stands.
  void point_to_sheets() {
    for (SheetToWrite& sheet : book_.sheets) {
      for (SheetColumn& column : sheet.columns) {
        if (column.choice.kind != CellChoice::Kind::names) continue;
        const auto list =
            std::find_if(book_.sheets.begin(), book_.sheets.end(),
                         [&](const SheetToWrite& other) { return other.name == column.choice.sheet; });
        if (list == book_.sheets.end()) {
          column.choice = {};
          continue;
        }
        const auto id = std::find_if(list->columns.begin(), list->columns.end(),
                                     [](const SheetColumn& other) { return other.name == "id"; });
        if (id == list->columns.end())
          column.choice = {};
        else
          column.choice.column = static_cast<std::size_t>(id - list->columns.begin());
      }
    }
  }

  // Streams, regions, parties and levels: as many as a list in a cell holds (255 characters in all).
  void offer_ids_of_toml() {
    std::vector<Problem> told_before;
    const TomlTable toml = parse_toml(root_.read("mission.toml", kLargestText), "mission.toml", told_before);
    for (SheetToWrite& sheet : book_.sheets) {
      const TableSpec* const spec = spec_of_file(sheet.name + ".csv");
      for (std::size_t c = 0; spec != nullptr && c < sheet.columns.size(); ++c) {
        SheetColumn& column = sheet.columns[c];
        const Domain& domain = domain_of(constraints_of(spec->file), column.name);
        if (domain.kind != ValueKind::reference || !domain.of.starts_with("mission.toml")) continue;
        auto ids = ids_in_toml(toml, domain.of);
        std::size_t length = 0;
        for (const std::string& id : ids) length += id.size() + 1;
        if (ids.empty() || length > 255) continue;
        column.choice = {
            .kind = CellChoice::Kind::words, .words = std::move(ids), .warning = in_words(domain)};
      }
    }
  }

  RootFolder root_;
  const std::vector<std::string>& overlays_;
  const WorkbookTexts& texts_;
  BookToWrite book_;
  std::vector<std::string> taken_, left_out_;
  std::vector<Problem> problems_;
};

// ---- Sheets as a folder

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

std::string sheet_label(const std::filesystem::path& file, const std::string& sheet) {
  return fmt::format("{}, sheet {}", file.filename().string(), sheet);
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

// ---- Workbooks that this process has read

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

MissionBook mission_as_workbook(const std::filesystem::path& folder, const std::vector<std::string>& overlays,
                                const WorkbookTexts& texts) {
  if (!std::filesystem::is_directory(folder)) {
    throw InputError(Problem{.code = ProblemCode::missing_file,
                             .file = folder.string(),
                             .what = "is not a mission folder",
                             .hint = "name a folder with a mission.toml; `handover new NAME` makes one"});
  }
  return BookWriter(folder, overlays, texts).result();
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
