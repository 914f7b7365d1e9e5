#include "report/talks_timing.h"

#include "base/files.h"
#include "base/problem.h"
#include "wording/assessments.h"

#include <utility>

namespace handover::report {
namespace {

Json durability_json(const talks::DurabilityReport& report) {
  Json json = {{"group", report.group},
               {"agreements", report.agreements},
               {"ended", report.ended},
               {"label", report.label},
               {"ended_per_year", report.exponential_per_year},
               {"survival", Json::object()}};
  for (const int days : {30, 90, 180, 365, 730, 1825, 3650}) {
    const auto step = talks::survival_at(report.curve, days);
    json["survival"][std::to_string(days)] = {{"share", step.survival},
                                              {"interval95", {step.interval.low, step.interval.high}}};
  }
  if (report.weibull)
    json["weibull"] = {{"shape", report.weibull->shape}, {"scale_days", report.weibull->scale}};
  return json;
}

// What makes a curve none: scored, an empty one or one outside 0 to 1 would beat every honest one.
const char* fault_of(const talks::TimingForecast& forecast, Date as_of) {
  if (forecast.day.empty()) return "has a curve without points";
  if (forecast.day.front() < as_of) return "has a curve that begins before its as-of date";
  double before = 0.0;
  for (std::size_t i = 0; i < forecast.day.size(); ++i) {
    if (i > 0 && forecast.day[i] <= forecast.day[i - 1]) return "has a curve whose days do not ascend";
    const double chance = forecast.agreed_by[i];
    if (!(chance >= 0.0 && chance <= 1.0)) return "has a chance outside 0 to 1";
    if (chance < before) return "has a chance of having agreed that falls";
    before = chance;
  }
  return nullptr;
}

// Reads one file that --forecast wrote.
std::vector<talks::TimingForecast> read_forecasts(const std::string& path, Date& as_of) {
  const auto bad = [&](const char* what) {
    return InputError(Problem{.code = ProblemCode::syntax,
                              .file = path,
                              .what = what,
                              .hint = "give a file written by handover talks --forecast"});
  };
  const auto json = nlohmann::json::parse(read_file(path), nullptr, false);
  if (json.is_discarded() || !json.is_object()) throw bad("is not a JSON document");
  std::vector<talks::TimingForecast> forecasts;
  try {
    const auto date = parse_date(json.at("as_of").get<std::string>());
    if (!date) throw bad("has no as-of date");
    as_of = *date;
    for (const auto& entry : json.at("timing")) {
      auto& forecast = forecasts.emplace_back();
      forecast.name = entry.at("name").get<std::string>();
      for (const auto& point : entry.at("curve")) {
        const auto day = parse_date(point.at("day").get<std::string>());
        if (!day) throw bad("has a day that is none");
        forecast.day.push_back(*day);
        forecast.agreed_by.push_back(point.at("agreed_by").get<double>());
      }
      if (const char* fault = fault_of(forecast, as_of)) throw bad(fault);
    }
  } catch (const nlohmann::json::exception&) {
    throw bad("is not a forecast of talks");
  }
  return forecasts;
}

}  // namespace

Json timing_document(const std::vector<talks::TimingForecast>& forecasts) {
  Json list = Json::array();
  for (const auto& forecast : forecasts) {
    Json curve = Json::array();
    for (std::size_t i = 0; i < forecast.day.size(); ++i)
      curve.push_back({{"day", to_string(forecast.day[i])}, {"agreed_by", forecast.agreed_by[i]}});
    list.push_back({{"name", forecast.name}, {"how", wording::timing_words(forecast)}, {"curve", curve}});
  }
  return list;
}

Json durability_document(const std::string& file, const std::vector<talks::DurabilityReport>& groups) {
  Json document = {{"file", file}, {"groups", Json::array()}};
  for (const auto& group : groups) document["groups"].push_back(durability_json(group));
  return document;
}

TimingScores score_timing(const std::string& file, const std::optional<Date>& agreed_on) {
  TimingScores scores{.file = file};
  for (const auto& forecast : read_forecasts(file, scores.as_of))
    scores.days.emplace_back(forecast.name, talks::timing_score(forecast, scores.as_of, agreed_on));
  return scores;
}

Json document_of(const std::vector<TimingScores>& files) {
  Json document = Json::array();
  for (const TimingScores& one : files) {
    Json scores = Json::object();
    for (const auto& [name, days] : one.days) scores[name] = days;
    document.push_back({{"file", one.file}, {"as_of", to_string(one.as_of)}, {"score_days", scores}});
  }
  return document;
}

}  // namespace handover::report
