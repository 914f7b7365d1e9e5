// Which words are a date. Each `read_...` function reads one family of expressions at a token and gives
// nothing when the words there are none of it; the longest reading wins.
#include "intake/date_words.h"
#include "intake/number_words.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace handover::intake {
namespace {

using WordNumbers = std::unordered_map<std::string_view, unsigned>;
using WordSet = std::unordered_set<std::string_view>;

const WordNumbers& months() {
  static const WordNumbers kMonths = {
      {"january", 1}, {"february", 2}, {"march", 3},     {"april", 4},    {"may", 5},       {"june", 6},
      {"july", 7},    {"august", 8},   {"september", 9}, {"october", 10}, {"november", 11}, {"december", 12},
      {"jan", 1},     {"feb", 2},      {"mar", 3},       {"apr", 4},      {"jun", 6},       {"jul", 7},
      {"aug", 8},     {"sep", 9},      {"sept", 9},      {"oct", 10},     {"nov", 11},      {"dec", 12},
      {"يناير", 1},   {"فبراير", 2},   {"مارس", 3},      {"ابريل", 4},    {"مايو", 5},      {"يونيو", 6},
      {"يوليو", 7},   {"اغسطس", 8},    {"سبتمبر", 9},    {"اكتوبر", 10},  {"نوفمبر", 11},   {"ديسمبر", 12},
      {"شباط", 2},    {"اذار", 3},     {"نيسان", 4},     {"ايار", 5},     {"حزيران", 6},    {"تموز", 7},
      {"ايلول", 9}};
  return kMonths;
}

const WordNumbers& weekdays() {
  static const WordNumbers kDays = {{"sunday", 0},   {"monday", 1},   {"tuesday", 2},  {"wednesday", 3},
                                    {"thursday", 4}, {"friday", 5},   {"saturday", 6}, {"الاحد", 0},
                                    {"الاثنين", 1},  {"الثلاثاء", 2}, {"الاربعاء", 3}, {"الخميس", 4},
                                    {"الجمعه", 5},   {"السبت", 6}};
  return kDays;
}

// Arabic joins "and", "in", "to" to the word behind.
std::string_view without_particle(std::string_view word) {
  for (const std::string_view particle : {"و", "ب", "ل", "ف"}) {
    if (word.size() > particle.size() + 4 && word.starts_with(particle)) return word.substr(particle.size());
  }
  return word;
}

std::optional<unsigned> look_up(const WordNumbers& numbers, std::string_view word) {
  auto found = numbers.find(word);
  if (found == numbers.end()) found = numbers.find(without_particle(word));
  return found == numbers.end() ? std::nullopt : std::optional(found->second);
}

// A place in the text from which words are read; copies are cheap, so that a reading can be given up.
class Cursor {
 public:
  Cursor(const Words& words, std::size_t at) : words_(&words), at_(at), end_(words.sentence_with(at).last) {}

  std::size_t at() const { return at_; }
  bool done() const { return at_ >= end_; }
  const Token& token() const { return words_->tokens[at_]; }
  const Token* ahead(std::size_t by) const { return at_ + by < end_ ? &words_->tokens[at_ + by] : nullptr; }
  const Token* before(std::size_t by = 1) const {
    const std::size_t first = words_->sentence_with(std::min(at_, words_->tokens.size() - 1)).first;
    return at_ >= first + by ? &words_->tokens[at_ - by] : nullptr;
  }
  void skip(std::size_t count = 1) { at_ += count; }

  bool take(std::string_view word) {
    if (done() || !token().is(word)) return false;
    ++at_;
    return true;
  }
  bool take_phrase(std::initializer_list<std::string_view> phrase) {
    std::size_t by = 0;
    for (const std::string_view word : phrase) {
      const Token* next = ahead(by++);
      if (next == nullptr || !next->is(word)) return false;
    }
    at_ += phrase.size();
    return true;
  }
  bool take_any(const WordSet& words) {
    if (done() || !words.contains(token().folded)) return false;
    ++at_;
    return true;
  }

