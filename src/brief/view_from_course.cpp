// The timeline drawn, and its gate cards.
#include "brief/timeline_words.h"
#include "brief/view_from.h"
#include "brief/words.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::brief {
namespace {

using timeline::GateCard;
using timeline::TimelineReport;

// Months in which the mean chance of having passed first reaches a tenth and nine tenths.
struct PassedRange {
  std::optional<double> low, high;
};
PassedRange passed_range(const Mission& mission, const GateCard& card) {
  PassedRange range;
  const double now = charts::month_position(month_of(mission.as_of));
  for (std::size_t m = 0; m < card.passed_by_month.size(); ++m) {
    const double at = now + static_cast<double>(m) + 1.0;
    if (!range.low && card.passed_by_month[m].mean >= 0.1) range.low = at;
    if (!range.high && card.passed_by_month[m].mean >= 0.9) range.high = at;
  }
  if (range.low && !range.high) range.high = now + static_cast<double>(card.passed_by_month.size());
  return range;
}

bool region_left(const Phase& phase, std::size_t region) {
  const bool nobody = region < phase.after.troops.size() && phase.after.troops[region].value == 0;
  const bool no_label = region < phase.after.label.size() && phase.after.label[region] == Label::none;
  return nobody || no_label;
}

bool same_in_region(const Mission& mission, const Posture& a, const Posture& b, std::size_t region) {
  const auto equal = [&](const auto& x, const auto& y) {
    return region >= x.size() || region >= y.size() || x[region] == y[region];
  };
  if (!equal(a.troops, b.troops) || !equal(a.label, b.label)) return false;
  for (std::size_t s = 0; s < mission.sites.size(); ++s) {
    if (mission.sites[s].region.index != region || s >= a.site_open.size() || s >= b.site_open.size())
      continue;
    if (a.site_open[s] != b.site_open[s]) return false;
  }
  return true;
}

// One row for the mission, one for the presence of each region; numbered diamonds stand on the rows they
// change.
charts::GanttChart course_chart(const Mission& mission, const TimelineReport& report, const Plan& plan) {
  charts::GanttChart chart{.frame = {.title = "The timeline: mission and presence are two dates",
                                     .subtitle =
                                         "Bars: planned. Numbered diamonds: gates. Thin lines: from "
                                         "10 to 90 of 100 simulated replications the gate is passed"}};
  const double now = charts::date_position(mission.as_of);
  const double horizon = charts::month_position(plus_months(month_of(mission.as_of), mission.horizon_months));
  chart.low = now, chart.high = horizon;
  charts::GanttRow mission_row{.name = "Mission", .start = now, .look = 0, .label = "no end planned"};
  mission_row.end = plan.mission_end ? charts::month_position(*plan.mission_end) : horizon;
  if (plan.mission_end) mission_row.label = "planned end " + month_text(*plan.mission_end);
  std::vector<charts::GanttRow> rows;
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    const auto end = r < plan.presence_end.size() ? plan.presence_end[r] : std::nullopt;
    rows.push_back({.name = "Presence, " + mission.regions[r].name,
                    .start = now,
                    .end = end ? charts::month_position(*end) : horizon,
                    .look = 1,
                    .label = end ? "planned end " + month_text(*end) : ""});
  }
  Posture before = posture_today(mission);
  for (std::size_t k = 0; k < plan.phases.size(); ++k) {
    const Phase& phase = plan.phases[k];
    const charts::Mark gate{charts::month_position(phase.earliest), fmt::format("{}", k + 1)};
    const auto passed =
        k < report.gate_cards.size() ? passed_range(mission, report.gate_cards[k]) : PassedRange{};
    const auto put = [&](charts::GanttRow& row, bool is_end) {
      row.gates.push_back(gate);
      if (is_end) row.slip_low = passed.low, row.slip_high = passed.high;
    };
    if (timeline::ends_mission(before, phase.after)) put(mission_row, true);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (!same_in_region(mission, before, phase.after, r)) put(rows[r], region_left(phase, r));
    }
    before = phase.after;
  }
  chart.rows.push_back(std::move(mission_row));
  chart.rows.insert(chart.rows.end(), rows.begin(), rows.end());
  for (const CalendarDay& day : mission.calendar) {
    const bool ahead = day.known.from > mission.as_of && charts::date_position(day.known.from) < horizon;
    if (ahead && chart.marks.size() < 4 && day.kind != CalendarKind::anniversary) {
      chart.marks.push_back({charts::date_position(day.known.from), day.name});
    }
  }
  return chart;
}

