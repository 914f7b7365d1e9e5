// The module's programme against every choice of manned sites, each solved as a plain linear programme
// written here and not taken from the module.
#include "needs/movement.h"
#include "needs/needs.h"
#include "needs/programme.h"
#include "needs/testing/missions.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::needs;

namespace {

// Least persons (rounded up) plus 1000 for each person's worth dropped, when exactly these sites are manned.
double cost_when_manned(const Mission& mission, unsigned manned, double per_person, double standing) {
  const ResponseTimes times(mission);
  Programme programme;
  std::vector<std::vector<Programme::Term>> at_site(mission.sites.size());
  for (const TaskDemand& row : mission.task_demands) {
    const Task& task = mission.tasks[row.task.index];
    if (task.force_protection) continue;
    const double persons = row.demand * task.persons_per_demand;
    std::vector<Programme::Term> cover = {{programme.add_column(1000.0, 0.0, kNoLimit, false), 1.0}};
    for (std::size_t j = 0; j < mission.sites.size(); ++j) {
      const bool near = times.worst_minutes(mission.sites[j].zone, row.zone) <= task.response_minutes;
      if ((manned >> j & 1u) == 0 || !near) continue;
      const auto serve = programme.add_column(1.0 + per_person, 0.0, kNoLimit, false);
      cover.push_back({serve, 1.0});
      at_site[j].push_back({serve, 1.0 + per_person});
    }
    programme.add_row(persons, persons, cover);
  }
  double fixed = 0.0;
  for (std::size_t j = 0; j < mission.sites.size(); ++j) {
    if ((manned >> j & 1u) == 0) continue;
    fixed += standing;
    if (standing > mission.sites[j].capacity) return kNoLimit;
    programme.add_row(-kNoLimit, mission.sites[j].capacity - standing, at_site[j]);
  }
  return cbc_engine()->solve(programme, {}).objective + fixed;
}

}  // namespace

TEST_CASE("the smallest presence is the best over every choice of manned sites") {
  for (std::uint32_t round = 0; round < 12; ++round) {
    DrawCursor randomness(RandomStream(Seed{21}, round, 0, Purpose::test), 0);
    Mission mission = line_mission(6, 0.4);
    for (const int zone : {0, 2, 3, 5})
      add_site(mission, zone, static_cast<int>(40 + 100 * randomness.next()));
    for (int t = 0; t < 3; ++t) {
      const auto task =
          add_task(mission, fmt::format("task{}", t), 4.0 + 8.0 * randomness.next(), 45.0 + 20.0 * t);
      for (int zone = 0; zone < 6; ++zone) {
        if (randomness.next() < 0.7) add_demand(mission, task, zone, 2.0 * randomness.next());
      }
    }
    const double standing = 5.0 + 25.0 * randomness.next();
    const auto guard = add_task(mission, "guard", 1.0, 0.0);
    mission.tasks[guard.index].force_protection = true;
    for (int zone = 0; zone < 6; ++zone) add_demand(mission, guard, zone, standing);
    double best = kNoLimit;
    for (unsigned manned = 0; manned < 16; ++manned) {
      best = std::min(best, cost_when_manned(mission, manned, 0.0, standing));
    }
    const auto row = solve_postures(mission, std::vector{unlimited_today(mission)}, {}).table[0];
    CAPTURE(round);
    CHECK(row.stop == Stop::optimal);
    // The module counts whole persons in the region and stops within one person.
    CHECK(row.objective >= best - 1e-6);
    CHECK(row.objective <= best + 2.0);
    CHECK(row.best_bound <= best + 1.0);
  }
}
