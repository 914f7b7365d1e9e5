#include "timeline/control_variates.h"

#include "numerics/statistics.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace handover::timeline {
namespace {

constexpr std::size_t kFolds = 5;
constexpr double kPenalties[] = {0.03, 0.1, 0.3, 1.0, 3.0};  // times the number of scenarios
// A gain below this may be luck in choosing the penalty.
constexpr double kWorthwhile = 0.05;
// Below it a fit on the other scenarios would be noise.
constexpr std::size_t kFewestScenarios = 60;

// Lower triangle of the factor of a positive definite matrix, in place (Golub & Van Loan 2013,
// algorithm 4.2.1).
void cholesky(std::vector<double>& a, std::size_t n) {
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) {
      double sum = a[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = i == j ? std::sqrt(sum) : sum / a[j * n + j];
    }
  }
}

// Solves factor x factor' x = b for every column of b ([row][column]) in place.
void solve(const std::vector<double>& factor, std::size_t n, std::vector<double>& b, std::size_t columns) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k)
      for (std::size_t c = 0; c < columns; ++c) b[i * columns + c] -= factor[i * n + k] * b[k * columns + c];
    for (std::size_t c = 0; c < columns; ++c) b[i * columns + c] /= factor[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k)
      for (std::size_t c = 0; c < columns; ++c) b[i * columns + c] -= factor[k * n + i] * b[k * columns + c];
    for (std::size_t c = 0; c < columns; ++c) b[i * columns + c] /= factor[i * n + i];
  }
}

double spread_about_zero(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values) sum += value * value;
  return sum;
}

}  // namespace

double Adjusted::mean() const {
  return mean_of(value);
}

double Adjusted::error_variance(std::size_t draws) const {
  if (value.empty()) return 0.0;
  const double scenarios = variance_of(value) / static_cast<double>(value.size());
  return draws == 0 ? scenarios : scenarios + variance_of(by_draws) / static_cast<double>(draws);
}

Adjusted operator-(const Adjusted& a, const Adjusted& b) {
  Adjusted difference = a;
  for (std::size_t w = 0; w < a.value.size(); ++w) {
    difference.value[w] -= b.value[w];
    difference.by_draws[w] -= b.by_draws[w];
  }
  return difference;
}

ControlVariates::ControlVariates(std::span<const double> inputs, const InputPopulation& population)
    : population_(population) {
  const std::size_t all = population.mean.size();
  if (all == 0) return;
  if (inputs.size() % all != 0) throw std::logic_error("one row of inputs for each scenario");
  scenarios_ = inputs.size() / all;
  std::vector<std::size_t> used;
  std::vector<double> scale;
  for (std::size_t k = 0; k < all; ++k) {
    double sum = 0.0;
    for (std::size_t w = 0; w < scenarios_; ++w) sum += std::pow(inputs[w * all + k] - population.mean[k], 2);
    const double deviation = std::sqrt(sum / static_cast<double>(std::max<std::size_t>(1, scenarios_)));
    if (!(deviation > 1e-12 * (1.0 + std::abs(population.mean[k])))) continue;  // the same everywhere
    used.push_back(k);
    scale.push_back(deviation);
    fitted_.push_back(k < population.fitted.size() && population.fitted[k]);
  }
  count_ = used.size();
  for (std::size_t w = 0; w < scenarios_; ++w)
    for (std::size_t i = 0; i < count_; ++i)
      x_.push_back((inputs[w * all + used[i]] - population.mean[used[i]]) / scale[i]);
}

ControlVariates::Fold ControlVariates::fold_for(std::size_t fold, double penalty) const {
  std::vector<double> mean(count_, 0.0);
  double kept = 0.0;
  for (std::size_t w = 0; w < scenarios_; ++w) {
    if (w % kFolds == fold) continue;
    kept += 1.0;
    for (std::size_t i = 0; i < count_; ++i) mean[i] += x_[w * count_ + i];
  }
  for (double& one : mean) one /= kept;
  // Rows of the scenarios left out are zero: they have no part in the coefficients.
  Fold result{.solve = std::vector<double>(count_ * scenarios_, 0.0)};
  for (std::size_t w = 0; w < scenarios_; ++w) {
    if (w % kFolds == fold) continue;
    for (std::size_t i = 0; i < count_; ++i) result.solve[i * scenarios_ + w] = x_[w * count_ + i] - mean[i];
  }
  std::vector<double> normal(count_ * count_, 0.0);
  for (std::size_t i = 0; i < count_; ++i) {
    for (std::size_t k = 0; k <= i; ++k) {
      double sum = 0.0;
      for (std::size_t w = 0; w < scenarios_; ++w)
        sum += result.solve[i * scenarios_ + w] * result.solve[k * scenarios_ + w];
      normal[i * count_ + k] = sum;
    }
    normal[i * count_ + i] += penalty * static_cast<double>(scenarios_);
  }
  cholesky(normal, count_);
  solve(normal, count_, result.solve, scenarios_);
  return result;
}

std::vector<ControlVariates::Fold> ControlVariates::folds_for(double penalty) const {
  std::vector<Fold> folds;
  for (std::size_t fold = 0; fold < kFolds; ++fold) folds.push_back(fold_for(fold, penalty));
  return folds;
}

Adjusted ControlVariates::adjust_by(const std::vector<Fold>& folds, std::span<const double> values) const {
  Adjusted result{.value = {values.begin(), values.end()},
                  .by_draws = std::vector<double>(values.size(), 0.0)};
  std::vector<double> coefficient(count_);
  for (std::size_t fold = 0; fold < folds.size(); ++fold) {
    for (std::size_t i = 0; i < count_; ++i) {
      double sum = 0.0;
      const double* row = folds[fold].solve.data() + i * scenarios_;
      for (std::size_t w = 0; w < scenarios_; ++w) sum += row[w] * values[w];
      coefficient[i] = sum;
    }
    for (std::size_t w = fold; w < scenarios_; w += kFolds) {
      for (std::size_t i = 0; i < count_; ++i) {
        const double part = coefficient[i] * x_[w * count_ + i];
        result.value[w] -= part;
        if (fitted_[i]) result.by_draws[w] += part;
      }
    }
  }
  return result;
}

void ControlVariates::choose_penalty(std::span<const std::vector<double>> values) {
  folds_.clear();
  explained_ = 0.0;
  if (count_ == 0 || scenarios_ < kFewestScenarios) return;
  double spread = 0.0;  // each series with any spread counts once
  for (const auto& series : values) spread += variance_of(series) > 0.0 ? 1.0 : 0.0;
  double least = (1.0 - kWorthwhile) * spread;
  for (const double penalty : kPenalties) {
    auto folds = folds_for(penalty);
    double left = 0.0;
    for (const auto& series : values) {
      const double variance = variance_of(series);
      if (variance <= 0.0) continue;
      std::vector<double> residual = adjust_by(folds, series).value;
      const double mean = mean_of(series);
      for (double& one : residual) one -= mean;
      left += spread_about_zero(residual) / (variance * static_cast<double>(scenarios_));
    }
    if (left >= least) continue;
    least = left;
    folds_ = std::move(folds);
  }
  explained_ = folds_.empty() ? 0.0 : 1.0 - least / spread;
}

Adjusted ControlVariates::adjust(std::span<const double> values) const {
  return adjust_by(folds_, values);
}

}  // namespace handover::timeline
