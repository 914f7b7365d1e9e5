// The agreement map, the price of each pair of dates, the timeline with its gates.
#include "brief/agreement_chart.h"
#include "brief/timeline_words.h"
#include "brief/view_from.h"
#include "brief/words.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::brief {
namespace {

using timeline::HarmKind;
using timeline::MapCell;
using timeline::PlanFigures;
using timeline::TimelineReport;
using timeline::Verdict;

Line answer_of(const TimelineReport& report) {
  const auto cell = main_cell(report);
  if (!cell) return {"No plan can be signed: every pair of dates that was examined breaks a constraint."};
  const MapCell& main = report.agreement_map[*cell];
  const auto any = [&](Verdict verdict) {
    return std::any_of(report.agreement_map.begin(), report.agreement_map.end(),
                       [&](const MapCell& one) { return one.joint_verdict[0] == verdict; });
  };
  const std::string threshold = fmt::format("{:.0f}", 100.0 * report.thresholds[0]);
  const std::string share = worlds_text(main_figures(report).joint.interval);
  Line line{.traces = {"figure:map", "table:price"}};
  if (!any(Verdict::yes) && !any(Verdict::open)) {
    line.text = fmt::format(
        "No pair of dates examined keeps all red lines in {} of 100 assumed worlds. The best, mission end "
        "{} and last presence {}, does in {}.",
        threshold, month_text(main.mission_end), month_text(main.presence_end, "past the horizon"), share);
    return line;
  }
  const auto presence = presence_end_band(report);
  line.text =
      fmt::format("Mission end {}; last presence {}; {}: all red lines are kept in {}.",
                  band_of_months(mission_end_band(report)),
                  presence ? band_of_months(*presence) : "past the horizon", band_text(main.residual), share);
  if (!any(Verdict::yes)) line.text += fmt::format(" Whether that is at least {} stays open.", threshold);
  return line;
}

std::vector<Line> answer_lines_of(const Mission& mission, const TimelineReport& report, bool overlays_used) {
  std::vector<Line> lines;
  Line shares{.text = "Each side by its own rule: ",
              .traces = {"figure:map"},
              .reveals = overlays_used ? Reveals::red_line : Reveals::nothing};
  const PlanFigures& figures = main_figures(report);
  for (std::size_t p = 0; p < report.parties.size() && p < figures.by_party.size(); ++p) {
    shares.text +=
        fmt::format("{}{} {}", p == 0 ? "" : "; ", report.parties[p].name,
                    hundred_text(figures.by_party[p].interval.low, figures.by_party[p].interval.high));
  }
  lines.push_back(std::move(shares));
  const auto first = mission_end_band(report);
  const bool banded = std::any_of(report.agreement_map.begin(), report.agreement_map.end(),
                                  [](const MapCell& one) { return one.joint_verdict[0] != Verdict::no; });
  if (banded && first.first != first.last) {
    lines.push_back(
        {.text = "Inside these bands the evidence does not order the dates.", .traces = {"figure:map"}});
  }
  const auto slip = timeline::past_slip(mission);
  if (slip.cases > 0) {
    lines.push_back({.text = fmt::format("Past transitions took {:.1f} times their planned time (median of "
                                         "{} steps); that slip is in every date.",
                                         slip.median_ratio, slip.cases)});
  }
  return lines;
}

Row price_row(const std::string& name, const PlanFigures& figures, bool strong) {
  return {.cells = {name, harm_text(figures, HarmKind::civilians_killed),
                    harm_text(figures, HarmKind::civilians_displaced),
                    harm_text(figures, HarmKind::coalition_deaths),
                    harm_text(figures, HarmKind::host_force_deaths),
                    hundred_text(figures.joint.interval.low, figures.joint.interval.high)},
          .strong = strong};
}

// The main pair, its neighbours earlier and later on either date, then the baselines.
Table price_table(const Mission& mission, const TimelineReport& report) {
  const MapCell& main = report.agreement_map[main_cell(report).value()];
  Table table{.id = "price",
              .title = fmt::format(
                  "What each pair of dates costs, civilians first: until {}, range over 90 of 100 worlds",
                  month_text(plus_months(month_of(mission.as_of), mission.horizon_months))),
              .header = {"Mission end, last presence", "Civilians killed", "Displaced", "Coalition killed",
                         "Host forces killed", "All lines kept in"}};
  for (const MapCell* cell : price_neighbours(report, main)) {
    table.rows.push_back(
        price_row(pair_text(*cell), cell == &main ? main_figures(report) : cell->figures, cell == &main));
  }
  for (const auto& baseline : report.baselines) {
    table.rows.push_back(price_row("Baseline: " + baseline.name, baseline.figures, false));
  }
  return table;
}

std::string ordering_words(const timeline::PricedHarm& harm) {
  if (!harm.ordering.ordered) return "not ordered by the evidence";
  return range_text(harm.ordering.interval.low, harm.ordering.interval.high) + " more";
}

// Every price that was computed, with what it is measured against and where it tips.
Section all_prices(const TimelineReport& report) {
  Section section{.title = "The price of each pair of dates over the best later one"};
  Table table{
      .id = "prices",
      .title =
          "Added harm, mean over worlds; where the order flips inside what is assumed or fitted it is "
          "not ordered",
      .header = {"Pair", "Against", "Added harm", "Tips where"}};
  for (const auto& entry : report.price) {
    std::string harms, tips;
    bool attack = false;
    for (const auto& harm : entry.harms) {
      harms += fmt::format("{}{}: {}", harms.empty() ? "" : "; ", harm.metric, ordering_words(harm));
      if (harm.ordering.tipping.empty()) continue;
      const auto& tip = harm.ordering.tipping.front();
      if (tip.input >= report.inputs.size()) continue;
      const timeline::WorldInput& input = report.inputs[tip.input];
      attack = attack || tells_of_attacks(input);
      tips += fmt::format("{}{} at {}", tips.empty() ? "" : "; ", input.name, rounded(tip.value));
    }
    const auto pair = [&](std::size_t cell) {
      return cell < report.agreement_map.size() ? pair_text(report.agreement_map[cell]) + "; " +
                                                      band_text(report.agreement_map[cell].residual)
                                                : "";
    };
    Row row{.cells = {pair(entry.cell), pair(entry.against), harms, tips}};
    if (attack) {
      row.reveals = Reveals::attack_effect;
      row.published = {{row.cells[0], row.cells[1], row.cells[2], ""}};
    }
    table.rows.push_back(std::move(row));
  }
  if (!table.rows.empty()) section.tables.push_back(std::move(table));
  return section;
}

Section civilians_by_region(const Mission& mission, const TimelineReport& report) {
  Section section{.title = "Civilians by region"};
  Table table{.id = "civilians",
              .title = "Killed / displaced until the horizon, range over 90 of 100 worlds",
              .header = {"Plan"}};
  for (const Region& region : mission.regions) table.header.push_back(region.name);
  const auto row = [&](const std::string& name, const PlanFigures& figures) {
    Row cells{.cells = {name}};
    const std::size_t regions = mission.regions.size();
    for (std::size_t r = 0; r < regions; ++r) {
      const std::size_t killed = timeline::kHarmKinds + r, displaced = killed + regions;
      cells.cells.push_back(displaced < figures.harm.size()
                                ? people_range(figures.harm[killed].low, figures.harm[killed].high) + " / " +
                                      people_range(figures.harm[displaced].low, figures.harm[displaced].high)
                                : "");
    }
    return cells;
  };
  table.rows.push_back(row("The timeline", main_figures(report)));
  for (const auto& baseline : report.baselines)
    table.rows.push_back(row(capital(baseline.name), baseline.figures));
  section.tables.push_back(std::move(table));
  return section;
}

Section budget_of(const TimelineReport& report) {
  const timeline::Budget& budget = report.budget;
  Section section{.title = "How much was computed"};
  section.lines.push_back(
      {.text = fmt::format(
           "{} pairs of dates and bands, {} plans; {} dropped as beaten beyond doubt, {} set aside when the "
           "budget was spent; {} futures; final figures on {} worlds of {} futures each.",
           budget.cells, budget.plans, budget.beaten, budget.set_aside, budget.futures_used, budget.worlds,
           budget.futures_per_world)});
  section.lines.push_back(
      {.text = fmt::format("Intervals of the shares hold at {:.0f} %; half of them are narrower than {} "
                           "worlds of 100, the widest is {}.{}",
                           100.0 * report.confidence, rounded(100.0 * budget.median_interval),
                           rounded(100.0 * budget.widest_interval),
                           budget.stopped_by_time
                               ? " The clock stopped the search: with another machine it may end elsewhere."
                               : "")});
  if (!report.refused.empty()) {
    section.lines.push_back(
        {.text = fmt::format("{} candidate plans were left out because they break a constraint.",
                             report.refused.size())});
  }
  return section;
}

}  // namespace

void add_timeline(const Mission& mission, const TimelineReport* report, View& view) {
  add_course(mission, report, view);
  add_breaks(report, view);
  add_claims(mission, report, view);
  if (report == nullptr) return;
  view.answer = answer_of(*report);
  if (!main_cell(*report)) {
    view.answer.traces.clear();
    return;
  }
  view.answer_lines = answer_lines_of(mission, *report, view.overlays_used);
  view.sample =
      fmt::format("{} worlds of {} futures each", report->budget.worlds, report->budget.futures_per_world);
  view.agreement.figures.push_back(agreement_figure(*report, view.overlays_used));
  view.price.tables.push_back(price_table(mission, *report));
  for (Section section : {all_prices(*report), civilians_by_region(mission, *report), budget_of(*report)}) {
    view.annex.push_back(std::move(section));
  }
  Section bands{.title = "The agreement map for every band of troops who stay"};
  bands.figures = all_band_figures(*report, view.overlays_used);
  if (!bands.figures.empty()) view.annex.push_back(std::move(bands));
}

}  // namespace handover::brief
