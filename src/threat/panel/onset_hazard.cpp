#include "threat/panel/onset_hazard.h"

#include "numerics/maths.h"

#include <algorithm>
#include <cmath>

namespace handover::threat {
namespace {

constexpr std::size_t kQuietMonths = 12, kMostQuietRows = 30'000;
constexpr double kHalfLifeOfRecord = 120.0;  // months
constexpr double kPriorDeviation = 0.7;      // of a coefficient, for a standard deviation of its input
constexpr int kSteps = 12;

struct HazardRow {
  std::vector<double> inputs;
  double any = 0.0, weight = 1.0;
};

double logistic(double x) {
  return x >= 0.0 ? 1.0 / (1.0 + maths::exp(-x)) : maths::exp(x) / (1.0 + maths::exp(x));
}

// Solves a x = b for a symmetric positive definite matrix by Cholesky's decomposition; both are overwritten.
std::vector<double> solve(std::vector<std::vector<double>> a, std::vector<double> b) {
  const std::size_t n = b.size();
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t k = 0; k < j; ++k) a[j][j] -= a[j][k] * a[j][k];
    a[j][j] = std::sqrt(std::max(a[j][j], 1e-12));
    for (std::size_t i = j + 1; i < n; ++i) {
      for (std::size_t k = 0; k < j; ++k) a[i][j] -= a[i][k] * a[j][k];
      a[i][j] /= a[j][j];
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= a[i][k] * b[k];
    b[i] /= a[i][i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= a[k][i] * b[k];
    b[i] /= a[i][i];
  }
  return b;
}

// Newton's method on the penalised log-likelihood; the last coefficient is the level, and free.
std::vector<double> fit_logistic(const std::vector<HazardRow>& rows) {
  const std::size_t n = rows.front().inputs.size() + 1;
  double all = 1.0, any = 0.5;
  for (const HazardRow& row : rows) {
    all += row.weight;
    any += row.weight * row.any;
  }
  std::vector<double> beta(n, 0.0);
  beta.back() = maths::log(any / (all - any));
  for (int step = 0; step < kSteps; ++step) {
    std::vector<std::vector<double>> information(n, std::vector<double>(n, 0.0));
    std::vector<double> slope(n, 0.0);
    for (std::size_t i = 0; i + 1 < n; ++i) {
      information[i][i] = 1.0 / (kPriorDeviation * kPriorDeviation);
      slope[i] = -beta[i] / (kPriorDeviation * kPriorDeviation);
    }
    information[n - 1][n - 1] = 1e-6;
    for (const HazardRow& row : rows) {
      double eta = beta.back();
      for (std::size_t i = 0; i + 1 < n; ++i) eta += beta[i] * row.inputs[i];
      const double p = logistic(eta), variance = row.weight * p * (1.0 - p);
      const auto input = [&](std::size_t i) { return i + 1 < n ? row.inputs[i] : 1.0; };
      for (std::size_t i = 0; i < n; ++i) {
        slope[i] += row.weight * (row.any - p) * input(i);
        for (std::size_t j = 0; j <= i; ++j) information[i][j] += variance * input(i) * input(j);
      }
    }
    const std::vector<double> change = solve(std::move(information), std::move(slope));
    double largest = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      beta[i] += std::clamp(change[i], -2.0, 2.0);
      largest = std::max(largest, std::abs(change[i]));
    }
    if (largest < 1e-8) break;
  }
  return beta;
}

// A unit's month after a year without any, how far to look from there, and whether any had come.
struct QuietMonth {
  std::size_t unit, at;
  int lead;
  double any;
};

// Some of them where there are very many.
std::vector<QuietMonth> quiet_months(const Panel& panel, std::size_t last, std::span<const int> leads,
                                     std::size_t most, Seed seed) {
  std::vector<std::pair<std::size_t, std::size_t>> months;
  for (std::size_t unit = 0; unit < panel.units.size(); ++unit) {
    std::size_t quiet = 0;
    for (std::size_t month = 0; month <= last; ++month) {
      quiet = panel.value[unit][month] == 0.0 ? quiet + 1 : 0;
      if (quiet >= kQuietMonths) months.emplace_back(unit, month);
    }
  }
  const double keep = static_cast<double>(most) / static_cast<double>(months.size() + 1);
  std::vector<QuietMonth> kept;
  for (const auto& [unit, at] : months) {
    const RandomStream random(seed, static_cast<std::uint32_t>(unit), static_cast<std::uint32_t>(at),
                              Purpose::parameters);
    if (random.uniform_at(4, 0) >= keep) continue;
    const int lead =
        leads[static_cast<std::size_t>(random.uniform_at(4, 1) * static_cast<double>(leads.size()))];
    const std::size_t month = at + static_cast<std::size_t>(lead);
    if (month > last || std::isnan(panel.value[unit][month])) continue;
    kept.push_back({unit, at, lead, panel.value[unit][month] > 0.0 ? 1.0 : 0.0});
  }
  return kept;
}

}  // namespace

