// Making a new store file, so that a kill halfway leaves either no file or a whole one; and bringing one of
// an older layout up to date. Private to this module.
#pragma once

#include <filesystem>

namespace handover::database {
class Database;
}

namespace handover::store {

using database::Database;

// The layout that this version writes.
inline constexpr int kLayout = 3;

// What the file says of itself; 0 when it says nothing. Throws DatabaseError.
int layout_of(Database& database);
// From an older layout to kLayout, whole or not at all. Throws DatabaseError.
void migrate(Database& database, int from);

// Builds the file under a temporary name and links it into place; when another process was quicker, its file
// stays. Leftovers of processes that were killed are removed. Throws DatabaseError or filesystem_error.
void create_store_file(const std::filesystem::path& file);

}  // namespace handover::store
