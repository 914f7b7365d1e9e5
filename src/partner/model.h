// The model behind the module: ratings as an ordered probit on latent random walks. Private to the module.
//
//   level[s, 0]   = mean + function[f] + unit_function[s]                       partial pooling
//   level[s, i+1] = level[s, i] + growth[f] advised[f] dt + innovation[f] sqrt(dt) z[s, i]
//   rating        ~ ordered probit of level + bias[a], standard deviation noise[a] / sqrt(coverage)
//
// (Ordered probit: McKelvey & Zavoina 1975; raters with a bias and a precision of their own: Johnson 1996,
// Dynamic item response: Martin & Quinn 2002; the scale is fixed by "alone" = 0 and by the prior of the gaps
// between thresholds, whose median is 1.) Every quantity is a function of standard normals (a non-centred
// parametrisation, Betancourt & Girolami 2015), so the prior is N(0, I) throughout.
#pragma once

#include "base/random_stream.h"
#include "mission/mission.h"

#include <cstddef>
#include <span>
#include <vector>

namespace handover::partner {

// Medians and spreads of the prior, as the table of mission/priors.h or the mission states them; every one is
// a judgement that the report shows.
struct Prior {
  double mean = -1.0, mean_sd = 1.5;        // of all functions, against "alone" at 0
  double function_sd = 0.7, unit_sd = 0.5;  // medians of the pooling spreads
  double function_log_sd = 0.4, unit_log_sd = 0.4;
  double growth = 0.15, growth_sd = 0.15;  // per year with advisers, common part
  double growth_function_sd = 0.10;
  double decay = 0.25;  // scale of a half-normal, per year without advisers
  double innovation = 0.35, innovation_log_sd = 0.4, innovation_function_log_sd = 0.2;  // per sqrt(year)
  double noise = 0.5, noise_log_sd = 0.3;  // of a rating that saw everything
  double gap_log_sd = 0.3;
  // Coverage of ratings once advisers have left, against ratings beside them: median and spread of its log
  // odds (90 % of the prior between 0.2 and 0.64). No data set pairs ratings with and without advisers.
  double coverage_without_advisers = 0.4, coverage_log_odds_sd = 0.6;
  // Bias by kind of assessor: builders overrate what they build (SIGAR 2014-2021 on the ANDSF's ratings).
  double builder_bias = 0.5, builder_bias_sd = 0.4;
  double self_bias = 0.8, self_bias_sd = 0.5;
  double independent_bias = 0.0, independent_bias_sd = 0.25;
};

// One unit x function, or a function that nobody rated (`unit` empty).
struct Series {
  std::optional<UnitId> unit;
  FunctionId function;
  std::vector<Date> grid;  // days at which the level is a parameter; the last is the as-of date
};
struct Observation {
  std::size_t series = 0, at = 0;  // index into series and its grid
  std::size_t level = 0, assessor = 0;
  double coverage = 1.0;
};

struct Data {
  std::size_t functions = 0, assessors = 0, levels = 0, alone_from = 0;
  std::vector<Series> series;
  std::vector<Observation> observations;
  std::vector<bool> advised;  // [function] some task of the mission advises it
  std::vector<AssessorKind> assessor_kind;
  Prior prior;
};
// `marks`: further days at which levels are wanted.
Data data_of(const Mission& mission, std::span<const Date> marks);
Data data_of(const Mission& mission, std::span<const Date> marks, const Prior& prior);

Prior prior_of(const Priors& priors);

// What a vector of standard normals stands for.
struct Quantities {
  double mean = 0.0, function_sd = 0.0, unit_sd = 0.0;
  std::vector<double> function;                   // [function] its share of a new unit's first level
  std::vector<double> growth, decay, innovation;  // [function]
  std::vector<double> bias, noise;                // [assessor]
  std::vector<double> threshold;                  // [levels - 1], between level k and k + 1
  std::vector<std::vector<double>> level;         // [series][grid]
};

class Model {
 public:
  explicit Model(const Data& data);
  std::size_t dimension() const { return dimension_; }
  Quantities quantities(std::span<const double> x) const;
  // log density (up to a constant) and, when `gradient` is not empty, its gradient.
  double log_density(std::span<const double> x, std::span<double> gradient) const;
  const Data& data() const { return data_; }

 private:
  struct Sums;
  void add_observation(const Observation& observation, const Quantities& q, Sums& sums) const;
  void pull_back(std::span<const double> x, const Quantities& q, const Sums& sums,
                 std::span<double> gradient) const;

  const Data& data_;
  // Offsets into x.
  std::size_t mean_ = 0, function_sd_ = 1, unit_sd_ = 2, growth_ = 3, innovation_ = 4;
  std::size_t function_, function_growth_, function_decay_, function_innovation_, bias_, noise_, gap_,
      series_;
  std::vector<std::size_t> step_;  // [series] first of its innovations
  std::size_t dimension_ = 0;
  std::vector<std::vector<double>> years_;  // [series][grid - 1] between grid days
};

// Ratings rolled from the model at these quantities: the data's observations with new levels.
void roll_ratings(const Quantities& truth, RandomStream randomness, Data& data);

// log(P(low < Z < high)) of a standard normal, and its derivatives by both ends. Safe in the tails.
struct LogProbit {
  double value = 0.0, by_low = 0.0, by_high = 0.0;
};
LogProbit log_probit(double low, double high);

}  // namespace handover::partner
