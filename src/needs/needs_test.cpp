#include "needs/needs.h"

#include "needs/testing/missions.h"

#include <chrono>
#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::needs;

namespace {
SolvedPosture solve_one(const Mission& mission, const Posture& posture) {
  return solve_postures(mission, std::vector{posture}, {}).table.at(0);
}
}  // namespace

TEST_CASE("the smallest presence is the ratio times the demand, rounded up, plus its protection") {
  Mission mission = line_mission(1);
  add_site(mission, 0);
  add_demand(mission, add_task(mission, "evacuation", 7.0, 60.0), 0, 1.5);  // 10.5 persons' worth
  const auto guard = add_task(mission, "guard", 0.2, 0.0);                  // with 2.1 more: 13 persons
  mission.tasks[guard.index].force_protection = true;
  const auto row = solve_one(mission, unlimited_today(mission));
  CHECK(row.stop == Stop::optimal);
  CHECK(row.persons_required == std::vector<int>{13});
  CHECK(row.force_protection == std::vector<int>{2});
  CHECK(row.covered == std::vector<double>{1.0, 1.0});
}

TEST_CASE("one site serves two zones when that needs fewer protectors") {
  Mission mission = line_mission(3, 0.2);
  add_site(mission, 0);
  add_site(mission, 1);
  add_site(mission, 2);
  const auto task = add_task(mission, "evacuation", 10.0, 60.0);
  for (int zone = 0; zone < 3; ++zone) add_demand(mission, task, zone, 1.0);
  const auto guard = add_task(mission, "guard", 20.0, 0.0);
  mission.tasks[guard.index].force_protection = true;
  for (int zone = 0; zone < 3; ++zone) add_demand(mission, guard, zone, 1.0);
  const auto row = solve_one(mission, unlimited_today(mission));
  CHECK(row.persons_required == std::vector<int>{50});  // 30 at one site, 20 protect it
}

TEST_CASE("a closed site drops what only it could reach, or hands it to the host where that is allowed") {
  Mission mission = line_mission(2, 5.0);  // 556 km apart
  add_site(mission, 0);
  add_site(mission, 1);
  const auto alone = add_task(mission, "evacuation", 10.0, 60.0);
  const auto shared = add_task(mission, "fires", 10.0, 60.0, {Provider::coalition, Provider::host});
  for (int zone = 0; zone < 2; ++zone) {
    add_demand(mission, alone, zone, 1.0);
    add_demand(mission, shared, zone, 3.0);
  }
  Posture posture = unlimited_today(mission);
  posture.site_open[1] = false;
  const auto row = solve_one(mission, posture);
  CHECK(row.covered[alone.index] == doctest::Approx(0.5));
  CHECK(row.covered[shared.index] == doctest::Approx(1.0));
  CHECK(row.covered_by_host[shared.index] == doctest::Approx(0.5));
  CHECK(row.persons_required == std::vector<int>{40});
}

TEST_CASE("too few people do first what those who stay rely on, where they are") {
  Mission mission = line_mission(2);
  add_site(mission, 0);
  const std::vector<Provider> either = {Provider::coalition, Provider::host};
  const auto advise = add_task(mission, "advising", 10.0, 0.0, either);
  const auto evacuate = add_task(mission, "evacuation", 10.0, 0.0, either);
  mission.tasks[evacuate.index].enabler = true;
  for (const TaskId task : {advise, evacuate})
    for (int zone = 0; zone < 2; ++zone) add_demand(mission, task, zone, 1.0);
  Posture posture = unlimited_today(mission);
  posture.troops[0] = Persons{10};  // of forty persons' worth
  const auto row = solve_one(mission, posture);
  CHECK(row.covered_by_host[evacuate.index] == doctest::Approx(0.5));
  CHECK(row.not_ours_where_we_are[evacuate.index] == doctest::Approx(0.0));
  CHECK(row.not_ours_where_we_are[advise.index] == doctest::Approx(1.0));
}

TEST_CASE("the threat's incidents raise the demand") {
  Mission mission = line_mission(1);
  add_site(mission, 0);
  mission.streams.push_back({"is", "IS", StreamKind::insurgent, {}, std::nullopt, false});
  add_demand(mission, add_task(mission, "quick_reaction", 5.0, 60.0), 0, 1.0, 0.5);
  const Posture posture = unlimited_today(mission);
  CHECK(solve_one(mission, posture).persons_required[0] == 5);
  const ThreatDemand threat{.quantile = 0.9, .incidents_per_month = {10.0}};
  CHECK(solve_postures(mission, std::vector{posture}, threat).table[0].persons_required[0] == 30);
}

