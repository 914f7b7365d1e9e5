#include "intake/quotations.h"

#include "intake/vocabulary.h"

#include <algorithm>
#include <unordered_set>

namespace handover::intake {
namespace {

using WordSet = std::unordered_set<std::string_view>;

// Tokens between two marks; the marks stand at first - 1 and at last (when it is closed).
struct Quoted {
  std::size_t first = 0, last = 0;
  bool closed = true;
  bool single = false;
  bool continues = false;  // opens a paragraph while the one before was left open
};

bool opens_double(const Token& token) {
  return token.is("\xE2\x80\x9C") || token.is("\xE2\x80\x9E") || token.is("\xC2\xAB");
}
bool closes_double(const Token& token) {
  return token.is("\xE2\x80\x9D") || token.is("\xC2\xBB");
}
bool is_straight(const Token& token) {
  return token.is("\"");
}

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

struct Speaker {
  std::size_t first = 0, last = 0;
};

class SpeechFinder {
 public:
  SpeechFinder(const Words& words, const std::vector<DateMention>& dates, const std::vector<Mention>& names)
      : words_(words),
        names_(names),
        in_date_(words.tokens.size(), false),
        quoted_(words.tokens.size(), false) {
    for (const DateMention& date : dates) {
      for (std::size_t i = date.first; i < date.last; ++i) in_date_[i] = true;
    }
  }

  std::vector<Speech> all() {
    quotes_ = QuoteScanner(words_).all();
    closes_.assign(words_.tokens.size(), false);
    for (const Quoted& quote : quotes_) {
      if (quote.last < closes_.size()) closes_[quote.last] = true;
    }
    for (const Quoted& quote : quotes_) {
      for (std::size_t i = quote.first - 1; i < std::min(quote.last + 1, words_.tokens.size()); ++i)
        quoted_[i] = true;
    }
    for (std::size_t i = 0; i < quotes_.size(); ++i) take_quote(i);
    find_blocks();
    find_indirect();
    std::sort(found_.begin(), found_.end(),
              [](const Speech& a, const Speech& b) { return a.first < b.first; });
    return std::move(found_);
  }

 private:
  const Token& token(std::size_t at) const { return words_.tokens[at]; }
  std::size_t start_of(std::size_t at) const { return words_.sentence_with(at).first; }
  std::size_t end_of(std::size_t at) const { return words_.sentence_with(at).last; }

  std::size_t word_count(std::size_t first, std::size_t last) const {
    return static_cast<std::size_t>(std::count_if(words_.tokens.begin() + static_cast<std::ptrdiff_t>(first),
                                                  words_.tokens.begin() + static_cast<std::ptrdiff_t>(last),
                                                  [](const Token& t) { return t.kind != TokenKind::mark; }));
  }
  static constexpr std::size_t kFewestWords = 3;

  void take_quote(std::size_t index) {
    const Quoted& quote = quotes_[index];
    Speech speech{.first = quote.first, .last = quote.last, .direct = true};
    const std::size_t length = word_count(quote.first, quote.last);
    if (length == 0) return;
    if (quote.continues && !found_.empty() && found_.back().direct) {
      inherit(speech, "quote.continued");
    } else if (!(attribute_behind(speech, quote) || attribute_before(speech, quote) ||
                 attribute_to_last(speech, quote, length))) {
      speech.rule = length >= 6 ? "quote.unattributed" : "quote.words";
    }
    // Single words in marks are seldom speech: only with somebody who says them.
    if (length < kFewestWords) {
      if (speech.speaker.empty()) return;
      speech.rule = "quote.words";
    }
    if (!speech.speaker.empty() && length >= kFewestWords) last_speaker_ = found_.size();
    found_.push_back(std::move(speech));
  }

