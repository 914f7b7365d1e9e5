#include "threat/daily_model.h"

#include "threat/daily_cells.h"
#include "threat/negative_binomial.h"
#include "threat/regime_filter.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <numeric>

namespace handover::threat {
namespace {

constexpr std::size_t kPointsOfPeriod = 12;  // at which its season and drift are taken
constexpr std::size_t kDaysBehind = 90;      // after which an incident's offspring are forgotten
constexpr double kReadingError = 0.05;       // psi of one source's tally against another's
constexpr double kLeastShare = 0.1;          // of its mean, that a total is expected to reach after a low one

Value logistic(const Value& x) {
  return Value(1.0) / (Value(1.0) + exp(-x));
}

double days_of(const IntervalObservation& one) {
  return static_cast<double>(one.to - one.from + 1);
}

// How clusters spread over time, as if by one exponential kernel. The excess over the long-run mean fades at
// the rate left / delay.
struct Clusters {
  Value offspring, left, delay;  // per incident; 1 - offspring; mean days to one
  Value reach(double days) const { return left * Value(days) / delay; }
};

// Of a period's total.
struct Moments {
  Value mean, variance;
  Value daily_variance;  // if no incident came of another
  Value trailing;        // at the period's end, see `day_factor`
  Clusters clusters;
};

// The terms that are written with a tape: everything but the daily cells.
class TapeTerms {
 public:
  TapeTerms(const FitData& data, const Layout& layout, const ModelOptions& options, const TotalOrder& order,
            const std::vector<double>& theta)
      : data_(data), layout_(layout), options_(options), order_(order), tape_(data.days * 32) {
    for (const double value : theta) theta_.push_back(tape_.leaf(value));
  }

  Value shares() {
    Value sum(0.0);
    for (const ShareObservation& one : data_.shares) {
      const Value inside = rate_of(one.stream, one.zones, one.outside);
      const Value all = rate_of(one.stream, all_zones(), true);
      const Value chance = inside / all;
      sum += Value(one.inside) * log(chance) + Value(one.total - one.inside) * log(Value(1.0) - chance);
    }
    return sum;
  }

  // Totals of streams without a switch, and other sources' readings of days that the anchor tallied.
  Value totals() {
    Value sum(0.0);
    std::vector<Moments> moments(data_.intervals.size());
    for (const std::size_t i : order_.by_start) {
      const IntervalObservation& one = data_.intervals[i];
      if (one.counted >= 0.0) {
        const Value mean = ratio_of(one) * Value(one.counted + 0.5);
        sum += log_of_total(one.total, one.error_sd, Value(1.0), mean, mean * mean * Value(kReadingError));
      } else if (!switched(one.stream)) {
        const std::size_t at = order_.previous[i];
        const IntervalObservation* before = at == kNone ? nullptr : &data_.intervals[at];
        moments[i] = moments_of(one, Value(1.0), before, before == nullptr ? nullptr : &moments[at]);
        const Moments given = before == nullptr ? moments[i] : after(*before, moments[at], one, moments[i]);
        sum += log_of_total(one.total, one.error_sd, ratio_of(one), given.mean, given.variance - given.mean);
      }
    }
    return sum;
  }

  // Leaves for the emissions of each day go to `on` and `off`, [day].
  RegimeOutput regime(std::size_t patron, const double* log_on, const double* log_off, std::vector<Value>& on,
                      std::vector<Value>& off) {
    RegimeInput input;
    input.days = data_.days;
    input.first = data_.days;
    for (std::size_t k = 0; k < data_.streams; ++k) {
      if (data_.patron_of_stream[k] != static_cast<int>(patron)) continue;
      for (std::size_t d = 0; d < data_.days; ++d) {
        if (data_.observed[k * data_.days + d] != 0) input.first = std::min(input.first, d);
      }
      for (const IntervalObservation& one : data_.intervals) {
        if (one.stream != k || one.counted >= 0.0) continue;
        input.first = std::min(input.first, one.from);
        input.periods.push_back(period_of(one));
      }
    }
    if (input.first == data_.days) input.first = data_.days - 1;
    set_rates(input, layout_.patron[patron]);
    input.log_on.resize(data_.days);
    input.log_off.resize(data_.days);
    for (std::size_t d = input.first; d < data_.days; ++d) {
      input.log_on[d] = tape_.leaf(log_on[d]);
      input.log_off[d] = tape_.leaf(log_off[d]);
    }
    on = input.log_on;
    off = input.log_off;
    return run_regime_filter(input);
  }

