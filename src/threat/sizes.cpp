#include "threat/sizes.h"

#include "numerics/draws.h"
#include "numerics/golden_section.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace handover::threat {
namespace {

constexpr double kLeastAlpha = 1.5;
// Sizes before data: three in four of deadly incidents kill one or two, and the tail is that of terrorist
// attacks the scenario over, alpha about 2.4 (Clauset, Young & Gleditsch 2007).
constexpr double kBodyBefore[] = {0.6, 0.2, 0.1};
constexpr double kAlphaBefore = 2.4, kAlphaBeforeSd = 0.25;
constexpr int kMinBefore = 4;

double power(double base, double exponent) {
  return maths::exp(exponent * maths::log(base));
}

// log P(X = x | X >= x_min), the difference of two survival values.
double log_probability(int x, int x_min, double alpha) {
  const double here = power(static_cast<double>(x) / x_min, 1.0 - alpha);
  const double next = power(static_cast<double>(x + 1) / x_min, 1.0 - alpha);
  return maths::log(std::max(here - next, 1e-300));
}

double log_likelihood(const std::vector<int>& tail, int x_min, double alpha) {
  double sum = 0.0;
  for (std::size_t i = 0; i < tail.size();) {
    std::size_t same = i;
    while (same < tail.size() && tail[same] == tail[i]) ++same;
    sum += static_cast<double>(same - i) * log_probability(tail[i], x_min, alpha);
    i = same;
  }
  return sum;
}

// The log-likelihood has one top on [1.5, 6].
double best_alpha(const std::vector<int>& tail, int x_min) {
  return golden_section(
      kLeastAlpha, 6.0, [&](double alpha) { return log_likelihood(tail, x_min, alpha); }, 1e-9);
}

double distance_of(const std::vector<int>& tail, int x_min, double alpha) {
  double worst = 0.0;
  const double n = static_cast<double>(tail.size());
  for (std::size_t i = 0; i < tail.size(); ++i) {
    if (i + 1 < tail.size() && tail[i + 1] == tail[i]) continue;
    const double seen = static_cast<double>(i + 1) / n;
    const double fitted = 1.0 - power(static_cast<double>(tail[i] + 1) / x_min, 1.0 - alpha);
    worst = std::max(worst, std::abs(seen - fitted));
  }
  return worst;
}

std::vector<int> positive(const std::vector<int>& killed) {
  std::vector<int> sizes;
  for (const int size : killed) {
    if (size > 0) sizes.push_back(size);
  }
  std::sort(sizes.begin(), sizes.end());
  return sizes;
}

}  // namespace

TailFit fit_tail(const std::vector<int>& sizes, std::size_t fewest) {
  std::vector<int> sorted = sizes;
  std::sort(sorted.begin(), sorted.end());
  TailFit best;
  best.distance = std::numeric_limits<double>::infinity();
  std::vector<int> thresholds = sorted;
  thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());
  for (const int x_min : thresholds) {
    const auto begin = std::lower_bound(sorted.begin(), sorted.end(), x_min);
    const std::vector<int> tail(begin, sorted.end());
    if (tail.size() < fewest && x_min != thresholds.front()) break;
    const double alpha = best_alpha(tail, x_min);
    const double distance = distance_of(tail, x_min, alpha);
    if (distance < best.distance) best = {x_min, alpha, 0.0, distance, tail.size()};
  }
  const std::vector<int> tail(std::lower_bound(sorted.begin(), sorted.end(), best.x_min), sorted.end());
  constexpr double kStep = 1e-3;
  const double curvature = (log_likelihood(tail, best.x_min, best.alpha + kStep) -
                            2.0 * log_likelihood(tail, best.x_min, best.alpha) +
                            log_likelihood(tail, best.x_min, best.alpha - kStep)) /
                           (kStep * kStep);
  best.alpha_sd = curvature < 0.0 ? 1.0 / std::sqrt(-curvature) : 1.0;
  return best;
}

