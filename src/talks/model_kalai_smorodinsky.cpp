// Kalai-Smorodinsky bargaining (Kalai & Smorodinsky 1975; n parties by maximin, Imai 1983): everybody's gain
// is the same share of the best that the others could let them have.
#include "numerics/golden_section.h"
#include "talks/bargaining_set.h"

#include <algorithm>
#include <limits>

namespace handover::talks {
namespace {

// Best utility of i among terms nobody would refuse.
double best_utility(const BargainingSet& set, std::size_t i) {
  return set.utility(i, std::clamp(set.position[i], set.low, set.high));
}

double smallest_share(const BargainingSet& set, double terms) {
  double smallest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < set.position.size(); ++i) {
    const double best = best_utility(set, i) - set.disagreement[i];
    // Who cannot gain at all has nothing to be shared out to.
    if (best > 1e-12) smallest = std::min(smallest, set.gain(i, terms) / best);
  }
  return smallest;
}

Forecast equal_shares(const IssueInputs& issue, const Options& options) {
  if (issue.size() == 0) return no_forecast(Unavailable::nobody_holds_a_position);
  if (!issue.reference_point && options.is("without_reference", "none"))
    return no_forecast(Unavailable::no_reference_point);
  const BargainingSet set = bargaining_set(issue, options);
  if (!(set.high - set.low > 1e-12 * set.range)) {
    Forecast none = forecast_at(set.has_reference ? set.reference : set.low);
    none.deal = false;
    return none;
  }
  return forecast_at(
      golden_section(set.low, set.high, [&](double terms) { return smallest_share(set, terms); }));
}

}  // namespace

TermsModel kalai_smorodinsky_model() {
  TermsModel model;
  model.name = "kalai_smorodinsky";
  model.title = "Kalai-Smorodinsky";
  model.literature = "Kalai & Smorodinsky 1975, Econometrica 43(3); n parties: Imai 1983, Econometrica 51(2)";
  model.options = bargaining_options();
  model.make = [known = model.options](const OptionValues& given) -> Settle {
    return [options = Options("kalai_smorodinsky", known, given)](const IssueInputs& issue) {
      return equal_shares(issue, options);
    };
  };
  return model;
}

}  // namespace handover::talks
