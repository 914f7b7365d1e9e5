#include "evidence/contradictions.h"

#include "evidence/comparison.h"
#include "evidence/wrong_object.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

namespace handover::evidence {
namespace {

using Clash = std::function<bool(const Statement&, const Statement&, Reason*)>;

// The facts of one subject and relation. Many say the same in the same words: whether two clash is asked of
// their wordings, of which there are few.
struct Group {
  std::vector<std::size_t> facts;    // in the order in which sides are formed
  std::vector<std::size_t> wording;  // of each of `facts`
  std::vector<const Statement*> wordings;
  std::vector<std::size_t> told;  // facts of each wording
};

Group group_of(std::span<const Statement> statements, std::vector<std::size_t> facts) {
  // Most exact first, so that vague words join the sides that exact ones form.
  const auto order_of = [&](std::size_t i) {
    const Statement& one = statements[i];
    return std::tuple<double, std::string_view, std::string_view>(one.vagueness, one.fact->value,
                                                                  one.fact->id);
  };
  std::stable_sort(facts.begin(), facts.end(),
                   [&](std::size_t a, std::size_t b) { return order_of(a) < order_of(b); });
  Group group{.facts = std::move(facts)};
  const auto before = [](const Statement* a, const Statement* b) { return stated_before(*a, *b); };
  std::map<const Statement*, std::size_t, decltype(before)> number_of_wording(before);
  for (const std::size_t i : group.facts) {
    const auto [entry, fresh] = number_of_wording.emplace(&statements[i], group.wordings.size());
    if (fresh) group.wordings.push_back(&statements[i]), group.told.push_back(0);
    group.wording.push_back(entry->second);
    ++group.told[entry->second];
  }
  return group;
}

struct Comparison {
  ContradictionKind kind;
  Clash clash;
};

// Parts of a wide area are not rivals: a place is doubted only when no other source's area touches it.
Clash clash_of_lone_places(const Group& group) {
  std::set<const Statement*> lone;
  for (std::size_t w = 0; w < group.wordings.size(); ++w) {
    const Statement& one = *group.wordings[w];
    const bool touched =
        group.told[w] > 1 ||
        std::any_of(group.wordings.begin(), group.wordings.end(),
                    [&](const Statement* other) { return other != &one && !clash_of_places(one, *other); });
    if (!touched) lone.insert(&one);
  }
  return [lone](const Statement& a, const Statement& b, Reason* why) {
    return (lone.contains(&a) || lone.contains(&b)) && clash_of_places(a, b, why);
  };
}

std::optional<Comparison> comparison_for(const std::string& relation, const Group& group) {
  if (is_date_relation(relation)) return Comparison{ContradictionKind::date, clash_of_dates};
  if (relation == "count") return Comparison{ContradictionKind::count, clash_of_counts};
  if (is_description_relation(relation)) {
    return Comparison{ContradictionKind::description, clash_of_descriptions};
  }
  if (relation == "place") return Comparison{ContradictionKind::place, clash_of_lone_places(group)};
  return std::nullopt;
}

// A side while it is formed: its facts, and their wordings once each.
struct Side {
  Account account;
  std::vector<std::size_t> wordings;
};

// Which wordings clash with one another, directly or by others between them: each wording's quarrel, by the
// number of its first wording. A wording that clashes with none is a quarrel of its own.
std::vector<std::size_t> quarrels_of(const Group& group, const Clash& clash) {
  std::vector<std::size_t> quarrel(group.wordings.size());
  std::iota(quarrel.begin(), quarrel.end(), std::size_t{0});
  for (std::size_t a = 0; a < quarrel.size(); ++a) {
    for (std::size_t b = a + 1; b < quarrel.size(); ++b) {
      if (quarrel[a] == quarrel[b] || !clash(*group.wordings[a], *group.wordings[b], nullptr)) continue;
      const auto [kept, joined] = std::minmax(quarrel[a], quarrel[b]);
      std::replace(quarrel.begin(), quarrel.end(), std::size_t{joined}, std::size_t{kept});
    }
  }
  return quarrel;
}

// Sides of facts that agree, among those of one quarrel.
std::vector<Side> form_sides(const Group& group, const Clash& clash, const std::vector<std::size_t>& quarrel,
                             std::size_t which) {
  const auto clash_between = [&](std::size_t a, std::size_t b) {
    return clash(*group.wordings[a], *group.wordings[b], nullptr);
  };
  std::vector<Side> sides;
  for (std::size_t i = 0; i < group.facts.size(); ++i) {
    const std::size_t wording = group.wording[i];
    if (quarrel[wording] != which) continue;
    auto side = std::find_if(sides.begin(), sides.end(), [&](const Side& candidate) {
      return std::none_of(candidate.wordings.begin(), candidate.wordings.end(),
                          [&](std::size_t other) { return clash_between(wording, other); });
    });
    if (side == sides.end()) side = sides.insert(sides.end(), Side{});
    side->account.facts.push_back(group.facts[i]);
    auto& known = side->wordings;
    if (std::find(known.begin(), known.end(), wording) == known.end()) known.push_back(wording);
  }
  return sides;
}

// With three or more sides the same two words may clash in many pairs: one reason for each pair of sides.
std::vector<Reason> reasons_between(const Group& group, const std::vector<Side>& sides, const Clash& clash) {
  // Nobody reads more; the pairs grow with the square of the sides.
  constexpr std::size_t kMostReasons = 100;
  std::vector<Reason> reasons;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    for (std::size_t j = i + 1; j < sides.size(); ++j) {
      const Statement& other = *group.wordings[sides[j].wordings.front()];
      Reason reason;
      const bool found =
          std::any_of(sides[i].wordings.begin(), sides[i].wordings.end(),
                      [&](std::size_t one) { return clash(*group.wordings[one], other, &reason); });
      if (!found) continue;
      if (reasons.size() == kMostReasons) {
        reasons.push_back({.kind = ReasonKind::more_pairs});
        return reasons;
      }
      reasons.push_back(std::move(reason));
    }
  }
  return reasons;
}

// Facts that clash with none go with the quarrels that are about their area, or with the only one.
void add_what_fits(std::vector<Contradiction>& found, std::span<const Statement> statements,
                   const Group& group, const std::set<std::size_t>& quarrelling) {
  for (std::size_t i = 0; i < group.facts.size(); ++i) {
    if (quarrelling.contains(group.facts[i])) continue;
    const Area& area = statements[group.facts[i]].area;
    for (Contradiction& one : found) {
      const bool concerns =
          found.size() == 1 || std::any_of(one.sides.begin(), one.sides.end(), [&](const Account& side) {
            return std::any_of(side.facts.begin(), side.facts.end(), [&](std::size_t fact) {
              return compare_areas(statements[fact].area, area) != Relation::disjoint;
            });
          });
      if (concerns) one.fits_all.push_back(group.facts[i]);
    }
  }
}

// Of one subject and relation, a finding for each quarrel, however many sources take part in it. Two quarrels
// about other years or places have nothing to say about one another.
std::vector<Contradiction> compare_group(std::span<const Statement> statements,
                                         const std::vector<std::size_t>& facts) {
  if (facts.size() < 2) return {};
  const Fact& first = *statements[facts.front()].fact;
  const Group group = group_of(statements, facts);
  const auto comparison = comparison_for(first.relation, group);
  if (!comparison) return {};
  std::vector<Contradiction> findings;
  std::set<std::size_t> quarrelling;
  const std::vector<std::size_t> quarrel = quarrels_of(group, comparison->clash);
  for (const std::size_t which : std::set<std::size_t>(quarrel.begin(), quarrel.end())) {
    const std::vector<Side> sides = form_sides(group, comparison->clash, quarrel, which);
    if (sides.size() < 2) continue;
    Contradiction& found = findings.emplace_back(
        Contradiction{.kind = comparison->kind, .subject = first.subject, .relation = first.relation});
    found.reasons = reasons_between(group, sides, comparison->clash);
    for (const Side& side : sides) {
      found.sides.push_back(side.account);
      quarrelling.insert(side.account.facts.begin(), side.account.facts.end());
    }
    std::stable_sort(found.sides.begin(), found.sides.end(),
                     [](const Account& a, const Account& b) { return a.facts.size() > b.facts.size(); });
  }
  add_what_fits(findings, statements, group, quarrelling);
  return findings;
}

// A date that is only a weekday: it cannot be placed without another source.
std::optional<Contradiction> find_undated(std::span<const Statement> statements,
                                          const std::vector<std::size_t>& group) {
  const Fact& first = *statements[group.front()].fact;
  if (!is_date_relation(first.relation)) return std::nullopt;
  Contradiction found{
      .kind = ContradictionKind::undated, .subject = first.subject, .relation = first.relation};
  Account vague;
  std::optional<DateSpan> day_by_others;
  for (const std::size_t fact : group) {
    if (statements[fact].day) {
      vague.facts.push_back(fact);
    } else if (const auto& span = statements[fact].span) {
      found.fits_all.push_back(fact);
      if (span->is_day()) day_by_others = *span;
    }
  }
  if (vague.facts.empty()) return std::nullopt;
  const std::string& value = statements[vague.facts.front()].fact->value;
  found.reasons.push_back(
      {.kind = ReasonKind::weekday_alone, .first_span = day_by_others, .first_words = value});
  found.sides.push_back(std::move(vague));
  return found;
}

}  // namespace

