// Single words of number.
#include "intake/numerals.h"

#include <unordered_map>

namespace handover::intake {
namespace {

using Numerals = std::unordered_map<std::string_view, double>;

// Below a hundred.
const Numerals& small_numbers() {
  static const Numerals kNumbers = {{"zero", 0},
                                    {"one", 1},
                                    {"two", 2},
                                    {"three", 3},
                                    {"four", 4},
                                    {"five", 5},
                                    {"six", 6},
                                    {"seven", 7},
                                    {"eight", 8},
                                    {"nine", 9},
                                    {"ten", 10},
                                    {"eleven", 11},
                                    {"twelve", 12},
                                    {"thirteen", 13},
                                    {"fourteen", 14},
                                    {"fifteen", 15},
                                    {"sixteen", 16},
                                    {"seventeen", 17},
                                    {"eighteen", 18},
                                    {"nineteen", 19},
                                    {"twenty", 20},
                                    {"thirty", 30},
                                    {"forty", 40},
                                    {"fifty", 50},
                                    {"sixty", 60},
                                    {"seventy", 70},
                                    {"eighty", 80},
                                    {"ninety", 90},
                                    // Arabic, folded; with either ending.
                                    {"ثلاثه", 3},
                                    {"ثلاث", 3},
                                    {"اربعه", 4},
                                    {"اربع", 4},
                                    {"خمسه", 5},
                                    {"خمس", 5},
                                    {"سته", 6},
                                    {"ست", 6},
                                    {"سبعه", 7},
                                    {"سبع", 7},
                                    {"ثمانيه", 8},
                                    {"ثماني", 8},
                                    {"تسعه", 9},
                                    {"تسع", 9},
                                    {"عشره", 10},
                                    {"عشر", 10},
                                    {"عشرين", 20},
                                    {"عشرون", 20},
                                    {"ثلاثين", 30},
                                    {"ثلاثون", 30},
                                    {"اربعين", 40},
                                    {"اربعون", 40},
                                    {"خمسين", 50},
                                    {"خمسون", 50},
                                    {"ستين", 60},
                                    {"ستون", 60},
                                    {"سبعين", 70},
                                    {"ثمانين", 80},
                                    {"تسعين", 90}};
  return kNumbers;
}

const Numerals& magnitudes() {
  static const Numerals kMagnitudes = {{"hundred", 100}, {"thousand", 1e3},  {"million", 1e6},
                                       {"billion", 1e9}, {"trillion", 1e12}, {"مئه", 100},
                                       {"مائه", 100},    {"الف", 1e3},       {"الاف", 1e3},
                                       {"مليون", 1e6},   {"ملايين", 1e6},    {"مليار", 1e9}};
  return kMagnitudes;
}

const Numerals& ordinals() {
  static const Numerals kOrdinals = {
      {"first", 1},      {"second", 2},       {"third", 3},       {"fourth", 4},      {"fifth", 5},
      {"sixth", 6},      {"seventh", 7},      {"eighth", 8},      {"ninth", 9},       {"tenth", 10},
      {"eleventh", 11},  {"twelfth", 12},     {"thirteenth", 13}, {"fourteenth", 14}, {"fifteenth", 15},
      {"sixteenth", 16}, {"seventeenth", 17}, {"eighteenth", 18}, {"nineteenth", 19}, {"twentieth", 20},
      {"thirtieth", 30}};
  return kOrdinals;
}

std::optional<double> look_up(const Numerals& numerals, std::string_view word) {
  const auto found = numerals.find(word);
  return found == numerals.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::optional<double> small_number(std::string_view word) {
  return look_up(small_numbers(), word);
}
std::optional<double> magnitude_of(std::string_view word) {
  return look_up(magnitudes(), word);
}
std::optional<double> ordinal_of(std::string_view word) {
  return look_up(ordinals(), word);
}
std::optional<double> vague_unit(std::string_view word) {
  static const Numerals kVague = {{"dozens", 12},     {"scores", 20},    {"hundreds", 100},
                                  {"thousands", 1e3}, {"millions", 1e6}, {"tens", 10},
                                  {"عشرات", 10},      {"مئات", 100},     {"مءات", 100}};
  return look_up(kVague, word);
}

}  // namespace handover::intake