  void inherit(Speech& speech, const char* rule) {
    speech.rule = rule;
    if (last_speaker_) {
      speech.speaker = found_[*last_speaker_].speaker;
      speech.actor = found_[*last_speaker_].actor;
      speech.speaker_span = found_[*last_speaker_].speaker_span;
    }
  }

  // "...," said NP. / "...," NP said.
  bool attribute_behind(Speech& speech, const Quoted& quote) {
    if (!quote.closed) return false;
    std::size_t at = quote.last + 1;
    if (at >= words_.tokens.size()) return false;
    const Sentence& own = words_.sentence_with(quote.last - 1);
    const bool next_sentence = at >= own.last;
    // Behind a full stop an attribution stands in a sentence of its own that begins with a small letter or is
    // no new paragraph.
    const Token& before_close = token(quote.last - 1);
    const bool comma = before_close.is(",") || before_close.is("?") || before_close.is("!") ||
                       before_close.is("-") || token(at).is(",");
    if (next_sentence && words_.sentence_with(at).first == at && words_.sentence_with(at).paragraph_start)
      return false;
    if (token(at).is(",")) ++at;
    if (at >= words_.tokens.size()) return false;
    const std::size_t end = std::min(end_of(at), at + 34);
    const bool verb_first = is_reporting_verb(token(at).folded) && !quoted_[at];
    if (!verb_first && !comma) return false;
    if (verb_first) {
      const auto speaker = subject_behind(at + 1, end);
      if (speaker) return set_speaker(speech, *speaker, "quote.verb-behind");
      return false;
    }
    for (std::size_t verb = at; verb < end; ++verb) {
      if (quoted_[verb]) break;
      if (!is_reporting_verb(token(verb).folded) || is_noun_here(verb)) continue;
      const auto speaker = subject_before(verb, at);
      if (speaker && set_speaker(speech, *speaker, "quote.verb-last")) return true;
    }
    if (token(at).is("according") && at + 1 < end && token(at + 1).is("to")) {
      if (const auto speaker = subject_behind(at + 2, end))
        return set_speaker(speech, *speaker, "quote.according");
    }
    return false;
  }

  // NP said[, that] "..." in the same sentence, or the sentence before when it ends with a colon.
  bool attribute_before(Speech& speech, const Quoted& quote) {
    const std::size_t mark = quote.first - 1;
    std::size_t start = start_of(mark);
    if (mark == start && mark > 0) {
      // The line before may introduce it: "... said:".
      if (!token(mark - 1).is(":")) return false;
      start = start_of(mark - 1);
      if (start_of(mark - 1) == mark - 1 && mark > 1) start = start_of(mark - 2);
    }
    bool participle = false;
    for (std::size_t verb = mark; verb-- > start;) {
      if (mark - verb > 40) break;
      // Behind another quotation the verb belongs to that one, unless what stands between joins the two.
      if (quoted_[verb] && closes_quote(verb) && !joins(verb + 1, mark))
        return continue_sentence(speech, verb);
      if (token(verb).is("to") && verb > start && token(verb - 1).is("according")) {
        if (const auto speaker = subject_behind(verb + 1, mark))
          return set_speaker(speech, *speaker, "quote.according");
      }
      if (!is_reporting_verb(token(verb).folded) || is_noun_here(verb) || quoted_[verb]) continue;
      // "..., adding: ...": who adds is the subject of the verb before.
      if (is_participle(verb)) {
        participle = true;
        continue;
      }
      // In Arabic the subject follows its verb.
      const auto speaker =
          word_is_foreign(token(verb)) ? subject_behind(verb + 1, mark) : subject_before(verb, start);
      if (speaker && set_speaker(speech, *speaker, "quote.verb-before")) return true;
    }
    if (participle && attribute_to_subject(speech, mark, start)) return true;
    return attribute_to_statement(speech, mark, start);
  }
  bool is_participle(std::size_t at) const { return token(at).folded.ends_with("ing"); }
  // "Adding: ..." goes on; "Iraq denied it, calling the strike ...": the subject of the sentence.
  bool attribute_to_subject(Speech& speech, std::size_t mark, std::size_t start) {
    if (is_participle(start)) {
      if (!last_speaker_) return false;
      inherit(speech, "quote.continued");
      return true;
    }
    for (std::size_t verb = start + 1; verb < mark; ++verb) {
      const std::string& word = token(verb).folded;
      const bool finite = is_auxiliary(word) || is_volition_verb(word) || is_reporting_verb(word) ||
                          (word.size() > 4 && word.ends_with("ed"));
      if (!finite || token(verb).is("'s")) continue;
      const auto speaker = subject_before(verb, start);
      return speaker && is_a_speaker(*speaker) && set_speaker(speech, *speaker, "quote.subject");
    }
    return false;
  }
  bool closes_quote(std::size_t at) const { return at < closes_.size() && closes_[at]; }
  bool joins(std::size_t first, std::size_t last) const {
    for (std::size_t i = first; i < last; ++i) {
      if (is_reporting_verb(token(i).folded)) return true;
    }
    return false;
  }
  // The second part of a quotation that an attribution interrupts, or a second quotation of one sentence.
  bool continue_sentence(Speech& speech, std::size_t) {
    if (found_.empty() || !found_.back().direct || found_.back().speaker.empty()) return false;
    if (words_.sentence_of[found_.back().first] + 1 < words_.sentence_of[speech.first]) return false;
    last_speaker_ = found_.size() - 1;
    inherit(speech, "quote.second-part");
    return true;
  }

