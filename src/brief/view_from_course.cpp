// The timeline drawn, and its gate cards.
#include "brief/say.h"
#include "brief/timeline_words.h"
#include "brief/view_from.h"
#include "brief/words.h"
#include "wording/findings.h"
#include "wording/plans.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::brief {
namespace {

using timeline::GateCard;
using timeline::TimelineReport;

constexpr std::size_t kWarnings = 2;  // on a card: the weightiest

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
  charts::GanttChart chart{.frame = {.title = say("brief.course.timeline_mission_and_presence_two"),
                                     .subtitle = say("brief.course.bars_planned_numbered_diamonds_gates")}};
  const double now = charts::date_position(mission.as_of);
  const double horizon = charts::month_position(plus_months(month_of(mission.as_of), mission.horizon_months));
  chart.low = now, chart.high = horizon;
  charts::GanttRow mission_row{
      .name = say("brief.course.mission"), .start = now, .look = 0, .label = say("brief.course.no_end")};
  mission_row.end = plan.mission_end ? charts::month_position(*plan.mission_end) : horizon;
  if (plan.mission_end) mission_row.label = say("brief.course.planned_end", {{"month", *plan.mission_end}});
  std::vector<charts::GanttRow> rows;
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    const auto end = r < plan.presence_end.size() ? plan.presence_end[r] : std::nullopt;
    rows.push_back({.name = say("brief.course.presence", {{"region", mission.regions[r].name}}),
                    .start = now,
                    .end = end ? charts::month_position(*end) : horizon,
                    .look = 1,
                    .label = end ? say("brief.course.planned_end", {{"month", *end}}) : ""});
  }
  Posture before = posture_today(mission);
  for (std::size_t k = 0; k < plan.phases.size(); ++k) {
    const Phase& phase = plan.phases[k];
    const charts::Mark gate{charts::month_position(phase.earliest),
                            figure_text(static_cast<double>(k + 1), 0)};
    const auto passed = k < report.conduct.gate_cards.size()
                            ? passed_range(mission, report.conduct.gate_cards[k])
                            : PassedRange{};
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

std::string region_name(const Mission& mission, std::size_t region) {
  return mission.regions[region].name;
}

// What a step does, by region: no site is named, so that both sides may hold it.
std::string step_by_region(const Mission& mission, const Posture& before, const Posture& after) {
  std::vector<std::string> parts;
  if (timeline::ends_mission(before, after)) parts.push_back(say("brief.course.mission_ends"));
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    if (same_in_region(mission, before, after, r)) continue;
    const int from = r < before.troops.size() ? static_cast<int>(before.troops[r].value) : 0;
    const int to = r < after.troops.size() ? static_cast<int>(after.troops[r].value) : 0;
    const auto closing = [&](std::size_t s) {
      return mission.sites[s].region.index == r && s < before.site_open.size() &&
             s < after.site_open.size() && before.site_open[s] && !after.site_open[s];
    };
    std::size_t closed = 0;
    for (std::size_t s = 0; s < mission.sites.size(); ++s) closed += closing(s) ? 1U : 0U;
    const std::string region = region_name(mission, r);
    if (from > 0 && to == 0)
      parts.push_back(say("brief.course.is_left", {{"region", region}}));
    else if (from != to)
      parts.push_back(say("brief.course.goes_from_to_troops",
                          {{"region", region}, {"from", Rounded{1.0 * from}}, {"to", Rounded{1.0 * to}}}));
    else if (closed > 0)
      parts.push_back(say("brief.course.sites_close", {{"region", region}, {"count", closed}}));
    else
      parts.push_back(say("brief.course.passes_under_another_label", {{"region", region}}));
  }
  return parts.empty() ? say("brief.course.tasks_pass_to_host") : parts_text(parts);
}

