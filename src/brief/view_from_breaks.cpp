// What the answer depends on, what breaks the timeline, what to find out first.
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

using timeline::Break;
using timeline::TimelineReport;

Audience audience_of(const TimelineReport& report, const Break& found) {
  std::vector<std::size_t> inputs;
  for (const auto& restriction : found.discovery.restrictions) inputs.push_back(restriction.input);
  return brief::audience_of(report, inputs);
}

Section regret_section(const TimelineReport& report) {
  Section section{.title = say("brief.breaks.regret_how_far_each_plan"), .audience = Audience::published};
  for (const auto& regret : report.compared.regret) {
    const std::string metric = wording::regret_words(regret, spoken());
    Table table{.id = "regret-" + std::to_string(section.tables.size() + 1),
                .title = capital(metric),
                .columns = published_columns(
                    {say("word.plan"), say("brief.breaks.regret"), say("brief.breaks.largest")}),
                .audience = Audience::published};
    for (const auto& row : regret.rows) {
      table.rows.push_back(
          {.cells = {row.baseline ? wording::baseline_name(*row.baseline, spoken()) : row.plan,
                     range_text(row.regret.low, row.regret.high), rounded(row.largest)},
           .audience = Audience::published});
    }
    section.tables.push_back(std::move(table));
  }
  return section;
}

Table information_table(const TimelineReport& report) {
  Table table{.id = "information",
              .title = say("brief.breaks.what_knowing_one_quantity_would"),
              .columns = published_columns({say("brief.breaks.quantity"), say("brief.breaks.gained"),
                                            say("brief.breaks.by_chance"), say("brief.breaks.changes_plan")}),
              .audience = Audience::published};
  for (const auto& value : report.failures.information) {
    if (table.rows.size() == 10 || value.input >= report.failures.inputs.size()) break;
    const timeline::ScenarioInput& input = report.failures.inputs[value.input];
    table.rows.push_back(
        {.cells = {wording::input_words(input, spoken()), rounded(100.0 * value.value),
                   rounded(100.0 * value.noise),
                   value.matters() ? say("word.yes") : say("brief.breaks.not_beyond_chance")},
         .audience = brief::audience_of(input)});
  }
  return table;
}

// Parties whose failures nothing explains, or are too few or too many to be explained, share one line.
std::optional<Line> unexplained_line(const TimelineReport& report) {
  std::vector<std::string> parties;
  for (const Break& found : report.failures.breaks) {
    if (found.discovery.found) continue;
    parties.push_back(
        say("brief.breaks.party_in", {{"party", wording::break_party_words(report, found, spoken())},
                                      {"share", rounded(100.0 * found.discovery.base_rate)}}));
  }
  if (parties.empty()) return std::nullopt;
  return Line{.text = say("brief.breaks.nothing_tells", {{"parties", list_text(parties)}}),
              .traces = {"table:assumptions"},
              .audience = Audience::published,
              .label = say("brief.breaks.fails_for")};
}

void add_found_breaks(const TimelineReport& report, View& view) {
  for (const Break& found : report.failures.breaks) {
    if (!found.discovery.found) continue;
    const Audience audience = audience_of(report, found);
    view.breaks.lines.push_back(
        {.text = wording::break_words(report, found, spoken()),
         .traces = {"table:assumptions"},
         .audience = audience,
         .instead = {{say("brief.breaks.fails_scenarios_what_tells_them",
                          {{"base_rate", rounded(100.0 * found.discovery.base_rate)}}),
                      Audience::published}},
         .label = say("label.of", {{"what", capital(wording::break_party_words(report, found, spoken()))}})});
    if (!found.party) {
      view.depends_on.push_back(
          {.text =
               say("break.most_where", {{"when", wording::break_conditions_words(report, found, spoken())}}),
           .traces = {"table:assumptions"},
           .audience = audience,
           .label = say("brief.breaks.the_timeline")});
    }
  }
  if (auto line = unexplained_line(report)) view.breaks.lines.push_back(std::move(*line));
}

}  // namespace

void add_breaks(const TimelineReport* report, View& view) {
  view.breaks.title = say("brief.breaks.what_breaks_it_what_to");
  if (report == nullptr) {
    view.breaks.verdict = not_assessed();
    return;
  }
  add_found_breaks(*report, view);
  const auto* first = report->failures.information.empty() ? nullptr : &report->failures.information.front();
  if (report->failures.ask_first) {
    const Audience audience =
        first != nullptr ? brief::audience_of(*report, {first->input}) : Audience::published;
    Line line{.text = wording::first_report_words(*report, spoken()),
              .traces = {},
              .audience = audience,
              .label = say("brief.breaks.first_to_find_out")};
    if (first != nullptr) line.traces = {"table:information"};
    if (first != nullptr && first->matters()) view.depends_on.push_back(line);
    view.breaks.lines.push_back(std::move(line));
  }
  for (const auto& branch : report->conduct.branches) {
    if (branch.scenarios == 0) continue;
    view.breaks.lines.push_back(
        {.text = say("brief.breaks.branch", {{"chance", hundred_text(branch.chance.low, branch.chance.high)},
                                             {"advice", wording::advice_words(branch, spoken())}}),
         .audience = Audience::own_side,
         .label = say("brief.breaks.if_attack_during", {{"step", branch.phase}})});
    break;  // the first step; the others stand in the annex
  }
  Section annex{.title = say("brief.breaks.if_attack_kills_personnel"), .audience = Audience::own_side};
  for (const auto& branch : report->conduct.branches) {
    annex.lines.push_back({.text = wording::advice_words(branch, spoken()),
                           .audience = Audience::own_side,
                           .label = say("label.of", {{"what", branch.phase}})});
  }
  view.annex.push_back(std::move(annex));
  Section information{.title = say("brief.breaks.what_to_find_out"), .audience = Audience::published};
  if (!report->failures.information.empty()) {
    information.tables.push_back(information_table(*report));
    view.annex.push_back(std::move(information));
  }
  view.annex.push_back(regret_section(*report));
}

}  // namespace handover::brief
