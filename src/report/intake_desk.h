// The documents of a mission while somebody decides on their proposals in the browser: the same rows, checks
// and consequences as `handover read` and the page that it writes. A decision is written at once, into the
// same file.
#pragma once

#include "report/documents.h"
#include "report/intake_job.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>

namespace handover::report {

// Every file of intake/: [{source, title, published, genre, proposals, decided, taken, text}]
Json documents_document(const std::filesystem::path& mission);

// Text, rows and consequences of one, with `version`, `head` and `copies`. Throws InputError when there is
// none.
Json open_intake(const std::filesystem::path& mission, const std::string& source);
std::string intake_version(const std::filesystem::path& mission, const std::string& source);

struct Decision {
  std::optional<std::size_t> row;  // of the file; nothing: a row by hand
  std::size_t begin = 0, end = 0;  // of a row by hand: characters
  std::string decision;            // accept, edit, reject; empty: undone
  std::string by, on;              // on: a day
  // New texts of fields of an edited row, a row by hand, or one whose edit is undone.
  std::vector<std::pair<std::string, std::string>> fields = {};
};

// Contradictions of the ledger with the taken rows of the file, before and behind the decision.
struct Decided {
  std::string version;
  std::size_t row = 0;
  Json cells, consequences;
  Json opened = Json::array(), closed = Json::array();  // [{subject, relation, facts, values, reasons}]
  Json notes = Json::array();                           // what the checker doubts of an edited row
};
// Writes the decision into the file. Throws InputError, with nothing written, when a taken row lacks a field
// or contradicts its document. The caller holds whatever keeps others from writing.
Decided decide(const std::filesystem::path& mission, const std::string& source, const Decision& decision);

}  // namespace handover::report
