#include "cli/commands.h"
#include "mission/names.h"
#include "needs/plan_needs.h"
#include "partner/partner.h"
#include "report/documents.h"
#include "threat/fitted_forecast.h"
#include "threat/threat.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

using namespace handover::needs;

constexpr double kLeastShare = 0.005;  // of a task's demand: less is not shown as a percent

struct NeedsOptions {
  CommonOptions common;
  std::string mission, plan, engine = "cbc", threat = "forecast";
  std::vector<std::string> close;
  double quantile = 0.9, seconds = 2.0, gap = 0.0;
  bool audit = false;
};

SolveOptions solve_options(const NeedsOptions& options) {
  SolveOptions solve;
  solve.engine = options.engine == "highs" ? EngineChoice::highs : EngineChoice::cbc;
  solve.seconds = options.seconds;
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

// A task that a step leaves to the host although the partner module doubts that the host can do it.
struct DoubtfulHandover {
  TaskId task;
  FunctionId function;  // that the host needs for it
  double today = 0.0;   // chance that the function stands alone
  int months = 0;  // from the as-of date, the partner module's first mark at or after the step, or its last
  double with_advice = 0.0, without = 0.0;  // chance then
};

const partner::FunctionOutlook::Later& outlook_at(const partner::FunctionOutlook& outlook, int months) {
  const auto found = std::find_if(outlook.later.begin(), outlook.later.end(),
                                  [months](const auto& later) { return later.months >= months; });
  return found != outlook.later.end() ? *found : outlook.later.back();
}

std::vector<DoubtfulHandover> doubtful_handovers(const Mission& mission, const PlanStep& step,
                                                 const partner::PartnerReport& partner) {
  const int months = months_between(month_of(mission.as_of), step.from);
  constexpr double kLikely = 0.5;
  std::vector<DoubtfulHandover> rows;
  for (std::uint16_t t = 0; t < mission.tasks.size(); ++t) {
    const auto function = mission.tasks[t].partner_function;
    const auto& coverage = step.report.coverage;
    const bool handed = std::any_of(coverage.begin(), coverage.end(), [t](const TaskCoverage& row) {
      return row.task == TaskId{t} && row.host >= kLeastShare;
    });
    if (!function || !handed || function->index >= partner.functions.size()) continue;
    const partner::FunctionOutlook& outlook = partner.functions[function->index];
    const auto& later = outlook_at(outlook, months);
    const double best = months > 0 ? later.mentored : outlook.stands_alone;
    if (best > kLikely) continue;
    rows.push_back({TaskId{t}, *function, outlook.stands_alone, later.months, later.mentored, later.alone});
  }
  return rows;
}

// The chances by the partner command's own run, when some step leaves a task to the host.
partner::PartnerReport partner_report(const Mission& mission, const PlanNeeds& needs,
                                      const NeedsOptions& options) {
  const bool handed = std::any_of(needs.steps.begin(), needs.steps.end(), [&](const PlanStep& step) {
    return std::any_of(step.report.coverage.begin(), step.report.coverage.end(), [&](const auto& row) {
      return row.host >= kLeastShare && mission.tasks[row.task.index].partner_function;
    });
  });
  if (!handed) return {};
  return partner::report_partner(mission, Seed{options.common.seed}, partner::kReportDraws,
                                 {.threads = options.common.threads});
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

Json movement_json(const Mission& mission, const MovementSchedule& schedule) {
  Json document = {{"stated", schedule.stated},
                   {"executable", schedule.executable()},
                   {"months", Json::array()},
                   {"late", Json::array()}};
  for (const MonthMove& row : schedule.months) {
    Json by = Json::object();
    for (const auto& [mode, persons] : row.by) by[std::string(word_of(mode))] = persons;
    document["months"].push_back({{"month", to_string(row.month)},
                                  {"region", mission.regions[row.region.index].id},
                                  {"persons", row.persons},
                                  {"by", by},
                                  {"late", row.late}});
  }
  for (const LateStep& late : schedule.late) document["late"].push_back(late.words);
  return document;
}

Json doubtful_json(const Mission& mission, const std::vector<DoubtfulHandover>& rows) {
  Json list = Json::array();
  for (const DoubtfulHandover& row : rows) {
    list.push_back({{"task", mission.tasks[row.task.index].id},
                    {"function", mission.functions[row.function.index].id},
                    {"stands_alone", row.today},
                    {"months", row.months},
                    {"with_advisers", row.with_advice},
                    {"without", row.without}});
  }
  return list;
}

Json as_json(const Mission& mission, const PlanNeeds& needs, const partner::PartnerReport& partner,
             const NeedsOptions& options) {
  Json document = {
      {"mission", mission.id},     {"as_of", to_string(mission.as_of)},      {"seed", options.common.seed},
      {"version", version()},      {"inputs_sha256", mission.inputs_sha256}, {"steps", Json::array()},
      {"exposures", Json::array()}};
  for (const PlanStep& step : needs.steps) {
    Json entry = {{"name", step.name}, {"from", to_string(step.from)}, {"changes", Json::array()}};
    for (const TaskChange& change : step.changes) entry["changes"].push_back(change.words);
    entry["move"] = {
        {"persons", step.move.persons},
        {"months", step.move.months},
        {"lift_per_month", step.move.lift_per_month ? Json(*step.move.lift_per_month) : Json(nullptr)},
        {"executable", step.move.executable()}};
    entry["needs"] = document_of(step.report, mission);
    entry["host_unlikely_alone"] = doubtful_json(mission, doubtful_handovers(mission, step, partner));
    if (options.audit) entry["audit_not_for_publication"] = audit_document_of(step.report, mission);
    document["steps"].push_back(std::move(entry));
  }
  document["movement"] = movement_json(mission, needs.movement);
  for (const Exposure& row : needs.exposures) {
    document["exposures"].push_back({{"task", mission.tasks[row.task.index].id},
                                     {"region", mission.regions[row.region.index].id},
                                     {"from", to_string(row.from)},
                                     {"months", row.months},
                                     {"share", row.share},
                                     {"exposed", row.exposed}});
  }
  return document;
}

void check_options(const NeedsOptions& options) {
  if (options.quantile > 0.0 && options.quantile < 1.0) return;
  refuse("--quantile", fmt::to_string(options.quantile), "is not a probability strictly between 0 and 1",
         "write for example 0.9");
}

// Where the threat's baseline lies, by zone, over the module's draws.
std::vector<double> zone_shares(const threat::FittedThreat& fitted) {
  std::vector<double> share(fitted.streams * fitted.zones, 0.0);
  for (std::size_t k = 0; k < fitted.streams; ++k) {
    double total = 0.0;
    for (const auto& draw : fitted.draws) {
      for (std::size_t z = 0; z < fitted.zones; ++z) {
        share[k * fitted.zones + z] += draw.endemic[k * fitted.zones + z];
        total += draw.endemic[k * fitted.zones + z];
      }
    }
    for (std::size_t z = 0; z < fitted.zones && total > 0.0; ++z) share[k * fitted.zones + z] /= total;
  }
  return share;
}

// The first whole month of the threat module's own replications, at the quantile asked for.
ThreatDemand threat_demand(const Mission& mission, const NeedsOptions& options) {
  if (options.threat == "records" || mission.streams.empty()) {
    return recorded_threat(mission, options.quantile);
  }
  threat::ThreatOptions threat_options;
  threat_options.seed = Seed{options.common.seed};
  threat_options.threads = options.common.threads;
  threat_options.backtests = 0;  // its skill is the threat command's to show
  const auto assessment = threat::assess_threat(mission, threat_options);
  const auto replications = threat::simulate_fitted(
      assessment.fitted, 2,
      {.replications = 2000, .seed = Seed{options.common.seed}, .threads = options.common.threads});
  std::vector<double> incidents;
  for (std::size_t f = 0; f < replications.replications; ++f) {
    for (std::size_t k = 0; k < replications.streams; ++k) {
      incidents.push_back(replications.incidents[replications.at(f, 1, k)]);
    }
  }
  return demand_of_replications(mission, options.quantile, incidents, zone_shares(assessment.fitted),
                                "the threat module's replications of the next whole month");
}

int run_needs(const NeedsOptions& options) {
  check_options(options);
  const Mission mission = load_mission(options.mission, options.common.load_options());
  const ThreatDemand threat = threat_demand(mission, options);
  const PlanNeeds needs = assess_plan(mission, plan_of(mission, options), threat, solve_options(options));
  const partner::PartnerReport partner = partner_report(mission, needs, options);
  if (options.common.json) {
    print_json(as_json(mission, needs, partner, options));
  } else {
    print_report(mission, needs, partner, options);
  }
  const bool conflict = std::any_of(needs.steps.begin(), needs.steps.end(), [](const PlanStep& step) {
    return step.report.solved.stop == Stop::infeasible || !step.move.executable();
  });
  return conflict || !needs.movement.executable() ? kFinding : kDone;
}

}  // namespace

void add_needs(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<NeedsOptions>();
  CLI::App* command = app.add_subcommand(
      "needs", "What must be done where, by whom, and the smallest presence that covers it");
  command->add_option("MISSION", options->mission, "The mission folder")->required();
  command->add_option("--plan", options->plan, "Follow this plan phase by phase");
  command->add_option("--close", options->close, "Close these sites (ids of sites.csv)");
  command->add_option("--quantile", options->quantile, "Quantile of monthly incidents that demand must meet")
      ->capture_default_str();
  command
      ->add_option("--threat", options->threat,
                   "Incidents from the threat module's forecast or from past records")
      ->check(CLI::IsMember({"forecast", "records"}))
      ->capture_default_str();
  command->add_option("--engine", options->engine, "Solver")
      ->check(CLI::IsMember({"cbc", "highs"}))
      ->capture_default_str();
  command->add_option("--seconds", options->seconds, "Time limit for one programme")->capture_default_str();
  command->add_option("--gap", options->gap, "Stop within this relative gap")->capture_default_str();
  command->add_flag("--audit", options->audit,
                    "Show the audit trail; it names sites and is not for publication");
  add_common_options(*command, options->common);
  command->footer(
      "Example:\n  handover needs missions/iraq-2024 --plan missions/iraq-2024/plans/gated.toml\n\n"
      "Exit code 1: some step's mandatory tasks cannot all be met, or its people cannot be moved in time.");
  command->callback([options, &exit_code] { exit_code = run_needs(*options); });
}

}  // namespace handover::cli
