#include "mission/names.h"
#include "report/documents.h"
#include "wording/assessments.h"

#include <cmath>

namespace handover::report {
namespace {

using namespace handover::threat;

Json number_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json estimate(const Estimate& value) {
  return {{"median", number_or_null(value.median)},
          {"interval_90", {number_or_null(value.low), number_or_null(value.high)}},
          {"assumed", value.assumed}};
}

Json forecast(const std::vector<MonthForecast>& months) {
  Json rows = Json::array();
  for (const auto& month : months) {
    rows.push_back({{"month", to_string(month.month)},
                    {"mean", month.mean},
                    {"q05", month.q05},
                    {"q25", month.q25},
                    {"q50", month.q50},
                    {"q75", month.q75},
                    {"q95", month.q95}});
  }
  return rows;
}

Json skill(const std::vector<SkillReport>& reports) {
  Json rows = Json::array();
  for (const auto& row : reports) {
    rows.push_back({{"baseline", row.baseline},
                    {"months", row.months},
                    {"origins", row.origins},
                    {"crps_model", row.crps_model},
                    {"crps_baseline", row.crps_baseline},
                    {"ratio", number_or_null(row.ratio)},
                    {"model_is_worse", row.ratio > 1.0},
                    {"coverage50", row.coverage50},
                    {"coverage90", row.coverage90}});
  }
  return rows;
}

Json stream(const StreamReport& report, const Mission& mission) {
  Json document = {{"id", report.id},
                   {"name", report.name},
                   {"counted_by", report.counted_by},
                   {"has_daily", report.has_daily},
                   {"has_totals", report.has_totals},
                   {"per_month_now", estimate(report.per_month_now)},
                   {"branching_ratio", estimate(report.branching_ratio)},
                   {"endemic_share", estimate(report.endemic_share)},
                   {"own_share", estimate(report.own_share)},
                   {"neighbour_share", estimate(report.neighbour_share)},
                   {"excitation_is_trend", report.excitation_is_trend},
                   {"incidents", forecast(report.incidents)},
                   {"killed", forecast(report.killed)},
                   {"skill", skill(report.skill)}};
  for (const auto& size : report.sizes) {
    document["killed_per_incident"].push_back({{"victim", word_of(size.victim)},
                                               {"estimate", estimate(size.killed_per_incident)},
                                               {"no_record", size.fit.no_record},
                                               {"tail_exponent", size.fit.tail.alpha}});
  }
  document["branching_with_flexible_trend"] = estimate(report.branching_with_flexible_trend);
  document["zonal_data_fresh"] = report.zonal_data_fresh;
  document["expected_next_30_days_by_zone"] = Json::object();
  for (std::size_t z = 0; z < report.next_days_by_zone.size(); ++z)
    document["expected_next_30_days_by_zone"][mission.zones[z].id] = report.next_days_by_zone[z];
  document["levels"] = Json::array();
  for (const MonthLevel& level : report.levels) {
    document["levels"].push_back({{"month", to_string(level.month)},
                                  {"level", estimate(level.per_month)},
                                  {"counted", level.counted ? Json(*level.counted) : Json(nullptr)}});
  }
  document["parts"] = Json::array();
  for (const MonthParts& parts : report.parts) {
    document["parts"].push_back({{"month", to_string(parts.month)},
                                 {"endemic", parts.endemic},
                                 {"own_zone", parts.own_zone},
                                 {"neighbours", parts.neighbours},
                                 {"other_streams", parts.other_streams}});
  }
  document["pit"] = report.pit;
  document["pit_distance"] = report.pit_distance;
  document["residual_autocorrelation"] = report.residual_autocorrelation;
  document["notes"] = Json::array();
  document["note_kinds"] = Json::array();
  for (const StreamNote& note : report.notes) {
    document["notes"].push_back(wording::note_words(report, note));
    document["note_kinds"].push_back(name_of(note.kind));
  }
  return document;
}

// Smoothed chance of being on by day, from the first day that tells anything.
Json days_on(const PatronReport& patron) {
  Json days = Json::object();
  for (std::size_t d = 0; d < patron.on_by_day.size(); ++d) {
    if (std::isnan(patron.on_by_day[d])) continue;
    const Date day = patron.first_day + std::chrono::days{static_cast<int>(d)};
    days[to_string(day)] = std::round(1e4 * patron.on_by_day[d]) / 1e4;
  }
  return days;
}

Json parameter(const ParameterReport& report) {
  return {{"name", report.name},
          {"stream", report.stream},
          {"estimate", estimate(report.estimate)},
          {"prior_90", {number_or_null(report.prior.low), number_or_null(report.prior.high)}},
          {"contraction", number_or_null(report.contraction)}};
}

}  // namespace

Json document_of(const ThreatReport& report, const Mission& mission) {
  Json document = {
      {"fit",
       {{"converged", report.fit.converged},
        {"gradient_norm", number_or_null(report.fit.gradient_norm)},
        {"condition_number", number_or_null(report.fit.condition_number)},
        {"stop", name_of(report.fit.stop)},
        {"acceptance", report.fit.acceptance},
        {"r_hat", report.fit.worst_r_hat},
        {"effective_draws", report.fit.least_effective},
        {"starts", report.fit.starts},
        {"starts_agreeing", report.fit.starts_agreeing},
        {"log_likelihood", number_or_null(report.fit.log_likelihood)}}},
      {"half_life_days",
       {{"fast", estimate(report.fast_half_life_days)}, {"slow", estimate(report.slow_half_life_days)}}}};
  document["penalties"] = {{"background_step_sd", report.walk_sd},
                           {"zone_sd", report.zone_sd},
                           {"covariate_sd", report.covariate_sd}};
  document["drift_variance_per_year"] = report.drift_variance_per_year;
  document["streams"] = Json::array();
  for (const auto& item : report.streams) document["streams"].push_back(stream(item, mission));
  document["patrons"] = Json::array();
  for (const auto& patron : report.patrons) {
    document["patrons"].push_back({{"id", patron.id},
                                   {"name", patron.name},
                                   {"on_now", estimate(patron.on_now)},
                                   {"days_on", estimate(patron.days_on)},
                                   {"days_off", estimate(patron.days_off)},
                                   {"switches_on_seen", patron.switches_on_seen},
                                   {"switches_off_seen", patron.switches_off_seen},
                                   {"on_by_day", days_on(patron)}});
  }
  document["parameters"] = Json::array();
  for (const auto& item : report.parameters) document["parameters"].push_back(parameter(item));
  document["not_used"] = Json::array();
  for (const auto& item : report.not_used)
    document["not_used"].push_back({{"what", wording::what_is_not_used(mission, item)},
                                    {"why", wording::why_not_used(item)},
                                    {"kind", name_of(item.why)},
                                    {"line", item.line}});
  return document;
}

}  // namespace handover::report