SizeFit fit_size(const SizeData& data) {
  SizeFit fit;
  const std::vector<int> sizes = positive(data.killed);
  const double singles = static_cast<double>(data.killed.size());
  const double single_deaths = std::accumulate(sizes.begin(), sizes.end(), 0.0);
  const double incidents = singles + data.incidents, deaths = single_deaths + data.deaths;
  fit.mean = incidents > 0.0 ? deaths / incidents : 0.0;
  fit.chance = singles > 0.0 ? static_cast<double>(sizes.size()) / singles : 0.0;
  fit.assumed = incidents < 20.0 || deaths <= 0.0;
  fit.no_record = data.no_record;
  if (sizes.size() >= 30) {
    fit.tail = fit_tail(sizes);
  } else {
    fit.tail = {kMinBefore, kAlphaBefore, kAlphaBeforeSd, 0.0, 0};
  }
  return fit;
}

SizeDraw draw_size(const SizeData& data, const SizeFit& fit, const RandomStream& randomness,
                   std::uint32_t address) {
  DrawCursor cursor(randomness, address);
  SizeDraw draw;
  const std::vector<int> sizes = positive(data.killed);
  draw.x_min = fit.tail.x_min;
  draw.alpha = std::max(kLeastAlpha, fit.tail.alpha + fit.tail.alpha_sd * normal_draw(cursor.next()));
  // Nothing in the record is more than a hundredth of what could be, but no incident kills a city.
  draw.cap = std::max(300, sizes.empty() ? 0 : 3 * sizes.back());
  // Body: Dirichlet draws around what was seen (plus two incidents of what is usual).
  std::vector<double> mass;
  double sum = 0.0;
  for (int x = 1; x < draw.x_min; ++x) {
    const double seen = static_cast<double>(std::count(sizes.begin(), sizes.end(), x));
    const double before = x <= 3 ? 2.0 * kBodyBefore[x - 1] : 0.02;
    mass.push_back(gamma_draw(cursor, seen + before, 1.0));
    sum += mass.back();
  }
  const auto beyond =
      static_cast<double>(sizes.end() - std::lower_bound(sizes.begin(), sizes.end(), draw.x_min));
  sum += gamma_draw(cursor, beyond + 0.2, 1.0);
  for (const double one : mass) draw.body.push_back(one / sum);
  // The chance of any death, one in fifty before data: from single incidents, and from totals through the
  // mean size of a deadly one.
  draw.zero = 0.0;
  const double mean_deadly = std::max(1.0, mean_size(draw));
  const double singles = static_cast<double>(data.killed.size());
  const double deadly =
      static_cast<double>(sizes.size()) + std::min(data.incidents, data.deaths / mean_deadly);
  const double harmless = std::max(0.0, singles + data.incidents - deadly);
  draw.zero = data.no_record ? 1.0 : 1.0 - beta_draw(cursor, deadly + 0.5, harmless + 24.5);
  return draw;
}

double mean_size(const SizeDraw& draw) {
  double mean = 0.0, body = 0.0;
  for (std::size_t i = 0; i < draw.body.size(); ++i) {
    mean += draw.body[i] * static_cast<double>(i + 1);
    body += draw.body[i];
  }
  // Sum of survival values up to the cap.
  double tail = draw.x_min;
  for (int x = draw.x_min + 1; x <= draw.cap; ++x)
    tail += power(static_cast<double>(x) / draw.x_min, 1.0 - draw.alpha);
  return (1.0 - draw.zero) * (mean + std::max(0.0, 1.0 - body) * tail);
}

int size_draw(const SizeDraw& draw, double uniform) {
  if (uniform < draw.zero) return 0;
  double left = (uniform - draw.zero) / (1.0 - draw.zero);
  for (std::size_t i = 0; i < draw.body.size(); ++i) {
    if (left < draw.body[i]) return static_cast<int>(i) + 1;
    left -= draw.body[i];
  }
  const double body = std::accumulate(draw.body.begin(), draw.body.end(), 0.0);
  const double survival = std::max(1e-12, 1.0 - left / std::max(1e-12, 1.0 - body));
  const double x = draw.x_min * power(survival, 1.0 / (1.0 - draw.alpha));
  return static_cast<int>(std::min(std::floor(x), static_cast<double>(draw.cap)));
}

}  // namespace handover::threat
