// What the columns of a table hold, for people who ask what a file is taken for.
#pragma once

#include "tables/front_door.h"

#include <cstddef>
#include <string>
#include <vector>

namespace handover {

struct ColumnProfile {
  std::string name;  // as written
  std::size_t filled = 0, missing = 0;
  std::size_t numbers = 0, days = 0;  // of the filled ones
  bool all_whole = true;              // of the numbers
  double lowest = 0.0, highest = 0.0;
  std::string first;  // the first filled value, cut
  std::string said;   // how its days are read, or why they cannot be

  // "whole numbers", "numbers", "days", "text", "numbers and text" or "nothing".
  std::string kind() const;
};

struct TableProfile {
  std::size_t rows = 0;  // below the header, tag rows and blank rows not counted
  std::size_t tag_rows = 0;
  std::size_t misshapen = 0;     // rows with more or fewer fields than the header
  int first_misshapen_line = 0;  // 0: none
  std::vector<ColumnProfile> columns;
};

TableProfile profile_of(const OpenedTable& table);

}  // namespace handover
