#include "threat/steps/step_problem.h"

#include "numerics/maths.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace handover::threat {
namespace {

constexpr std::size_t kMostRegressors = 12;
constexpr std::size_t kSlots = kMostRegressors + 3;  // own, next door, endemic, regressors

// One cell's terms that depend on its mean, with first and second derivatives (see negative_binomial.h;
// written out here so that each logarithm is taken once).
struct CellTerm {
  double value, d_mean, d_psi, minus_d_mean2, d_psi2, minus_d_mean_psi, precision;
};
CellTerm cell_term(double y, double mean, double psi) {
  const double x = psi * mean, one_plus = 1.0 + x, log_one_plus = maths::log1p(x);
  const double inverse = 1.0 / one_plus, ratio = mean * inverse, in_count = y > 0.0 ? y / mean : 0.0;
  const bool poisson = x < 1e-3;  // the closed forms cancel there
  const double over_psi = poisson ? mean * (1.0 - x * (0.5 - x / 3.0)) : log_one_plus / psi;
  const double slope = poisson ? mean * mean * (0.5 - x * (2.0 / 3.0 - 0.75 * x)) : (over_psi - ratio) / psi;
  CellTerm term;
  term.value = (y > 0.0 ? y * maths::log(mean) : 0.0) - y * log_one_plus - over_psi;
  term.d_mean = in_count - (1.0 + psi * y) * inverse;
  term.d_psi = slope - y * ratio;
  term.minus_d_mean2 = (y > 0.0 ? in_count / mean : 0.0) - psi * (1.0 + psi * y) * inverse * inverse;
  term.minus_d_mean_psi = (y - mean) * inverse * inverse;
  term.d_psi2 = y * ratio * ratio +
                (poisson ? -mean * mean * mean * (2.0 / 3.0 - 1.5 * x) : (ratio * ratio - 2.0 * slope) / psi);
  term.precision = inverse / mean;
  return term;
}

// Terms free of the mean for counts 0..most, with their derivatives by psi.
struct CountTable {
  std::vector<double> value, slope, curvature;
  CountTable(std::size_t most, double psi) : value(most + 1), slope(most + 1), curvature(most + 1) {
    for (std::size_t y = 1; y <= most; ++y) {
      const double j = static_cast<double>(y - 1), part = j / (1.0 + psi * j);
      value[y] = value[y - 1] + maths::log1p(psi * j) - maths::log(static_cast<double>(y));
      slope[y] = slope[y - 1] + part;
      curvature[y] = curvature[y - 1] - part * part;
    }
  }
};

}  // namespace

// One unit's sums: over slots, and each slot with log psi.
struct StepProblem::Local {
  std::size_t slots = 0;
  std::array<double, kSlots> x{};  // slopes of the cell's mean
  std::array<double, kSlots> gradient{}, with_psi{}, expected{};
  std::array<double, kSlots * kSlots> curvature{};  // minus the Hessian, upper triangle
  double value = 0.0, psi_slope = 0.0, psi_second = 0.0;
};

StepProblem::StepProblem(const StepCounts& data, const StepModel& model, std::size_t until)
    : units_(data.units), steps_(until - 1), per_part_(model.unit_effects ? data.units : 1) {
  regressors_ = (model.trend ? 1 : 0) + 2 * static_cast<std::size_t>(model.harmonics);
  if (regressors_ > kMostRegressors) throw std::logic_error("StepProblem: too many harmonics");
  size_ = 3 * per_part_ + regressors_ + 1;
  for (std::size_t i = 0; i < units_; ++i) {
    offset_.push_back(data.offset.empty() ? 1.0 : maths::exp(data.offset[i]));
    for (std::size_t t = 1; t < until; ++t) {
      count_.push_back(data.count[t * units_ + i]);
      before_.push_back(data.count[(t - 1) * units_ + i]);
      double sum = 0.0;
      for (std::size_t from = 0; from < units_; ++from)
        sum += data.weight[from * units_ + i] * data.count[(t - 1) * units_ + from];
      around_.push_back(sum);
    }
  }
  most_ = static_cast<std::size_t>(*std::max_element(count_.begin(), count_.end()));
  for (std::size_t t = 1; t < until; ++t) {
    const double time = static_cast<double>(t);
    if (model.trend) regressor_.push_back(time);
    for (int h = 1; h <= model.harmonics; ++h) {
      const double angle = 2.0 * std::numbers::pi * h * time / model.period;
      regressor_.push_back(maths::sin(angle));
      regressor_.push_back(maths::cos(angle));
    }
  }
}

