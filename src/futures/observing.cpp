// What a gate can see, measured as a staff could measure it on the day.
#include "base/draws.h"
#include "futures/state.h"

#include <algorithm>
#include <limits>

namespace handover::futures {
namespace {

constexpr std::int32_t kObservedDays = 90, kShortestRecord = 30;
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();  // no comparison with it holds

double attacks_per_month(const FutureState& s, std::size_t stream) {
  const std::int32_t from = std::max(0, s.day - kObservedDays);
  if (s.day - from < kShortestRecord) return kUnknown;
  const int count = s.attacks_by(stream, s.day) - s.attacks_by(stream, from);
  return kDaysPerMonth * count / (s.day - from);
}

// An inspection every month sees the level with the noise of one independent rating, more of it where fewer
// advisers are left to see.
double rated_alone(const Context& c, const FutureState& s, std::size_t function) {
  const partner::PartnerDraw& draw = c.world.partner;
  const FunctionId id{static_cast<std::uint16_t>(function)};
  const double noise = partner::rating_noise(draw, id, mentoring_of(c, s, function));
  if (noise <= 0.0) return s.level[function] > draw.alone ? 1.0 : 0.0;
  const auto month = static_cast<std::uint32_t>(s.day / 30);
  const double u = s.stream(Purpose::gates).uniform_at(month, static_cast<std::uint32_t>(function));
  return normal_cdf((s.level[function] - draw.alone) / noise + normal_draw(u));
}

}  // namespace

double observe(const Context& c, const FutureState& s, const Condition& condition) {
  const std::size_t subject = condition.subject;
  switch (condition.what) {
    case Observable::attacks_per_month:
      return attacks_per_month(s, subject);
    case Observable::coalition_deaths_90_days:
      return s.deaths_by(s.day) - s.deaths_by(std::max(0, s.day - kObservedDays));
    case Observable::function_stands_alone:
      return rated_alone(c, s, subject);
    case Observable::talks_agreed:
      return s.talks == TalksState::agreed ? 1.0 : 0.0;
    case Observable::regime_off_days:
      return s.last_attack[subject] >= 0 ? s.day - s.last_attack[subject] : s.day + c.quiet_before[subject];
    case Observable::months_since_previous_phase:
      return (s.day - s.plan.ready) / kDaysPerMonth;
    case Observable::always:
      return 1.0;
  }
  return kUnknown;
}

bool holds(const Context& c, const FutureState& s, const Condition& condition) {
  const double value = observe(c, s, condition);
  return condition.compare == Compare::at_most ? value <= condition.threshold : value >= condition.threshold;
}

}  // namespace handover::futures
