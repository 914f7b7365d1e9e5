#include "intake/proposals.h"

#include "evidence/spoken_values.h"
#include "intake/vocabulary.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace handover::intake {
namespace {

class Proposer {
 public:
  Proposer(const Document& document, const Reading& reading, const Mission& mission, const RuleRecord& record,
           const std::string& source)
      : document_(document),
        reading_(reading),
        mission_(mission),
        record_(record),
        source_(source),
        characters_(document.text) {}

  std::vector<IntakeRow> all() {
    for (const DateMention& date : reading_.dates) add_date(date);
    for (const CountMention& count : reading_.counts) add_count(count);
    for (const Speech& speech : reading_.speech) add_speech(speech);
    for (const Sentence& sentence : reading_.words.sentences) {
      add_position(sentence);
      add_event(sentence);
    }
    std::stable_sort(rows_.begin(), rows_.end(),
                     [](const IntakeRow& a, const IntakeRow& b) { return a.span.begin < b.span.begin; });
    return std::move(rows_);
  }

 private:
  Span span_of(std::size_t first, std::size_t last) const { return reading_.words.span(first, last); }

  IntakeRow row_at(std::size_t first, std::size_t last, const std::string& rule,
                   std::string_view table) const {
    IntakeRow row;
    const Span bytes = span_of(first, last);
    row.span = characters_.characters_of(bytes);
    row.quote = document_.text.substr(bytes.begin, bytes.end - bytes.begin);
    row.document_sha256 = document_.sha256;
    row.rule = rule;
    row[Field::source] = source_;
    if (document_.published) row[Field::known_from] = to_string(*document_.published);
    const RightOf record = record_.of(rule, document_.genre);
    row.right = record.right;
    row.of = record.of;
    const bool trusted = record.of > 0 && static_cast<double>(record.right) >=
                                              RuleRecord::kFloor * static_cast<double>(record.of);
    row.table = trusted ? table : kHighlight;
    return row;
  }

  // Who says what stands at this token, when it stands in somebody's words.
  void set_speaker(IntakeRow& row, std::size_t token) const {
    const auto behind =
        std::upper_bound(reading_.speech.begin(), reading_.speech.end(), token,
                         [](std::size_t at, const Speech& speech) { return at < speech.first; });
    // What is said lies at most a few pieces of speech back: the innermost goes before.
    constexpr std::ptrdiff_t kFurthest = 12;
    const auto furthest = behind - std::min<std::ptrdiff_t>(kFurthest, behind - reading_.speech.begin());
    for (auto it = behind; it != furthest;) {
      const Speech& speech = *--it;
      if (token >= speech.last || speech.speaker.empty()) continue;
      if (!speech.direct && speech.rule == "speech.indirect") continue;
      if (!is_near(speech.speaker_span, token)) continue;
      row[Field::said_by] = speech.actor.empty() ? speech.speaker : speech.actor;
      row.speaker = characters_.characters_of(speech.speaker_span);
      return;
    }
  }
  // In the same sentence as the token or in the one before.
  bool is_near(const Span& span, std::size_t token) const {
    if (span.empty()) return false;
    const std::size_t own = reading_.words.sentence_of[token];
    const std::size_t first = own > 0 ? own - 1 : 0;
    const std::size_t begin = reading_.words.tokens[reading_.words.sentences[first].first].begin;
    const std::size_t end = reading_.words.tokens[reading_.words.sentences[own].last - 1].end;
    return span.begin >= begin && span.end <= end;
  }

  void add_date(const DateMention& date) {
    IntakeRow row = row_at(date.first, date.last, date.rule, kFacts);
    row[Field::relation] = "date";
    row[Field::value] = date.value;
    row[Field::approximation] = date.part;
    if (date.from) row[Field::from] = to_string(*date.from);
    if (date.to) row[Field::to] = to_string(*date.to);
    row.anchor = date.anchor;
    row[Field::note] = date.anchor.empty() ? "the words say all" : "from the words and " + date.anchor;
    set_speaker(row, date.first);
    rows_.push_back(std::move(row));
  }

  void add_count(const CountMention& count) {
    IntakeRow row = row_at(count.first, count.last, count.rule, kFacts);
    row[Field::subject] = subject_of(count);
    row[Field::relation] = "count";
    const SaidNumber& number = count.number;
    row[Field::value] =
        number.approximation == Approximation::vague ? number.vague : plain_number(number.value);
    row[Field::approximation] = name_of(number.approximation);
    if (number.approximation == Approximation::range) {
      row[Field::value] = fmt::format("{}..{}", plain_number(number.low), plain_number(number.high));
      row[Field::low] = plain_number(number.low);
      row[Field::high] = plain_number(number.high);
    }
    row[Field::unit] = count.unit;
    row[Field::object] = count.object;
    row[Field::actor] = count.actor;
    row[Field::area] = fmt::format("{}", fmt::join(count.areas, ";"));
    row.area_span = characters_.characters_of(count.area);
    if (count.area.empty()) row.area_span = {};
    add_period(row, count);
    set_speaker(row, count.first);
    rows_.push_back(std::move(row));
  }

  void add_period(IntakeRow& row, const CountMention& count) const {
    if (count.period == nullptr || !count.period->from) return;
    row.period_span = characters_.characters_of(span_of(count.period->first, count.period->last));
    row.anchor = count.period->anchor;
    if (count.as_of) {
      row[Field::from] = row[Field::to] = to_string(*count.period->to);
    } else if (count.since) {
      row[Field::from] = to_string(*count.period->from);
      if (document_.published && *document_.published >= *count.period->from)
        row[Field::to] = to_string(*document_.published);
    } else {
      row[Field::from] = to_string(*count.period->from);
      row[Field::to] = to_string(*count.period->to);
    }
  }

