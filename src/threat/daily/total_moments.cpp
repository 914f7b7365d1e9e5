#include "threat/daily/total_moments.h"

#include "threat/daily/daily_cells.h"

#include <algorithm>

namespace handover::threat {
namespace {

constexpr std::size_t kPointsOfPeriod = 12;  // at which its season and drift are taken
constexpr std::size_t kDaysBehind = 90;      // after which an incident's offspring are forgotten
constexpr double kLeastShare = 0.1;          // of its mean, that a total is expected to reach after a low one

double days_of(const IntervalObservation& one) {
  return static_cast<double>(one.days());
}

// How much clusters inflate the variance of a total over `days`: 1 / (1 - a)^2 in the long run (Hawkes
// 1971), less where clusters reach beyond the period's ends (exponential kernel: Da Fonseca & Zaatout
// 2014).
Value inflation(const Clusters& clusters, double days) {
  const Value full = Value(1.0) / (clusters.left * clusters.left), x = clusters.reach(days);
  return full + (Value(1.0) - full) * (Value(1.0) - exp(-x)) / x;
}

}  // namespace

Value TotalMoments::rate_of(std::size_t stream, const std::vector<std::size_t>& zones, bool outside) const {
  const StreamPlaces& at = layout_.stream[stream];
  Value inside(0.0), all(0.0);
  for (std::size_t z = 0; z < data_.zones; ++z) {
    const double weight = data_.weight[stream * data_.zones + z];
    if (weight <= 0.0) continue;
    const Value one = at.zone_first == kNone ? Value(weight) : Value(weight) * exp(theta_[at.zone_first + z]);
    all += one;
    if (std::find(zones.begin(), zones.end(), z) != zones.end()) inside += one;
  }
  const Value level = exp(theta_[at.level]);
  const Value off_map = at.outside == kNone ? Value(0.0) : logistic(theta_[at.outside]);
  Value sum = level * (Value(1.0) - off_map) * inside / all;
  if (outside) sum += level * off_map;
  return sum.value > 0.0 ? sum : Value(1e-12);
}

Value TotalMoments::ratio_of(const IntervalObservation& one) const {
  if (one.ratio == kNone) return Value(1.0);
  return exp(theta_[layout_.stream[one.stream].ratio_mean] + theta_[layout_.ratio[one.ratio]]);
}

// Season, drift and covariates of the immigrants.
Value TotalMoments::day_factor(std::size_t stream, std::size_t day) const {
  const StreamPlaces& at = layout_.stream[stream];
  Value exponent(0.0);
  const std::size_t steps = std::min(block_of(data_, options_, day), at.walk_steps);
  for (std::size_t s = 0; s < steps; ++s) exponent = exponent - theta_[at.walk_first + s];
  if (at.season_sin != kNone) {
    exponent +=
        theta_[at.season_sin] * Value(layout_.sine[day]) + theta_[at.season_cos] * Value(layout_.cosine[day]);
  }
  for (std::size_t c = 0; at.covariate_first != kNone && c < data_.covariates.size(); ++c)
    exponent += theta_[at.covariate_first + c] * Value(data_.covariates[c].value[day]);
  return exp(exponent);
}

// Mean day factor of all incidents over the period. They follow their immigrants' only slowly where
// clusters are long: a share 1 - a at once, a share a through `trailing`, which is at its value of the
// period's start and is left at that of its end.
Value TotalMoments::day_factor(const IntervalObservation& one, const Clusters& clusters,
                               Value& trailing) const {
  const double step = days_of(one) / kPointsOfPeriod;
  const Value reach = clusters.reach(step), stays = exp(-reach);
  const Value stays_on_average = (Value(1.0) - stays) / reach;
  Value sum(0.0);
  for (std::size_t i = 0; i < kPointsOfPeriod; ++i) {
    const Value now =
        day_factor(one.stream, one.from + static_cast<std::size_t>(step * (static_cast<double>(i) + 0.5)));
    const Value behind = trailing - now;
    sum += now + clusters.offspring * behind * stays_on_average;
    trailing = now + behind * stays;
  }
  return sum * Value(1.0 / kPointsOfPeriod);
}

// What `trailing` is at a period's start: after a period before it, or after days that are known, or as if
// the immigrants had long been what they are.
Value TotalMoments::trailing_at(const IntervalObservation& one, const Clusters& clusters, const Value& rate,
                                const IntervalObservation* before, const Moments* moments_before) const {
  const Value now = day_factor(one.stream, one.from);
  if (one.from > 0 && data_.observed[one.stream * data_.days + one.from - 1] != 0)
    return clusters.left * recent_incidents(one) / rate;
  if (before == nullptr) return now;
  const Value stays = exp(-clusters.reach(static_cast<double>(one.from - before->to - 1)));
  return now + (moments_before->trailing - now) * stays;
}

// Incidents a day in the area just before the period, weighed by the kernel's mean delay.
Value TotalMoments::recent_incidents(const IntervalObservation& one) const {
  const Value fresh = Value(1.0) / delay();
  const std::size_t first = one.from > kDaysBehind ? one.from - kDaysBehind : 0;
  Value recent(0.0), weight(0.0);
  for (std::size_t day = first; day < one.from; ++day) {
    if (data_.observed[one.stream * data_.days + day] == 0) continue;
    double count = 0.0;
    for (const std::size_t z : one.zones) count += data_.count[data_.cell(one.stream, day, z)];
    recent += fresh * (Value(count) - recent);
    weight += fresh * (Value(1.0) - weight);
  }
  return recent / weight;
}

Clusters TotalMoments::clusters_of(std::size_t stream, const Value& factor) const {
  const std::size_t place = layout_.stream[stream].excitation[stream];
  const Value offspring =
      place == kNone ? Value(0.0) : factor * Value(options_.most_self_excitation) * logistic(theta_[place]);
  return {offspring, Value(1.0) - offspring, delay()};
}

// Mean days from an incident to its offspring.
Value TotalMoments::delay() const {
  if (layout_.fast_half_life == kNone) return Value(2.0);
  const auto mean_days = [](const Value& half_life) {
    return Value(1.0) / (Value(1.0) - exp(Value(-0.69314718055994531) / half_life));
  };
  const Value fast = exp(theta_[layout_.fast_half_life]);
  const Value slow = fast + exp(theta_[layout_.slow_half_life]);
  const Value weight = logistic(theta_[layout_.fast_weight]);
  return weight * mean_days(fast) + (Value(1.0) - weight) * mean_days(slow);
}

// With offspring per incident a, a lasting level of immigrants e gives e / (1 - a) incidents.
Moments TotalMoments::of(const IntervalObservation& one, const Value& factor,
                         const IntervalObservation* before, const Moments* moments_before) const {
  Moments moments;
  moments.clusters = clusters_of(one.stream, factor);
  const Value rate = rate_of(one.stream, one.zones, one.outside);
  moments.trailing = trailing_at(one, moments.clusters, factor * rate, before, moments_before);
  const Value endemic = rate * day_factor(one, moments.clusters, moments.trailing);
  // How concentrated the area's incidents are: psi acts within zones.
  double square = 0.0, sum = 0.0;
  for (const std::size_t z : one.zones) {
    const double weight = data_.weight[one.stream * data_.zones + z];
    square += weight * weight;
    sum += weight;
  }
  const double concentration = sum > 0.0 ? square / (sum * sum) : 1.0;
  const Value psi = exp(theta_[layout_.stream[one.stream].dispersion]) * Value(concentration);
  const Value a_day = factor * endemic / moments.clusters.left, days(days_of(one));
  moments.mean = days * a_day;
  moments.daily_variance = a_day + psi * a_day * a_day;
  moments.variance = days * moments.daily_variance * inflation(moments.clusters, days_of(one));
  return moments;
}

// Clusters reach from one total into the next, with the covariance density of Hawkes (1971) for an
// exponential kernel.
Moments TotalMoments::after(const IntervalObservation& before, const Moments& first,
                            const IntervalObservation& one, const Moments& second) const {
  const Clusters& clusters = second.clusters;
  if (clusters.offspring.value <= 0.0) return second;
  const auto within = [&](const IntervalObservation& period) {
    return Value(1.0) - exp(-clusters.reach(days_of(period)));
  };
  const Value left = clusters.left;
  const Value density = clusters.delay * clusters.offspring * (Value(2.0) - clusters.offspring) /
                        (Value(2.0) * left * left * left);
  const Value apart = exp(-clusters.reach(static_cast<double>(one.from - before.to - 1)));
  const Value covariance =
      sqrt(first.daily_variance * second.daily_variance) * density * within(before) * within(one) * apart;
  const Value ratio = ratio_of(before);
  const Value gain =
      covariance / (first.variance + Value(before.error_sd * before.error_sd) / (ratio * ratio));
  Moments given = second;
  given.mean = second.mean + gain * (Value(before.total) / ratio - first.mean);
  if (given.mean.value < kLeastShare * second.mean.value) given.mean = Value(kLeastShare) * second.mean;
  given.variance = second.variance - gain * covariance;
  if (given.variance.value < given.mean.value) given.variance = given.mean;
  return given;
}

}  // namespace handover::threat
