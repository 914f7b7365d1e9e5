#include "mission/loading.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover {
namespace {

constexpr double kMany = 1e10;

void read_zone(Loading& loading, RowReader& row) {
  const auto index = loading.zones.find(row.text("id"));
  if (!index) return;
  Zone& zone = loading.mission.zones[*index];
  zone = {.id = row.text("id"), .name = row.text("name"), .map_code = row.text("map_code")};
  zone.region = row.id<RegionId>("region", loading.regions);
  zone.latitude = row.number("latitude", -90, 90);
  zone.longitude = row.number("longitude", -180, 180);
  zone.population = row.optional_number("population", 0, kMany).value_or(0);
  zone.area_square_km = row.optional_number("area_square_km", 0, kMany).value_or(0);
  zone.terrain = row.word<Terrain>("terrain");
  zone.neighbours = row.id_list<ZoneId>("neighbours", loading.zones);
  zone.source = loading.source(row);
}

bool names(const Zone& zone, std::size_t other) {
  return std::find(zone.neighbours.begin(), zone.neighbours.end(),
                   ZoneId{static_cast<std::uint16_t>(other)}) != zone.neighbours.end();
}

// A border has two sides: whoever is named as a neighbour must name the other back, in its own row.
void check_neighbours(Loading& loading, const Table& table) {
  const auto& zones = loading.mission.zones;
  for (const Table::Row& row : table.rows) {
    RowReader reader(table, row, loading.problems);
    const auto index = loading.zones.find(reader.text("id"));
    if (!index) continue;
    for (std::size_t other = 0; other < zones.size(); ++other) {
      if (names(zones[other], *index) && !names(zones[*index], other)) {
        reader.report(ProblemCode::inconsistent, "neighbours",
                      fmt::format("does not name '{}', which names '{}' as its neighbour", zones[other].id,
                                  zones[*index].id),
                      "write neighbours both ways");
      }
    }
  }
}

void read_site(Loading& loading, RowReader& row) {
  Site site{.id = row.text("id"), .name = row.text("name"), .role = row.text("role")};
  loading.sites.add(site.id);
  site.zone = row.id<ZoneId>("zone", loading.zones);
  site.region = row.id<RegionId>("region", loading.regions);
  site.open = row.yes("open", true);
  site.persons = row.three_points("persons_", 0, 1e6);
  site.capacity = row.has("capacity") ? row.whole("capacity", 0, 1'000'000) : 0;
  site.sustains = row.id_list<RegionId>("sustains", loading.regions);
  site.judgement = row.yes("judgement", false);
  site.source = loading.source(row);
  loading.mission.sites.push_back(std::move(site));
}

void read_troops(Loading& loading, RowReader& row) {
  TroopCount troops{.actor = row.id<ActorId>("actor", loading.actors),
                    .region = row.id<RegionId>("region", loading.regions)};
  troops.known = loading.known(row);
  if (!row.has("to")) troops.known.to = std::max(troops.known.from, loading.as_of);
  troops.best = row.whole("best", 0, 1'000'000);
  troops.low = row.has("low") ? row.whole("low", 0, 1'000'000) : troops.best;
  troops.high = row.has("high") ? row.whole("high", 0, 1'000'000) : troops.best;
  if (troops.low > troops.best || troops.best > troops.high)
    row.report(ProblemCode::inconsistent, "best", "does not lie between low and high", "order the three");
  loading.mission.troops.push_back(troops);
}

}  // namespace

void read_places(Loading& loading) {
  if (const auto table = loading.open_table("zones.csv")) {
    name_rows(loading, *table, loading.zones);
    loading.mission.zones.resize(loading.zones.all().size());
    loading.each_row_of(*table, table_spec("zones.csv"), [&](RowReader& row) { read_zone(loading, row); });
    if (loading.problems.empty()) check_neighbours(loading, *table);
  }
  loading.each_row("sites.csv", [&](RowReader& row) { read_site(loading, row); });
  loading.each_row("troops.csv", [&](RowReader& row) { read_troops(loading, row); });
}

}  // namespace handover
