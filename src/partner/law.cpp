#include "partner/law.h"

#include <algorithm>

namespace handover::partner {

double level_after(const PartnerDraw& draw, FunctionId function, double level, double days,
                   double mentoring) {
  const double share = std::clamp(mentoring, 0.0, 1.0);
  const double per_year =
      share * draw.growth_per_year[function.index] - (1.0 - share) * draw.decay_per_year[function.index];
  return level + per_year * days / kDaysPerYear;
}

}  // namespace handover::partner
