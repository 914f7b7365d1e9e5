// What each side can truthfully say about the timeline, and what it cannot: read off the results, each number
// with its trace.
#include "brief/timeline_words.h"
#include "brief/view_from.h"
#include "brief/words.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::brief {
namespace {

using timeline::HarmKind;
using timeline::PlanFigures;
using timeline::TimelineReport;

const std::vector<Trace> kCourse = {"figure:course"};
const std::vector<Trace> kMapAndCourse = {"figure:map", "figure:course"};
const std::vector<Trace> kPrice = {"table:price"};

const PlanFigures* baseline(const TimelineReport& report, const std::string& name) {
  for (const auto& one : report.baselines) {
    if (one.name.starts_with(name)) return &one.figures;  // names bear their dates
  }
  return nullptr;
}

// Who fares how beside a baseline, or that the evidence does not say.
std::optional<Line> compared(const TimelineReport& report, HarmKind kind, const std::string& whom,
                             const std::string& name) {
  const PlanFigures* other = baseline(report, name);
  const PlanFigures& ours = main_figures(report);
  const std::size_t index = harm_index(kind);
  if (other == nullptr || index >= ours.harm.size() || index >= other->harm.size()) return std::nullopt;
  const auto &mine = ours.harm[index], &theirs = other->harm[index];
  const std::string figures =
      fmt::format(" (range over scenarios {}, there {})", people_range(mine.low, mine.high),
                  people_range(theirs.low, theirs.high));
  if (mine.interval.high < theirs.interval.low) {
    return Line{
        .text = fmt::format("On average over the scenarios fewer {} than under {}{}.", whom, name, figures),
        .traces = kPrice,
        .audience = Audience::published};
  }
  if (mine.interval.low > theirs.interval.high) {
    return Line{
        .text = fmt::format("that fewer {} than under {}: on average there are more{}.", whom, name, figures),
        .traces = kPrice,
        .audience = Audience::published,
        .label = "Not:"};
  }
  return Line{
      .text = fmt::format("that fewer or more {} than under {}: the evidence does not order the two{}.", whom,
                          name, figures),
      .traces = kPrice,
      .audience = Audience::published,
      .label = "Not:"};
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
    return Line{
        .text = fmt::format("All {} steps wait for conditions that both sides can measure.", gates.steps),
        .traces = kCourse,
        .audience = Audience::published};
  }
  if (gates.conditional == 0) {
    return Line{
        .text = fmt::format("that this is conditions-based: none of the {} steps waits for a condition.",
                            gates.steps),
        .traces = kCourse,
        .audience = Audience::published,
        .label = "Not:"};
  }
  return Line{
      .text = fmt::format(
          "that every step waits for its conditions: {} of {} go through on a date whatever they are.",
          gates.forced, gates.steps),
      .traces = kCourse,
      .audience = Audience::published,
      .label = "Not:"};
}

// The planned end of the last presence, over the headline's band.
std::string presence_words(const timeline::Headline& headline) {
  return headline.presence_end
             ? "is planned to end " + timeline::words_of(*headline.presence_end, page_words())
             : std::string("lasts past the horizon");
}

std::optional<Line> own_lines(const TimelineReport& report, const Mission& mission, Side side) {
  const PlanFigures& figures = main_figures(report);
  Line line{.traces = {"figure:map"}, .audience = Audience::published};
  for (std::size_t p = 0;
       p < report.parties.size() && p < mission.parties.size() && p < figures.by_party.size(); ++p) {
    if (mission.parties[p].side != side || !report.parties[p].decides) continue;
    line.text += fmt::format("{}{}: by its own rule the lines hold in {}", line.text.empty() ? "" : "; ",
                             report.parties[p].name, scenarios_text(figures.by_party[p].interval));
  }
  if (line.text.empty()) return std::nullopt;
  line.text += ".";
  return line;
}

// The whole band, as the answer has it: one month of it would promise what the evidence does not hold.
std::string planned_end(const TimelineReport& report) {
  const timeline::Headline headline = timeline::headline_of(report).value();
  const Band& stay = report.agreement_map[headline.best].residual;
  const std::string end = timeline::words_of(headline.mission_end, page_words());
  if (stay.stated && stay.high <= 0) {
    return fmt::format("The mission is planned to end {}; the last presence {}, and nobody stays after it.",
                       end, presence_words(headline));
  }
  return fmt::format(
      "The mission is planned to pass into a bilateral relationship {}; {}, and the last presence {}.", end,
      band_text(stay), presence_words(headline));
}

void put(Section& section, std::optional<Line> line) {
  if (line) section.lines.push_back(std::move(*line));
}

void coalition_claims(const Mission& mission, const TimelineReport& report, const Plan& plan, View& view) {
  Section& says = view.coalition_says;
  put(says, Line{.text = planned_end(report), .traces = kMapAndCourse, .audience = Audience::published});
  put(says, conditions_line(plan));
  put(says, compared(report, HarmKind::civilians_killed, "civilians are killed", "immediate exit"));
  put(says, compared(report, HarmKind::coalition_deaths, "of our people are killed", "status quo"));
  put(says, own_lines(report, mission, Side::coalition));
}

void host_claims(const Mission& mission, const TimelineReport& report, View& view) {
  const timeline::Headline headline = timeline::headline_of(report).value();
  const auto& cell = report.agreement_map[headline.best];
  const std::string end = timeline::words_of(headline.mission_end, page_words());
  Section& says = view.host_says;
  put(says, Line{.text = "The coalition's mission is planned to end " + end + ".",
                 .traces = kMapAndCourse,
                 .audience = Audience::published});
  const bool later = !cell.presence_end || *cell.presence_end > cell.mission_end;
  if (later) {
    put(says,
        Line{.text = fmt::format("that foreign forces leave with the mission: the last presence {}; {}.",
                                 presence_words(headline), band_text(cell.residual)),
             .traces = kMapAndCourse,
             .audience = Audience::published,
             .label = "Not:"});
  } else {
    put(says, Line{.text = "No foreign presence outlasts the mission: both are planned to end together.",
                   .traces = kCourse,
                   .audience = Audience::published});
  }
  put(says, compared(report, HarmKind::civilians_killed, "civilians are killed", "status quo"));
  put(says, compared(report, HarmKind::host_force_deaths, "of our forces are killed", "immediate exit"));
  put(says, own_lines(report, mission, Side::host));
}

}  // namespace

void add_claims(const Mission& mission, const TimelineReport* report, View& view) {
  view.coalition_says.title = "What " + view.coalition_name + " can truthfully say";
  view.host_says.title = "What " + view.host_name + " can truthfully say";
  const Plan* plan = report == nullptr ? nullptr : main_plan(*report);
  if (plan == nullptr) {
    view.coalition_says.verdict = view.host_says.verdict = not_assessed();
    return;
  }
  coalition_claims(mission, *report, *plan, view);
  host_claims(mission, *report, view);
}

}  // namespace handover::brief
