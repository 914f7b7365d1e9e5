#include "base/program_files.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "report/assessment.h"
#include "report/documents.h"
#include "report/panel_job.h"
#include "report/pictures.h"
#include "report/threat_pictures.h"
#include "terminal/terminal.h"

#include <memory>
#include <optional>

#include <fmt/format.h>

namespace handover::cli {
namespace {

using namespace handover::threat;

struct ForecastOptions {
  CommonOptions common;
  PanelRequest panel;
  std::string mission, svg, png, boundaries;
  std::size_t draws = 0;  // 0: as many as is usual
  bool no_regimes = false, priors = false;
};

int forecast_panel_file(PanelRequest wanted, const ForecastOptions& options) {
  if (options.draws > 0) wanted.draws = options.draws;
  wanted.seed = options.common.seed;
  wanted.threads = options.common.threads;
  const PanelJob job = forecast_panel_file(wanted);
  if (options.common.json) {
    print_json(panel_document(job.run, job.forecast));
  } else {
    print_text(terminal::panel_text(job.run, job.forecast));
  }
  return kDone;
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
    write_threat_pictures(*pictures, mission, assessment.report, options.common.seed);
    maps = write_threat_maps(
        *pictures, mission, assessment.report,
        options.boundaries.empty() ? boundaries_folder() : std::filesystem::path(options.boundaries),
        options.common.seed);
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
  if (!options.panel.panel.empty() && options.common.keep)
    refuse("--keep", "", "needs a mission beside which the run is kept", "leave it out with --panel");
  if (options.panel.panel.empty() == options.mission.empty()) {
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
  return options.panel.panel.empty() ? forecast_mission(options)
                                     : forecast_panel_file(options.panel, options);
}

}  // namespace

void add_forecast(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ForecastOptions>();
  Command command(app, "forecast");
  command.bind("MISSION", options->mission)
      .bind("--panel", options->panel.panel)
      .bind("--column", options->panel.column)
      .bind("--absent", options->panel.absent)
      .bind("--related", options->panel.related)
      .bind("--neighbours", options->panel.neighbours)
      .bind("--without", options->panel.without)
      .bind("--origin", options->panel.origin)
      .bind("--months", options->panel.months)
      .bind("--draws", options->draws)
      .bind("--out", options->panel.out)
      .bind("--svg", options->svg)
      .bind("--png", options->png)
      .bind("--boundaries", options->boundaries)
      .bind("--priors", options->priors)
      .bind("--no-regimes", options->no_regimes)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_forecast(*options); });
}

}  // namespace handover::cli
