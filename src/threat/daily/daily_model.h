// The daily model's log posterior with its gradient (Held, Hoehle & Hofmann 2005 for the means; Hamilton 1989
// for the regimes; the formula is in fitted_model.h). Likelihood terms: daily counts by zone, totals over
// periods (moment-closed), shares of areas, and readings of other sources against the anchor.
#pragma once

#include "threat/daily/parameters.h"
#include "threat/daily/tape_terms.h"

#include <memory>

namespace handover::threat {

struct Posterior {
  double log_likelihood = 0.0;
  double log_prior = 0.0;
  double total() const { return log_likelihood + log_prior; }
};

// What the model believes at the as-of date and on the way there.
struct ModelState {
  std::vector<double> regime_on;                   // [patron] filtered, at the as-of date
  std::vector<std::vector<double>> regime_by_day;  // [patron][day] smoothed; NaN before the first observation
  std::vector<double> kernel_sum;                  // [stream][zone][2]
};

// Parts of the fitted mean of the observed days of one stream.
struct MeanParts {
  double endemic = 0.0, own_zone = 0.0, neighbours = 0.0, other_streams = 0.0;
};

// May be evaluated by several threads at once.
class DailyModel {
 public:
  // `data` must outlive the model.
  DailyModel(const FitData& data, Layout layout, const ModelOptions& options);
  ~DailyModel();

  const Layout& layout() const;
  const ModelOptions& options() const;
  // Adds nothing to `gradient`: it is overwritten with that of the log posterior.
  Posterior evaluate(const std::vector<double>& theta, std::vector<double>& gradient) const;
  ModelState state_at(const std::vector<double>& theta) const;
  MeanParts parts_of(const std::vector<double>& theta, std::size_t stream) const;
  // The same by day, all days with data of the stream's zones together; zeros on days not observed.
  std::vector<MeanParts> parts_by_day(const std::vector<double>& theta, std::size_t stream) const;

  // Values on their natural scale.
  double self_excitation(const std::vector<double>& theta, std::size_t stream) const;
  double excitation(const std::vector<double>& theta, std::size_t affected, std::size_t cause) const;
  // Mean and dispersion of each observed day and zone of a stream when on, for residual checks:
  // count, mean, psi triples in day order.
  struct Fitted {
    std::size_t day, zone;
    double count, mean, psi;
  };
  std::vector<Fitted> fitted_of(const std::vector<double>& theta, std::size_t stream) const;

 private:
  class Buffers;
  class Lease;
  const FitData& data_;
  Layout layout_;
  ModelOptions options_;
  TotalOrder order_;
  std::unique_ptr<Buffers> buffers_;
};

}  // namespace handover::threat
