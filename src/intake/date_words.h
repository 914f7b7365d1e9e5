// Inside this module only: what an expression says of a date, before it is known which day that is.
#pragma once

#include "intake/date_expressions.h"

namespace handover::intake {

enum class Pointing { none, last, next, this_one, that_one };

struct SaidDate {
  std::size_t first = 0, last = 0;
  std::string rule;
  std::optional<int> year;
  bool before_our_era = false, decade = false, century = false;
  std::optional<unsigned> month, day, weekday;
  std::string season;  // SP, SU, FA, WI
  std::string part;
  Pointing pointing = Pointing::none;
  // A shift of so many units from the publication, or from the last date of the text.
  std::optional<int> shift;
  DateUnit unit = DateUnit::day;
  bool from_course = false;
  // "April 6 and 7": the day takes month and year from the mention before or behind.
  bool takes_month_of_next = false, takes_month_of_last = false;
};

// Expressions in the order of the text; they do not overlap.
std::vector<SaidDate> recognise_dates(const Words& words);

}  // namespace handover::intake
