// What a file is taken for by whoever reads tables here, column by column, and what of it would be lost.
#pragma once

#include "base/problem.h"
#include "evidence/event_reader.h"
#include "tables/column_profile.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace handover::report {

struct TableLook {
  std::string file;       // with the sheet or the member of an archive
  std::string container;  // "text", "workbook (.xlsx)" ...
  std::string taken_for;  // "events (ged)", "forecasts by unit and month" ...; empty: nothing that is known
  std::string reads_it;   // the command to give it to; empty: none
  std::vector<std::string> notes;
  TableProfile profile;
  std::vector<std::string> roles;  // of the columns; empty: not used
  std::string content;             // "3 events from 2019-05-01 to 2019-05-03"
  std::size_t lost = 0;            // rows that cannot be read
  std::map<std::string, std::size_t> reasons;
  std::vector<Problem> problems;  // why it cannot be read as what it is taken for
};

// Throws InputError when the file holds no table at all.
TableLook look_at_table(const std::string& bytes, const std::string& file,
                        const evidence::EventReadOptions& options = {});

nlohmann::ordered_json document_of(const TableLook& look);

}  // namespace handover::report
