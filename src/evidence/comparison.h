// Comparing two facts of one subject and relation. Private to this module.
#pragma once

#include "evidence/contradictions.h"
#include "evidence/spoken_values.h"

#include <chrono>
#include <optional>
#include <string>

namespace handover::evidence {

// How two periods or two areas lie to one another. `unknown` when one side states none.
enum class Relation { equal, first_contains, second_contains, overlap, disjoint, unknown };

using Area = std::set<std::string>;
Relation compare_areas(const Area& a, const Area& b);
Relation compare_periods(const Fact& a, const Fact& b);

// The number that a fact states, its own range first.
std::optional<NumberRange> number_of(const Fact& fact);

// A fact with its words read once: only what its relation is compared by is filled.
struct Statement {
  const Fact* fact = nullptr;
  Area area;
  std::optional<DateSpan> span;             // of a date
  std::optional<std::chrono::weekday> day;  // of a date that is a bare weekday
  std::optional<NumberRange> number;        // of a count
  bool stock =
      false;    // of a count: can be counted on one day (persons, sites), does not add up over a period
  Sense sense;  // of a description
  Area place;   // of a place
  double vagueness = 0.0;  // width of the date's or number's range: narrower first when sides are formed
};
Statement read_statement(const Fact& fact, const AreaBook& book);
// An order in which statements that are alike are equal.
bool stated_before(const Statement& a, const Statement& b);

// Whether the two cannot both be true; says why when asked.
bool clash_of_dates(const Statement& a, const Statement& b, Reason* why = nullptr);
bool clash_of_counts(const Statement& a, const Statement& b, Reason* why = nullptr);
bool clash_of_descriptions(const Statement& a, const Statement& b, Reason* why = nullptr);
bool clash_of_places(const Statement& a, const Statement& b, Reason* why = nullptr);

bool is_date_relation(const std::string& relation);
bool is_description_relation(const std::string& relation);

}  // namespace handover::evidence
