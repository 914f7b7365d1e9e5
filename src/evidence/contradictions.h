// Where sources contradict one another. Found by comparing what is stated; nothing in a mission marks a fact
// as disputed. How facts must be written so that they can be compared: README.md beside this file.
#pragma once

#include "base/problem.h"
#include "mission/mission.h"

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace handover::evidence {

enum class ContradictionKind {
  date,         // one event, dates that cannot both be true
  undated,      // a weekday is all that a source gives
  count,        // one quantity, numbers that cannot both be true over their periods and areas
  description,  // rival words for how one object stands or what is wanted for it
  place,        // one thing, placed in areas that have nothing in common
  wrong_object  // a value that belongs to a sister object
};

// Facts that agree with one another; the first speaks for the side.
struct Account {
  std::vector<std::size_t> facts;  // positions in the facts that were compared
};

struct Contradiction {
  ContradictionKind kind = ContradictionKind::date;
  std::string subject, relation;
  std::vector<Account> sides = {};  // two or more, or one for `undated`; most facts first
  std::vector<std::size_t> fits_all =
      {};                                 // facts that clash with no side: vaguer, or of another time or area
  std::vector<std::string> reasons = {};  // why they clash, and what may explain it
  std::string sister = {};                // wrong_object: whose value it is
};

// Names of areas that are made of others: a region's id -> its zones' ids.
using AreaBook = std::map<std::string, std::set<std::string>>;
AreaBook area_book(const Mission& mission);

// Facts with the relation `count` whose value is no number in any of the documented forms: they are compared
// with nothing.
std::vector<Problem> counts_not_read(std::span<const Fact> facts);

// A finding for each set of facts that clash with one another, directly or by others between them. In order
// of kind, then subject. Pure: the same facts give the same findings in any order of theirs.
std::vector<Contradiction> find_contradictions(std::span<const Fact> facts, const AreaBook& areas = {});

}  // namespace handover::evidence
