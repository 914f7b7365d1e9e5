// Page one: the answer in sentences of at most 25 words, what other plans and other dates would cost in
// paired differences (the same scenarios and replications), and what would break it.
#include "brief/say.h"
#include "brief/timeline_words.h"
#include "brief/view_from.h"
#include "brief/words.h"
#include "wording/findings.h"
#include "wording/numbers.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace handover::brief {
namespace {

using timeline::HarmKind;
using timeline::TimelineReport;

constexpr HarmKind kHarms[] = {HarmKind::civilians_killed, HarmKind::civilians_displaced,
                               HarmKind::coalition_deaths, HarmKind::host_force_deaths};
constexpr std::size_t kMostBreaks = 3;

Line published(std::string text, std::vector<Trace> traces = {}) {
  return {.text = std::move(text), .traces = std::move(traces), .audience = Audience::published};
}

std::string share_text(const timeline::Share& share) {
  return hundred_text(share.interval.low, share.interval.high);
}

// Who signs by when, what ends when, and who stays.
Line answer_line(const Mission& mission, const TimelineReport& report, const timeline::MapCell& cell) {
  const Plan* plan = main_plan(report);
  const bool waits = plan == nullptr || plan->signature.waits_for_agreement();
  const Month first =
      plan == nullptr || plan->phases.empty() ? cell.mission_end : plan->phases.front().earliest;
  return published(
      say("first.answer", {{"signed", waits ? "yes" : "no"},
                           {"by", first},
                           {"party", waits ? "" : mission.parties[plan->signature.unilateral->index].name},
                           {"mission", cell.mission_end},
                           {"open", cell.presence_end ? "no" : "yes"},
                           {"presence", cell.presence_end.value_or(cell.mission_end)},
                           {"stay", band_text(cell.residual)}}),
      {"figure:map", "figure:course"});
}

std::vector<Line> answer_lines(const TimelineReport& report) {
  std::vector<Line> lines;
  const timeline::PlanFigures& figures = main_figures(report);
  lines.push_back(published(say("first.kept", {{"share", share_text(figures.joint)}}), {"figure:map"}));
  if (figures.if_signed)
    lines.push_back(
        published(say("first.signature", {{"chance", wording::hundred(figures.if_signed->in_time.value)}}),
                  {"figure:talks"}));
  const auto examined = std::count_if(
      report.map.cells.begin(), report.map.cells.end(),
      [](const timeline::MapCell& cell) { return cell.residual.stated && cell.standing.signable; });
  if (!report.map.plan_given)
    lines.push_back(
        published(say("first.set", {{"members", std::max<std::size_t>(1, report.map.answer_set.size())},
                                    {"examined", examined},
                                    {"margin", wording::hundred(report.map.smallest_difference)}}),
                  {"figure:map"}));
  return lines;
}

const timeline::BaselineEntry* baseline_of(const TimelineReport& report, timeline::BaselineKind kind) {
  for (const timeline::BaselineEntry& one : report.compared.baselines) {
    if (one.title.kind == kind && one.to_chosen && one.to_chosen->harms.size() == timeline::kHarmKinds)
      return &one;
  }
  return nullptr;
}

// A difference as a tag beside its interval: how many more or fewer, or that nothing orders the two.
std::string difference_tag(const timeline::Ordering& ordering) {
  if (!ordering.ordered) return say("brief.timeline.not_ordered_by_evidence");
  const timeline::Difference difference = timeline::difference_of(ordering);
  const std::string range = people_range(difference.low, difference.high);
  return difference.more ? say("brief.timeline.more", {{"range", range}})
                         : say("brief.timeline.fewer", {{"range", range}});
}

charts::DotRow row_of(std::string name, const timeline::Ordering& ordering, double sign) {
  const double a = sign * ordering.interval.low, b = sign * ordering.interval.high;
  timeline::Ordering turned = ordering;
  turned.mean *= sign, turned.interval = {std::min(a, b), std::max(a, b)};
  return {.name = std::move(name),
          .point = turned.mean,
          .low = turned.interval.low,
          .high = turned.interval.high,
          .hollow = !ordering.ordered,
          .tag = difference_tag(turned)};
}

// Staying as today and leaving at once, less the timeline, by one kind of harm.
std::optional<Figure> difference_figure(const TimelineReport& report, HarmKind kind) {
  charts::DotChart chart{.frame = {.title = say("first.difference_in",
                                                {{"harm", capital(wording::harm_words(kind, spoken()))}})}};
  using enum timeline::BaselineKind;
  for (const auto& [kind_of_plan, words] :
       {std::pair{status_quo, say("first.as_today")}, std::pair{immediate_exit, say("first.at_once")}}) {
    const timeline::BaselineEntry* baseline = baseline_of(report, kind_of_plan);
    if (baseline == nullptr) continue;
    chart.rows.push_back(row_of(words, baseline->to_chosen->harms[harm_index(kind)].ordering, 1.0));
  }
  if (chart.rows.empty()) return std::nullopt;
  chart.thresholds = {{0.0, say("first.the_timeline")}};
  return Figure{.id = "difference-" + std::to_string(harm_index(kind)),
                .chart = std::move(chart),
                .width = Width::half,
                .audience = Audience::published};
}

// The same plan at other dates: what each costs in civilian lives against the timeline.
std::optional<Figure> date_figure(const TimelineReport& report, const timeline::MapCell& main) {
  struct Priced {
    timeline::GridCell dates;
    const timeline::Ordering* ordering;
    double sign;
  };
  std::vector<Priced> priced;
  const timeline::GridCell chosen = timeline::dates_of(main);
  const std::size_t killed = harm_index(HarmKind::civilians_killed);
  const auto same = [](const timeline::GridCell& a, const timeline::GridCell& b) {
    return a.mission_end == b.mission_end && a.presence_end == b.presence_end && a.residual == b.residual;
  };
  for (const timeline::PriceEntry& entry : report.compared.price) {
    if (entry.harms.size() <= killed) continue;
    const bool earlier = same(entry.against, chosen);
    const timeline::GridCell& other = earlier ? entry.dates : entry.against;
    if (!(other.residual == chosen.residual)) continue;
    priced.push_back({other, &entry.harms[killed].ordering, earlier ? 1.0 : -1.0});
  }
  if (priced.empty()) return std::nullopt;
  const auto later = [](const std::optional<Month>& month) { return month ? *month : Month{}; };
  std::sort(priced.begin(), priced.end(), [&](const Priced& a, const Priced& b) {
    return std::tuple(a.dates.mission_end, !a.dates.presence_end, later(a.dates.presence_end)) <
           std::tuple(b.dates.mission_end, !b.dates.presence_end, later(b.dates.presence_end));
  });
  constexpr std::size_t kMost = 7;
  charts::DotChart chart{
      .frame = {.title = say("first.date_costs"), .subtitle = say("first.date_costs_how")}};
  for (const Priced& one : priced) {
    if (chart.rows.size() == kMost) break;
    const timeline::MapCell cell{.mission_end = one.dates.mission_end,
                                 .presence_end = one.dates.presence_end};
    chart.rows.push_back(row_of(pair_text(cell), *one.ordering, one.sign));
  }
  chart.thresholds = {{0.0, say("first.the_timeline")}};
  return Figure{.id = "dates", .chart = std::move(chart), .audience = Audience::published};
}

// One short sentence a party, and one for each thing that tells where the plan fails.
Section breaks_of(const TimelineReport& report) {
  Section section{.title = say("first.breaks"), .audience = Audience::published};
  for (const timeline::Break& found : report.failures.breaks) {
    if (section.lines.size() == kMostBreaks) break;
    section.lines.push_back(
        published(say("first.fails", {{"party", capital(wording::break_party_words(report, found, spoken()))},
                                      {"share", wording::hundred(found.discovery.base_rate)}})));
    std::size_t told = 0;
    for (const auto& one : found.discovery.restrictions) {
      if (one.input >= report.failures.inputs.size() || told++ == 2) continue;
      Line line{.text = say("first.where",
                            {{"condition", wording::restrictions_words(std::span(&one, 1),
                                                                       report.failures.inputs, spoken())}}),
                .traces = {"table:assumptions"},
                .audience = audience_of(report, {one.input})};
      // What breaks one party's lines often breaks another's: it is said once.
      const bool said = std::any_of(section.lines.begin(), section.lines.end(),
                                    [&](const Line& other) { return other.text == line.text; });
      if (!said) section.lines.push_back(std::move(line));
    }
  }
  if (!report.failures.information.empty() && report.failures.information.front().matters() &&
      report.failures.information.front().input < report.failures.inputs.size()) {
    const std::size_t input = report.failures.information.front().input;
    section.lines.push_back(
        {.text =
             say("first.find_out", {{"what", wording::input_words(report.failures.inputs[input], spoken())}}),
         .traces = {"table:information"},
         .audience = audience_of(report, {input})});
  }
  return section;
}

}  // namespace

