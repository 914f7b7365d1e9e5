#include "tables/column_profile.h"

#include "tables/days.h"
#include "tables/values.h"

#include <algorithm>
#include <cmath>

namespace handover {
namespace {

void add_value(ColumnProfile& column, DayColumn& days, std::string_view text) {
  text = without_blanks(text);
  if (is_missing_value(text)) {
    ++column.missing;
    return;
  }
  ++column.filled;
  if (column.first.empty()) column.first = shown_value(text.substr(0, 40));
  days.add(text);
  const auto number = number_of(text);
  if (!number) return;
  column.lowest = column.numbers == 0 ? *number : std::min(column.lowest, *number);
  column.highest = column.numbers == 0 ? *number : std::max(column.highest, *number);
  ++column.numbers;
  column.all_whole = column.all_whole && *number == std::floor(*number);
}

// Numbers that could be a spreadsheet's days are days only where the column's name says so.
bool is_called_a_day(const std::string& name) {
  const std::string plain = plain_column_name(name);
  return plain.find("date") != std::string::npos || plain == "day" || plain == "week" || plain == "from" ||
         plain == "to";
}

}  // namespace

std::string ColumnProfile::kind() const {
  if (filled == 0) return "nothing";
  if (days == filled) return "days";
  if (numbers == filled) return all_whole ? "whole numbers" : "numbers";
  if (days > 0 && 2 * days >= filled) return "days and text";
  return numbers > 0 ? "numbers and text" : "text";
}

TableProfile profile_of(const OpenedTable& table) {
  TableProfile profile;
  std::vector<DayColumn> days(table.header.size());
  for (const std::string& name : table.header) profile.columns.emplace_back().name = name;
  TableReader rows(table);
  while (rows.next()) {
    ++profile.rows;
    if (!rows.fits_header()) {
      if (profile.misshapen++ == 0) profile.first_misshapen_line = rows.line();
      continue;
    }
    for (std::size_t c = 0; c < days.size(); ++c)
      add_value(profile.columns[c], days[c], rows.fields()[c].text);
  }
  profile.tag_rows = rows.tag_rows();
  for (std::size_t c = 0; c < days.size(); ++c) {
    ColumnProfile& column = profile.columns[c];
    if (column.numbers == column.filled && !is_called_a_day(column.name)) continue;
    column.days = days[c].days();
    if (column.days == 0) continue;
    column.said = days[c].doubt().empty() ? days[c].said() : days[c].doubt();
  }
  return profile;
}

}  // namespace handover
