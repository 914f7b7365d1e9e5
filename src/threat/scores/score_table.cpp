#include "threat/scores/score_table.h"

#include "base/random_stream.h"
#include "threat/scores/resample.h"
#include "threat/scores/scores.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace handover::threat {
namespace {

Scores score_one(const Forecast& forecast, double outcome, bool calm, const ScoreOptions& options) {
  std::vector<double> sorted = forecast.draws;
  std::sort(sorted.begin(), sorted.end());
  Scores scores;
  scores.n = 1;
  scores.crps = crps(sorted, outcome);
  scores.crps_log = crps_of_log(sorted, outcome);
  scores.ignorance_official = ignorance(resample_draws(forecast.draws), outcome);
  scores.ignorance = options.ignorance_draws > 0
                         ? ignorance(repeat_draws(forecast.draws, options.ignorance_draws), outcome)
                         : scores.ignorance_official;
  scores.interval_score = interval_score(sorted, outcome);
  scores.dawid_sebastiani = dawid_sebastiani(sorted, outcome);
  scores.brier_any = brier_any(sorted, outcome);
  scores.chance_any = chance_of_any(sorted);
  scores.came_any = outcome > 0.0 ? 1.0 : 0.0;
  if (calm) {
    scores.brier_onset = scores.brier_any;
    scores.n_onset = 1;
  }
  scores.coverage50 = covered(sorted, outcome, 0.5) ? 1.0 : 0.0;
  scores.coverage90 = covered(sorted, outcome, 0.9) ? 1.0 : 0.0;
  scores.below90 = scores.coverage90 == 0.0 && outcome < quantile_of_sorted(sorted, 0.5) ? 1.0 : 0.0;
  scores.above90 = 1.0 - scores.coverage90 - scores.below90;
  return scores;
}

void add(Scores& sum, const Scores& one) {
  sum.n += one.n;
  sum.crps += one.crps;
  sum.crps_log += one.crps_log;
  sum.ignorance += one.ignorance;
  sum.ignorance_official += one.ignorance_official;
  sum.chance_any += one.chance_any;
  sum.came_any += one.came_any;
  sum.interval_score += one.interval_score;
  sum.dawid_sebastiani += one.dawid_sebastiani;
  sum.brier_any += one.brier_any;
  sum.brier_onset += one.brier_onset;
  sum.n_onset += one.n_onset;
  sum.coverage50 += one.coverage50;
  sum.coverage90 += one.coverage90;
  sum.below90 += one.below90;
  sum.above90 += one.above90;
}

Scores mean_from(Scores sum) {
  const double n = static_cast<double>(std::max<std::size_t>(sum.n, 1));
  for (double* value : {&sum.crps, &sum.crps_log, &sum.ignorance, &sum.ignorance_official,
                        &sum.interval_score, &sum.dawid_sebastiani, &sum.brier_any, &sum.chance_any,
                        &sum.came_any, &sum.coverage50, &sum.coverage90, &sum.below90, &sum.above90}) {
    *value /= n;
  }
  if (sum.n_onset > 0) sum.brier_onset /= static_cast<double>(sum.n_onset);
  return sum;
}

template <class Key, class NameOf>
std::vector<NamedScores> means(const std::map<Key, Scores>& sums, NameOf name_of) {
  std::vector<NamedScores> result;
  for (const auto& [key, sum] : sums) result.push_back({name_of(key), mean_from(sum)});
  return result;
}

constexpr std::size_t kRules = 5;
constexpr std::array<const char*, kRules> kRuleNames = {"crps", "crps_log", "ignorance", "interval_score",
                                                        "brier_any"};
using RuleValues = std::array<double, kRules>;
RuleValues values_of(const Scores& scores) {
  return {scores.crps, scores.crps_log, scores.ignorance, scores.interval_score, scores.brier_any};
}

// One block of the bootstrap: a unit's sums over its months.
struct Block {
  double n = 0.0;
  RuleValues mine{}, theirs{};
  void add(const Block& other) {
    n += other.n;
    for (std::size_t r = 0; r < kRules; ++r) {
      mine[r] += other.mine[r];
      theirs[r] += other.theirs[r];
    }
  }
};

std::vector<Block> blocks_of(const ScoreTable& mine, const ScoreTable& theirs) {
  std::map<std::pair<std::string, Month>, const Scores*> other;
  for (std::size_t i = 0; i < theirs.rows.size(); ++i) {
    other[{theirs.unit_of_row[i], theirs.month_of_row[i]}] = &theirs.rows[i];
  }
  std::map<std::string, Block> by_unit;
  for (std::size_t i = 0; i < mine.rows.size(); ++i) {
    const auto match = other.find({mine.unit_of_row[i], mine.month_of_row[i]});
    if (match != other.end()) {
      by_unit[mine.unit_of_row[i]].add({1.0, values_of(mine.rows[i]), values_of(*match->second)});
    }
  }
  std::vector<Block> blocks;
  for (const auto& [unit, block] : by_unit) blocks.push_back(block);
  return blocks;
}

Interval middle_ninety(const std::vector<double>& values) {
  return {quantile_of(values, 0.05), quantile_of(values, 0.95)};
}

// No forecast has an outcome: says what the two are about.
InputError nothing_to_score(const std::vector<Forecast>& forecasts, const Panel& outcomes,
                            const std::string& name) {
  Problem problem{.code = ProblemCode::missing,
                  .file = name,
                  .what = "has no forecast that an outcome is given for",
                  .hint = "give outcomes for the units and months of the forecasts"};
  if (!forecasts.empty() && !outcomes.units.empty()) {
    problem.what += fmt::format(": the first is of {} in {}, the outcomes of {} and {} more, {} to {}",
                                forecasts.front().unit, to_string(forecasts.front().month),
                                outcomes.units.front(), outcomes.units.size() - 1, to_string(outcomes.first),
                                to_string(outcomes.month_at(outcomes.months - 1)));
  }
  return InputError(problem);
}

void count_without_forecast(ScoreTable& table, const std::vector<Forecast>& forecasts, const Panel& outcomes,
                            const std::set<std::string>& left_out) {
  std::set<std::pair<std::string, Month>> forecast;
  std::set<Month> months;
  for (const Forecast& one : forecasts) {
    forecast.emplace(one.unit, one.month);
    months.insert(one.month);
  }
  for (std::size_t unit = 0; unit < outcomes.units.size(); ++unit) {
    const std::string& name = outcomes.units[unit];
    if (left_out.contains(name)) continue;
    const std::size_t before = table.without_forecast;
    for (const Month month : months) {
      if (!std::isnan(outcomes.at(unit, month)) && !forecast.contains({name, month}))
        ++table.without_forecast;
    }
    if (table.without_forecast > before) table.units_without_forecast.push_back(name);
  }
}

}  // namespace