  // "The White House's statement ... "..."", "the Iraqi readout underscored": a possessive of a statement.
  bool attribute_to_statement(Speech& speech, std::size_t mark, std::size_t start) {
    static const WordSet kStatements = {"statement", "readout", "communique", "letter",   "speech",
                                        "remarks",   "report",  "interview",  "briefing", "release",
                                        "post",      "tweet",   "claim",      "claims"};
    for (std::size_t at = mark; at-- > start;) {
      if (quoted_[at] || mark - at > 25) break;
      if (!kStatements.contains(token(at).folded)) continue;
      static const WordSet kMade = {"released",  "issued", "made",      "gave",
                                    "delivered", "posted", "published", "read"};
      for (std::size_t verb = at; verb-- > start && at - verb <= 6;) {
        if (!kMade.contains(token(verb).folded)) continue;
        if (const auto speaker = subject_before(verb, start))
          return set_speaker(speech, *speaker, "quote.statement");
      }
      const std::size_t behind = at + 1;
      if (behind + 1 < mark &&
          (token(behind).is("by") || token(behind).is("from") || token(behind).is("of"))) {
        if (const auto speaker = subject_behind(behind + 1, mark))
          return set_speaker(speech, *speaker, "quote.statement");
      }
      if (at > start && token(at - 1).is("'s")) {
        if (const auto speaker = phrase_to(at - 1, start))
          return set_speaker(speech, *speaker, "quote.statement");
      }
      if (const auto speaker = phrase_to(at + 1, start)) {
        if (names_in(*speaker)) return set_speaker(speech, *speaker, "quote.statement");
      }
    }
    return false;
  }

  // Without words of its own: the speaker goes on, within the paragraph or from one paragraph to the next.
  bool attribute_to_last(Speech& speech, const Quoted& quote, std::size_t length) {
    if (!last_speaker_ || found_.empty() || length < 4) return false;
    const Speech& last = found_.back();
    if (!last.direct || last.speaker.empty()) return false;
    const std::size_t before = words_.sentence_of[last.last > 0 ? last.last - 1 : 0];
    const std::size_t now = words_.sentence_of[quote.first];
    const bool starts_sentence = start_of(quote.first - 1) == quote.first - 1;
    if (!starts_sentence || now > before + 2) return false;
    last_speaker_ = found_.size() - 1;
    inherit(speech, "quote.continued");
    return true;
  }

