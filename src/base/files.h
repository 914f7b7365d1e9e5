// Whole-file reading and writing. A written file is either the old one or the new one, never half of each.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace handover {

// The largest file that is read at all, in bytes; a million events take about a tenth of it.
inline constexpr std::size_t kLargestFile = std::size_t{2} << 30;

// Plain files only: a pipe, a device or a socket is refused at once, since it may never end (a pipe that the
// shell opened, /dev/stdin or /dev/fd/N, is read). Throws InputError that says why the file cannot be read.
std::string read_file(const std::filesystem::path& path, std::size_t most_bytes = kLargestFile);

// Writes beside the target, syncs to disk, then renames over it; where the target is a link, over what it
// names. Pipes and devices are written into as they are. Throws std::system_error (disk full, no permission);
// the old file is then untouched and the temporary one is gone. What a process that was killed left behind
// in the folder is removed: such files end in kUnfinished and nobody holds their lock.
inline constexpr std::string_view kUnfinished = ".handover-unfinished";
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

// Removes what killed processes left in the folder. Done by `write_file_atomically` once for each folder.
void remove_unfinished_files(const std::filesystem::path& folder);

// Why `write_file_atomically` would fail at once, for a refusal before long work: what is wrong and what
// would be right; both empty when nothing is known to stand in the way. Writes nothing.
struct Unwritable {
  std::string what, hint;
};
Unwritable why_unwritable(const std::filesystem::path& path);

// SHA-256 in lower-case hexadecimal (OpenSSL's libcrypto).
std::string sha256_of(std::string_view content);

}  // namespace handover
