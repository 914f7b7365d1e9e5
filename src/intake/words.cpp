#include "intake/words.h"

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <unordered_set>

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

namespace handover::intake {
namespace {

struct Character {
  UChar32 code = 0;
  std::size_t begin = 0, end = 0;
};

Character character_at(std::string_view text, std::size_t at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  auto next = static_cast<std::int32_t>(at);
  UChar32 code = 0;
  U8_NEXT(bytes, next, length, code);
  return {code < 0 ? UChar32{0xFFFD} : code, at, static_cast<std::size_t>(next)};
}

bool is_dash(UChar32 c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}
bool is_apostrophe(UChar32 c) {
  return c == '\'' || c == 0x2019 || c == 0x02BC;
}
bool is_letter(UChar32 c) {
  return u_isalpha(c) != 0 || u_getCombiningClass(c) != 0;
}
bool is_blank(UChar32 c) {
  return u_isUWhiteSpace(c) != 0 || c == 0xFEFF || c == 0x200B;
}

void append(std::string& out, UChar32 c) {
  std::array<std::uint8_t, U8_MAX_LENGTH> bytes{};
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, c);
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

// Arabic is written with several forms of alef, with or without vowel marks; 0 leaves the character out.
UChar32 fold_arabic(UChar32 c) {
  if ((c >= 0x064B && c <= 0x0652) || c == 0x0640 || c == 0x0670) return 0;
  if (c == 0x0622 || c == 0x0623 || c == 0x0625 || c == 0x0671) return 0x0627;
  if (c == 0x0649) return 0x064A;
  if (c == 0x0629) return 0x0647;
  return c;
}

void append_folded(std::string& out, UChar32 c) {
  if (c == 0x200E || c == 0x200F || c == 0x00AD) return;
  if (is_dash(c)) return out.push_back('-');
  if (is_apostrophe(c)) return out.push_back('\'');
  if (const std::int32_t digit = u_charDigitValue(c); digit >= 0 && c > 0x7F)
    return out.push_back(static_cast<char>('0' + digit));
  if (c == 0x066C) return out.push_back(',');  // Arabic thousands separator
  if (c == 0x066B) return out.push_back('.');
  if (c == 0x060C) return out.push_back(',');
  if (c == 0x061B) return out.push_back(';');
  if (c == 0x061F) return out.push_back('?');
  c = fold_arabic(u_tolower(c));
  if (c != 0) append(out, c);
}

// Names of the scanner's states would hide how little it does: it takes the longest run that is one word.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<Token> all() {
    while (at_ < text_.size()) {
      const Character c = character_at(text_, at_);
      if (is_blank(c.code)) {
        space_ = true;
        line_ = line_ || c.code == '\n' || c.code == '\r' || c.code == 0x2028 || c.code == 0x2029;
        at_ = c.end;
        continue;
      }
      take(c);
    }
    return std::move(tokens_);
  }

 private:
  void take(const Character& c) {
    Token token;
    token.begin = static_cast<std::uint32_t>(c.begin);
    token.space_before = space_;
    token.line_start = line_;
    space_ = line_ = false;
    if (u_isdigit(c.code)) {
      take_number(token);
    } else if (is_letter(c.code)) {
      take_word(token);
    } else if (is_apostrophe(c.code) && follows_word(token) && peeks_suffix(c.end)) {
      take_suffix(token, c);
    } else {
      at_ = c.end;
    }
    token.end = static_cast<std::uint32_t>(at_);
    fold(token);
    tokens_.push_back(std::move(token));
  }