  // "the claims", "an alert": the word behind a determiner or an adjective is no verb.
  bool is_noun_here(std::size_t at) const {
    static const WordSet kBoth = {"claims",   "notes",      "reports", "comments",  "warning",
                                  "states",   "report",     "calling", "estimates", "highlights",
                                  "stresses", "questioned", "called",  "promised",  "claimed"};
    if (at == start_of(at)) return false;
    const Token& before = token(at - 1);
    if (is_determiner(before.folded)) return true;
    if (token(at).is("called") && (before.is("also") || before.is("so") || before.is(",") || before.is("-")))
      return true;
    if (token(at).is("states") && (before.is("united") || before.capital)) return true;
    if (token(at).is("called") && at + 1 < end_of(at) && !token(at + 1).is("for") &&
        !token(at + 1).is("on") && is_auxiliary(before.folded))
      return true;
    return kBoth.contains(token(at).folded) && (before.is("of") || before.is("such"));
  }

  static bool is_adverb(std::string_view word) {
    static const WordSet kAdverbs = {"also",  "later", "then",   "further",   "again",   "often",
                                     "once",  "today", "now",    "yesterday", "earlier", "still",
                                     "never", "not",   "always", "just",      "first"};
    return kAdverbs.contains(word) || (word.size() > 4 && word.ends_with("ly"));
  }

  // The subject of a verb: the noun phrase before it, past auxiliaries, adverbs, dates and one apposition.
  std::optional<Speaker> subject_before(std::size_t verb, std::size_t start) const {
    std::size_t end = verb;
    while (end > start && (is_auxiliary(token(end - 1).folded) || is_adverb(token(end - 1).folded)) &&
           !token(end - 1).is("'s"))
      --end;
    if (end == start) return std::nullopt;
    if (token(end - 1).is("who") || token(end - 1).is("which") || token(end - 1).is("that")) {
      --end;
      if (end > start && token(end - 1).is(",")) --end;
      return phrase_to(end, start);
    }
    // "Votel, commander of U.S. Central Command, said": the name stands before the pair of commas.
    if (token(end - 1).is(",") && end > start + 1) {
      for (std::size_t comma = end - 1; comma-- > start + 1;) {
        if (end - comma > 32) break;
        if (!token(comma).is(",") || quoted_[comma]) continue;
        const auto before = phrase_to(comma, start);
        if (before && is_a_speaker(*before)) return with_name(*before, end - 1);
      }
      return phrase_to(end - 1, start);
    }
    return past_apposition(phrase_to(end, start), start);
  }
  // "Votel, commander of the command said": an apposition whose second comma was left out.
  std::optional<Speaker> past_apposition(std::optional<Speaker> phrase, std::size_t start) const {
    if (!phrase || phrase->first < start + 2) return phrase;
    std::size_t comma = phrase->first - 1;
    if (is_determiner(token(comma).folded) && comma > start + 1) --comma;
    const Token& first = token(phrase->first);
    if (!token(comma).is(",") || first.capital || !is_person_noun(first.folded)) return phrase;
    const auto before = phrase_to(comma, start);
    return before && is_a_speaker(*before) && before->last - before->first >= 2 ? before : phrase;
  }
  // "Foreign Office Minister, Tobias Ellwood, said": the name stands between the commas.
  Speaker with_name(Speaker office, std::size_t end) const {
    bool all_capital = end > office.last + 2;
    for (std::size_t i = office.last + 1; i < end; ++i) all_capital = all_capital && token(i).capital;
    const std::string& last = token(office.last - 1).folded;
    if (all_capital && end - office.last <= 6 && (is_person_noun(last) || is_title(last))) office.last = end;
    return office;
  }
  bool is_a_speaker(const Speaker& speaker) const {
    for (std::size_t i = speaker.first; i < speaker.last; ++i) {
      if (is_person_noun(token(i).folded) || is_title(token(i).folded)) return true;
    }
    const Token& first = token(speaker.first);
    const bool sentence_start = speaker.first == start_of(speaker.first);
    if (speaker.last - speaker.first >= 2 && token(speaker.last - 1).capital) return true;
    return names_in(speaker) || (first.capital && !sentence_start) || is_pronoun(first.folded);
  }
  bool names_in(const Speaker& speaker) const {
    const auto name = mentions_from(names_, speaker.first);
    return name != names_.end() && name->last <= speaker.last;
  }

