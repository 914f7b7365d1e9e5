#include "numerics/mode.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <Eigen/Dense>

namespace handover {
namespace {

using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

std::span<const double> view(const Vector& x) {
  return {x.data(), static_cast<std::size_t>(x.size())};
}
std::span<double> view(Vector& x) {
  return {x.data(), static_cast<std::size_t>(x.size())};
}

Matrix curvature_at(const LogDensity& density, const Vector& x) {
  const auto n = x.size();
  Matrix curvature(n, n);
  Vector up(n), down(n), moved = x;
  constexpr double kStep = 1e-4;
  for (Eigen::Index i = 0; i < n; ++i) {
    moved(i) = x(i) + kStep;
    density(view(std::as_const(moved)), view(up));
    moved(i) = x(i) - kStep;
    density(view(std::as_const(moved)), view(down));
    moved(i) = x(i);
    curvature.col(i) = (down - up) / (2.0 * kStep);
  }
  return 0.5 * (curvature + curvature.transpose());
}

// The curvature with its eigenvalues kept above 0.2: the prior alone gives 1 in every direction.
Shape shape_from(const Matrix& curvature, Vector centre) {
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(curvature);
  const Vector scale = solver.eigenvalues().cwiseMax(0.2).cwiseSqrt().cwiseInverse();
  return {std::move(centre), solver.eigenvectors() * scale.asDiagonal()};
}

}  // namespace

Shape find_mode(const LogDensity& density, std::size_t dimension) {
  Vector x = Vector::Zero(static_cast<Eigen::Index>(dimension)), gradient(x.size()), trial_gradient(x.size());
  double value = density(view(std::as_const(x)), view(gradient));
  Shape shape;
  for (int round = 0; round < 12; ++round) {
    shape = shape_from(curvature_at(density, x), x);
    Vector step = shape.spread * (shape.spread.transpose() * gradient);
    if (step.norm() > 3.0) step *= 3.0 / step.norm();
    double share = 1.0;
    Vector trial;
    double trial_value = value;
    for (; share > 1e-4; share *= 0.5) {
      trial = x + share * step;
      trial_value = density(view(std::as_const(trial)), view(trial_gradient));
      if (trial_value >= value) break;
    }
    const double gained = trial_value - value;
    if (gained < 0.0) break;
    x = trial;
    value = trial_value;
    gradient = trial_gradient;
    shape.centre = x;
    if (gained < 1e-3) break;
  }
  return shape;
}

}  // namespace handover
