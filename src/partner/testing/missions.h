// For the module's tests only: a mission with ratings built by hand.
#pragma once

#include "base/random_stream.h"
#include "mission/mission.h"

namespace handover::partner {

inline void add_rating(Mission& mission, std::size_t unit, std::size_t function, std::size_t level,
                       std::size_t assessor, int days_ago, double coverage = 1.0) {
  const Date day = mission.as_of - std::chrono::days(days_ago);
  Rating rating;
  rating.unit = UnitId{static_cast<std::uint16_t>(unit)};
  rating.function = FunctionId{static_cast<std::uint16_t>(function)};
  rating.level = level;
  rating.assessor = AssessorId{static_cast<std::uint16_t>(assessor)};
  rating.coverage = coverage;
  rating.known = {day, day, day, SourceId{0}};
  mission.ratings.push_back(rating);
}

// Two units, three functions, an independent assessor, a builder and the forces themselves; `per_series`
// rolled ratings for each unit and function over four years.
inline Mission rated_mission(int per_series) {
  Mission mission;
  mission.as_of = date_of(2024, 2, 13);
  mission.sources.push_back({"s1", "A source", "Somebody", "", date_of(2024, 1, 1), 'B', 2});
  mission.rating_scale = {{"cannot", "with support", "with advice", "alone"}, 3};
  mission.functions = {{"fires", "Fires"}, {"logistics", "Logistics"}, {"planning", "Planning"}};
  mission.units.push_back({"army", "The army", {}, std::nullopt, {}});
  mission.units.push_back({"cts", "The service", {}, std::nullopt, {}});
  mission.assessors = {{"inspector", "Inspector", AssessorKind::independent},
                       {"trainer", "Trainer", AssessorKind::builder},
                       {"ministry", "Ministry", AssessorKind::self}};
  DrawCursor randomness(RandomStream(Seed{99}, 0, 0, Purpose::test), 0);
  for (std::size_t unit = 0; unit < 2; ++unit) {
    for (std::size_t function = 0; function < 3; ++function) {
      for (int i = 0; i < per_series; ++i) {
        add_rating(mission, unit, function, static_cast<std::size_t>(4.0 * randomness.next()),
                   static_cast<std::size_t>(3.0 * randomness.next()),
                   static_cast<int>(1460.0 * randomness.next()), 0.3 + 0.7 * randomness.next());
      }
    }
  }
  return mission;
}

}  // namespace handover::partner
