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

void take_month(SaidDate& day, const SaidDate& from) {
  day.month = from.month;
  if (!day.year) day.year = from.year;
  if (day.shift == std::nullopt) day.shift = from.shift, day.unit = from.unit;
  if (day.pointing == Pointing::none) day.pointing = from.pointing;
}

// "18 August - 15 September 1951": the year belongs to both ends.
bool is_range(const Words& words, const SaidDate& first, const SaidDate& second) {
  static const WordSet kJoints = {"-", "to", "and", "until", "through", "till", "or", "الي", "حتي"};
  const bool months = first.month && second.month;
  const bool seasons = !first.season.empty() && !second.season.empty();
  if (!(months || seasons) || first.year || first.shift || !second.year) return false;
  // In Arabic "and" is part of the word.
  if (second.first == first.last) return words.tokens[second.first].folded.starts_with("و");
  if (second.first != first.last + 1) return false;
  const std::string& joint = words.tokens[first.last].folded;
  return kJoints.contains(joint) || (joint == "," && !first.day && !second.day);
}

void take_year(SaidDate& first, const SaidDate& second) {
  const bool over_new_year = first.month && *first.month > *second.month;
  first.year = *second.year - (over_new_year ? 1 : 0);
  first.rule = "date.range";
}

// What one of a list or a range says for its neighbours too; from the end: "July, August and September
// 1916".
void share_between(const Words& words, std::vector<SaidDate>& said) {
  for (std::size_t i = said.size(); i-- > 1;) {
    if (is_range(words, said[i - 1], said[i])) take_year(said[i - 1], said[i]);
    if (said[i].takes_month_of_last && said[i].year && !said[i - 1].year) said[i - 1].year = said[i].year;
    if (said[i - 1].takes_month_of_next) take_month(said[i - 1], said[i]);
  }
  for (std::size_t i = 1; i < said.size(); ++i) {
    if (said[i].takes_month_of_last) take_month(said[i], said[i - 1]);
  }
}

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
  share_between(words, found);
  return found;
}

}  // namespace handover::intake