  bool follows_word(const Token& token) const {
    return !token.space_before && !tokens_.empty() && tokens_.back().kind != TokenKind::mark;
  }
  bool peeks_suffix(std::size_t at) const {
    return at < text_.size() && is_letter(character_at(text_, at).code);
  }
  // "'s", "'t": a word of its own.
  void take_suffix(Token& token, const Character& c) {
    token.kind = TokenKind::word;
    at_ = c.end;
    skip_letters();
  }
  void skip_letters() {
    while (at_ < text_.size()) {
      const Character c = character_at(text_, at_);
      if (!is_letter(c.code)) break;
      at_ = c.end;
    }
  }
  void skip_digits() {
    while (at_ < text_.size()) {
      const Character c = character_at(text_, at_);
      if (!u_isdigit(c.code)) break;
      at_ = c.end;
    }
  }
  // 2,500 and 1.2 and 27th and 141k and 1930s.
  void take_number(Token& token) {
    token.kind = TokenKind::number;
    skip_digits();
    while (at_ < text_.size()) {
      const Character c = character_at(text_, at_);
      const bool separates = c.code == ',' || c.code == '.' || c.code == 0x066C || c.code == 0x066B;
      if (!separates || c.end >= text_.size() || !u_isdigit(character_at(text_, c.end).code)) break;
      at_ = c.end;
      skip_digits();
    }
    skip_letters();
  }
  // "U.S." and "J." are one word with their stops; words may hold an apostrophe inside a name (Shi'ite).
  void take_word(Token& token) {
    token.kind = TokenKind::word;
    const std::size_t first = at_;
    at_ = character_at(text_, at_).end;
    if (take_initials(first)) return;
    skip_letters();
    skip_digits_of_a_name(first);
    if (at_ < text_.size() && is_apostrophe(character_at(text_, at_).code)) take_inner_apostrophe();
  }
  bool take_initials(std::size_t first) {
    std::size_t at = at_;
    std::size_t stops = 0;
    while (at < text_.size() && text_[at] == '.') {
      ++stops;
      ++at;
      if (at + 1 >= text_.size()) break;
      const Character next = character_at(text_, at);
      if (!u_isalpha(next.code) || next.end >= text_.size() || text_[next.end] != '.') break;
      at = next.end;
    }
    const bool capital = u_isupper(character_at(text_, first).code) != 0;
    if (stops == 0 || (stops == 1 && !capital)) return false;
    at_ = at;
    return true;
  }
  void skip_digits_of_a_name(std::size_t first) {
    // Arabic joins "and", "in" to the figure behind: و2021.
    const UChar32 letter = character_at(text_, first).code;
    const bool particle = letter == 0x0648 || letter == 0x0628 || letter == 0x0644;
    if (particle && character_at(text_, first).end == at_) return;
    if (at_ < text_.size() && u_isdigit(character_at(text_, at_).code)) skip_digits();
  }
  // Shi'ite, Sana'a: more than one letter follows, or two before a further word; "'s" is left for itself.
  void take_inner_apostrophe() {
    const std::size_t mark_end = character_at(text_, at_).end;
    std::size_t end = mark_end;
    std::size_t letters = 0;
    while (end < text_.size()) {
      const Character c = character_at(text_, end);
      if (!is_letter(c.code)) break;
      end = c.end;
      ++letters;
    }
    const std::string_view rest = text_.substr(mark_end, end - mark_end);
    const bool english = rest == "s" || rest == "t" || rest == "re" || rest == "ve" || rest == "ll" ||
                         rest == "d" || rest == "m" || rest == "S";
    if (letters > 0 && !english) at_ = end;
  }

