#include "evidence/staleness.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace handover::evidence {

std::vector<RatingAge> rating_ages(const Mission& mission, const StaleAfter& limits) {
  struct Newest {
    RatingAge age;
    std::set<std::uint16_t> assessors;
  };
  std::map<std::pair<std::uint16_t, std::uint16_t>, Newest> by_function;
  for (std::size_t i = 0; i < mission.ratings.size(); ++i) {
    const Rating& rating = mission.ratings[i];
    Newest& newest = by_function[{rating.unit.index, rating.function.index}];
    RatingAge& age = newest.age;
    if (age.ratings == 0 || rating.known.from >= mission.ratings[age.rating].known.from) age.rating = i;
    age.unit = rating.unit;
    age.function = rating.function;
    ++age.ratings;
    newest.assessors.insert(rating.assessor.index);
  }

  std::vector<RatingAge> ages;
  for (auto& [key, newest] : by_function) {
    RatingAge& age = newest.age;
    const Rating& rating = mission.ratings[age.rating];
    const bool seen = mission.assessors[rating.assessor.index].kind != AssessorKind::self;
    age.age = days_between(rating.known.from, mission.as_of);
    age.assessors = newest.assessors.size();
    age.stale = age.age > (seen ? limits.seen : limits.unseen);
    ages.push_back(age);
  }
  std::stable_sort(ages.begin(), ages.end(),
                   [](const RatingAge& a, const RatingAge& b) { return b.age < a.age; });
  return ages;
}

}  // namespace handover::evidence
