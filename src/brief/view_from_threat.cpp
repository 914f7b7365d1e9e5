#include "brief/say.h"
#include "brief/view_from.h"
#include "brief/words.h"
#include "wording/assessments.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::brief {
namespace {

using threat::StreamReport;
using threat::ThreatReport;

bool is_attacks(const Mission& mission, std::size_t stream) {
  return stream < mission.streams.size() && mission.streams[stream].kind != StreamKind::coalition_strike;
}

// Model's level of the last five years with the daily source's own tallies where it has them, then the
// forecast.
charts::LineChart stream_chart(const Mission& mission, const StreamReport& stream, double plot_height) {
  charts::LineChart chart{.frame = {.title = stream.name,
                                    .subtitle = say("brief.threat.month_bands_and_replications"),
                                    .plot_height = plot_height}};
  chart.x.kind = charts::AxisKind::month;
  const Month first = plus_months(month_of(mission.as_of), -60);
  charts::Line level{.name = say("brief.threat.level"), .look = 1},
      counted{.name = say("brief.threat.counted")};
  charts::FanBand known{.depth = 0};
  for (const threat::MonthLevel& month : stream.levels) {
    if (month.month < first) continue;
    const double x = charts::month_position(month.month) + 0.5;
    level.x.push_back(x), level.y.push_back(month.per_month.median);
    known.x.push_back(x), known.low.push_back(month.per_month.low),
        known.high.push_back(month.per_month.high);
    if (month.counted) counted.x.push_back(x), counted.y.push_back(*month.counted);
  }
  charts::FanBand wide{.name = say("brief.threat.ninety"), .depth = 0}, narrow{.name = "", .depth = 1};
  charts::Line median{.name = say("brief.threat.median"), .look = 1};
  for (const threat::MonthForecast& month : stream.incidents) {
    const double x = charts::month_position(month.month) + 0.5;
    for (auto* xs : {&wide.x, &narrow.x, &median.x}) xs->push_back(x);
    wide.low.push_back(month.q05), wide.high.push_back(month.q95);
    narrow.low.push_back(month.q25), narrow.high.push_back(month.q75), median.y.push_back(month.q50);
  }
  if (known.x.size() > 1) chart.bands.push_back(known);
  if (wide.x.size() > 1) chart.bands.push_back(wide), chart.bands.push_back(narrow);
  level.name.clear();
  if (level.x.size() > 1) chart.lines.push_back(level);
  if (counted.x.size() > 1) chart.lines.push_back(counted);
  if (median.x.size() > 1) chart.lines.push_back(median);
  chart.marks = {{charts::date_position(mission.as_of), say("brief.threat.as_of")}};
  return chart;
}

// Sum of monthly quantiles would not be a quantile of the sum: the line names months only.
std::string next_year_words(const StreamReport& stream) {
  if (stream.incidents.empty()) return "";
  const std::size_t last = std::min<std::size_t>(stream.incidents.size(), 12) - 1;
  const auto &now = stream.incidents.front(), &then = stream.incidents[last];
  return say("brief.threat.month", {{"now", range_text(now.q05, now.q95)},
                                    {"month", month_text(now.month)},
                                    {"then", range_text(then.q05, then.q95)},
                                    {"month_2", month_text(then.month)}});
}

// The one sentence on whether the model earns its place, also where it does not.
std::string skill_words(const StreamReport& stream) {
  if (stream.skill.empty()) {
    return say("brief.threat.no_forecast_because",
               {{"why", stream.has_daily ? say("brief.threat.too_few_days_on_record")
                                         : say("brief.threat.no_daily_record")}});
  }
  std::vector<std::string> better, worse;
  for (const threat::SkillReport& skill : stream.skill)
    (skill.ratio < 1.0 ? better : worse).push_back(skill.baseline);
  if (worse.empty()) return say("brief.threat.better", {{"better", better}});
  if (better.empty()) return say("brief.threat.worse", {{"worse", worse}});
  return say("brief.threat.better_and_worse", {{"better", better}, {"worse", worse}});
}

Table skill_table(const ThreatReport& report) {
  Table table{.id = "skill",
              .title = say("brief.threat.how_good_such_forecasts_have"),
              .columns = published_columns({say("word.stream"), say("brief.threat.baseline"),
                                            say("brief.threat.model"), say("brief.threat.baselines"),
                                            say("brief.threat.ratio"), say("brief.threat.months"),
                                            say("brief.threat.inside")}),
              .audience = Audience::published};
  for (const StreamReport& stream : report.streams) {
    for (const threat::SkillReport& skill : stream.skill) {
      table.rows.push_back(
          {.cells = {stream.name, skill.baseline, rounded(skill.crps_model), rounded(skill.crps_baseline),
                     figure_text(skill.ratio, 2), figure_text(static_cast<double>(skill.months), 0),
                     say("brief.threat.coverage",
                         {{"half", Exact{std::round(100.0 * skill.coverage50), 0}},
                          {"nine", Exact{std::round(100.0 * skill.coverage90), 0}}})},
           .audience = Audience::published});
    }
  }
  return table;
}

Table parameter_table(const ThreatReport& report) {
  Table table{.id = "parameters",
              .title = say("brief.threat.what_threat_s_figures_owe"),
              .columns = published_columns({say("brief.threat.parameter"), say("word.stream"),
                                            say("brief.threat.median_title"), say("brief.threat.ninety"),
                                            say("word.contraction"), say("word.standing")}),
              .audience = Audience::published};
  for (const threat::ParameterReport& one : report.parameters) {
    table.rows.push_back(
        {.cells = {one.name, one.stream, rounded(one.estimate.median),
                   range_text(one.estimate.low, one.estimate.high),
                   say("percent", {{"share", Exact{std::round(100.0 * one.contraction), 0}}}),
                   one.estimate.assumed ? say("word.assumed") : say("word.data")},
         .audience = Audience::published});
  }
  return table;
}

void add_patrons(const ThreatReport& report, View& view) {
  for (const threat::PatronReport& patron : report.patrons) {
    view.threat.lines.push_back(
        {.text = say("brief.threat.groups_switched_on_draws_spells",
                     {{"on_now", hundred_text(patron.on_now.low, patron.on_now.high)},
                      {"days_on", range_text(patron.days_on.low, patron.days_on.high)}}),
         .traces = {"table:parameters"},
         .audience = Audience::published,
         .label = say("brief.threat.of_patron", {{"patron", patron.name}}),
         .assumed = patron.on_now.assumed});
  }
}

}  // namespace

