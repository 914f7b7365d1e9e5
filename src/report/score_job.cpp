#include "report/score_job.h"

#include "base/files.h"
#include "numerics/statistics.h"
#include "report/options.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace handover::report {
namespace {

using namespace handover::threat;

Month month_option(const std::string& text, const char* option) {
  const auto month = parse_month(text);
  if (month) return *month;
  refuse(option, text, "is not a month", "write YYYY-MM, for example 2021-10");
}

Json as_json(const Scores& scores) {
  Json json = {{"crps", scores.crps},
               {"crps_log", scores.crps_log},
               {"ignorance", scores.ignorance},
               {"ignorance_official", scores.ignorance_official},
               {"chance_any", scores.chance_any},
               {"came_any", scores.came_any},
               {"interval_score", scores.interval_score},
               {"dawid_sebastiani", scores.dawid_sebastiani},
               {"brier_any", scores.brier_any},
               {"coverage50", scores.coverage50},
               {"coverage90", scores.coverage90},
               {"below90", scores.below90},
               {"above90", scores.above90},
               {"n", scores.n}};
  if (scores.n_onset > 0) json["brier_onset"] = scores.brier_onset;
  if (scores.n_onset > 0) json["n_onset"] = scores.n_onset;
  return json;
}

Json as_json(const std::vector<NamedScores>& list) {
  Json json = Json::object();
  for (const NamedScores& entry : list) json[entry.name] = as_json(entry.scores);
  return json;
}

Json as_json(const Comparison& comparison) {
  Json rules = Json::object();
  for (const Difference& rule : comparison.rules) {
    rules[rule.rule] = {
        {"mine", rule.mine},
        {"theirs", rule.theirs},
        {"ratio", rule.ratio},
        {"ratio_interval90", {rule.ratio_interval.low, rule.ratio_interval.high}},
        {"difference", rule.mine - rule.theirs},
        {"difference_interval90", {rule.difference_interval.low, rule.difference_interval.high}}};
  }
  return {{"against", comparison.against}, {"n", comparison.n}, {"rules", rules}};
}

void compare_with_baselines(ScoreRun& result, const Panel& history, Month origin, const Panel& actuals,
                            const std::set<Month>& months, ScoreOptions options) {
  const std::vector<Month> list(months.begin(), months.end());
  for (const Baseline baseline : kBaselines) {
    const auto forecasts = baseline_forecast(history, origin, list, baseline, {.seed = options.seed});
    options.name = name_of(baseline);
    const ScoreTable table = score_forecasts(forecasts, actuals, options);
    result.comparisons.push_back(compare(result.table, table, std::string(name_of(baseline)), options));
  }
}

std::set<Month> months_of(const std::vector<Forecast>& forecasts) {
  std::set<Month> months;
  for (const Forecast& forecast : forecasts) months.insert(forecast.month);
  return months;
}

// Without a history given apart the outcomes' own past serves, where they hold the year before the forecasts.
std::vector<std::string> calm_before(const Panel& actuals, Month first_forecast) {
  return calm_units(actuals, plus_months(first_forecast, -1));
}

Json as_json(const OnsetRule& rule) {
  return {{"brier", rule.brier}, {"ignorance", rule.ignorance}};
}

Json as_json(const OnsetScores& onset) {
  return {{"n", onset.n},
          {"forecast", onset.forecast},
          {"came", onset.came},
          {"mine", as_json(onset.mine)},
          {"never", as_json(onset.never)},
          {"spell_rate", as_json(onset.spell_rate)}};
}

Json as_json(const std::vector<ReliabilityBin>& bins) {
  Json json = Json::array();
  for (const ReliabilityBin& bin : bins) {
    if (bin.n == 0) continue;
    json.push_back(
        {{"low", bin.low}, {"high", bin.high}, {"n", bin.n}, {"forecast", bin.forecast}, {"came", bin.came}});
  }
  return json;
}

// A name that is mistyped would change the scores and nobody would see it.
void check_names(const ScoreWanted& wanted, const std::vector<Forecast>& forecasts,
                 const std::map<std::string, std::string>& groups) {
  std::set<std::string> units;
  for (const Forecast& forecast : forecasts) units.insert(forecast.unit);
  const std::size_t all = units.size();
  std::size_t grouped = 0;
  for (const auto& [unit, group] : groups) grouped += units.count(unit);
  if (!wanted.groups.empty() && grouped == 0)
    refuse("--groups", wanted.groups, "has no unit of the draws", "name units as the draws name them");
  for (const std::string& unit : wanted.leave_out) {
    if (units.erase(unit) == 0 && std::count(wanted.leave_out.begin(), wanted.leave_out.end(), unit) == 1)
      refuse("--leave-out", unit, "is not a unit of the draws", fmt::format("name one of its {} units", all));
  }
  if (units.empty())
    refuse("--leave-out", wanted.leave_out.back(), "leaves no unit to score", "keep at least one");
}

PanelOptions panel_options_of(const ScoreWanted& wanted) {
  return {.value_column = wanted.column, .absent = parse_absent(wanted.absent).value_or(Absent::unknown)};
}

// The past as known at the origin, which must hold something and lie before everything forecast.
Panel read_history(const ScoreWanted& wanted, Month origin, Month first_forecast) {
  if (origin >= first_forecast) {
    refuse("--origin", wanted.origin, "is not before the first month of the draws",
           fmt::format("name the last month known to the forecasts, before {}", to_string(first_forecast)));
  }
  const PanelOptions panel_options = panel_options_of(wanted);
  Panel history = known_at(read_panel(read_file(wanted.history), wanted.history, panel_options), origin);
  if (history.months == 0)
    refuse("--origin", wanted.origin, "is before everything in " + wanted.history, "choose a later month");
  return history;
}

}  // namespace

