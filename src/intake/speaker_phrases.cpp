#include "intake/speaker_phrases.h"

#include "intake/vocabulary.h"

#include <algorithm>
#include <unordered_set>

namespace handover::intake {
namespace {

using WordSet = std::unordered_set<std::string_view>;

bool is_adverb(std::string_view word) {
  static const WordSet kAdverbs = {"also",  "later", "then",   "further",   "again",   "often",
                                   "once",  "today", "now",    "yesterday", "earlier", "still",
                                   "never", "not",   "always", "just",      "first"};
  return kAdverbs.contains(word) || (word.size() > 4 && word.ends_with("ly"));
}

}  // namespace

// "the claims", "an alert": the word behind a determiner or an adjective is no verb.
bool SpeakerPhrases::is_noun_here(std::size_t at) const {
  static const WordSet kBoth = {"claims",   "notes",      "reports", "comments",  "warning",
                                "states",   "report",     "calling", "estimates", "highlights",
                                "stresses", "questioned", "called",  "promised",  "claimed"};
  if (at == start_of(at)) return false;
  const Token& before = token(at - 1);
  if (is_determiner(before.folded)) return true;
  if (token(at).is("called") && (before.is("also") || before.is("so") || before.is(",") || before.is("-")))
    return true;
  if (token(at).is("states") && (before.is("united") || before.capital)) return true;
  if (token(at).is("called") && at + 1 < end_of(at) && !token(at + 1).is("for") && !token(at + 1).is("on") &&
      is_auxiliary(before.folded))
    return true;
  return kBoth.contains(token(at).folded) && (before.is("of") || before.is("such"));
}

// The subject of a verb: the noun phrase before it, past auxiliaries, adverbs, dates and one apposition.
std::optional<Speaker> SpeakerPhrases::subject_before(std::size_t verb, std::size_t start) const {
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
      // "Lindqvist, who leads the mission, said"
      if (token(comma + 1).is("who") || token(comma + 1).is("whose")) return phrase_to(comma, start);
      const auto before = phrase_to(comma, start);
      if (before && is_a_speaker(*before)) return with_name(*before, end - 1);
    }
    return phrase_to(end - 1, start);
  }
  return past_apposition(phrase_to(end, start), start);
}

// "Votel, commander of the command said": an apposition whose second comma was left out.
std::optional<Speaker> SpeakerPhrases::past_apposition(std::optional<Speaker> phrase,
                                                       std::size_t start) const {
  if (!phrase || phrase->first < start + 2) return phrase;
  std::size_t comma = phrase->first - 1;
  if (is_determiner(token(comma).folded) && comma > start + 1) --comma;
  const Token& first = token(phrase->first);
  if (!token(comma).is(",") || first.capital || !is_person_noun(first.folded)) return phrase;
  const auto before = phrase_to(comma, start);
  return before && is_a_speaker(*before) && before->last - before->first >= 2 ? before : phrase;
}

// "Foreign Office Minister, Tobias Ellwood, said": the name stands between the commas.
Speaker SpeakerPhrases::with_name(Speaker office, std::size_t end) const {
  bool all_capital = end > office.last + 2;
  for (std::size_t i = office.last + 1; i < end; ++i) all_capital = all_capital && token(i).capital;
  const std::string& last = token(office.last - 1).folded;
  if (all_capital && end - office.last <= 6 && (is_person_noun(last) || is_title(last))) office.last = end;
  return office;
}

bool SpeakerPhrases::is_a_speaker(const Speaker& speaker) const {
  for (std::size_t i = speaker.first; i < speaker.last; ++i) {
    if (is_person_noun(token(i).folded) || is_title(token(i).folded)) return true;
  }
  const Token& first = token(speaker.first);
  const bool sentence_start = speaker.first == start_of(speaker.first);
  if (speaker.last - speaker.first >= 2 && token(speaker.last - 1).capital) return true;
  return names_in(speaker) || (first.capital && !sentence_start) || is_pronoun(first.folded);
}

bool SpeakerPhrases::names_in(const Speaker& speaker) const {
  const auto name = mentions_from(names_, speaker.first);
  return name != names_.end() && name->last <= speaker.last;
}

// The noun phrase that ends before `end`.
std::optional<Speaker> SpeakerPhrases::phrase_to(std::size_t end, std::size_t start) const {
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

bool SpeakerPhrases::is_boundary(std::size_t at, std::size_t end) const {
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
bool SpeakerPhrases::follows_person_noun(std::size_t at) const {
  const std::size_t start = start_of(at);
  for (std::size_t back = 1; back <= 5 && at >= start + back; ++back) {
    const Token& word = token(at - back);
    if (word.kind == TokenKind::mark && !word.is("-")) return false;
    if (is_person_noun(word.folded) || is_title(word.folded)) return true;
    if (token(at).is("of") && (word.is("department") || word.is("ministry") || word.capital)) return true;
  }
  return false;
}

bool SpeakerPhrases::skips_at_start(std::size_t at, std::size_t end) const {
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
  return is_determiner(word.folded) && !word.is("another") && at + 1 < end && !word.folded.empty() &&
         (word.is("the") || word.is("a") || word.is("an"));
}

// The noun phrase that begins here: "said Farhad Alaaldin, a foreign affairs adviser".
std::optional<Speaker> SpeakerPhrases::subject_behind(std::size_t at, std::size_t end) const {
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
    if (word.is("and") && last + 1 < end && token(last + 1).capital && last > at && token(last - 1).capital) {
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
bool SpeakerPhrases::is_nickname(std::size_t at) const {
  return at + 3 < words_.tokens.size() && closes_quote(at + 2) && token(at + 3).capital &&
         token(at + 1).capital;
}

bool SpeakerPhrases::word_is_foreign(const Token& word) {
  return (static_cast<unsigned char>(word.folded[0]) & 0x80U) != 0;
}

// "a statement by the ministry", "the spokesman's statement": whose it is.
Speaker SpeakerPhrases::without_statement(Speaker speaker) const {
  static const WordSet kStatements = {"statement", "report", "letter", "release", "communique"};
  for (std::size_t i = speaker.first; i + 2 < speaker.last; ++i) {
    if (kStatements.contains(token(i).folded) &&
        (token(i + 1).is("by") || token(i + 1).is("from") || token(i + 1).is("of"))) {
      speaker.first = i + 2;
      while (speaker.first + 1 < speaker.last && is_determiner(token(speaker.first).folded)) ++speaker.first;
      return speaker;
    }
  }
  if (speaker.last > speaker.first + 2 && kStatements.contains(token(speaker.last - 1).folded) &&
      token(speaker.last - 2).is("'s"))
    speaker.last -= 2;
  return speaker;
}

std::size_t SpeakerPhrases::end_token(const Span& span) const {
  const auto found = std::lower_bound(words_.tokens.begin(), words_.tokens.end(), span.end,
                                      [](const Token& t, std::size_t byte) { return t.begin < byte; });
  return static_cast<std::size_t>(found - words_.tokens.begin());
}

// The last person named with two capitals or with a title, in the sentences before.
std::optional<Speaker> SpeakerPhrases::person_before(std::size_t at) const {
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
std::string SpeakerPhrases::actor_in(const Speaker& speaker) const {
  for (auto it = mentions_from(names_, speaker.first); it != names_.end() && it->first < speaker.last; ++it) {
    if (it->kind == NameKind::actor) return it->id;
  }
  return {};
}

}  // namespace handover::intake