  // The noun phrase that ends before `end`.
  std::optional<Speaker> phrase_to(std::size_t end, std::size_t start) const {
    std::size_t first = end;
    while (first > start && !is_boundary(first - 1, end)) --first;
    // "Following the meeting the Foreign Secretary said"
    if (first < end && token(first).folded.ends_with("ing")) {
      for (std::size_t at = end; at-- > first + 2;) {
        if (!token(at).is("the") && !token(at).is("a")) continue;
        first = at;
        break;
      }
    }
    while (first < end && skips_at_start(first, end)) ++first;
    if (first >= end) return std::nullopt;
    return Speaker{first, end};
  }
  bool is_boundary(std::size_t at, std::size_t end) const {
    const Token& word = token(at);
    if (quoted_[at]) return true;
    if (word.is("'s")) return false;
    if (word.kind == TokenKind::mark) return !(word.is("-") || word.is("/") || word.is(".") || word.is("&"));
    static const WordSet kBreaks = {"but",      "while",   "as",   "that",  "when", "after",  "because",
                                    "although", "where",   "if",   "which", "who",  "before", "since",
                                    "though",   "whereas", "than", "until", "with"};
    if (kBreaks.contains(word.folded)) return true;
    if (word.is("and") || word.is("or")) {
      // "Washington and Baghdad", "the ministries of defence and interior"
      const bool names = at + 1 < end && at > 0 && token(at + 1).capital && token(at - 1).capital;
      return !names;
    }
    static const WordSet kJoiners = {"of", "for", "to", "in", "at", "on"};
    if (kJoiners.contains(word.folded)) return !follows_person_noun(at);
    return is_auxiliary(word.folded) || (is_reporting_verb(word.folded) && !word.is("states"));
  }
  // "commander of", "spokesman for", "ambassador to"
  bool follows_person_noun(std::size_t at) const {
    const std::size_t start = start_of(at);
    for (std::size_t back = 1; back <= 5 && at >= start + back; ++back) {
      const Token& word = token(at - back);
      if (word.kind == TokenKind::mark && !word.is("-")) return false;
      if (is_person_noun(word.folded) || is_title(word.folded)) return true;
      if (token(at).is("of") && (word.is("department") || word.is("ministry") || word.capital)) return true;
    }
    return false;
  }
  bool skips_at_start(std::size_t at, std::size_t end) const {
    if (in_date_[at]) return true;
    const Token& word = token(at);
    if (word.kind == TokenKind::mark) return true;
    static const WordSet kLeads = {"in",  "on",    "at",      "however", "meanwhile", "and",
                                   "but", "for",   "earlier", "later",   "also",      "then",
                                   "so",  "today", "of",      "to",      "there",     "here"};
    if (kLeads.contains(word.folded)) {
      // "In a statement Austin said": skip to the name.
      return at + 1 < end;
    }
    return is_determiner(word.folded) && !word.is("another") && at + 1 < end && word.folded.size() > 0 &&
           (word.is("the") || word.is("a") || word.is("an"));
  }

