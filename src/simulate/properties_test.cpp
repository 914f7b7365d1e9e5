// What must hold in every replication of every plan: rolled plans, scenarios and random draws.
#include "simulate/plan_tables.h"
#include "simulate/tally.h"
#include "simulate/test_scenarios.h"

#include <algorithm>
#include <map>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::simulate;

namespace {

double metric(const Outcome& outcome, Metric which) {
  return outcome.metric[static_cast<std::size_t>(which)];
}

// The benchmark's plan with months, gates and execution rolled anew.
Stage rolled_stage(std::uint32_t which) {
  Stage stage = benchmark_stage();
  DrawCursor randomness(RandomStream(Seed{99}, which, 0, Purpose::test), 0);
  int months = 1;
  for (Phase& phase : stage.plan.phases) {
    months += static_cast<int>(randomness.next() * 9);
    phase.earliest = plus_months(month_of(stage.mission.as_of), months);
    phase.execution = Days{static_cast<int>(randomness.next() * 120)};
    phase.gate.latest.reset();
    if (randomness.next() < 0.6)
      phase.gate.latest = plus_months(phase.earliest, static_cast<int>(randomness.next() * 12));
    phase.gate.review_every = Days{1 + static_cast<int>(randomness.next() * 120)};
    if (randomness.next() < 0.5) phase.gate.reverses = stage.plan.phases.front().gate.reverses;
  }
  stage.assessment.needs.table.clear();
  bench::fill_needs(stage);
  return stage;
}

std::int32_t first_review_after(const Stage& stage, const Step& reversal) {
  const Gate& gate = stage.plan.phases[static_cast<std::size_t>(reversal.phase)].gate;
  const std::int32_t review = reversal.day + gate.review_every.value;
  if (!gate.latest) return review;
  const std::int32_t latest = days_between(stage.mission.as_of, first_day(*gate.latest)).value;
  return latest > reversal.day ? std::min(review, latest) : review;
}

// Gates pass in order, a phase completes after its gate, a reversal undoes the last completed phase, which is
// looked at again a review later at the soonest (or on its latest day), and nothing but a departure happens
// once the plan has stopped.
void check_steps(const std::vector<Step>& steps, const Stage& stage) {
  int completed = 0;
  bool executing = false;
  std::int32_t day = 0, not_before = 0;
  for (const Step& step : steps) {
    CHECK(step.day >= day);
    day = step.day;
    switch (step.kind) {
      case Step::Kind::gate_passed:
      case Step::Kind::passed_on_calendar:
        // A step that was under way when the talks collapsed or the host threw the mission out begins anew
        // once they reopen or it asks it back.
        CHECK(step.phase == completed);
        CHECK(step.day >= not_before);
        executing = true;
        break;
      case Step::Kind::completed:
        CHECK(step.phase == completed);
        CHECK(executing);
        executing = false;
        ++completed;
        break;
      case Step::Kind::reversed:
        CHECK(step.phase == completed - 1);
        executing = false;
        --completed;
        not_before = first_review_after(stage, step);
        break;
      case Step::Kind::stopped:
      case Step::Kind::departed:
        executing = false;
        break;
    }
  }
}

void check_outcome(const Outcome& outcome, const Stage& stage) {
  for (std::size_t m = 0; m < kMetrics; ++m) {
    if (static_cast<Metric>(m) == Metric::slip_days) continue;  // a step may be early
    CHECK(outcome.metric[m] >= 0.0F);
  }
  double killed = 0.0;
  for (const float value : outcome.civilians_killed_by_region) killed += value;
  CHECK(killed == metric(outcome, Metric::civilians_killed));
  std::int32_t before = 0;
  for (std::size_t p = 0; p < outcome.phase_passed.size(); ++p) {
    const auto& day = outcome.phase_passed[p];
    if (!day) continue;
    CHECK((p == 0 || outcome.phase_passed[p - 1].has_value()));
    CHECK(*day >= before);
    // Steps by the calendar may come before their month, as some did; those with conditions wait for them.
    const auto& gate = stage.plan.phases[p].gate.all_of;
    const bool by_calendar = std::all_of(gate.begin(), gate.end(), [](const Condition& condition) {
      return condition.what == Observable::always;
    });
    if (!by_calendar)
      CHECK(*day >= days_between(stage.mission.as_of, first_day(stage.plan.phases[p].earliest)).value);
    before = *day;
  }
  CHECK_FALSE(outcome.cut_short);
  if (metric(outcome, Metric::presence_ended_by_days) <= 1095)
    CHECK(metric(outcome, Metric::troops_at_end) == 0.0);
  if (metric(outcome, Metric::troops_at_end) == 0.0)
    CHECK(metric(outcome, Metric::coalition_label_at_end) == 0.0);
  CHECK(metric(outcome, Metric::mission_ended_by_days) <= metric(outcome, Metric::presence_ended_by_days));
}

}  // namespace

TEST_CASE("nobody is at a closed site, and nobody is lost between regions, sites and zones") {
  const Stage stage = benchmark_stage();
  const PlanTables tables(stage.mission, stage.assessment, stage.plan);
  const auto postures = postures_of(stage.mission, stage.plan);
  for (std::size_t i = 0; i < tables.standing.size(); ++i) {
    const Standing& standing = tables.standing[i];
    std::vector<int> by_region(stage.mission.regions.size(), 0);
    int total = 0;
    for (std::size_t s = 0; s < stage.mission.sites.size(); ++s) {
      const bool open = i + 1 < tables.standing.size() && postures[i].site_open[s];
      if (!open) CHECK(standing.site_persons[s] == 0);
      by_region[stage.mission.sites[s].region.index] += standing.site_persons[s];
      total += standing.site_persons[s];
    }
    CHECK(by_region == standing.troops);
    CHECK(total == standing.total_troops);
  }
  CHECK(tables.standing[tables.gone()].total_troops == 0);
}

