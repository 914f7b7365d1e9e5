#include "talks/agreement_time.h"

#include "base/test_data.h"
#include "numerics/draws.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::talks;

namespace {

// Two in three agree, after a log-normal time about one and a half times that to a named day where there is
// one.
std::vector<PastTalks> made_up(std::uint32_t count) {
  std::vector<PastTalks> cases;
  for (std::uint32_t i = 0; i < count; ++i) {
    const RandomStream randomness(Seed{8}, i, 0, Purpose::test);
    PastTalks one;
    one.case_id = std::to_string(i);
    one.agreed = randomness.uniform_at(0, 0) < 2.0 / 3.0;
    const double z = normal_draw(randomness.uniform_at(0, 1));
    if (i % 2 == 0) one.target_days = 50.0 + 600.0 * randomness.uniform_at(0, 2);
    one.days = std::exp(one.target_days ? std::log(1.5 * *one.target_days) + 0.2 * z : 5.0 + z);
    cases.push_back(one);
  }
  return cases;
}

}  // namespace

TEST_CASE("the time to an agreement is recovered, and conditional on the talks' age") {
  const AgreementTime fit = fit_agreement_time(made_up(3000));
  CHECK(fit.agreed / (fit.agreed + fit.failed) == doctest::Approx(2.0 / 3.0).epsilon(0.04));
  // Without a named day half of all are those of the cases with one.
  CHECK(fit.of_target.mean == doctest::Approx(std::log(1.5)).epsilon(0.05));
  CHECK(fit.of_target.chance_by(1.5) == doctest::Approx(0.5).epsilon(0.05));
  CHECK(fit.of_target.chance_by(1.5 * std::exp(0.2 * 1.6449)) == doctest::Approx(0.95).epsilon(0.01));
  // As the named day comes near without an agreement, the chance of one soon rises.
  double before = 0.0;
  for (const double age : {0.0, 150.0, 300.0, 400.0}) {
    const double soon = agreed_within(fit, 300.0, age, 30.0);
    CHECK(soon >= before);
    before = soon;
  }
  CHECK(before > 0.1);
  CHECK(agreed_within(fit, std::nullopt, 0.0, 1e7) ==
        doctest::Approx(fit.agreed / (fit.agreed + fit.failed)).epsilon(0.01));
  CHECK(agreed_within(fit, std::nullopt, 100.0, 0.0) == 0.0);
}

TEST_CASE("with a handful of cases the spread stays wide, and without any the prior speaks") {
  const AgreementTime none = fit_agreement_time({});
  CHECK(none.open.chance_by(std::exp(5.5)) == doctest::Approx(0.5));
  const std::vector<PastTalks> two = {{"a", 100.0, true, {}}, {"b", 101.0, true, {}}};
  CHECK(fit_agreement_time(two).open.chance_by(1000.0) < 0.97);
}

TEST_CASE("left out one by one, the record beats its rivals where a named day tells") {
  const auto scores = score_agreement_time(made_up(60), 0.0);
  REQUIRE(scores.size() == 6);
  CHECK(scores[0].talks == 60);
  for (std::size_t i = 1; i < scores.size(); ++i) {
    CAPTURE(scores[i].name);
    CHECK(scores[0].crps < scores[i].crps);
    CHECK(scores[0].log_score < scores[i].log_score);
    CHECK(scores[i].crps_better == doctest::Approx(scores[i].crps - scores[0].crps));
  }
}

TEST_CASE("on the worked example's past talks the record beats the median, the named day and half of each") {
  const Mission mission = load_mission(source_path("missions/iraq-2024"));
  const auto cases = past_talks(mission);
  CHECK(cases.size() > 40);
  for (const double age : {0.0, 90.0, 365.0}) {
    const auto scores = score_agreement_time(cases, age);
    for (std::size_t i = 3; i < scores.size(); ++i) {
      CAPTURE(scores[i].name);
      CHECK(scores[0].crps < scores[i].crps);
      CHECK(scores[0].log_score < scores[i].log_score);
    }
  }
}
