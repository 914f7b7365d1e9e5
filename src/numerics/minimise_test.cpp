#include "numerics/minimise.h"

#include "numerics/golden_section.h"
#include "numerics/mode.h"
#include "numerics/tape.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;

TEST_CASE("L-BFGS finds the bottom of Rosenbrock's valley and says why it stopped") {
  const Objective valley = [](const std::vector<double>& x, std::vector<double>& gradient) {
    const double a = 1.0 - x[0], b = x[1] - x[0] * x[0];
    gradient = {-2.0 * a - 400.0 * x[0] * b, 200.0 * b};
    return a * a + 100.0 * b * b;
  };
  const Minimum found = minimise(valley, {-1.2, 1.0});
  CHECK(found.converged());
  CHECK(found.x[0] == doctest::Approx(1.0).epsilon(1e-5));
  CHECK(found.x[1] == doctest::Approx(1.0).epsilon(1e-5));
  const Minimum cut = minimise(valley, {-1.2, 1.0}, {.most_iterations = 3});
  CHECK_FALSE(cut.converged());
  CHECK(cut.stop == StopReason::iterations_used_up);
}

TEST_CASE("golden section finds the top inside and at the ends") {
  CHECK(golden_section(0.0, 3.0, [](double x) { return -(x - 1.25) * (x - 1.25); }) ==
        doctest::Approx(1.25).epsilon(1e-7));
  CHECK(golden_section(0.0, 3.0, [](double x) { return x; }) == doctest::Approx(3.0).epsilon(1e-8));
  CHECK(golden_section(2.0, 2.0, [](double x) { return x; }) == 2.0);
}

TEST_CASE("the mode of a normal density is its mean, and the spread squares to its covariance") {
  // Precision [[2, 0.6], [0.6, 1]], mean (0.5, -1).
  const LogDensity density = [](std::span<const double> x, std::span<double> gradient) {
    const double a = x[0] - 0.5, b = x[1] + 1.0;
    gradient[0] = -(2.0 * a + 0.6 * b);
    gradient[1] = -(0.6 * a + b);
    return -0.5 * (2.0 * a * a + 1.2 * a * b + b * b);
  };
  const Shape shape = find_mode(density, 2);
  CHECK(shape.centre(0) == doctest::Approx(0.5).epsilon(1e-4));
  CHECK(shape.centre(1) == doctest::Approx(-1.0).epsilon(1e-4));
  const Eigen::MatrixXd covariance = shape.spread * shape.spread.transpose();
  CHECK(covariance(0, 0) == doctest::Approx(1.0 / 1.64).epsilon(1e-6));
  CHECK(covariance(0, 1) == doctest::Approx(-0.6 / 1.64).epsilon(1e-6));
  CHECK(covariance(1, 1) == doctest::Approx(2.0 / 1.64).epsilon(1e-6));
}

TEST_CASE("the tape's derivatives are those by hand") {
  Tape tape;
  const Value x = tape.leaf(0.7), y = tape.leaf(-1.3);
  const Value f = exp(x * y) / (Value(1.0) + x * x) + log1p(x) * logistic(y) - sqrt(x);
  const std::vector<double>& slope = tape.sweep(f);
  const double e = std::exp(0.7 * -1.3), l = 1.0 / (1.0 + std::exp(1.3));
  const double by_x = (-1.3 * e * 1.49 - e * 1.4) / (1.49 * 1.49) + l / 1.7 - 0.5 / std::sqrt(0.7);
  const double by_y = 0.7 * e / 1.49 + std::log1p(0.7) * l * (1.0 - l);
  CHECK(slope[x.index] == doctest::Approx(by_x).epsilon(1e-14));
  CHECK(slope[y.index] == doctest::Approx(by_y).epsilon(1e-14));
}
