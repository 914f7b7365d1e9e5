// Which words are a date: every reader is tried at every token, and the longest reading wins.
#include "intake/date_pieces.h"

namespace handover::intake {
namespace {

// Of two readings of one length the one named first is taken.
constexpr DateReader kReaders[] = {
    // date_days.cpp
    read_figures, read_named_day, read_month_day, read_day_month, read_first_of_pair, read_second_of_pair,
    read_bare_day,
    // date_feasts.cpp
    read_feast, read_easter, read_d_day,
    // date_periods.cpp
    read_quarter, read_fiscal_year, read_month, read_year, read_era, read_short_year, read_decade,
    read_short_decade, read_season,
    // date_relative.cpp
    read_weekday, read_weekend, read_clock, read_pointing, read_course, read_shift, read_arabic_relative};

}  // namespace

std::vector<SaidDate> recognise_dates(const Words& words) {
  std::vector<SaidDate> found;
  for (std::size_t at = 0; at < words.tokens.size();) {
    std::optional<SaidDate> best;
    for (const DateReader read : kReaders) {
      auto said = read(words, at);
      if (said && (!best || said->last > best->last)) best = std::move(said);
    }
    if (!best || best->last <= at) {
      ++at;
      continue;
    }
    at = best->last;
    found.push_back(std::move(*best));
  }
  return found;
}

}  // namespace handover::intake