void add_threat(const Mission& mission, const ThreatReport* report, View& view) {
  view.threat.title = say("brief.threat.title");
  if (report == nullptr) {
    view.threat.verdict = not_assessed();
    return;
  }
  Section annex{.title = say("brief.threat.threat_forecasts_their_record_and"),
                .audience = Audience::published};
  if (!report->parameters.empty()) annex.tables.push_back(parameter_table(*report));
  if (Table skill = skill_table(*report); !skill.rows.empty()) annex.tables.push_back(std::move(skill));
  const std::vector<Trace> record =
      annex.tables.size() == 2 ? std::vector<Trace>{"table:skill"} : std::vector<Trace>{};
  for (std::size_t k = 0; k < report->streams.size(); ++k) {
    const StreamReport& stream = report->streams[k];
    if (!is_attacks(mission, k)) continue;
    std::string words = next_year_words(stream);
    if (words.empty()) continue;
    const bool first = view.threat.figures.empty();
    view.threat.lines.push_back(
        {.text = say("sentence", {{"words", parts_text({words, skill_words(stream)})}}),
         .traces = record,
         .audience = Audience::published,
         .label = say("label.of", {{"what", stream.name}}),
         .assumed = stream.per_month_now.assumed});
    Figure figure{.id = first ? "threat" : "threat-" + stream.id,
                  .chart = stream_chart(mission, stream, first ? 95.0 : 150.0),
                  .width = first ? Width::half : Width::full,
                  .audience = Audience::published};
    (first ? view.threat.figures : annex.figures).push_back(std::move(figure));
    for (const threat::StreamNote& note : stream.notes)
      annex.lines.push_back({.text = wording::note_words(stream, note, spoken()),
                             .audience = Audience::published,
                             .label = say("label.of", {{"what", stream.name}})});
  }
  add_patrons(*report, view);
  view.annex.push_back(std::move(annex));
}

}  // namespace handover::brief
