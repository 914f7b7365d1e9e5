// A panel of counts forecast from a file: what `forecast --panel` does, without its printing.
#pragma once

#include "report/panel_document.h"
#include "threat/panel/panel_forecast.h"

#include <cstdint>
#include <string>
#include <vector>

namespace handover::report {

struct PanelRequest {
  std::string panel, column, origin, months = "3..14", out, neighbours;  // files; `out` may be empty
  std::vector<std::string> related, without;
  std::string absent = "unknown";  // or zero
  std::size_t draws = 1000;        // for each unit and month
  std::uint64_t seed = 1;
  int threads = 0;
};

struct PanelJob {
  PanelRun run;
  threat::PanelForecast forecast;
};

// Writes the draws to `out` when it is given. Throws InputError about an option that does not fit the panel.
PanelJob forecast_panel_file(const PanelRequest& wanted);

}  // namespace handover::report
