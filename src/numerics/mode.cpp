#include "numerics/mode.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <Eigen/Dense>

namespace handover {
namespace {

std::span<const double> span_of(const Eigen::VectorXd& x) {
  return {x.data(), static_cast<std::size_t>(x.size())};
}
std::span<double> span_of(Eigen::VectorXd& x) {
  return {x.data(), static_cast<std::size_t>(x.size())};
}

Eigen::MatrixXd curvature_at(const LogDensity& density, const Eigen::VectorXd& x) {
  const auto n = x.size();
  Eigen::MatrixXd curvature(n, n);
  Eigen::VectorXd up(n), down(n), moved = x;
  constexpr double kStep = 1e-4;
  for (Eigen::Index i = 0; i < n; ++i) {
    moved(i) = x(i) + kStep;
    density(span_of(std::as_const(moved)), span_of(up));
    moved(i) = x(i) - kStep;
    density(span_of(std::as_const(moved)), span_of(down));
    moved(i) = x(i);
    curvature.col(i) = (down - up) / (2.0 * kStep);
  }
  return 0.5 * (curvature + curvature.transpose());
}

// The curvature with its eigenvalues kept above 0.2: the prior alone gives 1 in every direction.
Shape shape_from(const Eigen::MatrixXd& curvature, Eigen::VectorXd centre) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(curvature);
  const Eigen::VectorXd scale = solver.eigenvalues().cwiseMax(0.2).cwiseSqrt().cwiseInverse();
  return {std::move(centre), solver.eigenvectors() * scale.asDiagonal()};
}

}  // namespace

Shape find_mode(const LogDensity& density, std::size_t dimension) {
  Eigen::VectorXd x = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(dimension)), gradient(x.size()),
                  trial_gradient(x.size());
  double value = density(span_of(std::as_const(x)), span_of(gradient));
  Shape shape;
  for (int round = 0; round < 12; ++round) {
    shape = shape_from(curvature_at(density, x), x);
    Eigen::VectorXd step = shape.spread * (shape.spread.transpose() * gradient);
    if (step.norm() > 3.0) step *= 3.0 / step.norm();
    double share = 1.0;
    Eigen::VectorXd trial;
    double trial_value = value;
    for (; share > 1e-4; share *= 0.5) {
      trial = x + share * step;
      trial_value = density(span_of(std::as_const(trial)), span_of(trial_gradient));
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
