#include "report/simulation.h"

#include "base/problem.h"
#include "mission/names.h"
#include "wording/catalogue.h"

#include <cmath>
#include <filesystem>

#include <fmt/format.h>

namespace handover::report {

Json document_of(const SimulationSpec& spec) {
  return {{"mission", spec.mission},   {"plan", spec.plan},           {"as_of", spec.as_of},
          {"overlays", spec.overlays}, {"scenarios", spec.scenarios}, {"replications", spec.replications},
          {"seed", spec.seed},         {"draws", spec.draws},         {"inputs_sha256", spec.inputs_sha256}};
}

SimulationSpec spec_from(const Json& document, const std::string& from) {
  try {
    const Json& o = document.at("options");
    SimulationSpec spec;
    spec.mission = o.at("mission").get<std::string>();
    spec.plan = o.at("plan").get<std::string>();
    spec.as_of = o.at("as_of").get<std::string>();
    spec.overlays = o.at("overlays").get<std::vector<std::string>>();
    spec.scenarios = o.at("scenarios").get<std::uint32_t>();
    spec.replications = o.at("replications").get<std::uint32_t>();
    spec.seed = o.at("seed").get<std::uint64_t>();
    spec.draws = o.at("draws").get<int>();
    spec.inputs_sha256 = o.at("inputs_sha256").get<std::string>();
    return spec;
  } catch (const nlohmann::json::exception&) {
    throw InputError(Problem{.code = ProblemCode::wrong_type,
                             .file = from,
                             .what = "is not a result of `handover simulate`",
                             .hint =
                                 "give the id of a kept run of `handover simulate` or a file it printed with "
                                 "--json"});
  }
}

std::shared_ptr<AssessedMission> assess_for(const SimulationSpec& spec, int threads, const Control& control) {
  CommonOptions common;
  common.as_of = spec.as_of;
  common.overlays = spec.overlays;
  auto result = std::make_shared<AssessedMission>();
  result->mission = load_mission(spec.mission, common.load_options());
  result->assessed =
      assess(result->mission, {.seed = Seed{spec.seed}, .threads = threads, .draws = spec.draws}, control);
  return result;
}

Plan find_plan(const std::string& plan, const Mission& mission) {
  for (const Plan& known : mission.plans)
    if (known.id == plan) return known;
  if (std::filesystem::exists(plan)) return load_plan(plan, mission);
  std::string ids;
  for (const Plan& known : mission.plans) ids += (ids.empty() ? "" : ", ") + known.id;
  refuse("--plan", plan, "is neither a plan file nor a plan of the mission",
         ids.empty() ? "give the path of a plan file" : "the mission's plans: " + ids);
}

Metric find_metric(const std::string& name) {
  if (const auto metric = parse_word<Metric>(name)) return *metric;
  refuse("--metric", name, "is not a metric", "write " + listed(handover::words_of<Metric>()));
}

std::string short_number(double value) {
  if (!std::isfinite(value)) return value > 0 ? "inf" : "-inf";
  const double size = std::abs(value);
  if (size >= 9999.5) {
    std::string digits = fmt::format("{:.0f}", size);
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
      digits.insert(static_cast<std::size_t>(at), 1, ',');
    return (value < 0 ? "-" : "") + digits;
  }
  return size >= 99.95   ? fmt::format("{:.0f}", value)
         : size >= 9.995 ? fmt::format("{:.1f}", value)
                         : fmt::format("{:.2f}", value);
}

Json document_of(const simulate::Estimate& estimate) {
  return {{"value", estimate.value}, {"interval90", {estimate.interval.low, estimate.interval.high}}};
}

Json off_mechanisms_document(const Mission& mission) {
  Json off = Json::array();
  for (const auto& entry : simulate::mechanisms_off(mission))
    off.push_back({{"mechanism", simulate::name_of(entry.mechanism)}, {"missing", entry.missing}});
  return off;
}

std::string off_mechanisms_text(const Mission& mission) {
  std::string text;
  for (const auto& entry : simulate::mechanisms_off(mission))
    text += wording::Catalogue::english()(
                "simulation.mechanism_off",
                {{"mechanism", simulate::name_of(entry.mechanism)}, {"missing", entry.missing}}) +
            '\n';
  return text;
}

namespace {

std::string first_plan(const Mission& mission) {
  for (const Plan& plan : mission.plans)
    if (plan.phases.size() > 1) return plan.id;
  if (!mission.plans.empty()) return mission.plans.front().id;
  throw InputError(Problem{.code = ProblemCode::missing,
                           .file = "plans",
                           .what = "holds no plan to rank the assumptions under",
                           .hint = "write a plan file and name it with --plan"});
}

}  // namespace

AssumptionsRun rank_assumptions(const SimulationSpec& spec, simulate::SensitivityOptions options,
                                const Control& control) {
  AssumptionsRun run{.assessed = assess_for(spec, options.threads, control), .plan = {}, .sensitivity = {}};
  const Mission& mission = run.assessed->mission;
  run.plan = find_plan(spec.plan.empty() ? first_plan(mission) : spec.plan, mission);
  solve_needs(mission, simulate::postures_of(mission, run.plan), run.assessed->assessed);
  options.seed = Seed{spec.seed};
  run.sensitivity = simulate::sensitivity(mission, run.assessed->assessed.fitted, run.plan, options);
  return run;
}

}  // namespace handover::report
