// Which words are a date: every reader is tried at every token, and the longest reading wins.
#include "intake/date_pieces.h"

namespace handover::intake {
namespace {

constexpr DateReader kReaders[] = {read_figures,        read_month_day, read_day_month, read_first_of_pair,
                                   read_second_of_pair, read_month,     read_year,      read_before_our_era,
                                   read_short_year,     read_decade,    read_season,    read_weekday,
                                   read_pointing,       read_course,    read_shift,     read_bare_day,
                                   read_feast};

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
