// Any bytes as a panel, as draws and as groups: read or refused; what was read is whole, written draws read
// back the same, and a forecast from it has whole draws from 0 on.
#include "threat/panel/panel_forecast.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace handover::threat;

void check(bool holds) {
  if (!holds) std::abort();
}

void take_panel(std::string_view text) {
  const Panel panel = read_panel(text, "input.csv");
  check(!panel.units.empty() && panel.months > 0);
  for (const auto& row : panel.value) check(row.size() == panel.months);
  if (panel.units.size() > 8 || panel.months > 200) return;
  const int leads[] = {1, 3};
  PanelForecastOptions options;
  options.draws = 20;
  options.threads = 1;
  const auto forecast = forecast_panel(panel, {}, panel.month_at(panel.months - 1), leads, options);
  for (const Forecast& one : forecast.forecasts) {
    check(one.draws.size() == 20);
    for (const double draw : one.draws) check(draw >= 0.0 && draw == std::floor(draw));
  }
}

template <class Call>
void refused_or_done(const Call& call) {
  try {
    call();
  } catch (const handover::InputError&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  refused_or_done([&] { take_panel(text); });
  refused_or_done([&] {
    const auto forecasts = read_draws(text, "input.csv");
    const auto again = read_draws(write_draws(forecasts), "again.csv");
    check(again.size() == forecasts.size());
    for (std::size_t i = 0; i < again.size(); ++i) check(again[i].draws.size() == forecasts[i].draws.size());
  });
  refused_or_done([&] { read_groups(text, "input.csv"); });
  return 0;
}
