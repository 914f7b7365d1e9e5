#include "needs/conflict.h"
#include "needs/needs.h"
#include "needs/testing/missions.h"

#include <algorithm>
#include <bit>
#include <map>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::needs;

TEST_CASE("every person in the answer is in the audit trail and in what is published") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Mission mission = rolled_mission(seed);
    Posture posture = unlimited_today(mission);
    posture.site_open[seed % 8] = false;
    posture.troops[0] = Persons{600};
    const auto report = assess_posture(mission, posture, {});
    std::map<std::uint16_t, double> audit, published;
    for (const auto& line : report.audit) {
      audit[line.region.index] += line.persons;
      if (line.task) CHECK(line.persons == doctest::Approx(line.demand * line.ratio));
      if (line.task) CHECK(line.source == "s1");
      if (line.task) CHECK(line.site.has_value());
      if (!line.task) CHECK(line.persons < 1.0);  // rounding alone needs no task
    }
    for (const auto& line : report.published) published[line.region.index] += line.persons;
    for (std::uint16_t r = 0; r < 2; ++r) {
      CAPTURE(seed);
      CHECK(audit[r] == doctest::Approx(report.solved.persons_required[r]).epsilon(1e-9));
      CHECK(published[r] == report.solved.persons_required[r]);
    }
    for (const auto& row : report.coverage) {
      CHECK(row.coalition + row.host + row.third_party + row.over_the_horizon + row.dropped ==
            doctest::Approx(1.0).epsilon(1e-6));
    }
  }
}

TEST_CASE("a mandatory task that cannot be met is explained by the smallest set of statements") {
  Mission mission = line_mission(2, 5.0);
  add_site(mission, 0, 30);
  add_site(mission, 1, 30);
  const auto task = add_task(mission, "Evacuation", 10.0, 60.0);
  mission.tasks[task.index].mandatory = true;
  add_demand(mission, task, 0, 1.0);
  add_demand(mission, task, 1, 1.0);
  Posture posture = unlimited_today(mission);
  CHECK(assess_posture(mission, posture, {}).conflict.empty());
  posture.site_open[1] = false;
  auto report = assess_posture(mission, posture, {});
  CHECK(report.solved.stop == Stop::infeasible);
  const RegionId north{0};
  CHECK(report.conflict ==
        std::vector<Requirement>{{.kind = Demanded::task_mandatory, .task = task},
                                 {.kind = Demanded::task_in_time, .task = task, .amount = 60.0},
                                 {.kind = Demanded::task_by_coalition, .task = task},
                                 {.kind = Demanded::sites_closed, .region = north}});
  // With troops for nobody, three statements are enough.
  posture.site_open[1] = true;
  posture.troops[0] = Persons{0};
  report = assess_posture(mission, posture, {});
  CHECK(report.conflict == std::vector<Requirement>{{.kind = Demanded::task_mandatory, .task = task},
                                                    {.kind = Demanded::task_by_coalition, .task = task},
                                                    {.kind = Demanded::troops_allowed, .region = north}});
}

TEST_CASE("the smallest conflict is as small as enumeration finds it") {
  const auto engine = cbc_engine();
  for (std::uint32_t round = 0; round < 25; ++round) {
    DrawCursor randomness(RandomStream(Seed{7}, round, 0, Purpose::test), 0);
    Programme programme;
    for (int j = 0; j < 3; ++j) programme.add_column(0.0, 0.0, 1.0, j == 0);
    std::vector<NamedConstraint> statements;
    for (int s = 0; s < 7; ++s) {
      std::vector<Programme::Term> terms;
      for (std::size_t j = 0; j < 3; ++j) terms.push_back({j, 2.0 * randomness.next() - 1.0});
      statements.push_back({{}, {programme.add_row(0.15 + 0.6 * randomness.next(), kNoLimit, terms)}});
    }
    const auto feasible = [&](unsigned subset) {
      Programme part = programme;
      for (unsigned s = 0; s < 7; ++s) {
        if ((subset >> s & 1u) == 0) part.relax_row(statements[s].rows[0]);
      }
      return engine->solve(part, {}).has_point;
    };
    int smallest = 99;
    for (unsigned subset = 0; subset < 128; ++subset) {
      const int size = std::popcount(subset);
      if (size < smallest && !feasible(subset)) smallest = size;
    }
    const Conflict conflict = smallest_conflict(programme, statements, *engine);
    CAPTURE(round);
    CHECK(static_cast<int>(conflict.statements.size()) == (smallest == 99 ? 0 : smallest));
    CHECK(conflict.smallest);
    // One round is not enough: the deletion filter still gives a set of which nothing can be spared.
    const Conflict filtered = smallest_conflict(programme, statements, *engine, 1);
    unsigned all = 0;
    for (const std::size_t s : filtered.statements) all |= 1u << s;
    if (all == 0) continue;
    CHECK_FALSE(feasible(all));
    for (const std::size_t s : filtered.statements) CHECK(feasible(all & ~(1u << s)));
  }
}
