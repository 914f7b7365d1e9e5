#include "wording/needs.h"

#include "mission/names.h"
#include "report/needs_job.h"
#include "report/version.h"
#include "terminal/page.h"
#include "terminal/terminal.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

using namespace handover::report;
using namespace handover::needs;

// A name that is longer than its column has a line of its own; nothing is cut.
std::string in_column(const std::string& name, std::size_t width) {
  return name.size() <= width ? fmt::format("{:<{}}", name, width)
                              : fmt::format("{}\n    {:<{}}", name, "", width);
}

std::string minutes_words(double minutes) {
  return minutes < 1e6 ? fmt::format("{:.0f} min", minutes) : std::string("out of reach");
}

void print_coverage(Page& page, const Mission& mission, const NeedsReport& report) {
  page.add("  To whom each task's demand is assigned; time in the slowest month\n");
  page.add("    {:<34} {:>5} {:>5} {:>5} {:>5} {:>5}\n", "", "coal.", "host", "third", "afar", "none");
  for (const TaskCoverage& row : report.coverage) {
    const Task& task = mission.tasks[row.task.index];
    page.add("    {} {:>4.0f}% {:>4.0f}% {:>4.0f}% {:>4.0f}% {:>4.0f}% {}\n",
             in_column(fmt::format("{}, {}", task.id, mission.regions[row.region.index].id), 34),
             100.0 * row.coalition, 100.0 * row.host, 100.0 * row.third_party, 100.0 * row.over_the_horizon,
             100.0 * row.dropped, task.response_minutes > 0.0 ? minutes_words(row.worst_month_minutes) : "");
  }
}

void print_list(Page& page, const char* title, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  page.add("  {}\n", title);
  for (const std::string& line : lines) page.add("    - {}\n", line);
}

void print_doubtful(Page& page, const Mission& mission, const std::vector<DoubtfulHandover>& rows) {
  if (rows.empty()) return;
  page.add("  Left to the host, whose forces are unlikely to do it alone (command partner)\n");
  for (const DoubtfulHandover& row : rows) {
    page.add(
        "    - {}: {} stands alone in {:.0f} % of draws today; in {} months in {:.0f} % with advisers, "
        "{:.0f} % without\n",
        mission.tasks[row.task.index].id, mission.functions[row.function.index].id, 100.0 * row.today,
        row.months, 100.0 * row.with_advice, 100.0 * row.without);
  }
}

void print_step(Page& page, const Mission& mission, const PlanStep& step,
                const partner::PartnerReport& partner, bool audit) {
  const NeedsReport& report = step.report;
  page.add("\n{} (from {}): {} persons\n", step.name, to_string(step.from), report.persons);
  page.add("  {}; bound {:.1f}, objective {:.1f}, gap {:.2f} %; {}\n", words_of(report.solved.stop),
           report.solved.best_bound, report.solved.objective, 100.0 * report.gap, report.engine);
  std::vector<std::string> changes;
  for (const TaskChange& change : step.changes) changes.push_back(wording::change_words(mission, change));
  print_list(page, "Against the step before", changes);
  if (step.move.persons > 0.0) {
    page.add("  {:.0f} persons arrive or leave within {:.1f} months; {}\n", step.move.persons,
             step.move.months,
             !step.move.lift_per_month ? std::string("lift is not stated")
             : step.move.executable()
                 ? fmt::format("the lift takes {:.1f} months", step.move.months_needed())
                 : fmt::format("NOT executable: the lift moves {:.0f} a month", *step.move.lift_per_month));
  }
  page.add("  Persons by function and region\n");
  for (const FunctionPersons& row : report.published) {
    page.add("    {} {:<20.20} {:>5}\n", in_column(row.what, 46), mission.regions[row.region.index].id,
             row.persons);
  }
  print_coverage(page, mission, report);
  print_doubtful(page, mission, doubtful_handovers(mission, step, partner));
  std::vector<std::string> binding, conflict;
  for (const Binding& one : report.binding) binding.push_back(wording::binding_words(mission, one));
  for (const Requirement& one : report.conflict) conflict.push_back(wording::requirement_words(mission, one));
  print_list(page, "What holds the answer where it is", binding);
  print_list(page, "These cannot hold together", conflict);
  print_list(page, "Legal standing", wording::legal_words(mission, report));
  if (!audit) return;
  page.add("  Audit trail (names sites: NOT FOR PUBLICATION)\n");
  for (const AuditLine& line : report.audit) {
    page.add("    {:>7.1f}  {:<18.18} {} [{}]\n", line.persons,
             line.site ? mission.sites[line.site->index].id : "(region)", wording::audit_words(mission, line),
             line.source);
  }
}

void print_movement(Page& page, const Mission& mission, const PlanNeeds& needs) {
  const MovementSchedule& schedule = needs.movement;
  if (needs.steps.size() < 2) return;
  page.add("\nWho moves, month by month\n");
  if (!schedule.stated) page.add("  the mission states no lift: nothing can be said\n");
  for (const MonthMove& row : schedule.months) {
    std::string by;
    for (const auto& [mode, persons] : row.by) {
      by += fmt::format("{}{} {:.0f}", by.empty() ? "" : ", ", word_of(mode), persons);
    }
    page.add("  {}  {:<22.22} {:>5.0f} {}  ({}){}\n", to_string(row.month),
             mission.regions[row.region.index].id, std::abs(row.persons),
             row.persons > 0.0 ? "arrive" : "leave ", by, row.late ? " LATE" : "");
  }
  for (const LateStep& late : schedule.late) page.add("  NOT executable: {}\n", wording::late_words(late));
  if (schedule.stated && schedule.executable()) page.add("  every step can be carried out in its time\n");
}

}  // namespace

std::string needs_text(const Mission& mission, const NeedsRun& run, std::uint64_t seed, bool audit) {
  const PlanNeeds& needs = run.needs;
  Page page;
  const ThreatDemand& threat = needs.steps.front().report.threat;
  page.add("{} as of {}\n", mission.title, to_string(mission.as_of));
  page.add("Demand at the {:.0f} % quantile of monthly incidents: {}\n", 100.0 * threat.quantile,
           wording::demand_words(mission, threat));
  for (const PlanStep& step : needs.steps) print_step(page, mission, step, run.partner, audit);
  if (!needs.exposures.empty()) page.add("\nWho is exposed, and for how long\n");
  for (const Exposure& row : needs.exposures) {
    page.add("  {}, {}: {:.0f} % undone from {} for {} months\n    {}\n", mission.tasks[row.task.index].id,
             mission.regions[row.region.index].id, 100.0 * row.share, to_string(row.from), row.months,
             wording::exposed_words(row.zones, row.population, row.incidents_per_month));
  }
  print_movement(page, mission, needs);
  page.add("\n");
  for (const Factor factor : needs.steps.front().report.assumed)
    page.add("Assumed: {}\n", wording::factor_words(factor));
  page.add("Seed {} (of the threat's replications), version {}, inputs {:.12}\n", seed, version(),
           mission.inputs_sha256);
  return std::move(page).take();
}

}  // namespace handover::terminal
