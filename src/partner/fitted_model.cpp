#include "partner/fitted_model.h"

#include <algorithm>
#include <cmath>

namespace handover::partner {

double level_after(const PartnerDraw& draw, FunctionId function, double level, double days,
                   double mentoring) {
  const double share = std::clamp(mentoring, 0.0, 1.0);
  const double per_year =
      share * draw.growth_per_year[function.index] - (1.0 - share) * draw.decay_per_year[function.index];
  return level + per_year * days / kDaysPerYear;
}

double coverage_after(const PartnerDraw& draw, double mentoring) {
  const double share = std::clamp(mentoring, 0.0, 1.0);
  return share + (1.0 - share) * draw.coverage_without_advisers;
}

double rating_noise(const PartnerDraw& draw, FunctionId function, double mentoring) {
  return draw.observation_noise[function.index] / std::sqrt(coverage_after(draw, mentoring));
}

}  // namespace handover::partner
