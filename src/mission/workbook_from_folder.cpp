// A mission's folder as a workbook.
#include "base/root_folder.h"
#include "mission/constraints.h"
#include "mission/loading.h"
#include "mission/mission_table.h"
#include "mission/mission_workbook.h"
#include "mission/workbook_sheets.h"
#include "tables/encoding.h"
#include "tables/toml.h"
#include "tables/toml_rows.h"
#include "tables/write_workbook.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover {
namespace {

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
      if (!kept_names_of_table(root_, std::string(spec.file)).empty())
        add_table(std::string(spec.file), stem_of(spec.file));
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
    const std::string kept = kept_name_of_table(root_, file);
    taken_.push_back(kept);
    const auto read = read_mission_table(root_.read(kept, kLargestTable), file, problems_);
    if (!read) return;
    const Table& table = read->table;
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
      if (!kept_names_of_table(root_, folder + "positions.csv").empty())
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

}  // namespace handover
