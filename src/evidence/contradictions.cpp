#include "evidence/contradictions.h"

#include "evidence/comparison.h"
#include "evidence/wrong_object.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace handover::evidence {
namespace {

using Clash = std::function<std::optional<std::string>(const Fact&, const Fact&, const AreaBook&)>;

struct Comparison {
  ContradictionKind kind;
  Clash clash;
};

// Parts of a wide area are not rivals: a place is doubted only when no other source's area touches it.
Clash clash_of_lone_places(std::span<const Fact> facts, const std::vector<std::size_t>& group) {
  std::set<const Fact*> lone;
  for (const std::size_t i : group) {
    const bool touched = std::any_of(group.begin(), group.end(), [&](std::size_t j) {
      return i != j && !clash_of_places(facts[i], facts[j], {}).has_value();
    });
    if (!touched) lone.insert(&facts[i]);
  }
  return [lone](const Fact& a, const Fact& b, const AreaBook& book) -> std::optional<std::string> {
    if (!lone.contains(&a) && !lone.contains(&b)) return std::nullopt;
    return clash_of_places(a, b, book);
  };
}

std::optional<Comparison> comparison_for(const std::string& relation, std::span<const Fact> facts,
                                         const std::vector<std::size_t>& group) {
  if (is_date_relation(relation)) return Comparison{ContradictionKind::date, clash_of_dates};
  if (relation == "count") return Comparison{ContradictionKind::count, clash_of_counts};
  if (is_description_relation(relation)) {
    return Comparison{ContradictionKind::description, clash_of_descriptions};
  }
  if (relation == "place") return Comparison{ContradictionKind::place, clash_of_lone_places(facts, group)};
  return std::nullopt;
}

// Forms sides of facts that agree: the most exact first; a fact that agrees with every side is put aside.
void form_sides(Contradiction& found, std::span<const Fact> facts, const std::vector<std::size_t>& group,
                const Clash& clash, const AreaBook& areas) {
  const auto agrees_with = [&](std::size_t fact, const Account& side) {
    return std::none_of(side.facts.begin(), side.facts.end(), [&](std::size_t other) {
      return clash(facts[fact], facts[other], areas).has_value();
    });
  };
  const auto clashes_at_all = [&](std::size_t fact) {
    return std::any_of(group.begin(), group.end(), [&](std::size_t other) {
      return clash(facts[fact], facts[other], areas).has_value();
    });
  };
  for (const std::size_t fact : group) {
    if (!clashes_at_all(fact)) {
      found.fits_all.push_back(fact);
      continue;
    }
    const auto side = std::find_if(found.sides.begin(), found.sides.end(),
                                   [&](const Account& candidate) { return agrees_with(fact, candidate); });
    if (side != found.sides.end()) {
      side->facts.push_back(fact);
    } else {
      found.sides.push_back({{fact}});
    }
  }
  // With three or more sides the same two words may clash in many pairs: one reason for each pair of sides.
  for (std::size_t i = 0; i < found.sides.size(); ++i) {
    for (std::size_t j = i + 1; j < found.sides.size(); ++j) {
      for (const std::size_t a : found.sides[i].facts) {
        const auto reason = clash(facts[a], facts[found.sides[j].facts.front()], areas);
        if (!reason) continue;
        found.reasons.push_back(*reason);
        break;
      }
    }
  }
  std::stable_sort(found.sides.begin(), found.sides.end(),
                   [](const Account& a, const Account& b) { return a.facts.size() > b.facts.size(); });
}

// One finding for each subject and relation, however many sources take part.
std::optional<Contradiction> compare_group(std::span<const Fact> facts, std::vector<std::size_t> group,
                                           const AreaBook& areas) {
  const Fact& first = facts[group.front()];
  if (group.size() < 2) return std::nullopt;
  const auto comparison = comparison_for(first.relation, facts, group);
  if (!comparison) return std::nullopt;
  std::stable_sort(group.begin(), group.end(), [&facts](std::size_t a, std::size_t b) {
    return std::tuple(vagueness(facts[a]), facts[a].value, facts[a].id) <
           std::tuple(vagueness(facts[b]), facts[b].value, facts[b].id);
  });
  Contradiction found{.kind = comparison->kind, .subject = first.subject, .relation = first.relation};
  form_sides(found, facts, group, comparison->clash, areas);
  if (found.sides.size() < 2) return std::nullopt;
  return found;
}

// A date that is only a weekday: it cannot be placed without another source.
std::optional<Contradiction> find_undated(std::span<const Fact> facts,
                                          const std::vector<std::size_t>& group) {
  const Fact& first = facts[group.front()];
  if (!is_date_relation(first.relation)) return std::nullopt;
  Contradiction found{
      .kind = ContradictionKind::undated, .subject = first.subject, .relation = first.relation};
  Account vague;
  std::string day_by_others;
  for (const std::size_t fact : group) {
    if (parse_weekday(facts[fact].value)) {
      vague.facts.push_back(fact);
    } else if (const auto span = parse_spoken_date(facts[fact].value)) {
      found.fits_all.push_back(fact);
      if (span->is_day()) day_by_others = to_string(span->from);
    }
  }
  if (vague.facts.empty()) return std::nullopt;
  const std::string& value = facts[vague.facts.front()].value;
  found.reasons.push_back(day_by_others.empty()
                              ? fmt::format("'{}' is all that is said; no source gives the day", value)
                              : fmt::format("'{}' is all that is said; the day {} rests on another source",
                                            value, day_by_others));
  found.sides.push_back(std::move(vague));
  return found;
}

}  // namespace

AreaBook area_book(const Mission& mission) {
  AreaBook book;
  for (const Zone& zone : mission.zones) book[mission.regions[zone.region.index].id].insert(zone.id);
  return book;
}

std::vector<Contradiction> find_contradictions(std::span<const Fact> given, const AreaBook& areas) {
  // Compared in the order of their ids, so that findings do not depend on the order of the rows.
  std::vector<std::size_t> order(given.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&given](std::size_t a, std::size_t b) { return given[a].id < given[b].id; });
  std::vector<Fact> facts;
  for (const std::size_t i : order) facts.push_back(given[i]);

  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < facts.size(); ++i) groups[{facts[i].subject, facts[i].relation}].push_back(i);

  std::vector<Contradiction> found;
  for (const auto& [key, group] : groups) {
    if (auto contradiction = compare_group(facts, group, areas)) found.push_back(std::move(*contradiction));
    if (auto undated = find_undated(facts, group)) found.push_back(std::move(*undated));
  }
  for (Contradiction& contradiction : find_wrong_objects(facts, found, areas))
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
