// What a gate can see, measured as a staff could measure it on the day.
#include "numerics/draws.h"
#include "simulate/state.h"

#include <algorithm>
#include <limits>

namespace handover::simulate {
namespace {

constexpr std::int32_t kObservedDays = 90, kShortestRecord = 30;
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();  // no comparison with it holds

// Incidents from the start to a day; negative before it, as far back as the record reaches.
std::int32_t counted_by(const Context& c, const ReplicationState& s, std::size_t stream, std::int32_t day) {
  return day > 0 ? s.counted.attacks_by(stream, day)
                 : -c.counted_before[stream][static_cast<std::size_t>(-day)];
}

double attacks_per_month(const Context& c, const ReplicationState& s, std::size_t stream, std::int32_t day) {
  const auto record = static_cast<std::int32_t>(c.counted_before[stream].size()) - 1;
  const std::int32_t from = std::max(-record, day - kObservedDays);
  if (day - from < kShortestRecord) return kUnknown;
  const int count = counted_by(c, s, stream, day) - counted_by(c, s, stream, from);
  return kDaysPerMonth * count / (day - from);
}

// Deaths of the coalition over the window that ends on a day, as far back as the record reaches.
double deaths_in_window(const Context& c, const ReplicationState& s, std::int32_t day) {
  const auto by = [&](std::int32_t d) {
    return d > 0 ? s.counted.deaths_by(d) : -c.deaths_before[static_cast<std::size_t>(-d)];
  };
  const auto record = static_cast<std::int32_t>(c.deaths_before.size()) - 1;
  return by(day) - by(std::max(-record, day - kObservedDays));
}

// What a condition saw on a day not after the start; unknown where the record does not tell.
double observed_before(const Context& c, const ReplicationState& s, const Condition& condition,
                       std::int32_t day) {
  if (condition.what == Observable::attacks_per_month) return attacks_per_month(c, s, condition.subject, day);
  if (condition.what != Observable::coalition_deaths_90_days) return kUnknown;
  const bool told = kObservedDays - day < static_cast<std::int32_t>(c.deaths_before.size());
  return told ? deaths_in_window(c, s, day) : kUnknown;
}

bool compares(const Condition& condition, double value) {
  return condition.compare == Compare::at_most ? value <= condition.threshold : value >= condition.threshold;
}

// An inspection every month sees the level with the noise of one independent rating, more of it where fewer
// advisers are left to see.
double rated_alone(const Context& c, const ReplicationState& s, std::size_t function) {
  const partner::PartnerDraw& draw = c.scenario.partner;
  const FunctionId id{static_cast<std::uint16_t>(function)};
  const double noise = partner::rating_noise(draw, id, mentoring_of(c, s, function));
  if (noise <= 0.0) return ability_of(c, s, function) > draw.alone ? 1.0 : 0.0;
  const auto month = static_cast<std::uint32_t>(s.day / 30);
  const double u = s.stream(Purpose::gates).uniform_at(month, static_cast<std::uint32_t>(function));
  return normal_cdf((ability_of(c, s, function) - draw.alone) / noise + normal_draw(u));
}

}  // namespace

double observe(const Context& c, const ReplicationState& s, const Condition& condition) {
  const std::size_t subject = condition.subject;
  switch (condition.what) {
    case Observable::attacks_per_month:
      return attacks_per_month(c, s, subject, s.day);
    case Observable::coalition_deaths_90_days:
      return deaths_in_window(c, s, s.day);
    case Observable::function_stands_alone:
      return rated_alone(c, s, subject);
    case Observable::talks_agreed:
      return s.talking.state == TalksState::agreed ? 1.0 : 0.0;
    case Observable::regime_off_days:
      return s.casualties.last_attack[subject] >= 0 ? s.day - s.casualties.last_attack[subject]
                                                    : s.day + c.quiet_before[subject];
    case Observable::months_since_previous_phase:
      return (s.day - s.plan.ready) / kDaysPerMonth;
    case Observable::always:
      return 1.0;
  }
  return kUnknown;
}

bool holds(const Context& c, const ReplicationState& s, const Condition& condition) {
  return compares(condition, observe(c, s, condition));
}

std::int32_t held_since(const Context& c, const ReplicationState& s, const Condition& condition,
                        std::int32_t earliest) {
  std::int32_t since = kNotHolding;
  for (std::int32_t day = 0; day >= earliest; --day) {
    if (!compares(condition, observed_before(c, s, condition, day))) break;
    since = day;
  }
  return since;
}

}  // namespace handover::simulate