  // The noun phrase that begins here: "said Farhad Alaaldin, a foreign affairs adviser".
  std::optional<Speaker> subject_behind(std::size_t at, std::size_t end) const {
    static const WordSet kLeads = {"the", "a", "an", "by"};
    while (at < end && (kLeads.contains(token(at).folded) || is_adverb(token(at).folded))) ++at;
    std::size_t last = at;
    while (last < end) {
      const Token& word = token(last);
      if (quoted_[last] && last > at && is_nickname(last)) {
        last += 3;
        continue;
      }
      if (quoted_[last] || in_date_[last]) break;
      if (word.kind == TokenKind::mark &&
          !(word.is("-") || (word.is(".") && !word.space_before && last + 1 < end) || word.is("/")))
        break;
      if (word.is("'s")) {
        ++last;
        continue;
      }
      static const WordSet kJoiners = {"of", "for", "to"};
      if (kJoiners.contains(word.folded) && last > at && follows_person_noun(last)) {
        ++last;
        continue;
      }
      if (word.is("and") && last + 1 < end && token(last + 1).capital && last > at &&
          token(last - 1).capital) {
        ++last;
        continue;
      }
      if (word.is("in") && last > at && follows_person_noun(last) && last + 1 < end &&
          token(last + 1).capital) {
        ++last;
        continue;
      }
      if (word.is("the") && last > at) {
        ++last;
        continue;
      }
      if (is_pronoun(word.folded) && last == at) {
        ++last;
        break;
      }
      if (ends_noun_phrase(word.folded) || is_reporting_verb(word.folded)) break;
      ++last;
    }
    while (last > at &&
           (token(last - 1).is("the") || token(last - 1).is("of") || token(last - 1).kind == TokenKind::mark))
      --last;
    if (last <= at) return std::nullopt;
    const Token& first = token(at);
    const Speaker speaker{at, last};
    const bool named = std::any_of(words_.tokens.begin() + static_cast<std::ptrdiff_t>(at),
                                   words_.tokens.begin() + static_cast<std::ptrdiff_t>(last),
                                   [](const Token& t) { return t.capital || is_person_noun(t.folded); });
    if (!named && !is_pronoun(first.folded) && !word_is_foreign(first)) return std::nullopt;
    return speaker;
  }
  // John "J.D." Dorrian
  bool is_nickname(std::size_t at) const {
    return at + 3 < words_.tokens.size() && closes_quote(at + 2) && token(at + 3).capital &&
           token(at + 1).capital;
  }
  static bool word_is_foreign(const Token& word) {
    return (static_cast<unsigned char>(word.folded[0]) & 0x80U) != 0;
  }

  // Writes the speaker down; a pronoun stands for the last one who spoke or was named with a title.
  bool set_speaker(Speech& speech, Speaker speaker, const char* rule) {
    speaker = without_statement(speaker);
    static const WordSet kNobody = {"it",   "which", "that", "this", "there",
                                    "what", "you",   "them", "him",  "us"};
    const std::string& first = token(speaker.first).folded;
    if (kNobody.contains(first) && speaker.last - speaker.first == 1 && !token(speaker.first).all_capitals)
      return false;
    speech.rule = rule;
    speech.speaker_span = words_.span(speaker.first, speaker.last);
    speech.speaker = std::string(words_.words(speaker.first, speaker.last));
    speech.actor = actor_in(speaker);
    const bool pronoun =
        speaker.last - speaker.first == 1 &&
        (first == "he" || first == "she" || first == "they" || first == "i" || first == "we");
    const bool office =
        speaker.last - speaker.first == 1 && (is_person_noun(first) && !token(speaker.first).capital);
    if (pronoun || office) resolve_pronoun(speech, speaker.first, rule);
    return true;
  }

  // "a statement by the ministry", "the spokesman's statement": whose it is.
  Speaker without_statement(Speaker speaker) const {
    static const WordSet kStatements = {"statement", "report", "letter", "release", "communique"};
    for (std::size_t i = speaker.first; i + 2 < speaker.last; ++i) {
      if (kStatements.contains(token(i).folded) &&
          (token(i + 1).is("by") || token(i + 1).is("from") || token(i + 1).is("of"))) {
        speaker.first = i + 2;
        while (speaker.first + 1 < speaker.last && is_determiner(token(speaker.first).folded))
          ++speaker.first;
        return speaker;
      }
    }
    if (speaker.last > speaker.first + 2 && kStatements.contains(token(speaker.last - 1).folded) &&
        token(speaker.last - 2).is("'s"))
      speaker.last -= 2;
    return speaker;
  }

