// How good the models have been: forecasts against known outcomes, always beside the weighted mean.
#pragma once

#include "base/units.h"
#include "numerics/statistics.h"
#include "talks/terms.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handover::talks {

// One issue with a known outcome. Everything on 0..100, as a share of the issue's own scale.
struct RecordCase {
  std::string id, cluster;  // issues of one dossier are not independent
  double outcome = 0.0;
  std::map<std::string, double> forecast;  // by model; a model that says nothing is left out
};

// A table of forecasts made elsewhere: columns issue_id, dossier, outcome (0..100), reference_point, and any
// number of columns NAME_forecast. Constant 50 and the status quo are added. `compromise` is the weighted
// mean under the name it has there. Throws InputError.
std::vector<RecordCase> read_forecast_record(std::string_view text, const std::string& file);
bool is_forecast_record(std::string_view text);

// Forecasts of the chosen models on every issue of the table that has an outcome.
std::vector<RecordCase> record_of(const BargainTable& table, const std::vector<ModelChoice>& models);

// A model against the yardstick, by the interval of the difference.
enum class RecordVerdict {
  yardstick,       // it is the yardstick itself
  no_common_case,  // none that both have
  one_case,        // better or worse on one case alone
  too_few,         // better or worse, on too few clusters to tell
  loses,
  beats,
  no_difference
};
std::string_view name_of(RecordVerdict verdict);  // "too_few"

struct ModelScore {
  std::string model;
  std::size_t cases = 0;
  double absolute_error = 0.0;  // mean, 0..100
  double hit_rate = 0.0;        // share within `hit_within`
  double crps = 0.0;            // of the conformal predictive distribution; the absolute error when too few
  bool conformal = false;       // enough other clusters to calibrate on
  std::size_t clusters = 0;     // dossiers, tables: what counts as independent
  double covered_80 = 0.0;      // share inside the central 80 % of that distribution
  // Mean absolute error minus that of the weighted mean on the same cases, with a 95 % interval from the
  // bootstrap over clusters. Positive: worse than the mean. Empty for the mean itself.
  std::optional<double> difference;
  Interval difference_interval;
  std::size_t paired = 0;
  RecordVerdict verdict = RecordVerdict::yardstick;
};

struct RecordOptions {
  double hit_within = 10.0;
  int resamples = 2000;
  std::string reference = "weighted_mean";
};

// Scores of all models, best absolute error first. The predictive distribution of a case is the forecast plus
// the errors the model made on all other clusters, cut at 0 and 100 (leave-one-cluster-out conformal
// prediction; Vovk, Gammerman & Shafer 2005); its CRPS after Gneiting & Raftery 2007, eq. 21.
std::vector<ModelScore> score_record(const std::vector<RecordCase>& cases, Seed seed,
                                     const RecordOptions& options = {});

// CRPS of an equally weighted sample at `outcome`. `sample` is sorted in place.
double sample_crps(std::vector<double>& sample, double outcome);

// What others measured on the DEU III data, for models and data sets that are not at hand here.
struct PublishedAccuracy {
  const char* model;
  const char* data;
  int cases;
  double absolute_error;
  double of_weighted_mean;  // on the same cases
  const char* source;
};
const std::vector<PublishedAccuracy>& published_accuracy();

}  // namespace handover::talks
