// Days that are written out: in figures, with a month, in pairs and ranges, feasts.
#include "intake/date_pieces.h"

#include <algorithm>

namespace handover::intake {

namespace {

// What stands between the points or strokes of a date in figures, with how many digits each part has.
struct FigureParts {
  std::vector<int> parts;
  std::vector<std::size_t> widths;
  bool points = false;
};

// "27.01.2024" is one word.
std::optional<FigureParts> split_at_points(std::string_view word) {
  FigureParts split{.points = true};
  while (!word.empty()) {
    const std::size_t end = std::min(word.find('.'), word.size());
    const std::string_view part = word.substr(0, end);
    if (part.empty() || part.size() > 4 || part.find_first_not_of("0123456789") != std::string_view::npos)
      return std::nullopt;
    int value = 0;
    for (const char c : part) value = 10 * value + (c - '0');
    split.parts.push_back(value);
    split.widths.push_back(part.size());
    word.remove_prefix(std::min(end + 1, word.size()));
  }
  return split;
}

// "2024-01-27", "27/01/2024": three figures without blanks.
std::optional<FigureParts> take_joined_figures(Cursor& cursor) {
  FigureParts split;
  std::string separator;
  while (split.parts.size() < 3) {
    if (cursor.done()) return std::nullopt;
    const auto part = plain_digits(cursor.token(), 4);
    if (!part || (!split.parts.empty() && cursor.token().space_before)) return std::nullopt;
    split.parts.push_back(*part);
    split.widths.push_back(cursor.token().folded.size());
    cursor.skip();
    if (split.parts.size() == 3) break;
    if (cursor.done() || cursor.token().space_before) return std::nullopt;
    if (separator.empty()) separator = cursor.token().folded;
    if ((separator != "-" && separator != "/") || !cursor.take(separator)) return std::nullopt;
  }
  return split;
}

// Which of the three is the year, the month, the day; nothing where two orders can be meant.
std::optional<SaidDate> in_order(const FigureParts& split) {
  const std::vector<int>& parts = split.parts;
  if (parts.size() != 3) return std::nullopt;
  SaidDate said;
  int month = 0;
  int day = 0;
  if (split.widths[0] == 4) {
    said.year = parts[0], month = parts[1], day = parts[2];
  } else if (split.widths[2] == 4) {
    said.year = parts[2];
    if (parts[0] > 12 || split.points) {
      day = parts[0], month = parts[1];
    } else if (parts[1] > 12 || parts[0] == parts[1]) {
      month = parts[0], day = parts[1];
    } else {
      return std::nullopt;  // 05/04/2019 can be read two ways
    }
  } else {
    return std::nullopt;
  }
  if (month < 1 || month > 12 || day < 1 || day > 31 || *said.year < 1000 || *said.year > 2150)
    return std::nullopt;
  said.month = static_cast<unsigned>(month);
  said.day = static_cast<unsigned>(day);
  return day_exists(said) ? std::optional(said) : std::nullopt;
}

}  // namespace

// 2024-01-27, 27.01.2024, 27/01/2024, and with strokes where only one order can be meant.
std::optional<SaidDate> read_figures(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  const Token& first = cursor.token();
  if (first.kind != TokenKind::number) return std::nullopt;
  std::optional<FigureParts> split;
  if (first.folded.find('.') != std::string::npos && first.folded.find(',') == std::string::npos) {
    split = split_at_points(first.folded);
    cursor.skip();
  } else {
    split = take_joined_figures(cursor);
  }
  const auto said = split ? in_order(*split) : std::nullopt;
  return said ? std::optional(finished(*said, at, cursor, "date.figures")) : std::nullopt;
}

// January 27[, 2024]; the second day of a pair is read by read_second_day.
std::optional<SaidDate> read_month_day(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  take_weekday_before(cursor, said);
  said.month = take_month(cursor);
  if (!said.month) return std::nullopt;
  cursor.take("the");
  said.day = take_day(cursor);
  if (!said.day) said.day = take_ordinal_word(words, cursor);
  if (!said.day) return std::nullopt;
  // "June 30 percent", "March 15,000": a figure that goes on is no day.
  if (!cursor.done() && (cursor.token().is("%") || cursor.token().is("percent"))) return std::nullopt;
  Cursor behind = cursor;
  const bool has_year = take_year_behind(behind, said);
  cursor = behind;
  if (!day_exists(said)) return std::nullopt;
  return finished(said, at, cursor, has_year ? "date.full" : "date.day");
}

// 27 January [2024], the 27th of January, 27th January.
std::optional<SaidDate> read_day_month(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  take_weekday_before(cursor, said);
  cursor.take("the");
  said.day = take_day(cursor);
  if (!said.day) said.day = take_ordinal_word(words, cursor);
  if (!said.day) return std::nullopt;
  cursor.take("day");
  cursor.take("of");
  cursor.take("من");
  cursor.take("-");
  said.month = take_month(cursor);
  if (!said.month) return std::nullopt;
  const bool has_year = take_year_behind(cursor, said);
  const bool joined = !cursor.done() && cursor.token().is("-") && !cursor.token().space_before &&
                      cursor.ahead(1) != nullptr && !cursor.ahead(1)->space_before;
  if (!has_year && joined && cursor.take("-")) {  // 19-Nov-12, 19-Nov-2012
    if (const auto year = take_year(cursor)) {
      said.year = year;
    } else if (!cursor.done() && plain_digits(cursor.token(), 2)) {
      const int two = *plain_digits(cursor.token(), 2);
      said.year = two > 60 ? 1900 + two : 2000 + two;
      cursor.skip();
    } else {
      Cursor back(words, cursor.at() - 1);
      cursor = back;
    }
  }
  if (!day_exists(said)) return std::nullopt;
  return finished(said, at, cursor, said.year ? "date.full" : "date.day");
}

// "6 and" of "6 and 7 April", "6" of "6-8 April": takes its month from what follows.
std::optional<SaidDate> read_first_of_pair(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  cursor.take("the");
  said.day = take_day(cursor);
  if (!said.day) return std::nullopt;
  const std::size_t end = cursor.at();
  if (!(cursor.take("and") || cursor.take("-") || cursor.take("to") || cursor.take("or") || cursor.take("/")))
    return std::nullopt;
  if (cursor.done() || !read_day_month(words, cursor.at())) return std::nullopt;
  said.takes_month_of_next = true;
  Cursor back(words, at);
  back.skip(end - at);
  return finished(said, at, back, "date.pair");
}

// "7" of "April 6 and 7", "29, 2024" of "January 27-29, 2024".
std::optional<SaidDate> read_second_of_pair(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  const Token* joint = cursor.before(1);
  const Token* day = cursor.before(2);
  const Token* month = cursor.before(3);
  if (joint == nullptr || day == nullptr || month == nullptr) return std::nullopt;
  if (!(joint->is("and") || joint->is("-") || joint->is("to") || joint->is("/"))) return std::nullopt;
  if (!month_named(*month) || day->kind != TokenKind::number) return std::nullopt;
  SaidDate said;
  said.day = take_day(cursor);
  if (!said.day) return std::nullopt;
  take_year_behind(cursor, said);
  said.takes_month_of_last = true;
  return finished(said, at, cursor, "date.pair");
}

// "on the 27th"
std::optional<SaidDate> read_bare_day(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  const Token* before = cursor.before();
  if (before == nullptr || !(before->is("on") || before->is("by") || before->is("until")))
    return std::nullopt;
  if (!cursor.take("the") || cursor.done()) return std::nullopt;
  if (cursor.token().kind != TokenKind::number || cursor.token().folded.size() < 3) return std::nullopt;
  SaidDate said;
  said.day = take_day(cursor);
  if (!said.day) return std::nullopt;
  if (!cursor.done() && cursor.token().kind == TokenKind::word) {
    static const WordSet kGoesOn = {"and",   "the",  "when", "but", "he", "they",
                                    "after", "with", "by",   "as",  "in", "it"};
    if (!kGoesOn.contains(cursor.token().folded)) return std::nullopt;
  }
  return finished(said, at, cursor, "date.bare-day");
}

// Christmas [Day|Eve] [1963], New Year's Day
std::optional<SaidDate> read_feast(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  if (cursor.take_phrase({"new", "year", "'s"})) {
    if (cursor.take("eve"))
      said.month = 12, said.day = 31;
    else if (cursor.take("day"))
      said.month = 1, said.day = 1;
    else
      return std::nullopt;
  } else if (cursor.take("christmas")) {
    said.month = 12;
    said.day = cursor.take("eve") ? 24 : 25;
    cursor.take("day");
  } else {
    return std::nullopt;
  }
  const bool has_year = take_year_behind(cursor, said);
  return finished(said, at, cursor, has_year ? "date.full" : "date.day");
}

}  // namespace handover::intake
