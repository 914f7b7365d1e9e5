#include "intake/quotations.h"

#include "intake/quote_marks.h"
#include "intake/speaker_phrases.h"
#include "intake/vocabulary.h"

#include <algorithm>
#include <unordered_set>

namespace handover::intake {
namespace {

using WordSet = std::unordered_set<std::string_view>;

class SpeechFinder {
 public:
  SpeechFinder(const Words& words, const std::vector<DateMention>& dates, const std::vector<Mention>& names)
      : words_(words),
        quotes_(find_quoted(words)),
        places_(places_in(dates)),
        phrases_(words, names, places_) {}

  std::vector<Speech> all() {
    for (std::size_t i = 0; i < quotes_.size(); ++i) take_quote(i);
    find_blocks();
    find_indirect();
    std::sort(found_.begin(), found_.end(),
              [](const Speech& a, const Speech& b) { return a.first < b.first; });
    return std::move(found_);
  }

 private:
  SpeakerPhrases::Places places_in(const std::vector<DateMention>& dates) const {
    const std::size_t size = words_.tokens.size();
    SpeakerPhrases::Places places{std::vector<bool>(size), std::vector<bool>(size), std::vector<bool>(size)};
    for (const DateMention& date : dates) {
      for (std::size_t i = date.first; i < date.last; ++i) places.in_date[i] = true;
    }
    for (const Quoted& quote : quotes_) {
      if (quote.last < size) places.closes[quote.last] = true;
      for (std::size_t i = quote.first - 1; i < std::min(quote.last + 1, size); ++i) places.quoted[i] = true;
    }
    return places;
  }

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
    const bool verb_first = is_reporting_verb(token(at).folded) && !places_.quoted[at];
    if (!verb_first && !comma) return false;
    if (verb_first) {
      const auto speaker = phrases_.subject_behind(at + 1, end);
      if (speaker) return set_speaker(speech, *speaker, "quote.verb-behind");
      return false;
    }
    for (std::size_t verb = at; verb < end; ++verb) {
      if (places_.quoted[verb]) break;
      if (!is_reporting_verb(token(verb).folded) || phrases_.is_noun_here(verb)) continue;
      const auto speaker = phrases_.subject_before(verb, at);
      if (speaker && set_speaker(speech, *speaker, "quote.verb-last")) return true;
    }
    if (token(at).is("according") && at + 1 < end && token(at + 1).is("to")) {
      if (const auto speaker = phrases_.subject_behind(at + 2, end))
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
    if (attribute_to_name(speech, mark, start)) return true;
    bool participle = false;
    for (std::size_t verb = mark; verb-- > start;) {
      if (mark - verb > 40) break;
      // Behind another quotation the verb belongs to that one, unless what stands between joins the two.
      if (places_.quoted[verb] && closes_quote(verb) && !joins(verb + 1, mark))
        return continue_sentence(speech, verb);
      if (token(verb).is("to") && verb > start && token(verb - 1).is("according")) {
        if (const auto speaker = phrases_.subject_behind(verb + 1, mark))
          return set_speaker(speech, *speaker, "quote.according");
      }
      if (!is_reporting_verb(token(verb).folded) || phrases_.is_noun_here(verb) || places_.quoted[verb])
        continue;
      // "..., adding: ...": who adds is the subject of the verb before.
      if (is_participle(verb)) {
        participle = true;
        continue;
      }
      // In Arabic the subject follows its verb.
      const auto speaker = phrases_.word_is_foreign(token(verb)) ? phrases_.subject_behind(verb + 1, mark)
                                                                 : phrases_.subject_before(verb, start);
      if (speaker && set_speaker(speech, *speaker, "quote.verb-before")) return true;
    }
    if (participle && attribute_to_subject(speech, mark, start)) return true;
    return attribute_to_statement(speech, mark, start);
  }
  // "Lindqvist: "..."": a name and a colon, as interviews are written.
  bool attribute_to_name(Speech& speech, std::size_t mark, std::size_t start) {
    constexpr std::size_t kLongestName = 5;
    if (mark < start + 2 || !token(mark - 1).is(":") || mark - 1 - start > kLongestName) return false;
    for (std::size_t at = start; at + 1 < mark; ++at) {
      const Token& word = token(at);
      if (places_.quoted[at] || is_reporting_verb(word.folded)) return false;
      if (!word.capital && !word.is("-") && !word.is(".") && !word.is("of")) return false;
    }
    return set_speaker(speech, {start, mark - 1}, "quote.colon");
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
      const auto speaker = phrases_.subject_before(verb, start);
      return speaker && phrases_.is_a_speaker(*speaker) && set_speaker(speech, *speaker, "quote.subject");
    }
    return false;
  }
  bool closes_quote(std::size_t at) const { return at < places_.closes.size() && places_.closes[at]; }
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
      if (places_.quoted[at] || mark - at > 25) break;
      if (!kStatements.contains(token(at).folded)) continue;
      static const WordSet kMade = {"released",  "issued", "made",      "gave",
                                    "delivered", "posted", "published", "read"};
      for (std::size_t verb = at; verb-- > start && at - verb <= 6;) {
        if (!kMade.contains(token(verb).folded)) continue;
        if (const auto speaker = phrases_.subject_before(verb, start))
          return set_speaker(speech, *speaker, "quote.statement");
      }
      const std::size_t behind = at + 1;
      if (behind + 1 < mark &&
          (token(behind).is("by") || token(behind).is("from") || token(behind).is("of"))) {
        if (const auto speaker = phrases_.subject_behind(behind + 1, mark))
          return set_speaker(speech, *speaker, "quote.statement");
      }
      if (at > start && token(at - 1).is("'s")) {
        if (const auto speaker = phrases_.phrase_to(at - 1, start))
          return set_speaker(speech, *speaker, "quote.statement");
      }
      if (const auto speaker = phrases_.phrase_to(at + 1, start)) {
        if (phrases_.names_in(*speaker)) return set_speaker(speech, *speaker, "quote.statement");
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

  // Writes the speaker down; a pronoun stands for the last one who spoke or was named with a title.
  bool set_speaker(Speech& speech, Speaker speaker, const char* rule) {
    speaker = phrases_.without_statement(speaker);
    static const WordSet kNobody = {"it",   "which", "that", "this", "there",
                                    "what", "you",   "them", "him",  "us"};
    const std::string& first = token(speaker.first).folded;
    if (kNobody.contains(first) && speaker.last - speaker.first == 1 && !token(speaker.first).all_capitals)
      return false;
    speech.rule = rule;
    speech.speaker_span = words_.span(speaker.first, speaker.last);
    speech.speaker = std::string(words_.words(speaker.first, speaker.last));
    speech.actor = phrases_.actor_in(speaker);
    const bool pronoun =
        speaker.last - speaker.first == 1 &&
        (first == "he" || first == "she" || first == "they" || first == "i" || first == "we");
    const bool office =
        speaker.last - speaker.first == 1 && (is_person_noun(first) && !token(speaker.first).capital);
    if (pronoun || office) resolve_pronoun(speech, speaker.first, rule);
    return true;
  }

  void resolve_pronoun(Speech& speech, std::size_t at, const char* rule) {
    const auto person = phrases_.person_before(at);
    const bool recent =
        last_speaker_ && words_.sentence_of[found_[*last_speaker_].last - 1] + 3 >= words_.sentence_of[at];
    const std::size_t spoke = recent ? phrases_.end_token(found_[*last_speaker_].speaker_span) : 0;
    const bool office = is_person_noun(token(at).folded);
    if (office && !recent) return;
    if (recent && (office || !person || spoke >= person->first || speech.direct)) {
      speech.speaker = found_[*last_speaker_].speaker;
      speech.actor = found_[*last_speaker_].actor;
    } else if (person) {
      speech.speaker = std::string(words_.words(person->first, person->last));
      speech.actor = phrases_.actor_in(*person);
    }
    if (speech.direct && std::string_view(rule).starts_with("quote.verb")) speech.rule = "quote.pronoun";
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
      const auto speaker = phrases_.subject_before(*verb, sentence.first);
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
        if (places_.quoted[at] || !is_reporting_verb(token(at).folded) || phrases_.is_noun_here(at) ||
            is_participle(at))
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
    if (!clause_behind || (places_.quoted[behind] && !that)) return false;
    const std::size_t first = that ? clause + 1 : behind;
    if (word_count(first, sentence.last) < 4) return false;
    const auto speaker = phrases_.subject_before(verb, sentence.first);
    if (!speaker) return false;
    Speech speech{.first = first, .last = sentence.last};
    if (token(speech.last - 1).is(".")) --speech.last;
    if (!set_speaker(speech, *speaker, that ? "speech.that" : "speech.indirect")) return false;
    found_.push_back(std::move(speech));
    return true;
  }
  void take_according(const Sentence& sentence) {
    for (std::size_t at = sentence.first; at + 2 < sentence.last; ++at) {
      if (!token(at).is("according") || !token(at + 1).is("to") || places_.quoted[at]) continue;
      const auto speaker = phrases_.subject_behind(at + 2, sentence.last);
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
  std::vector<Quoted> quotes_;
  SpeakerPhrases::Places places_;
  SpeakerPhrases phrases_;
  std::vector<Speech> found_;
  std::optional<std::size_t> last_speaker_;
};

}  // namespace

std::vector<Speech> find_speech(const Words& words, const std::vector<DateMention>& dates,
                                const std::vector<Mention>& names) {
  return SpeechFinder(words, dates, names).all();
}

}  // namespace handover::intake
