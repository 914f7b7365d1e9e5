#include "report/documents_timeline.h"
#include "timeline/hindcast.h"
#include "wording/findings.h"

namespace handover::report {
namespace {

using namespace handover::timeline;

Json row_json(const HindcastReport& report, const HindcastRow& row) {
  Json json = {{"id", row.question.id},           {"case", row.question.case_id},
               {"question", row.question.text},   {"kind", row.question.count ? "count" : "binary"},
               {"forecast", row.forecast},        {"range90", {row.low, row.high}},
               {"outcome", row.question.outcome}, {row.question.count ? "crps" : "brier", row.score}};
  if (!row.question.count) json["log_score"] = row.log_score;
  json["naive"] = Json::array();
  for (const NaiveForecast& naive : row.naive) {
    json["naive"].push_back({{"name", naive.name},
                             {"forecast", naive.forecast},
                             {row.question.count ? "crps" : "brier", naive.score}});
  }
  json["lost"] = row.lost;
  if (row.stress) json["stress"] = wording::stress_words(report, *row.stress);
  return json;
}

}  // namespace

Json document_of(const HindcastReport& report) {
  Json json = {{"mission", report.mission},        {"plan", report.plan},
               {"as_of", to_string(report.as_of)}, {"assumptions_sha256", report.assumptions_sha256},
               {"scenarios", report.scenarios},    {"replications", report.replications}};
  json["rows"] = Json::array();
  for (const HindcastRow& row : report.rows) json["rows"].push_back(row_json(report, row));
  json["cases"] = Json::array();
  for (const CaseScore& score : report.cases) {
    Json naive = Json::object();
    for (const auto& [name, value] : score.naive) naive[name] = value;
    json["cases"].push_back({{"case", score.case_id},
                             {"kind", score.count ? "count" : "binary"},
                             {"questions", score.questions},
                             {"score", score.score},
                             {"naive", naive}});
  }
  return json;
}

}  // namespace handover::report
