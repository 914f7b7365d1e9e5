#include "evidence/wrong_object.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

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

std::string last_word(const std::string& id) {
  const auto words = words_of(id);
  return words.empty() ? "" : words.back();
}

bool is_handover_object(const std::string& id) {
  const std::string word = last_word(id);
  return word == "mission" || word == "presence" || word == "troops" || word == "advisers";
}

using Facts = std::vector<std::size_t>;  // positions in the statements, ascending

// Facts that date an event, by a word of the event's id that is its own and by the day or days given.
using DatesByWord = std::map<std::tuple<std::string, Date, Date>, Facts>;

std::set<std::string> own_words(const std::string& id) {
  std::set<std::string> words;
  for (std::string& word : words_of(id)) {
    if (!is_generic(word)) words.insert(std::move(word));
  }
  return words;
}

DatesByWord dates_by_word(std::span<const Statement> statements) {
  DatesByWord dates;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const Statement& one = statements[i];
    if (one.fact->relation != "date" || !one.span) continue;
    for (const std::string& word : own_words(one.fact->subject)) {
      dates[{word, one.span->from, one.span->to}].push_back(i);
    }
  }
  return dates;
}

// The first fact that dates a sister event on the side's day, by a source that the side does not rest on.
std::optional<std::size_t> sister_on(std::span<const Statement> statements, const DatesByWord& dates,
                                     const std::string& subject, const Account& side) {
  const DateSpan& day = *statements[side.facts.front()].span;
  std::set<std::uint16_t> sources;
  for (const std::size_t fact : side.facts) sources.insert(statements[fact].fact->known.source.index);
  std::optional<std::size_t> first;
  for (const std::string& word : own_words(subject)) {
    const auto found = dates.find({word, day.from, day.to});
    if (found == dates.end()) continue;
    const auto sister = std::find_if(found->second.begin(), found->second.end(), [&](std::size_t i) {
      const Fact& fact = *statements[i].fact;
      return fact.subject != subject && !sources.contains(fact.known.source.index);
    });
    if (sister != found->second.end()) first = std::min(first.value_or(*sister), *sister);
  }
  return first;
}

// A side that gives a day on which others date a sister event.
void find_borrowed_dates(std::span<const Statement> statements, const DatesByWord& dates,
                         const Contradiction& contradiction, std::vector<Contradiction>& found) {
  const std::size_t most = contradiction.sides.front().facts.size();
  const std::size_t fewest = contradiction.sides.back().facts.size();
  for (const Account& side : contradiction.sides) {
    // What most sources say is not doubted on account of a sister.
    if (side.facts.size() == most && most > fewest) continue;
    const auto& span = statements[side.facts.front()].span;
    if (!span || !span->is_day()) continue;
    const auto i = sister_on(statements, dates, contradiction.subject, side);
    if (!i) continue;
    const std::string& sister = statements[*i].fact->subject;
    found.push_back(
        {.kind = ContradictionKind::wrong_object,
         .subject = contradiction.subject,
         .relation = contradiction.relation,
         .sides = {side, {{*i}}},
         .fits_all = {},
         .reasons = {{.kind = ReasonKind::day_of_sister, .first_span = *span, .second_words = sister}},
         .sister = sister});
    return;
  }
}

// What a number must share to be borrowed: the kind of thing, the unit and the number itself (low + high).
using NumberFrame = std::tuple<std::string, std::string, double>;
struct NumberBook {
  std::map<std::string, std::set<std::uint16_t>> sources;          // of a subject's counts
  std::map<NumberFrame, std::map<std::string, Facts>> by_subject;  // of each frame
};

NumberFrame frame_of(const Statement& one) {
  return {last_word(one.fact->subject), one.fact->unit, one.number->low + one.number->high};
}

NumberBook number_book(std::span<const Statement> statements) {
  NumberBook book;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const Fact& fact = *statements[i].fact;
    if (fact.relation != "count") continue;
    book.sources[fact.subject].insert(fact.known.source.index);
    if (!statements[i].number || fact.unit.empty()) continue;
    book.by_subject[frame_of(statements[i])][fact.subject].push_back(i);
  }
  // Only a subject that several sources count can lend its number.
  for (auto& frame : book.by_subject) {
    std::erase_if(frame.second, [&](const auto& entry) { return book.sources[entry.first].size() < 2; });
  }
  return book;
}

