// A source's event files into a mission's table of incidents, by the mission's rules of import.
#pragma once

#include "base/problem.h"
#include "evidence/import.h"
#include "report/documents.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace handover::report {

// What --days says of a table's days, "" for what the table shows; refuses other words.
evidence::EventReadOptions read_options(const std::string& days);

struct ImportWanted {
  std::string mission, source, boundaries;  // folder; empty: as import.toml says; empty: as import.toml says
  std::filesystem::path usual_boundaries;   // where neither says
  std::vector<std::string> files;
  evidence::EventReadOptions read;
  bool dry_run = false, replace = false;
};

struct ImportRun {
  std::string mission, source;  // ids
  std::vector<evidence::FileReport> reports;
  evidence::MergedIncidents merged;
  std::filesystem::path incidents, rejects;
  std::vector<std::string> zones_without_boundary;
  std::vector<std::string> lost;  // in what the new record covers less than the old
  std::size_t killed_unassigned = 0, point_differs_from_name = 0;
  bool changed = false;
  std::optional<Problem> refusal = {};  // why nothing was written
  // More than one row in ten cannot be read: the file is not what it was taken for.
  bool much_is_unreadable() const;
};

// Writes incidents.csv and the rejected rows unless told not to, or the run is refused. Throws InputError for
// what cannot be read.
ImportRun import_events(const ImportWanted& wanted);
Json document_of(const ImportRun& run);

}  // namespace handover::report
