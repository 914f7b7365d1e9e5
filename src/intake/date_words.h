// Inside this module only: what an expression says of a date, before it is known which day that is.
#pragma once

#include "intake/date_expressions.h"

namespace handover::intake {

// next: "next May", seen from the day of publication; following: "the following May", seen from the story.
enum class Pointing { none, last, next, following, this_one, that_one };

struct SaidDate {
  std::size_t first = 0, last = 0;
  std::string rule;
  std::optional<int> year;
  bool before_our_era = false, decade = false, century = false;
  std::optional<unsigned> month, day, weekday;
  std::string season;  // SP, SU, FA, WI; quarters and halves of a year: Q1 to Q4, H1, H2
  std::string part;
  Pointing pointing = Pointing::none;
  // A shift of so many units from the publication, or from the last date of the text.
  std::optional<int> shift;
  DateUnit unit = DateUnit::day;
  bool from_course = false;
  // Days from Easter Sunday, of a feast that moves with it.
  std::optional<int> from_easter;
  bool weekend = false, fiscal = false;
  bool short_year = false;  // "'64": of which century is told later
  // "3, 5 and 9 May", "April 6 and 7": the day takes month and year from the mention behind or before.
  bool takes_month_of_next = false, takes_month_of_last = false;
};

int year_of(Date date);
unsigned month_number(Date date);
unsigned weekday_of(Date date);  // 0: Sunday
std::optional<Date> day_in(int year, unsigned month, unsigned day);
std::string week_value(Date day);
Date easter_sunday(int year);
DaySpan season_span(int year, std::string_view code);

// Expressions in the order of the text; they do not overlap.
std::vector<SaidDate> recognise_dates(const Words& words);

}  // namespace handover::intake
