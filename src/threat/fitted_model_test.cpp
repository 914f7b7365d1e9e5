#include "threat/fitted_model.h"

#include "numerics/draws.h"
#include "threat/fitted_mean.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::threat;

namespace {

const Date kAsOf = date_of(2024, 2, 13);

// Two streams, two zones that are neighbours, two kernels; the second stream has a patron.
FittedThreat small_fitted() {
  FittedThreat fitted;
  fitted.as_of = kAsOf;
  fitted.war_abroad = true;
  fitted.streams = fitted.zones = fitted.kernels = 2;
  fitted.patrons = 1;
  fitted.neighbours = {0, 1, 1, 0};
  fitted.patron_of_stream = {-1, 0};
  ThreatDraw draw;
  draw.endemic = {0.3, 0.1, 0.4, 0.2};
  draw.drift = {1.5, 0.7, 1.0, 2.0};  // a second step after thirty days
  draw.season_sin = {0.2, 0.0};
  draw.season_cos = {-0.1, 0.0};
  draw.excitation = {0.4, 0.1, 0.05, 0.3};
  draw.neighbour_share = {0.25, 0.0};
  draw.kernel_weight = {0.7, 0.3};
  draw.kernel_decay = {0.6, 0.95};
  draw.dispersion = {0.5, 0.2};
  draw.regime_off_factor = {1.0, 0.1};
  draw.regime = {{0.02, 0.05, 2.0, 1.0}};
  draw.regime_on = {0.8};
  draw.kernel_sum = {0.5, 0.4, 0.1, 0.2, 1.0, 0.7, 0.3, 0.2};
  fitted.draws = {draw};
  return fitted;
}

}  // namespace

TEST_CASE("the mean of a day follows the formula, term by term") {
  const FittedThreat fitted = small_fitted();
  const ThreatDraw& draw = fitted.draws[0];
  const Date day = kAsOf + std::chrono::days{31};
  const auto mean = mean_of_day(fitted, draw, day, draw.kernel_sum, {0.0}, {2, 1, 1, 1});
  const double angle = 2 * std::acos(-1.0) * static_cast<double>(day.time_since_epoch().count()) / 365.25;
  const double season = std::exp(0.2 * std::sin(angle) - 0.1 * std::cos(angle));
  const double s00 = 0.7 * 0.5 + 0.3 * 0.4, s01 = 0.7 * 0.1 + 0.3 * 0.2;
  const double s10 = 0.7 * 1.0 + 0.3 * 0.7, s11 = 0.7 * 0.3 + 0.3 * 0.2;
  CHECK(mean[0] == doctest::Approx(0.3 * 0.7 * season * 2 + 0.4 * (0.75 * s00 + 0.25 * s01) +
                                   0.1 * (0.75 * s10 + 0.25 * s11)));
  CHECK(mean[2] == doctest::Approx(0.1 * (0.4 * 2.0 + 0.05 * s00 + 0.3 * s10)));  // off: a tenth
  auto sums = draw.kernel_sum;
  advance_kernel_sums(fitted, draw, {3, 0, 0, 0}, sums);
  CHECK(sums[0] == doctest::Approx(0.6 * 0.5 + 0.4 * 3));
  CHECK(sums[1] == doctest::Approx(0.95 * 0.4 + 0.05 * 3));
}

TEST_CASE("the analytic mean of the next days agrees with simulation") {
  // 20,000 replications of 40 days; tolerance four standard errors of the simulated total, about 2 %.
  const FittedThreat fitted = small_fitted();
  const ThreatDraw& draw = fitted.draws[0];
  const std::size_t days = 40;
  const auto expected = expected_counts(fitted, draw, days, {1, 1, 1, 1});
  std::vector<double> total(4, 0.0), square(4, 0.0);
  const int replications = 20'000;
  for (int f = 0; f < replications; ++f) {
    const RandomStream randomness(Seed{5}, 0, static_cast<std::uint32_t>(f), Purpose::test);
    auto sums = draw.kernel_sum;
    std::vector<double> own(4, 0.0);
    double on = randomness.uniform_at(0, 0) < 0.8 ? 1.0 : 0.0;
    for (std::size_t d = 0; d < days; ++d) {
      const auto today = static_cast<std::uint32_t>(d + 1);
      const double flips = chance_within_a_day(on > 0 ? 0.05 : turn_on_rate(draw.regime[0], true, false));
      if (randomness.uniform_at(today, 0) < flips) on = 1.0 - on;
      const auto mean = mean_of_day(fitted, draw, kAsOf + std::chrono::days{static_cast<int>(d) + 1}, sums,
                                    {on}, {1, 1, 1, 1});
      std::vector<double> counts(4);
      for (std::size_t i = 0; i < 4; ++i) {
        const double size = 1.0 / draw.dispersion[i / 2];
        counts[i] = negative_binomial_draw(randomness.uniform_at(today, static_cast<std::uint32_t>(i + 1)),
                                           mean[i], size);
        own[i] += counts[i];
      }
      advance_kernel_sums(fitted, draw, counts, sums);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      total[i] += own[i];
      square[i] += own[i] * own[i];
    }
  }
  for (std::size_t i = 0; i < 4; ++i) {
    double sum = 0.0;
    for (std::size_t d = 0; d < days; ++d) sum += expected[d * 4 + i];
    const double mean = total[i] / replications;
    const double error = std::sqrt((square[i] / replications - mean * mean) / replications);
    CAPTURE(i);
    CHECK(std::abs(mean - sum) < 4.0 * error);
    CHECK(error / mean < 0.02);
  }
}
