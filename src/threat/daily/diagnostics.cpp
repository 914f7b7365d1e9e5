#include "threat/daily/diagnostics.h"

#include "base/parallel.h"
#include "numerics/draws.h"
#include "numerics/maths.h"
#include "threat/daily/negative_binomial.h"
#include "threat/daily/posterior_draws.h"
#include "threat/fitted_forecast.h"
#include "threat/scores/scores.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace handover::threat {
namespace {

constexpr std::size_t kLags = 7, kBacktestMonths = 12;

// F(y - 1) and F(y).
std::pair<double, double> distribution_at(double count, double mean, double psi) {
  double below = 0.0, term = 0.0;
  for (double y = 0.0; y <= count; y += 1.0) {
    below += term;
    term = maths::exp(log_negative_binomial(y, mean, psi));
  }
  return {below, below + term};
}

// Incidents of a stream in the calendar month, or -1 when a day of it is not covered.
double month_tally(const FitData& data, std::size_t stream, Month month) {
  const int from = days_between(data.first, first_day(month)).value;
  const int to = days_between(data.first, last_day(month)).value;
  if (from < 0 || to >= static_cast<int>(data.days)) return -1.0;
  double sum = 0.0;
  for (int d = from; d <= to; ++d) {
    const auto day = static_cast<std::size_t>(d);
    if (data.observed[stream * data.days + day] == 0) return -1.0;
    for (std::size_t z = 0; z < data.zones; ++z) sum += data.count[data.cell(stream, day, z)];
  }
  return sum;
}

// Only what the daily source looks at, so that forecasts and tallies mean the same incidents.
FitData in_daily_scope(FitData data, std::size_t stream) {
  for (std::size_t z = 0; z < data.zones; ++z) {
    const std::size_t at = stream * data.zones + z;
    if (data.in_scope[at] == 0) data.weight[at] = 0.0;
  }
  std::erase_if(data.intervals, [stream](const IntervalObservation& one) { return one.stream == stream; });
  std::erase_if(data.shares, [stream](const ShareObservation& one) { return one.stream == stream; });
  return data;
}

struct Sums {
  double model = 0.0, conflictology = 0.0, last = 0.0, zero = 0.0, in50 = 0.0, in90 = 0.0;
  std::size_t months = 0, origins = 0;

  void operator+=(const Sums& other) {
    model += other.model;
    conflictology += other.conflictology;
    last += other.last;
    zero += other.zero;
    in50 += other.in50;
    in90 += other.in90;
    months += other.months;
    origins += other.origins;
  }
};

// Scores one origin: the model's draws for the next twelve months beside the baselines'.
Sums score_origin(const FitData& data, const FittedThreat& fitted, std::size_t stream, Month origin,
                  const ThreatOptions& options) {
  Sums sums;
  const FittedForecast forecast = simulate_fitted(
      fitted, kBacktestMonths + 1,
      {.replications = options.replications, .seed = options.seed, .threads = 1, .exposure = {}});
  std::vector<double> past;
  for (int back = 11; back >= 0; --back)
    past.push_back(month_tally(data, stream, plus_months(origin, -back)));
  std::sort(past.begin(), past.end());
  const double latest = month_tally(data, stream, origin);
  std::vector<double> last_draws;
  for (int i = 0; i < 200; ++i) last_draws.push_back(poisson_draw((i + 0.5) / 200.0, latest));
  ++sums.origins;
  for (std::size_t m = 1; m <= kBacktestMonths; ++m) {
    const double outcome = month_tally(data, stream, plus_months(origin, static_cast<int>(m)));
    if (outcome < 0.0) continue;
    std::vector<double> draws;
    for (std::size_t f = 0; f < forecast.replications; ++f)
      draws.push_back(forecast.incidents[forecast.at(f, m, stream)]);
    std::sort(draws.begin(), draws.end());
    sums.model += crps(draws, outcome);
    sums.conflictology += crps(past, outcome);
    sums.last += crps(last_draws, outcome);
    sums.zero += outcome;
    sums.in50 += covered(draws, outcome, 0.5) ? 1.0 : 0.0;
    sums.in90 += covered(draws, outcome, 0.9) ? 1.0 : 0.0;
    ++sums.months;
  }
  return sums;
}

}  // namespace

void check_residuals(const DailyModel& model, const Fit& fit, const FitData& data, std::size_t stream,
                     Seed seed, StreamReport& report) {
  const auto fitted = model.fitted_of(fit.mode, stream);
  if (fitted.empty()) return;
  const RandomStream randomness(seed, static_cast<std::uint32_t>(stream), 0, Purpose::pit);
  report.pit.assign(10, 0);
  std::vector<double> transforms;
  std::vector<double> residual(data.days * data.zones, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t i = 0; i < fitted.size(); ++i) {
    const auto& one = fitted[i];
    const auto [below, up_to] = distribution_at(one.count, one.mean, one.psi);
    const double u = below + randomness.uniform_at(0, static_cast<std::uint32_t>(i)) * (up_to - below);
    transforms.push_back(u);
    ++report.pit[std::min<std::size_t>(static_cast<std::size_t>(u * 10.0), 9)];
    residual[one.day * data.zones + one.zone] =
        (one.count - one.mean) / std::sqrt(one.mean + one.psi * one.mean * one.mean);
  }
  std::sort(transforms.begin(), transforms.end());
  const double n = static_cast<double>(transforms.size());
  for (std::size_t i = 0; i < transforms.size(); ++i) {
    const double step = static_cast<double>(i);
    report.pit_distance =
        std::max({report.pit_distance, (step + 1.0) / n - transforms[i], transforms[i] - step / n});
  }
  for (std::size_t lag = 1; lag <= kLags; ++lag) {
    double product = 0.0, square = 0.0;
    std::size_t pairs = 0;
    for (std::size_t d = lag; d < data.days; ++d) {
      for (std::size_t z = 0; z < data.zones; ++z) {
        const double now = residual[d * data.zones + z], then = residual[(d - lag) * data.zones + z];
        if (std::isnan(now) || std::isnan(then)) continue;
        product += now * then;
        square += now * now;
        ++pairs;
      }
    }
    report.residual_autocorrelation.push_back(pairs > 0 ? product / square : 0.0);
  }
}

