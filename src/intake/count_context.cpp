#include "intake/count_context.h"

#include "intake/vocabulary.h"

#include <algorithm>

namespace handover::intake {

std::string CountContext::actor_in(std::size_t first, std::size_t last) const {
  std::string country;
  for (auto it = mentions_from(names_, first); it != names_.end() && it->first < last; ++it) {
    const Mention& name = *it;
    if (name.kind == NameKind::actor) return name.id;
    if (name.kind == NameKind::country) country = name.id;
  }
  return country;
}

const Mention* CountContext::place_at(std::size_t at) const {
  const Mention* found = nullptr;
  for (auto it = mentions_from(names_, at); it != names_.end() && it->first == at; ++it) {
    if (it->kind == NameKind::zone || (it->kind == NameKind::country && found == nullptr)) found = &*it;
  }
  return found;
}

// "in Iraq, Syria and Jordan" right behind the noun, or behind one participle ("stationed in Iraq").
void CountContext::add_area(CountMention& count) const {
  std::size_t at = count.last;
  const std::size_t end = sentence_end(count.first);
  static constexpr std::string_view kParticiples[] = {"stationed", "based",     "deployed", "located",
                                                      "serving",   "operating", "killed",   "wounded",
                                                      "injured",   "remaining", "were"};
  while (at < end && std::find(std::begin(kParticiples), std::end(kParticiples), token(at).folded) !=
                         std::end(kParticiples))
    ++at;
  if (at >= end || !is_place_preposition(token(at).folded)) return;
  ++at;
  if (at < end && (token(at).is("both") || token(at).is("the") || token(at).is("northern") ||
                   token(at).is("eastern") || token(at).is("southern") || token(at).is("western")))
    ++at;
  const std::size_t first = at;
  std::size_t last = at;
  while (at < end) {
    const Mention* place = place_at(at);
    if (place == nullptr) break;
    count.areas.push_back(place->id);
    at = last = place->last;
    while (at < end && (token(at).is(",") || token(at).is("and") || token(at).is("or"))) ++at;
  }
  if (!count.areas.empty()) count.area = words_.span(first, last);
}

// "since mid-October", "in 2015", "as of 30 June": in the count's own sentence.
void CountContext::add_period(CountMention& count) const {
  const std::size_t start = sentence_start(count.first);
  const auto first =
      std::lower_bound(dates_.begin(), dates_.end(), start,
                       [](const DateMention& date, std::size_t at) { return date.first < at; });
  for (auto it = first; it != dates_.end(); ++it) {
    const DateMention& date = *it;
    if (date.first >= sentence_end(count.first)) break;
    const Token* before = date.first > start ? &token(date.first - 1) : nullptr;
    if (before == nullptr) continue;
    const bool since = before->is("since") || before->is("منذ");
    const bool as_of = before->is("of") && date.first > start + 1 && token(date.first - 2).is("as");
    const bool within = (before->is("in") || before->is("during") || before->is("on")) && near(date, count);
    if (!since && !as_of && !within) continue;
    count.period = &date;
    count.since = since;
    count.as_of = as_of;
    if (since || as_of) return;
  }
}

// Right behind the noun and its area, or at the head of the sentence.
bool CountContext::near(const DateMention& date, const CountMention& count) const {
  if (date.first >= count.last) return date.first <= count.last + 4;
  return date.first <= sentence_start(count.first) + 2 && count.first <= date.last + 6;
}

}  // namespace handover::intake
