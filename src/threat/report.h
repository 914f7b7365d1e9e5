// What the threat module tells people: levels, forecasts beside baselines with their measured skill, and how
// much each figure owes to data. Plain data.
#pragma once

#include "mission/mission.h"
#include "numerics/minimise.h"
#include "numerics/statistics.h"
#include "threat/sizes.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace handover::threat {

struct FitReport {
  StopReason stop = StopReason::iterations_used_up;
  bool converged = false;
  double gradient_norm = 0.0;     // largest entry at the mode
  double condition_number = 0.0;  // of the curvature at the mode, scaled by the priors
  int iterations = 0, evaluations = 0;
  int starts = 0, starts_agreeing = 0;  // that reached the best value within 0.01
  bool curvature_positive = true;       // false: a ridge was added before drawing
  double acceptance = 1.0;              // of the sampler's trajectories
  double worst_r_hat = 1.0;             // of all parameters; 1 when drawn from the normal
  double least_effective = 0.0;         // independent draws that those of the worst parameter are worth
  std::optional<std::size_t> worst_parameter;  // place in ThreatReport::parameters of the worst R-hat
  double log_likelihood = 0.0, log_posterior = 0.0;
  double log_evidence = 0.0;  // Laplace's approximation, for choosing penalties
};

enum class NotUsedWhy {
  read_twice,              // another reading of the same series on the same day
  total_falls,             // the running total falls: the series was revised
  counted_daily,           // the same source's daily counts are used instead
  partly_daily,            // daily counts cover a part of its period
  overlaps_longer_series,  // which is used
  constant                 // the covariate is the same on all days
};
struct NotUsed {
  NotUsedWhy why = NotUsedWhy::read_twice;
  std::size_t stream = 0;      // of a total
  Date from{}, to{};           // its days
  std::string covariate = {};  // name, when it is one
  int line = 0;                // of interval_counts.csv; 0: of no single row
};
std::string_view name_of(NotUsedWhy why);  // "partly_daily"

inline constexpr std::size_t kDaysOfMap = 30;

// Median and 90 % interval. `assumed`: the data moved it by less than a fifth from its prior.
struct Estimate {
  double median = 0.0, low = 0.0, high = 0.0;
  bool assumed = false;
};

struct ParameterReport {
  std::string name, stream;
  Estimate estimate;         // on its natural scale
  Interval prior;            // 90 %
  double contraction = 0.0;  // 1 - posterior variance / prior variance
};

struct MonthLevel {
  Month month{};
  Estimate per_month;                  // the model's level
  std::optional<double> counted = {};  // the daily source's own tally; nothing: it does not cover the month
};

struct MonthForecast {
  Month month{};
  double mean = 0.0;
  double q05 = 0.0, q25 = 0.0, q50 = 0.0, q75 = 0.0, q95 = 0.0;
};

// Incidents a month of the fitted mean by where they come from, before the switch; months whose days the
// daily source all covers.
struct MonthParts {
  Month month{};
  double endemic = 0.0, own_zone = 0.0, neighbours = 0.0, other_streams = 0.0;
};

// Mean score over the backtests' months; ratio below 1: the model was better.
struct SkillReport {
  std::string baseline;
  std::size_t months = 0, origins = 0;
  double crps_model = 0.0, crps_baseline = 0.0, ratio = 0.0;
  double coverage50 = 0.0, coverage90 = 0.0;  // of the model's intervals
};

struct SizeReport {
  Victim victim = Victim::coalition;
  Estimate killed_per_incident;
  SizeFit fit;
};

// What a source reports of what `counted_by` would have counted.
struct SourceRatio {
  std::string source;  // empty: any other source, on average
  Estimate ratio;
};

// What a reader should know about a stream's figures.
enum class StreamNoteKind {
  part_of_the_map,        // daily counts cover `zones_counted` of `zones`; levels are those of all
  no_counts,              // every figure is the prior's
  zonal_data_old,         // the last datum by zone is over 24 months old: no map
  counts_old,             // the last count is of `last_observed`: the level since then is the drift's
  excitation_is_trend,    // little is left of it once the background may turn every month
  no_size_record,         // whether these kill foreign troops: none are assumed
  too_few_days_for_skill  // skill is not measured
};
struct StreamNote {
  StreamNoteKind kind = StreamNoteKind::no_counts;
  std::size_t zones_counted = 0, zones = 0;
};
std::string_view name_of(StreamNoteKind kind);  // "no_counts"

struct StreamReport {
  std::string id, name;
  std::string counted_by;           // the source whose incidents are the unit
  std::vector<SourceRatio> ratios;  // of the sources that count otherwise; empty where all count alike
  bool has_daily = false, has_totals = false, has_zonal = false;
  Date last_observed{};           // of any kind; the as-of date minus centuries when there is none
  bool zonal_data_fresh = false;  // younger than 24 months: only then may a map be drawn
  Estimate per_month_now;         // level at the as-of date, switch as believed
  Estimate branching_ratio;       // expected offspring per incident, all streams
  Estimate endemic_share, own_share, neighbour_share;  // of the fitted mean; NaN without daily data
  std::vector<MonthLevel> levels;
  std::vector<MonthParts> parts;
  std::vector<MonthForecast> incidents, killed;
  // Expected incidents by zone over the next kDaysOfMap days; empty unless zonal data are fresh.
  std::vector<double> next_days_by_zone;
  std::vector<SkillReport> skill;
  std::vector<SizeReport> sizes;
  std::vector<std::size_t> pit;  // ten bins of the in-sample randomised PIT; empty without daily data
  double pit_distance = 0.0;     // Kolmogorov-Smirnov, from uniform
  std::vector<double> residual_autocorrelation;  // lags 1..7 of daily Pearson residuals
  Estimate branching_with_flexible_trend;        // refitted with a background that may turn every month
  bool excitation_is_trend = false;  // its interval reaches down to nothing once the trend is flexible
  std::vector<StreamNote> notes;
};

struct PatronReport {
  std::string id, name;
  Estimate on_now;                                    // chance of being on at the as-of date
  std::vector<std::pair<Month, double>> on_by_month;  // mean smoothed chance
  Date first_day{};
  std::vector<double> on_by_day;  // smoothed chance from `first_day` on; NaN where nothing is known yet
  // Mean length of a spell, without war abroad. `assumed` also when fewer than three switches of the kind
  // were seen: a case or two says that it happens, and mostly the prior says how often.
  Estimate days_on, days_off;
  int switches_on_seen = 0, switches_off_seen = 0;
};

struct ThreatReport {
  FitReport fit;
  Estimate fast_half_life_days, slow_half_life_days;
  std::vector<StreamReport> streams;
  std::vector<PatronReport> patrons;
  std::vector<ParameterReport> parameters;
  std::vector<NotUsed> not_used;
  double walk_sd = 0.0, zone_sd = 0.0, covariate_sd = 0.0;  // penalties used
  double drift_variance_per_year = 0.0;  // of the background's logarithm, from here on; 0: none
  std::size_t draws_tamed = 0;           // whose excitation was scaled back below the explosive
};

}  // namespace handover::threat