  void fold(Token& token) const {
    std::size_t letters = 0;
    std::size_t capitals = 0;
    for (std::size_t at = token.begin; at < token.end;) {
      const Character c = character_at(text_, at);
      if (is_letter(c.code)) ++letters;
      if (u_isupper(c.code)) ++capitals;
      if (at == token.begin) token.capital = u_isupper(c.code) != 0;
      append_folded(token.folded, c.code);
      at = c.end;
    }
    token.all_capitals = letters > 1 && capitals == letters;
    // The state, not the pronoun.
    if (token.all_capitals && token.folded == "us") token.folded = "u.s.";
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool space_ = false, line_ = true;
  std::vector<Token> tokens_;
};

// Abbreviations after which a sentence goes on, without their stop.
bool is_abbreviation(std::string_view word) {
  static const std::unordered_set<std::string_view> kAbbreviations = {
      "mr",   "mrs",  "ms",   "dr",   "prof", "gen", "lt",      "col", "maj",    "sgt", "capt", "cpt",
      "cmdr", "adm",  "brig", "msgt", "ssgt", "sen", "rep",     "gov", "pres",   "rev", "hon",  "st",
      "mt",   "ft",   "jr",   "sr",   "jan",  "feb", "mar",     "apr", "jun",    "jul", "aug",  "sep",
      "sept", "oct",  "nov",  "dec",  "no",   "nos", "vs",      "etc", "approx", "ca",  "fig",  "inc",
      "co",   "corp", "dept", "est",  "vol",  "pp",  "e.g",     "i.e", "al",     "art", "sec",  "para",
      "amb",  "supt", "pvt",  "cpl",  "spc",  "pfc", "vice adm"};
  return kAbbreviations.contains(word);
}

// Whether the sentence that ends with the token before `next` goes on in truth.
bool goes_on(const std::vector<Token>& tokens, std::size_t next) {
  if (next < 2 || next >= tokens.size()) return false;
  const Token& last = tokens[next - 1];
  const Token& follower = tokens[next];
  if (last.is(".")) {
    const Token& word = tokens[next - 2];
    if (last.space_before || word.kind != TokenKind::word) return false;
    if (is_abbreviation(word.folded)) return true;
    return !follower.capital && follower.kind == TokenKind::word;
  }
  // A nickname: John "J.D." Dorrian.
  const bool closes = last.is("\"") || last.is("\xE2\x80\x9D");
  if (closes && next >= 3 && tokens[next - 2].folded.ends_with('.') &&
      tokens[next - 2].kind == TokenKind::word &&
      (tokens[next - 3].is("\"") || tokens[next - 3].is("\xE2\x80\x9C")))
    return follower.capital;
  if (last.kind != TokenKind::word || !last.folded.ends_with('.')) return false;
  // A single initial always goes on: "Lloyd J. Austin". "U.S." does before what cannot begin a sentence well.
  if (last.folded.size() == 2) return true;
  static const std::unordered_set<std::string_view> kOpeners = {
      "the",       "a",     "an",   "in",    "on",  "at", "it",  "he",    "she",   "they",
      "this",      "these", "that", "we",    "but", "as", "for", "while", "after", "however",
      "meanwhile", "there", "its",  "their", "our", "i",  "by",  "since"};
  return follower.kind == TokenKind::word && !kOpeners.contains(follower.folded);
}

struct CloseText {
  void operator()(UText* text) const { utext_close(text); }
};

// Bytes at which ICU begins a new sentence (UAX 29).
std::vector<std::size_t> sentence_starts(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, CloseText> open(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createSentenceInstance(icu::Locale::getEnglish(), status));
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot find sentences");
  breaks->setText(open.get(), status);
  std::vector<std::size_t> starts;
  for (std::int32_t at = breaks->first(); at != icu::BreakIterator::DONE; at = breaks->next())
    starts.push_back(static_cast<std::size_t>(at));
  return starts;
}

bool is_sentence_end(const Token& token) {
  return token.is(".") || token.is("!") || token.is("?") || token.is("\xD8\x9F") || token.is(":") ||
         token.is("\"") || token.is("\xE2\x80\x9D") || token.is("'") || token.is(";") || token.is(",") ||
         token.is(")");
}

void split_sentences(Words& words) {
  const std::string flow = unwrapped(words.text);
  const std::string_view lines = flow;
  const auto starts = sentence_starts(flow);
  const auto& tokens = words.tokens;
  words.sentence_of.resize(tokens.size());
  std::size_t next_start = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    bool begins = i == 0;
    while (next_start < starts.size() && starts[next_start] <= tokens[i].begin) {
      begins = true;
      ++next_start;
    }
    const bool new_line =
        i == 0 || lines.substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end).find('\n') !=
                      std::string_view::npos;
    if (begins && i > 0 && !new_line && goes_on(tokens, i)) begins = false;
    if (new_line) begins = true;
    if (begins) {
      if (!words.sentences.empty()) words.sentences.back().last = i;
      words.sentences.push_back({.first = i, .last = i + 1, .paragraph_start = new_line});
    }
    words.sentence_of[i] = static_cast<std::uint32_t>(words.sentences.size() - 1);
  }
  if (!words.sentences.empty()) words.sentences.back().last = tokens.size();
}

