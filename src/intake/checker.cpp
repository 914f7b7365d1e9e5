#include "intake/checker.h"

#include "evidence/spoken_values.h"
#include "intake/vocabulary.h"
#include "mission/row_reader.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <unicode/utf8.h>

namespace handover::intake {
namespace {

using evidence::NumberRange;

// Letters and figures alone, each with where it came from.
struct FoldedText {
  std::string text;
  std::vector<std::size_t> from;  // byte of the original, for each byte of `text`
};

FoldedText plain(std::string_view text) {
  FoldedText out;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < length;) {
    const std::int32_t begin = at;
    UChar32 c = 0;
    U8_NEXT(bytes, at, length, c);
    const std::string one =
        folded(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(at - begin)));
    for (const char byte : one) {
      const bool kept = (byte & 0x80) != 0 || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
      if (!kept) continue;
      out.text.push_back(byte);
      out.from.push_back(static_cast<std::size_t>(begin));
    }
  }
  return out;
}

// Quotation marks and dots of other scripts are no letters.
void drop_marks(FoldedText& folded_text) {
  static constexpr std::string_view kMarks[] = {
      "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x98", "\xE2\x80\x99", "\xC2\xAB",
      "\xC2\xBB",     "\xE2\x80\xA6", "\xC2\xA0",     "\xE2\x80\x9E", "\xEF\xBF\xBD"};
  FoldedText out;
  for (std::size_t at = 0; at < folded_text.text.size();) {
    const std::string_view rest = std::string_view(folded_text.text).substr(at);
    std::size_t skip = 0;
    for (const std::string_view mark : kMarks) {
      if (rest.starts_with(mark)) skip = mark.size();
    }
    if (skip > 0) {
      at += skip;
      continue;
    }
    out.text.push_back(folded_text.text[at]);
    out.from.push_back(folded_text.from[at]);
    ++at;
  }
  folded_text = std::move(out);
}

FoldedText comparable(std::string_view text) {
  FoldedText out = plain(text);
  drop_marks(out);
  return out;
}

std::vector<std::string> pieces_of(std::string_view quote) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at <= quote.size();) {
    const std::size_t end = std::min(quote.find(" ... ", at), quote.size());
    pieces.push_back(comparable(quote.substr(at, end - at)).text);
    at = end + 5;
  }
  std::erase(pieces, std::string());
  return pieces;
}

Finding finding(Weight weight, std::string rule, std::string field, std::string value, std::string what,
                std::string hint) {
  return {weight, std::move(rule), std::move(field), std::move(value), std::move(what), std::move(hint)};
}

bool is_count(const IntakeRow& row) {
  return row[Field::relation] == "count";
}

bool is_date_kind(const std::string& relation) {
  static constexpr std::string_view kDates[] = {"date", "start", "end", "announced", "suspended", "resumed"};
  return std::find(std::begin(kDates), std::end(kDates), relation) != std::end(kDates);
}

// Value and approximation of an intake row in the ledger's notation.
std::string ledger_text(const IntakeRow& row) {
  const std::string& value = row[Field::value];
  const auto approximation = parse_approximation(row[Field::approximation]);
  if (!approximation || *approximation == Approximation::vague || *approximation == Approximation::range)
    return value;
  const auto number = parse_number(value);
  return number ? ledger_number(*number, *number, *number, *approximation, value) : value;
}

bool same_number(double a, double b) {
  return std::fabs(a - b) <= 1e-9 * std::max(std::fabs(a), std::fabs(b));
}

bool same_range(const NumberRange& a, const NumberRange& b) {
  return same_number(a.low, b.low) && same_number(a.high, b.high);
}

std::vector<std::string> items_of_area(std::string_view text) {
  std::vector<std::string> items;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(';', at), text.size());
    std::string item = trimmed(text.substr(at, end - at));
    if (!item.empty()) items.push_back(std::move(item));
    at = end + 1;
  }
  return items;
}

