#include "talks/rate_prior.h"

#include "talks/slip.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::talks;

TEST_CASE("the update is the conjugate formula") {
  const Gamma posterior = updated({2.0, 100.0}, {3.0, 50.0});
  CHECK(posterior.shape == 5.0);
  CHECK(posterior.rate == 150.0);
  CHECK(contraction({2.0, 100.0}, posterior) == doctest::Approx(1.0 - (5.0 / 22500.0) / (2.0 / 10000.0)));
}

TEST_CASE("the prior recovers the spread of simulated talks") {
  // 400 cases, rates Gamma(2, 200 days), each seen for 300 days: mean 0.01, shape 2. Tolerance: the standard
  // error of the mean is about 5 %, of the shape about 12 %.
  std::vector<CaseExposure> cases;
  for (std::uint32_t c = 0; c < 400; ++c) {
    DrawCursor cursor({Seed{3}, c, 0, Purpose::test}, 0);
    const double rate = gamma_draw(cursor, 2.0, 200.0);
    cases.push_back({static_cast<double>(poisson_draw(cursor.next(), 300.0 * rate)), 300.0});
  }
  const Gamma prior = prior_from_cases(cases, 1000.0);
  CHECK(prior.mean() == doctest::Approx(0.01).epsilon(0.15));
  CHECK(prior.shape == doctest::Approx(2.0).epsilon(0.3));
}

TEST_CASE("few cases give a wide prior that a label can warn of") {
  const Gamma none = prior_from_cases({}, 1096.0);
  CHECK(none.shape == 0.5);
  CHECK(none.mean() == doctest::Approx(1.0 / 1096.0));
  // Four cases weigh as one: half an event per 1096/2 days plus (4 / 4) events in (800 / 4) days.
  const std::vector<CaseExposure> four(4, CaseExposure{1.0, 200.0});
  const Gamma few = prior_from_cases(four, 1096.0);
  CHECK(few.shape == doctest::Approx(1.5));
  CHECK(few.rate == doctest::Approx(748.0));
  // Never seen in many cases: rare, but not impossible, and wider than the wide prior's shape allows.
  const std::vector<CaseExposure> never(12, CaseExposure{0.0, 300.0});
  const Gamma rare = prior_from_cases(never, 1096.0);
  CHECK(rare.mean() == doctest::Approx(0.5 / 3600.0));
  CHECK(rare.shape < 0.5);
}

TEST_CASE("cases count what could have happened") {
  Mission mission;
  mission.as_of = date_of(2024, 1, 1);
  ReferenceCase agreed;
  agreed.kind = CaseKind::talks;
  agreed.started = date_of(2008, 1, 1);
  agreed.actual = date_of(2008, 11, 16);  // 320 days
  agreed.outcome = "agreed";
  agreed.suspensions = 2;
  agreed.days_suspended = 20.0;
  ReferenceCase open = agreed;
  open.started = date_of(2023, 12, 2);  // 30 days so far
  open.actual.reset();
  open.outcome = "open";
  open.suspensions = 0;
  open.days_suspended = 0.0;
  ReferenceCase step = agreed;
  step.kind = CaseKind::transition_step;
  mission.reference_class = {agreed, open, step};
  const auto agree = cases_for(mission, TalksState::in_session, TalksState::agreed);
  REQUIRE(agree.size() == 2);
  CHECK(agree[0].events == 1.0);
  CHECK(agree[0].days == 300.0);
  CHECK(agree[1].events == 0.0);
  CHECK(agree[1].days == 30.0);
  const auto resume = cases_for(mission, TalksState::suspended, TalksState::in_session);
  REQUIRE(resume.size() == 1);
  CHECK(resume[0].events == 2.0);
  CHECK(resume[0].days == 20.0);
  CHECK(cases_for(mission, TalksState::announced, TalksState::in_session).empty());
}