TEST_CASE("troops of a region bound the answer, and what does not fit is dropped, not invented") {
  Mission mission = line_mission(1);
  add_site(mission, 0);
  add_demand(mission, add_task(mission, "evacuation", 10.0, 60.0), 0, 4.0);
  Posture posture = unlimited_today(mission);
  posture.troops[0] = Persons{25};
  const auto row = solve_one(mission, posture);
  CHECK(row.persons_required[0] <= 25);
  CHECK(row.covered[0] == doctest::Approx(25.0 / 40.0).epsilon(1e-6));
  mission.tasks[0].mandatory = true;
  const auto forced = solve_one(mission, posture);
  CHECK(forced.stop == Stop::infeasible);
  CHECK(forced.covered[0] == doctest::Approx(25.0 / 40.0).epsilon(1e-6));
}

TEST_CASE("no label means no presence, and no troops at closed sites") {
  Mission mission = rolled_mission(3);
  Posture posture = unlimited_today(mission);
  posture.label[1] = Label::none;
  CHECK(solve_one(mission, posture).persons_required[1] == 0);
  posture.site_open.assign(mission.sites.size(), false);
  const auto row = solve_one(mission, posture);
  CHECK(row.persons_required == std::vector<int>{0, 0});
  CHECK(row.force_protection == std::vector<int>{0, 0});
}

TEST_CASE("advising that ends takes the mentoring of its functions with it") {
  Mission mission = line_mission(1);
  add_site(mission, 0);
  mission.functions.push_back({"fires", "Fires"});
  const auto advise = add_task(mission, "advise", 6.0, 0.0);
  mission.tasks[advise.index].mentors = {FunctionId{1}};
  add_demand(mission, advise, 0, 2.0);
  Posture posture = unlimited_today(mission);
  CHECK(solve_one(mission, posture).mentoring == std::vector<double>{0.0, 1.0});
  posture.provider[advise.index] = Provider::none;
  CHECK(solve_one(mission, posture).mentoring == std::vector<double>{0.0, 0.0});
}

TEST_CASE("a mission without tasks, sites or zones is answered, not refused") {
  const Mission nothing;
  CHECK(solve_postures(nothing, std::vector{unlimited_today(nothing)}, {}).table.size() == 1);
  const auto row = solve_one(line_mission(2), unlimited_today(line_mission(2)));
  CHECK(row.persons_required == std::vector<int>{0});
  CHECK(recorded_threat(nothing, 0.9).incidents_per_month.empty());
}

