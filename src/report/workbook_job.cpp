#include "report/workbook_job.h"

#include "base/files.h"
#include "mission/mission.h"
#include "mission/mission_table.h"
#include "mission/mission_workbook.h"
#include "mission/skeleton.h"
#include "report/options.h"
#include "tables/csv.h"
#include "tables/toml.h"
#include "tables/values.h"
#include "wording/catalogue.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include <fmt/format.h>

namespace handover::report {
namespace {

namespace fs = std::filesystem;

WorkbookTexts texts_in(const std::string& language, const std::string& mission, const std::string& file) {
  const wording::Catalogue& say = wording::Catalogue::of(language);
  WorkbookTexts texts;
  texts.right_to_left = say.direction() == wording::Direction::right_to_left;
  texts.read_me = {say("workbook.title", {{"mission", mission}}),
                   say("workbook.sheets"),
                   say("workbook.choices"),
                   say("workbook.parts"),
                   say("workbook.days"),
                   say("workbook.own"),
                   say("workbook.commands", {{"file", file}}),
                   say("workbook.private")};
  texts.part = say("workbook.part");
  texts.key = say("workbook.key");
  texts.value = say("workbook.value");
  texts.note = say("workbook.note");
  return texts;
}

// A folder that goes with the process.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::string name = (fs::temp_directory_path() / "handover-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw std::system_error(errno, std::generic_category(), "a private folder for the workbook");
    path_ = name;
  }
  ~PrivateFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// Whether two tables say the same: the fields by their columns, without blanks and without empty ones.
bool same_table(const std::string& first, const std::string& second, const std::string& file) {
  std::vector<Problem> ignored;
  const auto one = read_mission_table(first, file, ignored),
             other = read_mission_table(second, file, ignored);
  if (!one || !other) return false;
  const auto rows_of = [](const Table& table) {
    std::vector<std::vector<std::pair<std::string, std::string>>> rows;
    for (const Table::Row& row : table.rows) {
      auto& fields = rows.emplace_back();
      for (std::size_t c = 0; c < table.header.size(); ++c)
        if (const auto text = without_blanks(row.text[c]); !text.empty())
          fields.emplace_back(table.header[c], text);
      std::sort(fields.begin(), fields.end());
      if (fields.empty()) rows.pop_back();
    }
    return rows;
  };
  return ignored.empty() && rows_of(one->table) == rows_of(other->table);
}

bool same_toml(const std::string& first, const std::string& second, const std::string& file) {
  std::vector<Problem> problems;
  const std::string one = canonical_toml(parse_toml(first, file, problems));
  return canonical_toml(parse_toml(second, file, problems)) == one && problems.empty();
}

bool same_content(const std::string& file, const std::string& first, const std::string& second) {
  if (file.ends_with(".csv")) return same_table(first, second, file);
  if (file.ends_with(".toml")) return same_toml(first, second, file);
  return first == second;
}

// What was written is read again before it takes anybody's place.
void check_nothing_is_lost(const fs::path& folder, const std::string& bytes, const std::string& name) {
  const PrivateFolder aside;
  const fs::path file = aside.path() / (name + ".xlsx");
  write_file_atomically(file, bytes, FileReaders::owner_only);
  for (const auto& [part, text] : files_of_workbook(file).files) {
    const std::string kept = part.ends_with(".csv") ? kept_name_of_table(RootFolder(folder), part) : part;
    if (same_content(part, read_file(folder / kept), text)) continue;
    throw InputError(Problem{.code = ProblemCode::inconsistent,
                             .file = part,
                             .what = "holds what a workbook would not give back; nothing was written",
                             .hint = "look for control characters in its fields, or go on in the folder"});
  }
}

void write_workbook_of(const fs::path& folder, const WorkbookWanted& wanted,
                       std::vector<std::string>& left_out) {
  const std::string name = mission_name(folder);
  MissionBook book = mission_as_workbook(folder, wanted.overlays,
                                         texts_in(wanted.language, name, wanted.out.filename().string()));
  check_nothing_is_lost(folder, book.bytes, name);
  write_file_atomically(wanted.out, book.bytes,
                        wanted.overlays.empty() ? FileReaders::as_usual : FileReaders::owner_only);
  left_out = std::move(book.left_out);
}

void refuse_place(const WorkbookWanted& wanted) {
  if (wanted.out.extension() != ".xlsx")
    refuse("--out", wanted.out.string(), "does not end in .xlsx", "write the name of a workbook, M.xlsx");
  if (fs::exists(wanted.out) && !wanted.replace)
    refuse("--out", wanted.out.string(), "is there already",
           "choose another name, or say --replace: what was entered in it goes");
}

}  // namespace

std::vector<std::string> write_mission_workbook(const WorkbookWanted& wanted) {
  refuse_place(wanted);
  std::vector<std::string> left_out;
  write_workbook_of(mission_folder(wanted.mission), wanted, left_out);
  return left_out;
}

void write_example_workbook(const fs::path& file, const std::string& language) {
  const WorkbookWanted wanted{.mission = {}, .out = file, .overlays = {}, .language = language};
  refuse_place(wanted);
  const PrivateFolder aside;
  const fs::path folder = aside.path() / file.stem();
  write_skeleton(folder);
  std::vector<std::string> left_out;
  write_workbook_of(folder, wanted, left_out);
}

void write_folder_of_workbook(const fs::path& file, const fs::path& folder) {
  write_mission_files(folder, folder_of_workbook(file));
}

void refuse_workbook(const fs::path& mission, const std::string& command) {
  if (!is_mission_workbook(mission)) return;
  refuse("MISSION", mission.string(), "is a workbook, and " + command + " writes into a mission's folder",
         fmt::format("make a folder of it: handover new {} --workbook {}", mission.stem().string(),
                     mission.string()));
}

}  // namespace handover::report
