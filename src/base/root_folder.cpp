#include "base/root_folder.h"

#include "base/problem.h"
#include "base/read_descriptor.h"

#include <algorithm>
#include <cerrno>
#include <optional>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace handover {
namespace {

// The parts of a relative name; nothing when one of them climbs or the name is not relative.
std::optional<std::vector<std::string>> parts_of(const std::string& relative) {
  std::vector<std::string> parts;
  for (const auto& part : std::filesystem::path(relative)) {
    const std::string text = part.string();
    if (text.empty()) continue;  // a slash at the end
    if (text == ".." || text == "." || text.find('/') != std::string::npos ||
        text.find('\0') != std::string::npos)
      return std::nullopt;
    parts.push_back(text);
  }
  return parts;
}

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

// The folder that holds the last of the parts, opened step by step without following a link; below 0 with
// errno when there is none.
Descriptor open_parent(const std::filesystem::path& root, const std::vector<std::string>& parts) {
  Descriptor folder(open(root.c_str(), kFolderFlags));
  for (std::size_t i = 0; i + 1 < parts.size() && folder.number() >= 0; ++i) {
    Descriptor next(openat(folder.number(), parts[i].c_str(), kFolderFlags | O_NOFOLLOW));
    if (next.number() < 0) return next;
    std::swap(folder, next);
  }
  return folder;
}

EntryKind kind_of_mode(mode_t mode) {
  if (S_ISREG(mode)) return EntryKind::file;
  if (S_ISDIR(mode)) return EntryKind::folder;
  return S_ISLNK(mode) ? EntryKind::link : EntryKind::other;
}

EntryKind kind_at(int folder, const std::string& name) {
  struct stat status {};
  if (fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return EntryKind::absent;
  return kind_of_mode(status.st_mode);
}

[[noreturn]] void refuse_link(const std::string& relative) {
  throw InputError(Problem{.code = ProblemCode::refused,
                           .file = relative,
                           .what = "is a link or lies behind one",
                           .hint = "put the file itself there; links are not followed"});
}

}  // namespace

EntryKind RootFolder::kind_of(const std::string& relative) const {
  const auto parts = parts_of(relative);
  if (!parts) return EntryKind::absent;
  if (parts->empty()) return std::filesystem::is_directory(path_) ? EntryKind::folder : EntryKind::absent;
  const Descriptor parent = open_parent(path_, *parts);
  return parent.number() < 0 ? EntryKind::absent : kind_at(parent.number(), parts->back());
}

std::string RootFolder::read(const std::string& relative, std::size_t most_bytes) const {
  const auto parts = parts_of(relative);
  if (!parts || parts->empty())
    throw InputError(Problem{.code = ProblemCode::refused,
                             .file = relative,
                             .what = "is not a file of this folder",
                             .hint = "name a file in it"});
  const Descriptor parent = open_parent(path_, *parts);
  if (parent.number() < 0) {
    if (errno == ELOOP || errno == ENOTDIR) refuse_link(relative);
    refuse_to_read(relative, errno);
  }
  const Descriptor file(
      openat(parent.number(), parts->back().c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
  if (file.number() < 0 && errno == ELOOP) refuse_link(relative);
  if (file.number() < 0) refuse_to_read(relative, errno);
  return read_descriptor(file.number(), relative, most_bytes, false);
}

std::vector<Entry> RootFolder::list(const std::string& relative) const {
  std::vector<Entry> entries;
  auto parts = parts_of(relative);
  if (!parts) return entries;
  parts->emplace_back();  // the folder itself is then the parent of the last part
  Descriptor folder = open_parent(path_, *parts);
  const int copy = folder.number() < 0 ? -1 : dup(folder.number());
  DIR* const stream = copy < 0 ? nullptr : fdopendir(copy);
  if (stream == nullptr) return entries;
  while (const dirent* const item = readdir(stream)) {
    const std::string name = item->d_name;
    if (!name.starts_with('.')) entries.push_back({name, kind_at(folder.number(), name)});
  }
  closedir(stream);
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return entries;
}

}  // namespace handover
