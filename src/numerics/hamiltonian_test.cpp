#include "numerics/hamiltonian.h"

#include "base/random_stream.h"
#include "numerics/convergence.h"
#include "numerics/draws.h"
#include "numerics/statistics.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;

namespace {

const Shape kUnit{Eigen::VectorXd::Zero(2), Eigen::MatrixXd::Identity(2, 2)};

std::vector<double> coordinate(const Sample& sample, std::size_t i) {
  std::vector<double> values;
  for (const auto& draw : sample.draws) values.push_back(draw[i]);
  return values;
}

}  // namespace

TEST_CASE("the sampler finds the moments of a correlated normal and says that it has converged") {
  // Precision [[2, -1], [-1, 3]]: variances 0.6 and 0.4, covariance 0.2; mean (1, -2).
  const LogDensity density = [](std::span<const double> x, std::span<double> gradient) {
    const double a = x[0] - 1.0, b = x[1] + 2.0;
    gradient[0] = -2.0 * a + b;
    gradient[1] = a - 3.0 * b;
    return -0.5 * (2.0 * a * a - 2.0 * a * b + 3.0 * b * b);
  };
  const auto result = sample(density, kUnit, {.seed = Seed{1}, .chains = 4, .warm_up = 200, .draws = 2000});
  std::vector<double> first, product;
  for (const auto& draw : result.draws) {
    first.push_back(draw[0]);
    product.push_back((draw[0] - 1.0) * (draw[1] + 2.0));
  }
  // Five standard errors at the effective sample size.
  const auto convergence = convergence_of(first, 4);
  CHECK(convergence.r_hat < 1.01);
  CHECK(convergence.effective > 2000.0);
  CHECK(mean_of(first) == doctest::Approx(1.0).epsilon(5.0 * std::sqrt(0.6 / convergence.effective)));
  CHECK(variance_of(first) == doctest::Approx(0.6).epsilon(0.12));
  CHECK(mean_of(product) == doctest::Approx(0.2).epsilon(0.25));
}

TEST_CASE("R-hat sees chains that do not agree") {
  std::vector<double> values;
  DrawCursor randomness(RandomStream(Seed{8}, 0, 0, Purpose::test), 0);
  for (int chain = 0; chain < 4; ++chain) {
    for (int i = 0; i < 500; ++i) values.push_back(normal_draw(randomness.next()) + (chain == 0 ? 2.0 : 0.0));
  }
  CHECK(convergence_of(values, 4).r_hat > 1.2);
  CHECK(convergence_of(values, 4).effective < 50.0);
}

TEST_CASE("a density much wider than its shape is found when the shape is learned") {
  // Standard deviations 30 and 1 about (50, 0), sampled from the unit normal's shape.
  const LogDensity density = [](std::span<const double> x, std::span<double> gradient) {
    const double a = (x[0] - 50.0) / 30.0;
    gradient[0] = -a / 30.0;
    gradient[1] = -x[1];
    return -0.5 * (a * a + x[1] * x[1]);
  };
  const SamplerOptions options{.seed = Seed{3}, .warm_up = 400, .draws = 1000, .learn_shape = true};
  const Sample learned = sample(density, kUnit, options);
  SamplerOptions plain = options;
  plain.learn_shape = false;
  const Sample as_given = sample(density, kUnit, plain);
  const auto first = coordinate(learned, 0);
  const Convergence convergence = convergence_of(first, 4);
  CHECK(convergence.r_hat < 1.05);
  CHECK(convergence.effective > 5.0 * convergence_of(coordinate(as_given, 0), 4).effective);
  CHECK(mean_of(first) ==
        doctest::Approx(50.0).epsilon(5.0 * 30.0 / 50.0 / std::sqrt(convergence.effective)));
  CHECK(std::sqrt(variance_of(first)) == doctest::Approx(30.0).epsilon(0.25));
}

TEST_CASE("draws do not depend on the number of threads") {
  const LogDensity density = [](std::span<const double> x, std::span<double> gradient) {
    gradient[0] = -x[0];
    gradient[1] = -4.0 * x[1];
    return -0.5 * x[0] * x[0] - 2.0 * x[1] * x[1];
  };
  SamplerOptions options{.seed = Seed{5}, .warm_up = 20, .draws = 30, .learn_shape = true};
  const Sample alone = sample(density, kUnit, options);
  options.threads = 3;
  CHECK(sample(density, kUnit, options).draws == alone.draws);
}

TEST_CASE("more moves for each draw make each worth more") {
  // A chain that hardly moves: short trajectories on the unit normal.
  const LogDensity density = [](std::span<const double> x, std::span<double> gradient) {
    gradient[0] = -x[0];
    gradient[1] = -x[1];
    return -0.5 * (x[0] * x[0] + x[1] * x[1]);
  };
  SamplerOptions options{.seed = Seed{4}, .warm_up = 100, .draws = 400, .shortest = 0.1, .longest = 0.3};
  const Sample once = sample(density, kUnit, options);
  options.moves_per_draw = 5;
  const Sample often = sample(density, kUnit, options);
  CHECK(often.draws.size() == once.draws.size());
  CHECK(often.acceptance == doctest::Approx(once.acceptance).epsilon(0.1));
  CHECK(convergence_of(coordinate(often, 0), 4).effective >
        2.0 * convergence_of(coordinate(once, 0), 4).effective);
}
