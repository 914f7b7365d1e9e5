// Scores of whole sets of forecasts: by unit, month and group, with paired differences to other forecasts.
#pragma once

#include "numerics/statistics.h"
#include "threat/panel/panel.h"

namespace handover::threat {

// One number per rule, means over unit-months.
struct Scores {
  std::size_t n = 0;
  double crps = 0.0, crps_log = 0.0, ignorance = 0.0, interval_score = 0.0, dawid_sebastiani = 0.0;
  double ignorance_official = 0.0;  // of draws brought to 1,000 as in the published evaluation (resample.h)
  double chance_any = 0.0, came_any = 0.0;  // forecast chance of "above zero", and the share that was
  double brier_any = 0.0;                   // of "above zero"
  double brier_onset = 0.0;                 // the same where the year before the origin was all zeros
  std::size_t n_onset = 0;                  // unit-months of the latter; 0 when no history was given
  double coverage50 = 0.0, coverage90 = 0.0;
  double below90 = 0.0, above90 = 0.0;  // shares of outcomes below the 5th and above the 95th percentile
};

struct NamedScores {
  std::string name;
  Scores scores;
};

struct ScoreOptions {
  // Repeat draws to this many for `ignorance`; 0: resample them as in the published evaluation.
  std::size_t ignorance_draws = 0;
  std::map<std::string, std::string> groups;
  std::vector<std::string> leave_out;  // units
  std::vector<std::string> calm;       // units whose last year before the origin was all zeros
  std::size_t bootstrap_draws = 2000;
  Seed seed{1};
  std::string name;  // of the forecasts, for complaints
};

// Forecasts that gave nearly the same chance of any, and how often any came.
struct ReliabilityBin {
  double low = 0.0, high = 0.0;  // of the chance; the last bin holds its upper end
  std::size_t n = 0;
  double forecast = 0.0, came = 0.0;  // means; 0 when n is
};

struct ScoreTable {
  Scores all;
  std::vector<NamedScores> by_unit, by_month, by_group;
  std::vector<std::size_t> pit;     // ten equal bins from 0 to 1
  std::size_t without_outcome = 0;  // forecasts that no outcome was given for; they are not scored
  // Outcomes in the months of the forecasts that nobody forecast, and the units they are of: who leaves out
  // what is hard to forecast must not look better for it.
  std::size_t without_forecast = 0;
  std::vector<std::string> units_without_forecast;
  std::vector<std::string> unit_of_row;
  std::vector<Month> month_of_row;
  std::vector<Scores> rows;
};

// Throws InputError when no forecast has an outcome.
ScoreTable score_forecasts(const std::vector<Forecast>& forecasts, const Panel& outcomes,
                           const ScoreOptions& options = {});

// By chance of any, from rare to certain; `calm_only`: of unit-months after a year without any.
std::vector<ReliabilityBin> reliability_of(const ScoreTable& table, bool calm_only = false);

// Takes the rows of `one` into `all`, as if both had been scored at once: means over all rows, units and
// months together; groups are not kept. For several windows of the same units.
void pool(ScoreTable& all, const ScoreTable& one);

// How a forecast compares with another on the unit-months that both have. Intervals of 90 % by resampling
// whole units, since the months of one unit are not independent (block bootstrap, Kunsch 1989).
struct Difference {
  std::string rule;
  double mine = 0.0, theirs = 0.0;
  double ratio = 0.0;  // mine / theirs; NaN when theirs is 0
  Interval ratio_interval, difference_interval;
};
struct Comparison {
  std::string against;
  std::size_t n = 0;
  std::vector<Difference> rules;  // crps, crps_log, ignorance, interval_score, brier_any
};
Comparison compare(const ScoreTable& mine, const ScoreTable& theirs, std::string name,
                   const ScoreOptions& options = {});

}  // namespace handover::threat
