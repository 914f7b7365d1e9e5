#include "talks/slip.h"

#include "numerics/draws.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>

namespace handover::talks {
namespace {

constexpr double kPriorWeight = 1.0;        // cases, on the mean
constexpr double kPriorSpreadWeight = 3.0;  // cases, on the spread
constexpr double kPriorSpread = 0.5;        // log scale: one step in six takes 1.65 times as long or longer
constexpr double kSmallestSpread = 0.05;

// E[x | x > bound] and E[x^2 | x > bound] of a normal.
struct TailMoments {
  double first = 0.0, second = 0.0;
};
TailMoments above(double mean, double sd, double bound) {
  const double z = (bound - mean) / sd;
  const double density = maths::exp(-0.5 * z * z) / std::sqrt(2.0 * M_PI);
  const double tail = std::max(normal_cdf(-z), 1e-300);
  // Mills' ratio goes to z far out, where the quotient would be 0 / 0.
  const double mills = z > 30.0 ? z : density / tail;
  return {mean + sd * mills, mean * mean + sd * sd + sd * (mean + bound) * mills};
}

}  // namespace

std::vector<SlipCase> slip_cases(const Mission& mission) {
  std::vector<SlipCase> cases;
  for (const ReferenceCase& past : mission.reference_class) {
    const bool step = past.kind == CaseKind::transition_step || past.kind == CaseKind::transition_end;
    if (!step || !past.started || !past.planned) continue;
    const double planned = days_between(*past.started, *past.planned).value;
    if (planned < 1.0) continue;
    const bool done = past.actual && *past.actual <= mission.as_of;
    const double seen = days_between(*past.started, done ? *past.actual : mission.as_of).value;
    // An open step whose planned day is still ahead says nothing yet about slip.
    if (seen < 1.0 || (!done && seen <= planned)) continue;
    cases.push_back({maths::log(seen / planned), !done});
  }
  return cases;
}

SlipFit fit_slip(std::span<const SlipCase> cases) {
  SlipFit fit;
  fit.cases = cases.size();
  if (cases.empty()) return fit;
  const double n = static_cast<double>(cases.size());
  for (const SlipCase& c : cases) {
    fit.open += c.open ? 1 : 0;
    fit.mean += c.log_ratio / n;
  }
  for (int round = 0; round < 500; ++round) {
    double first = 0.0, second = 0.0;
    for (const SlipCase& c : cases) {
      const TailMoments moments =
          c.open ? above(fit.mean, fit.sd, c.log_ratio) : TailMoments{c.log_ratio, c.log_ratio * c.log_ratio};
      first += moments.first / n;
      second += moments.second / n;
    }
    const double sd = std::max(kSmallestSpread, std::sqrt(std::max(0.0, second - first * first)));
    const double moved = std::abs(first - fit.mean) + std::abs(sd - fit.sd);
    fit.mean = first;
    fit.sd = sd;
    if (moved < 1e-10) break;
  }
  return fit;
}

SlipDraw draw_slip(const SlipFit& fit, DrawCursor& cursor) {
  const double n = static_cast<double>(fit.cases);
  const double weight = kPriorWeight + n;
  const double centre = n * fit.mean / weight;
  const double sum = kPriorSpreadWeight * kPriorSpread * kPriorSpread + n * fit.sd * fit.sd +
                     kPriorWeight * n / weight * fit.mean * fit.mean;
  const double precision = gamma_draw(cursor, 0.5 * (kPriorSpreadWeight + n), 0.5 * sum);
  // One case leaves the spread nearly free; a factor of e^3 either way is as far as a plan can mean anything.
  const double sd = std::min(3.0, 1.0 / std::sqrt(precision));
  return {centre + sd / std::sqrt(weight) * normal_draw(cursor.next()), sd};
}

}  // namespace handover::talks
