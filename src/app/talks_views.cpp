#include "app/talks_views.h"

#include "app/commands.h"
#include "brief/charts/charts.h"
#include "talks/chain.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::app {
namespace {

using nlohmann::ordered_json;
using namespace talks;

ordered_json month_json(const std::optional<Month>& month) {
  return month ? ordered_json(to_string(*month)) : ordered_json(nullptr);
}

ordered_json gamma_json(const Gamma& gamma) {
  return {{"shape", gamma.shape},
          {"rate_days", gamma.rate},
          {"mean_per_day", gamma.mean()},
          {"q05_per_day", gamma_quantile(gamma, 0.05)},
          {"q95_per_day", gamma_quantile(gamma, 0.95)}};
}

ordered_json rates_json(const TalksReport& report) {
  ordered_json rates = ordered_json::array();
  for (const RateReport& rate : report.rates)
    rates.push_back({{"from", name_of(rate.from)},
                     {"to", name_of(rate.to)},
                     {"prior", gamma_json(rate.prior)},
                     {"posterior", gamma_json(rate.posterior)},
                     {"reference_cases", rate.cases},
                     {"own_events", rate.events},
                     {"own_days", rate.days},
                     {"contraction", rate.contraction},
                     {"label", rate.label}});
  return rates;
}

ordered_json issues_json(const TalksReport& report) {
  ordered_json issues = ordered_json::array();
  for (const IssueReport& issue : report.issues) {
    ordered_json json = {{"name", issue.name},
                         {"low", issue.low},
                         {"high", issue.high},
                         {"positions", issue.positions},
                         {"terms", as_json(issue.terms)}};
    if (issue.reference_point) json["reference_point"] = *issue.reference_point;
    issues.push_back(std::move(json));
  }
  return issues;
}

std::string percent(double share) {
  return fmt::format("{:.0f} %", 100.0 * share);
}

void print_chance(const char* what, const Spread& chance) {
  print_text("  {:<44} {:>6}  (90 %: {} to {})\n", what, percent(chance.mean), percent(chance.q05),
             percent(chance.q95));
}

void print_rates(const TalksReport& report) {
  print_text("\nRates, as mean days until the move if nothing else came first\n");
  print_text("  {:<23} {:>6} {:>6} {:>6}  {}\n", "move", "prior", "now", "learnt", "owed to");
  for (const RateReport& rate : report.rates) {
    print_text("  {:<23} {:>6.0f} {:>6.0f} {:>4.0f} %  {}\n",
               fmt::format("{} > {}", name_of(rate.from), name_of(rate.to)), 1.0 / rate.prior.mean(),
               1.0 / rate.posterior.mean(), 100.0 * rate.contraction, rate.label);
  }
  print_text(
      "  learnt: how much narrower a rate's range became by this mission's own\n"
      "  sessions; below 0 %: they surprised the past talks. assumed: learnt less\n"
      "  than 20 %. no reference class: fewer than five past talks behind the prior\n");
}

std::string month_words(const std::optional<Month>& month) {
  return month ? "by " + to_string(*month) : std::string("not within the horizon");
}

// Terms counted in months, as the months they stand for.
std::string dates_of(const IssueReport& issue) {
  if (!issue.scale_starts) return {};
  const auto month = [&](double value) {
    return to_string(plus_months(*issue.scale_starts, static_cast<int>(std::floor(value))));
  };
  return fmt::format("      that is {} ({} to {})\n", month(issue.terms.q50), month(issue.terms.q05),
                     month(issue.terms.q95));
}

}  // namespace

