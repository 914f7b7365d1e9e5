// Response times over terrain and season: how long from a site to where it is needed.
#pragma once

#include "mission/mission.h"

#include <array>
#include <string>
#include <vector>

namespace handover::needs {

// Great-circle distance on a sphere of radius 6371 km (haversine).
double kilometres_between(double latitude_a, double longitude_a, double latitude_b, double longitude_b);

// The planning factors that hold where a mission states none: every row is a judgement.
std::vector<MovementSpeed> default_movement();

// Minutes from zone to zone by the fastest mode that is open, for each month of the year; infinity when
// nothing moves. Within one zone the distance is the mean from its centre, 2/3 of the radius of a disc of the
// zone's area. A leg runs at the slower of its two ends' terrains.
class ResponseTimes {
 public:
  explicit ResponseTimes(const Mission& mission);

  double minutes(ZoneId from, ZoneId to, int month_of_year) const;  // month 0 = January .. 11
  // The slowest month of the year.
  double worst_minutes(ZoneId from, ZoneId to) const;
  bool assumed() const { return assumed_; }  // true: the mission states no speeds

 private:
  std::size_t at(ZoneId from, ZoneId to, std::size_t month) const {
    return (std::size_t{from.index} * zones_ + to.index) * 12 + month;
  }
  std::size_t zones_;
  bool assumed_;
  std::vector<double> minutes_;
};

}  // namespace handover::needs
