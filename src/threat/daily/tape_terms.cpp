#include "threat/daily/tape_terms.h"

#include <algorithm>
#include <numeric>

namespace handover::threat {
namespace {

constexpr std::size_t kUsualNodes = 32768;  // of a mission's totals
constexpr double kReadingError = 0.05;      // psi of one source's tally against another's

}  // namespace

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
      if (other.counted || one.counted || other.stream != one.stream || other.zones != one.zones ||
          other.outside != one.outside || other.to >= one.from)
        continue;
      if (previous[i] == kNone || other.to > data.intervals[previous[i]].to) previous[i] = j;
    }
  }
  return order;
}

TapeTerms::TapeTerms(const FitData& data, const Layout& layout, const ModelOptions& options,
                     const TotalOrder& order, const std::vector<double>& theta)
    : data_(data),
      layout_(layout),
      order_(order),
      tape_(kUsualNodes),
      moments_(data, layout, options, theta_) {
  for (const double value : theta) theta_.push_back(tape_.leaf(value));
}

Value TapeTerms::shares() const {
  std::vector<std::size_t> map(data_.zones);
  std::iota(map.begin(), map.end(), std::size_t{0});
  Value sum(0.0);
  for (const ShareObservation& one : data_.shares) {
    const Value inside = moments_.rate_of(one.stream, one.zones, one.outside);
    const Value all = moments_.rate_of(one.stream, map, true);
    const Value chance = inside / all;
    sum += Value(one.inside) * log(chance) + Value(one.total - one.inside) * log(Value(1.0) - chance);
  }
  return sum;
}

Value TapeTerms::totals() const {
  Value sum(0.0);
  std::vector<Moments> moments(data_.intervals.size());
  for (const std::size_t i : order_.by_start) {
    const IntervalObservation& one = data_.intervals[i];
    if (one.counted) {
      const Value mean = moments_.ratio_of(one) * Value(*one.counted + 0.5);
      sum += log_of_total(one.total, one.error_sd, Value(1.0), mean, mean * mean * Value(kReadingError));
    } else if (!switched(one.stream)) {
      const std::size_t at = order_.previous[i];
      const IntervalObservation* before = at == kNone ? nullptr : &data_.intervals[at];
      moments[i] = moments_.of(one, Value(1.0), before, before == nullptr ? nullptr : &moments[at]);
      const Moments given =
          before == nullptr ? moments[i] : moments_.after(*before, moments[at], one, moments[i]);
      sum += log_of_total(one.total, one.error_sd, moments_.ratio_of(one), given.mean,
                          given.variance - given.mean);
    }
  }
  return sum;
}

RegimeOutput TapeTerms::regime(std::size_t patron, const double* log_on, const double* log_off) {
  RegimeInput input;
  input.days = data_.days;
  input.first = data_.days;
  for (std::size_t k = 0; k < data_.streams; ++k) {
    if (data_.patron_of_stream[k] != static_cast<int>(patron)) continue;
    for (std::size_t d = 0; d < input.first; ++d) {
      if (data_.observed[k * data_.days + d] != 0) input.first = d;
    }
    for (const IntervalObservation& one : data_.intervals) {
      if (one.stream != k || one.counted) continue;
      input.first = std::min(input.first, one.from);
      input.periods.push_back(period_of(one));
    }
  }
  if (input.first == data_.days) input.first = data_.days - 1;
  set_rates(input, layout_.patron[patron]);
  input.log_on = log_on;
  input.log_off = log_off;
  return run_regime_filter(input);
}

// Daily moments of a total for the filter of a switch.
RegimePeriod TapeTerms::period_of(const IntervalObservation& one) const {
  RegimePeriod period;
  period.from = one.from;
  period.to = one.to;
  period.total = one.total;
  period.error_sd = one.error_sd;
  period.ratio = moments_.ratio_of(one);
  const Value a_day(1.0 / static_cast<double>(one.days()));
  const auto set = [&](const Moments& moments, Value& mean, Value& excess) {
    mean = a_day * moments.mean;
    excess = a_day * (moments.variance - moments.mean);
  };
  set(moments_.of(one, Value(1.0)), period.mean_on, period.excess_on);
  if (switched(one.stream)) {
    set(moments_.of(one, logistic(theta_[layout_.stream[one.stream].off_factor])), period.mean_off,
        period.excess_off);
  }
  return period;
}

void TapeTerms::set_rates(RegimeInput& input, const PatronPlaces& at) const {
  for (std::size_t kind = 0; kind < 4; ++kind) {
    Value exponent = theta_[at.off_to_on];
    if ((kind & 1) != 0) exponent += theta_[at.war];
    if ((kind & 2) != 0) exponent += theta_[at.talks];
    input.turn_on[kind] = Value(1.0) - exp(-exp(exponent));
  }
  for (std::size_t d = 0; d < data_.days; ++d)
    input.kind.push_back(
        static_cast<std::uint8_t>((data_.war_abroad[d] != 0 ? 1 : 0) + (data_.talks[d] != 0 ? 2 : 0)));
  input.turn_off = Value(1.0) - exp(-exp(theta_[at.on_to_off]));
}

}  // namespace handover::threat
