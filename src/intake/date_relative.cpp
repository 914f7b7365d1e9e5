// What is told from another day: days of the week, "last year", "the next day", "two months later".
#include "intake/date_pieces.h"
#include "intake/number_words.h"

namespace handover::intake {
namespace {

SaidDate shifted(int count, DateUnit unit, bool from_course) {
  SaidDate said;
  said.shift = count;
  said.unit = unit;
  said.from_course = from_course;
  return said;
}

}  // namespace

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

}  // namespace handover::intake
