#include "numerics/maths.h"
#include "report/threat_pictures.h"
#include "terminal/page.h"
#include "terminal/terminal.h"
#include "wording/assessments.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

using namespace handover::report;
using namespace threat;

constexpr double kHighRHat =
    1.2;  // of the worst of about a hundred parameters, from some fifty draws a chain

using namespace threat;

std::string words(const Estimate& e, const char* number = "{:.2g}") {
  if (!std::isfinite(e.median)) return "not known";
  const auto text = [number](double value) { return fmt::format(fmt::runtime(number), value); };
  return fmt::format("{} ({} to {}){}", text(e.median), text(e.low), text(e.high),
                     e.assumed ? ", assumed" : "");
}

// "12 months from 1 origin"
std::string counted(std::size_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string counted_times(int count) {
  return count == 0 ? "never" : counted(static_cast<std::size_t>(count), "time");
}

void print_skill(Page& page, const StreamReport& stream) {
  if (stream.skill.empty()) return;
  const SkillReport& first = stream.skill.front();
  page.add("  measured: {} from {}, CRPS {:.2f}; inside 50 % / 90 %: {:.0f} / {:.0f} %\n",
           counted(first.months, "month"), counted(first.origins, "origin"), first.crps_model,
           100 * first.coverage50, 100 * first.coverage90);
  for (const SkillReport& one : stream.skill) {
    page.add("    {} {:<14} CRPS {:>8.2f}, ratio {:.2f}\n", one.ratio < 1.0 ? "beats   " : "loses to",
             one.baseline, one.crps_baseline, one.ratio);
  }
}

// The first months one by one, then every sixth.
void print_forecast(Page& page, const StreamReport& stream) {
  if (stream.incidents.empty()) return;
  page.add("  forecast of four months, then of every sixth\n");
  page.add("    {:<8} {:^39}   {:^15}\n", "", "incidents", "killed");
  page.add("    {:<8} {:>7} {:>7} {:>7} {:>7} {:>7}   {:>7} {:>7}\n", "month", "5 %", "25 %", "50 %", "75 %",
           "95 %", "50 %", "95 %");
  for (std::size_t m = 0; m < stream.incidents.size(); m += m < 3 ? 1 : 6) {
    const MonthForecast& one = stream.incidents[m];
    page.add("    {:<8} {:>7.0f} {:>7.0f} {:>7.0f} {:>7.0f} {:>7.0f}   {:>7.0f} {:>7.0f}\n",
             to_string(one.month), one.q05, one.q25, one.q50, one.q75, one.q95, stream.killed[m].q50,
             stream.killed[m].q95);
  }
}

void print_stream(Page& page, const Mission& mission, const StreamReport& stream) {
  page.add("\n{}\n", name_of_stream(stream));
  if (!stream.counted_by.empty())
    page.add("  one incident is what this counts: {}\n", counting_source(mission, stream));
  page.add("  incidents a month now  {}\n", words(stream.per_month_now, "{:.1f}"));
  page.add("  offspring per incident {}\n", words(stream.branching_ratio));
  if (std::isfinite(stream.own_share.median)) {
    page.add("  shares of the mean:    background {}\n", words(stream.endemic_share));
    page.add("                         own past   {}\n", words(stream.own_share));
    page.add("                         next door  {}\n", words(stream.neighbour_share));
  }
  print_forecast(page, stream);
  print_skill(page, stream);
  for (const StreamNote& note : stream.notes) page.add("  note: {}\n", wording::note_words(stream, note));
}

// The parameter that the chains agree on least.
std::string worst_mixed(const ThreatReport& report) {
  if (!report.fit.worst_parameter) return "";
  const ParameterReport& worst = report.parameters[*report.fit.worst_parameter];
  return fmt::format(" ({}{}{})", worst.name, worst.stream.empty() ? "" : ", ", worst.stream);
}

}  // namespace

std::string threat_text(const Mission& mission, const ThreatReport& report) {
  Page page;
  page.add("{}, as of {}\n", mission.title.empty() ? mission.id : mission.title, to_string(mission.as_of));
  page.add("figures are medians with 90 % intervals; `assumed`: mostly the prior's\n");
  page.add("fit: {} ({}), {} of {} starts agree, condition number {:.0f}\n",
           report.fit.converged ? "converged" : "NOT converged", name_of(report.fit.stop),
           report.fit.starts_agreeing, report.fit.starts, report.fit.condition_number);
  if (report.fit.least_effective > 0.0) {
    page.add("draws: R-hat at most {:.2f}{}, worth at least {:.0f} independent ones{}\n",
             report.fit.worst_r_hat, worst_mixed(report), report.fit.least_effective,
             report.fit.worst_r_hat > kHighRHat ? "; the chains have NOT settled" : "");
  }
  page.add("excitation halves in {} days, its slow part in {} days\n", words(report.fast_half_life_days),
           words(report.slow_half_life_days));
  page.add("penalties, as standard deviations of logarithms: {:g} a half-year's step, {:g} a zone\n",
           report.walk_sd, report.zone_sd);
  if (report.drift_variance_per_year > 0.0) {
    page.add("backgrounds drift on: after a year nine of ten lie within a factor of {:.1f} of today\n",
             maths::exp(1.645 * std::sqrt(report.drift_variance_per_year)));
  }
  for (const StreamReport& stream : report.streams) print_stream(page, mission, stream);
  for (const PatronReport& patron : report.patrons) {
    page.add("\n{}\n  chance of being on now {}\n", patron.name, words(patron.on_now));
    page.add("  days a spell lasts: on {}\n                     off {}\n", words(patron.days_on, "{:.0f}"),
             words(patron.days_off, "{:.0f}"));
    page.add("  seen to turn on {}, off {}\n", counted_times(patron.switches_on_seen),
             counted_times(patron.switches_off_seen));
  }
  std::size_t assumed = 0;
  for (const ParameterReport& parameter : report.parameters) assumed += parameter.estimate.assumed ? 1 : 0;
  page.add("\n{} of {} parameters are assumed: the data took away less than a fifth of the doubt\n", assumed,
           report.parameters.size());
  if (!report.not_used.empty()) {
    page.add("{} totals were not used (overlapping or superseded; --json lists them)\n",
             report.not_used.size());
  }
  return std::move(page).take();
}

}  // namespace handover::terminal
