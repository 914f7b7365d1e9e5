// The grammar of number words, English and Arabic: "2,500", "about 2,500", "over 150", "at least 14",
// "between 20 and 30", "twenty-five", "half a million", "a dozen", "hundreds of", "tens of thousands".
#pragma once

#include "intake/words.h"

#include <optional>
#include <string>

namespace handover::intake {

enum class Approximation {
  exact,
  about,     // about, some, roughly, nearly
  over,      // more than, over
  at_least,  // at least, N or more
  under,     // fewer than, under
  at_most,   // up to, as many as
  range,     // from low to high
  vague      // dozens, hundreds, several thousand
};
const char* name_of(Approximation approximation);
std::optional<Approximation> parse_approximation(std::string_view word);

struct SaidNumber {
  std::size_t first = 0, last = 0;  // tokens, with the words of approximation
  std::size_t figure = 0;           // first token of the figure itself
  double value = 0.0;               // of a range: its low end; of vague words: one of them (100 for hundreds)
  double low = 0.0, high = 0.0;     // of a range and of vague words; else the value
  Approximation approximation = Approximation::exact;
  std::string vague;       // "hundreds": as the ledger writes it
  bool in_digits = false;  // written in digits, not in words
  bool ordinal = false;    // 27th, third
  bool money = false, percent = false;

  // As the ledger writes a value: 2500, ~2500, >150, >=14, <200, 20..30, hundreds.
  std::string ledger_value() const;
};

// The number whose words begin at this token, the longest one; nothing when none does.
std::optional<SaidNumber> number_at(const Words& words, std::size_t token);

// A plain figure without trailing zeros.
std::string plain_number(double value);
// The value in the ledger's notation.
std::string ledger_number(double value, double low, double high, Approximation approximation,
                          const std::string& vague);

}  // namespace handover::intake
