#include "report/run_record.h"

#include "report/version.h"

#include <fmt/format.h>

namespace handover::report {
namespace {

std::string words_of(const timeline::MapCell& cell) {
  const std::string presence = cell.presence_end ? to_string(*cell.presence_end) : "past the horizon";
  const std::string band =
      cell.residual.stated ? fmt::format("{}-{}", cell.residual.low, cell.residual.high) : "unstated";
  return fmt::format("mission {}, presence {}, residual {}", to_string(cell.mission_end), presence, band);
}

store::Figure figure_of(const timeline::MapCell& cell, std::string quantity, const Interval& interval,
                        double best, std::string unit, double level) {
  return {.module = "timeline",
          .quantity = std::move(quantity),
          .subject = words_of(cell),
          .at = to_string(cell.mission_end),
          .low = interval.low,
          .best = best,
          .high = interval.high,
          .level = level,
          .unit = std::move(unit)};
}

}  // namespace

void without_clock(Json& document) {
  if (document.is_object()) {
    for (const char* key : {"seconds", "replications_per_second"}) document.erase(key);
  }
  if (!document.is_structured()) return;
  for (auto& item : document) without_clock(item);
}

store::RunRecord record_of(const std::string& command, const Mission& mission, const CommonOptions& options,
                           const Json& document, std::vector<store::Figure> figures) {
  store::RunRecord record;
  record.command = command;
  record.mission = mission.id;
  record.as_of = to_string(mission.as_of);
  record.inputs_sha256 = mission.inputs_sha256;
  record.version = version();
  record.seed = options.seed;
  record.options_json = options.all_json;
  record.complete_options = options.all_json != "{}";
  record.started = options.started;
  record.finished = store::now_utc();
  record.result_json = json_text(document, -1);
  record.figures = std::move(figures);
  return record;
}

std::vector<store::Figure> figures_of(const timeline::TimelineReport& report, const Mission& mission) {
  const std::string share = "share of scenarios";  // name and unit of the kept quantities
  std::vector<store::Figure> figures;
  for (const timeline::MapCell& cell : report.map.cells) {
    const auto& joint = cell.figures.joint;
    figures.push_back(figure_of(cell, share + ", all deciding parties", joint.interval, joint.value, share,
                                report.confidence));
    for (std::size_t party = 0; party < cell.figures.by_party.size(); ++party) {
      const auto& kept = cell.figures.by_party[party];
      figures.push_back(figure_of(cell, share + ", " + mission.parties[party].id, kept.interval, kept.value,
                                  share, report.confidence));
    }
    for (std::size_t kind = 0; kind < timeline::kHarmKinds && kind < cell.figures.harm.size(); ++kind) {
      const auto& harm = cell.figures.harm[kind];
      figures.push_back(figure_of(cell, timeline::name_of(static_cast<timeline::HarmKind>(kind)),
                                  {harm.low, harm.high}, harm.mean, "persons", 0.9));
    }
  }
  return figures;
}

}  // namespace handover::report
