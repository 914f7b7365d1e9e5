#include "report/panel_document.h"

#include "numerics/statistics.h"
#include "report/version.h"

#include <algorithm>

namespace handover::report {
namespace {

using namespace handover::threat;

std::vector<double> sorted(std::vector<double> draws) {
  std::sort(draws.begin(), draws.end());
  return draws;
}

Json document_of(const Forecast& forecast) {
  const std::vector<double> draws = sorted(forecast.draws);
  const auto above = static_cast<double>(std::ranges::count_if(draws, [](double x) { return x > 0.0; }));
  return {{"unit", forecast.unit},
          {"month", to_string(forecast.month)},
          {"mean", mean_of(draws)},
          {"middle_mean", middle_mean(draws)},
          {"chance_of_any", above / static_cast<double>(draws.size())},
          {"q05", quantile_of_sorted(draws, 0.05)},
          {"q25", quantile_of_sorted(draws, 0.25)},
          {"q50", quantile_of_sorted(draws, 0.50)},
          {"q75", quantile_of_sorted(draws, 0.75)},
          {"q95", quantile_of_sorted(draws, 0.95)}};
}

}  // namespace

Json weights_document(const PanelForecast& result) {
  Json classes = Json::array();
  for (std::size_t c = 0; c < kClasses; ++c) {
    Json one = {{"class", c}, {"learned_from_unit_months", result.learned_from[c]}};
    for (std::size_t k = 0; k < kComponents; ++k)
      one[std::string(name_of(static_cast<Component>(k)))] = result.weights[c][k];
    classes.push_back(one);
  }
  return classes;
}

Json panel_document(const PanelRun& run, const PanelForecast& result) {
  Json document = {{"panel", run.panel},
                   {"origin", to_string(run.origin)},
                   {"known_to", to_string(result.known_to)},
                   {"draws", run.draws},
                   {"seed", run.seed},
                   {"version", version()},
                   {"notes", run.notes},
                   {"weights", weights_document(result)},
                   {"left_out", result.left_out}};
  document["forecasts"] = Json::array();
  for (const Forecast& forecast : result.forecasts) document["forecasts"].push_back(document_of(forecast));
  return document;
}

}  // namespace handover::report