// Adds a cell's terms. `endemic` is that part of the mean, `factor` its slope by strength, z the regressors.
void StepProblem::add_cell(Local& local, const Cell& cell, const double* z, double psi) const {
  const CellTerm term = cell_term(cell.y, cell.mean, psi);
  local.value += term.value;
  local.psi_slope += term.d_psi;
  local.psi_second += term.d_psi2;
  const double cross = psi * term.minus_d_mean_psi;
  for (std::size_t a = 0; a < local.slots; ++a) {
    const double x = local.x[a];
    local.gradient[a] += term.d_mean * x;
    local.with_psi[a] += cross * x;
    local.expected[a] += term.precision * x * x;
    for (std::size_t b = a; b < local.slots; ++b)
      local.curvature[a * kSlots + b] += term.minus_d_mean2 * x * local.x[b];
  }
  // The mean itself bends only between endemic strength and regressors.
  for (std::size_t a = 3; a < local.slots; ++a) {
    const double by_one = term.d_mean * z[a - 3];
    local.curvature[2 * kSlots + a] -= by_one * cell.factor;
    for (std::size_t b = a; b < local.slots; ++b)
      local.curvature[a * kSlots + b] -= by_one * cell.endemic * z[b - 3];
  }
}

void StepProblem::scatter(const Local& local, std::size_t unit, Result& result) const {
  const auto place = [&](std::size_t slot) {
    const std::size_t own = per_part_ == 1 ? 0 : unit;
    return static_cast<Eigen::Index>(slot < 3 ? slot * per_part_ + own : strengths() + slot - 3);
  };
  const auto psi = static_cast<Eigen::Index>(size_ - 1);
  for (std::size_t a = 0; a < local.slots; ++a) {
    result.gradient(place(a)) += local.gradient[a];
    result.scale(place(a)) += local.expected[a];
    result.curvature(psi, place(a)) += local.with_psi[a];
    result.curvature(place(a), psi) += local.with_psi[a];
    for (std::size_t b = a; b < local.slots; ++b) {
      result.curvature(place(a), place(b)) += local.curvature[a * kSlots + b];
      if (a != b) result.curvature(place(b), place(a)) += local.curvature[a * kSlots + b];
    }
  }
}

void StepProblem::evaluate(const Eigen::VectorXd& theta, Result& result) const {
  const auto n = static_cast<Eigen::Index>(size_);
  result.gradient = result.scale = Eigen::VectorXd::Zero(n);
  result.curvature = Eigen::MatrixXd::Zero(n, n);
  result.value = 0.0;
  const double psi = maths::exp(theta(n - 1));
  const CountTable table(most_, psi);
  std::vector<double> clock(steps_);
  for (std::size_t t = 0; t < steps_; ++t) {
    double exponent = 0.0;
    for (std::size_t r = 0; r < regressors_; ++r)
      exponent += theta(static_cast<Eigen::Index>(strengths() + r)) * regressor_[t * regressors_ + r];
    clock[t] = maths::exp(exponent);
  }
  double psi_slope = 0.0, psi_second = 0.0;
  for (std::size_t i = 0; i < units_; ++i) {
    const std::size_t own = per_part_ == 1 ? 0 : i;
    const auto strength = [&](std::size_t part) {
      return theta(static_cast<Eigen::Index>(part * per_part_ + own));
    };
    Local local;
    local.slots = 3 + regressors_;
    for (std::size_t t = 0; t < steps_; ++t) {
      const std::size_t at = i * steps_ + t;
      const double factor = offset_[i] * clock[t], endemic = strength(2) * factor;
      const Cell cell{count_[at], strength(0) * before_[at] + strength(1) * around_[at] + endemic, endemic,
                      factor};
      const double* z = regressor_.data() + t * regressors_;
      local.x[0] = before_[at];
      local.x[1] = around_[at];
      local.x[2] = factor;
      for (std::size_t r = 0; r < regressors_; ++r) local.x[3 + r] = endemic * z[r];
      const auto count = static_cast<std::size_t>(cell.y);
      local.value += table.value[count];
      local.psi_slope += table.slope[count];
      local.psi_second += table.curvature[count];
      add_cell(local, cell, z, psi);
    }
    result.value += local.value;
    psi_slope += local.psi_slope;
    psi_second += local.psi_second;
    scatter(local, i, result);
  }
  result.gradient(n - 1) = psi * psi_slope;
  result.curvature(n - 1, n - 1) = -psi * psi_slope - psi * psi * psi_second;
  result.scale(n - 1) = std::max(1e-2, std::abs(result.curvature(n - 1, n - 1)));
}

}  // namespace handover::threat
