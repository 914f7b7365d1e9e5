#include "timeline/regression.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace handover::timeline {
namespace {

template <std::size_t N>
using Matrix = std::array<std::array<double, N>, N>;

// Inverse of the leading `size` rows and columns of a positive definite matrix (Gauss-Jordan with pivoting).
template <std::size_t N>
bool invert(Matrix<N> a, std::size_t size, Matrix<N>& inverse) {
  inverse = {};
  for (std::size_t i = 0; i < size; ++i) inverse[i][i] = 1.0;
  for (std::size_t column = 0; column < size; ++column) {
    std::size_t pivot = column;
    for (std::size_t row = column + 1; row < size; ++row) {
      if (std::abs(a[row][column]) > std::abs(a[pivot][column])) pivot = row;
    }
    if (std::abs(a[pivot][column]) < 1e-10) return false;
    std::swap(a[pivot], a[column]);
    std::swap(inverse[pivot], inverse[column]);
    const double scale = 1.0 / a[column][column];
    for (std::size_t k = 0; k < size; ++k) {
      a[column][k] *= scale;
      inverse[column][k] *= scale;
    }
    for (std::size_t row = 0; row < size; ++row) {
      if (row == column) continue;
      const double factor = a[row][column];
      for (std::size_t k = 0; k < size; ++k) {
        a[row][k] -= factor * a[column][k];
        inverse[row][k] -= factor * inverse[column][k];
      }
    }
  }
  return true;
}

// Up to `most` distinct values are counted: enough to choose the degree.
std::size_t distinct_values(std::span<const double> x, std::size_t most) {
  std::vector<double> seen;
  for (const double value : x) {
    if (std::find(seen.begin(), seen.end(), value) == seen.end()) seen.push_back(value);
    if (seen.size() >= most) break;
  }
  return seen.size();
}

}  // namespace

Curve::Curve(std::span<const double> x, std::span<const double> y) {
  if (x.size() != y.size() || x.empty()) throw std::logic_error("a curve needs as many x as y");
  low_ = *std::min_element(x.begin(), x.end());
  high_ = *std::max_element(x.begin(), x.end());
  const std::size_t affordable = std::max<std::size_t>(1, x.size() / 8);
  terms_ = std::min({kTerms, distinct_values(x, kTerms), affordable});
  Matrix<kTerms> normal{}, inverse{};
  Row moment{};
  for (std::size_t row = 0; row < x.size(); ++row) {
    const Row b = basis(x[row]);
    for (std::size_t i = 0; i < terms_; ++i) {
      moment[i] += b[i] * y[row];
      for (std::size_t k = 0; k < terms_; ++k) normal[i][k] += b[i] * b[k];
    }
  }
  while (terms_ > 1 && !invert(normal, terms_, inverse)) --terms_;
  if (terms_ == 1) inverse[0][0] = 1.0 / normal[0][0];
  for (std::size_t i = 0; i < terms_; ++i) {
    for (std::size_t k = 0; k < terms_; ++k) coefficient_[i] += inverse[i][k] * moment[k];
  }
  // The sandwich: inverse * (sum of squared residuals times basis outer products) * inverse.
  Matrix<kTerms> meat{};
  for (std::size_t row = 0; row < x.size(); ++row) {
    const Row b = basis(x[row]);
    const double residual = y[row] - at(x[row]);
    for (std::size_t i = 0; i < terms_; ++i) {
      for (std::size_t k = 0; k < terms_; ++k) meat[i][k] += residual * residual * b[i] * b[k];
    }
  }
  const auto n = static_cast<double>(x.size());
  const double correction = n > static_cast<double>(terms_) ? n / (n - static_cast<double>(terms_)) : 1.0;
  for (std::size_t i = 0; i < terms_; ++i) {
    for (std::size_t k = 0; k < terms_; ++k) {
      double sum = 0.0;
      for (std::size_t a = 0; a < terms_; ++a) {
        for (std::size_t b = 0; b < terms_; ++b) sum += inverse[i][a] * meat[a][b] * inverse[b][k];
      }
      covariance_[i][k] = sum * correction;
    }
  }
}

Curve::Row Curve::basis(double x) const {
  const double width = high_ - low_;
  const double u = width > 0.0 ? 2.0 * (x - low_) / width - 1.0 : 0.0;
  return {1.0, u, 0.5 * (3.0 * u * u - 1.0), 0.5 * (5.0 * u * u * u - 3.0 * u)};
}

double Curve::at(double x) const {
  const Row b = basis(x);
  double sum = 0.0;
  for (std::size_t i = 0; i < terms_; ++i) sum += coefficient_[i] * b[i];
  return sum;
}

double Curve::error_at(double x) const {
  const Row b = basis(x);
  double sum = 0.0;
  for (std::size_t i = 0; i < terms_; ++i) {
    for (std::size_t k = 0; k < terms_; ++k) sum += b[i] * covariance_[i][k] * b[k];
  }
  return std::sqrt(std::max(0.0, sum));
}

}  // namespace handover::timeline
