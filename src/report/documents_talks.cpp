#include "mission/names.h"
#include "report/documents.h"

namespace handover::report {
namespace {

Json quantiles(const talks::Spread& spread) {
  return {{"mean", spread.mean}, {"q05", spread.q05}, {"q25", spread.q25},
          {"q50", spread.q50},   {"q75", spread.q75}, {"q95", spread.q95}};
}

Json rate(const talks::RateReport& report) {
  return {{"from", word_of(report.from)},
          {"to", word_of(report.to)},
          {"prior_per_day", {{"shape", report.prior.shape}, {"rate", report.prior.rate}}},
          {"posterior_per_day", {{"shape", report.posterior.shape}, {"rate", report.posterior.rate}}},
          {"past_cases", report.cases},
          {"own_events", report.events},
          {"own_days", report.days},
          {"contraction", report.contraction},
          {"label", report.label}};
}

}  // namespace

Json document_of(const talks::TalksReport& report) {
  Json document = {{"state", word_of(report.state)},
                   {"in_state_for_days", report.in_state_for.value},
                   {"chance_of_deal", report.chance_of_deal},
                   {"gap", quantiles(report.gap)},
                   {"suspended_within_30_days", quantiles(report.suspended_within_30_days)},
                   {"suspended_within_90_days", quantiles(report.suspended_within_90_days)},
                   {"agreed_by_horizon", quantiles(report.agreed)},
                   {"collapsed_by_horizon", quantiles(report.collapsed)},
                   {"expelled_by_horizon", quantiles(report.expelled)},
                   {"agreed_10", month_or_null(report.agreed_10)},
                   {"agreed_50", month_or_null(report.agreed_50)},
                   {"agreed_90", month_or_null(report.agreed_90)}};
  for (const auto& issue : report.issues) {
    document["issues"].push_back({{"name", issue.name},
                                  {"scale", {issue.low, issue.high}},
                                  {"low_means", issue.low_means},
                                  {"high_means", issue.high_means},
                                  {"positions", issue.positions},
                                  {"settlement", quantiles(issue.terms)}});
  }
  for (const auto& item : report.rates) document["rates"].push_back(rate(item));
  for (const auto& item : report.no_agreement) {
    document["no_agreement_yet"].push_back(
        {{"day", to_string(item.day)}, {"chance", quantiles(item.chance)}});
  }
  document["slip_label"] = report.slip_label;
  document["notes"] = report.notes;
  return document;
}

}  // namespace handover::report
