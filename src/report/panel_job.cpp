#include "report/panel_job.h"

#include "base/files.h"
#include "report/options.h"

#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace handover::report {
namespace {

using namespace handover::threat;

// "3..14" or "3": months after the origin.
std::vector<int> leads_of(const std::string& text) {
  const std::size_t dots = text.find("..");
  const auto number = [&](std::string_view part) {
    int value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (error != std::errc() || end != part.data() + part.size() || value < 1 || value > 120) {
      refuse("--months", text, "is not a range of months after the origin", "write 3..14");
    }
    return value;
  };
  const std::string_view whole = text;
  const int first = number(whole.substr(0, dots));
  const int last = dots == std::string::npos ? first : number(whole.substr(dots + 2));
  if (last < first) refuse("--months", text, "ends before it begins", "write 3..14");
  std::vector<int> leads;
  for (int lead = first; lead <= last; ++lead) leads.push_back(lead);
  return leads;
}

// Some unit must have a value in the year up to the origin.
void check_origin(const Panel& panel, Month origin) {
  const Panel known = known_at(panel, origin);
  if (known.months == 0) {
    refuse("--origin", to_string(origin), "is before everything in the panel",
           fmt::format("choose a month from {} on", to_string(panel.first)));
  }
  const Month last = known.month_at(known.months - 1);
  if (months_between(last, origin) < 12) return;
  refuse("--origin", to_string(origin),
         fmt::format("has no value in the panel in the year up to it; the last before it is of {}",
                     to_string(last)),
         fmt::format("choose a month with values in the year up to it, for example {}", to_string(last)));
}

Month origin_of(const std::string& text) {
  if (text.empty()) {
    refuse("--origin", "", "is needed with --panel: the last month that is known",
           "add --origin YYYY-MM, for example --origin 2021-10");
  }
  if (const auto month = parse_month(text)) return *month;
  refuse("--origin", text, "is not a month", "write YYYY-MM: the last month that is known");
}

Component component_of(const std::string& name) {
  if (const auto component = component_named(name)) return *component;
  std::string names;
  for (std::size_t c = 0; c < kComponents; ++c)
    names += fmt::format("{}\"{}\"", c > 0 ? ", " : "", name_of(static_cast<Component>(c)));
  refuse("--without", name, "is not a component of the pool", "name one of " + names);
}

}  // namespace

PanelJob forecast_panel_file(const PanelRequest& wanted) {
  const Month origin = origin_of(wanted.origin);
  const std::vector<int> leads = leads_of(wanted.months);
  PanelOptions panel_options{.value_column = wanted.column,
                             .absent = parse_absent(wanted.absent).value_or(Absent::unknown)};
  const Panel panel = read_panel(read_file(wanted.panel), wanted.panel, panel_options);
  panel_options.column_may_lack = true;
  std::vector<Panel> related;
  for (const std::string& file : wanted.related)
    related.push_back(read_panel(read_file(file), file, panel_options));
  check_origin(panel, origin);
  PanelForecastOptions forecast_options;
  forecast_options.draws = wanted.draws;
  forecast_options.seed = Seed{wanted.seed};
  forecast_options.threads = wanted.threads;
  if (!wanted.neighbours.empty())
    forecast_options.neighbours = read_neighbours(read_file(wanted.neighbours), wanted.neighbours);
  for (const std::string& name : wanted.without) forecast_options.without.push_back(component_of(name));
  const std::vector<Panel> others = read_other_counts(read_file(wanted.panel), wanted.panel, panel_options);
  PanelJob job{.run = {wanted.panel, wanted.out, origin, wanted.draws, wanted.seed, panel.notes},
               .forecast = {}};
  job.forecast = forecast_panel(panel, related, origin, leads, forecast_options, others);
  if (!wanted.out.empty()) write_file_atomically(wanted.out, write_draws(job.forecast.forecasts));
  return job;
}

}  // namespace handover::report