SwitchesSeen switches_seen(const std::vector<double>& on_by_day) {
  SwitchesSeen seen;
  double last = std::numeric_limits<double>::quiet_NaN();  // the last state that was clear
  for (const double on : on_by_day) {
    if (!(on < 0.25 || on > 0.75)) continue;
    const double state = on > 0.75 ? 1.0 : 0.0;
    if (state > last) ++seen.on;
    if (state < last) ++seen.off;
    last = state;
  }
  return seen;
}

void report_freshness(const FitData& data, std::size_t stream, StreamReport& report) {
  std::size_t last_zonal = 0, last_any = 0;
  bool zonal = false, any = false;
  for (std::size_t d = 0; d < data.days; ++d) {
    if (data.observed[stream * data.days + d] == 0) continue;
    last_zonal = last_any = d;
    zonal = any = true;
  }
  for (const IntervalObservation& one : data.intervals) {
    if (one.stream != stream) continue;
    any = true;
    last_any = std::max(last_any, one.to);
    if (one.zones.size() == 1 && !one.outside) {
      zonal = true;
      last_zonal = std::max(last_zonal, one.to);
    }
  }
  report.has_daily = data.has_daily(stream);
  report.has_totals = data.has_interval(stream);
  report.has_zonal = zonal;
  if (any) report.last_observed = data.first + std::chrono::days{static_cast<int>(last_any)};
  report.zonal_data_fresh = zonal && data.days - 1 - last_zonal <= 24 * 30;
  std::size_t scope = 0;
  for (std::size_t z = 0; z < data.zones; ++z) scope += data.in_scope[stream * data.zones + z];
  if (report.has_daily && scope < data.zones) {
    report.notes.push_back(
        {.kind = StreamNoteKind::part_of_the_map, .zones_counted = scope, .zones = data.zones});
  }
  if (!any) report.notes.push_back({.kind = StreamNoteKind::no_counts});
  if (zonal && !report.zonal_data_fresh) report.notes.push_back({.kind = StreamNoteKind::zonal_data_old});
  if (any && data.days - 1 - last_any > 365) report.notes.push_back({.kind = StreamNoteKind::counts_old});
}

std::vector<SkillReport> backtest(const FitData& data, const std::vector<std::string>& stream_names,
                                  const std::vector<std::string>& zone_names,
                                  const std::vector<std::string>& patron_names, std::size_t stream,
                                  const ThreatOptions& options) {
  // The last month that daily data cover, and the first.
  std::size_t first = data.days, last = 0;
  for (std::size_t d = 0; d < data.days; ++d) {
    if (data.observed[stream * data.days + d] == 0) continue;
    first = std::min(first, d);
    last = d;
  }
  if (last < first + 3 * 365) return {};
  const Month last_month =
      plus_months(month_of(data.first + std::chrono::days{static_cast<int>(last) + 1}), -1);
  std::vector<Month> origins;
  for (std::size_t i = 1; i <= options.backtests; ++i) {
    const Month origin = plus_months(last_month, -12 * static_cast<int>(i));
    if (days_between(data.first, last_day(origin)).value < static_cast<int>(first) + 2 * 365) break;
    origins.push_back(origin);
  }
  std::vector<Sums> by_origin(origins.size());
  parallel_for(origins.size(), options.threads, [&](std::size_t i) {
    const int day = days_between(data.first, last_day(origins[i])).value;
    const FitData known = in_daily_scope(known_on(data, static_cast<std::size_t>(day)), stream);
    const DailyModel model(known,
                           lay_out_parameters(known, stream_names, zone_names, patron_names, options.model),
                           options.model);
    const Fit fit = fit_model(
        known, model, {.restarts = 0, .draws = 60, .chains = 1, .moves_per_draw = 1, .seed = options.seed});
    std::size_t tamed = 0;
    const std::vector<std::array<SizeData, kVictims>> no_sizes(data.streams);
    const FittedThreat fitted =
        fitted_of(known, model, fit, options.model, no_sizes,
                  {.seed = options.seed, .horizon_months = static_cast<int>(kBacktestMonths)}, tamed);
    by_origin[i] = score_origin(data, fitted, stream, origins[i], options);
  });
  Sums sums;
  for (const Sums& one : by_origin) sums += one;
  if (sums.months == 0) return {};
  const double n = static_cast<double>(sums.months);
  std::vector<SkillReport> skill;
  const std::pair<const char*, double> baselines[] = {
      {"conflictology", sums.conflictology}, {"last", sums.last}, {"zero", sums.zero}};
  for (const auto& [name, total] : baselines) {
    skill.push_back({name, sums.months, sums.origins, sums.model / n, total / n,
                     total > 0.0 ? sums.model / total : 0.0, sums.in50 / n, sums.in90 / n});
  }
  return skill;
}

}  // namespace handover::threat