ScoreTable score_forecasts(const std::vector<Forecast>& forecasts, const Panel& outcomes,
                           const ScoreOptions& options) {
  ScoreTable table;
  table.pit.assign(10, 0);
  Scores all;
  std::map<std::size_t, Scores> by_unit;
  std::map<Month, Scores> by_month;
  std::map<std::string, Scores> by_group;
  std::map<std::string, std::size_t> unit_index;
  for (std::size_t i = 0; i < outcomes.units.size(); ++i) unit_index[outcomes.units[i]] = i;
  const std::set<std::string> left_out(options.leave_out.begin(), options.leave_out.end());
  const std::set<std::string> calm(options.calm.begin(), options.calm.end());
  const RandomStream randomness(options.seed, 0, 0, Purpose::pit);
  for (const Forecast& forecast : forecasts) {
    if (left_out.contains(forecast.unit)) continue;
    const auto unit = unit_index.find(forecast.unit);
    const double outcome = unit == unit_index.end() ? kMissing : outcomes.at(unit->second, forecast.month);
    if (std::isnan(outcome)) {
      ++table.without_outcome;
      continue;
    }
    const Scores scores = score_one(forecast, outcome, calm.contains(forecast.unit), options);
    std::vector<double> sorted = forecast.draws;
    std::sort(sorted.begin(), sorted.end());
    const double pit =
        randomised_pit(sorted, outcome, randomness.uniform_at(0, static_cast<std::uint32_t>(all.n)));
    ++table.pit[std::min<std::size_t>(static_cast<std::size_t>(pit * 10.0), 9)];
    add(all, scores);
    add(by_unit[unit->second], scores);
    add(by_month[forecast.month], scores);
    const auto group = options.groups.find(forecast.unit);
    if (group != options.groups.end()) add(by_group[group->second], scores);
    table.unit_of_row.push_back(forecast.unit);
    table.month_of_row.push_back(forecast.month);
    table.rows.push_back(scores);
  }
  if (all.n == 0) {
    throw nothing_to_score(forecasts, outcomes, options.name);
  }
  count_without_forecast(table, forecasts, outcomes, left_out);
  table.all = mean_from(all);
  table.by_unit = means(by_unit, [&](std::size_t unit) { return outcomes.units[unit]; });
  table.by_month = means(by_month, [](Month month) { return to_string(month); });
  table.by_group = means(by_group, [](const std::string& group) { return group; });
  return table;
}

