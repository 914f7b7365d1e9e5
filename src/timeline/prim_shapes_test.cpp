// Shapes that no single box with sides along the inputs fits: what is reported must say so.
#include "base/random_stream.h"
#include "timeline/prim.h"
#include "timeline/prim_steps.h"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

constexpr std::uint32_t kCases = 4000;

// Cases in the unit cube, of interest by a rule without noise.
template <class Rule>
Cases cube(std::size_t inputs, std::uint32_t seed, Rule rule) {
  Cases cases{.inputs = inputs, .value = {}, .of_interest = {}};
  for (std::uint32_t row = 0; row < kCases; ++row) {
    const RandomStream stream(Seed{seed}, row, 0, Purpose::test);
    std::vector<double> x;
    for (std::uint32_t i = 0; i < inputs; ++i) x.push_back(stream.uniform_at(0, i));
    cases.value.insert(cases.value.end(), x.begin(), x.end());
    cases.of_interest.push_back(rule(x));
  }
  return cases;
}

constexpr double kEdge = 1.4;  // of interest: x + y above it, a triangle of area 0.18 in the corner
constexpr double kTriangle = (2.0 - kEdge) * (2.0 - kEdge) / 2.0;

// Coverage and density of the box x > low_x, y > low_y, exactly.
struct Exact {
  double coverage = 0.0, density = 0.0;
};
Exact corner_box(double low_x, double low_y) {
  const double area = (1.0 - low_x) * (1.0 - low_y);
  const double short_of = std::max(0.0, kEdge - low_x - low_y);
  // The part of the box below the edge is a triangle, less what juts out beyond the square.
  const double out_x = std::max(0.0, short_of - (1.0 - low_x)),
               out_y = std::max(0.0, short_of - (1.0 - low_y));
  const double hits = area - (short_of * short_of - out_x * out_x - out_y * out_y) / 2.0;
  return {hits / kTriangle, hits / area};
}

double best_of_square_boxes() {
  double best = 0.0;
  for (double low = 0.0; low < 1.0; low += 0.001) {
    const Exact exact = corner_box(low, low);
    best = std::max(best, balance(exact.coverage, exact.density, kTriangle));
  }
  return best;
}

Restriction limit_on(const Discovery& discovery, std::size_t input) {
  for (const Restriction& restriction : discovery.restrictions) {
    if (restriction.input == input) return restriction;
  }
  return {};
}

}  // namespace

TEST_CASE("a slanting edge: the box reports the coverage and density that it really has") {
  // The shape that Dalal et al. (2013), Environmental Modelling & Software 48, turn the inputs for.
  const auto cases = cube(4, 1, [](const auto& x) { return x[0] + x[1] > kEdge; });
  const auto found = discover(cases);
  REQUIRE(found.restrictions.size() == 2);
  const Exact exact = corner_box(limit_on(found, 0).low, limit_on(found, 1).low);
  const double error = std::sqrt(0.25 / (kTriangle * kCases));  // of a share among the cases of interest
  CHECK(std::abs(found.box.coverage - exact.coverage) < 3.0 * error);
  CHECK(std::abs(found.box.density - exact.density) < 3.0 * error);
  // As good as a box can be, and far from the 1 that it would be along the edge.
  const double got = balance(exact.coverage, exact.density, kTriangle);
  CHECK(got > 0.95 * best_of_square_boxes());
  CHECK(best_of_square_boxes() < 0.85);
}

TEST_CASE("with inputs turned along the edge one restriction tells all") {
  auto cases = cube(4, 1, [](const auto& x) { return x[0] + x[1] > kEdge; });
  for (std::size_t row = 0; row < cases.size(); ++row) {
    const double x = cases.at(row, 0), y = cases.at(row, 1);
    cases.value[row * 4] = (x + y) / std::sqrt(2.0);
    cases.value[row * 4 + 1] = (x - y) / std::sqrt(2.0);
  }
  const auto found = discover(cases);
  REQUIRE(found.restrictions.size() == 1);
  CHECK(found.restrictions[0].input == 0);
  CHECK(found.restrictions[0].low == doctest::Approx(kEdge / std::sqrt(2.0)).epsilon(0.02));
  CHECK(found.box.coverage > 0.95);
  CHECK(found.box.density > 0.95);
}

TEST_CASE(
    "of two boxes far apart the larger is told with its own coverage, the other once its cases are gone") {
  // The covering of Friedman & Fisher (1999).
  const auto low = [](const auto& x) { return x[0] < 0.3 && x[1] < 0.3; };
  const auto high = [](const auto& x) { return x[0] > 0.6 && x[1] > 0.6; };
  const auto cases = cube(5, 2, [&](const auto& x) { return low(x) || high(x); });
  const auto first = discover(cases);
  REQUIRE(first.restrictions.size() == 2);
  CHECK(limit_on(first, 0).low == doctest::Approx(0.6).epsilon(0.05));
  CHECK(limit_on(first, 1).low == doctest::Approx(0.6).epsilon(0.05));
  CHECK(first.box.coverage == doctest::Approx(0.16 / 0.25).epsilon(0.08));
  CHECK(first.box.density > 0.95);

  Cases rest{.inputs = 5, .value = {}, .of_interest = {}};
  const auto inside = rows_inside(first.box, cases);
  for (std::size_t row = 0; row < cases.size(); ++row) {
    if (std::ranges::binary_search(inside, row)) continue;
    for (std::size_t i = 0; i < 5; ++i) rest.value.push_back(cases.at(row, i));
    rest.of_interest.push_back(cases.of_interest[row]);
  }
  const auto second = discover(rest);
  REQUIRE(second.restrictions.size() == 2);
  CHECK(limit_on(second, 0).high == doctest::Approx(0.3).epsilon(0.05));
  CHECK(limit_on(second, 1).high == doctest::Approx(0.3).epsilon(0.05));
  CHECK(second.box.density > 0.95);
}
