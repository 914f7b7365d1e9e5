#include "brief/say.h"
#include "brief/view_from.h"
#include "brief/words.h"
#include "wording/assessments.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace handover::brief {
namespace {

using partner::FunctionOutlook;
using partner::PartnerReport;

std::string name_of(const Mission& mission, FunctionId function) {
  return function.index < mission.functions.size() ? mission.functions[function.index].name : "";
}

// Latent levels with the scale's thresholds; what stands alone lies right of the last one, at 0.
charts::DotChart levels_chart(const Mission& mission, const PartnerReport& report) {
  charts::DotChart chart{.frame = {.title = say("brief.partner.how_near_each_function_to"),
                                   .subtitle = say("brief.partner.mean_and_draws_weakest_unit")}};
  for (const FunctionOutlook& function : report.functions) {
    chart.rows.push_back({.name = name_of(mission, function.function),
                          .point = function.level.mean,
                          .low = function.level.interval.low,
                          .high = function.level.interval.high,
                          .hollow = function.level.assumed() || !function.rated,
                          .tag = hundred_text(function.stands_alone, function.stands_alone)});
  }
  std::stable_sort(chart.rows.begin(), chart.rows.end(),
                   [](const auto& a, const auto& b) { return a.point > b.point; });
  const auto& levels = mission.rating_scale.levels;
  const std::size_t alone = mission.rating_scale.alone_from;
  if (alone < levels.size()) chart.thresholds.push_back({0.0, say("brief.partner.alone_from_here")});
  chart.value.label = say("brief.partner.latent_level_ratings_scale");
  return chart;
}

std::string in_words(partner::Answer answer) {
  return answer == partner::Answer::yes  ? say("word.yes")
         : answer == partner::Answer::no ? say("word.no")
                                         : say("brief.partner.too_close_to_tell");
}

// The same posterior under each body's own rule.
Table verdict_table(const Mission& mission, const PartnerReport& report) {
  std::vector<std::string> rules, functions;
  std::map<std::pair<std::string, std::string>, std::string> cells;
  for (const partner::Verdict& verdict : report.verdicts) {
    const std::string rule = verdict.body.empty() ? verdict.words : verdict.words + " (" + verdict.body + ")";
    const std::string function = name_of(mission, verdict.function);
    if (std::find(rules.begin(), rules.end(), rule) == rules.end()) rules.push_back(rule);
    if (std::find(functions.begin(), functions.end(), function) == functions.end())
      functions.push_back(function);
    cells[{function, rule}] =
        verdict.known()
            ? say("brief.partner.verdict", {{"answer", in_words(verdict.answer)},
                                            {"chance", hundred_text(verdict.chance, verdict.chance)}})
            : say("brief.partner.not_rated");
  }
  Table table{.id = "verdicts",
              .title = say("brief.partner.one_posterior_each_body_s"),
              .columns = published_columns({say("word.function")}),
              .audience = Audience::published};
  for (const std::string& rule : rules) table.columns.push_back({rule, Audience::published});
  for (const auto& function : functions) {
    Row row{.cells = {function}, .audience = Audience::published};
    for (const auto& rule : rules) row.cells.push_back(cells[{function, rule}]);
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table outlook_table(const Mission& mission, const PartnerReport& report) {
  Table table{.id = "outlook",
              .title = say("brief.partner.draws_which_function_stands_alone"),
              .columns = published_columns({say("word.function"), say("brief.partner.today")}),
              .audience = Audience::published};
  if (!report.functions.empty()) {
    for (const auto& later : report.functions.front().later)
      table.columns.push_back({fmt::format("in {} months", later.months), Audience::published});
  }
  for (const FunctionOutlook& function : report.functions) {
    Row row{
        .cells = {name_of(mission, function.function), fmt::format("{:.0f}", 100.0 * function.stands_alone)},
        .audience = Audience::published};
    for (const auto& later : function.later)
      row.cells.push_back(fmt::format("{:.0f} / {:.0f}", 100.0 * later.mentored, 100.0 * later.alone));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

void add_partner(const Mission& mission, const PartnerReport* report, View& view) {
  view.partner.title = say("brief.partner.title");
  if (report == nullptr || report->functions.empty()) {
    view.partner.verdict = not_assessed();
    if (report != nullptr) view.partner.verdict->text = say("brief.partner.no_functions_named_mission");
    return;
  }
  const auto alone =
      std::count_if(report->functions.begin(), report->functions.end(),
                    [](const FunctionOutlook& function) { return function.stands_alone > 0.5; });
  view.partner.verdict = Line{.text = say("brief.partner.functions_alone_more_than_half",
                                          {{"alone", alone}, {"functions", report->functions.size()}}),
                              .traces = {"figure:partner"},
                              .audience = Audience::published};
  if (!report->inspections.empty()) {
    const auto& best = report->inspections.front();
    const std::string unit =
        best.unit.index < mission.units.size() ? mission.units[best.unit.index].name : "";
    view.partner.lines.push_back(
        {.text = say("brief.partner.would_teach_most",
                     {{"function", name_of(mission, best.function)}, {"unit", unit}}),
         .audience = Audience::published,
         .label = say("brief.partner.inspection")});
  }
  if (!report->disagreements.empty()) {
    view.partner.lines.push_back({.text = say("brief.partner.assessors_disagree_on_within_half",
                                              {{"count", report->disagreements.size()}}),
                                  .audience = Audience::published});
  }
  view.partner.figures.push_back({.id = "partner",
                                  .chart = levels_chart(mission, *report),
                                  .width = Width::half,
                                  .audience = Audience::published});
  Section annex{.title = say("brief.partner.partner_forces_rival_rules_and"),
                .audience = Audience::published};
  if (!report->verdicts.empty()) annex.tables.push_back(verdict_table(mission, *report));
  annex.tables.push_back(outlook_table(mission, *report));
  for (const partner::Note& note : report->notes)
    annex.lines.push_back(
        {.text = wording::note_words(mission, *report, note, spoken()), .audience = Audience::published});
  annex.lines.push_back({.text = say("brief.partner.draws_chains_divergences_r_hat",
                                     {{"draws", report->diagnostics.draws},
                                      {"chains", report->diagnostics.chains},
                                      {"divergences", report->diagnostics.divergences},
                                      {"worst_r_hat", Exact{report->diagnostics.worst_r_hat, 3}},
                                      {"least_effective", Exact{report->diagnostics.least_effective, 0}}}),
                         .audience = Audience::published});
  view.annex.push_back(std::move(annex));
}

}  // namespace handover::brief
