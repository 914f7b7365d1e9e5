#include "timeline/bounds.h"

#include "numerics/distributions.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>

namespace handover::timeline {
double binomial_at_least(std::size_t successes, std::size_t trials, double p) {
  if (successes == 0) return 1.0;
  if (successes > trials || p <= 0.0) return 0.0;
  if (p >= 1.0) return 1.0;
  return beta_cdf(static_cast<double>(successes), static_cast<double>(trials - successes + 1), p);
}

double binomial_at_most(std::size_t successes, std::size_t trials, double p) {
  if (successes >= trials) return 1.0;
  if (p <= 0.0) return 1.0;
  if (p >= 1.0) return 0.0;
  return beta_survival(static_cast<double>(successes + 1), static_cast<double>(trials - successes), p);
}

double share_at_least(std::size_t successes, std::size_t trials, double confidence) {
  if (successes == 0) return 0.0;
  return beta_quantile(static_cast<double>(successes), static_cast<double>(trials - successes + 1),
                       1.0 - confidence);
}

double share_at_most(std::size_t successes, std::size_t trials, double confidence) {
  if (successes >= trials) return 1.0;
  return beta_quantile(static_cast<double>(successes + 1), static_cast<double>(trials - successes),
                       confidence);
}

Cuts cuts_for(double tolerated, std::size_t replications, std::size_t lines, double margin, double aim) {
  const double above = std::clamp(tolerated + margin, kFinestTolerance, 1.0);
  const double below = std::clamp(tolerated - margin, kFinestTolerance, 1.0);
  const int n = static_cast<int>(replications);
  Cuts cuts;
  // A tolerance of a tenth with ten random draws allows exactly one: the small addition keeps rounding out of
  // it.
  cuts.plug_in = static_cast<int>(std::floor(std::clamp(tolerated, 0.0, 1.0) * n + 1e-9));
  // With few random draws even "never broken" proves little; the error that goes with it is then allowed for.
  cuts.kept_at_most = 0;
  while (cuts.kept_at_most < cuts.plug_in &&
         binomial_at_most(static_cast<std::size_t>(cuts.kept_at_most) + 1, replications, above) <= aim) {
    ++cuts.kept_at_most;
  }
  cuts.kept_error = binomial_at_most(static_cast<std::size_t>(cuts.kept_at_most), replications, above);
  if (above >= 1.0) {
    cuts.kept_at_most = cuts.plug_in;
    cuts.kept_error = 0.0;
  }
  const double each = aim / static_cast<double>(std::max<std::size_t>(1, lines));
  cuts.broken_at_least = cuts.plug_in + 1;
  while (cuts.broken_at_least <= n &&
         binomial_at_least(static_cast<std::size_t>(cuts.broken_at_least), replications, below) > each) {
    ++cuts.broken_at_least;
  }
  cuts.broken_error = binomial_at_least(static_cast<std::size_t>(cuts.broken_at_least), replications, below);
  return cuts;
}

Share share_of_scenarios(const ScenarioCounts& counts, double confidence) {
  if (counts.scenarios == 0) return {.value = 0.0, .interval = {0.0, 1.0}};
  const double one_sided = 0.5 + confidence / 2.0;
  Share share;
  share.value = static_cast<double>(counts.kept) / static_cast<double>(counts.scenarios);
  const double kept = share_at_least(counts.surely_kept, counts.scenarios, one_sided);
  const double e = counts.kept_error;
  share.interval.low = e < 1.0 ? std::clamp((kept - e) / (1.0 - e), 0.0, share.value) : 0.0;
  const double not_broken =
      share_at_most(counts.scenarios - counts.surely_broken, counts.scenarios, one_sided);
  const double b = counts.broken_error;
  share.interval.high = b < 1.0 ? std::clamp(not_broken / (1.0 - b), share.value, 1.0) : 1.0;
  return share;
}

double sign_test(std::size_t in_favour, std::size_t against) {
  return binomial_at_least(in_favour, in_favour + against, 0.5);
}

double bernstein_half_width(double variance, std::size_t n, double width, double error) {
  if (n < 2) return width;
  const double log_term = maths::log(2.0 / error);
  const auto count = static_cast<double>(n);
  return std::sqrt(2.0 * variance * log_term / count) + 7.0 * width * log_term / (3.0 * (count - 1.0));
}

}  // namespace handover::timeline
