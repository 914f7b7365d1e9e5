// What is told from another day: days of the week, "last year", "the next day", "two months later".
#include "intake/date_pieces.h"
#include "intake/number_words.h"
#include "intake/vocabulary.h"

#include <cmath>
#include <utility>

namespace handover::intake {
namespace {

SaidDate shifted(int count, DateUnit unit, bool from_course) {
  SaidDate said;
  said.shift = count;
  said.unit = unit;
  said.from_course = from_course;
  return said;
}

bool is_one(const std::string& unit) {
  return !unit.ends_with("s");
}

// "the day after he resigned": told from an event, which no rule knows.
bool an_event_follows(const Cursor& cursor) {
  if (cursor.done() || cursor.token().kind == TokenKind::mark) return false;
  const Token& next = cursor.token();
  return next.capital || next.kind == TokenKind::number || is_determiner(next.folded) ||
         is_pronoun(next.folded) || !ends_noun_phrase(next.folded);
}

}  // namespace

// Tuesday, last Tuesday, this past Tuesday
std::optional<SaidDate> read_weekday(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  if (cursor.take_phrase({"this", "past"}) || cursor.take("last"))
    said.pointing = Pointing::last;
  else if (cursor.take_phrase({"this", "coming"}) || cursor.take("next"))
    said.pointing = Pointing::next;
  else if (cursor.take_phrase({"the", "following"}) || cursor.take_phrase({"the", "next"}) ||
           cursor.take("following"))
    said.pointing = Pointing::following;
  else if (cursor.take("this") || cursor.take("that"))
    said.pointing = Pointing::this_one;
  if (!cursor.done() && without_particle(cursor.token().folded) == "يوم") cursor.skip();
  said.weekday = take_weekday(cursor);
  if (!said.weekday) return std::nullopt;
  static const WordSet kPast = {"الماضي", "المنصرم", "الفاءت"};
  static const WordSet kComing = {"المقبل", "القادم"};
  if (cursor.take_any(kPast)) said.pointing = Pointing::last;
  if (cursor.take_any(kComing)) said.pointing = Pointing::next;
  for (const auto& [word, count] : {std::pair<std::string_view, int>{"last", -1}, {"this", 0}, {"next", 1}}) {
    if (!cursor.take_phrase({word, "week"})) continue;
    said.shift = count;
    said.unit = DateUnit::week;
  }
  return finished(said, at, cursor, "date.weekday");
}

// "over the weekend", "last weekend": Saturday and Sunday.
std::optional<SaidDate> read_weekend(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  const Token* before = cursor.before();
  const bool just_over = before != nullptr && (before->is("over") || before->is("at")) && cursor.take("the");
  std::optional<int> count;
  if (just_over || cursor.take("last") || cursor.take_phrase({"this", "past"}))
    count = -1;
  else if (cursor.take("this"))
    count = 0;
  else if (cursor.take("next"))
    count = 1;
  if (!count || !cursor.take("weekend")) return std::nullopt;
  SaidDate said = shifted(*count, DateUnit::week, false);
  said.weekend = true;
  return finished(said, at, cursor, "date.weekend");
}

// "The 3:30 express" has no "at"; "4:30 a.m.", "0430 hours", "at noon": of the day that is told of.
std::optional<SaidDate> read_clock(const Words& words, std::size_t at) {
  static const WordSet kHalves = {"a.m.", "p.m.", "am", "pm", "hours", "hrs", "o'clock"};
  static const WordSet kBefore = {"at",     "by",    "until", "from",  "around", "about",
                                  "before", "after", "till",  "since", "near"};
  static const WordSet kNames = {"noon",     "midday",    "midnight", "dawn",   "dusk",
                                 "daybreak", "nightfall", "sunrise",  "sunset", "daylight"};
  Cursor cursor(words, at);
  const Token* before = cursor.before();
  const bool introduced = before != nullptr && kBefore.contains(before->folded);
  const SaidDate said = shifted(0, DateUnit::day, true);
  if (introduced && cursor.take_any(kNames)) return finished(said, at, cursor, "date.clock");
  if (const Token* next = cursor.ahead(1); introduced && next != nullptr && next->is("o'clock")) {
    cursor.skip(2);
    return finished(said, at, cursor, "date.clock");
  }
  const std::string figure = cursor.token().folded;
  if (cursor.token().kind != TokenKind::number) return std::nullopt;
  cursor.skip();
  if (figure.ends_with("am") || figure.ends_with("pm")) return finished(said, at, cursor, "date.clock");
  if (figure.size() > 5) return std::nullopt;
  const bool minutes = !cursor.done() && cursor.token().is(":") && !cursor.token().space_before &&
                       cursor.ahead(1) != nullptr && plain_digits(*cursor.ahead(1), 2);
  if (minutes) cursor.skip(2);
  const bool four_digits = figure.size() == 4 && figure.find('.') == std::string::npos;
  const bool half = !cursor.done() && kHalves.contains(cursor.token().folded);
  // "0430 hours", but "12 hours" is how long.
  if (half && cursor.token().is("hours") && !four_digits && !minutes) return std::nullopt;
  if (!half && !(minutes && introduced)) return std::nullopt;
  if (half) cursor.skip();
  return finished(said, at, cursor, "date.clock");
}

namespace {

std::optional<SaidDate> read_today(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  const auto told = [&](int days) {
    return finished(shifted(days, DateUnit::day, false), at, cursor, "date.today");
  };
  if (cursor.take_phrase({"the", "day", "before", "yesterday"})) return told(-2);
  if (cursor.take_phrase({"the", "day", "after", "tomorrow"})) return told(2);
  if (cursor.take_phrase({"earlier", "today"}) || cursor.take("today") || cursor.take("tonight"))
    return told(0);
  if (cursor.take("yesterday")) return told(-1);
  if (cursor.take("tomorrow")) return told(1);
  return std::nullopt;
}

}  // namespace

// today, yesterday, last year, this month, next week, the same month last year
std::optional<SaidDate> read_pointing(const Words& words, std::size_t at) {
  if (auto today = read_today(words, at)) return today;
  Cursor cursor(words, at);
  if (cursor.take_phrase({"the", "same", "month", "last", "year"}))
    return finished(shifted(-12, DateUnit::month, false), at, cursor, "date.pointing");
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
  if (!unit || !is_one(words.tokens[unit_at].folded)) return std::nullopt;
  // "over the last year" says how long.
  const Token* before = Cursor(words, unit_at).before(2);
  if (*count == -1 && !part && before != nullptr && before->is("the")) return std::nullopt;
  const std::string& word = words.tokens[unit_at].folded;
  if (word == "day" || word == "date" || (*count != 0 && *unit == DateUnit::day && word != "night"))
    return std::nullopt;
  SaidDate said = shifted(*count, *unit, false);
  if (part) said.part = part->name;
  return finished(said, at, cursor, "date.pointing");
}

namespace {

// "[the] year's end", "month's end"
std::optional<SaidDate> read_periods_end(const Words& words, std::size_t at) {
  for (const DateUnit unit : {DateUnit::month, DateUnit::year}) {
    Cursor cursor(words, at);
    const std::string_view name = unit == DateUnit::month ? "month" : "year";
    cursor.take("the");
    if (!cursor.take_phrase({name, "'s", "end"}) && !cursor.take_phrase({name, "-", "end"})) continue;
    SaidDate said = shifted(0, unit, true);
    said.part = "late";
    return finished(said, at, cursor, "date.same");
  }
  return std::nullopt;
}

// the day after, the year before, the night before: unless an event follows.
std::optional<SaidDate> read_neighbour(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  const bool before_only = cursor.take_phrase({"a", "day"});
  std::optional<DateUnit> unit = DateUnit::day;
  if (!before_only) {
    if (!cursor.take("the")) return std::nullopt;
    unit = take_unit(cursor);
    if (!unit || !is_one(words.tokens[cursor.at() - 1].folded)) return std::nullopt;
  }
  int count = 0;
  if (!before_only && (cursor.take("after") || (*unit == DateUnit::day && cursor.take("following"))))
    count = 1;
  else if (cursor.take("before"))
    count = -1;
  if (count == 0 || an_event_follows(cursor)) return std::nullopt;
  return finished(shifted(count, *unit, true), at, cursor, "date.next");
}

// "same": 0, "following": 1, "previous": -1.
std::optional<int> take_step(Cursor& cursor) {
  static const std::unordered_map<std::string_view, int> kSteps = {
      {"same", 0},       {"next", 1},      {"following", 1},  {"subsequent", 1},
      {"succeeding", 1}, {"previous", -1}, {"preceding", -1}, {"prior", -1}};
  if (cursor.done()) return std::nullopt;
  const auto found = kSteps.find(cursor.token().folded);
  if (found == kSteps.end()) return std::nullopt;
  cursor.skip();
  return found->second;
}

}  // namespace

// the next day, the following year, the previous month, the same day, that year, later in the year
std::optional<SaidDate> read_course(const Words& words, std::size_t at) {
  if (auto end = read_periods_end(words, at)) return end;
  if (auto day = read_neighbour(words, at)) return day;
  Cursor cursor(words, at);
  const auto part = take_part(cursor);
  if (cursor.done()) return std::nullopt;
  const bool that = cursor.take("that");
  const bool article = !that && cursor.take("the");
  const bool this_one = !that && !article && cursor.take("this");
  if (!that && !article && !this_one && !cursor.token().is("following") && !cursor.token().is("next"))
    return std::nullopt;
  cursor.take("very");
  std::optional<int> count = take_step(cursor);
  if (!count && (that || this_one)) count = 0;
  const std::size_t unit_at = cursor.at();
  const auto unit = take_unit(cursor);
  if (!unit || !is_one(words.tokens[unit_at].folded)) return std::nullopt;
  const std::string& word = words.tokens[unit_at].folded;
  if (this_one && word != "day" && word != "date") return std::nullopt;
  // "the end of the year", "later in the month"; "the month" alone says nothing.
  if (!count && (!article || !part || *unit == DateUnit::day)) return std::nullopt;
  SaidDate said = shifted(count.value_or(0), *unit, true);
  if (part) said.part = part->name;
  return finished(said, at, cursor, count.value_or(0) == 0 ? "date.same" : "date.next");
}

namespace {

// How long: "two days", "a fortnight", "48 hours", "some six months".
struct Length {
  int count = 0;
  DateUnit unit = DateUnit::day;
};
std::optional<Length> take_length(const Words& words, Cursor& cursor) {
  static const WordSet kOne = {"a", "an"};
  Cursor next = cursor;
  double count = 1.0;
  const auto number = number_at(words, next.at());
  if (number && !number->ordinal && number->approximation == Approximation::exact &&
      number->figure == next.at() && number->value >= 1 && number->value < 1000 &&
      number->value == std::floor(number->value)) {
    count = number->value;
    next.skip(number->last - next.at());
  } else if (!next.take_any(kOne)) {
    return std::nullopt;
  }
  Length length{static_cast<int>(count), DateUnit::day};
  if (next.take("fortnight")) {
    length.count *= 14;
  } else if (next.take("hours")) {
    if (length.count % 24 != 0) return std::nullopt;
    length.count /= 24;
  } else if (const auto unit = take_unit(next)) {
    length.unit = *unit;
  } else {
    return std::nullopt;
  }
  cursor = next;
  return length;
}

}  // namespace

// two days later, six months earlier, three years ago, a year later, hours later
std::optional<SaidDate> read_shift(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  if (cursor.take_phrase({"hours", "later"}))
    return finished(shifted(0, DateUnit::day, true), at, cursor, "date.clock");
  const auto length = take_length(words, cursor);
  if (!length) return std::nullopt;
  const int count = length->count;
  if (cursor.take("ago")) return finished(shifted(-count, length->unit, false), at, cursor, "date.ago");
  if (cursor.take("later") || cursor.take("afterwards") || cursor.take("afterward") || cursor.take("hence"))
    return finished(shifted(count, length->unit, true), at, cursor, "date.later");
  if (cursor.take("earlier") || cursor.take("previously") || cursor.take("beforehand"))
    return finished(shifted(-count, length->unit, true), at, cursor, "date.later");
  // "two days after." is told from the course; "two days after the vote" from an event.
  const bool after = cursor.token_is("after");
  if (!after && !cursor.token_is("before")) return std::nullopt;
  cursor.skip();
  if (!cursor.done() && !cursor.token().is(",") && !cursor.token().is(".")) return std::nullopt;
  return finished(shifted(after ? count : -count, length->unit, true), at, cursor, "date.later");
}

namespace {

// يومين, عامين: two of them in one word.
const std::unordered_map<std::string_view, Length>& arabic_lengths() {
  static const std::unordered_map<std::string_view, Length> kLengths = {
      {"يوم", {1, DateUnit::day}},      {"ايام", {1, DateUnit::day}},    {"يوما", {1, DateUnit::day}},
      {"يومين", {2, DateUnit::day}},    {"اسبوع", {1, DateUnit::week}},  {"اسابيع", {1, DateUnit::week}},
      {"اسبوعين", {2, DateUnit::week}}, {"شهر", {1, DateUnit::month}},   {"اشهر", {1, DateUnit::month}},
      {"شهرا", {1, DateUnit::month}},   {"شهرين", {2, DateUnit::month}}, {"عام", {1, DateUnit::year}},
      {"عاما", {1, DateUnit::year}},    {"اعوام", {1, DateUnit::year}},  {"عامين", {2, DateUnit::year}},
      {"سنه", {1, DateUnit::year}},     {"سنوات", {1, DateUnit::year}},  {"سنتين", {2, DateUnit::year}}};
  return kLengths;
}

// قبل ثلاثة أيام, بعد عامين
std::optional<SaidDate> read_arabic_shift(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  const bool ago = without_particle(cursor.token().folded) == "قبل" || cursor.token().is("منذ");
  if (!ago && !cursor.token().is("بعد")) return std::nullopt;
  const bool since = cursor.token().is("منذ");
  cursor.skip();
  if (cursor.done()) return std::nullopt;
  int count = 1;
  const auto number = number_at(words, cursor.at());
  if (number && number->figure == cursor.at() && number->value >= 1 && number->value < 1000) {
    count = static_cast<int>(number->value);
    cursor.skip(number->last - cursor.at());
  }
  if (cursor.done()) return std::nullopt;
  const auto length = arabic_lengths().find(cursor.token().folded);
  // "منذ عام 2014" is a year.
  if (length == arabic_lengths().end() || (since && !number)) return std::nullopt;
  cursor.skip();
  if (!cursor.done() && cursor.token().kind == TokenKind::number) return std::nullopt;
  count *= length->second.count;
  return finished(shifted(ago ? -count : count, length->second.unit, !ago), at, cursor,
                  ago ? "date.ago" : "date.later");
}

}  // namespace

// اليوم, أمس الثلاثاء, العام الماضي, الشهر الجاري, قبل ثلاثة أيام
std::optional<SaidDate> read_arabic_relative(const Words& words, std::size_t at) {
  static const std::unordered_map<std::string_view, int> kDays = {{"اليوم", 0}, {"امس", -1}, {"غدا", 1}};
  static const std::unordered_map<std::string_view, DateUnit> kUnits = {{"العام", DateUnit::year},
                                                                        {"السنه", DateUnit::year},
                                                                        {"الشهر", DateUnit::month},
                                                                        {"الاسبوع", DateUnit::week}};
  static const std::unordered_map<std::string_view, int> kSteps = {
      {"الماضي", -1}, {"الماضيه", -1}, {"المنصرم", -1}, {"المنصرمه", -1}, {"الحالي", 0}, {"الحاليه", 0},
      {"الجاري", 0},  {"الجاريه", 0},  {"المقبل", 1},   {"المقبله", 1},   {"القادم", 1}, {"القادمه", 1}};
  if ((static_cast<unsigned char>(words.tokens[at].folded[0]) & 0x80U) == 0) return std::nullopt;
  Cursor cursor(words, at);
  std::string part_name;
  if (const auto part = take_part(cursor)) part_name = part->name;
  if (cursor.done()) return std::nullopt;
  const std::string_view word = without_particle(cursor.token().folded);
  if (const auto day = kDays.find(word); day != kDays.end() && part_name.empty()) {
    cursor.skip();
    take_weekday(cursor);
    return finished(shifted(day->second, DateUnit::day, false), at, cursor, "date.today");
  }
  if (const auto unit = kUnits.find(word); unit != kUnits.end()) {
    const Token* behind = cursor.ahead(1);
    const auto step = behind == nullptr ? kSteps.end() : kSteps.find(behind->folded);
    if (step == kSteps.end()) return std::nullopt;
    cursor.skip(2);
    SaidDate said = shifted(step->second, unit->second, false);
    said.part = part_name;
    return finished(said, at, cursor, "date.pointing");
  }
  return part_name.empty() ? read_arabic_shift(words, at) : std::nullopt;
}

}  // namespace handover::intake
