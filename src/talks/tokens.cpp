#include "talks/tokens.h"

#include "base/problem.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>
#include <stdexcept>

#include <libstemmer.h>
#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace handover::talks {
namespace {

// Words that hold English sentences together and say nothing on their own.
constexpr const char* kFunctionWords[] = {
    "a",    "about",  "above",   "after",   "all",   "also",  "an",     "and",   "any",   "are",   "as",
    "at",   "be",     "because", "between", "until", "upon",  "within", "very",  "own",   "other", "only",
    "been", "before", "being",   "both",    "but",   "by",    "can",    "could", "did",   "do",    "for",
    "from", "had",    "has",     "have",    "he",    "her",   "his",    "how",   "i",     "if",    "in",
    "into", "is",     "it",      "its",     "may",   "more",  "most",   "no",    "nor",   "not",   "of",
    "on",   "or",     "our",     "over",    "s",     "she",   "should", "so",    "some",  "such",  "than",
    "that", "the",    "their",   "them",    "then",  "there", "these",  "they",  "this",  "those", "through",
    "to",   "under",  "was",     "we",      "were",  "what",  "when",   "which", "while", "who",   "will",
    "with", "would",  "you",     "your"};

bool is_function_word(const std::string& folded) {
  return std::any_of(std::begin(kFunctionWords), std::end(kFunctionWords),
                     [&](const char* word) { return folded == word; });
}

class Stemmer {
 public:
  explicit Stemmer(const std::string& language) : stemmer_(sb_stemmer_new(language.c_str(), "UTF_8")) {
    if (stemmer_ == nullptr)
      throw InputError(Problem{.code = ProblemCode::wrong_option,
                               .option = "--language",
                               .value = language,
                               .what = "has no stemmer",
                               .hint = "write a Snowball language, for example english, arabic, french"});
  }
  ~Stemmer() { sb_stemmer_delete(stemmer_); }
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;
  std::string stem(const std::string& word) const {
    const sb_symbol* result = sb_stemmer_stem(stemmer_, reinterpret_cast<const sb_symbol*>(word.data()),
                                              static_cast<int>(word.size()));
    if (result == nullptr) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(result), static_cast<std::size_t>(sb_stemmer_length(stemmer_))};
  }

 private:
  sb_stemmer* stemmer_;
};

struct Stemmers {
  explicit Stemmers(const std::string& language) : latin(language), arabic("arabic"), cyrillic("russian") {}
  Stemmer latin, arabic, cyrillic;
};

std::string stem_of(const icu::UnicodeString& word, const std::string& folded, const Stemmers& stemmers) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(word.char32At(0), &status)) {
    case USCRIPT_LATIN:
      return stemmers.latin.stem(folded);
    case USCRIPT_ARABIC:
      return stemmers.arabic.stem(folded);
    case USCRIPT_CYRILLIC:
      return stemmers.cyrillic.stem(folded);
    default:
      return folded;
  }
}

std::unique_ptr<icu::BreakIterator> iterator_over(const icu::UnicodeString& text, bool sentences) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> iterator(
      sentences ? icu::BreakIterator::createSentenceInstance(icu::Locale::getRoot(), status)
                : icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no break rules");
  iterator->setText(text);
  return iterator;
}

// Anything but blanks, hyphens and apostrophes between two words parts them.
bool ends_clause(const icu::UnicodeString& text, int32_t start, int32_t end) {
  for (int32_t unit = start; unit < end; unit = text.moveIndex32(unit, 1)) {
    const UChar32 c = text.char32At(unit);
    if (!u_isUWhiteSpace(c) && c != '-' && c != 0x2010 && c != '\'' && c != 0x2019) return true;
  }
  return false;
}

// Walks along the text once, so that places cost nothing extra.
class Place {
 public:
  Place(const icu::UnicodeString& text, std::string_view utf8) : text_(text), utf8_(utf8) {}
  void advance_to(int32_t unit) {
    while (unit_ < unit) {
      const UChar32 c = text_.char32At(unit_);
      unit_ += U16_LENGTH(c);
      // Bytes are counted in the text as given: a broken sequence is one character there as here.
      UChar32 same = 0;
      U8_NEXT(reinterpret_cast<const std::uint8_t*>(utf8_.data()), byte_, static_cast<int32_t>(utf8_.size()),
              same);
      ++character_;
      ++column_;
      if (c == '\n') {
        ++line_;
        column_ = 1;
      }
    }
  }
  std::size_t byte() const { return static_cast<std::size_t>(byte_); }
  void write(Token& token) const {
    token.character = character_;
    token.byte = byte();
    token.line = line_;
    token.column = column_;
  }

 private:
  const icu::UnicodeString& text_;
  std::string_view utf8_;
  int32_t unit_ = 0, byte_ = 0;
  std::size_t character_ = 0;
  int line_ = 1, column_ = 1;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view utf8, const std::string& language) {
  const Stemmers stemmers(language);
  const auto text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  const auto words = iterator_over(text, false), sentences = iterator_over(text, true);
  std::vector<Token> tokens;
  Place place(text, utf8);
  int sentence = 0, clause = 0;
  int32_t sentence_end = sentences->first() == icu::BreakIterator::DONE ? 0 : sentences->next();
  int32_t start = words->first();
  for (int32_t end = words->next(); end != icu::BreakIterator::DONE; start = end, end = words->next()) {
    if (words->getRuleStatus() < UBRK_WORD_NONE_LIMIT) {  // blanks and punctuation
      clause += ends_clause(text, start, end) ? 1 : 0;
      continue;
    }
    while (sentence_end != icu::BreakIterator::DONE && start >= sentence_end) {
      sentence_end = sentences->next();
      ++sentence;
    }
    place.advance_to(start);
    Token& token = tokens.emplace_back();
    place.write(token);
    token.sentence = sentence;
    token.clause = clause;
    icu::UnicodeString word(text, start, end - start);
    word.toUTF8String(token.word);
    place.advance_to(end);
    token.bytes = place.byte() - token.byte;
    std::string folded;
    word.foldCase().toUTF8String(folded);
    // "Iraq's" is about Iraq: English and typographic apostrophes end the word.
    for (const char* tail : {"'s", "\xE2\x80\x99s"})
      if (folded.ends_with(tail)) folded.erase(folded.size() - std::string_view(tail).size());
    token.function_word = is_function_word(folded);
    token.stem = stem_of(word, folded, stemmers);
  }
  return tokens;
}

}  // namespace handover::talks
