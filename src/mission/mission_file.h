// Whether a path is a file that a mission is read from: no output may take its place.
#pragma once

#include <filesystem>
#include <string>

namespace handover {

// What the file is, in words ("a table of the mission iraq-2024"); empty when it is no such file. A plan is
// one only when it is there already.
std::string mission_file_at(const std::filesystem::path& path);

}  // namespace handover