std::string without_measure(const std::string& words) {
  const std::size_t at = words.find(" (measured by");
  return at == std::string::npos ? words : words.substr(0, at);
}

std::vector<Trace> sources_of(const Mission& mission, const std::vector<Condition>& conditions) {
  std::vector<Trace> traces;
  for (const Condition& condition : conditions) {
    const auto known = std::any_of(mission.sources.begin(), mission.sources.end(),
                                   [&](const Source& source) { return source.id == condition.source; });
    const Trace trace = "source:" + condition.source;
    if (known && std::find(traces.begin(), traces.end(), trace) == traces.end()) traces.push_back(trace);
  }
  return traces;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& one : words) all += (all.empty() ? "" : "; ") + without_measure(one);
  return all;
}

Line passed_line(const Mission& mission, const GateCard& card, const Phase& phase) {
  // Half a year after the planned month, or at the horizon.
  const int months = std::max(1, months_between(month_of(mission.as_of), phase.earliest) + 6);
  const auto index = std::min(card.passed_by_month.size(), static_cast<std::size_t>(months));
  if (index == 0) return {};
  const auto& passed = card.passed_by_month[index - 1];
  return {.text = fmt::format("by {} in {} replications",
                              month_text(plus_months(month_of(mission.as_of), static_cast<int>(index))),
                              hundred_text(passed.interval.low, passed.interval.high)),
          .traces = {"figure:course"},
          .label = "Passed"};
}

Card card_of(const Mission& mission, const GateCard& gate, const Phase& phase, std::size_t number) {
  Card card{.label = fmt::format("{}", number)};
  const std::string published = fmt::format("Step {}", number);
  card.title = {.text = gate.phase.empty() ? published : gate.phase,
                .reveals = Reveals::site_month,
                .published = published};
  std::string when = "not before " + month_text(phase.earliest);
  if (!waits_for_conditions(phase.gate))
    when += "; goes through on its date";
  else if (phase.gate.latest)
    when += "; goes through in " + month_text(*phase.gate.latest) + " whatever the conditions";
  else
    when += "; waits for its conditions";
  when += fmt::format("; {} reviews every {} days", gate.owner, phase.gate.review_every.value);
  card.lines.push_back({.text = when, .traces = {"figure:course"}, .label = "When"});
  card.lines.push_back(
      {.text = joined(gate.conditions), .traces = sources_of(mission, phase.gate.all_of), .label = "If"});
  if (!gate.reverses.empty()) {
    card.lines.push_back({.text = joined(gate.reverses),
                          .traces = sources_of(mission, phase.gate.reverses),
                          .reveals = Reveals::reversal,
                          .label = "Back if"});
  }
  if (const Line passed = passed_line(mission, gate, phase); !passed.text.empty())
    card.lines.push_back(passed);
  const Interval &passing = gate.passing_was_mistake.interval, &holding = gate.holding_was_mistake.interval;
  if (passing.high > 0.0 || holding.high > 0.0) {
    card.lines.push_back({.text = fmt::format("passing in {}, holding six months in {} replications",
                                              hundred_text(passing.low, passing.high),
                                              hundred_text(holding.low, holding.high)),
                          .reveals = Reveals::red_line,
                          .label = "A mistake:"});
  }
  if (gate.evidence_age_days && *gate.evidence_age_days > 90) {
    card.lines.push_back(
        {.text = fmt::format("oldest series it looks at: {} months", *gate.evidence_age_days / 30),
         .label = "Evidence"});
  }
  return card;
}

}  // namespace

void add_course(const Mission& mission, const TimelineReport* report, View& view) {
  if (report == nullptr) return;
  const Plan* plan = main_plan(*report);
  if (plan == nullptr) return;
  view.timeline.figures.push_back({.id = "course", .chart = course_chart(mission, *report, *plan)});
  const std::size_t count = std::min(report->gate_cards.size(), plan->phases.size());
  for (std::size_t k = 0; k < count; ++k) {
    view.timeline.cards.push_back(card_of(mission, report->gate_cards[k], plan->phases[k], k + 1));
  }
}

}  // namespace handover::brief
