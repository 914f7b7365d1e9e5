// The threat module's promises of speed on one core: log-likelihood and gradient by day, zone and stream; a
// fit of 18 zones, 3 streams and 5,500 days in under three seconds; and on two cores an origin of a panel of
// 191 units (learning, 1,000 draws for twelve months, scores) in under a minute.
#include "threat/daily/fit.h"
#include "threat/panel/panel_forecast.h"
#include "threat/scores/score_table.h"
#include "threat_made_up.h"

#include <benchmark/benchmark.h>

namespace {

using namespace handover;
using namespace handover::threat;

// Three streams, the last under a patron's switch, with half-years of drift, over fifteen years.
struct Large {
  ModelOptions options;
  FitData data = blank_data({.days = 5500, .streams = 3, .zones = 18, .patrons = 1});
  Layout layout;
  std::vector<double> truth;

  Large() {
    // Counts are needed before the layout: parameters between streams exist only where both have incidents.
    std::fill(data.count.begin(), data.count.end(), 1.0F);
    layout = layout_of(data, options);
    for (const Parameter& parameter : layout.parameters) truth.push_back(parameter.prior_mean);
    const RandomStream randomness(Seed{4}, 0, 0, Purpose::test);
    for (std::size_t k = 0; k < 3; ++k) {
      const StreamPlaces& at = layout.stream[k];
      truth[at.level] = std::log(k == 0 ? 2.0 : 0.5);
      for (std::size_t i = 0; i < at.walk_steps; ++i)
        truth[at.walk_first + i] = 0.3 * normal_draw(randomness.uniform_at(static_cast<std::uint32_t>(k),
                                                                           static_cast<std::uint32_t>(i)));
    }
    simulate_counts(data, layout, options, truth, randomness);
  }
};

void likelihood_and_gradient(benchmark::State& state) {
  const Large large;
  const DailyModel model(large.data, large.layout, large.options);
  std::vector<double> gradient;
  for (auto _ : state) benchmark::DoNotOptimize(model.evaluate(large.truth, gradient).log_likelihood);
  const double cells = 5500.0 * 18.0 * 3.0;
  // Seconds per cell in the library's own units prints as nanoseconds.
  state.counters["per_day_zone_stream"] =
      benchmark::Counter(cells, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  state.counters["parameters"] = static_cast<double>(large.truth.size());
}
BENCHMARK(likelihood_and_gradient)->Unit(benchmark::kMillisecond);

// From the data alone: mode and observed information; with `draws` also that many from the posterior.
void fit_of_fifteen_years(benchmark::State& state) {
  const Large large;
  const DailyModel model(large.data, large.layout, large.options);
  for (auto _ : state) {
    const Fit fit = fit_model(
        large.data, model,
        {.restarts = static_cast<int>(state.range(0)), .draws = static_cast<std::size_t>(state.range(1))});
    state.counters["converged"] = fit.report.converged ? 1.0 : 0.0;
    state.counters["evaluations"] = fit.report.evaluations;
    state.counters["agreeing"] = fit.report.starts_agreeing;
  }
}
BENCHMARK(fit_of_fifteen_years)
    ->ArgNames({"restarts", "draws"})
    ->Args({0, 0})
    ->Args({2, 0})
    ->Args({0, 200})
    ->Unit(benchmark::kSecond)
    ->Iterations(1);

// 191 units and eleven years; two thirds of the units are calm in most years.
Panel large_panel() {
  Panel panel;
  panel.first = Month{std::chrono::year{2010}, std::chrono::month{1}};
  panel.months = 132;
  for (std::size_t unit = 0; unit < 191; ++unit) {
    panel.units.push_back(std::to_string(unit));
    const RandomStream randomness(Seed{5}, static_cast<std::uint32_t>(unit), 0, Purpose::test);
    std::vector<double> row;
    double level = unit % 3 == 0 ? 2.0 : -4.0;
    for (std::uint32_t month = 0; month < 132; ++month) {
      level += 0.3 * normal_draw(randomness.uniform_at(month, 0));
      row.push_back(
          negative_binomial_draw(randomness.uniform_at(month, 1), std::exp(std::min(level, 7.0)), 1.0));
    }
    panel.value.push_back(std::move(row));
  }
  return panel;
}

void panel_origin(benchmark::State& state) {
  const Panel panel = large_panel();
  const Month origin{std::chrono::year{2019}, std::chrono::month{10}};
  std::vector<int> leads;
  for (int lead = 3; lead <= 14; ++lead) leads.push_back(lead);
  PanelForecastOptions options;
  options.threads = 2;
  for (auto _ : state) {
    const PanelForecast forecast = forecast_panel(panel, {}, origin, leads, options);
    const ScoreTable scores = score_forecasts(forecast.forecasts, panel);
    benchmark::DoNotOptimize(scores.all.crps);
  }
}
BENCHMARK(panel_origin)->Unit(benchmark::kSecond)->Iterations(1)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
