#include "report/comparison_job.h"

#include "base/files.h"
#include "mission/names.h"
#include "report/kept_runs.h"
#include "wording/catalogue.h"
#include "wording/input_differences.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include <fmt/format.h>

namespace handover::report {
namespace {

namespace fs = std::filesystem;

// RUN is a file that `simulate --json` printed, MISSION:PLAN, or the id of a kept run.
SimulationSpec spec_of(const std::string& run, const ComparisonWanted& wanted) {
  if (fs::is_regular_file(run)) return spec_from(Json::parse(read_file(run), nullptr, false), run);
  const auto colon = run.rfind(':');
  if (colon == std::string::npos) {
    const auto kept = find_kept_run(run, wanted.mission);
    return spec_from(Json::parse(kept.record.result_json), "run " + run);
  }
  SimulationSpec spec;
  spec.mission = run.substr(0, colon);
  spec.plan = run.substr(colon + 1);
  spec.scenarios = 40;
  spec.replications = 50;
  return spec;
}

bool same_assessment(const SimulationSpec& a, const SimulationSpec& b) {
  return a.mission == b.mission && a.as_of == b.as_of && a.overlays == b.overlays && a.seed == b.seed &&
         a.draws == b.draws;
}

struct Sides {
  SimulationSpec first_spec, second_spec;
  std::shared_ptr<AssessedMission> first, second;
  Plan first_plan, second_plan;
};

Sides stage(const ComparisonWanted& wanted, const Control& control) {
  Sides sides{spec_of(wanted.first, wanted), spec_of(wanted.second, wanted), {}, {}, {}, {}};
  sides.first = assess_for(sides.first_spec, wanted.threads, part_of(control, 0.0, 0.25));
  const bool same = same_assessment(sides.first_spec, sides.second_spec);
  sides.second =
      same ? sides.first : assess_for(sides.second_spec, wanted.threads, part_of(control, 0.25, 0.5));
  sides.first_plan = find_plan(sides.first_spec.plan, sides.first->mission);
  sides.second_plan = find_plan(sides.second_spec.plan, sides.second->mission);
  auto postures = simulate::postures_of(sides.first->mission, sides.first_plan);
  auto others = simulate::postures_of(sides.second->mission, sides.second_plan);
  if (same) postures.insert(postures.end(), others.begin(), others.end());
  solve_needs(sides.first->mission, postures, sides.first->assessed);
  if (!same) solve_needs(sides.second->mission, others, sides.second->assessed);
  return sides;
}

std::vector<std::string> differences_of(const Sides& sides, const simulate::ComparedSide& a,
                                        const simulate::ComparedSide& b) {
  std::vector<std::string> lines;
  const auto stale = [&](const SimulationSpec& spec, const Mission& mission) {
    if (!spec.inputs_sha256.empty() && spec.inputs_sha256 != mission.inputs_sha256)
      lines.push_back(wording::Catalogue::english()("comparison.files_changed",
                                                    {{"mission", spec.mission}, {"plan", spec.plan}}));
  };
  stale(sides.first_spec, sides.first->mission);
  stale(sides.second_spec, sides.second->mission);
  if (sides.first_spec.draws != sides.second_spec.draws)
    lines.push_back(wording::Catalogue::english()(
        "comparison.draws", {{"first", sides.first_spec.draws}, {"second", sides.second_spec.draws}}));
  if (sides.first_spec.seed != sides.second_spec.seed)
    lines.push_back(wording::Catalogue::english()("comparison.seed",
                                                  {{"first", std::to_string(sides.first_spec.seed)},
                                                   {"second", std::to_string(sides.second_spec.seed)}}));
  for (std::string& line : wording::input_differences(a, b)) lines.push_back(std::move(line));
  return lines;
}

Json document_of_comparison(const simulate::Comparison& comparison, const std::vector<Metric>& metrics) {
  Json rows = Json::object();
  for (const Metric metric : metrics) {
    const auto m = static_cast<std::size_t>(metric);
    const auto& d = comparison.metric[m];
    Json carriers = Json::array();
    for (const auto& carrier : comparison.carriers)
      carriers.push_back({{"mechanism", simulate::name_of(carrier.mechanism)},
                          {"carries", document_of(carrier.carries[m])}});
    rows[std::string(word_of(metric))] = {
        {"first", d.first},
        {"second", d.second},
        {"difference", document_of(d.difference)},
        {"variance_reduction", d.variance_reduction ? Json(*d.variance_reduction) : Json(nullptr)},
        {"carriers", carriers}};
  }
  return rows;
}

}  // namespace

ComparisonRun compare_runs(const ComparisonWanted& wanted, const Control& control) {
  const Sides sides = stage(wanted, control);
  const simulate::ComparedSide a{sides.first->mission, sides.first->assessed.fitted, sides.first_plan};
  const simulate::ComparedSide b{sides.second->mission, sides.second->assessed.fitted, sides.second_plan};
  ComparisonRun run{.first = sides.first_spec, .second = sides.second_spec, .seed = sides.first_spec.seed};
  run.scenarios = wanted.scenarios > 0 ? wanted.scenarios : std::min(40u, run.first.scenarios);
  run.replications = wanted.replications > 0 ? wanted.replications : std::min(50u, run.first.replications);
  run.differences = differences_of(sides, a, b);
  run.only_seed = run.first.seed != run.second.seed && run.differences.size() == 1;
  simulate::CompareOptions options;
  options.seed = Seed{run.seed};
  options.scenarios = run.scenarios;
  options.replications = run.replications;
  options.threads = wanted.threads;
  // No mechanism carries what is chance alone.
  options.carriers = wanted.carriers && !run.only_seed;
  const Control comparing = part_of(control, 0.5, 1.0);
  options.progress = [&comparing](std::size_t done, std::size_t total) {
    comparing.say(static_cast<double>(done) / static_cast<double>(total), "comparing");
  };
  run.comparison = simulate::compare(a, b, options);
  return run;
}

Json document_of(const ComparisonRun& run, const std::vector<Metric>& metrics) {
  return {{"first", document_of(run.first)},
          {"second", document_of(run.second)},
          {"scenarios", run.scenarios},
          {"replications", run.replications},
          {"simulated", run.comparison.replications},
          {"inputs", run.differences},
          {"ends_alike", run.comparison.alike},
          {"metrics", document_of_comparison(run.comparison, metrics)}};
}

}  // namespace handover::report