  void resolve_pronoun(Speech& speech, std::size_t at, const char* rule) {
    const auto person = person_before(at);
    const bool recent =
        last_speaker_ && words_.sentence_of[found_[*last_speaker_].last - 1] + 3 >= words_.sentence_of[at];
    const std::size_t spoke = recent ? end_token(found_[*last_speaker_].speaker_span) : 0;
    const bool office = is_person_noun(token(at).folded);
    if (office && !recent) return;
    if (recent && (office || !person || spoke >= person->first || speech.direct)) {
      speech.speaker = found_[*last_speaker_].speaker;
      speech.actor = found_[*last_speaker_].actor;
    } else if (person) {
      speech.speaker = std::string(words_.words(person->first, person->last));
      speech.actor = actor_in(*person);
    }
    if (speech.direct && std::string_view(rule).starts_with("quote.verb")) speech.rule = "quote.pronoun";
  }
  std::size_t end_token(const Span& span) const {
    const auto found = std::lower_bound(words_.tokens.begin(), words_.tokens.end(), span.end,
                                        [](const Token& t, std::size_t byte) { return t.begin < byte; });
    return static_cast<std::size_t>(found - words_.tokens.begin());
  }

  // The last person named with two capitals or with a title, in the sentences before.
  std::optional<Speaker> person_before(std::size_t at) const {
    const std::size_t sentence = words_.sentence_of[at];
    const std::size_t first = words_.sentences[sentence >= 5 ? sentence - 5 : 0].first;
    for (std::size_t end = at; end > first; --end) {
      if (!token(end - 1).capital || quoted_[end - 1]) continue;
      std::size_t begin = end - 1;
      while (begin > first &&
             (token(begin - 1).capital || token(begin - 1).is("-") || token(begin - 1).is(".")) &&
             !quoted_[begin - 1] && words_.sentence_of[begin - 1] == words_.sentence_of[end - 1])
        --begin;
      // "Cook said": whoever is said to say something is a person, whatever his name.
      bool titled = end < at && is_reporting_verb(token(end).folded) && !is_pronoun(token(begin).folded) &&
                    !is_determiner(token(begin).folded);
      for (std::size_t i = begin; i + 1 < end; ++i) titled = titled || is_title(token(i).folded);
      const auto name = mentions_from(names_, begin);
      const bool place =
          name != names_.end() && name->first == begin && name->last >= end && name->kind != NameKind::actor;
      if (titled || (end - begin >= 2 && end - begin <= 4 && !place && begin > start_of(begin)))
        return Speaker{begin, end};
      end = begin + 1;
    }
    return std::nullopt;
  }

  // The mission's actor whom the words name; a country alone is none, and the words say more.
  std::string actor_in(const Speaker& speaker) const {
    for (auto it = mentions_from(names_, speaker.first); it != names_.end() && it->first < speaker.last;
         ++it) {
      if (it->kind == NameKind::actor) return it->id;
    }
    return {};
  }

