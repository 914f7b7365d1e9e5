// The numbers that the daily model estimates: their names, priors and places in one vector.
#pragma once

#include "threat/daily/observations.h"
#include "threat/options.h"

#include <string>
#include <vector>

namespace handover::threat {

enum class Scale { logarithm, log_odds, plain };

struct Parameter {
  std::string name;
  std::string stream;                       // empty when it belongs to none
  double prior_mean = 0.0, prior_sd = 1.0;  // normal on the scale of estimation
  Scale scale = Scale::logarithm;
  bool informed = true;  // some observation depends on it; otherwise it is drawn from its prior
};

// Where each parameter lies; kNone when the model has no such parameter.
struct StreamPlaces {
  std::size_t level = kNone, dispersion = kNone, season_sin = kNone, season_cos = kNone;
  std::size_t zone_first = kNone, neighbour_share = kNone, off_factor = kNone, outside = kNone;
  std::size_t covariate_first = kNone;             // one for each of FitData::covariates
  std::size_t walk_first = kNone, walk_steps = 0;  // step i joins block i to block i + 1
  std::size_t ratio_mean = kNone;
  std::vector<std::size_t> excitation;  // [cause]
};
struct PatronPlaces {
  std::size_t off_to_on = kNone, on_to_off = kNone, war = kNone, talks = kNone;
};
struct Layout {
  std::vector<Parameter> parameters;
  std::vector<StreamPlaces> stream;
  std::vector<PatronPlaces> patron;
  std::vector<std::size_t> ratio;  // [ratio]
  std::size_t fast_half_life = kNone, slow_half_life = kNone, fast_weight = kNone;
  std::size_t blocks = 0;
  std::vector<double> sine, cosine;  // [day] of the year's angle; the fitted model's: days since 1970-01-01
};

Layout lay_out_parameters(const FitData& data, const std::vector<std::string>& stream_names,
                          const std::vector<std::string>& zone_names,
                          const std::vector<std::string>& patron_names, const ModelOptions& options);

}  // namespace handover::threat
