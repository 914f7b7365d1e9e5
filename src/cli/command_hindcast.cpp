#include "base/files.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "report/assessment.h"
#include "report/documents.h"
#include "timeline/candidates.h"
#include "timeline/hindcast.h"

#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

using namespace handover::timeline;

struct HindcastCommandOptions {
  CommonOptions common;
  std::string mission, plan, outcomes;
  std::uint32_t scenarios = 200, replications = 16;
  int draws = kDraws;
};

Json row_json(const HindcastRow& row) {
  Json json = {{"id", row.question.id},           {"case", row.question.case_id},
               {"question", row.question.text},   {"kind", row.question.count ? "count" : "binary"},
               {"forecast", row.forecast},        {"range90", {row.low, row.high}},
               {"outcome", row.question.outcome}, {row.question.count ? "crps" : "brier", row.score}};
  if (!row.question.count) json["log_score"] = row.log_score;
  json["naive"] = Json::array();
  for (const NaiveForecast& naive : row.naive) {
    json["naive"].push_back({{"name", naive.name},
                             {"forecast", naive.forecast},
                             {row.question.count ? "crps" : "brier", naive.score}});
  }
  json["lost"] = row.lost;
  if (!row.stress.empty()) json["stress"] = row.stress;
  return json;
}

Json document_of(const HindcastReport& report) {
  Json json = {{"mission", report.mission},        {"plan", report.plan},
               {"as_of", to_string(report.as_of)}, {"assumptions_sha256", report.assumptions_sha256},
               {"scenarios", report.scenarios},    {"replications", report.replications}};
  json["rows"] = Json::array();
  for (const HindcastRow& row : report.rows) json["rows"].push_back(row_json(row));
  json["cases"] = Json::array();
  for (const CaseScore& score : report.cases) {
    Json naive = Json::object();
    for (const auto& [name, value] : score.naive) naive[name] = value;
    json["cases"].push_back({{"case", score.case_id},
                             {"kind", score.count ? "count" : "binary"},
                             {"questions", score.questions},
                             {"score", score.score},
                             {"naive", naive}});
  }
  return json;
}

std::string chance(double value) {
  return fmt::format("{:.0f} %", 100.0 * value);
}

void print_row(const HindcastRow& row) {
  const bool count = row.question.count;
  print_text("{}\n", row.question.text);
  if (count)
    print_text("  forecast {:.0f} ({:.0f} to {:.0f}), came {:.0f}, CRPS {:.1f}", row.forecast, row.low,
               row.high, row.question.outcome, row.score);
  else
    print_text("  forecast {} (scenarios {} to {}), came {}, Brier {:.3f}", chance(row.forecast),
               chance(row.low), chance(row.high), row.question.outcome > 0.5 ? "yes" : "no", row.score);
  print_text("{}\n", row.lost ? "  LOST" : "");
  for (const NaiveForecast& naive : row.naive) {
    print_text("    {:<20} {:>7}  {:.3f}{}\n", naive.name,
               count ? fmt::format("{:.0f}", naive.forecast) : chance(naive.forecast), naive.score,
               naive.score < row.score ? "  better" : "");
  }
  if (!row.stress.empty()) print_text("    {}\n", row.stress);
}

void print_report(const HindcastReport& report) {
  print_text("{} under '{}', as of {}\nassumptions {} ({} scenarios of {} replications)\n\n", report.mission,
             report.plan, to_string(report.as_of), report.assumptions_sha256.substr(0, 16), report.scenarios,
             report.replications);
  for (const HindcastRow& row : report.rows) print_row(row);
  print_text("\nBy case (mean Brier or CRPS; several questions on one outcome count once)\n");
  for (const CaseScore& score : report.cases) {
    std::string naive;
    for (const auto& [name, value] : score.naive) naive += fmt::format(", {} {:.3f}", name, value);
    print_text("  {:<10} {} question{}: {:.3f}{}\n", score.case_id, score.questions,
               score.questions == 1 ? "" : "s", score.score, naive);
  }
}

int run_hindcast(const HindcastCommandOptions& options) {
  const Mission mission = load_mission(options.mission, options.common.load_options());
  const Plan plan = load_plan(options.plan, mission);
  const std::string file = options.outcomes.empty()
                               ? (std::filesystem::path(options.mission) / "outcomes.csv").string()
                               : options.outcomes;
  std::vector<Problem> problems;
  const auto questions = read_questions(read_file(file), file, problems);
  if (!problems.empty()) throw InputError(std::move(problems));
  Assessed assessed = assess(mission, assessment_options(options.common, options.draws));
  std::vector<Posture> postures = postures_of({plan});
  postures.insert(postures.begin(), posture_today(mission));
  solve_needs(mission, postures, assessed);
  const auto report = hindcast(mission, assessed.fitted, plan, questions,
                               {.seed = Seed{options.common.seed},
                                .threads = options.common.threads,
                                .scenarios = options.scenarios,
                                .replications = options.replications});
  deliver(
      {.command = "hindcast", .mission = mission, .folder = options.mission, .common = options.common},
      [&] { return document_of(report); }, [&] { print_report(report); });
  return kDone;
}

}  // namespace

void add_hindcast(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<HindcastCommandOptions>();
  Command command(app, "hindcast");
  command.bind("MISSION", options->mission)
      .bind("PLAN", options->plan)
      .bind("--outcomes", options->outcomes)
      .bind("--scenarios", options->scenarios)
      .bind("--replications", options->replications)
      .bind("--draws", options->draws)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_hindcast(*options); });
}

}  // namespace handover::cli
