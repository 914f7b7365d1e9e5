#include "base/files.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "numerics/statistics.h"
#include "threat/scores/baselines.h"
#include "threat/scores/score_table.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

#include <fmt/format.h>

namespace handover::cli {
namespace {

using nlohmann::ordered_json;
using namespace handover::threat;

struct ScoreCommandOptions {
  CommonOptions common;
  std::string draws, actuals, column, history, origin, groups;
  std::vector<std::string> against, leave_out;
  std::size_t ignorance_draws = 0;
  bool resample_as_published = false;
  std::string absent = "unknown";
};

Month month_option(const std::string& text, const char* option) {
  const auto month = parse_month(text);
  if (month) return *month;
  refuse(option, text, "is not a month", "write YYYY-MM, for example 2021-10");
}

ordered_json as_json(const Scores& scores) {
  ordered_json json = {{"crps", scores.crps},
                       {"crps_log", scores.crps_log},
                       {"ignorance", scores.ignorance},
                       {"interval_score", scores.interval_score},
                       {"dawid_sebastiani", scores.dawid_sebastiani},
                       {"brier_any", scores.brier_any},
                       {"coverage50", scores.coverage50},
                       {"coverage90", scores.coverage90},
                       {"n", scores.n}};
  if (scores.n_onset > 0) json["brier_onset"] = scores.brier_onset;
  if (scores.n_onset > 0) json["n_onset"] = scores.n_onset;
  return json;
}

ordered_json as_json(const std::vector<NamedScores>& list) {
  ordered_json json = ordered_json::object();
  for (const NamedScores& entry : list) json[entry.name] = as_json(entry.scores);
  return json;
}

ordered_json as_json(const Comparison& comparison) {
  ordered_json rules = ordered_json::object();
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

// Everything the command knows before it prints.
struct Result {
  ScoreTable table;
  std::vector<Comparison> comparisons;
  std::vector<std::string> notes = {};
};

// Units that saw nothing in the twelve months up to the origin.
std::vector<std::string> calm_units(const Panel& history, Month origin) {
  std::vector<std::string> calm;
  for (std::size_t unit = 0; unit < history.units.size(); ++unit) {
    bool all_zero = true;
    for (int back = 0; back < 12; ++back) {
      const double value = history.at(unit, plus_months(origin, -back));
      all_zero = all_zero && !std::isnan(value) && value == 0.0;
    }
    if (all_zero) calm.push_back(history.units[unit]);
  }
  return calm;
}

void compare_with_baselines(Result& result, const Panel& history, Month origin, const Panel& actuals,
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

// A name that is mistyped would change the scores and nobody would see it.
void check_names(const ScoreCommandOptions& options, const std::vector<Forecast>& forecasts,
                 const std::map<std::string, std::string>& groups) {
  std::set<std::string> units;
  for (const Forecast& forecast : forecasts) units.insert(forecast.unit);
  const std::size_t all = units.size();
  std::size_t grouped = 0;
  for (const auto& [unit, group] : groups) grouped += units.count(unit);
  if (!options.groups.empty() && grouped == 0)
    refuse("--groups", options.groups, "has no unit of the draws", "name units as the draws name them");
  for (const std::string& unit : options.leave_out) {
    if (units.erase(unit) == 0 && std::count(options.leave_out.begin(), options.leave_out.end(), unit) == 1)
      refuse("--leave-out", unit, "is not a unit of the draws", fmt::format("name one of its {} units", all));
  }
  if (units.empty())
    refuse("--leave-out", options.leave_out.back(), "leaves no unit to score", "keep at least one");
}

PanelOptions panel_options_of(const ScoreCommandOptions& options) {
  return {.value_column = options.column, .absent = parse_absent(options.absent).value_or(Absent::unknown)};
}

// The past as known at the origin, which must hold something and lie before everything forecast.
Panel read_history(const ScoreCommandOptions& options, Month origin, Month first_forecast) {
  if (origin >= first_forecast) {
    refuse("--origin", options.origin, "is not before the first month of the draws",
           fmt::format("name the last month known to the forecasts, before {}", to_string(first_forecast)));
  }
  const PanelOptions panel_options = panel_options_of(options);
  Panel history = known_at(read_panel(read_file(options.history), options.history, panel_options), origin);
  if (history.months == 0)
    refuse("--origin", options.origin, "is before everything in " + options.history, "choose a later month");
  return history;
}

Result score(const ScoreCommandOptions& options) {
  const auto forecasts = read_draws(read_file(options.draws), options.draws);
  const std::set<Month> months = months_of(forecasts);
  const PanelOptions panel_options = panel_options_of(options);
  const Panel actuals = read_panel(read_file(options.actuals), options.actuals, panel_options);
  ScoreOptions score_options;
  score_options.ignorance_draws = options.ignorance_draws;
  score_options.resample_as_published = options.resample_as_published;
  score_options.leave_out = options.leave_out;
  score_options.seed = Seed{options.common.seed};
  score_options.name = options.draws;
  if (!options.groups.empty()) score_options.groups = read_groups(read_file(options.groups), options.groups);
  check_names(options, forecasts, score_options.groups);
  std::optional<Panel> history;
  std::optional<Month> origin;
  if (!options.history.empty()) {
    origin = month_option(options.origin, "--origin");
    history = read_history(options, *origin, *months.begin());
    score_options.calm = calm_units(*history, *origin);
  }
  Result result{score_forecasts(forecasts, actuals, score_options), {}};
  for (const std::string& note : actuals.notes) result.notes.push_back(options.actuals + " " + note);
  // Forecasts are compared with the same number of draws, since the ignorance score depends on it.
  if (score_options.ignorance_draws == 0) score_options.ignorance_draws = forecasts.front().draws.size();
  for (const std::string& file : options.against) {
    score_options.name = file;
    const ScoreTable table = score_forecasts(read_draws(read_file(file), file), actuals, score_options);
    result.comparisons.push_back(compare(result.table, table, file, score_options));
  }
  if (history) compare_with_baselines(result, *history, *origin, actuals, months, score_options);
  return result;
}

void print_json_of(const Result& result) {
  ordered_json document = as_json(result.table.all);
  document["without_outcome"] = result.table.without_outcome;
  document["without_forecast"] = result.table.without_forecast;
  document["units_without_forecast"] = result.table.units_without_forecast;
  document["notes"] = result.notes;
  document["pit"] = result.table.pit;
  document["by_unit"] = as_json(result.table.by_unit);
  document["by_month"] = as_json(result.table.by_month);
  if (!result.table.by_group.empty()) document["by_group"] = as_json(result.table.by_group);
  document["comparisons"] = ordered_json::array();
  for (const Comparison& comparison : result.comparisons)
    document["comparisons"].push_back(as_json(comparison));
  print_json(document);
}

void print_comparison(const Comparison& comparison) {
  print_text("\nAgainst {} ({} unit-months)\n", comparison.against, comparison.n);
  print_text("  {:<14} {:>10} {:>10} {:>7}  {}\n", "rule", "this", "other", "ratio", "its 90 % interval");
  for (const Difference& rule : comparison.rules) {
    const bool better = rule.ratio_interval.high<1.0, worse = rule.ratio_interval.low> 1.0;
    const std::string ratio = std::isnan(rule.ratio) ? "-" : fmt::format("{:.3f}", rule.ratio);
    const std::string interval =
        std::isnan(rule.ratio_interval.low)
            ? "the other's score is zero"
            : fmt::format("{:.3f} to {:.3f} {}", rule.ratio_interval.low, rule.ratio_interval.high,
                          better ? "better" : (worse ? "worse" : "not told apart"));
    print_text("  {:<14} {:>10.4f} {:>10.4f} {:>7}  {}\n", rule.rule, rule.mine, rule.theirs, ratio,
               interval);
  }
}

void print_groups(const std::vector<NamedScores>& groups) {
  if (groups.empty()) return;
  print_text("\n  {:<20} {:>11} {:>11} {:>12} {:>12}\n", "group", "unit-months", "CRPS", "ignorance",
             "interval");
  for (const NamedScores& group : groups) {
    print_text("  {:<20} {:>11} {:>11.4f} {:>12.4f} {:>12.4f}\n", group.name, group.scores.n,
               group.scores.crps, group.scores.ignorance, group.scores.interval_score);
  }
}

// Who leaves out what is hard to forecast must not look better for it.
void print_without_forecast(const ScoreTable& table) {
  if (table.without_forecast == 0) return;
  constexpr std::size_t kMostNamed = 5;
  const auto& units = table.units_without_forecast;
  const std::vector<std::string> named(
      units.begin(), units.begin() + static_cast<std::ptrdiff_t>(std::min(kMostNamed, units.size())));
  print_text("note: {} outcomes in these months have no forecast and are not scored (of {}{})\n",
             table.without_forecast, fmt::join(named, ", "),
             units.size() > kMostNamed ? fmt::format(" and {} more", units.size() - kMostNamed) : "");
}

void print_report(const Result& result) {
  const Scores& all = result.table.all;
  print_text("{} unit-months scored", all.n);
  if (result.table.without_outcome > 0)
    print_text(" ({} more have no outcome)", result.table.without_outcome);
  print_text("\n");
  print_without_forecast(result.table);
  for (const std::string& note : result.notes) print_text("note: {}\n", note);
  print_text("  CRPS                 {:>12.4f}\n  CRPS of log(1+y)     {:>12.4f}\n", all.crps, all.crps_log);
  print_text("  ignorance            {:>12.4f}\n  interval score 90 %  {:>12.4f}\n", all.ignorance,
             all.interval_score);
  print_text("  Dawid-Sebastiani     {:>12.4f}\n  Brier, above zero    {:>12.4f}\n", all.dawid_sebastiani,
             all.brier_any);
  if (all.n_onset > 0)
    print_text("  Brier, onset         {:>12.4f}  ({} unit-months)\n", all.brier_onset, all.n_onset);
  print_text("  inside 50 % / 90 %   {:>11.1f}% /{:>5.1f}%\n  PIT (tenths)  ", 100 * all.coverage50,
             100 * all.coverage90);
  for (const std::size_t count : result.table.pit) {
    print_text(" {:.1f}", 100.0 * static_cast<double>(count) / static_cast<double>(all.n));
  }
  print_text("  (10.0 ideal)\n");
  print_groups(result.table.by_group);
  for (const Comparison& comparison : result.comparisons) print_comparison(comparison);
}

int run_score(const ScoreCommandOptions& options) {
  if (!options.history.empty() && options.origin.empty()) {
    refuse("--history", "", "needs --origin, the last month that was known", "add --origin YYYY-MM");
  }
  const Result result = score(options);
  if (options.common.json) {
    print_json_of(result);
  } else {
    print_report(result);
  }
  return kDone;
}

}  // namespace

void add_score(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ScoreCommandOptions>();
  Command command(app, "score");
  command.bind("--draws", options->draws)
      .bind("--actuals", options->actuals)
      .bind("--column", options->column)
      .bind("--absent", options->absent)
      .bind("--against", options->against)
      .bind("--history", options->history)
      .bind("--origin", options->origin)
      .bind("--groups", options->groups)
      .bind("--leave-out", options->leave_out)
      .bind("--ignorance-draws", options->ignorance_draws)
      .bind("--resample-as-published", options->resample_as_published)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_score(*options); });
}

}  // namespace handover::cli
