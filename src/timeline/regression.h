// A smooth curve through one input: polynomial least squares with errors that do not assume equal variance.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace handover::timeline {

// Legendre polynomials up to degree 3 on the input scaled to -1..1 over its own range.
class Curve {
 public:
  // x and y of equal length. Degree falls with the number of distinct x: a two-valued input gets a line.
  Curve(std::span<const double> x, std::span<const double> y);
  double at(double x) const;
  double error_at(double x) const;  // standard error of the fitted mean (White 1980, HC1)
  double low() const { return low_; }
  double high() const { return high_; }
  bool flat() const { return terms_ < 2; }

 private:
  static constexpr std::size_t kTerms = 4;
  using Row = std::array<double, kTerms>;
  Row basis(double x) const;

  double low_ = 0.0, high_ = 0.0;
  std::size_t terms_ = 1;
  Row coefficient_{};
  std::array<Row, kTerms> covariance_{};
};

}  // namespace handover::timeline
