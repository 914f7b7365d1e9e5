// The pieces that expressions of dates are made of: years, days, months, parts of a period.
#include "intake/date_pieces.h"

#include "intake/number_words.h"

#include <array>

namespace handover::intake {
namespace {

using WordNumbers = std::unordered_map<std::string_view, unsigned>;

}  // namespace

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
  if (cursor.done()) return std::nullopt;
  Token token = cursor.token();
  if (token.folded.ends_with("م"))
    token.folded.resize(token.folded.size() - std::string_view("م").size());  // 2003م
  if (token.folded.size() != 4) return std::nullopt;
  const auto year = plain_digits(token, 4);
  if (!year || *year < 1000 || *year > 2150) return std::nullopt;
  cursor.skip();
  return year;
}

std::optional<unsigned> take_day(Cursor& cursor) {
  if (cursor.done()) return std::nullopt;
  const Token& token = cursor.token();
  if (token.kind == TokenKind::number) {
    std::string_view digits = token.folded;
    for (const std::string_view ending : {"st", "nd", "rd", "th", "er"}) {
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

namespace {

// الثالث, الحادي عشر, الحادي والعشرين
std::optional<unsigned> take_arabic_ordinal(Cursor& cursor) {
  static const WordNumbers kOrdinals = {{"الاول", 1},    {"الثاني", 2},  {"الثالث", 3}, {"الرابع", 4},
                                        {"الخامس", 5},   {"السادس", 6},  {"السابع", 7}, {"الثامن", 8},
                                        {"التاسع", 9},   {"العاشر", 10}, {"الحادي", 1}, {"العشرين", 20},
                                        {"الثلاثين", 30}};
  const auto found = kOrdinals.find(cursor.token().folded);
  if (found == kOrdinals.end()) return std::nullopt;
  unsigned day = found->second;
  cursor.skip();
  if (cursor.take("عشر"))
    day += 10;
  else if (cursor.take("والعشرين") || cursor.take("والعشرون"))
    day += 20;
  else if (cursor.take("والثلاثين"))
    day += 30;
  return day;
}

}  // namespace

std::optional<unsigned> take_ordinal_word(const Words& words, Cursor& cursor) {
  if (cursor.done() || cursor.token().kind != TokenKind::word) return std::nullopt;
  if (const auto day = take_arabic_ordinal(cursor)) return day;
  const auto number = number_at(words, cursor.at());
  if (!number || !number->ordinal || number->figure != cursor.at() || number->value > 31) return std::nullopt;
  cursor.skip(number->last - cursor.at());
  return static_cast<unsigned>(number->value);
}

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
    static const WordSet kWhole = {"may", "june", "july", "mai", "juin", "mars"};
    const bool abbreviated = cursor.token().folded.size() <= 4 && !kWhole.contains(cursor.token().folded);
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
      {"spring", "SP"}, {"summer", "SU"}, {"autumn", "FA"}, {"fall", "FA"},   {"winter", "WI"},
      {"الربيع", "SP"}, {"الصيف", "SU"},  {"الخريف", "FA"}, {"الشتاء", "WI"}, {"ربيع", "SP"},
      {"صيف", "SU"},    {"خريف", "FA"},   {"شتاء", "WI"}};
  if (cursor.done()) return std::nullopt;
  const auto found = kSeasons.find(without_particle(cursor.token().folded));
  if (found == kSeasons.end()) return std::nullopt;
  cursor.skip();
  return std::string(found->second);
}

std::optional<DateUnit> take_unit(Cursor& cursor) {
  static const std::unordered_map<std::string_view, DateUnit> kUnits = {
      {"day", DateUnit::day},     {"days", DateUnit::day},      {"week", DateUnit::week},
      {"weeks", DateUnit::week},  {"month", DateUnit::month},   {"months", DateUnit::month},
      {"year", DateUnit::year},   {"years", DateUnit::year},    {"decade", DateUnit::decade},
      {"morning", DateUnit::day}, {"afternoon", DateUnit::day}, {"evening", DateUnit::day},
      {"night", DateUnit::day},   {"date", DateUnit::day},      {"decades", DateUnit::decade},
      {"dawn", DateUnit::day}};
  if (cursor.done()) return std::nullopt;
  const auto found = kUnits.find(cursor.token().folded);
  if (found == kUnits.end()) return std::nullopt;
  cursor.skip();
  return found->second;
}

namespace {

using WordParts = std::unordered_map<std::string_view, std::string_view>;

// "early", "late in", "earlier": also "the early months of", "the late 1930s".
std::optional<Part> take_plain_part(Cursor& cursor) {
  static const WordParts kPlain = {{"early", "early"}, {"late", "late"}, {"earlier", ""}, {"later", ""}};
  Cursor next = cursor;
  const bool article = next.take("the");
  if (next.done()) return std::nullopt;
  if (!article && (next.take("mid") || next.take("middle"))) {
    next.take("-");
    cursor = next;
    return Part{"mid", false};
  }
  const auto plain = kPlain.find(next.token().folded);
  if (plain == kPlain.end()) return std::nullopt;
  next.skip();
  static const WordSet kSpans = {"days", "weeks", "months", "part", "stages", "phase"};
  Cursor behind = next;
  if (behind.take_any(kSpans) && behind.take("of")) {
    cursor = behind;
    return Part{std::string(plain->second), true};
  }
  next.take("-");
  next.take("in");
  cursor = next;
  return Part{std::string(plain->second), false};
}

// "the end of", "the middle of", "the latter part of".
std::optional<Part> take_noun_part(Cursor& cursor) {
  static const WordParts kNouns = {{"end", "late"},     {"beginning", "early"}, {"start", "early"},
                                   {"middle", "mid"},   {"close", "late"},      {"outset", "early"},
                                   {"course", ""},      {"latter", "late"},     {"onset", "early"},
                                   {"opening", "early"}};
  Cursor next = cursor;
  next.take("the");
  next.take("very");
  if (next.done()) return std::nullopt;
  const auto noun = kNouns.find(next.token().folded);
  if (noun == kNouns.end()) return std::nullopt;
  next.skip();
  if (noun->first == "latter" && !(next.take("part") || next.take("half"))) return std::nullopt;
  if (!next.take("of")) return std::nullopt;
  cursor = next;
  return Part{std::string(noun->second), true};
}

// "the first days of", "the last few weeks of", "the final months of".
std::optional<Part> take_edge_part(Cursor& cursor) {
  static const WordParts kEdges = {{"first", "early"}, {"opening", "early"}, {"last", "late"},
                                   {"final", "late"},  {"closing", "late"},  {"concluding", "late"}};
  static const WordSet kSpans = {"days", "week", "weeks", "months", "part", "third"};
  Cursor next = cursor;
  next.take("the");
  if (next.done()) return std::nullopt;
  const auto edge = kEdges.find(next.token().folded);
  if (edge == kEdges.end()) return std::nullopt;
  next.skip();
  next.take("few");
  if (!next.take_any(kSpans) || !next.take("of")) return std::nullopt;
  cursor = next;
  return Part{std::string(edge->second), true};
}

// مطلع, منتصف, أواخر
std::optional<Part> take_arabic_part(Cursor& cursor) {
  static const WordParts kWords = {{"اوائل", "early"}, {"مطلع", "early"}, {"بدايه", "early"},
                                   {"مستهل", "early"}, {"منتصف", "mid"},  {"اواسط", "mid"},
                                   {"اواخر", "late"},  {"نهايه", "late"}, {"ختام", "late"}};
  if (cursor.done()) return std::nullopt;
  const auto word = kWords.find(without_particle(cursor.token().folded));
  if (word == kWords.end()) return std::nullopt;
  cursor.skip();
  return Part{std::string(word->second), true};
}

}  // namespace

std::optional<Part> take_part(Cursor& cursor) {
  for (const auto take : {take_plain_part, take_noun_part, take_edge_part, take_arabic_part}) {
    if (auto part = take(cursor)) return part;
  }
  return std::nullopt;
}

namespace {

// "last year", "the following year": how many years from where.
struct YearShift {
  int count = 0;
  bool from_course = false;
};
std::optional<YearShift> take_year_shift(Cursor& cursor) {
  Cursor next = cursor;
  const bool article = next.take("the");
  std::optional<YearShift> shift;
  if (!article && next.take("last"))
    shift = YearShift{-1, false};
  else if (!article && next.take("this"))
    shift = YearShift{0, false};
  else if (!article && next.take("next"))
    shift = YearShift{1, false};
  else if (next.take("following") || next.take("next") || next.take("succeeding"))
    shift = YearShift{1, true};
  else if (article && (next.take("previous") || next.take("preceding")))
    shift = YearShift{-1, true};
  if (!shift || !next.take("year")) return std::nullopt;
  cursor = next;
  return shift;
}

// "'44"
std::optional<int> take_short_year(Cursor& cursor) {
  Cursor next = cursor;
  if (!(next.take("'") || next.take("\xE2\x80\x98")) || next.done() || next.token().space_before)
    return std::nullopt;
  const auto two = plain_digits(next.token(), 2);
  if (!two || next.token().folded.size() != 2) return std::nullopt;
  next.skip();
  cursor = next;
  return *two > 40 ? 1900 + *two : 2000 + *two;
}

}  // namespace

bool take_year_behind(Cursor& cursor, SaidDate& said) {
  Cursor next = cursor;
  next.take(",");
  next.take("of");
  next.take("من");
  next.take("عام");
  next.take("سنه");
  auto year = take_year(next);
  if (!year) {
    year = take_short_year(next);
    said.short_year = year.has_value();
  }
  if (year) {
    said.year = year;
    cursor = next;
    return true;
  }
  // تموز الماضي, أيلول المقبل
  if (cursor.token_is("الماضي") || cursor.token_is("الماضيين")) {
    said.pointing = Pointing::last;
    cursor.skip();
    return false;
  }
  if (cursor.token_is("المقبل") || cursor.token_is("القادم")) {
    said.pointing = Pointing::next;
    cursor.skip();
    return false;
  }
  // "that year", "of the same year", "last year", "of the following year"
  next = cursor;
  next.take("of");
  if (next.take_phrase({"that", "year"}) || next.take_phrase({"the", "same", "year"}) ||
      next.take_phrase({"that", "same", "year"})) {
    said.pointing = Pointing::that_one;
    cursor = next;
  } else if (const auto shift = take_year_shift(next)) {
    said.shift = shift->count;
    said.from_course = shift->from_course;
    said.unit = DateUnit::year;
    cursor = next;
  }
  return false;
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

}  // namespace handover::intake