std::string_view name_of(ReasonKind kind) {
  constexpr std::string_view names[] = {"dates_apart",      "not_that_weekday", "rates_apart",
                                        "at_the_same_time", "whole_below_part", "words_apart",
                                        "places_apart",     "weekday_alone",    "day_of_sister",
                                        "number_of_sister", "two_objects",      "more_pairs"};
  return names[static_cast<std::size_t>(kind)];
}

AreaBook area_book(const Mission& mission) {
  AreaBook book;
  for (const Zone& zone : mission.zones) book[mission.regions[zone.region.index].id].insert(zone.id);
  return book;
}

std::vector<Problem> counts_not_read(std::span<const Fact> facts) {
  std::vector<Problem> problems;
  for (const Fact& fact : facts) {
    if (fact.relation != "count" || number_of(fact)) continue;
    problems.push_back(
        {.code = ProblemCode::wrong_type,
         .file = "facts.csv",
         .line = fact.line,
         .field = "value",
         .value = fact.value,
         .what = "is not a number, and is compared with no other",
         .hint = "write 2500, 2,500, 2500..3000, ~2500, >150, at least 134, 170 thousand, 1.2 million, "
                 "hundreds; a comma stands before three digits"});
  }
  return problems;
}

std::vector<Contradiction> find_contradictions(std::span<const Fact> given, const AreaBook& areas) {
  // Compared in the order of their ids, so that findings do not depend on the order of the rows.
  std::vector<std::size_t> order(given.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&given](std::size_t a, std::size_t b) { return given[a].id < given[b].id; });
  std::vector<Statement> statements;
  for (const std::size_t i : order) statements.push_back(read_statement(given[i], areas));

  std::map<std::pair<std::string_view, std::string_view>, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    groups[{statements[i].fact->subject, statements[i].fact->relation}].push_back(i);
  }

  std::vector<Contradiction> found;
  for (const auto& [key, group] : groups) {
    for (Contradiction& contradiction : compare_group(statements, group))
      found.push_back(std::move(contradiction));
    if (auto undated = find_undated(statements, group)) found.push_back(std::move(*undated));
  }
  for (Contradiction& contradiction : find_wrong_objects(statements, found))
    found.push_back(std::move(contradiction));
  std::stable_sort(found.begin(), found.end(), [](const Contradiction& a, const Contradiction& b) {
    return std::tie(a.kind, a.subject, a.relation) < std::tie(b.kind, b.subject, b.relation);
  });
  for (Contradiction& contradiction : found) {
    for (Account& side : contradiction.sides) {
      for (std::size_t& fact : side.facts) fact = order[fact];
    }
    for (std::size_t& fact : contradiction.fits_all) fact = order[fact];
  }
  return found;
}

}  // namespace handover::evidence
