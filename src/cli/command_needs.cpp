#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "mission/names.h"
#include "needs/plan_needs.h"
#include "partner/partner.h"
#include "report/documents.h"
#include "report/needs_job.h"
#include "threat/threat.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

using namespace handover::needs;

struct NeedsOptions {
  CommonOptions common;
  std::string mission, plan, engine = "cbc", threat = "forecast";
  std::vector<std::string> close;
  double quantile = 0.9, seconds = 0.0, gap = 0.0;
  int nodes = SolveOptions{}.most_nodes;
  int draws = kDraws;
  bool audit = false;
};

SolveOptions solve_options(const NeedsOptions& options) {
  SolveOptions solve;
  solve.engine = options.engine == "highs" ? EngineChoice::highs : EngineChoice::cbc;
  if (options.seconds > 0.0) solve.seconds = options.seconds;
  solve.most_nodes = options.nodes;
  solve.gap = options.gap;
  return solve;
}

Posture close_sites(const Mission& mission, Posture posture, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    const auto found = std::find_if(mission.sites.begin(), mission.sites.end(),
                                    [&](const Site& site) { return site.id == id; });
    if (found == mission.sites.end()) {
      refuse("--close", id, "is not a site of this mission", "sites.csv lists their ids");
    }
    posture.site_open[static_cast<std::size_t>(found - mission.sites.begin())] = false;
  }
  return posture;
}

// The plan, or a plan of one step when only sites are closed.
Plan plan_of(const Mission& mission, const NeedsOptions& options) {
  Plan plan;
  if (!options.plan.empty()) plan = load_plan(options.plan, mission);
  if (!options.close.empty()) {
    Phase phase;
    phase.name = "the sites named are closed";
    phase.earliest = month_of(mission.as_of);
    const Posture before = plan.phases.empty() ? posture_today(mission) : plan.phases.back().after;
    if (!plan.phases.empty()) phase.earliest = plan.phases.back().earliest;
    phase.after = close_sites(mission, before, options.close);
    plan.phases.push_back(std::move(phase));
  }
  return plan;
}

// A name that is longer than its column has a line of its own; nothing is cut.
std::string in_column(const std::string& name, std::size_t width) {
  return name.size() <= width ? fmt::format("{:<{}}", name, width)
                              : fmt::format("{}\n    {:<{}}", name, "", width);
}

std::string minutes_words(double minutes) {
  return minutes < 1e6 ? fmt::format("{:.0f} min", minutes) : std::string("out of reach");
}

void print_coverage(const Mission& mission, const NeedsReport& report) {
  print_text("  To whom each task's demand is assigned; time in the slowest month\n");
  print_text("    {:<34} {:>5} {:>5} {:>5} {:>5} {:>5}\n", "", "coal.", "host", "third", "afar", "none");
  for (const TaskCoverage& row : report.coverage) {
    const Task& task = mission.tasks[row.task.index];
    print_text("    {} {:>4.0f}% {:>4.0f}% {:>4.0f}% {:>4.0f}% {:>4.0f}% {}\n",
               in_column(fmt::format("{}, {}", task.id, mission.regions[row.region.index].id), 34),
               100.0 * row.coalition, 100.0 * row.host, 100.0 * row.third_party, 100.0 * row.over_the_horizon,
               100.0 * row.dropped,
               task.response_minutes > 0.0 ? minutes_words(row.worst_month_minutes) : "");
  }
}

void print_list(const char* title, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  print_text("  {}\n", title);
  for (const std::string& line : lines) print_text("    - {}\n", line);
}

void print_doubtful(const Mission& mission, const std::vector<DoubtfulHandover>& rows) {
  if (rows.empty()) return;
  print_text("  Left to the host, whose forces are unlikely to do it alone (command partner)\n");
  for (const DoubtfulHandover& row : rows) {
    print_text(
        "    - {}: {} stands alone in {:.0f} % of draws today; in {} months in {:.0f} % with advisers, "
        "{:.0f} % without\n",
        mission.tasks[row.task.index].id, mission.functions[row.function.index].id, 100.0 * row.today,
        row.months, 100.0 * row.with_advice, 100.0 * row.without);
  }
}

