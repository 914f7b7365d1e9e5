#include "timeline/resampling.h"

#include "base/random_stream.h"
#include "numerics/draws.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

Adjusted plain(std::vector<double> values) {
  const std::size_t n = values.size();
  return {.value = std::move(values), .by_draws = std::vector<double>(n, 0.0)};
}

// In how many of `repetitions` samples of 100 scenarios the 90 % interval holds the truth.
template <class Draw, class Estimate>
int held(int repetitions, double truth, Draw draw, Estimate estimate) {
  int count = 0;
  for (int r = 0; r < repetitions; ++r) {
    std::vector<double> values;
    for (std::uint32_t w = 0; w < 100; ++w)
      values.push_back(
          draw(RandomStream(Seed{static_cast<std::uint64_t>(r)}, w, 0, Purpose::test).uniform_at(0, 0)));
    const MeanEstimate one = estimate(plain(values));
    count += one.interval.low <= truth && truth <= one.interval.high ? 1 : 0;
  }
  return count;
}

}  // namespace

TEST_CASE("every scenario comes once on average, and equal seeds give equal resamples") {
  const Resamples resamples(50, 400, Seed{3}), again(50, 400, Seed{3});
  std::vector<double> ones(50, 1.0), which(50);
  for (std::size_t w = 0; w < 50; ++w) which[w] = static_cast<double>(w);
  double sum = 0.0;
  for (std::size_t r = 0; r < 400; ++r) {
    CHECK(resamples.mean(r, ones) == 1.0);
    CHECK(resamples.mean(r, which) == again.mean(r, which));
    sum += resamples.mean(r, which) / 400.0;
  }
  CHECK(sum == doctest::Approx(24.5).epsilon(0.02));
}

TEST_CASE("intervals of means hold where tails are heavy, better than the normal ones") {
  // Pareto above one with exponent 3: mean 1.5, infinite skewness. 400 repetitions; the standard error of a
  // coverage of 90 % is 1.5 points.
  const Resamples resamples(100, 400, Seed{4});
  const auto pareto = [](double u) { return std::pow(1.0 - u, -1.0 / 3.0); };
  const int studentised = held(
      400, 1.5, pareto, [&](const Adjusted& values) { return studentised_mean(values, 0, resamples, 0.90); });
  const int normal = held(400, 1.5, pareto, [](const Adjusted& values) {
    const double half = 1.645 * std::sqrt(values.error_variance(0));
    return MeanEstimate{.mean = values.mean(), .interval = {values.mean() - half, values.mean() + half}};
  });
  MESSAGE("of 400: bootstrap-t " << studentised << ", normal " << normal);
  CHECK(studentised >= normal);
  CHECK(studentised >= 334);  // 83.5 %: what 100 draws of so heavy a tail allow
  const int uniform = held(
      400, 0.5, [](double u) { return u; },
      [&](const Adjusted& values) { return studentised_mean(values, 0, resamples, 0.90); });
  CHECK(uniform >= 342);
  CHECK(uniform <= 378);
}

TEST_CASE("p-values of skewed differences are near even when nothing differs") {
  // Exponential less its mean: true mean nought, skewness 2. Each tenth of p holds about a tenth of 600
  // samples.
  const Resamples none(80, 0, Seed{5});
  int small = 0;
  for (std::uint32_t r = 0; r < 600; ++r) {
    std::vector<double> values;
    for (std::uint32_t w = 0; w < 80; ++w)
      values.push_back(-std::log(RandomStream(Seed{r}, w, 0, Purpose::test).uniform_at(0, 0)) - 1.0);
    small += studentised_mean(plain(values), 0, none, 0.90).p_value < 0.10 ? 1 : 0;
  }
  CHECK(small >= 40);
  CHECK(small <= 84);
}

TEST_CASE("shares keep to nought and one and hold near them") {
  for (const double truth : {0.03, 0.3, 0.97}) {
    const int count = held(
        400, truth, [&](double u) { return u < truth ? 1.0 : 0.0; },
        [](const Adjusted& values) { return share_mean(values, 0, 0.90); });
    CAPTURE(truth);
    CHECK(count >= 336);
    CHECK(count <= 388);
  }
  const MeanEstimate never = share_mean(plain(std::vector<double>(50, 0.0)), 0, 0.90);
  CHECK(never.interval.low == 0.0);
  CHECK(never.interval.high > 0.02);
  CHECK(never.interval.high < 0.10);
  CHECK(share_mean({}, 0, 0.90).interval.high == 1.0);
}

TEST_CASE("a difference that few scenarios show is tested exactly") {
  std::vector<double> values(200, 0.0);
  for (std::size_t w = 0; w < 4; ++w) values[w] = 1.0;
  const MeanEstimate few = share_difference(plain(values), values, 0, 0.90);
  CHECK(few.p_value == doctest::Approx(2.0 / 16.0));  // four of four
  const std::vector<double> same(200, 0.0);
  CHECK(share_difference(plain(same), same, 0, 0.90).p_value == 1.0);
}
