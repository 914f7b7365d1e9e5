// A mechanism that is switched off leaves the parent model exactly: the same bits as a mission, a fitted
// model or a plan that never had it.
#include "simulate/test_scenarios.h"

#include <algorithm>
#include <functional>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::simulate;

namespace {

std::string digest(const Stage& stage, Switches off = {}) {
  const Simulator simulator(stage.mission, stage.assessment, stage.plan, {}, off);
  BatchOptions options;
  options.replications = 60;
  return run_batch(simulator, draw_scenarios(stage.mission, stage.assessment, Seed{4}, 2), {}, options)
      .digest;
}

// The benchmark with what few missions have: contractors, clearances that are waited for, another power that
// moves in, an announced meeting.
Stage whole_stage() {
  Stage stage = benchmark_stage();
  Mission& m = stage.mission;
  m.functions[1].by_contractors = true;
  m.clearances = {{.what = ClearanceKind::landing,
                   .region = RegionId{0},
                   .status = ClearanceStatus::refused,
                   .known = {m.as_of, m.as_of, m.as_of, {}}}};
  Actor power;
  power.id = power.name = "power";
  power.roles = {Role::successor};
  m.actors.push_back(power);
  assume(m, Effect::contractor_departure_effect_on_functions, 0.5, 1.0, 2.0);
  assume(m, Effect::clearance_days, 300, 400, 500);
  assume(m, Effect::successor_mentoring, 0.1, 0.3, 0.5);
  assume(m, Effect::successor_effect_on_insurgents, 0.1, 0.3, 0.5);
  assume(m, Effect::successor_effect_on_civilian_deaths, 0.1, 0.3, 0.5);
  assume(m, Effect::talks_near_meeting, 0.5, 1.0, 2.0);
  return stage;
}

Switches only(Mechanism mechanism) {
  return Switches{}.set(static_cast<std::size_t>(mechanism));
}

}  // namespace

TEST_CASE("a switch is the same as leaving the mechanism's assumptions out") {
  Stage stage = whole_stage();
  stage.plan.signature.unilateral = PartyId{0};
  const std::string everything = digest(stage);
  for (std::size_t i = static_cast<std::size_t>(Mechanism::exposure); i < kMechanisms; ++i) {
    const auto mechanism = static_cast<Mechanism>(i);
    // The plan says whether it is signed, the threat module how backgrounds drift: below.
    if (mechanism == Mechanism::signature || mechanism == Mechanism::drift) continue;
    CAPTURE(std::string(name_of(mechanism)));
    Stage without = stage;
    std::erase_if(without.mission.assumptions,
                  [&](const Assumption& a) { return mechanism_of(*effect_named(a.key)) == mechanism; });
    const std::string off = digest(stage, only(mechanism));
    CHECK(off == digest(without));
    CHECK(off != everything);
    const auto listed = mechanisms_off(without.mission);
    CHECK(std::any_of(listed.begin(), listed.end(), [&](const auto& o) { return o.mechanism == mechanism; }));
  }
  CHECK(mechanisms_off(stage.mission).empty());
}

TEST_CASE("a switch on a module's fitted model is the same as a fitted model without it") {
  const Stage stage = benchmark_stage();
  struct Case {
    Mechanism mechanism;
    std::function<void(Assessment&)> without;
  };
  const Case cases[] = {
      {Mechanism::regimes,
       [](Assessment& a) {
         a.threat.patron_of_stream = {-1, -1, -1};
       }},
      {Mechanism::excitation,
       [](Assessment& a) {
         std::fill(a.threat.draws[0].excitation.begin(), a.threat.draws[0].excitation.end(), 0.0);
       }},
      {Mechanism::overdispersion,
       [](Assessment& a) {
         a.threat.draws[0].dispersion = {0.0, 0.0, 0.0};
       }},
      {Mechanism::season,
       [](Assessment& a) {
         a.threat.draws[0].season_sin = {0.0, 0.0, 0.0};
         a.threat.draws[0].season_cos = {0.0, 0.0, 0.0};
       }},
      {Mechanism::slip,
       [](Assessment& a) {
         for (auto& draw : a.talks.draws) draw.slip = {};
       }},
      {Mechanism::capability_noise,
       [](Assessment& a) {
         a.partner.draws[0].innovation_per_year = {0.0, 0.0, 0.0, 0.0};
       }},
      {Mechanism::capability,
       [](Assessment& a) {
         a.partner.draws[0].innovation_per_year = {0.0, 0.0, 0.0, 0.0};
         a.partner.draws[0].growth_per_year = a.partner.draws[0].decay_per_year = {0.0, 0.0, 0.0, 0.0};
       }},
      {Mechanism::talks,
       [](Assessment& a) {
         for (auto& draw : a.talks.draws) draw.base = {};
       }},
  };
  const std::string everything = digest(stage);
  for (const Case& c : cases) {
    CAPTURE(std::string(name_of(c.mechanism)));
    Stage without = stage;
    c.without(without.assessment);
    const std::string off = digest(stage, only(c.mechanism));
    CHECK(off == digest(without));
    CHECK(off != everything);
  }
}

TEST_CASE(
    "without the signature a plan runs as a unilateral one, and without drift as one of a steady "
    "background") {
  const Stage stage = benchmark_stage();
  Stage unilateral = stage;
  unilateral.plan.signature.unilateral = PartyId{1};
  CHECK(digest(stage, only(Mechanism::signature)) == digest(unilateral));
  CHECK(digest(stage) != digest(unilateral));
  Stage steady = stage;
  for (auto& draw : steady.assessment.threat.draws) draw.drift.clear();
  CHECK(digest(stage, only(Mechanism::drift)) == digest(steady));
  CHECK(digest(stage) != digest(steady));
}

TEST_CASE("every mechanism has a name of its own, and every assumption a mechanism") {
  for (std::size_t i = 0; i < kMechanisms; ++i)
    CHECK(mechanism_named(name_of(static_cast<Mechanism>(i))) == static_cast<Mechanism>(i));
  for (const AssumptionKey& key : assumption_keys()) CHECK_NOTHROW(mechanism_of(key.effect));
}