 private:
  const Words* words_;
  std::size_t at_, end_;
};

// Digits alone, of a given number of them at most.
std::optional<int> plain_digits(const Token& token, std::size_t most) {
  if (token.kind != TokenKind::number || token.folded.size() > most) return std::nullopt;
  int value = 0;
  for (const char c : token.folded) {
    if (c < '0' || c > '9') return std::nullopt;
    value = 10 * value + (c - '0');
  }
  return value;
}

std::optional<int> take_year(Cursor& cursor) {
  if (cursor.done() || cursor.token().folded.size() != 4) return std::nullopt;
  const auto year = plain_digits(cursor.token(), 4);
  if (!year || *year < 1000 || *year > 2150) return std::nullopt;
  cursor.skip();
  return year;
}

// "27", "27th", "the 27th", "twenty-seventh".
std::optional<unsigned> take_day(Cursor& cursor) {
  if (cursor.done()) return std::nullopt;
  const Token& token = cursor.token();
  if (token.kind == TokenKind::number) {
    std::string_view digits = token.folded;
    for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
      if (digits.ends_with(ending)) digits.remove_suffix(2);
    }
    if (digits.empty() || digits.size() > 2 ||
        digits.find_first_not_of("0123456789") != std::string_view::npos)
      return std::nullopt;
    unsigned day = 0;
    for (const char c : digits) day = 10 * day + static_cast<unsigned>(c - '0');
    if (day < 1 || day > 31) return std::nullopt;
    cursor.skip();
    return day;
  }
  return std::nullopt;
}

std::optional<unsigned> take_ordinal_word(const Words& words, Cursor& cursor) {
  if (cursor.done() || cursor.token().kind != TokenKind::word) return std::nullopt;
  const auto number = number_at(words, cursor.at());
  if (!number || !number->ordinal || number->figure != cursor.at() || number->value > 31) return std::nullopt;
  cursor.skip(number->last - cursor.at());
  return static_cast<unsigned>(number->value);
}

// A month's name; two names of one month joined by a stroke, as Arabic newspapers write, are one.
std::optional<unsigned> take_month(Cursor& cursor) {
  if (cursor.done()) return std::nullopt;
  std::optional<unsigned> month;
  const std::string_view word = without_particle(cursor.token().folded);
  const Token* next = cursor.ahead(1);
  if (next != nullptr && (word == "كانون" || word == "تشرين")) {
    const bool first = next->is("الاول");
    if (!first && !next->is("الثاني")) return std::nullopt;
    month = word == "كانون" ? (first ? 12U : 1U) : (first ? 10U : 11U);
    cursor.skip(2);
  } else {
    month = month_named(cursor.token());
    if (!month) return std::nullopt;
    const bool abbreviated = cursor.token().folded.size() <= 4 && cursor.token().folded != "may";
    cursor.skip();
    if (abbreviated && !cursor.done() && cursor.token().is(".") && !cursor.token().space_before)
      cursor.skip();
  }
  if (!cursor.done() && cursor.token().is("/")) {
    Cursor other = cursor;
    other.skip();
    if (take_month(other) == month) cursor = other;
  }
  return month;
}

std::optional<unsigned> take_weekday(Cursor& cursor) {
  if (cursor.done()) return std::nullopt;
  const auto day = weekday_named(cursor.token());
  if (day) cursor.skip();
  return day;
}

std::optional<std::string> take_season(Cursor& cursor) {
  static const std::unordered_map<std::string_view, std::string_view> kSeasons = {
      {"spring", "SP"}, {"summer", "SU"}, {"autumn", "FA"}, {"fall", "FA"},  {"winter", "WI"},
      {"الربيع", "SP"}, {"الصيف", "SU"},  {"الخريف", "FA"}, {"الشتاء", "WI"}};
  if (cursor.done()) return std::nullopt;
  const auto found = kSeasons.find(cursor.token().folded);
  if (found == kSeasons.end()) return std::nullopt;
  cursor.skip();
  return std::string(found->second);
}

