// What `forecast --panel` shows.
#pragma once

#include "report/panel_document.h"

namespace handover::cli {

void print_panel(const report::PanelRun& run, const threat::PanelForecast& result);

}  // namespace handover::cli
