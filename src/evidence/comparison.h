// Comparing two facts of one subject and relation. Private to this room.
#pragma once

#include "evidence/contradictions.h"
#include "evidence/spoken_values.h"

#include <optional>
#include <string>

namespace handover::evidence {

// How two periods or two areas lie to one another. `unknown` when one side states none.
enum class Relation { equal, first_contains, second_contains, overlap, disjoint, unknown };

using Area = std::set<std::string>;
Area area_of(const Fact& fact, const AreaBook& book);
Relation compare_areas(const Area& a, const Area& b);
Relation compare_periods(const Fact& a, const Fact& b);

// The number that a fact states, its own range first.
std::optional<NumberRange> number_of(const Fact& fact);
// True for what can be counted on one day (persons, sites); false for what adds up over a period (attacks).
bool is_stock(const Fact& fact);

// Why the two cannot both be true; nothing when they can.
std::optional<std::string> clash_of_dates(const Fact& a, const Fact& b, const AreaBook& book);
std::optional<std::string> clash_of_counts(const Fact& a, const Fact& b, const AreaBook& book);
std::optional<std::string> clash_of_descriptions(const Fact& a, const Fact& b, const AreaBook& book);
std::optional<std::string> clash_of_places(const Fact& a, const Fact& b, const AreaBook& book);

// Whether a value is given with the relation's usual care: narrower spans first when sides are formed.
double vagueness(const Fact& fact);

bool is_date_relation(const std::string& relation);
bool is_description_relation(const std::string& relation);

}  // namespace handover::evidence
