// What `forecast --panel` found.
#pragma once

#include "report/documents.h"
#include "threat/panel/panel_forecast.h"

#include <cstdint>
#include <string>

namespace handover::report {

// What was asked for.
struct PanelRun {
  std::string panel, out;  // files; `out` may be empty
  Month origin{};
  std::size_t draws = 0;  // for each unit and month
  std::uint64_t seed = 0;
  std::vector<std::string> notes = {};  // of the panel's file
};

// Weights of the pooled distributions, by class of units.
Json weights_document(const threat::PanelForecast& result);
Json panel_document(const PanelRun& run, const threat::PanelForecast& result);

}  // namespace handover::report
