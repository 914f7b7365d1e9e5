#include "base/files.h"
#include "brief/zone_map.h"
#include "cli/commands.h"
#include "cli/panel_text.h"
#include "cli/threat_text.h"
#include "report/documents.h"
#include "report/panel_document.h"
#include "report/pictures.h"
#include "report/threat_pictures.h"
#include "threat/panel_forecast.h"

#include <charconv>
#include <map>
#include <memory>
#include <optional>

#include <fmt/format.h>

namespace handover::cli {
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

int forecast_panel_file(const ForecastOptions& options) {
  const Month origin = origin_of(options.origin);
  const std::vector<int> leads = leads_of(options.months);
  PanelOptions panel_options{.value_column = options.column};
  const Panel panel = read_panel(read_file(options.panel), options.panel, panel_options);
  panel_options.column_may_lack = true;
  std::vector<Panel> related;
  for (const std::string& file : options.related)
    related.push_back(read_panel(read_file(file), file, panel_options));
  check_origin(panel, origin);
  PanelForecastOptions forecast_options;
  forecast_options.draws = options.draws;
  forecast_options.seed = Seed{options.common.seed};
  forecast_options.threads = options.common.threads;
  const PanelForecast result = forecast_panel(panel, related, origin, leads, forecast_options);
  if (!options.out.empty()) write_file_atomically(options.out, write_draws(result.forecasts));
  const PanelRun run{options.panel, options.out, origin, options.draws, options.common.seed};
  if (options.common.json) {
    print_json(panel_document(run, result));
  } else {
    print_panel(run, result);
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
                     {"version", version()},
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
      ->add_option(
          "--column", options->column,
          "Column of the panel's values, when not `value` or `ged_sb`; of a related panel too, where it "
          "has that column")
      ->needs(panel);
  command
      ->add_option("--related", options->related, "Further panels to learn from (their past alone is used)")
      ->needs(panel);
  command->add_option("--origin", options->origin, "Last month known to the panel's forecast (YYYY-MM)")
      ->needs(panel);
  command->add_option("--months", options->months, "Months after the origin to forecast")
      ->needs(panel)
      ->capture_default_str();
  command
      ->add_option(
          "--draws", options->draws,
          "Draws for each unit and month of a panel: evenly spaced quantiles in an order that says nothing, "
          "each month apart. Draw k of several months is no path, and sums of it over months vary too "
          "little")
      ->needs(panel)
      ->check(CLI::Range(1u, 100'000u))
      ->capture_default_str();
  add_output_file(*command, "--out", options->out, "Write the panel's draws here: unit,month,draw,value")
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

}  // namespace handover::cli
