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
  CHECK(report.conflict ==
        std::vector<std::string>{"Evacuation is mandatory",
                                 "Evacuation must be there within 60 minutes in the slowest month",
                                 "Evacuation may be done by the coalition alone",
                                 "sites in The north are closed or may not be used"});
  // With troops for nobody, three statements are enough.
  posture.site_open[1] = true;
  posture.troops[0] = Persons{0};
  report = assess_posture(mission, posture, {});
  CHECK(report.conflict == std::vector<std::string>{"Evacuation is mandatory",
                                                    "Evacuation may be done by the coalition alone",
                                                    "at most 0 persons may be in The north"});
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
      statements.push_back({"", {programme.add_row(0.15 + 0.6 * randomness.next(), kNoLimit, terms)}});
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

TEST_CASE("nothing but the audit trail names a site") {
  Mission mission = rolled_mission(4);
  Posture posture = unlimited_today(mission);
  posture.troops[0] = Persons{50};
  for (Task& task : mission.tasks) task.mandatory = true;
  const auto report = assess_posture(mission, posture, {});
  std::string all;
  for (const auto* list : {&report.binding, &report.conflict, &report.legal, &report.assumed}) {
    for (const auto& words : *list) all += words + "\n";
  }
  for (const auto& row : report.dropped) all += row.exposed;
  for (const auto& row : report.published) all += row.what;
  for (const auto& row : report.audit) all += row.why;
  CHECK_FALSE(report.conflict.empty());
  CHECK(all.find("anary") == std::string::npos);
}

namespace {

Instrument instrument_of(const char* name, InstrumentKind kind, Date from, std::optional<Date> until) {
  Instrument instrument;
  instrument.id = instrument.name = name;
  instrument.kind = kind;
  instrument.known = {from, from, from, SourceId{0}};
  instrument.until = until;
  return instrument;
}

// The lines of the report that begin so.
std::string line_with(const NeedsReport& report, const std::string& beginning) {
  for (const std::string& line : report.legal) {
    if (line.starts_with(beginning)) return line.substr(beginning.size());
  }
  return "";
}

}  // namespace

TEST_CASE("instruments stand for the mission on a day, and a mandate is no host's consent") {
  Mission mission = line_mission(1);
  mission.regions.push_back({"syria", "Syria"});
  const Date past = date_of(2014, 9, 20);
  mission.instruments = {instrument_of("Invitation", InstrumentKind::invitation, past, {}),
                         instrument_of("Authority", InstrumentKind::mandate, past, date_of(2024, 12, 31)),
                         instrument_of("Old accord", InstrumentKind::agreement, past, date_of(2023, 12, 31)),
                         instrument_of("Wish", InstrumentKind::request, past, {})};
  mission.instruments.back().in_force = false;

  const auto report = assess_posture(mission, unlimited_today(mission), {});
  CHECK(line_with(report, "In force on 2024-02-13 by invitation: ") == "Invitation");
  CHECK(line_with(report, "In force on 2024-02-13 by a mandate, which is no host's consent: ") ==
        "Authority (until 2024-12-31)");
  CHECK(line_with(report, "Ended before 2024-02-13: ") == "Old accord (until 2023-12-31)");
  CHECK(line_with(report, "Syria: ").find("nvitation") == std::string::npos);
  for (const std::string& line : report.legal) CHECK(line.find("Wish") == std::string::npos);

  // A later day: what has no end goes on, what ends has ended.
  const auto later = assess_posture(mission, unlimited_today(mission), {}, {}, date_of(2025, 3, 1));
  CHECK(line_with(later, "In force on 2025-03-01 by invitation: ") == "Invitation");
  CHECK(line_with(later, "Ended before 2025-03-01: ") ==
        "Authority (until 2024-12-31); Old accord (until 2023-12-31)");

  mission.instruments.erase(mission.instruments.begin());
  CHECK(line_with(assess_posture(mission, unlimited_today(mission), {}),
                  "No invitation or agreement of a host is in force on 2024-02-13") == "");
  CHECK(assess_posture(mission, unlimited_today(mission), {}).legal.at(2) ==
        "No invitation or agreement of a host is in force on 2024-02-13");
}

TEST_CASE("each kind of instrument is said to be what it is") {
  const std::pair<InstrumentKind, const char*> kinds[] = {
      {InstrumentKind::invitation, "by invitation"},
      {InstrumentKind::agreement, "by agreement"},
      {InstrumentKind::request, "as a request, which is no consent"},
      {InstrumentKind::self_defence_claim, "as a claim of self-defence, which is no host's consent"},
      {InstrumentKind::mandate, "by a mandate, which is no host's consent"}};
  for (const auto& [kind, words] : kinds) {
    Mission mission = line_mission(1);
    mission.instruments = {instrument_of("It", kind, date_of(2014, 9, 20), {})};
    const auto report = assess_posture(mission, unlimited_today(mission), {});
    CAPTURE(words);
    CHECK(line_with(report, std::string("In force on 2024-02-13 ") + words + ": ") == "It");
    const bool consent = kind == InstrumentKind::invitation || kind == InstrumentKind::agreement;
    CHECK(report.legal_frame.rests_on_consent() == consent);
    const bool said = std::count(report.legal.begin(), report.legal.end(),
                                 "No invitation or agreement of a host is in force on 2024-02-13") == 1;
    CHECK(said == !consent);
  }
}