void mark_headings(Words& words) {
  for (std::size_t i = 0; i < words.sentences.size(); ++i) {
    Sentence& sentence = words.sentences[i];
    const bool alone = sentence.paragraph_start &&
                       (i + 1 == words.sentences.size() || words.sentences[i + 1].paragraph_start);
    sentence.is_heading =
        alone && sentence.last - sentence.first <= 16 && !is_sentence_end(words.tokens[sentence.last - 1]);
  }
}

struct Line {
  std::size_t begin = 0, end = 0;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back({at, end});
    at = end + 1;
  }
  return lines;
}

std::string_view stripped(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\r\f");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t\r\f") - first + 1);
}

// A text is wrapped when lines are followed by further lines, and most of those are nearly as long as the
// longest.
bool is_wrapped(std::string_view text, const std::vector<Line>& lines) {
  std::vector<std::size_t> lengths;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const auto line = stripped(text.substr(lines[i].begin, lines[i].end - lines[i].begin));
    const auto next = stripped(text.substr(lines[i + 1].begin, lines[i + 1].end - lines[i + 1].begin));
    if (!line.empty() && !next.empty()) lengths.push_back(line.size());
  }
  if (lengths.size() < 4) return false;
  std::sort(lengths.begin(), lengths.end());
  const std::size_t widest = lengths[lengths.size() * 95 / 100];
  const std::size_t middle = lengths[lengths.size() / 2];
  return widest >= 40 && widest <= 160 && middle * 10 >= widest * 7;
}

bool begins_small(std::string_view line) {
  return !line.empty() && u_islower(character_at(line, 0).code);
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    append_folded(out, c.code);
    at = c.end;
  }
  return out;
}

std::string unwrapped(std::string_view text) {
  std::string flow(text);
  const auto lines = lines_of(text);
  const bool wrapped = is_wrapped(text, lines);
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const auto line = stripped(text.substr(lines[i].begin, lines[i].end - lines[i].begin));
    const auto next = stripped(text.substr(lines[i + 1].begin, lines[i + 1].end - lines[i + 1].begin));
    if (line.empty() || next.empty()) continue;
    const bool ended = std::string_view(".!?:\"").find(line.back()) != std::string_view::npos ||
                       line.ends_with("\xE2\x80\x9D");
    const bool soft = (line.size() >= 40 && !ended && begins_small(next)) || (wrapped && line.size() >= 35);
    if (!soft) continue;
    flow[lines[i].end] = ' ';
    if (lines[i].end > 0 && flow[lines[i].end - 1] == '\r') flow[lines[i].end - 1] = ' ';
  }
  return flow;
}

Words words_of(std::string_view text, std::span<const Cut> cuts) {
  Words words;
  words.text = text;
  words.tokens = Scanner(text).all();
  std::erase_if(words.tokens, [&](const Token& token) {
    return std::any_of(cuts.begin(), cuts.end(),
                       [&](const Cut& cut) { return cut.span.overlaps(token.span()); });
  });
  split_sentences(words);
  mark_headings(words);
  return words;
}

}  // namespace handover::intake