// The facts that give the sister this number in the same frame, when two sources or more do.
Facts witnesses_of(std::span<const Statement> statements, const Statement& lone, const Facts& sister) {
  Facts witnesses;
  std::set<std::uint16_t> sources;
  for (const std::size_t j : sister) {
    const Statement& other = statements[j];
    if (other.fact->known.source == lone.fact->known.source) continue;
    if (compare_periods(*lone.fact, *other.fact) == Relation::disjoint) continue;
    if (compare_areas(lone.area, other.area) == Relation::disjoint) continue;
    witnesses.push_back(j);
    sources.insert(other.fact->known.source.index);
  }
  return sources.size() > 1 ? witnesses : Facts{};
}

// One source alone gives a subject the number that two or more others give its sister.
void find_borrowed_numbers(std::span<const Statement> statements, std::vector<Contradiction>& found) {
  const NumberBook book = number_book(statements);
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const Statement& lone = statements[i];
    const Fact& fact = *lone.fact;
    if (fact.relation != "count" || fact.unit.empty() || !lone.number) continue;
    if (book.sources.at(fact.subject).size() > 1) continue;
    for (const auto& [sister, facts] : book.by_subject.at(frame_of(lone))) {
      const Facts witnesses = witnesses_of(statements, lone, facts);
      if (witnesses.empty()) continue;
      found.push_back({.kind = ContradictionKind::wrong_object,
                       .subject = fact.subject,
                       .relation = fact.relation,
                       .sides = {{witnesses}, {{i}}},
                       .fits_all = {},
                       .reasons = {{.kind = ReasonKind::number_of_sister,
                                    .first_words = fact.value + " " + fact.unit,
                                    .second_words = sister}},
                       .sister = sister});
      break;
    }
  }
}

// Two aims of one speaker for two objects that are easily mixed up, told alike by two sources.
bool may_be_mixed(const Statement& a, const Statement& b) {
  return agree(a.sense, b.sense) && a.fact->known.source != b.fact->known.source &&
         compare_periods(*a.fact, *b.fact) != Relation::disjoint;
}

std::optional<std::pair<std::size_t, std::size_t>> first_mixed(std::span<const Statement> statements,
                                                               const Facts& one, const Facts& other) {
  for (const std::size_t i : one) {
    for (const std::size_t j : other) {
      if (may_be_mixed(statements[i], statements[j])) return std::pair(i, j);
    }
  }
  return std::nullopt;
}

Contradiction mixed_objects(std::span<const Statement> statements, std::size_t i, std::size_t j) {
  const Fact &one = *statements[i].fact, &other = *statements[j].fact;
  return {.kind = ContradictionKind::wrong_object,
          .subject = one.subject,
          .relation = one.relation,
          .sides = {{{i}}, {{j}}},
          .fits_all = {},
          .reasons = {{.kind = ReasonKind::two_objects,
                       .first_words = one.value,
                       .second_words = other.subject,
                       .said_by = one.said_by,
                       .first_object = one.subject}},
          .sister = other.subject};
}

// The same wish of the same speaker, once for the mission and once for the presence or the troops.
void find_mixed_objects(std::span<const Statement> statements, std::vector<Contradiction>& found) {
  // By speaker and object, so that a pair of objects is looked into once.
  std::map<std::string, std::map<std::string, Facts>> aims;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const Fact& fact = *statements[i].fact;
    if (fact.relation == "aim" && !fact.said_by.empty() && is_handover_object(fact.subject)) {
      aims[fact.said_by][fact.subject].push_back(i);
    }
  }
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (const auto& [speaker, objects] : aims) {
    for (auto one = objects.begin(); one != objects.end(); ++one) {
      for (auto other = std::next(one); other != objects.end(); ++other) {
        if (last_word(one->first) == last_word(other->first)) continue;
        if (const auto mixed = first_mixed(statements, one->second, other->second)) pairs.push_back(*mixed);
      }
    }
  }
  std::sort(pairs.begin(), pairs.end());
  for (const auto& [i, j] : pairs) found.push_back(mixed_objects(statements, i, j));
}

}  // namespace

std::vector<Contradiction> find_wrong_objects(std::span<const Statement> statements,
                                              std::span<const Contradiction> known) {
  std::vector<Contradiction> found;
  const DatesByWord dates = dates_by_word(statements);
  for (const Contradiction& contradiction : known) {
    if (contradiction.kind == ContradictionKind::date) {
      find_borrowed_dates(statements, dates, contradiction, found);
    }
  }
  find_borrowed_numbers(statements, found);
  find_mixed_objects(statements, found);
  return found;
}

}  // namespace handover::evidence
