// Months, seasons, years, decades and centuries, with what says which part of them.
#include "intake/date_pieces.h"

#include <cstdlib>

namespace handover::intake {

namespace {

// "last", "next", "the following", "that same"
Pointing take_pointing(Cursor& cursor) {
  Cursor next = cursor;
  const bool article = next.take("the");
  Pointing pointing = Pointing::none;
  if (next.take("last") || next.take("previous") || next.take("preceding"))
    pointing = Pointing::last;
  else if (next.take("following") || next.take("next") || next.take("subsequent"))
    pointing = article || cursor.token().is("following") ? Pointing::following : Pointing::next;
  else if (article ? next.take("same") : next.take("that"))
    pointing = Pointing::that_one;
  else if (!article && next.take("this"))
    pointing = Pointing::this_one;
  if (pointing == Pointing::none) return pointing;
  next.take("same");
  next.take("very");
  cursor = next;
  return pointing;
}

}  // namespace

// [early] January [of] [2024], last January, January last year.
std::optional<SaidDate> read_month(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  if (const auto part = take_part(cursor)) said.part = part->name;
  said.pointing = take_pointing(cursor);
  if (!cursor.done() && without_particle(cursor.token().folded) == "شهر") cursor.skip();
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

namespace {

// "the winter of 1941-42" is that of 1942.
void take_second_winter_year(Cursor& cursor, SaidDate& said) {
  if (cursor.done() || !(cursor.token().is("-") || cursor.token().is("/"))) return;
  Cursor next = cursor;
  next.skip();
  if (const auto digits = next.done() ? std::nullopt : plain_digits(next.token(), 4)) {
    next.skip();
    const int second = *digits < 100 ? *said.year / 100 * 100 + *digits : *digits;
    if (said.season == "WI" && second == *said.year + 1) said.year = second;
  }
  cursor = next;
}

// "spring" of "the spring and summer of 1942"
bool another_season_follows(const Words& words, Cursor cursor) {
  if (!cursor.take("and") && !cursor.take("or") && !cursor.take("-")) return false;
  if (cursor.done()) return false;
  const auto next = read_season(words, cursor.at());
  return next && next->year;
}

}  // namespace

// [the] [early] summer [of] [1940], that winter, the following spring
std::optional<SaidDate> read_season(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  if (const auto part = take_part(cursor)) said.part = part->name;
  said.pointing = take_pointing(cursor);
  cursor.take("the");
  if (said.part.empty() && said.pointing == Pointing::none) {
    if (const auto part = take_part(cursor)) said.part = part->name;
  }
  const std::size_t season_at = cursor.at();
  const auto season = take_season(cursor);
  if (!season) return std::nullopt;
  said.season = *season;
  cursor.take("months");
  const bool has_year = take_year_behind(cursor, said);
  if (has_year) take_second_winter_year(cursor, said);
  const std::string& word = words.tokens[season_at].folded;
  const bool says_more =
      has_year || said.pointing != Pointing::none || said.shift || another_season_follows(words, cursor);
  static const WordSet kOtherWords = {"fall", "spring", "ربيع", "صيف", "خريف", "شتاء"};
  if (!says_more && kOtherWords.contains(without_particle(word))) return std::nullopt;
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
  static const WordSet kArabicYear = {"عام", "العام", "سنه", "السنه"};
  Cursor cursor(words, at);
  SaidDate said;
  const auto part = take_part(cursor);
  if (part) said.part = part->name;
  if (part && cursor.at() == at) return std::nullopt;
  if (!cursor.done() && kArabicYear.contains(without_particle(cursor.token().folded))) cursor.skip();
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
  static const WordSet kBefore = {
      "in",    "by",    "of",      "since",      "until", "till", "from", "to",     "during", "before",
      "after", "and",   "through", "between",    "(",     "-",    "year", "around", "circa",  "about",
      "late",  "early", "mid",     "throughout", "في",    "منذ",  "و",    "for",    "into"};
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

// "490 BC", "AD 70", "614 AD"
std::optional<SaidDate> read_era(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  if (const auto part = take_part(cursor)) said.part = part->name;
  if (cursor.done()) return std::nullopt;
  const bool anno = (cursor.token().all_capitals && cursor.take("ad")) || cursor.take("a.d.");
  if (cursor.done()) return std::nullopt;
  const auto year = plain_digits(cursor.token(), 4);
  if (!year || *year < 1) return std::nullopt;
  cursor.skip();
  said.year = year;
  if (anno) return finished(said, at, cursor, "date.era");
  if (cursor.take("bc") || cursor.take("bce") || cursor.take("b.c.")) {
    said.before_our_era = true;
    return finished(said, at, cursor, "date.before-our-era");
  }
  if (cursor.done() || !(cursor.token().all_capitals || cursor.token().is("a.d."))) return std::nullopt;
  if (cursor.take("ad") || cursor.take("ce") || cursor.take("a.d.") || cursor.take("c.e."))
    return finished(said, at, cursor, "date.era");
  return std::nullopt;
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
  const bool plain = token.folded.size() == 5 && token.folded.ends_with("0s");
  const Token* suffix = cursor.ahead(1);
  const bool owning = token.folded.size() == 4 && token.folded.ends_with("0") && suffix != nullptr &&
                      suffix->is("'s") && !suffix->space_before && cursor.before() != nullptr &&
                      cursor.before()->is("the");  // "the 1930's"
  if (token.kind == TokenKind::number && (plain || owning)) {
    const int year = std::atoi(token.folded.c_str());
    if (year < 1000 || year > 2100) return std::nullopt;
    said.year = year;
    said.decade = true;
    cursor.skip(plain ? 1 : 2);
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

// "the '90s", "the late nineties": of which century is told later.
std::optional<SaidDate> read_short_decade(const Words& words, std::size_t at) {
  static const std::unordered_map<std::string_view, int> kDecades = {
      {"twenties", 20}, {"thirties", 30},  {"forties", 40},  {"fifties", 50},
      {"sixties", 60},  {"seventies", 70}, {"eighties", 80}, {"nineties", 90}};
  Cursor cursor(words, at);
  SaidDate said;
  bool article = cursor.take("the");
  if (const auto part = take_part(cursor)) said.part = part->name;
  article = cursor.take("the") || article || !said.part.empty();
  if (cursor.done()) return std::nullopt;
  const bool apostrophe = cursor.take("'") || cursor.take("\xE2\x80\x98");
  if (cursor.done()) return std::nullopt;
  const std::string& word = cursor.token().folded;
  const auto found = kDecades.find(word);
  if (found != kDecades.end() && article && !apostrophe) {
    said.year = found->second;
  } else if (apostrophe && word.size() == 3 && word.ends_with("0s") && word[0] >= '1' && word[0] <= '9') {
    said.year = 10 * (word[0] - '0');
  } else {
    return std::nullopt;
  }
  // "in his thirties" has no article; "the sixties generation" is a name.
  cursor.skip();
  said.decade = true;
  return finished(said, at, cursor, "date.short-decade");
}

namespace {

std::string_view quarter_of(const Words& words, Cursor& cursor) {
  static const std::unordered_map<std::string_view, std::string_view> kShort = {
      {"q1", "Q1"}, {"q2", "Q2"}, {"q3", "Q3"}, {"q4", "Q4"}, {"h1", "H1"}, {"h2", "H2"}};
  if (cursor.done()) return {};
  if (const auto found = kShort.find(cursor.token().folded); found != kShort.end()) {
    cursor.skip();
    return found->second;
  }
  static constexpr std::string_view kQuarters[] = {"Q1", "Q2", "Q3", "Q4"};
  cursor.take("the");
  unsigned number = 0;
  if (cursor.take("last") || cursor.take("final")) {
    number = 4;
  } else {
    auto ordinal = take_ordinal_word(words, cursor);
    if (!ordinal && !cursor.done() && cursor.token().folded.size() == 3) ordinal = take_day(cursor);
    number = ordinal.value_or(0);
  }
  if (number < 1 || number > 4) return {};
  if (cursor.take("quarter")) return kQuarters[number - 1];
  if (number <= 2 && cursor.take("half")) return number == 1 ? "H1" : "H2";
  return {};
}

}  // namespace

// "Q3 2023", "the first quarter of 2024", "the second half of last year"
std::optional<SaidDate> read_quarter(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  const std::string_view quarter = quarter_of(words, cursor);
  if (quarter.empty()) return std::nullopt;
  said.season = std::string(quarter);
  cursor.take("of");
  cursor.take_phrase({"the", "year"});
  const bool has_year = take_year_behind(cursor, said);
  if (!has_year && !said.shift && said.pointing == Pointing::none) return std::nullopt;
  return finished(said, at, cursor, has_year ? "date.quarter-year" : "date.quarter");
}

// "fiscal year 2022", "FY2022", "FY 22": whose fiscal year is not said, so no days.
std::optional<SaidDate> read_fiscal_year(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  said.fiscal = true;
  const std::string word = cursor.token().folded;
  if (cursor.token().all_capitals && word.size() >= 4 && word.starts_with("fy") &&
      word.find_first_not_of("0123456789", 2) == std::string::npos) {
    const int digits = std::atoi(word.c_str() + 2);
    if (word.size() != 4 && word.size() != 6) return std::nullopt;
    said.year = digits < 100 ? 2000 + digits : digits;
    cursor.skip();
    return finished(said, at, cursor, "date.fiscal-year");
  }
  if (!(cursor.token().all_capitals && cursor.take("fy")) && !cursor.take_phrase({"fiscal", "year"}) &&
      !cursor.take_phrase({"financial", "year"}) && !cursor.take("fiscal"))
    return std::nullopt;
  said.year = take_year(cursor);
  if (!said.year) return std::nullopt;
  return finished(said, at, cursor, "date.fiscal-year");
}

}  // namespace handover::intake
