#include "threat/threat.h"

#include "base/parallel.h"
#include "numerics/maths.h"
#include "threat/daily/daily_cells.h"
#include "threat/daily/diagnostics.h"
#include "threat/daily/posterior_draws.h"
#include "threat/demand.h"
#include "threat/fitted_forecast.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>

#include <fmt/format.h>

namespace handover::threat {
namespace {

constexpr std::size_t kManyDraws = 500;  // enough when neighbours in a chain resemble one another
constexpr double kAssumedBelow = 0.20;
constexpr double kNormal95 = 1.6448536269514722;
// Cases that give a rate within a factor of two (90 %) without any prior: 1.645 / sqrt(n) < log 2.
constexpr int kFewestSwitches = 6;

template <class Rows>
std::vector<std::string> names_in(const Rows& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(row.id);
  return names;
}

Estimate estimate_of(std::vector<double> values, bool assumed = false) {
  std::sort(values.begin(), values.end());
  return {quantile_of_sorted(values, 0.5), quantile_of_sorted(values, 0.05), quantile_of_sorted(values, 0.95),
          assumed};
}

double natural_scale(const Parameter& parameter, double value) {
  if (parameter.scale == Scale::logarithm) return maths::exp(value);
  if (parameter.scale == Scale::log_odds) return 1.0 / (1.0 + maths::exp(-value));
  return value;
}

// Everything one assessment works with.
struct Study {
  const Mission& mission;
  ThreatOptions options;
  FitData data;
  std::vector<std::string> streams, zones, patrons;
  std::unique_ptr<DailyModel> model;
  Fit fit;