nlohmann::ordered_json talks_json(const TalksReport& report) {
  ordered_json survival = ordered_json::array(), responses = ordered_json::array();
  for (const DayChance& point : report.no_agreement)
    survival.push_back({{"day", to_string(point.day)}, {"no_agreement", as_json(point.chance)}});
  for (const ResponseReport& response : report.responses)
    responses.push_back({{"key", response.key},
                         {"what", response.what},
                         {"off", response.off},
                         {"log_ratio", as_json(response.log_ratio)}});
  return {{"as_of", to_string(report.as_of)},
          {"horizon_months", report.horizon_months},
          {"draws", report.draws},
          {"state", name_of(report.state)},
          {"in_state_for_days", report.in_state_for.value},
          {"issues", issues_json(report)},
          {"gap", as_json(report.gap)},
          {"chance_of_deal_on_terms", report.chance_of_deal},
          {"suspended_within_30_days", as_json(report.suspended_within_30_days)},
          {"suspended_within_90_days", as_json(report.suspended_within_90_days)},
          {"agreed_by_horizon", as_json(report.agreed)},
          {"collapsed_by_horizon", as_json(report.collapsed)},
          {"expelled_by_horizon", as_json(report.expelled)},
          {"agreed_10", month_json(report.agreed_10)},
          {"agreed_50", month_json(report.agreed_50)},
          {"agreed_90", month_json(report.agreed_90)},
          {"no_agreement", survival},
          {"rates", rates_json(report)},
          {"responses", responses},
          {"slip",
           {{"cases", report.slip.cases},
            {"within_a_month", report.slip.within_a_month},
            {"early", report.slip.early},
            {"late", report.slip.late},
            {"never", report.slip.never},
            {"still_open", report.slip.open},
            {"median_ratio", report.slip.median_ratio},
            {"calendar", {{"cases", report.slip.calendar.cases}, {"on_time", report.slip.calendar.on_time}}},
            {"conditions_based",
             {{"cases", report.slip.conditions_based.cases},
              {"on_time", report.slip.conditions_based.on_time}}},
            {"fitted_on_time",
             {{"calendar", report.calendar_on_time}, {"conditions_based", report.conditions_on_time}}},
            {"label", report.slip_label}}},
          {"notes", report.notes}};
}

void print_talks(const TalksReport& report) {
  print_text("Talks as of {}: {} for {} days; {} draws, horizon {} months\n", to_string(report.as_of),
             name_of(report.state), report.in_state_for.value, report.draws, report.horizon_months);
  if (!report.no_agreement.empty())
    print_text("The horizon ends on {}\n", to_string(report.no_agreement.back().day));
  print_text("\nTerms (weighted mean over all judged ranges)\n");
  for (const IssueReport& issue : report.issues) {
    print_text("  {}\n    {:.1f} (90 %: {:.1f} to {:.1f}) on {:g} to {:g}\n{}", issue.name, issue.terms.q50,
               issue.terms.q05, issue.terms.q95, issue.low, issue.high, dates_of(issue));
  }
  print_text(
      "  the two sides stand {} of the scales apart; in {} of draws these\n"
      "  terms leave no party with a veto worse off than no agreement\n",
      percent(report.gap.q50), percent(report.chance_of_deal));
  print_text("\nThe clock\n");
  print_chance("a new suspension within 30 days", report.suspended_within_30_days);
  print_chance("a new suspension within 90 days", report.suspended_within_90_days);
  print_chance("agreed by the horizon", report.agreed);
  print_chance("collapsed by the horizon", report.collapsed);
  print_chance("expelled by the horizon", report.expelled);
  print_text("  agreement: 10 % {}, 50 % {}, 90 % {}\n", month_words(report.agreed_10),
             month_words(report.agreed_50), month_words(report.agreed_90));
  print_rates(report);
  print_text(
      "\nSlip: past steps took {:.2f} times as long as planned (median of {}); {} came within a month\n"
      "of their day, {} earlier, {} later, {} never and {} are open. At most a month late: {} of {} by the\n"
      "calendar, {} of {} conditions-based. Fitted for a step a year ahead: {} by the calendar, {}\n"
      "conditions-based ({})\n",
      report.slip.median_ratio, report.slip.cases, report.slip.within_a_month, report.slip.early,
      report.slip.late, report.slip.never, report.slip.open, report.slip.calendar.on_time,
      report.slip.calendar.cases, report.slip.conditions_based.on_time, report.slip.conditions_based.cases,
      percent(report.calendar_on_time), percent(report.conditions_on_time), report.slip_label);
  for (const std::string& note : report.notes) print_text("note: {}\n", note);
}