// "early 2020" -> {"2020", "early"}
std::pair<std::string, std::string> value_and_part(const std::string& text) {
  for (const std::string_view part : {"early", "mid", "late"}) {
    if (text.starts_with(part) && text.size() > part.size() + 1)
      return {text.substr(part.size() + 1), std::string(part)};
  }
  return {text, {}};
}

}  // namespace

struct Checker::Place {
  Span bytes;
  std::size_t first = 0, last = 0;                // tokens that lie in it
  std::size_t near_first = 0, near_last = 0;      // of its sentences and the one before
  std::size_t inside_first = 0, inside_last = 0;  // of its sentences
};

bool folds_to(std::string_view quote, std::string_view text) {
  const auto pieces = pieces_of(quote);
  if (pieces.empty()) return false;
  const std::string whole = comparable(text).text;
  std::size_t at = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::size_t found = whole.find(pieces[i], at);
    if (found == std::string::npos || (i == 0 && found != 0)) return false;
    at = found + pieces[i].size();
  }
  return at == whole.size();
}

Span find_quote(std::string_view text, std::string_view quote, std::size_t from) {
  const std::size_t exact = quote.empty() ? std::string_view::npos : text.find(quote, from);
  if (exact != std::string_view::npos) return {exact, exact + quote.size()};
  const FoldedText whole = comparable(text.substr(std::min(from, text.size())));
  const FoldedText wanted = comparable(quote);
  if (wanted.text.empty()) return {};
  const std::size_t at = whole.text.find(wanted.text);
  if (at == std::string::npos) return {};
  const std::size_t begin = from + whole.from[at];
  std::size_t last = from + whole.from[at + wanted.text.size() - 1] + 1;
  while (last < text.size() && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) ++last;
  return {begin, last};
}

Checker::Checker(const Document& document, const Gazetteer& gazetteer)
    : document_(document),
      gazetteer_(gazetteer),
      characters_(document.text),
      reading_(read_words(document, gazetteer)) {}

Checker::Place Checker::place_of(const Span& characters) const {
  Place place;
  place.bytes = characters_.bytes_of(characters);
  const auto& tokens = reading_.words.tokens;
  const auto first = std::lower_bound(tokens.begin(), tokens.end(), place.bytes.begin,
                                      [](const Token& token, std::size_t byte) { return token.end <= byte; });
  const auto last = std::lower_bound(first, tokens.end(), place.bytes.end,
                                     [](const Token& token, std::size_t byte) { return token.begin < byte; });
  place.first = static_cast<std::size_t>(first - tokens.begin());
  place.last = static_cast<std::size_t>(last - tokens.begin());
  if (place.first >= place.last) return place;
  const auto& sentences = reading_.words.sentences;
  const std::size_t begins = reading_.words.sentence_of[place.first];
  const std::size_t ends = reading_.words.sentence_of[place.last - 1];
  place.inside_first = sentences[begins].first;
  place.near_first = sentences[begins > 0 ? begins - 1 : 0].first;
  place.near_last = place.inside_last = sentences[ends].last;
  return place;
}

std::vector<Finding> Checker::check(const IntakeRow& row) const {
  std::vector<Finding> found;
  if (row.span.empty() || row.span.end > characters_.characters()) {
    found.push_back(
        finding(Weight::refused, "span", "end", std::to_string(row.span.end),
                fmt::format("lies outside the document, which has {} characters", characters_.characters()),
                "give the passage's first character and the one behind its last, counted from 0"));
    return found;
  }
  const Place place = place_of(row.span);
  const std::string_view text =
      std::string_view(document_.text).substr(place.bytes.begin, place.bytes.end - place.bytes.begin);
  if (!row.quote.empty() && !folds_to(row.quote, text)) {
    found.push_back(finding(Weight::refused, "quote", "quote", row.quote, "is not what stands at that place",
                            fmt::format("there stands '{}'", short_quote(text))));
    return found;
  }
  if (row.table == kHighlight && row[Field::value].empty()) return found;
  if (is_count(row)) check_number(row, place, found);
  if (is_date_kind(row[Field::relation])) check_date(row, place, found);
  if (!is_date_kind(row[Field::relation]) && row.table != kPositions) check_period(row, place, found);
  check_area(row, place, found);
  check_speaker(row, place, found);
  return found;
}