  void refit(const FitOptions& fit_options) {
    model = std::make_unique<DailyModel>(
        data, lay_out_parameters(data, streams, zones, patrons, options.model), options.model);
    fit = fit_model(data, *model, fit_options);
  }
};

// Penalties by Laplace's approximation of the marginal likelihood, one at a time from the defaults.
void choose_penalties(Study& study) {
  const FitOptions quick{
      .restarts = 0, .draws = 0, .seed = study.options.seed, .threads = study.options.threads};
  const auto pick = [&](PriorName prior, std::initializer_list<double> grid) {
    PriorValue& value = study.options.model.priors[prior];
    if (value.stated) return;  // the mission knows better
    double& penalty = value.spread;
    double best_value = penalty, best = -std::numeric_limits<double>::infinity();
    for (const double candidate : grid) {
      penalty = candidate;
      study.refit(quick);
      if (study.fit.report.log_evidence > best) {
        best = study.fit.report.log_evidence;
        best_value = candidate;
      }
    }
    penalty = best_value;
  };
  pick(PriorName::background_step, {0.25, 0.5, 1.0});
  pick(PriorName::zone_effect, {0.5, 1.0, 2.0});
  if (!study.data.covariates.empty()) pick(PriorName::covariate_effect, {0.1, 0.3, 1.0});
}

std::vector<ParameterReport> parameter_reports(const Study& study, const ModelState& state) {
  std::vector<ParameterReport> reports;
  const Layout& layout = study.model->layout();
  for (std::size_t i = 0; i < layout.parameters.size(); ++i) {
    const Parameter& parameter = layout.parameters[i];
    const double contraction = study.fit.contraction[i];
    const auto at = [&](double centre, double sd) { return natural_scale(parameter, centre + sd); };
    const double mode = study.fit.mode[i], sd = kNormal95 * study.fit.sd[i],
                 prior_sd = kNormal95 * parameter.prior_sd;
    reports.push_back({parameter.name,
                       parameter.stream,
                       {at(mode, 0.0), at(mode, -sd), at(mode, sd), contraction < kAssumedBelow},
                       {at(parameter.prior_mean, -prior_sd), at(parameter.prior_mean, prior_sd)},
                       contraction});
  }
  for (std::size_t p = 0; p < layout.patron.size(); ++p) {
    const SwitchesSeen seen = switches_seen(state.regime_by_day[p]);
    const PatronPlaces& at = layout.patron[p];
    if (at.off_to_on != kNone) reports[at.off_to_on].estimate.assumed |= seen.on < kFewestSwitches;
    if (at.on_to_off != kNone) reports[at.on_to_off].estimate.assumed |= seen.off < kFewestSwitches;
  }
  return reports;
}

// Incidents per day on the map that a draw expects in the long run at the level of `day`.
double settled_rate(const FitData& data, const Natural& natural, std::size_t stream, std::size_t day,
                    double on) {
  double endemic = 0.0;
  for (std::size_t z = 0; z < data.zones; ++z) endemic += natural.base[stream * data.zones + z];
  endemic *= natural.day_factor[stream * data.days + day];
  const double offspring = natural.excitation[stream * data.streams + stream];
  const double g = natural.off_factor[stream];
  return endemic * (on / (1.0 - offspring) + (1.0 - on) * g / (1.0 - g * offspring));
}

double on_at(const Study& study, const ModelState& state, std::size_t stream, std::size_t day) {
  const int patron = study.data.patron_of_stream[stream];
  if (patron < 0 || !study.options.model.regimes) return 1.0;
  const double on = state.regime_by_day[static_cast<std::size_t>(patron)][day];
  return std::isnan(on) ? state.regime_on[static_cast<std::size_t>(patron)] : on;
}

std::size_t first_informed_day(const FitData& data, std::size_t stream) {
  for (std::size_t d = 0; d < data.days; ++d) {
    if (data.observed[stream * data.days + d] != 0) return d;
    for (const IntervalObservation& one : data.intervals) {
      if (one.stream == stream && one.from <= d && !one.counted) return d;
    }
  }
  return data.days;
}

void report_levels(const Study& study, const std::vector<Natural>& naturals, const ModelState& state,
                   std::size_t stream, StreamReport& report) {
  const FitData& data = study.data;
  const std::size_t from = first_informed_day(data, stream);
  if (from >= data.days) return;
  const Date start = data.first + std::chrono::days{static_cast<int>(from)};
  for (Month month = month_of(start); month <= month_of(study.mission.as_of); month = plus_months(month, 1)) {
    const Date middle = first_day(month) + std::chrono::days{14};
    const int wanted = days_between(data.first, middle).value;
    const auto day =
        static_cast<std::size_t>(std::clamp(wanted, static_cast<int>(from), static_cast<int>(data.days) - 1));
    const double length = static_cast<double>(days_between(first_day(month), last_day(month)).value + 1);
    const double on = on_at(study, state, stream, day);
    std::vector<double> rates;
    for (const Natural& natural : naturals)
      rates.push_back(length * settled_rate(data, natural, stream, day, on));
    MonthLevel level{month, estimate_of(std::move(rates)), 0.0};
    double& tally = *level.counted;
    for (Date d = first_day(month); d <= last_day(month); d += std::chrono::days{1}) {
      const int index = days_between(data.first, d).value;
      const bool seen = index >= 0 && index < static_cast<int>(data.days) &&
                        data.observed[stream * data.days + static_cast<std::size_t>(index)] != 0;
      if (!seen) {
        level.counted.reset();
        break;
      }
      for (std::size_t z = 0; z < data.zones; ++z)
        tally += data.count[data.cell(stream, static_cast<std::size_t>(index), z)];
    }
    report.levels.push_back(level);
  }
}

MonthForecast month_forecast(const FittedForecast& forecast, const std::vector<float>& values,
                             std::size_t month_index, std::size_t stream, Month month) {
  std::vector<double> draws;
  for (std::size_t f = 0; f < forecast.replications; ++f)
    draws.push_back(values[forecast.at(f, month_index, stream)]);
  std::sort(draws.begin(), draws.end());
  const auto q = [&](double p) { return quantile_of_sorted(draws, p); };
  return {month, mean_of(draws), q(0.05), q(0.25), q(0.5), q(0.75), q(0.95)};
}

void report_parts(const Study& study, std::size_t stream, StreamReport& report) {
  if (!report.has_daily || study.data.daily_incidents(stream) < 30) return;
  const auto by_day = study.model->parts_by_day(study.fit.mode, stream);
  for (const MonthLevel& level : report.levels) {
    if (!level.counted) continue;
    MonthParts sum{level.month};
    for (Date day = first_day(level.month); day <= last_day(level.month); day += std::chrono::days{1}) {
      const MeanParts& parts = by_day[static_cast<std::size_t>(days_between(study.data.first, day).value)];
      sum.endemic += parts.endemic;
      sum.own_zone += parts.own_zone;
      sum.neighbours += parts.neighbours;
      sum.other_streams += parts.other_streams;
    }
    report.parts.push_back(sum);
  }
}

void report_shares(const Study& study, std::size_t stream, StreamReport& report) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  report.endemic_share = report.own_share = report.neighbour_share = {nan, nan, nan, true};
  if (!report.has_daily || study.data.daily_incidents(stream) < 30) return;
  std::vector<double> endemic, own, next_door;
  for (std::size_t i = 0; i < std::min<std::size_t>(study.fit.draws.size(), 40); ++i) {
    const MeanParts parts = study.model->parts_of(study.fit.draws[i], stream);
    const double sum = parts.endemic + parts.own_zone + parts.neighbours + parts.other_streams;
    endemic.push_back(parts.endemic / sum);
    own.push_back(parts.own_zone / sum);
    next_door.push_back(parts.neighbours / sum);
  }
  report.endemic_share = estimate_of(endemic);
  report.own_share = estimate_of(own);
  report.neighbour_share = estimate_of(next_door);
}

// Self-excitation that is there with a stiff background and gone with one that may turn every month is the
// trend's (Clark & Dixon 2018).
void compare_with_trend(const Study& study, std::size_t stream, StreamReport& report) {
  if (study.data.observed_days(stream) < 365 || study.data.daily_incidents(stream) < 100) return;
  Study flexible{study.mission, study.options, study.data, study.streams,
                 study.zones,   study.patrons, nullptr,    {}};
  flexible.options.model.block_days = 30;
  flexible.options.model.priors[PriorName::background_step].spread = 0.4;
  flexible.refit({.restarts = 0,
                  .draws = 100,
                  .chains = 2,
                  .moves_per_draw = 1,
                  .seed = study.options.seed,
                  .most_iterations = 150,
                  .threads = study.options.threads});
  std::vector<double> ratios;
  for (const auto& theta : flexible.fit.draws)
    ratios.push_back(flexible.model->self_excitation(theta, stream));
  report.branching_with_flexible_trend = estimate_of(ratios);
  report.excitation_is_trend =
      report.branching_with_flexible_trend.low < 0.05 && report.branching_ratio.low >= 0.05;
  if (report.excitation_is_trend) {
    report.notes.push_back({.kind = StreamNoteKind::excitation_is_trend});
  }
}

void report_ratios(const Study& study, std::size_t stream, StreamReport& report) {
  const Layout& layout = study.model->layout();
  const std::size_t mean = layout.stream[stream].ratio_mean;
  if (mean == kNone) return;
  const auto add = [&](const std::string& source, std::size_t place) {
    std::vector<double> values;
    for (const std::vector<double>& theta : study.fit.draws)
      values.push_back(maths::exp(theta[mean] + (place == kNone ? 0.0 : theta[place])));
    report.ratios.push_back({source, estimate_of(values, study.fit.contraction[mean] < kAssumedBelow)});
  };
  add("", kNone);
  for (std::size_t i = 0; i < study.data.ratios.size(); ++i)
    if (study.data.ratios[i].stream == stream) add(study.data.ratios[i].source, layout.ratio[i]);
}

StreamReport stream_report(const Study& study, std::size_t stream, const FittedThreat& fitted,
                           const std::vector<Natural>& naturals, const ModelState& state,
                           const FittedForecast& forecast) {
  StreamReport report;
  const Stream& row = study.mission.streams[stream];
  report.id = row.id;
  report.name = row.name;
  report.counted_by = study.data.anchor[stream];
  report_freshness(study.data, stream, report);
  const StreamPlaces& at = study.model->layout().stream[stream];
  const auto assumed = [&](std::size_t place) {
    return place == kNone || study.fit.contraction[place] < kAssumedBelow;
  };
  std::vector<double> now, branching;
  for (std::size_t i = 0; i < naturals.size(); ++i) {
    const int patron = study.data.patron_of_stream[stream];
    const double on = patron < 0 ? 1.0 : fitted.draws[i].regime_on[static_cast<std::size_t>(patron)];
    now.push_back(kDaysPerMonth * settled_rate(study.data, naturals[i], stream, study.data.days - 1, on));
    double offspring = 0.0;
    for (std::size_t k = 0; k < study.data.streams; ++k)
      offspring += naturals[i].excitation[k * study.data.streams + stream];
    branching.push_back(offspring);
  }
  report.per_month_now = estimate_of(now, assumed(at.level));
  report.branching_ratio = estimate_of(branching, assumed(at.excitation[stream]));
  report_ratios(study, stream, report);
  report_levels(study, naturals, state, stream, report);
  report_shares(study, stream, report);
  report_parts(study, stream, report);
  const Month first = month_of(study.mission.as_of);
  for (std::size_t m = 1; m < forecast.months; ++m) {
    const Month month = plus_months(first, static_cast<int>(m));
    report.incidents.push_back(month_forecast(forecast, forecast.incidents, m, stream, month));
    report.killed.push_back(month_forecast(forecast, forecast.killed, m, stream, month));
  }
  return report;
}

void report_sizes(const FittedThreat& fitted, const std::vector<std::array<SizeData, kVictims>>& sizes,
                  std::size_t stream, StreamReport& report) {
  for (std::size_t v = 0; v < kVictims; ++v) {
    std::vector<double> means;
    for (const ThreatDraw& draw : fitted.draws) means.push_back(mean_size(draw.killed[stream][v]));
    const SizeFit fit = fit_size(sizes[stream][v]);
    report.sizes.push_back({static_cast<Victim>(v), estimate_of(means, fit.assumed), fit});
    if (fit.no_record) report.notes.push_back({.kind = StreamNoteKind::no_size_record});
  }
}

std::vector<PatronReport> patron_reports(const Study& study, const FittedThreat& fitted,
                                         const ModelState& state) {
  std::vector<PatronReport> reports;
  for (std::size_t p = 0; p < study.data.patrons; ++p) {
    PatronReport report;
    report.id = study.mission.patrons[p].id;
    report.name = study.mission.patrons[p].name;
    const PatronPlaces& at = study.model->layout().patron[p];
    std::vector<double> on, days_on, days_off;
    for (const ThreatDraw& draw : fitted.draws) {
      on.push_back(draw.regime_on[p]);
      days_on.push_back(draw.regime[p].on_to_off > 0.0 ? 1.0 / draw.regime[p].on_to_off : 0.0);
      days_off.push_back(draw.regime[p].off_to_on > 0.0 ? 1.0 / draw.regime[p].off_to_on : 0.0);
    }
    const auto assumed = [&](std::size_t place) {
      return place == kNone || study.fit.contraction[place] < kAssumedBelow;
    };
    report.on_now = estimate_of(on);
    const SwitchesSeen seen = switches_seen(state.regime_by_day[p]);
    report.first_day = study.data.first;
    report.on_by_day = state.regime_by_day[p];
    report.switches_on_seen = seen.on;
    report.switches_off_seen = seen.off;
    report.days_on = estimate_of(days_on, assumed(at.on_to_off) || seen.off < kFewestSwitches);
    report.days_off = estimate_of(days_off, assumed(at.off_to_on) || seen.on < kFewestSwitches);
    std::map<Month, std::pair<double, double>> by_month;
    for (std::size_t d = 0; d < study.data.days; ++d) {
      const double chance = state.regime_by_day[p][d];
      if (std::isnan(chance)) continue;
      auto& [sum, days] = by_month[month_of(study.data.first + std::chrono::days{static_cast<int>(d)})];
      sum += chance;
      days += 1.0;
    }
    for (const auto& [month, entry] : by_month)
      report.on_by_month.emplace_back(month, entry.first / entry.second);
    reports.push_back(std::move(report));
  }
  return reports;
}

Estimate half_life(const FittedThreat& fitted, std::size_t kernel, bool assumed) {
  std::vector<double> values;
  for (const ThreatDraw& draw : fitted.draws)
    values.push_back(-maths::log(2.0) / maths::log(draw.kernel_decay[kernel]));
  return estimate_of(values, assumed);
}

}  // namespace