  Tape& tape() { return tape_; }
  const std::vector<Value>& theta() const { return theta_; }

 private:
  bool switched(std::size_t stream) const { return layout_.stream[stream].off_factor != kNone; }
  std::vector<std::size_t> all_zones() const {
    std::vector<std::size_t> zones(data_.zones);
    for (std::size_t z = 0; z < zones.size(); ++z) zones[z] = z;
    return zones;
  }
  // Endemic rate of an area at the level of the as-of date.
  Value rate_of(std::size_t stream, const std::vector<std::size_t>& zones, bool outside) {
    const StreamPlaces& at = layout_.stream[stream];
    Value inside(0.0), all(0.0);
    for (std::size_t z = 0; z < data_.zones; ++z) {
      const double weight = data_.weight[stream * data_.zones + z];
      if (weight <= 0.0) continue;
      const Value one =
          at.zone_first == kNone ? Value(weight) : Value(weight) * exp(theta_[at.zone_first + z]);
      all += one;
      if (std::find(zones.begin(), zones.end(), z) != zones.end()) inside += one;
    }
    const Value level = exp(theta_[at.level]);
    const Value off_map = at.outside == kNone ? Value(0.0) : logistic(theta_[at.outside]);
    Value sum = level * (Value(1.0) - off_map) * inside / all;
    if (outside) sum += level * off_map;
    return sum.value > 0.0 ? sum : Value(1e-12);
  }
  Value ratio_of(const IntervalObservation& one) {
    if (one.ratio == kNone) return Value(1.0);
    return exp(theta_[layout_.stream[one.stream].ratio_mean] + theta_[layout_.ratio[one.ratio]]);
  }

  // Season, drift and covariates of the immigrants.
  Value day_factor(std::size_t stream, std::size_t day) {
    const StreamPlaces& at = layout_.stream[stream];
    Value exponent(0.0);
    const std::size_t steps = std::min(block_of(data_, options_, day), at.walk_steps);
    for (std::size_t s = 0; s < steps; ++s) exponent = exponent - theta_[at.walk_first + s];
    if (at.season_sin != kNone) {
      exponent += theta_[at.season_sin] * Value(layout_.sine[day]) +
                  theta_[at.season_cos] * Value(layout_.cosine[day]);
    }
    for (std::size_t c = 0; at.covariate_first != kNone && c < data_.covariates.size(); ++c)
      exponent += theta_[at.covariate_first + c] * Value(data_.covariates[c].value[day]);
    return exp(exponent);
  }