TEST_CASE("plans are carried out in order in every replication") {
  std::map<int, int> seen;
  for (std::uint32_t which = 0; which < 12; ++which) {
    CAPTURE(which);
    const Stage stage = rolled_stage(which);
    const Simulator simulator(stage.mission, stage.assessment, stage.plan);
    Session session(simulator);
    for (std::uint32_t w = 0; w < 3; ++w) {
      session.enter(only_scenario(stage, w), Seed{which});
      for (std::uint32_t f = 0; f < 25; ++f) {
        check_outcome(session.run(f), stage);
        check_steps(session.steps(), stage);
        for (const Step& step : session.steps()) ++seen[static_cast<int>(step.kind)];
      }
    }
  }
  // Each kind of step happened somewhere, or the checks above were empty.
  CHECK(seen.size() == 6);
}

TEST_CASE("no one is attacked who has left") {
  Stage stage = benchmark_stage();
  stage.plan.signature.unilateral = PartyId{0};
  for (Phase& phase : stage.plan.phases) {
    phase.earliest = month_of(stage.mission.as_of);
    phase.gate.all_of = {bench::condition(Observable::always, 0, Compare::at_least, 1.0, 0)};
    phase.gate.reverses.clear();
    phase.execution = Days{0};
  }
  stage.assessment.needs.table.clear();
  bench::fill_needs(stage);
  const Simulator simulator(stage.mission, stage.assessment, stage.plan, {},
                            Switches{}
                                .set(static_cast<std::size_t>(Mechanism::slip))
                                .set(static_cast<std::size_t>(Mechanism::reversal))
                                .set(static_cast<std::size_t>(Mechanism::suspension)));
  Session session(simulator);
  session.enter(only_scenario(stage), Seed{1});
  for (std::uint32_t f = 0; f < 50; ++f) {
    const Outcome& outcome = session.run(f);
    CHECK(metric(outcome, Metric::presence_ended_by_days) == 0.0);
    CHECK(metric(outcome, Metric::attacks_on_coalition) == 0.0);
    CHECK(metric(outcome, Metric::coalition_deaths) == 0.0);
    CHECK(metric(outcome, Metric::insurgent_attacks) > 0.0);
  }
}

TEST_CASE("ten random partitions give the batch's digest, and later replications leave earlier ones alone") {
  const Stage stage = benchmark_stage();
  const Simulator simulator(stage.mission, stage.assessment, stage.plan);
  const auto scenarios = draw_scenarios(stage.mission, stage.assessment, Seed{1}, 3);
  constexpr std::uint32_t kReplications = 40;
  BatchOptions options;
  options.replications = kReplications;
  const std::string whole = run_batch(simulator, scenarios, {}, options).digest;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> items;
  for (std::uint32_t w = 0; w < 3; ++w)
    for (std::uint32_t f = 0; f < kReplications; ++f) items.emplace_back(w, f);
  for (std::uint32_t partition = 0; partition < 10; ++partition) {
    // Shuffled and cut into parts, each with a session of its own.
    DrawCursor randomness(RandomStream(Seed{5}, partition, 0, Purpose::test), 0);
    for (std::size_t i = items.size(); i > 1; --i)
      std::swap(items[i - 1], items[static_cast<std::size_t>(randomness.next() * static_cast<double>(i))]);
    Digest digest;
    auto session = std::make_unique<Session>(simulator);
    for (const auto& [w, f] : items) {
      if (randomness.next() < 0.1) session = std::make_unique<Session>(simulator);
      session->enter(scenarios[w], Seed{1});
      const Outcome& outcome = session->run(f);
      digest.add(w, f, outcome, session->at_milestones());
    }
    CHECK(digest.text() == whole);
  }
}

TEST_CASE("correlated assumptions have the stated rank correlation, and the others stay to the bit") {
  Stage stage = benchmark_stage();
  const auto before = draw_scenarios(stage.mission, stage.assessment, Seed{3}, 3000);
  stage.mission.correlations = {{2, 5, 0.7}, {5, 9, -0.4}};
  const auto after = draw_scenarios(stage.mission, stage.assessment, Seed{3}, 3000);
  const auto ranks = [&](std::size_t which) {
    std::vector<std::size_t> order(after.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return after[a].assumption[which] < after[b].assumption[which];
    });
    std::vector<double> rank(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = static_cast<double>(i);
    return rank;
  };
  const auto spearman = [&](std::size_t a, std::size_t b) {
    const auto x = ranks(a), y = ranks(b);
    double sum = 0.0;
    const double n = static_cast<double>(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - y[i]) * (x[i] - y[i]);
    return 1.0 - 6.0 * sum / (n * (n * n - 1.0));
  };
  // Standard error of a rank correlation at 3,000: below 0.02.
  CHECK(std::abs(spearman(2, 5) - 0.7) < 0.05);
  CHECK(std::abs(spearman(5, 9) + 0.4) < 0.06);
  CHECK(std::abs(spearman(1, 3)) < 0.07);
  for (std::size_t s = 0; s < 20; ++s)
    for (std::size_t i = 0; i < before[s].assumption.size(); ++i)
      if (i == 2)  // the first of the correlated: through the normal quantile and back
        CHECK(after[s].assumption[i] == doctest::Approx(before[s].assumption[i]));
      else if (i != 5 && i != 9)
        CHECK(before[s].assumption[i] == after[s].assumption[i]);
}