TEST_CASE("records older than the last year stand in only where it has none, and are said to be old") {
  Mission mission = line_mission(1);
  mission.streams.push_back({"attacks", "Attacks", StreamKind::insurgent, {}, {}, false});
  const auto total = [](Date from, Date to, double count) {
    IntervalCount row;
    row.stream = StreamId{0};
    row.area = {ZoneId{0}};
    row.low = row.best = row.high = count;
    row.known = {from, to, to, SourceId{0}};
    return row;
  };
  mission.interval_counts = {total(date_of(2007, 1, 1), date_of(2007, 12, 31), 12'000.0)};
  const auto old = recorded_threat(mission, 0.9);
  CHECK(old.incidents_per_month[0] > 100.0);
  CHECK(old.stale == std::vector<std::pair<StreamId, Date>>{{StreamId{0}, date_of(2007, 12, 31)}});

  // One incident within the year: the surge of 2007 says nothing of today any more.
  DailyCount row;
  row.stream = StreamId{0};
  row.zone = ZoneId{0};
  row.count = 1;
  row.known = {date_of(2024, 1, 1), date_of(2024, 1, 1), date_of(2024, 1, 1), SourceId{0}};
  mission.daily_counts = {row};
  const auto young = recorded_threat(mission, 0.9);
  CHECK(young.incidents_per_month[0] < 2.0);
  CHECK(young.stale.empty());
  // A total within the year still speaks for the level.
  mission.interval_counts.push_back(total(date_of(2023, 10, 1), date_of(2023, 12, 31), 300.0));
  CHECK(recorded_threat(mission, 0.9).incidents_per_month[0] > 100.0);
}

TEST_CASE("postures that were not handed in are a fault, and a posture that does not fit is one too") {
  const Mission mission = rolled_mission(1);
  const Posture posture = unlimited_today(mission);
  const auto fitted = solve_postures(mission, std::vector{posture, posture}, {});
  CHECK(fitted.table.size() == 1);
  CHECK(fitted.index_of(posture) == 0);
  Posture other = posture;
  other.site_open[0] = !other.site_open[0];
  CHECK_THROWS_AS((void)fitted.index_of(other), std::logic_error);
  other.site_open.pop_back();
  CHECK_THROWS_AS(solve_postures(mission, std::vector{other}, {}), std::logic_error);
}

TEST_CASE("every subset of eight sites is solved in milliseconds, and opening a site never uncovers") {
  const Mission mission = rolled_mission(11);
  constexpr unsigned kSubsets = 256;
  std::vector<Posture> postures;
  for (unsigned subset = 0; subset < kSubsets; ++subset) {
    Posture posture = unlimited_today(mission);
    for (unsigned j = 0; j < 8; ++j) posture.site_open[j] = ((255u - subset) >> j & 1u) != 0;
    postures.push_back(posture);
  }
  const auto start = std::chrono::steady_clock::now();
  const auto fitted = solve_postures(mission, postures, {});
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  MESSAGE("256 postures in " << taken.count() << " s");
  CHECK(taken.count() < 20.0);
  for (unsigned subset = 0; subset < kSubsets; ++subset) {
    const auto& row = fitted.table[subset];
    REQUIRE(row.stop == Stop::optimal);
    for (unsigned j = 0; j < 8; ++j) {
      const auto& more = fitted.table[subset & ~(1u << j)];
      CHECK(more.best_bound <= row.objective + 1e-6 * std::abs(row.objective));
    }
  }
}

TEST_CASE("demand from replications is the quantile of each zone's own mixture") {
  Mission mission = line_mission(2);
  mission.streams.push_back({"is", "IS", StreamKind::insurgent, {}, std::nullopt, false});
  // One replication of 10 incidents, a share of 0.3 in the first zone: Poisson(3), whose 90 % quantile is 5.
  const std::vector<double> one = {10.0}, share = {0.3, 0.7};
  const auto demand = demand_of_replications(mission, 0.9, one, share);
  CHECK(demand.incidents_per_month == std::vector<double>{5.0, 10.0});  // Poisson(7): 10
  // Half of the replications quiet: the median of the mixture of 0 and Poisson(7) is where the second has
  // little.
  const std::vector<double> two = {0.0, 10.0};
  CHECK(demand_of_replications(mission, 0.5, two, share).incidents_per_month[1] == 0.0);
  CHECK(demand_of_replications(mission, 0.9, {}, share).incidents_per_month == std::vector<double>{0.0, 0.0});
}

TEST_CASE("among equal solutions the work goes to the nearest site, then to the first of sites.csv") {
  // Who does the work of zone 1 costs the same at each of three sites.
  Mission mission = line_mission(2, 0.2);
  for (const int zone : {0, 1, 1}) add_site(mission, zone);
  const auto task = add_task(mission, "evacuation", 10.0, 60.0);
  add_demand(mission, task, 1, 1.0);
  const auto sites_at_work = [](const NeedsReport& report) {
    std::vector<std::size_t> sites;
    for (const AuditLine& line : report.audit)
      if (line.site && line.task) sites.push_back(line.site->index);
    return sites;
  };
  const auto here = assess_posture(mission, unlimited_today(mission), {});
  CHECK(here.persons == 10);
  CHECK(sites_at_work(here) == std::vector<std::size_t>{1});
  Posture closed = unlimited_today(mission);
  closed.site_open[1] = false;
  CHECK(sites_at_work(assess_posture(mission, closed, {})) == std::vector<std::size_t>{2});
  closed.site_open[2] = false;
  CHECK(sites_at_work(assess_posture(mission, closed, {})) == std::vector<std::size_t>{0});
}

TEST_CASE("with ties settled every demand is still met once, and no bound lies above its solution") {
  for (const std::uint64_t seed : {1, 2, 3, 4}) {
    const Mission mission = rolled_mission(seed);
    const auto report = assess_posture(mission, unlimited_today(mission), {});
    CAPTURE(seed);
    CHECK(report.solved.best_bound <= report.solved.objective + 1e-6);
    for (const TaskCoverage& row : report.coverage) {
      const double shares = row.coalition + row.host + row.third_party + row.over_the_horizon + row.dropped;
      CHECK(shares == doctest::Approx(1.0).epsilon(1e-5));
    }
  }
}