void Checker::check_number(const IntakeRow& row, const Place& place, std::vector<Finding>& found) const {
  const auto stated = evidence::parse_spoken_number(ledger_text(row));
  if (!stated) return;  // `check` names counts that are no numbers
  std::string said;
  bool same_figure = false;
  for (std::size_t at = place.first; at < place.last; ++at) {
    const auto number = number_at(reading_.words, at);
    if (!number || number->last > place.last) continue;
    const auto range = evidence::parse_spoken_number(number->ledger_value());
    if (range && same_range(*range, *stated)) return;
    const auto value = parse_number(row[Field::value]);
    const auto core = evidence::parse_spoken_number(row[Field::value]);
    same_figure = same_figure || (value && same_number(*value, number->value)) ||
                  (core && core->low <= number->value && number->value <= core->high);
    if (!said.empty()) said += ", ";
    said += number->ledger_value();
    at = std::max(at, number->last - 1);
  }
  if (said.empty()) {
    found.push_back(finding(Weight::refused, "number", "value", row[Field::value],
                            "has no number in its passage", "mark the words that state it"));
  } else if (same_figure) {
    found.push_back(finding(Weight::refused, "number", "value", row[Field::value],
                            "is not how the passage means the number",
                            fmt::format("it says {}; keep 'about', 'over' and the like", said)));
  } else {
    found.push_back(finding(Weight::refused, "number", "value", row[Field::value],
                            "is not the number of its passage", fmt::format("it says {}", said)));
  }
}

void Checker::check_date(const IntakeRow& row, const Place& place, std::vector<Finding>& found) const {
  auto [value, part] = value_and_part(row[Field::value]);
  if (part.empty()) part = row[Field::approximation];
  if (evidence::parse_weekday(value)) return;
  std::string said;
  const DateMention* derived = nullptr;
  for (const DateMention& date : reading_.dates) {
    if (date.last <= place.first || date.first >= place.last) continue;
    if (date.value == value && date.part == part) return;
    if (date.value == value) derived = &date;
    said += fmt::format("{}{}{}{} by {}{}", said.empty() ? "" : "; ", date.part, date.part.empty() ? "" : " ",
                        date.value, date.rule, date.anchor.empty() ? "" : " from " + date.anchor);
  }
  // A range is two dates, or the days of a week, a quarter, a season.
  if (const std::size_t joint = value.find(".."); joint != std::string::npos) {
    const auto first = evidence::parse_spoken_date(value.substr(0, joint));
    const auto last = evidence::parse_spoken_date(value.substr(joint + 2));
    bool begins = !first;
    bool ends = !last;
    for (const DateMention& date : reading_.dates) {
      if (date.last <= place.first || date.first >= place.last || !date.from) continue;
      begins = begins || *date.from == first->from;
      ends = ends || *date.to == last->to;
    }
    if (begins && ends) return;
    found.push_back(finding(Weight::doubtful, "date", "value", row[Field::value],
                            "has an end that its passage does not say",
                            said.empty() ? "mark the words that state it" : "the passage says " + said));
    return;
  }
  if (derived != nullptr) {
    found.push_back(finding(Weight::doubtful, "date", "value", row[Field::value],
                            "leaves out or adds early, mid or late", "the passage says " + said));
  } else if (said.empty()) {
    found.push_back(
        finding(Weight::refused, "date", "value", row[Field::value], "follows from no date in its passage",
                "mark the words that state it, or leave the passage empty when the day is a judgement"));
  } else {
    found.push_back(finding(Weight::refused, "date", "value", row[Field::value],
                            "does not follow from its passage", "the passage gives " + said));
  }
}

