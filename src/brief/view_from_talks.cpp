#include "brief/say.h"
#include "brief/view_from.h"
#include "brief/words.h"
#include "talks/chain.h"
#include "wording/assessments.h"

#include <cmath>

#include <fmt/format.h>

namespace handover::brief {
namespace {

charts::SurvivalChart no_agreement_chart(const talks::TalksReport& report) {
  charts::SurvivalChart chart{.frame = {.title = say("brief.talks.how_long_without_agreement"),
                                        .subtitle = say("brief.talks.mean_over_draws_clock_band"),
                                        .plot_height = 90.0}};
  chart.time.kind = charts::AxisKind::month;
  charts::SurvivalCurve curve;
  for (const talks::DayChance& day : report.no_agreement) {
    curve.time.push_back(charts::date_position(day.day));
    curve.share.push_back(day.chance.mean);
    curve.low.push_back(day.chance.q05);
    curve.high.push_back(day.chance.q95);
  }
  chart.curves.push_back(std::move(curve));
  return chart;
}

std::string spread_text(const talks::Spread& spread) {
  return hundred_text(spread.q05, spread.q95);
}

Table rates_table(const talks::TalksReport& report) {
  Table table{.id = "rates",
              .title = say("brief.talks.clock_talks_what_each_rate"),
              .columns = published_columns({say("brief.talks.from"), say("brief.talks.to"),
                                            say("brief.talks.past_talks"), say("brief.talks.own_events"),
                                            say("word.contraction"), say("word.standing")}),
              .audience = Audience::published};
  for (const talks::RateReport& rate : report.rates) {
    table.rows.push_back(
        {.cells = {wording::state_words(rate.from, spoken()), wording::state_words(rate.to, spoken()),
                   figure_text(static_cast<double>(rate.cases), 0), rounded(rate.events),
                   say("percent", {{"share", Exact{std::round(100.0 * rate.contraction), 0}}}),
                   wording::label_words(rate, spoken())},
         .audience = Audience::published});
  }
  table.note = say("brief.talks.contraction_xe_x_x_posterior");
  return table;
}

Table terms_table(const talks::TalksReport& report) {
  Table table{.id = "terms",
              .title = say("brief.talks.where_positions_salience_and_influence"),
              .columns = {{say("brief.talks.issue"), Audience::own_side},
                          {say("brief.talks.settlement"), Audience::own_side},
                          {say("brief.talks.scale"), Audience::own_side},
                          {say("brief.talks.positions"), Audience::own_side}},
              .audience = Audience::own_side};
  for (const talks::IssueReport& issue : report.issues) {
    table.rows.push_back(
        {.cells = {issue.name, range_text(issue.terms.q05, issue.terms.q95),
                   say("brief.talks.ends_of_scale", {{"low", rounded(issue.low)},
                                                     {"low_means", issue.low_means},
                                                     {"high", rounded(issue.high)},
                                                     {"high_means", issue.high_means}}),
                   issue.positions == 0 ? say("brief.talks.none_assumed")
                                        : figure_text(static_cast<double>(issue.positions), 0)},
         .audience = Audience::own_side});
  }
  return table;
}

}  // namespace

void add_talks(const Mission& mission, const talks::TalksReport* report, View& view) {
  view.talks.title = say("brief.talks.title");
  if (report == nullptr) {
    view.talks.verdict = not_assessed();
    return;
  }
  const std::vector<Trace> figure = {"figure:talks"};
  const std::string late =
      say("brief.talks.after", {{"month", plus_months(month_of(mission.as_of), report->horizon_months)}});
  view.talks.verdict = Line{.text = say("brief.talks.chance_agreement_reaches_one_two",
                                        {{"late", month_text(report->agreed_50, late)},
                                         {"late_2", month_text(report->agreed_10, late)}}),
                            .traces = figure,
                            .audience = Audience::published};
  if (!report->agreed_50) {
    view.talks.verdict->text =
        say("brief.talks.chance_agreement_stays_below_one", {{"late", month_text(report->agreed_10, late)}});
  }
  view.talks.lines.push_back(
      {.text = say("brief.talks.new_suspension_within_days_draws",
                   {{"suspended_within_90_days", spread_text(report->suspended_within_90_days)},
                    {"expelled", spread_text(report->expelled)}}),
       .traces = figure,
       .audience = Audience::published});
  view.talks.lines.push_back(
      {.text = say("brief.talks.clock_alone_further_deaths_and"), .audience = Audience::published});
  for (const talks::IssueReport& issue : report->issues) {
    if (view.talks.lines.size() == 4) break;
    view.talks.lines.push_back(
        {.text = say("brief.talks.terms_of",
                     {{"issue", issue.name}, {"terms", range_text(issue.terms.q05, issue.terms.q95)}}),
         .traces = {"table:terms"},
         .audience = Audience::own_side,
         .label = say("brief.talks.would_settle"),
         .assumed = issue.positions == 0});
  }
  if (!report->no_agreement.empty()) {
    view.talks.figures.push_back({.id = "talks",
                                  .chart = no_agreement_chart(*report),
                                  .width = Width::half,
                                  .audience = Audience::published});
  }
  Section annex{.title = say("brief.talks.talks_terms_and_clock"), .audience = Audience::published};
  if (!report->issues.empty()) annex.tables.push_back(terms_table(*report));
  if (!report->rates.empty()) annex.tables.push_back(rates_table(*report));
  annex.lines.push_back(
      {.text = say("brief.talks.slip_steps_agreed_past_steps",
                   {{"cases", report->slip.cases}, {"report", wording::slip_label_words(*report, spoken())}}),
       .audience = Audience::published});
  view.annex.push_back(std::move(annex));
}

}  // namespace handover::brief
