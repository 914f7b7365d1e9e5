// A small invented mission that loads and runs: what `handover new` writes, and the fixture of many tests.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace handover {

// File name (relative) to content. Every column of every table is explained in its README.md.
std::map<std::string, std::string> skeleton_files(const std::string& name);

// Throws InputError when the folder exists and is not empty; writes every file or none of them is left
// behind.
void write_skeleton(const std::filesystem::path& folder);
// The same of any files, by their names relative to the folder.
void write_mission_files(const std::filesystem::path& folder,
                         const std::map<std::string, std::string>& files);

}  // namespace handover