void Checker::check_period(const IntakeRow& row, const Place& place, std::vector<Finding>& found) const {
  if (row[Field::from].empty()) return;
  const auto from = parse_date(row[Field::from]);
  const auto to = parse_date(row[Field::to].empty() ? row[Field::from] : row[Field::to]);
  if (!from || !to) return;
  const auto is_published = [&](Date day) { return document_.published && day == *document_.published; };
  bool from_said = is_published(*from);
  bool to_said = is_published(*to);
  for (const DateMention& date : reading_.dates) {
    if (date.last <= place.near_first || date.first >= place.near_last || !date.from) continue;
    const auto lies_in = [&](Date day) { return *date.from <= day && day <= *date.to; };
    from_said = from_said || lies_in(*from);
    to_said = to_said || lies_in(*to);
  }
  if (!from_said)
    found.push_back(finding(Weight::doubtful, "period", "from", row[Field::from],
                            "has no words in the passage's sentence or the one before",
                            "leave the period empty unless the document states it"));
  if (from_said && !to_said && !row[Field::to].empty())
    found.push_back(finding(Weight::doubtful, "period", "to", row[Field::to],
                            "has no words in the passage's sentence or the one before",
                            "leave it empty unless the document states it"));
}

void Checker::check_area(const IntakeRow& row, const Place& place, std::vector<Finding>& found) const {
  for (const std::string& area : items_of_area(row[Field::area])) {
    bool said = false;
    for (const Mention& name : reading_.names) {
      if (name.last <= place.near_first || name.first >= place.near_last) continue;
      said = said || name.id == area;
    }
    const std::string words = slug(area);
    for (std::size_t at = place.near_first; at < place.near_last && !said; ++at)
      said = slug(reading_.words.tokens[at].folded) == words;
    if (said) continue;
    found.push_back(finding(Weight::doubtful, "area", "area", area,
                            "has no words in the passage's sentence or the one before",
                            "leave the area empty unless the document states it; names go into `aliases`"));
  }
}

bool Checker::says(std::string_view said_by, std::size_t first, std::size_t last) const {
  for (const Mention& name : reading_.names) {
    if (name.first >= first && name.last <= last && name.id == said_by) return true;
  }
  const Words words = words_of(said_by);
  for (std::size_t at = first; at < last; ++at) {
    const Token& token = reading_.words.tokens[at];
    // Somebody spoken of by a pronoun or an office was named before.
    const bool stands_for =
        is_pronoun(token.folded) && (token.is("he") || token.is("she") || token.is("they"));
    if (stands_for) return true;
    for (const Token& wanted : words.tokens) {
      const bool telling =
          wanted.kind == TokenKind::word && wanted.folded.size() > 2 && !ends_noun_phrase(wanted.folded);
      if (telling && (token.folded == wanted.folded)) return true;
    }
  }
  return false;
}

void Checker::check_speaker(const IntakeRow& row, const Place& place, std::vector<Finding>& found) const {
  const std::string& speaker = row.table == kPositions ? row[Field::actor] : row[Field::said_by];
  if (speaker.empty()) return;
  // The speech that the passage stands in may be introduced behind it, and may go on over paragraphs.
  std::size_t first = place.near_first;
  std::size_t last = place.near_last;
  for (const Speech& speech : reading_.speech) {
    if (speech.last <= place.first || speech.first >= place.last) continue;
    if (!speech.actor.empty() && speech.actor == speaker) return;
    if (speech.speaker == speaker) return;
    first = std::min(first, reading_.words.sentence_with(speech.first).first);
    last = std::max(last, reading_.words.sentence_with(speech.last - 1).last);
  }
  if (last < reading_.words.tokens.size()) last = std::max(last, reading_.words.sentence_with(last).last);
  if (says(speaker, first, last)) return;
  found.push_back(finding(Weight::doubtful, "speaker", row.table == kPositions ? "actor" : "said_by", speaker,
                          "has no words in the passage's sentence or the one before",
                          "name who speaks there, or add the name used there to `aliases`"));
}

std::string Checker::sentence_around(const Span& characters) const {
  if (characters.empty() || characters.end > characters_.characters()) return {};
  const Place place = place_of(characters);
  if (place.first >= place.last) return {};
  return std::string(reading_.words.words(place.inside_first, place.inside_last));
}

}  // namespace handover::intake