// "early", "mid-", "the end of", "later in", "at the beginning of": with what it says of the part.
struct Part {
  std::string name;
  bool of_period = false;  // says "of": a period must follow
};
std::optional<Part> take_part(Cursor& cursor) {
  Cursor next = cursor;
  const bool article = next.take("the");
  if (!article && (next.take("mid") || next.take("middle"))) {
    next.take("-");
    cursor = next;
    return Part{"mid", false};
  }
  if (!article || !next.done()) {
    static const std::unordered_map<std::string_view, std::string_view> kPlain = {
        {"early", "early"}, {"late", "late"}, {"earlier", ""}, {"later", ""}};
    if (!next.done()) {
      const auto plain = kPlain.find(next.token().folded);
      if (plain != kPlain.end()) {
        Cursor behind = next;
        behind.skip();
        behind.take("-");
        behind.take("in");
        cursor = behind;
        return Part{std::string(plain->second), false};
      }
    }
    static const std::unordered_map<std::string_view, std::string_view> kNouns = {
        {"end", "late"},     {"beginning", "early"}, {"start", "early"}, {"middle", "mid"}, {"close", "late"},
        {"outset", "early"}, {"course", ""},         {"latter", "late"}, {"onset", "early"}};
    if (!next.done()) {
      const auto noun = kNouns.find(next.token().folded);
      if (noun != kNouns.end()) {
        Cursor behind = next;
        behind.skip();
        if (noun->first == "latter" && !(behind.take("part") || behind.take("half"))) return std::nullopt;
        if (behind.take("of")) {
          cursor = behind;
          return Part{std::string(noun->second), true};
        }
      }
    }
  }
  return std::nullopt;
}

bool take_year_behind(Cursor& cursor, SaidDate& said) {
  Cursor next = cursor;
  next.take(",");
  next.take("of");
  if (const auto year = take_year(next)) {
    said.year = year;
    cursor = next;
    return true;
  }
  // "that year", "of the same year", "last year", "this year"
  next = cursor;
  next.take("of");
  const bool that = next.take_phrase({"that", "year"}) || next.take_phrase({"the", "same", "year"}) ||
                    next.take_phrase({"that", "same", "year"});
  if (that) {
    said.pointing = Pointing::that_one;
    cursor = next;
  } else if (next.take_phrase({"last", "year"})) {
    said.shift = -1;
    said.unit = DateUnit::year;
    cursor = next;
  } else if (next.take_phrase({"this", "year"})) {
    said.shift = 0;
    said.unit = DateUnit::year;
    cursor = next;
  } else if (next.take_phrase({"next", "year"})) {
    said.shift = 1;
    said.unit = DateUnit::year;
    cursor = next;
  }
  return false;
}

SaidDate finished(SaidDate said, std::size_t first, const Cursor& cursor, std::string rule) {
  said.first = first;
  said.last = cursor.at();
  said.rule = std::move(rule);
  return said;
}

bool day_exists(const SaidDate& said) {
  if (!said.month || !said.day) return true;
  if (said.year) {
    return std::chrono::year_month_day(std::chrono::year(*said.year), std::chrono::month(*said.month),
                                       std::chrono::day(*said.day))
        .ok();
  }
  constexpr std::array<unsigned, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return *said.day <= kDays[*said.month - 1];
}

