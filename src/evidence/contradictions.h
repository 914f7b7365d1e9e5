// Where sources contradict one another. Found by comparing what is stated; nothing in a mission marks a fact
// as disputed. How facts must be written so that they can be compared: README.md beside this file.
#pragma once

#include "base/problem.h"
#include "evidence/spoken_values.h"
#include "mission/mission.h"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
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

// Why two statements clash. What else a reason holds is said by its kind.
enum class ReasonKind {
  dates_apart,       // two spans of days
  not_that_weekday,  // the first span, and the second's words: a weekday
  rates_apart,       // over `shared_days`: two ranges a day
  at_the_same_time,  // two ranges of what can be counted on one day
  whole_below_part,  // the first range over the period and area that hold those of the second
  words_apart,       // both as they were put
  places_apart,      // both as they were put
  weekday_alone,     // the first's words; the first span where another source gives the day
  day_of_sister,     // the first span is the day of the second's words
  number_of_sister,  // the others give the first's words for the second's
  two_objects,  // the first's words by `said_by`, once for `first_object` and once for the second's words
  more_pairs    // not every pair of sides is written out
};
// How the areas lie that may explain it.
enum class AreaFrame { no_matter, one_states_none, differ };

struct Reason {
  ReasonKind kind = ReasonKind::words_apart;
  std::optional<DateSpan> first_span = {}, second_span = {};
  NumberRange first = {}, second = {};
  double shared_days = 0.0;
  std::string first_words = {}, second_words = {};
  std::string said_by = {}, first_object = {};
  AreaFrame frame = AreaFrame::no_matter;
  std::string first_area = {}, second_area = {};
};
std::string_view name_of(ReasonKind kind);  // "dates_apart"

struct Contradiction {
  ContradictionKind kind = ContradictionKind::date;
  std::string subject, relation;
  std::vector<Account> sides = {};  // two or more, or one for `undated`; most facts first
  std::vector<std::size_t> fits_all =
      {};                            // facts that clash with no side: vaguer, or of another time or area
  std::vector<Reason> reasons = {};  // why they clash, and what may explain it
  std::string sister = {};           // wrong_object: whose value it is
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
