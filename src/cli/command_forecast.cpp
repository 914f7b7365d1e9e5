#include "base/files.h"
#include "base/program_files.h"
#include "brief/zone_map.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "report/assessment.h"
#include "report/documents.h"
#include "report/panel_document.h"
#include "report/pictures.h"
#include "report/threat_pictures.h"
#include "terminal/terminal.h"
#include "threat/panel/panel_forecast.h"

#include <charconv>
#include <map>
#include <memory>
#include <optional>

#include <fmt/format.h>

namespace handover::cli {
namespace {

using namespace handover::threat;

constexpr std::size_t kPanelDraws = 1000;

struct ForecastOptions {
  CommonOptions common;
  std::string mission, panel, column, origin, months = "3..14", out, svg, png, boundaries;
  std::vector<std::string> related, without;
  std::string neighbours;
  std::size_t draws = 0;  // 0: as many as is usual
  bool no_regimes = false, priors = false;
  std::string absent = "unknown";  // or zero
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

Component component_of(const std::string& name) {
  if (const auto component = component_named(name)) return *component;
  std::string names;
  for (std::size_t c = 0; c < kComponents; ++c)
    names += fmt::format("{}\"{}\"", c > 0 ? ", " : "", name_of(static_cast<Component>(c)));
  refuse("--without", name, "is not a component of the pool", "name one of " + names);
}

int forecast_panel_file(const ForecastOptions& options) {
  const Month origin = origin_of(options.origin);
  const std::vector<int> leads = leads_of(options.months);
  PanelOptions panel_options{.value_column = options.column,
                             .absent = parse_absent(options.absent).value_or(Absent::unknown)};
  const Panel panel = read_panel(read_file(options.panel), options.panel, panel_options);
  panel_options.column_may_lack = true;
  std::vector<Panel> related;
  for (const std::string& file : options.related)
    related.push_back(read_panel(read_file(file), file, panel_options));
  check_origin(panel, origin);
  PanelForecastOptions forecast_options;
  forecast_options.draws = options.draws > 0 ? options.draws : kPanelDraws;
  forecast_options.seed = Seed{options.common.seed};
  forecast_options.threads = options.common.threads;
  if (!options.neighbours.empty())
    forecast_options.neighbours = read_neighbours(read_file(options.neighbours), options.neighbours);
  for (const std::string& name : options.without) forecast_options.without.push_back(component_of(name));
  const std::vector<Panel> others = read_other_counts(read_file(options.panel), options.panel, panel_options);
  const PanelForecast result = forecast_panel(panel, related, origin, leads, forecast_options, others);
  if (!options.out.empty()) write_file_atomically(options.out, write_draws(result.forecasts));
  const PanelRun run{options.panel,          options.out,         origin,
                     forecast_options.draws, options.common.seed, panel.notes};
  if (options.common.json) {
    print_json(panel_document(run, result));
  } else {
    print_text(terminal::panel_text(run, result));
  }
  return kDone;
}

// Maps of the streams that have one; a line for each that says so or why not.
std::vector<std::string> write_maps(const PictureFolder& pictures, const ForecastOptions& options,
                                    const Mission& mission, const ThreatReport& report) {
  const std::filesystem::path boundaries =
      options.boundaries.empty() ? boundaries_folder() : std::filesystem::path(options.boundaries);
  std::vector<std::string> lines;
  for (const StreamReport& stream : report.streams) {
    const auto map = brief::zone_map(mission, stream, boundaries);
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
  auto assessment_wanted =
      assessment_options(options.common, options.draws > 0 ? static_cast<int>(options.draws) : kDraws);
  assessment_wanted.regimes = !options.no_regimes;
  const ThreatAssessment assessment = report::assess_threat(mission, assessment_wanted);
  std::vector<std::string> maps;
  if (pictures) {
    write_pictures(*pictures, mission, assessment.report, options.common.seed);
    maps = write_maps(*pictures, options, mission, assessment.report);
  }
  deliver(
      {.command = "forecast", .mission = mission, .folder = options.mission, .common = options.common},
      [&] {
        Json document = head_of(mission, options.common);
        document.update(document_of(assessment.report, mission));
        return document;
      },
      [&] {
        print_text(terminal::threat_text(mission, assessment.report));
        if (pictures) print_text("\npictures written to {}\n", options.svg + options.png);
        for (const std::string& line : maps) print_text("{}\n", line);
      });
  return kDone;
}

int run_forecast(const ForecastOptions& options) {
  if (!options.panel.empty() && options.common.keep)
    refuse("--keep", "", "needs a mission beside which the run is kept", "leave it out with --panel");
  if (options.panel.empty() == options.mission.empty()) {
    refuse("forecast", "", "needs either a mission folder or --panel FILE", "give one of the two");
  }
  if (options.priors) {
    const Mission mission = load_mission(options.mission, options.common.load_options());
    if (options.common.json)
      print_json(priors_document(mission.priors));
    else
      print_text(terminal::priors_text(mission.priors));
    return kDone;
  }
  return options.panel.empty() ? forecast_mission(options) : forecast_panel_file(options);
}

}  // namespace

void add_forecast(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ForecastOptions>();
  Command command(app, "forecast");
  command.bind("MISSION", options->mission)
      .bind("--panel", options->panel)
      .bind("--column", options->column)
      .bind("--absent", options->absent)
      .bind("--related", options->related)
      .bind("--neighbours", options->neighbours)
      .bind("--without", options->without)
      .bind("--origin", options->origin)
      .bind("--months", options->months)
      .bind("--draws", options->draws)
      .bind("--out", options->out)
      .bind("--svg", options->svg)
      .bind("--png", options->png)
      .bind("--boundaries", options->boundaries)
      .bind("--priors", options->priors)
      .bind("--no-regimes", options->no_regimes)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_forecast(*options); });
}

}  // namespace handover::cli
