#include "needs/movement.h"

#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace handover::needs {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr std::array<bool, 12> kAllYear = {true, true, true, true, true, true,
                                           true, true, true, true, true, true};
constexpr std::array kTerrains = {Terrain::urban, Terrain::river_plain, Terrain::desert, Terrain::mountain};
constexpr std::array kModes = {MovementMode::road, MovementMode::rotary_wing};

// The slowest row that holds for this mode, terrain and month; nothing when none does.
const MovementSpeed* find_speed(const std::vector<MovementSpeed>& table, MovementMode mode, Terrain terrain,
                                std::size_t month) {
  const MovementSpeed* found = nullptr;
  for (const MovementSpeed& row : table) {
    if (row.mode != mode || row.terrain != terrain || !row.months[month]) continue;
    if (found == nullptr || row.kilometres_per_hour < found->kilometres_per_hour) found = &row;
  }
  return found;
}

bool is_closed(const Mission& mission, MovementMode mode, ZoneId from, ZoneId to, std::size_t month) {
  return std::any_of(
      mission.route_closures.begin(), mission.route_closures.end(), [&](const RouteClosure& row) {
        const bool same_ends = (row.from == from && row.to == to) || (row.from == to && row.to == from);
        return row.mode == mode && row.months[month] && same_ends;
      });
}

double distance(const Mission& mission, ZoneId from, ZoneId to) {
  const Zone& a = mission.zones[from.index];
  const Zone& b = mission.zones[to.index];
  if (from == to) return 2.0 / 3.0 * std::sqrt(std::max(0.0, a.area_square_km) / std::numbers::pi);
  return kilometres_between(a.latitude, a.longitude, b.latitude, b.longitude);
}

double leg_minutes(const Mission& mission, const std::vector<MovementSpeed>& table, MovementMode mode,
                   ZoneId from, ZoneId to, std::size_t month) {
  if (is_closed(mission, mode, from, to, month)) return kNever;
  double slowest = 0.0;
  for (const ZoneId end : {from, to}) {
    const MovementSpeed* row = find_speed(table, mode, mission.zones[end.index].terrain, month);
    if (row == nullptr || row->kilometres_per_hour <= 0.0) return kNever;
    const double kilometres = distance(mission, from, to) * std::max(1.0, row->detour);
    slowest = std::max(slowest, row->ready_minutes + 60.0 * kilometres / row->kilometres_per_hour);
  }
  return slowest;
}

}  // namespace

double kilometres_between(double latitude_a, double longitude_a, double latitude_b, double longitude_b) {
  const auto radians = [](double degrees) { return degrees * std::numbers::pi / 180.0; };
  const double up = maths::sin(radians(latitude_b - latitude_a) / 2.0);
  const double along = maths::sin(radians(longitude_b - longitude_a) / 2.0);
  const double h =
      up * up + maths::cos(radians(latitude_a)) * maths::cos(radians(latitude_b)) * along * along;
  return 2.0 * 6371.0 * maths::asin(std::sqrt(std::clamp(h, 0.0, 1.0)));
}

std::vector<MovementSpeed> default_movement() {
  // Protected convoys and utility helicopters; speeds over the ground, halts included.
  constexpr std::array<double, 4> road = {25.0, 40.0, 35.0, 20.0};
  constexpr std::array<double, 4> air = {220.0, 220.0, 200.0, 180.0};
  std::vector<MovementSpeed> table;
  for (std::size_t t = 0; t < kTerrains.size(); ++t) {
    table.push_back({MovementMode::road, kTerrains[t], kAllYear, road[t], 1.3, 20.0, true, {}});
    table.push_back({MovementMode::rotary_wing, kTerrains[t], kAllYear, air[t], 1.05, 15.0, true, {}});
  }
  return table;
}

ResponseTimes::ResponseTimes(const Mission& mission)
    : zones_(mission.zones.size()), assumed_(mission.movement.empty()), minutes_(zones_ * zones_ * 12) {
  const auto table = assumed_ ? default_movement() : mission.movement;
  for (std::uint16_t a = 0; a < zones_; ++a) {
    for (std::uint16_t b = 0; b < zones_; ++b) {
      for (std::size_t month = 0; month < 12; ++month) {
        double best = kNever;
        for (const MovementMode mode : kModes) {
          best = std::min(best, leg_minutes(mission, table, mode, ZoneId{a}, ZoneId{b}, month));
        }
        minutes_[at(ZoneId{a}, ZoneId{b}, month)] = best;
      }
    }
  }
}

double ResponseTimes::minutes(ZoneId from, ZoneId to, int month_of_year) const {
  return minutes_[at(from, to, static_cast<std::size_t>(month_of_year))];
}

double ResponseTimes::worst_minutes(ZoneId from, ZoneId to) const {
  const auto first = minutes_.begin() + static_cast<std::ptrdiff_t>(at(from, to, 0));
  return *std::max_element(first, first + 12);
}

}  // namespace handover::needs
