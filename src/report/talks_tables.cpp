#include "charts/charts.h"
#include "report/documents.h"
#include "report/talks_views.h"
#include "report/version.h"
#include "talks/chain.h"
#include "wording/assessments.h"
#include "wording/catalogue.h"

#include <fmt/format.h>

namespace handover::report {
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
                     {"label", wording::label_words(rate)},
                     {"basis", name_of(rate.basis)}});
  return rates;
}

ordered_json issues_json(const TalksReport& report) {
  ordered_json issues = ordered_json::array();
  for (const IssueReport& issue : report.issues) {
    ordered_json json = {{"name", issue.name},
                         {"low", issue.low},
                         {"high", issue.high},
                         {"low_means", issue.low_means},
                         {"high_means", issue.high_means},
                         {"positions", issue.positions},
                         {"terms", as_json(issue.terms)}};
    if (issue.reference_point) json["reference_point"] = *issue.reference_point;
    issues.push_back(std::move(json));
  }
  return issues;
}

}  // namespace

Json document_of(const TalksReport& report) {
  ordered_json survival = ordered_json::array(), responses = ordered_json::array();
  for (const DayChance& point : report.no_agreement)
    survival.push_back({{"day", to_string(point.day)}, {"no_agreement", as_json(point.chance)}});
  for (const ResponseReport& response : report.responses)
    responses.push_back({{"key", response.key},
                         {"what", wording::response_words(response.response)},
                         {"off", response.off},
                         {"log_ratio", as_json(response.log_ratio)}});
  Json notes = Json::array(), kinds = Json::array();
  for (const Note& note : report.notes) {
    notes.push_back(wording::note_words(report, note));
    kinds.push_back(name_of(note.kind));
  }
  return {
      {"as_of", to_string(report.as_of)},
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
         {{"cases", report.slip.conditions_based.cases}, {"on_time", report.slip.conditions_based.on_time}}},
        {"fitted_on_time",
         {{"calendar", report.calendar_on_time}, {"conditions_based", report.conditions_on_time}}},
        {"label", wording::slip_label_words(report)}}},
      {"notes", notes},
      {"note_kinds", kinds}};
}

std::string no_agreement_svg(const TalksReport& report, std::uint64_t seed) {
  charts::SurvivalChart chart;
  chart.frame.title = wording::Catalogue::english()("picture.talks.title");
  chart.frame.subtitle = wording::Catalogue::english()("picture.talks.subtitle");
  chart.frame.note = wording::Catalogue::english()("picture.talks.note");
  chart.frame.source =
      charts::source_line(seed, version(), report.as_of, fmt::format("{} draws", report.draws));
  chart.time.kind = charts::AxisKind::month;
  charts::SurvivalCurve& curve = chart.curves.emplace_back();
  curve.name = wording::Catalogue::english()("picture.talks.none_yet");
  for (const DayChance& point : report.no_agreement) {
    curve.time.push_back(charts::date_position(point.day));
    curve.share.push_back(point.chance.mean);
    curve.low.push_back(point.chance.q05);
    curve.high.push_back(point.chance.q95);
  }
  return charts::svg_document(charts::survival_chart(chart));
}

nlohmann::ordered_json record_json(const std::vector<ModelScore>& scores, std::size_t cases) {
  ordered_json models = ordered_json::object();
  for (const ModelScore& score : scores) {
    ordered_json json = {{"cases", score.cases},
                         {"mean_absolute_error", score.absolute_error},
                         {"hit_rate", score.hit_rate},
                         {"crps", score.crps},
                         {"crps_is_absolute_error", !score.conformal},
                         {"verdict", wording::verdict_words(score)},
                         {"verdict_kind", name_of(score.verdict)}};
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

}  // namespace handover::report