ScoreRun score_draws(const ScoreWanted& wanted) {
  if (!wanted.history.empty() && wanted.origin.empty())
    refuse("--history", "", "needs --origin, the last month that was known", "add --origin YYYY-MM");
  const auto forecasts = read_draws(read_file(wanted.draws), wanted.draws);
  const std::set<Month> months = months_of(forecasts);
  const PanelOptions panel_options = panel_options_of(wanted);
  const Panel actuals = read_panel(read_file(wanted.actuals), wanted.actuals, panel_options);
  ScoreOptions score_options;
  score_options.ignorance_draws = wanted.ignorance_draws;
  score_options.leave_out = wanted.leave_out;
  score_options.seed = Seed{wanted.seed};
  score_options.name = wanted.draws;
  if (!wanted.groups.empty()) score_options.groups = read_groups(read_file(wanted.groups), wanted.groups);
  check_names(wanted, forecasts, score_options.groups);
  std::optional<Panel> history;
  std::optional<Month> origin;
  if (!wanted.history.empty()) {
    origin = month_option(wanted.origin, "--origin");
    history = read_history(wanted, *origin, *months.begin());
    score_options.calm = calm_units(*history, *origin);
  } else {
    score_options.calm = calm_before(actuals, *months.begin());
  }
  ScoreRun result{score_forecasts(forecasts, actuals, score_options), {}};
  for (const std::string& note : actuals.notes) result.notes.push_back(wanted.actuals + " " + note);
  if (history) result.onset = onset_scores(result.table, *history, *origin);
  for (const std::string& file : wanted.against) {
    score_options.name = file;
    const ScoreTable table = score_forecasts(read_draws(read_file(file), file), actuals, score_options);
    result.comparisons.push_back(compare(result.table, table, file, score_options));
  }
  if (history) compare_with_baselines(result, *history, *origin, actuals, months, score_options);
  return result;
}

Json document_of(const ScoreRun& result) {
  Json document = as_json(result.table.all);
  document["without_outcome"] = result.table.without_outcome;
  document["without_forecast"] = result.table.without_forecast;
  document["units_without_forecast"] = result.table.units_without_forecast;
  document["notes"] = result.notes;
  document["pit"] = result.table.pit;
  document["onset_brier"] = result.table.all.n_onset > 0 ? Json(result.table.all.brier_onset) : Json();
  document["reliability"] = as_json(reliability_of(result.table));
  document["reliability_calm"] = as_json(reliability_of(result.table, true));
  if (result.onset) document["onset"] = as_json(*result.onset);
  document["by_unit"] = as_json(result.table.by_unit);
  document["by_month"] = as_json(result.table.by_month);
  if (!result.table.by_group.empty()) document["by_group"] = as_json(result.table.by_group);
  document["comparisons"] = Json::array();
  for (const Comparison& comparison : result.comparisons)
    document["comparisons"].push_back(as_json(comparison));
  return document;
}

}  // namespace handover::report
