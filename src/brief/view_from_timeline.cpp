// The agreement map, the price of each pair of dates, the timeline with its gates.
#include "brief/agreement_chart.h"
#include "brief/say.h"
#include "brief/timeline_words.h"
#include "brief/view_from.h"
#include "brief/words.h"
#include "wording/findings.h"
#include "wording/plans.h"
#include "wording/timeline.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::brief {
namespace {

using timeline::HarmKind;
using timeline::MapCell;
using timeline::PlanFigures;
using timeline::TimelineReport;

// The answer as the terminal has it too; the board of red lines and what the answer owes to each of them are
// not for it: they stand in the own side's edition.
void put_answer(const Mission& mission, const TimelineReport& report, View& view) {
  const wording::AnswerWords words = wording::answer_words(mission, report, spoken());
  view.answer = {
      .text = words.answer, .traces = {"figure:map", "table:price"}, .audience = Audience::published};
  const auto put = [&](const std::string& text, std::vector<Trace> traces) {
    if (!text.empty())
      view.answer_lines.push_back(
          {.text = text, .traces = std::move(traces), .audience = Audience::published});
  };
  const bool planned = main_plan(report) != nullptr;
  put(words.condition, planned ? std::vector<Trace>{"figure:course"} : std::vector<Trace>{});
  put(words.example, {"figure:map"});
  put(words.sides, {"figure:map"});
  put(words.baselines, {"table:price"});
  put(words.order, {"table:prices"});
  put(words.dates, planned ? std::vector<Trace>{"figure:course"} : std::vector<Trace>{});
}

Row price_row(const std::string& name, const PlanFigures& figures, bool strong) {
  return {.cells = {name, harm_text(figures, HarmKind::civilians_killed),
                    harm_text(figures, HarmKind::civilians_displaced),
                    harm_text(figures, HarmKind::coalition_deaths),
                    harm_text(figures, HarmKind::host_force_deaths),
                    hundred_text(figures.joint.interval.low, figures.joint.interval.high)},
          .audience = Audience::published,
          .strong = strong};
}

// The main pair, its neighbours earlier and later on either date, then the baselines.
Table price_table(const Mission& mission, const TimelineReport& report) {
  const timeline::CellIndex main = main_cell(report).value();
  Table table{
      .id = "price",
      .title =
          say("brief.timeline.what_each_pair_dates_costs",
              {{"horizon_months", month_text(plus_months(month_of(mission.as_of), mission.horizon_months))}}),
      .columns = published_columns({say("brief.timeline.mission_end_last_presence"),
                                    say("brief.timeline.civilians_killed"), say("brief.timeline.displaced"),
                                    say("brief.timeline.coalition_killed"), say("brief.timeline.host_killed"),
                                    say("brief.timeline.all_lines_kept")}),
      .audience = Audience::published};
  for (const timeline::CellIndex cell : timeline::neighbours_of(report, main)) {
    table.rows.push_back(
        price_row(pair_text(report.map.cells[cell]), report.map.cells[cell].figures, cell == main));
  }
  for (const auto& baseline : report.compared.baselines) {
    table.rows.push_back(price_row(
        say("brief.timeline.baseline", {{"name", wording::baseline_name(baseline.title, spoken())}}),
        baseline.figures, false));
  }
  return table;
}

std::string ordering_words(const timeline::PricedHarm& harm) {
  if (!harm.ordering.ordered) return say("brief.timeline.not_ordered_by_evidence");
  const timeline::Difference difference = timeline::difference_of(harm.ordering);
  const std::string range = range_text(difference.low, difference.high);
  return difference.more ? say("brief.timeline.more", {{"range", range}})
                         : say("brief.timeline.fewer", {{"range", range}});
}

// Every price that was computed, with what it is measured against and where it tips.
Section all_prices(const TimelineReport& report) {
  Section section{.title = say("brief.timeline.what_another_date_would_cost"),
                  .audience = Audience::published};
  Table table{.id = "prices",
              .title = say("brief.timeline.added_harm_mean_over_scenarios"),
              .columns = published_columns({say("brief.timeline.pair"), say("brief.timeline.against"),
                                            say("brief.timeline.added_harm"), say("brief.timeline.tips")}),
              .audience = Audience::published};
  for (const auto& entry : report.compared.price) {
    std::vector<std::string> harms, tips;
    Audience audience = Audience::published;
    for (const auto& harm : entry.harms) {
      harms.push_back(say("brief.timeline.harm", {{"harm", wording::harm_words(harm.kind, spoken())},
                                                  {"words", ordering_words(harm)}}));
      if (harm.ordering.tipping.empty()) continue;
      const auto& tip = harm.ordering.tipping.front();
      if (tip.input >= report.failures.inputs.size()) continue;
      const timeline::ScenarioInput& input = report.failures.inputs[tip.input];
      audience = narrower(audience, audience_of(input));
      tips.push_back(say("brief.timeline.tips_at",
                         {{"input", wording::input_words(input, spoken())}, {"value", Rounded{tip.value}}}));
    }
    const auto pair = [&](const timeline::GridCell& dates) {
      const timeline::MapCell cell{.mission_end = dates.mission_end, .presence_end = dates.presence_end};
      return parts_text({pair_text(cell), band_text(dates.residual)});
    };
    Row row{.cells = {pair(entry.dates), pair(entry.against), parts_text(harms), parts_text(tips)},
            .audience = audience};
    row.published = {{row.cells[0], row.cells[1], row.cells[2], ""}};
    table.rows.push_back(std::move(row));
  }
  if (!table.rows.empty()) section.tables.push_back(std::move(table));
  return section;
}

Section civilians_by_region(const Mission& mission, const TimelineReport& report) {
  Section section{.title = say("brief.timeline.by_region"), .audience = Audience::published};
  Table table{.id = "civilians",
              .title = say("brief.timeline.killed_displaced_until_horizon_range"),
              .columns = published_columns({say("word.plan")}),
              .audience = Audience::published};
  for (const Region& region : mission.regions) table.columns.push_back({region.name, Audience::published});
  const auto row = [&](const std::string& name, const PlanFigures& figures) {
    Row cells{.cells = {name}, .audience = Audience::published};
    const std::size_t regions = mission.regions.size();
    for (std::size_t r = 0; r < regions; ++r) {
      const std::size_t killed = timeline::kHarmKinds + r, displaced = killed + regions;
      cells.cells.push_back(
          displaced < figures.harm.size()
              ? say("brief.timeline.killed_displaced",
                    {{"killed", people_range(figures.harm[killed].low, figures.harm[killed].high)},
                     {"displaced", people_range(figures.harm[displaced].low, figures.harm[displaced].high)}})
              : "");
    }
    return cells;
  };
  table.rows.push_back(row(say("brief.breaks.the_timeline"), main_figures(report)));
  for (const auto& baseline : report.compared.baselines)
    table.rows.push_back(row(capital(wording::baseline_name(baseline.title, spoken())), baseline.figures));
  section.tables.push_back(std::move(table));
  return section;
}

Section budget_of(const TimelineReport& report) {
  const timeline::Budget& budget = report.budget;
  Section section{.title = say("brief.timeline.how_much_was_computed"), .audience = Audience::published};
  section.lines.push_back({.text = say("brief.timeline.pairs_dates_and_bands_plans",
                                       {{"cells", budget.cells},
                                        {"plans", budget.plans},
                                        {"beaten", budget.beaten},
                                        {"set_aside", budget.set_aside},
                                        {"replications_used", budget.replications_used},
                                        {"scenarios", budget.scenarios},
                                        {"replications_per_scenario", budget.replications_per_scenario}}),
                           .audience = Audience::published});
  section.lines.push_back({.text = say("brief.timeline.intervals_shares_hold_at_f",
                                       {{"confidence", Exact{100.0 * report.confidence, 0}},
                                        {"median_interval", rounded(100.0 * budget.median_interval)},
                                        {"widest_interval", rounded(100.0 * budget.widest_interval)}}),
                           .audience = Audience::published});
  if (!report.refused.empty()) {
    section.lines.push_back(
        {.text = say("brief.timeline.candidate_plans_were_left_out", {{"refused", report.refused.size()}}),
         .audience = Audience::published});
  }
  return section;
}

}  // namespace

void add_timeline(const Mission& mission, const TimelineReport* report, View& view) {
  add_course(mission, report, view);
  add_breaks(report, view);
  add_claims(mission, report, view);
  if (report == nullptr) return;
  put_answer(mission, *report, view);
  if (!main_cell(*report)) {
    view.answer.traces.clear();
    return;
  }
  view.sample = say("brief.timeline.scenarios_replications_each",
                    {{"scenarios", report->budget.scenarios},
                     {"replications_per_scenario", report->budget.replications_per_scenario}});
  view.agreement.figures.push_back(agreement_figure(*report));
  view.price.tables.push_back(price_table(mission, *report));
  for (Section section : {all_prices(*report), civilians_by_region(mission, *report), budget_of(*report)}) {
    view.annex.push_back(std::move(section));
  }
  Section bands{.title = say("brief.timeline.agreement_map_for_every_band"), .audience = Audience::published};
  bands.figures = all_band_figures(*report);
  if (!bands.figures.empty()) view.annex.push_back(std::move(bands));
}

}  // namespace handover::brief