  // "us-troops"; of casualties "killed-us-military-personnel".
  static std::string subject_of(const CountMention& count) {
    const std::string words = slug(count.object);
    constexpr std::size_t kLongest = 60;
    const bool casualty = count.rule == "count.casualty" && words != count.unit;
    std::string subject = casualty ? count.unit + "-" + words : words;
    if (subject.empty()) subject = slug(count.unit);
    return subject.substr(0, kLongest);
  }

  void add_speech(const Speech& speech) {
    IntakeRow row = row_at(speech.first, speech.last, speech.rule, kFacts);
    row[Field::subject] = "statement";
    row[Field::relation] = "said";
    row[Field::value] = short_quote(row.quote);
    if (!speech.speaker.empty()) {
      row[Field::said_by] = speech.actor.empty() ? speech.speaker : speech.actor;
      row[Field::object] = speech.speaker;
      if (!speech.speaker_span.empty()) row.speaker = characters_.characters_of(speech.speaker_span);
    }
    if (speech.speaker.empty()) row.table = kHighlight;
    rows_.push_back(std::move(row));
  }

  // The issues whose words stand in the sentence: an alias, or every meaning of the issue's own name.
  std::vector<std::string> issues_in(const Sentence& sentence) const {
    std::vector<std::string> found;
    for (auto it = mentions_from(reading_.names, sentence.first);
         it != reading_.names.end() && it->last <= sentence.last; ++it) {
      const Mention& name = *it;
      if (name.kind != NameKind::issue) continue;
      if (std::find(found.begin(), found.end(), name.id) == found.end()) found.push_back(name.id);
    }
    const auto meanings = evidence::parse_sense(reading_.words.words(sentence.first, sentence.last)).meanings;
    for (const Issue& issue : mission_.issues) {
      std::string words = issue.id;
      std::replace(words.begin(), words.end(), '-', ' ');
      const auto wanted = evidence::parse_sense(words).meanings;
      const bool all =
          wanted.size() >= 2 && std::includes(meanings.begin(), meanings.end(), wanted.begin(), wanted.end());
      if (all && std::find(found.begin(), found.end(), issue.id) == found.end()) found.push_back(issue.id);
    }
    return found;
  }

  // An actor of the mission, a word of wanting and an issue in one sentence. The value is the analyst's.
  void add_position(const Sentence& sentence) {
    if (sentence.last - sentence.first < 4) return;
    const auto wants = first_volition(sentence);
    if (!wants) return;
    const Mention* actor = actor_before(sentence, *wants);
    if (actor == nullptr) return;
    for (const std::string& issue : issues_in(sentence)) {
      IntakeRow row = row_at(sentence.first, sentence.last, "position.sentence", kPositions);
      row[Field::actor] = actor->id;
      row[Field::issue] = issue;
      row[Field::note] = std::string(reading_.words.words(*wants, *wants + 1));
      if (document_.published) row[Field::from] = to_string(*document_.published);
      row.speaker = characters_.characters_of(span_of(actor->first, actor->last));
      rows_.push_back(std::move(row));
    }
  }
  std::optional<std::size_t> first_volition(const Sentence& sentence) const {
    for (std::size_t at = sentence.first; at < sentence.last; ++at) {
      if (is_volition_verb(reading_.words.tokens[at].folded)) return at;
    }
    return std::nullopt;
  }
  const Mention* actor_before(const Sentence& sentence, std::size_t verb) const {
    for (auto it = mentions_from(reading_.names, sentence.first);
         it != reading_.names.end() && it->first < verb; ++it) {
      if (it->kind == NameKind::actor) return &*it;
    }
    return nullptr;
  }

  // A highlight that opens an empty row, never a filled one.
  void add_event(const Sentence& sentence) {
    if (sentence.is_heading) return;
    for (std::size_t at = sentence.first; at < sentence.last; ++at) {
      if (!is_event_word(reading_.words.tokens[at].folded)) continue;
      IntakeRow row = row_at(at, at + 1, "event.word", kHighlight);
      row.table = kHighlight;
      row[Field::relation] = "event";
      rows_.push_back(std::move(row));
      return;
    }
  }

  const Document& document_;
  const Reading& reading_;
  const Mission& mission_;
  const RuleRecord& record_;
  const std::string& source_;
  CharacterIndex characters_;
  std::vector<IntakeRow> rows_;
};

}  // namespace

std::string short_quote(std::string_view text) {
  const CharacterIndex characters(text);
  if (characters.characters() <= kLongestQuote) return std::string(text);
  constexpr std::size_t kHalf = kLongestQuote / 2 - 3;
  std::string quote(text.substr(0, characters.byte_at(kHalf)));
  quote += " ... ";
  quote += text.substr(characters.byte_at(characters.characters() - kHalf));
  return quote;
}

Reading read_words(const Document& document, const Gazetteer& gazetteer) {
  Reading reading;
  reading.words = words_of(document.text, document.cuts);
  reading.names = gazetteer.find(reading.words);
  reading.dates = find_dates(reading.words, {document.published, document.genre});
  reading.counts = find_counts(reading.words, reading.dates, reading.names);
  reading.speech = find_speech(reading.words, reading.dates, reading.names);
  return reading;
}

std::vector<IntakeRow> propose(const Document& document, const Reading& reading, const Mission& mission,
                               const RuleRecord& record, const std::string& source) {
  return Proposer(document, reading, mission, record, source).all();
}

}  // namespace handover::intake
