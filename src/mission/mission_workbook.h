// A mission as a workbook and back: one sheet a table, one for each TOML file, one for texts. Whoever works
// in a spreadsheet and whoever works in the folder have the same mission: the hash of its inputs is the same.
//
// A workbook is read by laying its files into a private temporary folder, so that whatever reads a mission
// reads either; what is wrong is then told by sheet and cell.
#pragma once

#include "base/problem.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace handover {

// What is written around the tables, in the reader's language.
struct WorkbookTexts {
  bool right_to_left = false;
  std::vector<std::string> read_me;  // the first page, one paragraph an entry; the first is its heading
  // Names of the columns of TOML sheets say what they hold in comments on the header.
  std::string part, key, value, note;
};

struct MissionBook {
  std::string bytes;
  // What the folder holds and the workbook does not: private overlays that were not asked for, documents,
  // files that no command reads.
  std::vector<std::string> left_out;
};

// Throws InputError for a folder whose files cannot be read, and for what no workbook could give back.
// `overlays`: the private views that go into the workbook; nobody else's do.
MissionBook mission_as_workbook(const std::filesystem::path& folder, const std::vector<std::string>& overlays,
                                const WorkbookTexts& texts);

// The files of a mission folder by their relative names, as the workbook has them.
struct BookFiles {
  std::map<std::string, std::string> files;
  std::map<std::string, std::string> sheet_of;  // file -> sheet
};
// Throws InputError naming sheets that belong to no mission.
BookFiles files_of_workbook(const std::filesystem::path& file);
BookFiles files_in_workbook(std::string_view bytes, const std::string& name);
// The same for a folder that is to be kept: without blank rows and without columns that nobody has filled.
std::map<std::string, std::string> folder_of_workbook(const std::filesystem::path& file);

// A file whose name says that it is a workbook, .xlsx or .ods.
bool is_mission_workbook(const std::filesystem::path& path);

// The folder that a mission is read from: the path itself, or, for a workbook, the private folder into which
// it was laid, once in a process unless it changes, and taken away at the process's end.
std::filesystem::path mission_folder(const std::filesystem::path& mission);
// The mission's name: that of its folder, or of the workbook without its ending.
std::string mission_name(const std::filesystem::path& mission);

// Problems of the folder of a workbook, told by sheet and cell; those of other folders are left as they are.
void tell_by_cell(const std::filesystem::path& mission, std::vector<Problem>& problems);

}  // namespace handover
