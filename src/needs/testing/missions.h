// For the module's tests only: small missions built by hand.
#pragma once

#include "base/random_stream.h"
#include "needs/needs.h"

#include <fmt/format.h>

namespace handover::needs {

// Zones on a line of longitude, `spacing` degrees of latitude apart, one region, no speeds stated.
inline Mission line_mission(int zones, double spacing = 0.5) {
  Mission mission;
  mission.as_of = date_of(2024, 2, 13);
  mission.sources.push_back({"s1", "A source", "Somebody", "", date_of(2024, 1, 1), 'B', 2});
  mission.regions.push_back({"north", "The north"});
  mission.functions.push_back({"evacuation", "Evacuation"});
  for (int z = 0; z < zones; ++z) {
    Zone zone;
    zone.id = fmt::format("z{}", z);
    zone.name = fmt::format("Zone {}", z);
    zone.latitude = 33.0 + spacing * z;
    zone.longitude = 44.0;
    zone.area_square_km = 3000.0;
    zone.population = 1e5;
    mission.zones.push_back(zone);
  }
  return mission;
}

inline void add_site(Mission& mission, int zone, int capacity = 0) {
  Site site;
  site.id = fmt::format("canary_site_{}", mission.sites.size());
  site.name = fmt::format("Canary Base {}", mission.sites.size());
  site.zone = ZoneId{static_cast<std::uint16_t>(zone)};
  site.region = mission.zones[static_cast<std::size_t>(zone)].region;
  site.capacity = capacity;
  mission.sites.push_back(site);
}

inline TaskId add_task(Mission& mission, const std::string& id, double ratio, double minutes,
                       std::vector<Provider> providers = {Provider::coalition}) {
  Task task;
  task.id = task.name = id;
  task.persons_per_demand = ratio;
  task.response_minutes = minutes;
  task.providers = std::move(providers);
  mission.tasks.push_back(task);
  return TaskId{static_cast<std::uint16_t>(mission.tasks.size() - 1)};
}

inline void add_demand(Mission& mission, TaskId task, int zone, double demand, double per_incident = 0.0) {
  mission.task_demands.push_back(
      {task, ZoneId{static_cast<std::uint16_t>(zone)}, demand, per_incident, SourceId{0}});
}

// Eighteen zones, eight sites in two regions, nine tasks, everything rolled from `seed`.
inline Mission rolled_mission(std::uint64_t seed) {
  DrawCursor randomness(RandomStream(Seed{seed}, 0, 0, Purpose::test), 0);
  Mission mission = line_mission(18, 0.35);
  mission.regions.push_back({"west", "The west"});
  for (std::size_t z = 12; z < 18; ++z) mission.zones[z].region = RegionId{1};
  for (const int zone : {0, 2, 5, 8, 11, 13, 15, 17}) {
    add_site(mission, zone, static_cast<int>(150 + 400 * randomness.next()));
  }
  for (int t = 0; t < 8; ++t) {
    const bool place = randomness.next() < 0.8;
    const auto task = add_task(mission, fmt::format("task{}", t), 2.0 + 20.0 * randomness.next(),
                               place ? 40.0 + 60.0 * randomness.next() : 0.0);
    if (randomness.next() < 0.5) mission.tasks[task.index].providers.push_back(Provider::host);
    for (int zone = 0; zone < 18; ++zone) {
      if (randomness.next() < 0.6) add_demand(mission, task, zone, 3.0 * randomness.next());
    }
  }
  const auto guard = add_task(mission, "guard", 0.25, 0.0);
  mission.tasks[guard.index].force_protection = true;
  return mission;
}

}  // namespace handover::needs
