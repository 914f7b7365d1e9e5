#include "threat/scores/resample.h"

#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace handover::threat {
namespace {

using Complex = std::complex<double>;

// exp(2 pi i n / size) for n from 0 to size - 1.
std::vector<Complex> roots_of_unity(std::size_t size) {
  std::vector<Complex> roots(size);
  for (std::size_t n = 0; n < size; ++n) {
    const double angle = 2.0 * std::numbers::pi * static_cast<double>(n) / static_cast<double>(size);
    roots[n] = {maths::cos(angle), maths::sin(angle)};
  }
  return roots;
}

// Fourier coefficients of frequencies 0 to `highest`.
std::vector<Complex> spectrum(std::span<const double> draws, std::size_t highest) {
  const auto roots = roots_of_unity(draws.size());
  std::vector<Complex> coefficients(highest + 1);
  for (std::size_t k = 0; k <= highest; ++k) {
    for (std::size_t n = 0; n < draws.size(); ++n)
      coefficients[k] += draws[n] * std::conj(roots[k * n % draws.size()]);
  }
  return coefficients;
}

}  // namespace

std::vector<double> resample_draws(std::span<const double> draws, std::size_t count) {
  if (draws.size() == count) return {draws.begin(), draws.end()};
  const std::size_t common = std::min(draws.size(), count);
  auto coefficients = spectrum(draws, common / 2);
  // Frequencies come in pairs k and -k, but zero; the highest of an even number is its own partner. With more
  // draws than wanted both of its halves fall on one place; with fewer it is split between two.
  for (std::size_t k = 1; k < coefficients.size(); ++k) {
    const bool own_partner = 2 * k == common && draws.size() < count;
    coefficients[k] *= own_partner ? 1.0 : 2.0;
  }
  const auto roots = roots_of_unity(count);
  std::vector<double> resampled(count);
  for (std::size_t j = 0; j < count; ++j) {
    double sum = 0.0;
    for (std::size_t k = 0; k < coefficients.size(); ++k)
      sum += (coefficients[k] * roots[k * j % count]).real();
    resampled[j] = std::max(0.0, sum / static_cast<double>(draws.size()));
  }
  return resampled;
}

}  // namespace handover::threat
