// What `read_file` reads and what `write_file_atomically` may leave behind.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace handover {

// The largest file that is read at all, in bytes; a million events take about a tenth of it.
inline constexpr std::size_t kLargestFile = std::size_t{2} << 30;

// Plain files only: a pipe, a device or a socket is refused at once, since it may never end (a pipe that the
// shell opened, /dev/stdin or /dev/fd/N, is read). Throws InputError that says why the file cannot be read.
std::string read_plain_file(const std::filesystem::path& path, std::size_t most_bytes = kLargestFile);

// A file that is being written has a name that ends like this and is locked; one that nobody holds was left
// behind by a process that was killed.
inline constexpr std::string_view kUnfinished = ".handover-unfinished";
// Removes what killed processes left in the folder. Done by `write_file_atomically` once for each folder.
void remove_unfinished_files(const std::filesystem::path& folder);

}  // namespace handover
