#include "app/commands.h"
#include "app/documents.h"
#include "app/pictures.h"
#include "app/threat_views.h"
#include "base/files.h"
#include "base/statistics.h"
#include "brief/zone_map.h"
#include "threat/panel_forecast.h"

#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <optional>

#include <fmt/format.h>

namespace handover::app {
namespace {

using namespace handover::threat;

struct ForecastOptions {
  CommonOptions common;
  std::string mission, panel, column, origin, months = "3..14", out, svg, png,
                                              boundaries = HANDOVER_BOUNDARIES;
  std::vector<std::string> related;
  std::size_t draws = 1000;
  bool no_regimes = false;
};

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

// Before minutes of work: the file's folder must be there.
void check_folder_of(const std::string& option, const std::filesystem::path& file) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  if (!std::filesystem::is_directory(folder))
    refuse(option, file.string(), "lies in a folder that is not there", "make the folder first");
}

// Some unit must have a value in the year up to the origin.
void check_origin(const Panel& panel, Month origin) {
  for (std::size_t unit = 0; unit < panel.units.size(); ++unit) {
    for (int back = 0; back < 12; ++back) {
      if (!std::isnan(panel.at(unit, plus_months(origin, -back)))) return;
    }
  }
  refuse("--origin", to_string(origin), "has no value in the panel in the year up to it",
         fmt::format("choose a month from {} to {}", to_string(panel.first),
                     to_string(panel.month_at(panel.months - 1))));
}

Json panel_document(const ForecastOptions& options, const PanelForecast& result, Month origin) {
  Json document = {{"panel", options.panel},
                   {"origin", to_string(origin)},
                   {"draws", options.draws},
                   {"seed", options.common.seed},
                   {"version", HANDOVER_VERSION}};
  document["weights"] = Json::array();
  for (std::size_t c = 0; c < kClasses; ++c) {
    Json one = {{"class", c}, {"learned_from_unit_months", result.learned_from[c]}};
    for (std::size_t k = 0; k < kComponents; ++k)
      one[std::string(name_of(static_cast<Component>(k)))] = result.weights[c][k];
    document["weights"].push_back(one);
  }
  document["left_out"] = result.left_out;
  document["forecasts"] = Json::array();
  for (const Forecast& forecast : result.forecasts) {
    std::vector<double> sorted = forecast.draws;
    std::sort(sorted.begin(), sorted.end());
    double above = 0.0;
    for (const double x : sorted) above += x > 0.0 ? 1.0 : 0.0;
    document["forecasts"].push_back({{"unit", forecast.unit},
                                     {"month", to_string(forecast.month)},
                                     {"mean", mean_of(sorted)},
                                     {"chance_of_any", above / static_cast<double>(sorted.size())},
                                     {"q05", quantile_of_sorted(sorted, 0.05)},
                                     {"q25", quantile_of_sorted(sorted, 0.25)},
                                     {"q50", quantile_of_sorted(sorted, 0.50)},
                                     {"q75", quantile_of_sorted(sorted, 0.75)},
                                     {"q95", quantile_of_sorted(sorted, 0.95)}});
  }
  return document;
}

void print_weights(const PanelForecast& result) {
  constexpr const char* classes[] = {"calm", "under 0.5", "0.5 to 3", "3 to 20", "20 to 100", "over 100"};
  std::string line = fmt::format("  {:<16}", "");
  for (const char* name : classes) line += fmt::format(" {:>9}", name);
  print_text(
      "\nweights learned on past origins, by incidents a month in the last year; equal\n"
      "where too little could be learned from\n{}\n",
      line);
  for (std::size_t k = 0; k < kComponents; ++k) {
    line = fmt::format("  {:<16}", name_of(static_cast<Component>(k)));
    for (const Weights& weights : result.weights) line += fmt::format(" {:>9.2f}", weights[k]);
    print_text("{}\n", line);
  }
  line = fmt::format("  {:<16}", "from unit-months");
  for (const std::size_t rows : result.learned_from) line += fmt::format(" {:>9}", rows);
  print_text("{}\n", line);
}

struct UnitForecast {
  std::string unit;
  double mean = 0.0;  // a month, over all months asked for
  const Forecast *first = nullptr, *last = nullptr;
};

// By most expected.
std::vector<UnitForecast> by_unit(const std::vector<Forecast>& forecasts) {
  std::vector<UnitForecast> units;
  double months = 0.0;
  for (const Forecast& forecast : forecasts) {
    if (units.empty() || units.back().unit != forecast.unit)
      units.push_back({forecast.unit, months = 0.0, &forecast, nullptr});
    UnitForecast& unit = units.back();
    unit.mean += (mean_of(forecast.draws) - unit.mean) / ++months;
    unit.last = &forecast;
  }
  std::stable_sort(units.begin(), units.end(),
                   [](const UnitForecast& a, const UnitForecast& b) { return a.mean > b.mean; });
  return units;
}

std::string interval_cells(const Forecast& forecast) {
  std::vector<double> sorted = forecast.draws;
  std::sort(sorted.begin(), sorted.end());
  std::string cells = "  ";
  for (const double q : {0.05, 0.5, 0.95}) cells += fmt::format(" {:>7.0f}", quantile_of_sorted(sorted, q));
  return cells;
}

void print_largest(const std::vector<Forecast>& forecasts) {
  constexpr std::size_t kShown = 10;
  const auto units = by_unit(forecasts);
  const std::size_t shown = std::min(kShown, units.size());
  print_text("\nwhere most is expected: {} of {} units\n", shown, units.size());
  print_text("  {:<16} {:>9}   {:^23}   {:^23}\n", "", "mean", to_string(units.front().first->month),
             to_string(units.front().last->month));
  print_text("  {:<16} {:>9}   {:>7} {:>7} {:>7}   {:>7} {:>7} {:>7}\n", "unit", "a month", "5 %", "50 %",
             "95 %", "5 %", "50 %", "95 %");
  for (std::size_t i = 0; i < shown; ++i) {
    const UnitForecast& unit = units[i];
    print_text("  {:<16} {:>9.1f}{}{}\n", unit.unit, unit.mean, interval_cells(*unit.first),
               interval_cells(*unit.last));
  }
}

void print_panel(const ForecastOptions& options, const PanelForecast& result, Month origin) {
  print_text("{}: {} unit-months from {}, {} draws each\n", options.panel, result.forecasts.size(),
             to_string(origin), options.draws);
  print_largest(result.forecasts);
  print_weights(result);
  for (const std::string& unit : result.left_out)
    print_text("left out: {} has no value in the year before the origin\n", unit);
  if (!options.out.empty()) print_text("draws written to {}\n", options.out);
}

int forecast_panel_file(const ForecastOptions& options) {
  const auto origin = parse_month(options.origin);
  if (!origin)
    refuse("--origin", options.origin, "is not a month", "write YYYY-MM: the last month that is known");
  if (!options.out.empty()) check_folder_of("--out", options.out);
  const std::vector<int> leads = leads_of(options.months);
  const PanelOptions panel_options{.value_column = options.column};
  const Panel panel = read_panel(read_file(options.panel), options.panel, panel_options);
  std::vector<Panel> related;
  for (const std::string& file : options.related) related.push_back(read_panel(read_file(file), file));
  check_origin(panel, *origin);
  PanelForecastOptions forecast_options;
  forecast_options.draws = options.draws;
  forecast_options.seed = Seed{options.common.seed};
  forecast_options.threads = options.common.threads;
  const PanelForecast result = forecast_panel(panel, related, *origin, leads, forecast_options);
  if (!options.out.empty()) write_file_atomically(options.out, write_draws(result.forecasts));
  if (options.common.json) {
    print_json(panel_document(options, result, *origin));
  } else {
    print_panel(options, result, *origin);
  }
  return kDone;
}

// Maps of the streams that have one; a line for each that says so or why not.
std::vector<std::string> write_maps(const PictureFolder& pictures, const ForecastOptions& options,
                                    const Mission& mission, const ThreatReport& report) {
  std::vector<std::string> lines;
  for (const StreamReport& stream : report.streams) {
    const auto map = brief::zone_map(mission, stream, options.boundaries);
    if (map.map) {
      const auto file =
          pictures.write(stream.id + "-map", threat_map_svg(mission, *map.map, options.common.seed));
      lines.push_back(fmt::format("map of {}: {}", stream.id, file.string()));
    } else {
      lines.push_back(fmt::format("no map of {}: {}", stream.id, map.why_not));
    }
  }
  return lines;
}

void write_pictures(const PictureFolder& pictures, const Mission& mission, const ThreatReport& report,
                    std::uint64_t seed) {
  for (const StreamReport& stream : report.streams) {
    pictures.write(stream.id + "-forecast", threat_fan_svg(mission, stream, seed));
    if (stream.parts.size() > 1)
      pictures.write(stream.id + "-parts", threat_parts_svg(mission, stream, seed));
    if (!stream.pit.empty()) pictures.write(stream.id + "-pit", threat_pit_svg(mission, stream, seed));
  }
  for (const PatronReport& patron : report.patrons) {
    if (!patron.on_by_month.empty())
      pictures.write(patron.id + "-regime", threat_regime_svg(mission, patron, seed));
  }
}

// Before the work, so that a folder that cannot be made costs none.
std::optional<PictureFolder> pictures_wanted(const ForecastOptions& options) {
  if (!options.svg.empty()) return PictureFolder("--svg", options.svg, false);
  if (!options.png.empty()) return PictureFolder("--png", options.png, true);
  return std::nullopt;
}

int forecast_mission(const ForecastOptions& options) {
  const auto pictures = pictures_wanted(options);
  const Mission mission = load_mission(options.mission, options.common.load_options());
  ThreatOptions threat_options;
  threat_options.seed = Seed{options.common.seed};
  threat_options.threads = options.common.threads;
  threat_options.regimes = !options.no_regimes;
  const ThreatAssessment assessment = assess_threat(mission, threat_options);
  std::vector<std::string> maps;
  if (pictures) {
    write_pictures(*pictures, mission, assessment.report, options.common.seed);
    maps = write_maps(*pictures, options, mission, assessment.report);
  }
  if (options.common.json) {
    Json document = {{"mission", mission.id},
                     {"as_of", to_string(mission.as_of)},
                     {"seed", options.common.seed},
                     {"version", HANDOVER_VERSION},
                     {"inputs_sha256", mission.inputs_sha256}};
    document.update(document_of(assessment.report, mission));
    if (pictures) document["maps"] = maps;
    print_json(document);
  } else {
    print_threat(mission, assessment.report);
    if (pictures) print_text("\npictures written to {}\n", options.svg + options.png);
    for (const std::string& line : maps) print_text("{}\n", line);
  }
  return kDone;
}

int run_forecast(const ForecastOptions& options) {
  if (options.panel.empty() == options.mission.empty()) {
    refuse("forecast", "", "needs either a mission folder or --panel FILE", "give one of the two");
  }
  return options.panel.empty() ? forecast_mission(options) : forecast_panel_file(options);
}

}  // namespace

