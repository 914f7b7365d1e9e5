// Named versions of a mission: commits of a git repository in its folder, which other tools read too. The
// library (libgit2) stands in versions.cpp and nowhere else.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace handover::server {

struct NamedVersion {
  std::string id, name, when;  // when: UTC, 2024-07-24T09:30:00Z
};

class Versions {
 public:
  explicit Versions(std::filesystem::path folder) : folder_(std::move(folder)) {}
  // Newest first; none when nothing has been kept yet.
  std::vector<NamedVersion> list() const;
  // Keeps every file of the folder as it is; returns the version's id. Throws InputError when it cannot be
  // kept.
  std::string keep(const std::string& name);
  // Files of today that differ from the version: "facts.csv: 3 lines more, 1 fewer". Throws InputError for an
  // id that is none.
  std::vector<std::string> changed_since(const std::string& id) const;
  // Keeps what is there, puts the files of the version in its place, and keeps that as a new version.
  std::string restore(const std::string& id);

 private:
  std::filesystem::path folder_;
};

}  // namespace handover::server