// The sites that close, by name: each side's own.
std::string sites_closed(const Mission& mission, const Posture& before, const Posture& after) {
  std::vector<std::string> names;
  for (std::size_t s = 0; s < mission.sites.size(); ++s) {
    if (s < before.site_open.size() && s < after.site_open.size() && before.site_open[s] &&
        !after.site_open[s])
      names.push_back(mission.sites[s].name);
  }
  return names.empty() ? "" : say("brief.course.closes", {{"sites", names}});
}

// What a condition looks at, without the figure it turns on.
std::string subject_of(const Mission& mission, const Condition& condition) {
  const auto name = [&](const auto& list) {
    return condition.subject < list.size() ? list[condition.subject].name : std::string{};
  };
  switch (condition.what) {
    case Observable::attacks_per_month:
      return say("brief.course.level_of", {{"stream", name(mission.streams)}});
    case Observable::coalition_deaths_90_days:
      return say("brief.course.deaths_coalition_s_personnel");
    case Observable::function_stands_alone:
      return say("brief.course.how_stands", {{"function", name(mission.functions)}});
    case Observable::talks_agreed:
      return say("brief.course.state_talks");
    case Observable::regime_off_days:
      return say("brief.course.how_long_armed_groups_have");
    case Observable::months_since_previous_phase:
      return say("brief.course.time_since_step_before");
    case Observable::always:
      break;
  }
  return "";
}

