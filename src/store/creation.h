// Making a new store file, so that a kill halfway leaves either no file or a whole one. Private to this
// module.
#pragma once

#include <filesystem>

namespace handover::store {

// Builds the file under a temporary name and links it into place; when another process was quicker, its file
// stays. Leftovers of processes that were killed are removed. Throws DatabaseError or filesystem_error.
void create_store_file(const std::filesystem::path& file);

}  // namespace handover::store
