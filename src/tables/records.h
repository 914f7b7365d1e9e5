// Tables that are no text of rows, as CSV: JSON's lists of objects and Parquet. Line 1 is the header, line
// n+1 the n-th record. Private to this module.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handover {

// A list of objects; an object that holds one ("data", "results", "Result" ...), as interfaces answer;
// GeoJSON's features, with the longitude and latitude of their points; or one object on each line. Adds to
// `notes` what the answer says of further pages. Throws InputError naming `file`.
std::string csv_of_json(std::string_view text, const std::string& file, std::vector<std::string>& notes);

// Throws InputError naming `file`.
std::string csv_of_parquet(std::string_view bytes, const std::string& file);

}  // namespace handover