void add_first_page(const Mission& mission, const TimelineReport* report, View& view) {
  const auto best = report == nullptr ? std::nullopt : main_cell(*report);
  if (!best) return;
  if (!report->map.chosen && !report->map.plan_given) {
    view.short_answer = published(say("answer.nothing_signed_in_time"), {"figure:map"});
  } else {
    const timeline::MapCell& cell = report->map.cells[*best];
    const bool drawn = main_plan(*report) != nullptr, talks = !view.talks.figures.empty();
    view.short_answer = answer_line(mission, *report, cell);
    view.short_lines = answer_lines(*report);
    for (Line* line : {&*view.short_answer, view.short_lines.size() > 1 ? &view.short_lines[1] : nullptr}) {
      if (line == nullptr) continue;
      std::erase_if(line->traces, [&](const Trace& trace) {
        return (trace == "figure:course" && !drawn) || (trace == "figure:talks" && !talks);
      });
    }
    if (auto dates = date_figure(*report, cell)) view.differences.figures.push_back(std::move(*dates));
  }
  view.differences.title = say("first.differences");
  for (const HarmKind kind : kHarms) {
    if (auto figure = difference_figure(*report, kind))
      view.differences.figures.push_back(std::move(*figure));
  }
  if (!view.differences.figures.empty()) view.differences.lines.push_back(published(say("first.paired")));
  view.short_breaks = breaks_of(*report);
}

}  // namespace handover::brief
