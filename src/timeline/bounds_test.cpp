#include "timeline/bounds.h"

#include "base/random_stream.h"
#include "numerics/draws.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

TEST_CASE("binomial tails agree with direct sums") {
  const auto choose = [](int n, int k) {
    double value = 1.0;
    for (int i = 0; i < k; ++i) value = value * (n - i) / (i + 1);
    return value;
  };
  for (int k = 0; k <= 12; ++k) {
    double at_least = 0.0;
    for (int j = k; j <= 12; ++j) at_least += choose(12, j) * std::pow(0.3, j) * std::pow(0.7, 12 - j);
    CHECK(binomial_at_least(static_cast<std::size_t>(k), 12, 0.3) == doctest::Approx(at_least));
    if (k > 0) {
      CHECK(binomial_at_most(static_cast<std::size_t>(k - 1), 12, 0.3) == doctest::Approx(1.0 - at_least));
    }
  }
}

TEST_CASE("Clopper and Pearson's bounds are the published ones") {
  // 4 of 20 at two-sided 95 %: 0.0573 and 0.4366 (Clopper & Pearson 1934's charts; R binom.test).
  CHECK(share_at_least(4, 20, 0.975) == doctest::Approx(0.05733).epsilon(1e-3));
  CHECK(share_at_most(4, 20, 0.975) == doctest::Approx(0.43661).epsilon(1e-3));
  CHECK(share_at_least(0, 20, 0.975) == 0.0);
  CHECK(share_at_most(20, 20, 0.975) == 1.0);
}

TEST_CASE("cuts keep their promised errors") {
  for (const double tolerated : {0.0, 0.05, 0.1, 0.25, 0.5}) {
    for (const std::size_t replications : {8u, 16u, 64u}) {
      CAPTURE(tolerated);
      CAPTURE(replications);
      const Cuts cuts = cuts_for(tolerated, replications, 3);
      const double t = std::max(tolerated, kFinestTolerance);
      CHECK(cuts.kept_at_most <= cuts.plug_in);
      CHECK(cuts.broken_at_least > cuts.plug_in);
      CHECK(cuts.kept_error ==
            doctest::Approx(binomial_at_most(static_cast<std::size_t>(cuts.kept_at_most), replications, t)));
      CHECK(cuts.broken_error <= 0.1 / 3 + 1e-12);
    }
  }
}

namespace {

// Repeats a small study whose true share is known; `chance_of` maps a uniform to a scenario's break chance.
// Counts how often the 90 % interval holds and adds up its width.
template <class ChanceOf>
std::pair<int, double> coverage(double truth, double margin, std::uint32_t replications, ChanceOf chance_of) {
  int held = 0;
  double width = 0.0;
  for (std::uint32_t repetition = 0; repetition < 300; ++repetition) {
    const Cuts cuts = cuts_for(0.2, replications, 1, margin);
    ScenarioCounts counts{.scenarios = 128, .kept_error = cuts.kept_error, .broken_error = cuts.broken_error};
    for (std::uint32_t scenario = 0; scenario < 128; ++scenario) {
      const RandomStream stream(Seed{repetition}, scenario, 0, Purpose::test);
      const double chance = chance_of(stream.uniform_at(0, 0));
      int breaks = 0;
      for (std::uint32_t f = 0; f < replications; ++f) breaks += stream.uniform_at(1, f) < chance ? 1 : 0;
      counts.kept += breaks <= cuts.plug_in ? 1 : 0;
      counts.surely_kept += breaks <= cuts.kept_at_most ? 1 : 0;
      counts.surely_broken += breaks >= cuts.broken_at_least ? 1 : 0;
    }
    const Share share = share_of_scenarios(counts, 0.90);
    held += share.interval.low <= truth && truth <= share.interval.high ? 1 : 0;
    width += (share.interval.high - share.interval.low) / 300.0;
  }
  return {held, width};
}

}  // namespace

TEST_CASE("the interval for a share of scenarios holds, whatever the break chances are") {
  // 285 of 300 is 95 of 100. Break chances spread evenly over 0..0.5: true share 0.4.
  const auto even = coverage(0.4, 0.0, 16, [](double u) { return 0.5 * u; });
  CHECK(even.first >= 285);
  // The hardest case: every scenario just on the wrong side of the tolerance. True share 0.
  const auto close = coverage(0.0, 0.0, 16, [](double u) { return 0.205 + 0.01 * u; });
  CHECK(close.first >= 285);
  // Clear scenarios: 70 % almost never, the rest nearly always.
  const auto clear = coverage(0.7, 0.0, 16, [](double u) { return u < 0.7 ? 0.01 : 0.8; });
  CHECK(clear.first >= 270);
  CHECK(clear.second < 0.35);
}

TEST_CASE("a margin narrows the interval and still holds when scenarios are not crowded at the tolerance") {
  const auto even = coverage(0.4, 0.1, 16, [](double u) { return 0.5 * u; });
  const auto without = coverage(0.4, 0.0, 16, [](double u) { return 0.5 * u; });
  CHECK(even.first >= 285);
  CHECK(even.second < 0.6 * without.second);
}

TEST_CASE("the sign test is the exact binomial one") {
  CHECK(sign_test(5, 0) == doctest::Approx(1.0 / 32));
  CHECK(sign_test(0, 5) == 1.0);
  CHECK(sign_test(3, 1) == doctest::Approx(5.0 / 16));
}