// For the table of both sides: that a step can be put back and over what, not at which figure.
std::string reversal_in_neutral_words(const Mission& mission, const Gate& gate) {
  std::vector<std::string> subjects;
  for (const Condition& condition : gate.reverses) {
    const std::string subject = subject_of(mission, condition);
    if (!subject.empty() && std::find(subjects.begin(), subjects.end(), subject) == subjects.end())
      subjects.push_back(subject);
  }
  return subjects.empty() ? "" : say("brief.course.at_review", {{"subjects", subjects}});
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

std::optional<Line> passed_line(const Mission& mission, const GateCard& card, const Phase& phase) {
  // Half a year after the planned month, or at the horizon.
  const int months = std::max(1, months_between(month_of(mission.as_of), phase.earliest) + 6);
  const auto index = std::min(card.passed_by_month.size(), static_cast<std::size_t>(months));
  if (index == 0) return std::nullopt;
  const auto& passed = card.passed_by_month[index - 1];
  return Line{.text = say("brief.course.passed_by",
                          {{"month", plus_months(month_of(mission.as_of), static_cast<int>(index))},
                           {"share", hundred_text(passed.interval.low, passed.interval.high)}}),
              .traces = {"figure:course"},
              .audience = Audience::published,
              .label = say("brief.course.passed")};
}

// Who takes each task over at this step, and how sure it is that they can.
std::optional<Line> takes_over(const Mission& mission, const timeline::HostAbility& ability,
                               const Posture& before, const Phase& phase) {
  std::vector<std::string> parts;
  for (std::size_t t = 0; t < mission.tasks.size() && t < phase.after.provider.size(); ++t) {
    if (t < before.provider.size() && before.provider[t] == phase.after.provider[t]) continue;
    const auto alone = timeline::receiver_alone(mission, ability, phase, t);
    parts.push_back(
        say("course.takes_over", {{"task", mission.tasks[t].name},
                                  {"receiver", wording::receiver_words(mission, phase, t, spoken())},
                                  {"judged", alone ? "yes" : "no"},
                                  {"chance", std::llround(100.0 * alone.value_or(0.0))}}));
  }
  if (parts.empty()) return std::nullopt;
  return Line{.text = parts_text(parts),
              .traces = {"figure:course"},
              .audience = Audience::joint,
              .label = say("course.takes_over_label")};
}

Card card_of(const Mission& mission, const TimelineReport& report, const Phase& phase, const Posture& before,
             std::size_t number) {
  const GateCard& gate = report.conduct.gate_cards[number - 1];
  const std::string published = say("brief.course.step", {{"number", number}});
  const std::string by_region = step_by_region(mission, before, phase.after);
  Card card{.label = figure_text(static_cast<double>(number), 0),
            .title = {.text = gate.phase.empty() ? published : gate.phase,
                      .audience = Audience::own_side,
                      .instead = {{capital(by_region), Audience::joint}, {published, Audience::published}}},
            .audience = Audience::published};
  const std::string closed = sites_closed(mission, before, phase.after);
  card.lines.push_back({.text = parts_text({by_region, closed}),
                        .traces = {"figure:course"},
                        .audience = Audience::own_side,
                        .label = say("brief.course.then")});
  const std::string when = parts_text(
      {say("brief.course.not_before", {{"month", phase.earliest}}),
       !waits_for_conditions(phase.gate) ? say("brief.course.goes_through_on_its_date")
       : phase.gate.latest               ? say("brief.course.whatever", {{"month", *phase.gate.latest}})
                                         : say("brief.course.waits_for_its_conditions"),
       say("brief.course.reviews", {{"owner", gate.owner}, {"days", phase.gate.review_every.value}})});
  card.lines.push_back({.text = when,
                        .traces = {"figure:course"},
                        .audience = Audience::published,
                        .label = say("brief.course.when")});
  card.lines.push_back({.text = parts_text(wording::gate_words(gate, wording::Measure::left_out, spoken())),
                        .traces = sources_of(mission, phase.gate.all_of),
                        .audience = Audience::published,
                        .label = say("brief.course.if")});
  if (auto line = takes_over(mission, report.conduct.ability, before, phase))
    card.lines.push_back(std::move(*line));
  std::size_t warned = 0;
  for (const timeline::PlanWarning& warning : report.conduct.plan_warnings) {
    if (warning.phase + 1 != number || warned == kWarnings) continue;
    ++warned;
    card.lines.push_back({.text = wording::plan_warning_words(mission, warning, spoken()),
                          .traces = {"figure:course"},
                          .audience = Audience::own_side,
                          .label = say("course.warning")});
  }
  if (!gate.reverses.empty()) {
    card.lines.push_back(
        {.text = parts_text(wording::reversal_words(gate, wording::Measure::left_out, spoken())),
         .traces = sources_of(mission, phase.gate.reverses),
         .audience = Audience::own_side,
         .label = say("brief.course.back_if")});
  }
  if (const std::string words = reversal_in_neutral_words(mission, phase.gate); !words.empty())
    card.lines.push_back(
        {.text = words, .audience = Audience::joint, .label = say("brief.course.can_be_put_back")});
  if (const auto passed = passed_line(mission, gate, phase)) card.lines.push_back(*passed);
  const Interval &passing = gate.passing_was_mistake.interval, &holding = gate.holding_was_mistake.interval;
  if (passing.high > 0.0 || holding.high > 0.0) {
    card.lines.push_back({.text = say("brief.course.passing_holding_six_months_replications",
                                      {{"passing", hundred_text(passing.low, passing.high)},
                                       {"holding", hundred_text(holding.low, holding.high)}}),
                          .audience = Audience::own_side,
                          .label = say("brief.course.mistake")});
  }
  if (gate.evidence_age_days && *gate.evidence_age_days > 90) {
    card.lines.push_back(
        {.text = say("brief.course.oldest_series_it_looks_at", {{"months", *gate.evidence_age_days / 30}}),
         .audience = Audience::published,
         .label = say("brief.course.evidence")});
  }
  return card;
}

}  // namespace

void add_course(const Mission& mission, const TimelineReport* report, View& view) {
  if (report == nullptr) return;
  const Plan* plan = main_plan(*report);
  if (plan == nullptr) return;
  view.timeline.figures.push_back(
      {.id = "course", .chart = course_chart(mission, *report, *plan), .audience = Audience::published});
  const std::size_t count = std::min(report->conduct.gate_cards.size(), plan->phases.size());
  Posture before = posture_today(mission);
  for (std::size_t k = 0; k < count; ++k) {
    view.timeline.cards.push_back(card_of(mission, *report, plan->phases[k], before, k + 1));
    before = plan->phases[k].after;
  }
}

}  // namespace handover::brief
