// Names of months and of days of the week: English, Arabic as in the east and in the west, French.
#include "intake/date_pieces.h"

namespace handover::intake {

std::string_view without_particle(std::string_view word) {
  for (const std::string_view particle : {"و", "ب", "ل", "ف"}) {
    if (word.size() > particle.size() + 4 && word.starts_with(particle)) return word.substr(particle.size());
  }
  return word;
}

namespace {

using WordNumbers = std::unordered_map<std::string_view, unsigned>;

const WordNumbers& months() {
  static const WordNumbers kMonths = {{"january", 1},
                                      {"february", 2},
                                      {"march", 3},
                                      {"april", 4},
                                      {"may", 5},
                                      {"june", 6},
                                      {"july", 7},
                                      {"august", 8},
                                      {"september", 9},
                                      {"october", 10},
                                      {"november", 11},
                                      {"december", 12},
                                      {"jan", 1},
                                      {"feb", 2},
                                      {"mar", 3},
                                      {"apr", 4},
                                      {"jun", 6},
                                      {"jul", 7},
                                      {"aug", 8},
                                      {"sep", 9},
                                      {"sept", 9},
                                      {"oct", 10},
                                      {"nov", 11},
                                      {"dec", 12},
                                      {"يناير", 1},
                                      {"فبراير", 2},
                                      {"مارس", 3},
                                      {"ابريل", 4},
                                      {"مايو", 5},
                                      {"يونيو", 6},
                                      {"يوليو", 7},
                                      {"اغسطس", 8},
                                      {"سبتمبر", 9},
                                      {"اكتوبر", 10},
                                      {"نوفمبر", 11},
                                      {"ديسمبر", 12},
                                      {"شباط", 2},
                                      {"اذار", 3},
                                      {"نيسان", 4},
                                      {"ايار", 5},
                                      {"حزيران", 6},
                                      {"تموز", 7},
                                      {"ايلول", 9},
                                      // As in North Africa.
                                      {"جانفي", 1},
                                      {"فيفري", 2},
                                      {"افريل", 4},
                                      {"جوان", 6},
                                      {"جويليه", 7},
                                      {"اوت", 8},
                                      // French, which writes months small.
                                      {"janvier", 1},
                                      {"février", 2},
                                      {"avril", 4},
                                      {"mai", 5},
                                      {"juin", 6},
                                      {"juillet", 7},
                                      {"août", 8},
                                      {"septembre", 9},
                                      {"octobre", 10},
                                      {"novembre", 11},
                                      {"décembre", 12}};
  return kMonths;
}

const WordNumbers& weekdays() {
  static const WordNumbers kDays = {{"sunday", 0},   {"monday", 1},   {"tuesday", 2},  {"wednesday", 3},
                                    {"thursday", 4}, {"friday", 5},   {"saturday", 6}, {"الاحد", 0},
                                    {"الاثنين", 1},  {"الثلاثاء", 2}, {"الاربعاء", 3}, {"الخميس", 4},
                                    {"الجمعه", 5},   {"السبت", 6}};
  return kDays;
}

std::optional<unsigned> look_up(const WordNumbers& numbers, std::string_view word) {
  auto found = numbers.find(word);
  if (found == numbers.end()) found = numbers.find(without_particle(word));
  return found == numbers.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::optional<unsigned> month_named(const Token& token) {
  if (token.kind != TokenKind::word) return std::nullopt;
  const auto month = look_up(months(), token.folded);
  // English months are written with a capital: "may", "march" and "mar" are other words too.
  static const WordSet kSmall = {"janvier", "février",   "avril",   "mai",      "juin",    "juillet",
                                 "août",    "septembre", "octobre", "novembre", "décembre"};
  if (month && token.folded[0] >= 'a' && token.folded[0] <= 'z' && !token.capital &&
      !kSmall.contains(token.folded))
    return std::nullopt;
  return month;
}

std::optional<unsigned> weekday_named(const Token& token) {
  if (token.kind != TokenKind::word) return std::nullopt;
  return look_up(weekdays(), token.folded);
}

}  // namespace handover::intake
