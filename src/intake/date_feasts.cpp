// Days that have a name: feasts of a fixed day, feasts that move with Easter, and a story's D-Day.
#include "intake/date_pieces.h"
#include "intake/vocabulary.h"

namespace handover::intake {
namespace {

struct Feast {
  std::vector<std::string_view> words;
  unsigned month, day;
};
// Longer ones first. What differs from country to country is left out.
const std::vector<Feast>& feasts() {
  static const std::vector<Feast> kFeasts = {{{"new", "year", "'s", "eve"}, 12, 31},
                                             {{"new", "year", "'s", "day"}, 1, 1},
                                             {{"all", "saints", "'", "day"}, 11, 1},
                                             {{"all", "saints", "day"}, 11, 1},
                                             {{"armistice", "day"}, 11, 11},
                                             {{"bastille", "day"}, 7, 14},
                                             {{"boxing", "day"}, 12, 26},
                                             {{"may", "day"}, 5, 1},
                                             {{"christmas", "eve"}, 12, 24},
                                             {{"christmas", "day"}, 12, 25},
                                             {{"christmas"}, 12, 25}};
  return kFeasts;
}

// "White Christmas", "the Christmas truce", "the Good Friday Agreement": a name's part.
bool is_part_of_name(const Cursor& before, const Cursor& behind) {
  const Token* first = before.before();
  if (first != nullptr && first->capital && first->kind == TokenKind::word && before.before(2) != nullptr)
    return true;
  if (behind.done()) return false;
  const Token& next = behind.token();
  return next.is("-") || (next.kind == TokenKind::word && !ends_noun_phrase(next.folded));
}

}  // namespace

// Christmas [Day|Eve] [1963], New Year's Day
std::optional<SaidDate> read_feast(const Words& words, std::size_t at) {
  const Cursor start(words, at);
  if (start.token().kind != TokenKind::word || !start.token().capital) return std::nullopt;
  for (const Feast& feast : feasts()) {
    Cursor cursor = start;
    if (!cursor.take_phrase(feast.words)) continue;
    SaidDate said;
    said.month = feast.month;
    said.day = feast.day;
    const bool alone = feast.words.size() == 1;
    Cursor behind = cursor;
    const bool has_year = take_year_behind(cursor, said);
    if (alone && !has_year && is_part_of_name(start, behind)) return std::nullopt;
    return finished(said, at, cursor, has_year ? "date.full" : "date.day");
  }
  return std::nullopt;
}

// "9/11", "the September 11 attacks": of 2001, by name.
std::optional<SaidDate> read_named_day(const Words& words, std::size_t at) {
  static const WordSet kAttacks = {"attacks", "attack", "terrorist", "hijackers", "bombings"};
  Cursor cursor(words, at);
  SaidDate said;
  said.year = 2001;
  said.month = 9;
  said.day = 11;
  if (cursor.take("9")) {
    const bool joined = cursor.token_is("/") && !cursor.token().space_before && cursor.ahead(1) != nullptr &&
                        cursor.ahead(1)->is("11") && !cursor.ahead(1)->space_before;
    if (!joined) return std::nullopt;
    cursor.skip(2);
    if (cursor.token_is("/") || cursor.token_is("-")) return std::nullopt;
    return finished(said, at, cursor, "date.full");
  }
  if (take_month(cursor) != 9U || take_day(cursor) != 11U) return std::nullopt;
  if (cursor.done() || !kAttacks.contains(cursor.token().folded)) return std::nullopt;
  return finished(said, at, cursor, "date.full");
}

// Good Friday [1998], Easter Monday 1916
std::optional<SaidDate> read_easter(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  SaidDate said;
  if (cursor.take_phrase({"good", "friday"}))
    said.from_easter = -2;
  else if (cursor.take_phrase({"easter", "sunday"}))
    said.from_easter = 0;
  else if (cursor.take_phrase({"easter", "monday"}))
    said.from_easter = 1;
  else if (cursor.take_phrase({"palm", "sunday"}))
    said.from_easter = -7;
  else
    return std::nullopt;
  const Cursor behind = cursor;
  const bool has_year = take_year_behind(cursor, said);
  if (!has_year && is_part_of_name(Cursor(words, at), behind)) return std::nullopt;
  return finished(said, at, cursor, has_year ? "date.full" : "date.day");
}

// D-Day, D-Day plus 4, D+4: counted from the day that the text calls D-Day.
std::optional<SaidDate> read_d_day(const Words& words, std::size_t at) {
  Cursor cursor(words, at);
  if (!cursor.token().capital || !cursor.take("d")) return std::nullopt;
  SaidDate said;
  said.shift = 0;
  said.from_course = true;
  const bool named = cursor.take_phrase({"-", "day"});
  int sign = 0;
  if (cursor.take("plus") || cursor.take("+"))
    sign = 1;
  else if (cursor.take("minus") || (!named && cursor.take("-")))
    sign = -1;
  if (sign == 0) return named ? std::optional(finished(said, at, cursor, "date.d-day")) : std::nullopt;
  const auto days = cursor.done() ? std::nullopt : plain_digits(cursor.token(), 3);
  if (!days) return std::nullopt;
  cursor.skip();
  said.shift = sign * *days;
  return finished(said, at, cursor, "date.d-day");
}

}  // namespace handover::intake