std::string no_agreement_svg(const TalksReport& report, std::uint64_t seed) {
  charts::SurvivalChart chart;
  chart.frame.title = "How long there may be no agreement";
  chart.frame.subtitle = "chance that nothing is agreed yet";
  chart.frame.note =
      "Middle line: mean over draws; band: 90 % of draws. No further deaths or strikes assumed.";
  chart.frame.source =
      charts::source_line(seed, HANDOVER_VERSION, report.as_of, fmt::format("{} draws", report.draws));
  chart.time.kind = charts::AxisKind::month;
  charts::SurvivalCurve& curve = chart.curves.emplace_back();
  curve.name = "no agreement yet";
  for (const DayChance& point : report.no_agreement) {
    curve.time.push_back(charts::date_position(point.day));
    curve.share.push_back(point.chance.mean);
    curve.low.push_back(point.chance.q05);
    curve.high.push_back(point.chance.q95);
  }
  return charts::survival_chart(chart);
}

nlohmann::ordered_json record_json(const std::vector<ModelScore>& scores, std::size_t cases) {
  ordered_json models = ordered_json::object();
  for (const ModelScore& score : scores) {
    ordered_json json = {
        {"cases", score.cases}, {"mean_absolute_error", score.absolute_error}, {"hit_rate", score.hit_rate},
        {"crps", score.crps},   {"crps_is_absolute_error", !score.conformal},  {"verdict", score.verdict}};
    if (score.conformal) json["covered_by_80_percent_interval"] = score.covered_80;
    if (score.difference) {
      json["difference_from_weighted_mean"] = *score.difference;
      json["difference_interval95"] = {score.difference_interval.low, score.difference_interval.high};
      json["paired_cases"] = score.paired;
    }
    models[score.model] = std::move(json);
  }
  return {{"cases", cases}, {"models", models}};
}

void print_record(const std::vector<ModelScore>& scores, std::size_t cases) {
  print_text("Record on {} case{} with a known outcome; errors on a scale of 0 to 100\n", cases,
             cases == 1 ? "" : "s");
  print_text(
      "error: mean absolute; hits: within 10 points; CRPS: of the forecast with the\n"
      "model's other errors around it; *: too few for that, so the absolute error\n\n");
  print_text("  {:<18} {:>5} {:>6} {:>6} {:>7}  {:<22}\n", "model", "cases", "error", "hits", "CRPS",
             "against the mean (95 %)");
  for (const ModelScore& score : scores) {
    std::string against = "-";
    if (score.difference) against = fmt::format("{:+.2f}", *score.difference);
    // One dossier drawn again and again is one dossier: it has no interval.
    if (score.difference && score.clusters > 1)
      against +=
          fmt::format(" ({:+.2f} to {:+.2f})", score.difference_interval.low, score.difference_interval.high);
    print_text("  {:<18} {:>5} {:>6.2f} {:>6} {:>6.2f}{}  {}\n", score.model, score.cases,
               score.absolute_error, percent(score.hit_rate), score.crps, score.conformal ? " " : "*",
               against);
    print_text("  {:<18} {}\n", "", score.verdict);
  }
  print_text("\nPublished elsewhere: mean absolute error, and the weighted mean's beside it\n");
  for (const PublishedAccuracy& entry : published_accuracy()) {
    if (std::string_view(entry.model) == "weighted_mean") continue;
    print_text("  {:<18} {:>6.2f} {:>6.2f}  {}{}\n", entry.model, entry.absolute_error,
               entry.of_weighted_mean, entry.data,
               entry.cases > 0 ? fmt::format(" ({} cases)", entry.cases) : std::string());
  }
}

}  // namespace handover::app
