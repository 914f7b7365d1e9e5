#include "intake/quote_marks.h"

#include "intake/vocabulary.h"

#include <algorithm>
#include <optional>

namespace handover::intake {

bool opens_double(const Token& token) {
  return token.is("\xE2\x80\x9C") || token.is("\xE2\x80\x9E") || token.is("\xC2\xAB");
}
bool closes_double(const Token& token) {
  return token.is("\xE2\x80\x9D") || token.is("\xC2\xBB");
}
bool is_straight(const Token& token) {
  return token.is("\"");
}

namespace {

class QuoteScanner {
 public:
  explicit QuoteScanner(const Words& words) : words_(words) {}

  std::vector<Quoted> all() {
    for (std::size_t at = 0; at < words_.tokens.size(); ++at) {
      if (starts_paragraph(at)) end_paragraph(at);
      step(at);
    }
    end_paragraph(words_.tokens.size());
    find_single();
    std::sort(found_.begin(), found_.end(),
              [](const Quoted& a, const Quoted& b) { return a.first < b.first; });
    return std::move(found_);
  }

 private:
  const Token& token(std::size_t at) const { return words_.tokens[at]; }
  bool starts_paragraph(std::size_t at) const {
    const Sentence& sentence = words_.sentence_with(at);
    return sentence.first == at && sentence.paragraph_start;
  }
  bool space_behind(std::size_t at) const {
    return at + 1 >= words_.tokens.size() || token(at + 1).space_before || token(at + 1).line_start;
  }

  void step(std::size_t at) {
    const Token& mark = token(at);
    const bool straight = is_straight(mark);
    const bool may_open =
        opens_double(mark) || (straight && !space_behind(at) &&
                               (mark.space_before || mark.line_start || at == 0 || before_is_bracket(at)));
    const bool may_close = closes_double(mark) || straight;
    if (open_ && may_close && !(opens_double(mark))) {
      // A straight mark that can only open, while one is open: the closing one was forgotten.
      if (straight && may_open && space_behind_is_none(at) && mark.space_before && at > *open_ + 1 &&
          !ends_well(at))
        return restart(at);
      close(at, true);
      return;
    }
    if (may_open) {
      if (open_) {
        if (depth_ok(mark)) return;  // a quotation inside a quotation in other marks
        return restart(at);
      }
      open_ = at;
      continues_ = left_open_ && starts_paragraph(at);
      left_open_ = false;
    }
  }
  bool before_is_bracket(std::size_t at) const {
    return at > 0 && (token(at - 1).is("(") || token(at - 1).is("[") || token(at - 1).is("-"));
  }
  bool space_behind_is_none(std::size_t at) const { return !space_behind(at); }
  // Whether a closing mark may stand at this token although a blank is before it.
  bool ends_well(std::size_t at) const {
    const Token& before = token(at - 1);
    return before.is(".") || before.is(",") || before.is("?") || before.is("!");
  }
  bool depth_ok(const Token& mark) const { return is_straight(token(*open_)) != is_straight(mark); }
  void restart(std::size_t at) {
    close(at, false);
    open_ = at;
    continues_ = false;
  }
  void close(std::size_t at, bool closed) {
    if (at > *open_ + 1) found_.push_back({*open_ + 1, at, closed, false, continues_});
    open_.reset();
  }
  // A quotation over several paragraphs opens each of them and is closed in the last.
  void end_paragraph(std::size_t at) {
    if (!open_) {
      if (at < words_.tokens.size() && !(opens_double(token(at)) || is_straight(token(at))))
        left_open_ = false;
      return;
    }
    const bool next_opens = at < words_.tokens.size() && (opens_double(token(at)) || is_straight(token(at)));
    close(at, next_opens);
    left_open_ = true;
  }

  // ‘...’ outside the other quotations; apostrophes inside words are no tokens of their own.
  void find_single() {
    std::vector<Quoted> singles;
    std::optional<std::size_t> open;
    for (std::size_t at = 0; at < words_.tokens.size(); ++at) {
      if (starts_paragraph(at)) open.reset();
      const Token& mark = token(at);
      const bool curly = mark.is("\xE2\x80\x98");
      const bool plain = mark.is("'");
      if ((curly || (plain && (mark.space_before || mark.line_start))) && !space_behind(at)) {
        if (!open || curly) open = at;
      } else if (plain && open && !mark.space_before && closes_single(at)) {
        if (at > *open + 1) singles.push_back({*open + 1, at, true, true, false});
        open.reset();
      }
    }
    for (const Quoted& single : singles) {
      const bool inside = std::any_of(found_.begin(), found_.end(), [&](const Quoted& other) {
        return single.first < other.last && other.first < single.last;
      });
      if (!inside) found_.push_back(single);
    }
  }
  // "fighters' homes" is a possessive.
  bool closes_single(std::size_t at) const {
    const Token& before = token(at - 1);
    if (before.kind == TokenKind::mark) return true;
    const bool possessive = before.folded.ends_with('s') && at + 1 < words_.tokens.size() &&
                            token(at + 1).space_before && token(at + 1).kind == TokenKind::word &&
                            !ends_noun_phrase(token(at + 1).folded);
    return !possessive;
  }

  const Words& words_;
  std::vector<Quoted> found_;
  std::optional<std::size_t> open_;
  bool continues_ = false, left_open_ = false;
};

}  // namespace

std::vector<Quoted> find_quoted(const Words& words) {
  return QuoteScanner(words).all();
}

}  // namespace handover::intake
