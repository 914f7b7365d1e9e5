#include "timeline/multiple_comparisons.h"

#include "base/random_stream.h"
#include "numerics/draws.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

// Scores of plans that share a scenario's difficulty: plan p keeps its lines where the scenario's uniform,
// moved a little for each plan, lies below its true share.
std::vector<Adjusted> plans_with(const std::vector<double>& shares, std::size_t scenarios,
                                 std::uint32_t seed) {
  std::vector<Adjusted> plans(shares.size());
  for (std::uint32_t w = 0; w < scenarios; ++w) {
    const RandomStream stream(Seed{seed}, w, 0, Purpose::test);
    for (std::uint32_t p = 0; p < shares.size(); ++p) {
      // In four of five scenarios all plans share one uniform; in the others each has its own.
      const double u = stream.uniform_at(0, 0) < 0.8 ? stream.uniform_at(0, 1) : stream.uniform_at(1, p);
      plans[p].value.push_back(u < shares[p] ? 1.0 : 0.0);
      plans[p].by_draws.push_back(0.0);
    }
  }
  return plans;
}

}  // namespace

TEST_CASE("the best plan is in the set as often as stated, and every interval holds") {
  // Ten plans, the best ones close to one another. 200 studies: at 90 % at least 169 hold (five standard
  // errors would be 10.6 points; three are 6.4).
  const std::vector<double> shares{0.50, 0.49, 0.47, 0.45, 0.40, 0.35, 0.30, 0.20, 0.10, 0.05};
  int best_kept = 0, all_hold = 0;
  std::size_t kept = 0, poor_kept = 0;
  for (std::uint32_t study = 0; study < 200; ++study) {
    const Resamples resamples(300, 300, Seed{100 + study});
    const auto against = compare_with_best(plans_with(shares, 300, 400 + study), 0, resamples, 0.90);
    best_kept += against[0].may_be_best ? 1 : 0;
    bool hold = true;
    for (std::size_t p = 0; p < shares.size(); ++p) {
      kept += against[p].may_be_best ? 1 : 0;
      const double truth = p == 0 ? 0.50 - 0.49 : shares[p] - 0.50;
      hold = hold && against[p].interval.low <= truth + 1e-12 && truth <= against[p].interval.high + 1e-12;
    }
    all_hold += hold ? 1 : 0;
    for (std::size_t p = 6; p < 10; ++p) poor_kept += against[p].may_be_best ? 1 : 0;
  }
  MESSAGE("best kept " << best_kept << ", all intervals hold " << all_hold << " of 200; set of "
                       << static_cast<double>(kept) / 200.0);
  CHECK(best_kept >= 180);
  CHECK(all_hold >= 169);
  CHECK(poor_kept == 0);  // twenty points behind
  CHECK(kept < 200 * 6);
}

TEST_CASE("all plans within the margin of the best are near it as often as stated, those far behind never") {
  // Four plans within five points, one at eight, the others at twenty and more. 200 studies: at 90 % at least
  // 180 less three standard errors hold. Without a margin the plan at five points is often lost.
  const std::vector<double> shares{0.50, 0.49, 0.47, 0.45, 0.42, 0.30, 0.20};
  int all_near = 0, all_best = 0, far_kept = 0;
  for (std::uint32_t study = 0; study < 200; ++study) {
    const Resamples resamples(600, 300, Seed{300 + study});
    const auto against = compare_with_best(plans_with(shares, 600, 900 + study), 0, resamples, 0.90, 0.05);
    bool near = true, best = true;
    for (std::size_t p = 0; p < 4; ++p) {
      near = near && against[p].near_best;
      best = best && against[p].may_be_best;
    }
    all_near += near ? 1 : 0;
    all_best += best ? 1 : 0;
    for (std::size_t p = 5; p < 7; ++p) far_kept += against[p].near_best ? 1 : 0;
    for (const AgainstBest& one : against) CHECK((!one.may_be_best || one.near_best));
  }
  MESSAGE("all near " << all_near << ", all may be best " << all_best << ", far kept " << far_kept);
  CHECK(all_near >= 180 - 13);
  CHECK(all_best < all_near);
  CHECK(far_kept == 0);
}

TEST_CASE("equal plans are all in the set, and one alone is") {
  const auto same = plans_with({0.4, 0.4, 0.4}, 100, 7);
  const std::vector<Adjusted> twins{same[0], same[0], same[0]};
  const Resamples resamples(100, 100, Seed{1});
  for (const AgainstBest& one : compare_with_best(twins, 0, resamples, 0.90)) {
    CHECK(one.may_be_best);
    CHECK(one.difference == 0.0);
    CHECK(one.interval.low == 0.0);
    CHECK(one.interval.high == 0.0);
  }
  CHECK(compare_with_best(std::span(same).first(1), 0, resamples, 0.90).front().may_be_best);
  CHECK(compare_with_best({}, 0, resamples, 0.90).empty());
}

TEST_CASE("rejections at a rate follow the published rule") {
  // Benjamini & Hochberg's (1995) fifteen p-values, at rate 0.05. Yekutieli's rule divides by 1 + 1/2 + ... +
  // 1/15 = 3.318: the limits are 0.00100 i; three are rejected.
  const std::vector<double> p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                              0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
  const auto rejected = rejected_at_rate(p, 0.05);
  CHECK(std::count(rejected.begin(), rejected.end(), true) == 3);
  CHECK(rejected[0]);
  CHECK(rejected[2]);
  CHECK_FALSE(rejected[3]);
  CHECK(rejected_at_rate({}, 0.05).empty());
}

TEST_CASE("of the differences called so hardly one in twenty is none, whatever they share") {
  // Forty differences that share one term, half of them truly nought.
  double false_share = 0.0, found = 0.0;
  for (std::uint32_t study = 0; study < 300; ++study) {
    std::vector<double> p;
    const RandomStream stream(Seed{study}, 0, 0, Purpose::test);
    const double common = normal_quantile(stream.uniform_at(0, 0));
    for (std::uint32_t i = 0; i < 40; ++i) {
      const double own = normal_quantile(stream.uniform_at(1, i));
      const double sign = i % 4 < 2 ? 1.0 : -1.0;
      const double z = (i < 20 ? 0.0 : 4.5) + std::sqrt(0.5) * (sign * common + own);
      p.push_back(2.0 * normal_cdf(-std::abs(z)));
    }
    const auto rejected = rejected_at_rate(p, 0.05);
    const auto wrong = std::count(rejected.begin(), rejected.begin() + 20, true);
    const auto all = std::count(rejected.begin(), rejected.end(), true);
    if (all > 0) false_share += static_cast<double>(wrong) / static_cast<double>(all) / 300.0;
    found += static_cast<double>(all - wrong) / 20.0 / 300.0;
  }
  CHECK(false_share <= 0.05);
  CHECK(found > 0.7);
}