void print_step(const Mission& mission, const PlanStep& step, const partner::PartnerReport& partner,
                const NeedsOptions& options) {
  const NeedsReport& report = step.report;
  print_text("\n{} (from {}): {} persons\n", step.name, to_string(step.from), report.persons);
  print_text("  {}; bound {:.1f}, objective {:.1f}, gap {:.2f} %; {}\n", words_of(report.solved.stop),
             report.solved.best_bound, report.solved.objective, 100.0 * report.gap, report.engine);
  std::vector<std::string> changes;
  for (const TaskChange& change : step.changes) changes.push_back(change.words);
  print_list("Against the step before", changes);
  if (step.move.persons > 0.0) {
    print_text("  {:.0f} persons arrive or leave within {:.1f} months; {}\n", step.move.persons,
               step.move.months,
               !step.move.lift_per_month ? std::string("lift is not stated")
               : step.move.executable()
                   ? fmt::format("the lift takes {:.1f} months", step.move.months_needed())
                   : fmt::format("NOT executable: the lift moves {:.0f} a month", *step.move.lift_per_month));
  }
  print_text("  Persons by function and region\n");
  for (const FunctionPersons& row : report.published) {
    print_text("    {} {:<20.20} {:>5}\n", in_column(row.what, 46), mission.regions[row.region.index].id,
               row.persons);
  }
  print_coverage(mission, report);
  print_doubtful(mission, doubtful_handovers(mission, step, partner));
  print_list("What holds the answer where it is", report.binding);
  print_list("These cannot hold together", report.conflict);
  print_list("Legal standing", report.legal);
  if (!options.audit) return;
  print_text("  Audit trail (names sites: NOT FOR PUBLICATION)\n");
  for (const AuditLine& line : report.audit) {
    print_text("    {:>7.1f}  {:<18.18} {} [{}]\n", line.persons,
               line.site ? mission.sites[line.site->index].id : "(region)", line.why, line.source);
  }
}

void print_movement(const Mission& mission, const PlanNeeds& needs) {
  const MovementSchedule& schedule = needs.movement;
  if (needs.steps.size() < 2) return;
  print_text("\nWho moves, month by month\n");
  if (!schedule.stated) print_text("  the mission states no lift: nothing can be said\n");
  for (const MonthMove& row : schedule.months) {
    std::string by;
    for (const auto& [mode, persons] : row.by) {
      by += fmt::format("{}{} {:.0f}", by.empty() ? "" : ", ", word_of(mode), persons);
    }
    print_text("  {}  {:<22.22} {:>5.0f} {}  ({}){}\n", to_string(row.month),
               mission.regions[row.region.index].id, std::abs(row.persons),
               row.persons > 0.0 ? "arrive" : "leave ", by, row.late ? " LATE" : "");
  }
  for (const LateStep& late : schedule.late) print_text("  NOT executable: {}\n", late.words);
  if (schedule.stated && schedule.executable()) print_text("  every step can be carried out in its time\n");
}

void print_report(const Mission& mission, const PlanNeeds& needs, const partner::PartnerReport& partner,
                  const NeedsOptions& options) {
  const ThreatDemand& threat = needs.steps.front().report.threat;
  print_text("{} as of {}\n", mission.title, to_string(mission.as_of));
  print_text("Demand at the {:.0f} % quantile of monthly incidents: {}\n", 100.0 * threat.quantile,
             threat.said_by);
  for (const PlanStep& step : needs.steps) print_step(mission, step, partner, options);
  if (!needs.exposures.empty()) print_text("\nWho is exposed, and for how long\n");
  for (const Exposure& row : needs.exposures) {
    print_text("  {}, {}: {:.0f} % undone from {} for {} months\n    {}\n", mission.tasks[row.task.index].id,
               mission.regions[row.region.index].id, 100.0 * row.share, to_string(row.from), row.months,
               row.exposed);
  }
  print_movement(mission, needs);
  print_text("\n");
  for (const std::string& line : needs.steps.front().report.assumed) print_text("Assumed: {}\n", line);
  print_text("Seed {} (of the threat's replications), version {}, inputs {:.12}\n", options.common.seed,
             version(), mission.inputs_sha256);
}

int run_needs(const NeedsOptions& options) {
  const Mission mission = load_mission(options.mission, options.common.load_options());
  auto wanted = assessment_options(options.common, options.draws);
  wanted.demand_quantile = options.quantile;
  const bool from_records = options.threat == "records";
  const NeedsRun run =
      needs_of_plan(mission, plan_of(mission, options), wanted, solve_options(options), from_records);
  deliver(
      {.command = "needs", .mission = mission, .folder = options.mission, .common = options.common},
      [&] { return document_of(mission, run, options.common.seed, options.audit); },
      [&] { print_report(mission, run.needs, run.partner, options); });
  const bool conflict = std::any_of(run.needs.steps.begin(), run.needs.steps.end(), [](const PlanStep& step) {
    return step.report.solved.stop == Stop::infeasible || !step.move.executable();
  });
  return conflict || !run.needs.movement.executable() ? kFinding : kDone;
}

}  // namespace

void add_needs(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<NeedsOptions>();
  Command command(app, "needs");
  command.bind("MISSION", options->mission)
      .bind("--plan", options->plan)
      .bind("--close", options->close)
      .bind("--quantile", options->quantile)
      .bind("--threat", options->threat)
      .bind("--engine", options->engine)
      .bind("--nodes", options->nodes)
      .bind("--seconds", options->seconds)
      .bind("--gap", options->gap)
      .bind("--audit", options->audit)
      .bind("--draws", options->draws)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_needs(*options); });
}

}  // namespace handover::cli
