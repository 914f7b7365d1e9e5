#include "timeline/bounds.h"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/special_functions/beta.hpp>

namespace handover::timeline {

double binomial_at_least(std::size_t successes, std::size_t trials, double p) {
  if (successes == 0) return 1.0;
  if (successes > trials || p <= 0.0) return 0.0;
  if (p >= 1.0) return 1.0;
  return boost::math::ibeta(static_cast<double>(successes), static_cast<double>(trials - successes + 1), p);
}

double binomial_at_most(std::size_t successes, std::size_t trials, double p) {
  if (successes >= trials) return 1.0;
  if (p <= 0.0) return 1.0;
  if (p >= 1.0) return 0.0;
  return boost::math::ibetac(static_cast<double>(successes + 1), static_cast<double>(trials - successes), p);
}

double share_at_least(std::size_t successes, std::size_t trials, double confidence) {
  if (successes == 0) return 0.0;
  const boost::math::beta_distribution<> beta(static_cast<double>(successes),
                                              static_cast<double>(trials - successes + 1));
  return boost::math::quantile(beta, 1.0 - confidence);
}

double share_at_most(std::size_t successes, std::size_t trials, double confidence) {
  if (successes >= trials) return 1.0;
  const boost::math::beta_distribution<> beta(static_cast<double>(successes + 1),
                                              static_cast<double>(trials - successes));
  return boost::math::quantile(beta, confidence);
}

double sign_test(std::size_t in_favour, std::size_t against) {
  return binomial_at_least(in_favour, in_favour + against, 0.5);
}

}  // namespace handover::timeline
