// Whole-file reading and writing. A written file is either the old one or the new one, never half of each.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace handover {

// Throws InputError that says why the file cannot be read.
std::string read_file(const std::filesystem::path& path);

// Writes beside the target, syncs to disk, then renames over it; where the target is a link, over what it
// names. Pipes and devices are written into as they are. Throws std::system_error (disk full, no permission);
// the old file is then untouched and the temporary one is gone.
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

// Why `write_file_atomically` would fail at once, for a refusal before long work: what is wrong and what
// would be right; both empty when nothing is known to stand in the way. Writes nothing.
struct Unwritable {
  std::string what, hint;
};
Unwritable why_unwritable(const std::filesystem::path& path);

// SHA-256 in lower-case hexadecimal (OpenSSL's libcrypto).
std::string sha256_of(std::string_view content);

}  // namespace handover
