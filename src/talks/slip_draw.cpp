#include "talks/slip_draw.h"

#include "numerics/maths.h"

#include <algorithm>

namespace handover::talks {
namespace {

double logistic(double x) {
  return 1.0 / (1.0 + maths::exp(-x));
}

double log_years(double planned_days) {
  return maths::log(std::max(planned_days, 1.0) / 365.25);
}

// Exponential of this mean, cut off at `most`; `u` in (0, 1).
double cut_exponential(double mean, double most, double u) {
  const double below = 1.0 - maths::exp(-most / mean);
  return std::min(most, -mean * maths::log(1.0 - u * below));
}

// Within a month of the planned day.
double days_off(const SlipDraw& draw, double planned_days, double u) {
  if (u < draw.on_day) return 0.0;
  if (u < draw.on_day + draw.before) {
    const double most = std::min(kSlipMonth, planned_days);
    return -cut_exponential(draw.before_days, most, (u - draw.on_day) / draw.before);
  }
  const double rest = 1.0 - draw.on_day - draw.before;
  return kSlipMonth * (u - draw.on_day - draw.before) / rest;
}

}  // namespace

double chance_late(const SlipDraw& draw, bool conditions_based, double planned_days, double effect) {
  return logistic(draw.late + (conditions_based ? draw.late_conditions : 0.0) +
                  draw.late_per_log_year * log_years(planned_days) + draw.case_sd * effect);
}

double days_late(const SlipDraw& draw, bool conditions_based, double planned_days, const SlipLot& lot) {
  const double late = chance_late(draw, conditions_based, planned_days, lot.effect);
  if (lot.which < late) {
    if (lot.never < draw.never) return kNeverDone;
    // A logarithm of 12 is some 13,000 years: beyond every horizon, and still a number.
    return kSlipMonth * maths::exp(std::min(12.0, -draw.tail * maths::log(1.0 - lot.how_far)));
  }
  const double early = (1.0 - late) * logistic(draw.early + (conditions_based ? draw.early_conditions : 0.0) +
                                               draw.early_per_log_year * log_years(planned_days));
  const double spare = planned_days - kSlipMonth;
  if (lot.which >= 1.0 - early && spare > 0.0)
    return -kSlipMonth - cut_exponential(draw.early_share * spare, spare, lot.how_far);
  return days_off(draw, planned_days, lot.how_far);
}

}  // namespace handover::talks
