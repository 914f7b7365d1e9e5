#include "evidence/wrong_object.h"

#include "evidence/comparison.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::evidence {
namespace {

// Words of ids that say nothing about which object is meant.
bool is_generic(const std::string& word) {
  constexpr std::string_view kGeneric =
      " event first second third last session talks meeting attack attacks strike strikes us the of on in "
      "january "
      "february march april may june july august september october november december ";
  const bool digits = std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits || kGeneric.find(" " + word + " ") != std::string_view::npos;
}

bool share_a_word(const std::string& a, const std::string& b) {
  const auto others = words_of(b);
  for (const std::string& word : words_of(a)) {
    if (!is_generic(word) && std::find(others.begin(), others.end(), word) != others.end()) return true;
  }
  return false;
}

std::string last_word(const std::string& id) {
  const auto words = words_of(id);
  return words.empty() ? "" : words.back();
}

bool is_handover_object(const std::string& id) {
  const std::string word = last_word(id);
  return word == "mission" || word == "presence" || word == "troops" || word == "advisers";
}

// A side that gives a day on which others date a sister event.
void find_borrowed_dates(std::span<const Fact> facts, const Contradiction& contradiction,
                         std::vector<Contradiction>& found) {
  const std::size_t most = contradiction.sides.front().facts.size();
  const std::size_t fewest = contradiction.sides.back().facts.size();
  for (const Account& side : contradiction.sides) {
    // What most sources say is not doubted on account of a sister.
    if (side.facts.size() == most && most > fewest) continue;
    const auto span = parse_spoken_date(facts[side.facts.front()].value);
    if (!span || !span->is_day()) continue;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      const Fact& sister = facts[i];
      if (sister.subject == contradiction.subject || sister.relation != "date") continue;
      if (parse_spoken_date(sister.value) != span || !share_a_word(sister.subject, contradiction.subject))
        continue;
      // The sister's date must come from another source than the doubtful one.
      const bool own_witness = std::none_of(side.facts.begin(), side.facts.end(), [&](std::size_t fact) {
        return facts[fact].known.source == sister.known.source;
      });
      if (!own_witness) continue;
      found.push_back({.kind = ContradictionKind::wrong_object,
                       .subject = contradiction.subject,
                       .relation = contradiction.relation,
                       .sides = {side, {{i}}},
                       .fits_all = {},
                       .reasons = {fmt::format("{} is the day of '{}'; the two events may have been merged",
                                               to_string(span->from), sister.subject)},
                       .sister = sister.subject});
      return;
    }
  }
}

bool same_number_frame(const Fact& a, const Fact& b, const AreaBook& areas) {
  if (a.relation != "count" || b.relation != "count" || a.unit != b.unit || a.unit.empty()) return false;
  const auto x = number_of(a), y = number_of(b);
  if (!x || !y || x->low + x->high != y->low + y->high) return false;
  if (compare_periods(a, b) == Relation::disjoint) return false;
  const Relation relation = compare_areas(area_of(a, areas), area_of(b, areas));
  return relation != Relation::disjoint;
}

// One source alone gives a subject the number that two or more others give its sister.
void find_borrowed_numbers(std::span<const Fact> facts, const AreaBook& areas,
                           std::vector<Contradiction>& found) {
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const Fact& lone = facts[i];
    const bool alone =
        lone.relation == "count" && std::none_of(facts.begin(), facts.end(), [&](const Fact& other) {
          return other.subject == lone.subject && other.relation == "count" &&
                 other.known.source != lone.known.source;
        });
    if (!alone) continue;
    std::map<std::string, std::vector<std::size_t>> sisters;
    for (std::size_t j = 0; j < facts.size(); ++j) {
      const Fact& other = facts[j];
      if (other.subject == lone.subject || other.known.source == lone.known.source) continue;
      if (last_word(other.subject) != last_word(lone.subject) || !same_number_frame(lone, other, areas))
        continue;
      sisters[other.subject].push_back(j);
    }
    for (const auto& entry : sisters) {
      const std::string& sister = entry.first;
      const std::vector<std::size_t>& witnesses = entry.second;
      const bool several = std::any_of(witnesses.begin(), witnesses.end(), [&](std::size_t j) {
        return facts[j].known.source != facts[witnesses.front()].known.source;
      });
      if (!several) continue;
      found.push_back(
          {.kind = ContradictionKind::wrong_object,
           .subject = lone.subject,
           .relation = lone.relation,
           .sides = {{witnesses}, {{i}}},
           .fits_all = {},
           .reasons = {fmt::format("the other sources give {} {} for '{}'", lone.value, lone.unit, sister)},
           .sister = sister});
      break;
    }
  }
}

// The same wish of the same speaker, once for the mission and once for the presence or the troops.
void find_mixed_objects(std::span<const Fact> facts, std::vector<Contradiction>& found) {
  std::set<std::tuple<std::string, std::string, std::string>> told;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    for (std::size_t j = 0; j < facts.size(); ++j) {
      const Fact &a = facts[i], &b = facts[j];
      if (a.relation != "aim" || b.relation != "aim" || a.subject >= b.subject) continue;
      if (!is_handover_object(a.subject) || !is_handover_object(b.subject)) continue;
      if (last_word(a.subject) == last_word(b.subject) || a.said_by.empty() || a.said_by != b.said_by)
        continue;
      if (!agree(parse_sense(a.value), parse_sense(b.value)) || a.known.source == b.known.source) continue;
      if (compare_periods(a, b) == Relation::disjoint) continue;
      if (!told.insert({a.subject, b.subject, a.said_by}).second) continue;
      found.push_back(
          {.kind = ContradictionKind::wrong_object,
           .subject = a.subject,
           .relation = "aim",
           .sides = {{{i}}, {{j}}},
           .fits_all = {},
           .reasons = {fmt::format("'{}' by {} is given for '{}' by one source and for '{}' by another",
                                   a.value, a.said_by, a.subject, b.subject)},
           .sister = b.subject});
    }
  }
}

}  // namespace

std::vector<Contradiction> find_wrong_objects(std::span<const Fact> facts,
                                              std::span<const Contradiction> known, const AreaBook& areas) {
  std::vector<Contradiction> found;
  for (const Contradiction& contradiction : known) {
    if (contradiction.kind == ContradictionKind::date) find_borrowed_dates(facts, contradiction, found);
  }
  find_borrowed_numbers(facts, areas, found);
  find_mixed_objects(facts, found);
  return found;
}

}  // namespace handover::evidence
