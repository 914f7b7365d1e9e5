// For tests: a mission folder that may be spoiled.
#pragma once

#include "base/files.h"
#include "mission/mission.h"
#include "mission/skeleton.h"

#include <filesystem>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

namespace handover {

// A copy of the skeleton in a folder of its own, removed at the end.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              fmt::format("handover-mission-test-{}-{}", getpid(), count_++)) {
    write_skeleton(path_ / "example");
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::filesystem::path mission() const { return path_ / "example"; }
  void replace(const std::string& file, const std::string& from, const std::string& to) const {
    std::string text = read_file(mission() / file);
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    write_file_atomically(mission() / file, text.replace(at, from.size(), to));
  }
  void write(const std::string& file, const std::string& text) const {
    std::filesystem::create_directories((mission() / file).parent_path());
    write_file_atomically(mission() / file, text);
  }
  std::string text_of(const std::string& file) const { return read_file(mission() / file); }
  void append(const std::string& file, const std::string& text) const {
    write_file_atomically(mission() / file, read_file(mission() / file) + text);
  }

 private:
  static inline int count_ = 0;
  std::filesystem::path path_;
};

inline std::string only_problem(const Folder& folder, const LoadOptions& options = {}) {
  const auto problems = check_mission(folder.mission(), options);
  for (std::size_t i = 1; i < problems.size(); ++i) MESSAGE(to_string(problems[i]));
  REQUIRE(problems.size() == 1);
  return to_string(problems.front());
}

}  // namespace handover