  // Mean day factor of all incidents over the period. They follow their immigrants' only slowly where
  // clusters are long: a share 1 - a at once, a share a through `trailing`, which is at its value of the
  // period's start and is left at that of its end.
  Value day_factor(const IntervalObservation& one, const Clusters& clusters, Value& trailing) {
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
  Value trailing_at(const IntervalObservation& one, const Clusters& clusters, const Value& rate,
                    const IntervalObservation* before, const Moments* moments_before) {
    const Value now = day_factor(one.stream, one.from);
    if (one.from > 0 && data_.observed[one.stream * data_.days + one.from - 1] != 0)
      return clusters.left * recent_incidents(one) / rate;
    if (before == nullptr) return now;
    const Value stays = exp(-clusters.reach(static_cast<double>(one.from - before->to - 1)));
    return now + (moments_before->trailing - now) * stays;
  }

  // Incidents a day in the area just before the period, weighed by the kernel's mean delay.
  Value recent_incidents(const IntervalObservation& one) {
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

  Clusters clusters_of(std::size_t stream, const Value& factor) {
    const std::size_t place = layout_.stream[stream].excitation[stream];
    const Value offspring =
        place == kNone ? Value(0.0) : factor * Value(options_.most_self_excitation) * logistic(theta_[place]);
    return {offspring, Value(1.0) - offspring, delay()};
  }

  // Mean days from an incident to its offspring.
  Value delay() {
    if (layout_.fast_half_life == kNone) return Value(2.0);
    const auto mean_days = [](const Value& half_life) {
      return Value(1.0) / (Value(1.0) - exp(Value(-0.69314718055994531) / half_life));
    };
    const Value fast = exp(theta_[layout_.fast_half_life]);
    const Value slow = fast + exp(theta_[layout_.slow_half_life]);
    const Value weight = logistic(theta_[layout_.fast_weight]);
    return weight * mean_days(fast) + (Value(1.0) - weight) * mean_days(slow);
  }

  // How much clusters inflate the variance of a total over `days`: 1 / (1 - a)^2 in the long run (Hawkes
  // 1971), less where clusters reach beyond the period's ends (exponential kernel: Da Fonseca & Zaatout
  // 2014).
  static Value inflation(const Clusters& clusters, double days) {
    const Value full = Value(1.0) / (clusters.left * clusters.left), x = clusters.reach(days);
    return full + (Value(1.0) - full) * (Value(1.0) - exp(-x)) / x;
  }

  // Mean and variance of a total whose switch is at `factor` throughout. With offspring per incident a, a
  // lasting level of immigrants e gives e / (1 - a) incidents.
  Moments moments_of(const IntervalObservation& one, const Value& factor,
                     const IntervalObservation* before = nullptr, const Moments* moments_before = nullptr) {
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

  // A total given the one before it: clusters reach from one into the other, with the covariance density of
  // Hawkes (1971) for an exponential kernel.
  Moments after(const IntervalObservation& before, const Moments& first, const IntervalObservation& one,
                const Moments& second) {
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

  // Daily moments of a total for the filter of a switch.
  RegimePeriod period_of(const IntervalObservation& one) {
    RegimePeriod period;
    period.from = one.from;
    period.to = one.to;
    period.total = one.total;
    period.error_sd = one.error_sd;
    period.ratio = ratio_of(one);
    const Value a_day(1.0 / days_of(one));
    const auto set = [&](const Moments& moments, Value& mean, Value& excess) {
      mean = a_day * moments.mean;
      excess = a_day * (moments.variance - moments.mean);
    };
    set(moments_of(one, Value(1.0)), period.mean_on, period.excess_on);
    if (switched(one.stream)) {
      set(moments_of(one, logistic(theta_[layout_.stream[one.stream].off_factor])), period.mean_off,
          period.excess_off);
    }
    return period;
  }

  void set_rates(RegimeInput& input, const PatronPlaces& at) {
    Value chance[2][2];
    for (int war = 0; war < 2; ++war) {
      for (int talks = 0; talks < 2; ++talks) {
        Value exponent = theta_[at.off_to_on];
        if (war != 0) exponent += theta_[at.war];
        if (talks != 0) exponent += theta_[at.talks];
        chance[war][talks] = Value(1.0) - exp(-exp(exponent));
      }
    }
    input.turn_on.resize(data_.days);
    for (std::size_t d = 0; d < data_.days; ++d)
      input.turn_on[d] = chance[data_.war_abroad[d]][data_.talks[d]];
    input.turn_off = Value(1.0) - exp(-exp(theta_[at.on_to_off]));
  }

  const FitData& data_;
  const Layout& layout_;
  const ModelOptions& options_;
  const TotalOrder& order_;
  Tape tape_;
  std::vector<Value> theta_;
};

TotalOrder order_of_totals(const FitData& data) {
  TotalOrder order;
  order.by_start.resize(data.intervals.size());
  std::iota(order.by_start.begin(), order.by_start.end(), 0);
  std::stable_sort(order.by_start.begin(), order.by_start.end(), [&](std::size_t a, std::size_t b) {
    return data.intervals[a].from < data.intervals[b].from;
  });
  std::vector<std::size_t>& previous = order.previous;
  previous.assign(data.intervals.size(), kNone);
  for (std::size_t i = 0; i < previous.size(); ++i) {
    const IntervalObservation& one = data.intervals[i];
    for (std::size_t j = 0; j < previous.size(); ++j) {
      const IntervalObservation& other = data.intervals[j];
      if (other.counted >= 0.0 || one.counted >= 0.0 || other.stream != one.stream ||
          other.zones != one.zones || other.outside != one.outside || other.to >= one.from)
        continue;
      if (previous[i] == kNone || other.to > data.intervals[previous[i]].to) previous[i] = j;
    }
  }
  return order;
}

double add_prior(const Layout& layout, const std::vector<double>& theta, std::vector<double>& gradient) {
  double sum = 0.0;
  for (std::size_t i = 0; i < theta.size(); ++i) {
    const Parameter& parameter = layout.parameters[i];
    const double z = (theta[i] - parameter.prior_mean) / parameter.prior_sd;
    sum -= 0.5 * z * z + std::log(parameter.prior_sd) + 0.91893853320467274178;
    gradient[i] -= z / parameter.prior_sd;
  }
  return sum;
}

}  // namespace

// Buffers of evaluations that run at the same time, each lent to one of them and kept for the next.
class DailyModel::Buffers {
 public:
  explicit Buffers(const DailyModel& model) : model_(model) {}
  std::unique_ptr<DailyCells> take() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return std::make_unique<DailyCells>(model_.data_, model_.layout_, model_.options_);
    std::unique_ptr<DailyCells> cells = std::move(idle_.back());
    idle_.pop_back();
    return cells;
  }
  void give_back(std::unique_ptr<DailyCells> cells) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(cells));
  }