ThreatAssessment assess_threat(const Mission& mission, const ThreatOptions& options) {
  ThreatAssessment result;
  Study study{mission,
              options,
              observations_of(mission),
              names_in(mission.streams),
              names_in(mission.zones),
              names_in(mission.patrons),
              nullptr,
              {}};
  study.options.model.priors = mission.priors;
  if (study.data.streams == 0 || study.data.zones == 0) return result;
  study.options.model.regimes = options.regimes && options.model.regimes;
  if (options.choose_penalties) choose_penalties(study);
  study.refit({.draws = options.draws,
               .moves_per_draw = options.draws < kManyDraws ? 2 : 1,
               .seed = options.seed,
               .threads = options.threads});

  const auto sizes = size_data_of(mission);
  ThreatReport& report = result.report;
  result.fitted =
      fitted_of(study.data, *study.model, study.fit, study.options.model, sizes,
                {.seed = options.seed, .horizon_months = mission.horizon_months}, report.draws_tamed);
  report.fit = study.fit.report;
  const Priors& priors = study.options.model.priors;
  report.walk_sd = priors[PriorName::background_step].spread;
  report.zone_sd = priors[PriorName::zone_effect].spread;
  report.covariate_sd = priors[PriorName::covariate_effect].spread;
  const bool drifts = std::ranges::count(study.data.patron_of_stream, -1) > 0;
  report.drift_variance_per_year = drifts ? kDriftVariancePerYear : 0.0;
  report.not_used = study.data.not_used;
  const Layout& layout = study.model->layout();
  const bool assumed =
      layout.fast_half_life == kNone || study.fit.contraction[layout.fast_half_life] < kAssumedBelow;
  report.fast_half_life_days = half_life(result.fitted, 0, assumed);
  report.slow_half_life_days = half_life(
      result.fitted, 1,
      layout.slow_half_life == kNone || study.fit.contraction[layout.slow_half_life] < kAssumedBelow);

  std::vector<Natural> naturals;
  for (const auto& theta : study.fit.draws)
    naturals.push_back(natural_of(study.data, layout, study.options.model, theta));
  const ModelState state = study.model->state_at(study.fit.mode);
  report.parameters = parameter_reports(study, state);
  const FittedForecast forecast =
      simulate_fitted(result.fitted, static_cast<std::size_t>(mission.horizon_months) + 1,
                      {.replications = options.replications,
                       .seed = options.seed,
                       .threads = options.threads,
                       .exposure = {}});
  const std::vector<double> by_zone = expected_incidents(result.fitted, kDaysOfMap);
  // Streams side by side: fits for the backtests and the trend run alone for long (warm-ups).
  report.streams.resize(study.data.streams);
  parallel_for(study.data.streams, options.threads, [&](std::size_t k) {
    StreamReport& stream = report.streams[k];
    stream = stream_report(study, k, result.fitted, naturals, state, forecast);
    report_sizes(result.fitted, sizes, k, stream);
    if (stream.zonal_data_fresh) {
      const auto first = by_zone.begin() + static_cast<std::ptrdiff_t>(k * study.data.zones);
      stream.next_days_by_zone.assign(first, first + static_cast<std::ptrdiff_t>(study.data.zones));
    }
    check_residuals(*study.model, study.fit, study.data, k, options.seed, stream);
    if (options.backtests == 0) return;
    stream.skill = backtest(study.data, study.streams, study.zones, study.patrons, k, study.options);
    compare_with_trend(study, k, stream);
    if (stream.skill.empty()) stream.notes.push_back({.kind = StreamNoteKind::too_few_days_for_skill});
  });
  report.patrons = patron_reports(study, result.fitted, state);
  return result;
}

}  // namespace handover::threat