  // "... said:" at the end of a paragraph, and paragraphs without marks behind it: a statement in full.
  void find_blocks() {
    for (std::size_t s = 0; s + 1 < words_.sentences.size(); ++s) {
      const Sentence& sentence = words_.sentences[s];
      const std::size_t colon = sentence.last - 1;
      if (!token(colon).is(":") || !words_.sentences[s + 1].paragraph_start) continue;
      if (opens_double(token(colon + 1)) || is_straight(token(colon + 1))) continue;
      const auto verb = last_reporting_verb(sentence.first, colon);
      if (!verb) continue;
      const auto speaker = subject_before(*verb, sentence.first);
      if (!speaker) continue;
      const std::size_t last = end_of_block(s + 1);
      Speech speech{.first = colon + 1, .last = last, .direct = true};
      if (set_speaker(speech, *speaker, "quote.block")) found_.push_back(std::move(speech));
    }
  }
  std::optional<std::size_t> last_reporting_verb(std::size_t first, std::size_t last) const {
    for (std::size_t at = last; at-- > first;) {
      if (last - at > 12) break;
      if (is_reporting_verb(token(at).folded)) return at;
    }
    return std::nullopt;
  }
  // Up to the next heading, the next such line or the end.
  std::size_t end_of_block(std::size_t sentence) const {
    std::size_t last = words_.sentences[sentence].last;
    for (std::size_t s = sentence; s < words_.sentences.size(); ++s) {
      const Sentence& one = words_.sentences[s];
      if (s > sentence && one.is_heading) break;
      const bool opens = opens_double(token(one.first)) || is_straight(token(one.first));
      if (s > sentence && opens && one.paragraph_start) break;
      if (token(one.last - 1).is(":") && s > sentence) break;
      last = one.last;
    }
    return last;
  }

  // NP said that ..., according to NP.
  void find_indirect() {
    for (const Sentence& sentence : words_.sentences) {
      for (std::size_t at = sentence.first; at < sentence.last; ++at) {
        if (quoted_[at] || !is_reporting_verb(token(at).folded) || is_noun_here(at) || is_participle(at))
          continue;
        if (take_indirect(sentence, at)) break;
      }
      take_according(sentence);
    }
  }
  bool take_indirect(const Sentence& sentence, std::size_t verb) {
    const std::size_t behind = verb + 1;
    if (behind >= sentence.last) return false;
    std::size_t clause = behind;
    while (clause < sentence.last && clause < behind + 6 && !token(clause).is("that")) ++clause;
    const bool that = clause < sentence.last && token(clause).is("that");
    const Token& next = token(behind);
    const bool clause_behind = that || is_pronoun(next.folded) || is_determiner(next.folded) || next.capital;
    if (!clause_behind || (quoted_[behind] && !that)) return false;
    const std::size_t first = that ? clause + 1 : behind;
    if (word_count(first, sentence.last) < 4) return false;
    const auto speaker = subject_before(verb, sentence.first);
    if (!speaker) return false;
    Speech speech{.first = first, .last = sentence.last};
    if (token(speech.last - 1).is(".")) --speech.last;
    if (!set_speaker(speech, *speaker, that ? "speech.that" : "speech.indirect")) return false;
    found_.push_back(std::move(speech));
    return true;
  }
  void take_according(const Sentence& sentence) {
    for (std::size_t at = sentence.first; at + 2 < sentence.last; ++at) {
      if (!token(at).is("according") || !token(at + 1).is("to") || quoted_[at]) continue;
      const auto speaker = subject_behind(at + 2, sentence.last);
      if (!speaker) return;
      const bool leads = at <= sentence.first + 1;
      Speech speech{.first = leads ? std::min(speaker->last + 1, sentence.last - 1) : sentence.first,
                    .last = leads ? sentence.last : at};
      if (speech.last > speech.first && set_speaker(speech, *speaker, "speech.according"))
        found_.push_back(std::move(speech));
      return;
    }
  }

  const Words& words_;
  const std::vector<Mention>& names_;
  std::vector<bool> in_date_, quoted_, closes_;
  std::vector<Quoted> quotes_;
  std::vector<Speech> found_;
  std::optional<std::size_t> last_speaker_;
};

}  // namespace

std::vector<Speech> find_speech(const Words& words, const std::vector<DateMention>& dates,
                                const std::vector<Mention>& names) {
  return SpeechFinder(words, dates, names).all();
}

}  // namespace handover::intake
