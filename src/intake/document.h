// A document as it is read: its text, what the file says of itself, and what of it is no part of the article.
//
// Places inside the program are bytes of the text (UTF-8); places in files that people see are characters
// (Unicode code points), counted from 0, which `CharacterIndex` converts.
#pragma once

#include "base/dates.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handover::intake {

struct Span {
  std::size_t begin = 0, end = 0;  // end: behind the last
  bool empty() const { return end <= begin; }
  bool overlaps(const Span& other) const { return begin < other.end && other.begin < end; }
  bool holds(const Span& other) const { return begin <= other.begin && other.end <= end; }
  bool operator==(const Span&) const = default;
};

// What kind of text it is: relative dates are told from the day of publication in news and statements, from
// the course of the story in narratives, and from the year under discussion in reports.
enum class Genre { news, statement, narrative, report };
std::optional<Genre> parse_genre(std::string_view word);
const char* name_of(Genre genre);

// A part of the text that is no part of the article: shown as cut, and nothing is proposed from it.
struct Cut {
  Span span;
  std::string why;  // "caption", "menu", "about the author" ...
};

struct Document {
  std::string file;    // its name, for messages
  std::string format;  // "text", "HTML", "PDF", "DOCX", "mail"
  std::string text;    // UTF-8
  std::string sha256;  // of the text
  std::string file_sha256;
  std::string title, publisher;
  std::optional<Date> published;
  std::string published_by;  // what says so: "--published", "article:published_time", "a line of the text"
  Genre genre = Genre::news;
  std::string language;  // ISO 639-1; empty when it cannot be told
  std::vector<Cut> cuts;
  std::vector<std::string> notes;  // predicates of the file
};

// The longest text, in bytes; a longer one is refused.
inline constexpr std::size_t kLongestText = std::size_t{50} << 20U;

// Bytes of UTF-8 text as characters and back.
class CharacterIndex {
 public:
  explicit CharacterIndex(std::string_view text);
  std::size_t character_at(std::size_t byte) const;
  std::size_t byte_at(std::size_t character) const;  // behind the end: the text's length
  std::size_t characters() const { return characters_; }
  Span characters_of(Span bytes) const { return {character_at(bytes.begin), character_at(bytes.end)}; }
  Span bytes_of(Span characters) const { return {byte_at(characters.begin), byte_at(characters.end)}; }

 private:
  std::string_view text_;
  std::vector<std::size_t> every_;  // characters before each 256th byte
  std::size_t characters_ = 0;
};

}  // namespace handover::intake
