#include "needs/programme.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::needs {

std::size_t Programme::add_column(double cost, double low, double high, bool integer) {
  cost_.push_back(cost);
  low_.push_back(low);
  high_.push_back(high);
  integer_.push_back(integer);
  return cost_.size() - 1;
}

std::size_t Programme::add_row(double low, double high, const std::vector<Term>& terms) {
  row_low_.push_back(low);
  row_high_.push_back(high);
  terms_.insert(terms_.end(), terms.begin(), terms.end());
  row_start_.push_back(terms_.size());
  return row_low_.size() - 1;
}

std::size_t Programme::append(const Programme& part) {
  const std::size_t first = columns();
  for (std::size_t j = 0; j < part.columns(); ++j) {
    add_column(part.cost_[j], part.low_[j], part.high_[j], part.integer_[j]);
  }
  for (std::size_t i = 0; i < part.rows(); ++i) {
    for (std::size_t k = part.row_start_[i]; k < part.row_start_[i + 1]; ++k) {
      terms_.push_back({first + part.terms_[k].column, part.terms_[k].factor});
    }
    row_low_.push_back(part.row_low_[i]);
    row_high_.push_back(part.row_high_[i]);
    row_start_.push_back(terms_.size());
  }
  return first;
}

bool Programme::has_integers() const {
  return std::find(integer_.begin(), integer_.end(), true) != integer_.end();
}

double Programme::objective_at(const std::vector<double>& point) const {
  double total = 0.0;
  for (std::size_t j = 0; j < cost_.size(); ++j) total += cost_[j] * point[j];
  return total;
}

double Programme::row_at(std::size_t row, const std::vector<double>& point) const {
  double total = 0.0;
  for (std::size_t k = row_start_[row]; k < row_start_[row + 1]; ++k) {
    total += terms_[k].factor * point[terms_[k].column];
  }
  return total;
}

double Programme::violation_at(const std::vector<double>& point) const {
  double worst = 0.0;
  for (std::size_t j = 0; j < cost_.size(); ++j) {
    worst = std::max({worst, low_[j] - point[j], point[j] - high_[j]});
    if (integer_[j]) worst = std::max(worst, std::abs(point[j] - std::round(point[j])));
  }
  for (std::size_t i = 0; i < rows(); ++i) {
    const double value = row_at(i, point);
    worst = std::max({worst, row_low_[i] - value, value - row_high_[i]});
  }
  return worst;
}

double relative_gap(double objective, double bound) {
  if (!std::isfinite(bound)) return kNoLimit;
  const double difference = objective - bound;
  if (difference <= 1e-9 * std::max(1.0, std::abs(objective))) return 0.0;
  return difference / std::max(1e-9, std::abs(objective));
}

}  // namespace handover::needs
