// Months, seasons, years, decades and centuries, with what says which part of them.
#include "intake/date_pieces.h"

#include <cstdlib>

namespace handover::intake {

// [early] January [of] [2024], last January, January last year.
std::optional<SaidDate> read_month(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  if (const auto part = take_part(cursor)) said.part = part->name;
  if (cursor.take("last") || cursor.take("previous"))
    said.pointing = Pointing::last;
  else if (cursor.take("next"))
    said.pointing = Pointing::next;
  else if (cursor.take("this"))
    said.pointing = Pointing::this_one;
  else if (cursor.take("that"))
    said.pointing = Pointing::that_one;
  cursor.take("شهر");
  const bool bare = cursor.at() == at;
  const std::size_t month_at = cursor.at();
  said.month = take_month(cursor);
  if (!said.month) return std::nullopt;
  const std::string& word = words.tokens[month_at].folded;
  const bool has_year = take_year_behind(cursor, said);
  // "May" and "March" begin sentences as other words too.
  if ((word == "may" || word == "march") && !has_year && bare) {
    static const WordSet kBefore = {"in",    "of",     "since", "until",   "till",    "by",  "from",
                                    "to",    "during", "and",   "through", "between", "mid", "before",
                                    "after", "around", "-",     "late",    "early"};
    const Token* before = Cursor(words, at).before();
    if (before == nullptr || !kBefore.contains(before->folded)) return std::nullopt;
    if (word == "march" && before->is("and")) return std::nullopt;
  }
  return finished(said, at, cursor, has_year ? "date.month-year" : "date.month");
}

// [the] [early] summer [of] [1940], that winter, last spring
std::optional<SaidDate> read_season(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  cursor.take("the");
  if (const auto part = take_part(cursor)) said.part = part->name;
  cursor.take("the");
  if (cursor.take("last") || cursor.take("previous"))
    said.pointing = Pointing::last;
  else if (cursor.take("next") || cursor.take("following"))
    said.pointing = Pointing::next;
  else if (cursor.take("this") || cursor.take("that"))
    said.pointing = Pointing::that_one;
  const std::size_t season_at = cursor.at();
  const auto season = take_season(cursor);
  if (!season) return std::nullopt;
  said.season = *season;
  const bool has_year = take_year_behind(cursor, said);
  if (has_year && !cursor.done() && (cursor.token().is("-") || cursor.token().is("/"))) {
    Cursor next = cursor;
    next.skip();
    if (!next.done() && plain_digits(next.token(), 4)) next.skip();
    cursor = next;
  }
  const std::string& word = words.tokens[season_at].folded;
  if (!has_year && (word == "fall" || word == "spring") && said.pointing == Pointing::none)
    return std::nullopt;
  return finished(said, at, cursor, has_year ? "date.season-year" : "date.season");
}

namespace {

bool is_counted_noun(const Token* token) {
  static const WordSet kNouns = {
      "troops",     "soldiers",   "men",      "people",    "civilians", "personnel", "fighters", "prisoners",
      "killed",     "wounded",    "dead",     "women",     "tons",      "tonnes",    "miles",    "km",
      "kilometers", "kilometres", "m",        "metres",    "meters",    "houses",    "guns",     "aircraft",
      "tanks",      "casualties", "officers", "feet",      "yards",     "percent",   "%",        "members",
      "workers",    "families",   "rifles",   "ships",     "police",    "refugees",  "deaths",   "victims",
      "vehicles",   "horses",     "others",   "militants", "rockets"};
  return token != nullptr && kNouns.contains(token->folded);
}

}  // namespace

// 1939, [in] early 1939, the end of 1944, '89.
std::optional<SaidDate> read_year(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  const auto part = take_part(cursor);
  if (part) said.part = part->name;
  if (part && cursor.at() == at) return std::nullopt;
  cursor.take("عام");
  cursor.take("العام");
  cursor.take("سنه");
  const bool marked = cursor.at() != at;
  if (part && part->of_period) {
    if (cursor.take_phrase({"the", "year"})) {
      if (!cursor.done() && !take_year(cursor)) return std::nullopt;
    }
  }
  const std::size_t year_at = cursor.at();
  const auto year = take_year(cursor);
  if (!year) return std::nullopt;
  const Token* before = Cursor(words, year_at).before();
  const Token* behind = cursor.done() ? nullptr : &cursor.token();
  if (is_counted_noun(behind)) return std::nullopt;
  if (before != nullptr &&
      (before->is("$") || before->is("\xC2\xA3") || before->is("#") || before->is("no") || before->is("/")))
    return std::nullopt;
  static const WordSet kBefore = {"in",    "by",     "of",         "since",  "until", "till",    "from",
                                  "to",    "during", "before",     "after",  "and",   "through", "between",
                                  "(",     "-",      "year",       "around", "circa", "about",   "late",
                                  "early", "mid",    "throughout", "في",     "منذ",   "for",     "into"};
  const bool introduced = before != nullptr && kBefore.contains(before->folded);
  if (!marked && !introduced && (*year < 1700 || *year > 2100)) return std::nullopt;
  // "Resolution 2254", "Flight 1549": a number that belongs to a name.
  if (!marked && !introduced && before != nullptr && before->capital && *year > 2050) return std::nullopt;
  static const WordSet kNumbered = {"resolution", "flight", "room",  "article",      "decree",  "law",
                                    "order",      "number", "route", "unit",         "brigade", "regiment",
                                    "nearly",     "some",   "over",  "approximately"};
  if (before != nullptr && kNumbered.contains(before->folded)) return std::nullopt;
  said.year = year;
  if (!cursor.done() && (cursor.token().is("bc") || cursor.token().is("b.c.") || cursor.token().is("bce"))) {
    said.before_our_era = true;
    cursor.skip();
  }
  return finished(said, at, cursor, said.before_our_era ? "date.before-our-era" : "date.year");
}

// "18" of "1914-18", "1862-63".
std::optional<SaidDate> read_short_year(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  const Token* dash = cursor.before(1);
  const Token* year = cursor.before(2);
  const auto two = plain_digits(cursor.token(), 2);
  if (!two || cursor.token().folded.size() != 2) return std::nullopt;
  if (dash == nullptr || !(dash->is("-") || dash->is("/"))) {
    // "'89"
    if (dash == nullptr || !(dash->is("'") || dash->is("\xE2\x80\x98")) || cursor.token().space_before)
      return std::nullopt;
    SaidDate said;
    said.year = *two;
    said.from_course = true;
    cursor.skip();
    return finished(said, at, cursor, "date.short-year");
  }
  if (year == nullptr || year->folded.size() != 4 || cursor.token().space_before) return std::nullopt;
  const auto first = plain_digits(*year, 4);
  if (!first || *first < 1000 || *first > 2150 || *two <= *first % 100) return std::nullopt;
  SaidDate said;
  said.year = *first - *first % 100 + *two;
  cursor.skip();
  return finished(said, at, cursor, "date.year-range");
}

// "490 BC", "480s BC" is left out.
std::optional<SaidDate> read_before_our_era(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  if (const auto part = take_part(cursor)) said.part = part->name;
  if (cursor.done()) return std::nullopt;
  const auto year = plain_digits(cursor.token(), 4);
  if (!year || *year < 1) return std::nullopt;
  cursor.skip();
  if (!(cursor.take("bc") || cursor.take("bce") || cursor.take("b.c."))) return std::nullopt;
  said.year = year;
  said.before_our_era = true;
  return finished(said, at, cursor, "date.before-our-era");
}

// the 1930s, the early 1930s, the 19th century
std::optional<SaidDate> read_decade(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  cursor.take("the");
  if (const auto part = take_part(cursor)) said.part = part->name;
  cursor.take("the");
  if (cursor.done()) return std::nullopt;
  const Token& token = cursor.token();
  if (token.kind == TokenKind::number && token.folded.size() == 5 && token.folded.ends_with("0s")) {
    const int year = std::atoi(token.folded.c_str());
    if (year < 1000 || year > 2100) return std::nullopt;
    said.year = year;
    said.decade = true;
    cursor.skip();
    return finished(said, at, cursor, "date.decade");
  }
  std::optional<unsigned> ordinal = take_day(cursor);
  if (!ordinal) ordinal = take_ordinal_word(words, cursor);
  if (!ordinal || !(cursor.take("century") || (cursor.take("-") && cursor.take("century"))))
    return std::nullopt;
  said.year = static_cast<int>(*ordinal - 1) * 100;
  said.century = true;
  return finished(said, at, cursor, "date.century");
}

}  // namespace handover::intake
