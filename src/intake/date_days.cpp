// Days that are written out: in figures, with a month, in pairs, lists and ranges.
#include "intake/date_pieces.h"
#include "intake/vocabulary.h"

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
    auto part = plain_digits(cursor.token(), 4);
    // "2024-07-24T10:15:00Z"
    if (const std::string& word = cursor.token().folded;
        split.parts.size() == 2 && word.size() == 3 && word[2] == 't')
      part = 10 * (word[0] - '0') + (word[1] - '0');
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

namespace {

// "the first day of June 1941", "the last day of 1941" is left out.
std::optional<SaidDate> read_edge_day(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  cursor.take("the");
  const bool first = cursor.take("first");
  if (!first && !cursor.take("last")) return std::nullopt;
  if (!cursor.take_phrase({"day", "of"})) return std::nullopt;
  SaidDate said;
  said.month = take_month(cursor);
  if (!said.month) return std::nullopt;
  const bool has_year = take_year_behind(cursor, said);
  said.day = 31;
  while (!day_exists(said)) --*said.day;
  if (first) said.day = 1;
  return finished(said, at, cursor, has_year ? "date.full" : "date.day");
}

}  // namespace

// January 27[, 2024]; the second day of a pair is read by read_second_day.
std::optional<SaidDate> read_month_day(const Words& words, std::size_t at) {
  if (auto edge = read_edge_day(words, at)) return edge;
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

namespace {

bool take_joint(Cursor& cursor) {
  static const WordSet kJoints = {"and", "-", "to", "or", "/", "through", "until", "till", "الي", "حتي"};
  return cursor.take_any(kJoints);
}

// "5 and 9 May", "3, 5 and 9 May": a list whose end names the month.
bool list_ends_with_month(const Words& words, Cursor cursor, int most) {
  if (cursor.take(",")) {
    cursor.take("and");
  } else if (!take_joint(cursor)) {
    return false;
  }
  if (cursor.done()) return false;
  if (read_day_month(words, cursor.at())) return true;
  cursor.take("the");
  return most > 0 && take_day(cursor) && list_ends_with_month(words, cursor, most - 1);
}

// Where the month of "April 3, 5 and" stands before this token; nothing when no list leads here.
bool list_begins_with_month(const Words& words, std::size_t at) {
  constexpr std::size_t kLongest = 12;
  const std::size_t first = words.sentence_with(at).first;
  std::size_t back = at;
  bool day_next = false;  // a joint comes first, seen from behind
  while (back > first && at - back < kLongest) {
    Cursor cursor(words, --back);
    if (day_next && cursor.token().is("the")) continue;
    if (day_next && month_named(cursor.token())) return true;
    if (day_next && cursor.token().is("-")) return false;
    if (cursor.token().kind == TokenKind::number) {
      if (day_next || !take_day(cursor)) return false;
      day_next = true;
    } else if (cursor.take(",") || take_joint(cursor)) {
      if (!day_next && back + 1 != at && !words.tokens[back + 1].is("and") &&
          !words.tokens[back + 1].is("the"))
        return false;
      day_next = false;
    } else {
      return false;
    }
  }
  return false;
}

// "May 3, 5 and 9": behind a comma a day only where the list goes on to an "and".
bool goes_on_as_list(Cursor cursor) {
  for (int most = 6; most > 0; --most) {
    if (!take_day(cursor)) return false;
    if (cursor.take("and") || cursor.take_phrase({",", "and"})) return take_day(cursor).has_value();
    if (!cursor.take(",")) return false;
  }
  return false;
}

}  // namespace

// "6 and" of "6 and 7 April", "6" of "6-8 April", "3," of "3, 5 and 9 May": takes its month from what
// follows.
std::optional<SaidDate> read_first_of_pair(const Words& words, std::size_t at) {
  constexpr int kLongestList = 6;
  Cursor cursor(words, at);
  SaidDate said;
  cursor.take("the");
  said.day = take_day(cursor);
  if (!said.day || !list_ends_with_month(words, cursor, kLongestList)) return std::nullopt;
  said.takes_month_of_next = true;
  return finished(said, at, cursor, "date.pair");
}

// "7" of "April 6 and 7", "29, 2024" of "January 27-29, 2024", "5" and "9" of "May 3, 5 and 9".
std::optional<SaidDate> read_second_of_pair(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  const Token* joint = cursor.before(1);
  const Token* day = cursor.before(2);
  if (joint == nullptr || day == nullptr) return std::nullopt;
  if (joint->is(",") ? !goes_on_as_list(cursor) : !list_begins_with_month(words, at)) return std::nullopt;
  if (!list_begins_with_month(words, at)) return std::nullopt;
  SaidDate said;
  cursor.take("the");
  said.day = take_day(cursor);
  if (!said.day) return std::nullopt;
  // "April 6 and 7 soldiers"
  if (!cursor.done() && cursor.token().kind == TokenKind::word && looks_plural(cursor.token().folded))
    return std::nullopt;
  take_year_behind(cursor, said);
  said.takes_month_of_last = true;
  return finished(said, at, cursor, "date.pair");
}

namespace {

// "27th"; "27" alone is no day.
std::optional<unsigned> take_ordinal_day(const Words& words, Cursor& cursor) {
  if (cursor.done()) return std::nullopt;
  const Token& token = cursor.token();
  if (token.kind == TokenKind::word) return take_ordinal_word(words, cursor);
  if (token.kind != TokenKind::number) return std::nullopt;  // a mark may fold to nothing
  const char last = token.folded.back();
  return last >= '0' && last <= '9' ? std::nullopt : take_day(cursor);
}

// "and 9th" of "on the 7th and 9th".
bool joins_bare_day(const Cursor& cursor) {
  const Token* joint = cursor.before(1);
  const Token* day = cursor.before(2);
  const Token* article = cursor.before(3);
  return joint != nullptr && day != nullptr && article != nullptr && joint->is("and") && article->is("the") &&
         day->kind == TokenKind::number && day->folded.ends_with("th");
}

// "of last month", "of that month": how many months from where.
bool take_month_behind(Cursor& cursor, SaidDate& said) {
  static const std::unordered_map<std::string_view, int> kMonths = {
      {"last", -1}, {"this", 0}, {"next", 1}, {"that", 0}, {"following", 1}};
  Cursor next = cursor;
  if (!next.take("of")) return false;
  next.take("the");
  if (next.done()) return false;
  const auto found = kMonths.find(next.token().folded);
  if (found == kMonths.end()) return false;
  next.skip();
  next.take("same");
  if (!next.take("month")) return false;
  said.shift = found->second;
  said.unit = DateUnit::month;
  said.from_course = found->first == "that" || found->first == "following";
  cursor = next;
  return true;
}

}  // namespace

// "on the 27th", "and 9th" behind it, "the 15th of last month"
std::optional<SaidDate> read_bare_day(const Words& words, std::size_t at) {
  static const WordSet kBefore = {"on", "by", "until", "till", "from", "since"};
  static const WordSet kGoesOn = {"and",   "the",     "when",  "but",  "he",     "they", "after", "with",
                                  "by",    "as",      "in",    "it",   "a",      "an",   "at",    "his",
                                  "their", "its",     "she",   "we",   "was",    "were", "to",    "two",
                                  "three", "another", "until", "till", "through"};
  Cursor cursor(words, at);
  const bool joined = joins_bare_day(cursor);
  const Token* before = cursor.before();
  const bool article = cursor.take("the");
  SaidDate said;
  const bool in_words = !cursor.done() && cursor.token().kind == TokenKind::word;
  said.day = take_ordinal_day(words, cursor);
  if (!said.day) return std::nullopt;
  if (take_month_behind(cursor, said)) return finished(said, at, cursor, "date.bare-day");
  static const WordSet kPartsOfDay = {"morning", "afternoon", "evening", "night",
                                      "dawn",    "nights",    "mornings"};
  const Token* part = Cursor(words, at).before(2);
  // "on the morning of the 14th"
  const bool of_day =
      before != nullptr && before->is("of") && part != nullptr && kPartsOfDay.contains(part->folded);
  const bool introduced = article && before != nullptr && (kBefore.contains(before->folded) || of_day);
  if (!introduced && !joined) return std::nullopt;
  if (!cursor.done() && cursor.token().kind == TokenKind::word) {
    // "by the second in command": an ordinal in words is more often none.
    if (in_words || !kGoesOn.contains(cursor.token().folded)) return std::nullopt;
  }
  if (in_words && !cursor.done() && cursor.token().is("-")) return std::nullopt;
  return finished(said, at, cursor, "date.bare-day");
}

}  // namespace handover::intake
