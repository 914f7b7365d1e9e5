#include "report/main_job.h"

#include "base/interrupt.h"
#include "mission/mission_workbook.h"
#include "report/options.h"
#include "report/timeline_job.h"
#include "report/version.h"

namespace handover::report {
namespace {

// The posture that the chosen timeline ends in.
std::optional<Posture> last_posture(const timeline::TimelineReport& report) {
  if (!report.map.chosen) return std::nullopt;
  const timeline::PlanIndex plan = timeline::chosen_cell(report).plan;
  if (!report.map.plans.holds(plan) || report.map.plans[plan].plan.phases.empty()) return std::nullopt;
  return report.map.plans[plan].plan.phases.back().after;
}

}  // namespace

MainJob do_main_job(const Mission& mission, const MainJobOptions& options, const Control& control) {
  const StopScope scope(control.stop);
  const CommonOptions common{.seed = options.seed, .threads = options.threads};
  TimelineRun run =
      search_mission(mission, common, {.quick = options.quick, .draws = options.draws}, control);
  MainJob job{.assessed = std::move(run.assessed), .needs = {}, .timeline = std::move(run.timeline)};
  job.needs.push_back({false, job.assessed.needs_today});
  if (const auto last = last_posture(job.timeline)) {
    job.needs.push_back({true, needs::assess_posture(mission, *last, job.assessed.demand)});
  }
  return job;
}

brief::Inputs brief_inputs(const Mission& mission, const MainJob& job, const MainJobOptions& options) {
  brief::Inputs inputs;
  inputs.mission = &mission;
  inputs.seed = options.seed;
  inputs.version = version();
  inputs.needs = job.needs;
  inputs.threat = &job.assessed.threat;
  inputs.partner = &job.assessed.partner;
  inputs.talks = &job.assessed.talks;
  inputs.timeline = &job.timeline;
  return inputs;
}

brief::Edition edition_option(const std::string& text) {
  if (const auto edition = brief::parse_edition(text)) return *edition;
  refuse("--edition", text, "is not an edition", "write public, joint, coalition or host");
}

std::filesystem::path brief_file(const std::filesystem::path& mission, const std::string& edition,
                                 const std::string& out, const std::string& language,
                                 const std::string& ending) {
  if (!out.empty()) return out;
  std::filesystem::path folder = mission.lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  const auto file = folder.parent_path() / (mission_name(folder) + "-" + edition +
                                            (language == "en" ? "" : "-" + language) + "." + ending);
  refuse_input("the brief", file);
  refuse_unwritable("the brief", file, "name another file with --out");
  return file;
}

}  // namespace handover::report
