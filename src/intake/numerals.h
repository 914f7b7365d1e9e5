// Inside this module only: single words of number, and figures made of them.
#pragma once

#include "intake/words.h"

#include <optional>
#include <string_view>

namespace handover::intake {

// All words folded; English and Arabic.
std::optional<double> small_number(std::string_view word);  // "seven", "forty"; below a hundred
std::optional<double> magnitude_of(std::string_view word);  // "hundred", "million"
std::optional<double> ordinal_of(std::string_view word);    // "third"
std::optional<double> vague_unit(std::string_view word);    // "dozens", "thousands": how many one of them is

// A cursor over the words of one sentence.
struct Reader {
  const Words& words;
  std::size_t at;
  std::size_t end;

  const Token* peek(std::size_t ahead = 0) const {
    return at + ahead < end ? &words.tokens[at + ahead] : nullptr;
  }
  bool sees(std::string_view word, std::size_t ahead = 0) const {
    const Token* token = peek(ahead);
    return token != nullptr && token->folded == word;
  }
  bool sees_hyphen() const {
    const Token* dash = peek();
    return dash != nullptr && dash->is("-") && !dash->space_before && peek(1) != nullptr &&
           !peek(1)->space_before;
  }
};

struct Figure {
  double value = 0.0;
  bool digits = false, ordinal = false, is_article = false;
  bool about = false;  // "a couple of"
};

// "2,500", "1.2 million", "twenty-five", "two hundred and fifty", "a dozen", "half a million", "27th".
std::optional<Figure> read_figure(Reader& reader);

}  // namespace handover::intake
