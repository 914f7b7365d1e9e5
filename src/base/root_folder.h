// A folder below which everything is read: a file in it cannot send the reader anywhere else. Links are not
// followed, names do not climb, and only plain files are opened.
#pragma once

#include "base/plain_file.h"

#include <filesystem>
#include <string>
#include <vector>

namespace handover {

enum class EntryKind { absent, file, folder, link, other };  // other: a pipe, a device, a socket

struct Entry {
  std::string name;  // in its folder; any bytes but '/' and NUL
  EntryKind kind = EntryKind::absent;
};

class RootFolder {
 public:
  // The folder itself may be reached by a link: whoever runs the program named it.
  explicit RootFolder(std::filesystem::path path) : path_(std::move(path)) {}
  const std::filesystem::path& path() const { return path_; }

  // What stands under a relative name such as "plans/gated.toml"; a link is a link, whatever it names. A name
  // that climbs (a part "..") or that goes through a link is absent.
  EntryKind kind_of(const std::string& relative) const;
  bool has_file(const std::string& relative) const { return kind_of(relative) == EntryKind::file; }

  // Throws InputError about the relative name: not there, a link, no plain file, too large, cannot be read.
  std::string read(const std::string& relative, std::size_t most_bytes = kLargestFile) const;

  // What is in a folder, by name; empty when there is no such folder. Hidden names (".git") are left out.
  std::vector<Entry> list(const std::string& relative = {}) const;

 private:
  std::filesystem::path path_;
};

}  // namespace handover