std::vector<ReliabilityBin> reliability_of(const ScoreTable& table, bool calm_only) {
  // Narrow where onsets live, a tenth wide elsewhere.
  constexpr double edges[] = {0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3,
                              0.4, 0.5,   0.6,   0.7,  0.8,  0.9, 1.0};
  std::vector<ReliabilityBin> bins;
  for (std::size_t i = 0; i + 1 < std::size(edges); ++i)
    bins.push_back({.low = edges[i], .high = edges[i + 1]});
  for (const Scores& row : table.rows) {
    if (calm_only && row.n_onset == 0) continue;
    const auto above = std::upper_bound(std::begin(edges), std::end(edges), row.chance_any);
    ReliabilityBin& bin =
        bins[std::min(static_cast<std::size_t>(above - std::begin(edges)) - 1, bins.size() - 1)];
    ++bin.n;
    bin.forecast += row.chance_any;
    bin.came += row.came_any;
  }
  for (ReliabilityBin& bin : bins) {
    if (bin.n == 0) continue;
    bin.forecast /= static_cast<double>(bin.n);
    bin.came /= static_cast<double>(bin.n);
  }
  return bins;
}

void pool(ScoreTable& all, const ScoreTable& one) {
  all.rows.insert(all.rows.end(), one.rows.begin(), one.rows.end());
  all.unit_of_row.insert(all.unit_of_row.end(), one.unit_of_row.begin(), one.unit_of_row.end());
  all.month_of_row.insert(all.month_of_row.end(), one.month_of_row.begin(), one.month_of_row.end());
  all.without_outcome += one.without_outcome;
  all.without_forecast += one.without_forecast;
  all.pit.resize(std::max(all.pit.size(), one.pit.size()), 0);
  for (std::size_t bin = 0; bin < one.pit.size(); ++bin) all.pit[bin] += one.pit[bin];
  Scores sum;
  std::map<std::string, Scores> by_unit;
  std::map<Month, Scores> by_month;
  for (std::size_t i = 0; i < all.rows.size(); ++i) {
    add(sum, all.rows[i]);
    add(by_unit[all.unit_of_row[i]], all.rows[i]);
    add(by_month[all.month_of_row[i]], all.rows[i]);
  }
  all.all = mean_from(sum);
  all.by_unit = means(by_unit, [](const std::string& unit) { return unit; });
  all.by_month = means(by_month, [](Month month) { return to_string(month); });
  all.by_group.clear();
}

Comparison compare(const ScoreTable& mine, const ScoreTable& theirs, std::string name,
                   const ScoreOptions& options) {
  const std::vector<Block> blocks = blocks_of(mine, theirs);
  if (blocks.empty()) {
    throw InputError(Problem{.code = ProblemCode::missing,
                             .value = name,
                             .what = "has no unit and month in common with the draws",
                             .hint = "compare forecasts for the same units and months"});
  }
  Block all;
  for (const Block& block : blocks) all.add(block);
  std::array<std::vector<double>, kRules> ratios, differences;
  const RandomStream randomness(options.seed, 0, 0, Purpose::bootstrap);
  for (std::size_t b = 0; b < options.bootstrap_draws; ++b) {
    Block sum;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const double uniform =
          randomness.uniform_at(static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(i));
      sum.add(blocks[static_cast<std::size_t>(uniform * static_cast<double>(blocks.size()))]);
    }
    for (std::size_t r = 0; r < kRules; ++r) {
      if (sum.theirs[r] != 0.0) ratios[r].push_back(sum.mine[r] / sum.theirs[r]);
      differences[r].push_back((sum.mine[r] - sum.theirs[r]) / sum.n);
    }
  }
  Comparison comparison{std::move(name), static_cast<std::size_t>(all.n), {}};
  for (std::size_t r = 0; r < kRules; ++r) {
    Difference difference{kRuleNames[r], all.mine[r] / all.n,  all.theirs[r] / all.n,
                          kMissing,      {kMissing, kMissing}, {}};
    if (all.theirs[r] != 0.0) difference.ratio = all.mine[r] / all.theirs[r];
    if (!ratios[r].empty()) difference.ratio_interval = middle_ninety(ratios[r]);
    if (!differences[r].empty()) difference.difference_interval = middle_ninety(differences[r]);
    comparison.rules.push_back(difference);
  }
  return comparison;
}

}  // namespace handover::threat
