#include "threat/panel/neighbours.h"

#include "numerics/maths.h"
#include "threat/panel/month_rows.h"

#include <algorithm>
#include <charconv>
#include <numbers>
#include <optional>
#include <set>
#include <unordered_map>

namespace handover::threat {
namespace {

constexpr int kGridColumns = 720, kGridRows = 360;
constexpr std::size_t kMostNeighbours = 8;

std::optional<int> grid_cell(std::string_view name) {
  int cell = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), cell);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  if (cell < 1 || cell > kGridColumns * kGridRows) return std::nullopt;
  return cell - 1;
}

Neighbours grid_neighbours(const Panel& panel) {
  std::unordered_map<int, std::uint32_t> unit_at;
  std::vector<int> cells;
  for (const std::string& unit : panel.units) {
    const auto cell = grid_cell(unit);
    if (!cell) return {};
    unit_at.emplace(*cell, static_cast<std::uint32_t>(cells.size()));
    cells.push_back(*cell);
  }
  Neighbours neighbours(cells.size());
  std::size_t touching = 0;
  for (std::size_t unit = 0; unit < cells.size(); ++unit) {
    const int row = cells[unit] / kGridColumns, column = cells[unit] % kGridColumns;
    for (int up = -1; up <= 1; ++up) {
      for (int right = -1; right <= 1; ++right) {
        if ((up == 0 && right == 0) || row + up < 0 || row + up >= kGridRows) continue;
        const int beside = (column + right + kGridColumns) % kGridColumns;
        const auto other = unit_at.find((row + up) * kGridColumns + beside);
        if (other != unit_at.end()) neighbours[unit].push_back(other->second);
      }
    }
    touching += neighbours[unit].empty() ? 0 : 1;
  }
  // Numbers of countries look like cells; but a country's row mates would fill the top of the map, at the
  // pole.
  const bool at_the_pole = std::ranges::all_of(cells, [](int cell) { return cell < 12 * kGridColumns; });
  if (at_the_pole || 2 * touching < cells.size()) return {};
  return neighbours;
}

struct Place {
  std::string unit;
  double latitude = 0.0, longitude = 0.0;
};

// Squared, in degrees of latitude; near enough at the distances of neighbours.
double distance_between(const Place& a, const Place& b) {
  const double north = a.latitude - b.latitude;
  double east = std::abs(a.longitude - b.longitude);
  east = std::min(east, 360.0 - east);
  east *= maths::cos((a.latitude + b.latitude) / 360.0 * std::numbers::pi);
  return north * north + east * east;
}

NamedNeighbours nearest_of(const std::vector<Place>& places) {
  std::vector<std::vector<std::pair<double, std::size_t>>> nearest(places.size());
  std::vector<double> to_first;
  for (std::size_t i = 0; i < places.size(); ++i) {
    auto& list = nearest[i];
    for (std::size_t j = 0; j < places.size(); ++j) {
      if (i != j) list.emplace_back(distance_between(places[i], places[j]), j);
    }
    const std::size_t kept = std::min(kMostNeighbours, list.size());
    std::partial_sort(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(kept), list.end());
    list.resize(kept);
    if (kept > 0) to_first.push_back(list.front().first);
  }
  NamedNeighbours named;
  if (to_first.empty()) return named;
  std::ranges::sort(to_first);
  const double reach = 4.0 * to_first[to_first.size() / 2];  // of squares
  for (std::size_t i = 0; i < places.size(); ++i) {
    auto& list = named[places[i].unit];
    for (const auto& [distance, j] : nearest[i]) {
      if (distance <= reach) list.push_back(places[j].unit);
    }
  }
  return named;
}

}  // namespace

NamedNeighbours read_neighbours(std::string_view bytes, const std::string& file_name) {
  MonthRows rows(bytes, file_name);
  const std::string_view hint = "give unit,neighbour or unit,latitude,longitude";
  const std::size_t unit = rows.need({"unit", "priogrid_gid", "country_id", "gid"}, hint);
  const auto latitude = rows.find({"latitude", "lat"}), longitude = rows.find({"longitude", "lon"});
  std::vector<Place> places;
  NamedNeighbours named;
  if (latitude && longitude) {
    while (rows.next()) {
      const auto north = rows.number(*latitude), east = rows.number(*longitude);
      if (!north || std::abs(*north) > 90.0)
        rows.complain(ProblemCode::wrong_type, *latitude, "is not a latitude",
                      "write degrees from -90 to 90");
      else if (!east || std::abs(*east) > 180.0)
        rows.complain(ProblemCode::wrong_type, *longitude, "is not a longitude",
                      "write degrees from -180 to 180");
      else
        places.push_back({std::string(rows.unit(unit)), *north, *east});
    }
    named = nearest_of(places);
  } else {
    const std::size_t neighbour = rows.need({"neighbour", "neighbor"}, hint);
    while (rows.next()) {
      const std::string one(rows.unit(unit)), other(rows.unit(neighbour));
      if (one.empty() || other.empty() || one == other) {
        rows.complain(ProblemCode::unknown_reference, neighbour, "is not a neighbour of another unit",
                      "name two units");
        continue;
      }
      named[one].push_back(other);
      named[other].push_back(one);
    }
  }
  rows.throw_if_problems();
  return named;
}

Neighbours neighbours_of(const Panel& panel, const NamedNeighbours& named) {
  if (named.empty()) return grid_neighbours(panel);
  std::unordered_map<std::string_view, std::uint32_t> index;
  for (std::size_t unit = 0; unit < panel.units.size(); ++unit)
    index.emplace(panel.units[unit], static_cast<std::uint32_t>(unit));
  Neighbours neighbours(panel.units.size());
  for (std::size_t unit = 0; unit < panel.units.size(); ++unit) {
    const auto list = named.find(panel.units[unit]);
    if (list == named.end()) continue;
    std::set<std::uint32_t> once;
    for (const std::string& other : list->second) {
      if (const auto found = index.find(other); found != index.end()) once.insert(found->second);
    }
    neighbours[unit].assign(once.begin(), once.end());
  }
  return neighbours;
}

}  // namespace handover::threat
