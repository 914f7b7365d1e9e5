// What each side can truthfully say about the timeline, and what it cannot: read off the results, each number
// with its trace.
#include "brief/say.h"
#include "brief/timeline_words.h"
#include "brief/view_from.h"
#include "brief/words.h"
#include "wording/findings.h"
#include "wording/plans.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::brief {
namespace {

using timeline::BaselineKind;
using timeline::HarmKind;
using timeline::PlanFigures;
using timeline::TimelineReport;

const std::vector<Trace> kCourse = {"figure:course"};
const std::vector<Trace> kMapAndCourse = {"figure:map", "figure:course"};
const std::vector<Trace> kPrice = {"table:price"};

const PlanFigures* baseline(const TimelineReport& report, BaselineKind kind) {
  for (const auto& one : report.compared.baselines) {
    if (one.title.kind == kind) return &one.figures;
  }
  return nullptr;
}

std::string baseline_words(BaselineKind kind) {
  return kind == BaselineKind::status_quo ? say("plan.status_quo") : say("plan.immediate_exit");
}

// Who fares how beside a baseline, or that the evidence does not say.
std::optional<Line> compared(const TimelineReport& report, HarmKind kind, const std::string& whom,
                             BaselineKind beside) {
  const PlanFigures* other = baseline(report, beside);
  const PlanFigures& ours = main_figures(report);
  const std::size_t index = harm_index(kind);
  if (other == nullptr || index >= ours.harm.size() || index >= other->harm.size()) return std::nullopt;
  const auto &mine = ours.harm[index], &theirs = other->harm[index];
  const std::string figures =
      say("brief.claims.range_over_scenarios_there",
          {{"mine", people_range(mine.low, mine.high)}, {"theirs", people_range(theirs.low, theirs.high)}});
  if (mine.interval.high < theirs.interval.low) {
    return Line{.text = say("brief.claims.on_average_over_scenarios_fewer",
                            {{"whom", whom}, {"name", baseline_words(beside)}, {"figures", figures}}),
                .traces = kPrice,
                .audience = Audience::published};
  }
  if (mine.interval.low > theirs.interval.high) {
    return Line{.text = say("brief.claims.that_fewer_than_under_on",
                            {{"whom", whom}, {"name", baseline_words(beside)}, {"figures", figures}}),
                .traces = kPrice,
                .audience = Audience::published,
                .label = say("word.not")};
  }
  return Line{.text = say("brief.claims.that_fewer_or_more_than",
                          {{"whom", whom}, {"name", baseline_words(beside)}, {"figures", figures}}),
              .traces = kPrice,
              .audience = Audience::published,
              .label = say("word.not")};
}

struct Gates {
  std::size_t steps = 0, conditional = 0, forced = 0;  // forced: go through on a date whatever the conditions
};
Gates gates_of(const Plan& plan) {
  Gates gates;
  for (const Phase& phase : plan.phases) {
    ++gates.steps;
    const bool conditional = waits_for_conditions(phase.gate);
    gates.conditional += conditional;
    gates.forced += !conditional || phase.gate.latest.has_value();
  }
  return gates;
}

std::optional<Line> conditions_line(const Plan& plan) {
  const Gates gates = gates_of(plan);
  if (gates.steps == 0) return std::nullopt;
  if (gates.forced == 0) {
    return Line{.text = say("brief.claims.all_steps_wait_for_conditions", {{"steps", gates.steps}}),
                .traces = kCourse,
                .audience = Audience::published};
  }
  if (gates.conditional == 0) {
    return Line{.text = say("brief.claims.that_this_conditions_based_none", {{"steps", gates.steps}}),
                .traces = kCourse,
                .audience = Audience::published,
                .label = say("word.not")};
  }
  return Line{.text = say("brief.claims.that_every_step_waits_for",
                          {{"forced", gates.forced}, {"steps", gates.steps}}),
              .traces = kCourse,
              .audience = Audience::published,
              .label = say("word.not")};
}

// The planned end of the last presence, over the headline's band.
std::string presence_words(const timeline::Headline& headline) {
  return headline.presence_end ? say("brief.claims.planned_to_end",
                                     {{"when", wording::month_band_words(*headline.presence_end, spoken())}})
                               : say("brief.claims.lasts_past_horizon");
}

std::optional<Line> own_lines(const TimelineReport& report, const Mission& mission, Side side) {
  const PlanFigures& figures = main_figures(report);
  Line line{.traces = {"figure:map"}, .audience = Audience::published};
  std::vector<std::string> parties;
  for (std::size_t p = 0;
       p < report.parties.size() && p < mission.parties.size() && p < figures.by_party.size(); ++p) {
    if (mission.parties[p].side != side || !report.parties[p].decides) continue;
    parties.push_back(
        say("brief.claims.by_its_own_rule_lines",
            {{"party", report.parties[p].name}, {"interval", scenarios_text(figures.by_party[p].interval)}}));
  }
  if (parties.empty()) return std::nullopt;
  line.text = say("sentence", {{"words", parts_text(parties)}});
  return line;
}

// The whole band, as the answer has it: one month of it would promise what the evidence does not hold.
std::string planned_end(const TimelineReport& report) {
  const timeline::Headline headline = timeline::headline_of(report).value();
  const Band& stay = report.map.cells[headline.best].residual;
  const std::string end = wording::month_band_words(headline.mission_end, spoken());
  if (stay.stated && stay.high <= 0) {
    return say("brief.claims.mission_planned_to_end_last",
               {{"end", end}, {"headline", presence_words(headline)}});
  }
  return say("brief.claims.mission_planned_to_pass_into",
             {{"end", end}, {"stay", band_text(stay)}, {"headline", presence_words(headline)}});
}

void put(Section& section, std::optional<Line> line) {
  if (line) section.lines.push_back(std::move(*line));
}

void coalition_claims(const Mission& mission, const TimelineReport& report, const Plan& plan, View& view) {
  Section& says = view.coalition_says;
  put(says, Line{.text = planned_end(report), .traces = kMapAndCourse, .audience = Audience::published});
  put(says, conditions_line(plan));
  put(says, compared(report, HarmKind::civilians_killed, say("brief.claims.civilians_killed"),
                     BaselineKind::immediate_exit));
  put(says, compared(report, HarmKind::coalition_deaths, say("brief.claims.our_people_killed"),
                     BaselineKind::status_quo));
  put(says, own_lines(report, mission, Side::coalition));
}

void host_claims(const Mission& mission, const TimelineReport& report, View& view) {
  const timeline::Headline headline = timeline::headline_of(report).value();
  const auto& cell = report.map.cells[headline.best];
  const std::string end = wording::month_band_words(headline.mission_end, spoken());
  Section& says = view.host_says;
  put(says, Line{.text = say("brief.claims.mission_to_end", {{"when", end}}),
                 .traces = kMapAndCourse,
                 .audience = Audience::published});
  const bool later = !cell.presence_end || *cell.presence_end > cell.mission_end;
  if (later) {
    put(says,
        Line{.text = say("brief.claims.that_foreign_forces_leave_with",
                         {{"headline", presence_words(headline)}, {"residual", band_text(cell.residual)}}),
             .traces = kMapAndCourse,
             .audience = Audience::published,
             .label = say("word.not")});
  } else {
    put(says, Line{.text = say("brief.claims.no_foreign_presence_outlasts_mission"),
                   .traces = kCourse,
                   .audience = Audience::published});
  }
  put(says, compared(report, HarmKind::civilians_killed, say("brief.claims.civilians_killed"),
                     BaselineKind::status_quo));
  put(says, compared(report, HarmKind::host_force_deaths, say("brief.claims.our_forces_killed"),
                     BaselineKind::immediate_exit));
  put(says, own_lines(report, mission, Side::host));
}

}  // namespace

void add_claims(const Mission& mission, const TimelineReport* report, View& view) {
  view.coalition_says.title = say("brief.claims.can_say", {{"party", view.coalition_name}});
  view.host_says.title = say("brief.claims.can_say", {{"party", view.host_name}});
  const Plan* plan = report == nullptr ? nullptr : main_plan(*report);
  if (plan == nullptr) {
    view.coalition_says.verdict = view.host_says.verdict = not_assessed();
    return;
  }
  coalition_claims(mission, *report, *plan, view);
  host_claims(mission, *report, view);
}

}  // namespace handover::brief
