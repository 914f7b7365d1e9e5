#include "brief/say.h"
#include "brief/view_from.h"
#include "brief/words.h"
#include "wording/needs.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::brief {
namespace {

std::string when_words(const NeedsAt& at) {
  return at.after_last_step ? say("needs.after_last_step") : say("brief.needs.today");
}

int persons_for(const needs::NeedsReport& report, const std::string& what) {
  int persons = 0;
  for (const needs::FunctionPersons& one : report.published) {
    if (one.what == what) persons += one.persons;
  }
  return persons;
}

// By function over all regions: never by site.
Table persons_table(const std::vector<NeedsAt>& needs) {
  // What protects those who stay after a step is each side's own; today's presence is what the sources count.
  Table table{.id = "needs",
              .title = say("brief.needs.coalition_persons_by_function"),
              .columns = published_columns({say("word.function")}),
              .audience = Audience::published};
  std::vector<std::string> functions;
  for (const NeedsAt& at : needs) {
    table.columns.push_back(
        {capital(when_words(at)), &at == &needs.front() ? Audience::published : Audience::own_side});
    for (const auto& one : at.report.published) {
      if (std::find(functions.begin(), functions.end(), one.what) == functions.end())
        functions.push_back(one.what);
    }
  }
  std::stable_sort(functions.begin(), functions.end(), [&](const std::string& a, const std::string& b) {
    return persons_for(needs.front().report, a) > persons_for(needs.front().report, b);
  });
  for (const std::string& function : functions) {
    Row row{.cells = {capital(function)}, .audience = Audience::published};
    for (const NeedsAt& at : needs) row.cells.push_back(rounded(persons_for(at.report, function)));
    table.rows.push_back(std::move(row));
  }
  Row sum{.cells = {say("brief.needs.all")}, .audience = Audience::published, .strong = true};
  for (const NeedsAt& at : needs) sum.cells.push_back(rounded(at.report.persons));
  table.rows.push_back(std::move(sum));
  return table;
}

// What nobody does any longer after the last of the postures.
std::vector<Line> dropped_lines(const Mission& mission, const NeedsAt& at) {
  std::vector<Line> lines;
  for (const needs::DroppedTask& dropped : at.report.dropped) {
    if (lines.size() == 2) break;
    if (dropped.task.index >= mission.tasks.size() || dropped.region.index >= mission.regions.size())
      continue;
    lines.push_back({.text = say("brief.needs.its_demand_met_by_nobody",
                                 {{"task", mission.tasks[dropped.task.index].name},
                                  {"region", mission.regions[dropped.region.index].name},
                                  {"share", hundred_text(dropped.share, dropped.share)}}),
                     .traces = {"table:needs"},
                     .audience = Audience::own_side,
                     .label = say("sentence", {{"words", capital(when_words(at))}})});
  }
  return lines;
}

}  // namespace

void add_needs(const Mission& mission, const std::vector<NeedsAt>& needs, View& view) {
  view.needs.title = say("brief.needs.title");
  if (needs.empty()) {
    view.needs.verdict = not_assessed();
    return;
  }
  const needs::NeedsReport& today = needs.front().report;
  if (today.solved.stop == needs::Stop::infeasible) {
    view.needs.verdict =
        Line{.text = say("brief.needs.no_presence_at_open_sites"), .audience = Audience::own_side};
    for (const needs::Requirement& one : today.conflict)
      view.needs.lines.push_back(
          {.text = wording::requirement_words(mission, one, spoken()), .audience = Audience::own_side});
    return;
  }
  view.needs.verdict =
      Line{.text = say("brief.needs.tasks_kept_need_about_persons",
                       {{"when", when_words(needs.front())}, {"persons", rounded(today.persons)}}),
           .traces = {"table:needs"},
           .audience = Audience::published};
  view.needs.tables.push_back(persons_table(needs));
  for (Line& line : dropped_lines(mission, needs.back())) view.needs.lines.push_back(std::move(line));

  Section annex{.title = say("brief.needs.how_requirements_come_about"), .audience = Audience::published};
  annex.lines.push_back({.text = say("brief.needs.demand_at_f_quantile_threat",
                                     {{"quantile", Exact{100.0 * today.threat.quantile, 0}},
                                      {"threat", wording::demand_words(mission, today.threat, spoken())},
                                      {"engine", today.engine},
                                      {"gap", Exact{100.0 * today.gap, 1}}}),
                         .audience = Audience::published});
  for (const std::string& words : wording::legal_words(mission, today, spoken()))
    annex.lines.push_back(
        {.text = words, .audience = Audience::published, .label = say("brief.needs.legal")});
  for (const needs::Factor factor : today.assumed)
    annex.lines.push_back(
        {.text = wording::factor_words(factor, spoken()), .audience = Audience::published, .assumed = true});
  for (const needs::Binding& one : today.binding) {
    annex.lines.push_back({.text = wording::binding_words(mission, one, spoken()),
                           .audience = Audience::nobody,
                           .label = say("brief.needs.binding")});
  }
  view.annex.push_back(std::move(annex));
}

}  // namespace handover::brief
