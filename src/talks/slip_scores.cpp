// How well past steps would have been forecast: each case's steps from all other cases.
#include "numerics/draws.h"
#include "numerics/maths.h"
#include "talks/slip.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

namespace handover::talks {
namespace {

constexpr int kSamples = 1000;

double ratio_of(const SlipCase& c) {
  const bool came = c.ended && c.outcome != SlipOutcome::never;
  return came ? std::min(kRatioCap, 1.0 + c.days_late / c.planned_days) : kRatioCap;
}

struct StepForecast {
  double on_time = 0.5;
  std::vector<double> ratios;  // ascending
};

StepForecast of_ratios(std::vector<double> ratios, double planned_days) {
  std::sort(ratios.begin(), ratios.end());
  const double limit = 1.0 + kSlipMonth / planned_days;
  const auto kept = std::upper_bound(ratios.begin(), ratios.end(), std::min(limit, kRatioCap - 1e-9));
  const double n = static_cast<double>(ratios.size());
  return {(static_cast<double>(kept - ratios.begin()) + 0.5) / (n + 1.0), std::move(ratios)};
}

StepForecast plain_ratio(std::span<const SlipCase> past, const SlipCase& c) {
  std::vector<double> ratios;
  for (const SlipCase& other : past) ratios.push_back(ratio_of(other));
  return of_ratios(std::move(ratios), c.planned_days);
}

StepForecast log_normal(std::span<const SlipCase> past, const SlipCase& c) {
  double sum = 0.0, squares = 0.0;
  const double n = static_cast<double>(past.size());
  for (const SlipCase& other : past) {
    const double x = maths::log(std::max(0.05, ratio_of(other)));
    sum += x / n;
    squares += x * x / n;
  }
  const double sd = std::sqrt(std::max(1e-4, squares - sum * sum));
  std::vector<double> ratios;
  for (int i = 0; i < kSamples; ++i) {
    const double z = normal_quantile((i + 0.5) / kSamples);
    ratios.push_back(std::min(kRatioCap, maths::exp(sum + sd * z)));
  }
  return of_ratios(std::move(ratios), c.planned_days);
}

// Share on time among the past, and their delays in days.
StepForecast base_rate(std::span<const SlipCase> past, const SlipCase& c, bool by_type) {
  double on_time = 0.5, n = 1.0;
  std::vector<double> ratios;
  for (const SlipCase& other : past) {
    if (by_type && other.conditions_based != c.conditions_based) continue;
    on_time += other.on_time_or_early() ? 1.0 : 0.0;
    n += 1.0;
    ratios.push_back(ratio_of(other));
  }
  if (ratios.empty()) ratios.push_back(1.0);
  StepForecast forecast = of_ratios(std::move(ratios), c.planned_days);
  forecast.on_time = on_time / n;
  return forecast;
}

StepForecast fitted(const SlipFit& fit, const SlipCase& c, Seed seed) {
  StepForecast forecast;
  for (std::uint32_t i = 0; i < kSamples; ++i) {
    DrawCursor cursor({seed, i, 0, Purpose::slip}, 0);
    const SlipDraw draw = draw_slip(fit, c.wider, c.leaver, cursor);
    const SlipLot lot = draw_lot(cursor);
    const double late = days_late(draw, c.conditions_based, c.planned_days, lot);
    forecast.ratios.push_back(std::min(kRatioCap, 1.0 + late / c.planned_days));
  }
  std::sort(forecast.ratios.begin(), forecast.ratios.end());
  forecast.on_time = chance_on_time(fit, c.conditions_based, c.planned_days, c.wider, c.leaver);
  return forecast;
}

// E|X - y| - E|X - X'| / 2 of a sorted sample (Gneiting & Raftery 2007).
double crps(const std::vector<double>& sample, double outcome) {
  const double n = static_cast<double>(sample.size());
  double away = 0.0, apart = 0.0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    away += std::abs(sample[i] - outcome) / n;
    apart += (2.0 * static_cast<double>(i) + 1.0 - n) * sample[i] / (n * n);
  }
  return away - apart;
}

struct Tally {
  SlipScore score;
  std::vector<double> brier_by_case;  // sums
  void add(const StepForecast& forecast, const SlipCase& c, double& brier) {
    const double happened = c.on_time_or_early() ? 1.0 : 0.0;
    brier += (forecast.on_time - happened) * (forecast.on_time - happened);
    const double outcome = ratio_of(c);
    score.crps += crps(forecast.ratios, outcome);
    const auto quantile = [&](double p) {
      const auto i = static_cast<std::size_t>(p * static_cast<double>(forecast.ratios.size() - 1) + 0.5);
      return forecast.ratios[i];
    };
    score.covered_80 += quantile(0.1) <= outcome && outcome <= quantile(0.9) ? 1.0 : 0.0;
    ++score.steps;
  }
  void finish() {
    const double n = static_cast<double>(score.steps);
    double sum = 0.0, squares = 0.0;
    for (const double one : brier_by_case) sum += one;
    score.brier = sum / n;
    score.crps /= n;
    score.covered_80 /= n;
    // Cases differ in how many steps they have; the error is that of a ratio of sums.
    const double cases = static_cast<double>(brier_by_case.size());
    for (const double one : brier_by_case) squares += (one - sum / cases) * (one - sum / cases);
    score.brier_error = cases > 1.0 ? std::sqrt(squares * cases / (cases - 1.0)) / n : 0.0;
  }
};

}  // namespace

std::vector<SlipScore> score_slip(std::span<const SlipCase> cases, bool own_only, Seed seed) {
  std::vector<Tally> tallies(5);
  constexpr const char* kNames[] = {"fitted", "base rate by type", "base rate", "plain ratio", "log-normal"};
  for (std::size_t i = 0; i < tallies.size(); ++i) tallies[i].score.name = kNames[i];
  std::set<std::string> ids;
  for (const SlipCase& c : cases)
    if (!own_only || !c.wider) ids.insert(c.case_id);
  for (const std::string& id : ids) {
    std::vector<SlipCase> past;
    for (const SlipCase& c : cases)
      if (c.case_id != id) past.push_back(c);
    if (past.empty()) continue;
    const SlipFit fit = fit_slip(past);
    for (Tally& tally : tallies) {
      tally.brier_by_case.push_back(0.0);
      ++tally.score.cases;
    }
    for (const SlipCase& c : cases) {
      if (c.case_id != id || (own_only && c.wider)) continue;
      const StepForecast forecasts[] = {fitted(fit, c, seed), base_rate(past, c, true),
                                        base_rate(past, c, false), plain_ratio(past, c), log_normal(past, c)};
      for (std::size_t i = 0; i < tallies.size(); ++i)
        tallies[i].add(forecasts[i], c, tallies[i].brier_by_case.back());
    }
  }
  std::vector<SlipScore> scores;
  for (Tally& tally : tallies) {
    tally.finish();
    scores.push_back(tally.score);
  }
  return scores;
}

}  // namespace handover::talks
