// A mission's tables while somebody edits them: as rows of text with what each column may hold, checked
// before they are saved, written so that rows which nobody touched stay as they were.
#pragma once

#include "report/documents.h"

#include <filesystem>
#include <string>
#include <vector>

namespace handover::report {

using Cells = std::vector<std::vector<std::string>>;

struct OpenedTable {
  std::string file, version;  // version: of the file's bytes
  std::vector<std::string> header;
  Cells rows;
};

// Every table that a mission can have: [{file, help, rows, there}]
Json tables_document(const std::filesystem::path& mission);
// Throws InputError when there is no such table in the folder or it cannot be read.
OpenedTable open_table(const std::filesystem::path& mission, const std::string& file);
std::string table_version(const std::filesystem::path& mission, const std::string& file);
// Of the table's columns, in the order of `header`: [{name, required, help, choices[], open}]. `open`:
// another value may be right too (a list of names in one field).
Json columns_document(const std::filesystem::path& mission, const std::string& file,
                      const std::vector<std::string>& header);

// The table as it would be written with these rows. Rows that the file has already keep their text.
std::string table_text(const std::filesystem::path& mission, const std::string& file, const Cells& rows);
// What `check` would say of the mission with this text in the table's place; the folder stays as it is.
std::vector<Problem> problems_with(const std::filesystem::path& mission, const std::string& file,
                                   const std::string& text);

}  // namespace handover::report
