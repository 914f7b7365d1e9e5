// Text to words with their places: Unicode segmentation (UAX 29, by ICU), case folding, Snowball stems
// (Porter 2001).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace handover::talks {

struct Token {
  std::string word;           // as written
  std::string stem;           // folded and stemmed: what is counted
  std::size_t character = 0;  // code points before it
  std::size_t byte = 0, bytes = 0;
  int line = 1, column = 1;  // column in code points
  int sentence = 0;
  int clause = 0;  // counts up at every comma, semicolon, colon, bracket, dash: no phrase runs across
  bool function_word = false;  // "the", "of": counted, but no phrase begins or ends with it
};

// Words and numbers of a UTF-8 text; broken sequences count as U+FFFD. Words in Arabic script are stemmed as
// Arabic, in Latin script as `language` (a Snowball name), in Cyrillic script as Russian, others are left as
// they are. Throws InputError when there is no stemmer of that name.
std::vector<Token> tokens_of(std::string_view text, const std::string& language = "english");

}  // namespace handover::talks