// 2024-01-27, 27.01.2024, 27/01/2024, and with strokes where only one order can be meant.
std::optional<SaidDate> read_figures(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  const Token& first = cursor.token();
  if (first.kind != TokenKind::number) return std::nullopt;
  std::vector<int> parts;
  std::vector<std::size_t> widths;
  if (first.folded.find('.') != std::string::npos && first.folded.find(',') == std::string::npos) {
    std::string_view rest = first.folded;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('.'), rest.size());
      const std::string_view part = rest.substr(0, end);
      if (part.empty() || part.size() > 4 || part.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
      int value = 0;
      for (const char c : part) value = 10 * value + (c - '0');
      parts.push_back(value);
      widths.push_back(part.size());
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    cursor.skip();
  } else {
    std::string separator;
    while (parts.size() < 3) {
      if (cursor.done()) return std::nullopt;
      const auto part = plain_digits(cursor.token(), 4);
      if (!part || (!parts.empty() && cursor.token().space_before)) return std::nullopt;
      parts.push_back(*part);
      widths.push_back(cursor.token().folded.size());
      cursor.skip();
      if (parts.size() == 3) break;
      if (cursor.done() || cursor.token().space_before) return std::nullopt;
      if (separator.empty()) separator = cursor.token().folded;
      if ((separator != "-" && separator != "/") || !cursor.take(separator)) return std::nullopt;
    }
  }
  if (parts.size() != 3) return std::nullopt;
  SaidDate said;
  int month = 0;
  int day = 0;
  if (widths[0] == 4) {
    said.year = parts[0], month = parts[1], day = parts[2];
  } else if (widths[2] == 4) {
    said.year = parts[2];
    const bool stops = first.folded.find('.') != std::string::npos;
    if (parts[0] > 12 || stops) {
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
  if (!day_exists(said)) return std::nullopt;
  return finished(said, at, cursor, "date.figures");
}

void take_weekday_before(Cursor& cursor, SaidDate& said) {
  Cursor next = cursor;
  if (const auto weekday = take_weekday(next)) {
    next.take(",");
    next.take("the");
    said.weekday = weekday;
    cursor = next;
  }
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

// Tuesday, last Tuesday, on Tuesday morning
std::optional<SaidDate> read_weekday(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  if (cursor.take("last"))
    said.pointing = Pointing::last;
  else if (cursor.take("next"))
    said.pointing = Pointing::next;
  else if (cursor.take("this"))
    said.pointing = Pointing::this_one;
  cursor.take("يوم");
  said.weekday = take_weekday(cursor);
  if (!said.weekday) return std::nullopt;
  return finished(said, at, cursor, "date.weekday");
}

std::optional<DateUnit> take_unit(Cursor& cursor) {
  static const std::unordered_map<std::string_view, DateUnit> kUnits = {
      {"day", DateUnit::day},     {"days", DateUnit::day},      {"week", DateUnit::week},
      {"weeks", DateUnit::week},  {"month", DateUnit::month},   {"months", DateUnit::month},
      {"year", DateUnit::year},   {"years", DateUnit::year},    {"decade", DateUnit::decade},
      {"morning", DateUnit::day}, {"afternoon", DateUnit::day}, {"evening", DateUnit::day},
      {"night", DateUnit::day},   {"date", DateUnit::day},      {"decades", DateUnit::decade}};
  if (cursor.done()) return std::nullopt;
  const auto found = kUnits.find(cursor.token().folded);
  if (found == kUnits.end()) return std::nullopt;
  cursor.skip();
  return found->second;
}

SaidDate shifted(int count, DateUnit unit, bool from_course) {
  SaidDate said;
  said.shift = count;
  said.unit = unit;
  said.from_course = from_course;
  return said;
}

// today, yesterday, last year, this month, next week
std::optional<SaidDate> read_pointing(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  if (cursor.take("today") || cursor.take("tonight") || cursor.take("اليوم"))
    return finished(shifted(0, DateUnit::day, false), at, cursor, "date.today");
  if (cursor.take("yesterday") || cursor.take("امس"))
    return finished(shifted(-1, DateUnit::day, false), at, cursor, "date.today");
  if (cursor.take("tomorrow") || cursor.take("غدا"))
    return finished(shifted(1, DateUnit::day, false), at, cursor, "date.today");
  if (cursor.take_phrase({"earlier", "today"}))
    return finished(shifted(0, DateUnit::day, false), at, cursor, "date.today");
  if (cursor.take_phrase({"العام", "الماضي"}))
    return finished(shifted(-1, DateUnit::year, false), at, cursor, "date.pointing");
  if (cursor.take_phrase({"الشهر", "الماضي"}))
    return finished(shifted(-1, DateUnit::month, false), at, cursor, "date.pointing");
  const std::optional<Part> part = take_part(cursor);
  std::optional<int> count;
  if (cursor.take("last"))
    count = -1;
  else if (cursor.take("this"))
    count = 0;
  else if (cursor.take("next"))
    count = 1;
  if (!count) return std::nullopt;
  const std::size_t unit_at = cursor.at();
  const auto unit = take_unit(cursor);
  if (!unit || words.tokens[unit_at].folded.ends_with("s")) return std::nullopt;
  const std::string& word = words.tokens[unit_at].folded;
  if (word == "day" || word == "date" || (*count != 0 && *unit == DateUnit::day && word != "night"))
    return std::nullopt;
  SaidDate said = shifted(word == "night" && *count == -1 ? -1 : *count, *unit, false);
  if (part) said.part = part->name;
  return finished(said, at, cursor, "date.pointing");
}

// the next day, the following year, the previous month, the same day, that year, the day after
std::optional<SaidDate> read_course(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  std::string part_name;
  if (const auto part = take_part(cursor)) part_name = part->name;
  if (cursor.done()) return std::nullopt;
  for (const DateUnit unit : {DateUnit::month, DateUnit::year}) {
    if (!cursor.take_phrase({unit == DateUnit::month ? "month" : "year", "'s", "end"})) continue;
    SaidDate said = shifted(0, unit, true);
    said.part = "late";
    return finished(said, at, cursor, "date.same");
  }
  if (cursor.take_phrase({"the", "day", "after"}) || cursor.take_phrase({"the", "day", "following"}))
    return finished(shifted(1, DateUnit::day, true), at, cursor, "date.next");
  if (cursor.take_phrase({"the", "day", "before"}) || cursor.take_phrase({"a", "day", "before"}))
    return finished(shifted(-1, DateUnit::day, true), at, cursor, "date.next");
  const bool that = cursor.take("that");
  const bool article = !that && cursor.take("the");
  if (!that && !article && !cursor.token().is("this") && !cursor.token().is("following") &&
      !cursor.token().is("next"))
    return std::nullopt;
  const bool this_one = !that && !article && cursor.take("this");
  cursor.take("very");
  std::optional<int> count;
  if (cursor.take("same"))
    count = 0;
  else if (cursor.take("next") || cursor.take("following") || cursor.take("subsequent"))
    count = 1;
  else if (cursor.take("previous") || cursor.take("preceding"))
    count = -1;
  else if (that || this_one)
    count = 0;
  const std::size_t unit_at = cursor.at();
  const auto unit = take_unit(cursor);
  if (!unit || words.tokens[unit_at].folded.ends_with("s")) return std::nullopt;
  const std::string& word = words.tokens[unit_at].folded;
  if (this_one && word != "day" && word != "date") return std::nullopt;
  // "the end of the year", "the month" alone says nothing
  if (!count && (!article || part_name.empty() || *unit == DateUnit::day)) return std::nullopt;
  SaidDate said = shifted(count.value_or(0), *unit, true);
  said.part = part_name;
  return finished(said, at, cursor, count.value_or(0) == 0 ? "date.same" : "date.next");
}

// two days later, six months earlier, three years ago, a year later
std::optional<SaidDate> read_shift(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  int count = 0;
  static const WordSet kOne = {"a", "an"};
  const auto number = number_at(words, at);
  if (number && !number->ordinal && number->approximation == Approximation::exact && number->figure == at &&
      number->value >= 1 && number->value < 1000 && number->value == static_cast<int>(number->value)) {
    count = static_cast<int>(number->value);
    cursor.skip(number->last - at);
  } else if (cursor.take_any(kOne)) {
    count = 1;
  } else {
    return std::nullopt;
  }
  const auto unit = take_unit(cursor);
  if (!unit) return std::nullopt;
  if (cursor.take("ago")) return finished(shifted(-count, *unit, false), at, cursor, "date.ago");
  if (cursor.take("later") || cursor.take("afterwards") || cursor.take("afterward"))
    return finished(shifted(count, *unit, true), at, cursor, "date.later");
  if (cursor.take("earlier") || cursor.take("previously") || cursor.take("beforehand"))
    return finished(shifted(-count, *unit, true), at, cursor, "date.later");
  return std::nullopt;
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

using Read = std::optional<SaidDate> (*)(const Words&, std::size_t);
constexpr Read kReaders[] = {read_figures,        read_month_day, read_day_month, read_first_of_pair,
                             read_second_of_pair, read_month,     read_year,      read_before_our_era,
                             read_short_year,     read_decade,    read_season,    read_weekday,
                             read_pointing,       read_course,    read_shift,     read_bare_day,
                             read_feast};

}  // namespace

std::optional<unsigned> month_named(const Token& token) {
  if (token.kind != TokenKind::word) return std::nullopt;
  const auto month = look_up(months(), token.folded);
  // English months are written with a capital: "may", "march" and "mar" are other words too.
  if (month && token.folded[0] >= 'a' && token.folded[0] <= 'z' && !token.capital) return std::nullopt;
  return month;
}

std::optional<unsigned> weekday_named(const Token& token) {
  if (token.kind != TokenKind::word) return std::nullopt;
  return look_up(weekdays(), token.folded);
}

std::vector<SaidDate> recognise_dates(const Words& words) {
  std::vector<SaidDate> found;
  for (std::size_t at = 0; at < words.tokens.size();) {
    std::optional<SaidDate> best;
    for (const Read read : kReaders) {
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