void add_forecast(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ForecastOptions>();
  CLI::App* command = app.add_subcommand(
      "forecast", "How much violence to expect: for a mission, or for a panel of many units by month");
  command->add_option("MISSION", options->mission, "The mission folder");
  auto* panel = command->add_option("--panel", options->panel,
                                    "Many units by month: unit,month,value or a country-month table");
  command
      ->add_option("--column", options->column, "Column of the panel's values, when not `value` or `ged_sb`")
      ->needs(panel);
  command
      ->add_option("--related", options->related, "Further panels to learn from (their past alone is used)")
      ->needs(panel);
  command->add_option("--origin", options->origin, "Last month known to the panel's forecast (YYYY-MM)")
      ->needs(panel);
  command->add_option("--months", options->months, "Months after the origin to forecast")
      ->needs(panel)
      ->capture_default_str();
  command->add_option("--draws", options->draws, "Draws for each unit and month of a panel")
      ->needs(panel)
      ->check(CLI::Range(1u, 100'000u))
      ->capture_default_str();
  command->add_option("--out", options->out, "Write the panel's draws here: unit,month,draw,value")
      ->needs(panel);
  auto* svg = command->add_option("--svg", options->svg, "Write the mission's pictures into this folder");
  svg->excludes(panel);
  command->add_option("--png", options->png, "The same as PNG, for slides (needs rsvg-convert: librsvg2-bin)")
      ->excludes(panel)
      ->excludes(svg);
  command
      ->add_option("--boundaries", options->boundaries,
                   "Folder of GeoJSON files named by map code, for the maps of --svg and --png")
      ->excludes(panel);
  command
      ->add_flag("--no-regimes", options->no_regimes, "Take a patron's streams as always on, for comparison")
      ->excludes(panel);
  add_common_options(*command, options->common);
  for (const char* of_missions : {"--as-of", "--overlay"}) command->get_option(of_missions)->excludes(panel);
  command->footer(
      "Examples:\n  handover forecast missions/iraq-2024\n"
      "  handover forecast missions/iraq-2024 --as-of 2024-02-13 --svg pictures\n"
      "  handover forecast --panel countries.csv --origin 2021-10 --months 3..14 --draws 1000 --out "
      "draws.csv");
  command->callback([options, &exit_code] { exit_code = run_forecast(*options); });
}

}  // namespace handover::app
