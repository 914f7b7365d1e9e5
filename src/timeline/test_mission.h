// For tests: a made-up mission of three regions, one of them sustained from a hub in another.
#pragma once

#include "mission/mission.h"

namespace handover::timeline {

inline Mission test_mission() {
  Mission mission;
  mission.id = "test";
  mission.as_of = date_of(2024, 7, 24);
  mission.horizon_months = 36;
  mission.sources = {{"report", "A report", "A body", "", date_of(2024, 7, 1), 'B', 2}};
  mission.parties = {{"host", "Host", Side::host, true}, {"coalition", "Coalition", Side::coalition, true}};
  mission.actors = {{"us", "Coalition forces", "", {Role::coalition}, {}, PartyId{1}, {}}};
  mission.regions = {{"south", "South"}, {"north", "North"}, {"abroad", "Abroad"}};
  for (std::uint16_t r = 0; r < 3; ++r) {
    Zone zone;
    zone.id = zone.name = "zone" + std::to_string(r);
    zone.region = RegionId{r};
    mission.zones.push_back(zone);
    Site site;
    site.id = site.name = "site" + std::to_string(r);
    site.zone = ZoneId{r};
    site.region = RegionId{r};
    site.persons = {600, 800, 1000};
    site.sustains = {RegionId{r}};
    mission.sites.push_back(site);
    TroopCount troops;
    troops.region = RegionId{r};
    troops.known = {date_of(2024, 1, 1), date_of(2024, 7, 24), date_of(2024, 1, 1), {}};
    troops.low = 600;
    troops.best = 800;
    troops.high = 1000;
    mission.troops.push_back(troops);
  }
  mission.sites[1].sustains.push_back(RegionId{2});
  mission.functions = {{"fires", "fires"}};
  Task advise;
  advise.id = advise.name = "advise";
  advise.providers = {Provider::coalition, Provider::host};
  advise.partner_function = FunctionId{0};
  Task protect;
  protect.id = protect.name = "protect";
  protect.force_protection = true;
  protect.providers = {Provider::coalition};
  mission.tasks = {advise, protect};
  Stream stream;
  stream.id = stream.name = "insurgents";
  mission.streams = {stream};
  IntervalCount count;
  count.known = {date_of(2024, 4, 1), date_of(2024, 6, 30), date_of(2024, 7, 5), {}};
  count.best = 30;
  mission.interval_counts = {count};
  return mission;
}

}  // namespace handover::timeline