OnsetHazard::OnsetHazard(const Panel& panel, const UnitFeatures& features, std::size_t last,
                         std::span<const int> leads, Seed seed)
    : own_(features.own_size()) {
  std::vector<HazardRow> rows;
  std::vector<double> raw(features.size());
  for (const QuietMonth& one : quiet_months(panel, last, leads, kMostQuietRows, seed)) {
    features.write(one.unit, one.at, raw);
    rows.push_back(
        {inputs_of(raw, one.lead), one.any,
         maths::exp(-0.69314718055994531 * static_cast<double>(last - one.at) / kHalfLifeOfRecord)});
  }
  if (rows.empty()) return;
  const std::size_t width = rows.front().inputs.size();
  centre_.assign(width, 0.0);
  scale_.assign(width, 0.0);
  for (const HazardRow& row : rows) {
    for (std::size_t i = 0; i < width; ++i) centre_[i] += row.inputs[i] / static_cast<double>(rows.size());
  }
  for (const HazardRow& row : rows) {
    for (std::size_t i = 0; i < width; ++i) {
      const double off = row.inputs[i] - centre_[i];
      scale_[i] += off * off / static_cast<double>(rows.size());
    }
  }
  for (double& scale : scale_) scale = scale > 1e-12 ? std::sqrt(scale) : 1e6;
  for (HazardRow& row : rows) {
    for (std::size_t i = 0; i < width; ++i) row.inputs[i] = (row.inputs[i] - centre_[i]) / scale_[i];
  }
  coefficients_ = fit_logistic(rows);
}

std::vector<double> OnsetHazard::inputs_of(std::span<const double> features, int lead) const {
  // Of its own past, what a year without any leaves to tell quiet units apart (unit_features.h gives the
  // places).
  std::vector<double> inputs;
  for (const std::size_t place : UnitFeatures::after_quiet()) inputs.push_back(features[place]);
  inputs.insert(inputs.end(), features.begin() + static_cast<std::ptrdiff_t>(own_), features.end());
  inputs.push_back(lead);
  return inputs;
}

double OnsetHazard::chance(std::span<const double> features, int lead) const {
  if (coefficients_.empty()) return 0.0;
  const std::vector<double> inputs = inputs_of(features, lead);
  double eta = coefficients_.back();
  for (std::size_t i = 0; i < inputs.size(); ++i)
    eta += coefficients_[i] * std::clamp((inputs[i] - centre_[i]) / scale_[i], -4.0, 4.0);
  return logistic(eta);
}

double onsets_seen_to_expected(const Panel& panel, const UnitFeatures& features, std::size_t last,
                               std::span<const int> leads, const Forest& elsewhere, Seed seed) {
  constexpr std::size_t kMostAsked = 4000;
  constexpr double kCasesAdded = 2.0;
  std::vector<double> raw(features.size());
  double seen = kCasesAdded, expected = kCasesAdded;
  for (const QuietMonth& one : quiet_months(panel, last, leads, kMostAsked, seed)) {
    features.write(one.unit, one.at, raw);
    const WeightedSample sample =
        elsewhere.after(std::span(raw).subspan(0, elsewhere.features()), 0.0, one.lead).as_was;
    double all = 0.0;
    for (const double weight : sample.weight) all += weight;
    expected += 1.0 - sample.weight.front() / all;
    seen += one.any;
  }
  return seen / expected;
}

}  // namespace handover::threat
