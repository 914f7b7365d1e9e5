// Nash bargaining (Nash 1950; weighted by salience x influence after Kalai 1977): the terms that maximise the
// weighted product of gains over no agreement, among terms that leave nobody worse off.
#include "numerics/golden_section.h"
#include "numerics/maths.h"
#include "talks/bargaining_set.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace handover::talks {
namespace {

double log_product(const BargainingSet& set, double terms) {
  double sum = 0.0;
  for (std::size_t i = 0; i < set.position.size(); ++i) {
    const double gain = set.gain(i, terms);
    if (!(gain > 0.0)) return -std::numeric_limits<double>::infinity();
    sum += set.weight[i] * maths::log(gain);
  }
  return sum;
}

Forecast largest_product(const IssueInputs& issue, const Options& options) {
  if (issue.size() == 0) return no_forecast(Unavailable::nobody_holds_a_position);
  if (!issue.reference_point && options.is("without_reference", "none"))
    return no_forecast(Unavailable::no_reference_point);
  BargainingSet set = bargaining_set(issue, options);
  const double total = std::accumulate(set.weight.begin(), set.weight.end(), 0.0);
  for (double& weight : set.weight) weight /= total;
  // Actors on both sides of the reference point: any move makes somebody worse off.
  if (!(set.high - set.low > 1e-12 * set.range)) {
    Forecast none = forecast_at(set.has_reference ? set.reference : set.low);
    none.deal = false;
    return none;
  }
  return forecast_at(
      golden_section(set.low, set.high, [&](double terms) { return log_product(set, terms); }));
}

}  // namespace

TermsModel nash_model() {
  TermsModel model;
  model.name = "nash";
  model.title = "Nash bargaining";
  model.literature =
      "Nash 1950, Econometrica 18(2); weights: Kalai 1977, International Journal of Game Theory 6";
  model.options = bargaining_options();
  model.make = [known = model.options](const OptionValues& given) -> Settle {
    return [options = Options("nash", known, given)](const IssueInputs& issue) {
      return largest_product(issue, options);
    };
  };
  return model;
}

}  // namespace handover::talks