 private:
  const DailyModel& model_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<DailyCells>> idle_;
};

class DailyModel::Lease {
 public:
  explicit Lease(Buffers& from) : from_(from), cells_(from.take()) {}
  ~Lease() { from_.give_back(std::move(cells_)); }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  DailyCells* operator->() const { return cells_.get(); }

 private:
  Buffers& from_;
  std::unique_ptr<DailyCells> cells_;
};

DailyModel::DailyModel(const FitData& data, Layout layout, const ModelOptions& options)
    : data_(data),
      layout_(std::move(layout)),
      options_(options),
      order_(order_of_totals(data)),
      buffers_(std::make_unique<Buffers>(*this)) {}
DailyModel::~DailyModel() = default;

const Layout& DailyModel::layout() const {
  return layout_;
}

const ModelOptions& DailyModel::options() const {
  return options_;
}

Posterior DailyModel::evaluate(const std::vector<double>& theta, std::vector<double>& gradient) const {
  gradient.assign(theta.size(), 0.0);
  const Natural natural = natural_of(data_, layout_, options_, theta);
  Posterior posterior;
  const Lease cells(*buffers_);
  posterior.log_likelihood = cells->forward(natural);
  TapeTerms terms(data_, layout_, options_, order_, theta);
  Value sum = terms.shares() + terms.totals();
  const std::size_t days = data_.days;
  std::vector<double> smoothed_on(data_.patrons * days, 0.0), smoothed_off(data_.patrons * days, 0.0);
  std::vector<std::vector<Value>> on(data_.patrons), off(data_.patrons);
  for (std::size_t p = 0; p < data_.patrons && options_.regimes; ++p) {
    sum += terms.regime(p, &cells->log_on()[p * days], &cells->log_off()[p * days], on[p], off[p])
               .log_likelihood;
  }
  posterior.log_likelihood += sum.value;
  if (sum.tape != nullptr) {
    const std::vector<double>& adjoint = terms.tape().sweep(sum);
    for (std::size_t i = 0; i < theta.size(); ++i) gradient[i] += adjoint[terms.theta()[i].index];
    for (std::size_t p = 0; p < data_.patrons && options_.regimes; ++p) {
      for (std::size_t d = 0; d < days; ++d) {
        if (on[p][d].tape == nullptr) continue;
        smoothed_on[p * days + d] = adjoint[on[p][d].index];
        smoothed_off[p * days + d] = adjoint[off[p][d].index];
      }
    }
  }
  cells->backward(natural, smoothed_on, smoothed_off, gradient);
  posterior.log_prior = add_prior(layout_, theta, gradient);
  return posterior;
}

ModelState DailyModel::state_at(const std::vector<double>& theta) const {
  const Natural natural = natural_of(data_, layout_, options_, theta);
  const Lease cells(*buffers_);
  cells->forward(natural);
  ModelState state;
  state.kernel_sum = cells->kernel_sum_at_end();
  const std::size_t days = data_.days;
  for (std::size_t p = 0; p < data_.patrons; ++p) {
    std::vector<double> by_day(days, std::numeric_limits<double>::quiet_NaN());
    double at_end = 1.0;
    if (options_.regimes) {
      TapeTerms terms(data_, layout_, options_, order_, theta);
      std::vector<Value> on, off;
      const RegimeOutput output =
          terms.regime(p, &cells->log_on()[p * days], &cells->log_off()[p * days], on, off);
      at_end = output.on_at_end.value;
      const std::vector<double>& adjoint = terms.tape().sweep(output.log_likelihood);
      for (std::size_t d = 0; d < days; ++d) {
        // Closing the moments of open periods can push the derivative past the ends by a little.
        if (on[d].tape != nullptr) by_day[d] = std::clamp(adjoint[on[d].index], 0.0, 1.0);
      }
    }
    state.regime_on.push_back(at_end);
    state.regime_by_day.push_back(std::move(by_day));
  }
  return state;
}

MeanParts DailyModel::parts_of(const std::vector<double>& theta, std::size_t stream) const {
  MeanParts sum;
  for (const MeanParts& day : parts_by_day(theta, stream)) {
    sum.endemic += day.endemic;
    sum.own_zone += day.own_zone;
    sum.neighbours += day.neighbours;
    sum.other_streams += day.other_streams;
  }
  return sum;
}

std::vector<MeanParts> DailyModel::parts_by_day(const std::vector<double>& theta, std::size_t stream) const {
  const Natural natural = natural_of(data_, layout_, options_, theta);
  const Lease cells(*buffers_);
  cells->forward(natural);
  std::vector<MeanParts> by_day(data_.days);
  const double share = natural.neighbour_share[stream];
  for (std::size_t d = 0; d < data_.days; ++d) {
    if (data_.observed[stream * data_.days + d] == 0) continue;
    MeanParts& parts = by_day[d];
    for (std::size_t z = 0; z < data_.zones; ++z) {
      if (data_.in_scope[stream * data_.zones + z] == 0) continue;
      parts.endemic += natural.base[stream * data_.zones + z] * natural.day_factor[stream * data_.days + d];
      for (std::size_t j = 0; j < data_.streams; ++j) {
        const double excitation = natural.excitation[stream * data_.streams + j];
        const std::size_t at = data_.cell(j, d, z);
        if (excitation == 0.0) continue;
        const double own = excitation * (1.0 - share) * cells->recent()[at];
        const double next_door = excitation * share * cells->recent_around()[at];
        if (j == stream) {
          parts.own_zone += own;
          parts.neighbours += next_door;
        } else {
          parts.other_streams += own + next_door;
        }
      }
    }
  }
  return by_day;
}

std::vector<DailyModel::Fitted> DailyModel::fitted_of(const std::vector<double>& theta,
                                                      std::size_t stream) const {
  const Natural natural = natural_of(data_, layout_, options_, theta);
  const Lease cells(*buffers_);
  cells->forward(natural);
  const ModelState state = state_at(theta);
  std::vector<Fitted> fitted;
  const double share = natural.neighbour_share[stream];
  const int patron = layout_.stream[stream].off_factor == kNone ? -1 : data_.patron_of_stream[stream];
  for (std::size_t d = 0; d < data_.days; ++d) {
    if (data_.observed[stream * data_.days + d] == 0) continue;
    double factor = 1.0;
    if (patron >= 0) {
      const double on = state.regime_by_day[static_cast<std::size_t>(patron)][d];
      factor = on + (1.0 - on) * natural.off_factor[stream];
    }
    for (std::size_t z = 0; z < data_.zones; ++z) {
      const std::size_t place = stream * data_.zones + z;
      if (data_.in_scope[place] == 0 || data_.weight[place] <= 0.0) continue;
      double mean = natural.base[place] * natural.day_factor[stream * data_.days + d];
      for (std::size_t j = 0; j < data_.streams; ++j) {
        const std::size_t at = data_.cell(j, d, z);
        mean += natural.excitation[stream * data_.streams + j] *
                ((1.0 - share) * cells->recent()[at] + share * cells->recent_around()[at]);
      }
      fitted.push_back(
          {d, z, data_.count[data_.cell(stream, d, z)], factor * mean, natural.dispersion[stream]});
    }
  }
  return fitted;
}

double DailyModel::excitation(const std::vector<double>& theta, std::size_t affected,
                              std::size_t cause) const {
  return natural_of(data_, layout_, options_, theta).excitation[affected * data_.streams + cause];
}
double DailyModel::self_excitation(const std::vector<double>& theta, std::size_t stream) const {
  return excitation(theta, stream, stream);
}

}  // namespace handover::threat
