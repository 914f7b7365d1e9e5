// A text as words and sentences with their places. Words are folded: lower case, one form of dash and of
// apostrophe, Arabic letters without their marks and variants, Arabic digits as European ones.
#pragma once

#include "intake/document.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handover::intake {

enum class TokenKind : std::uint8_t { word, number, mark };

struct Token {
  std::uint32_t begin = 0, end = 0;  // bytes
  TokenKind kind = TokenKind::mark;
  bool capital = false;       // begins with a capital letter
  bool all_capitals = false;  // two or more letters, all of them capital
  bool space_before = false;
  bool line_start = false;
  std::string folded;

  bool is(std::string_view word) const { return folded == word; }
  Span span() const { return {begin, end}; }
};

struct Sentence {
  std::size_t first = 0, last = 0;  // tokens; last: behind the last one
  bool paragraph_start = false;
  bool is_heading = false;  // a line of its own without a full stop
};

struct Words {
  std::string_view text;
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::vector<std::uint32_t> sentence_of;  // by token

  std::string_view words(std::size_t first, std::size_t last) const {
    if (first >= last || last > tokens.size()) return {};
    return text.substr(tokens[first].begin, tokens[last - 1].end - tokens[first].begin);
  }
  Span span(std::size_t first, std::size_t last) const { return {tokens[first].begin, tokens[last - 1].end}; }
  const Sentence& sentence_with(std::size_t token) const { return sentences[sentence_of[token]]; }
};

// Words inside the cuts are left out. `text` must outlive the result.
Words words_of(std::string_view text, std::span<const Cut> cuts = {});

// One word folded as the words of a text are.
std::string folded(std::string_view text);

// The text with line breaks that only wrap a line turned into blanks: of the same length, place by place.
std::string unwrapped(std::string_view text);

}  // namespace handover::intake
