// Missions as workbooks for people who work in a spreadsheet, and back into folders.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace handover::report {

struct WorkbookWanted {
  std::filesystem::path mission, out;
  std::vector<std::string> overlays;  // private views that go into it
  std::string language = "en";
  bool replace = false;  // a workbook that is there already
};

// Writes the workbook and gives the names of what the folder holds and the workbook does not. Throws
// InputError, having written nothing, when reading the workbook would not give the same tables.
std::vector<std::string> write_mission_workbook(const WorkbookWanted& wanted);
// The invented example of `handover new`, as a workbook that is not there yet.
void write_example_workbook(const std::filesystem::path& file, const std::string& language);
// A folder of the workbook's files. Throws InputError when the folder is there and not empty.
void write_folder_of_workbook(const std::filesystem::path& file, const std::filesystem::path& folder);

// For commands that write into a mission's folder: they would write into a folder that goes with the process.
void refuse_workbook(const std::filesystem::path& mission, const std::string& command);

}  // namespace handover::report
