#include "threat/daily/regime_filter.h"

#include "threat/daily/negative_binomial.h"

#include <algorithm>

namespace handover::threat {
namespace {

// Moments of the days "on" so far in a period, given that today is on (off).
struct OpenPeriod {
  const RegimePeriod* period = nullptr;
  Value first[2], second[2];  // [0] off, [1] on
};

// Log emission of the finished period given today's state.
Value emission(const OpenPeriod& open, int state) {
  const RegimePeriod& period = *open.period;
  const double days = static_cast<double>(period.to - period.from + 1);
  const Value on_days = open.first[state];
  Value spread = open.second[state] - on_days * on_days;
  if (spread.value < 0.0) spread = Value(0.0);  // rounding
  const Value gap = period.mean_on - period.mean_off;
  const Value mean = on_days * gap + Value(days) * period.mean_off;
  const Value excess =
      on_days * period.excess_on + (Value(days) - on_days) * period.excess_off + spread * gap * gap;
  return log_of_total(period.total, period.error_sd, period.ratio, mean, excess);
}

}  // namespace

Value log_of_total(double total, double error_sd, const Value& ratio, const Value& mean,
                   const Value& excess) {
  // A share or multiple of the incidents is reported; what varies beyond the mean varies with its square.
  const Value seen = ratio * mean;
  const Value beyond = ratio * ratio * excess + Value(error_sd * error_sd);
  const Value psi = beyond / (seen * seen) + Value(1e-9);
  return log_negative_binomial(total, seen, psi);
}

RegimeOutput run_regime_filter(const RegimeInput& input) {
  std::vector<const RegimePeriod*> starting;
  for (const RegimePeriod& period : input.periods) starting.push_back(&period);
  std::sort(starting.begin(), starting.end(), [](const auto* a, const auto* b) { return a->from < b->from; });
  std::size_t next = 0;
  std::vector<OpenPeriod> open;
  // Before the first observation the switch is in its long-run state.
  Value on = input.turn_on[input.first] / (input.turn_on[input.first] + input.turn_off);
  Value log_likelihood(0.0);
  for (std::size_t d = input.first; d < input.days; ++d) {
    const Value stays_on = on * (Value(1.0) - input.turn_off),
                turns_on = (Value(1.0) - on) * input.turn_on[d];
    const Value now_on = stays_on + turns_on, now_off = Value(1.0) - now_on;
    const Value turns_off = on * input.turn_off,
                stays_off = (Value(1.0) - on) * (Value(1.0) - input.turn_on[d]);
    for (OpenPeriod& one : open) {
      const Value first_on = (stays_on * one.first[1] + turns_on * one.first[0]) / now_on;
      const Value second_on = (stays_on * one.second[1] + turns_on * one.second[0]) / now_on;
      const Value first_off = (turns_off * one.first[1] + stays_off * one.first[0]) / now_off;
      const Value second_off = (turns_off * one.second[1] + stays_off * one.second[0]) / now_off;
      one.first[0] = first_off;
      one.second[0] = second_off;
      one.second[1] = second_on + Value(2.0) * first_on + Value(1.0);
      one.first[1] = first_on + Value(1.0);
    }
    while (next < starting.size() && starting[next]->from == d) {
      OpenPeriod one;
      one.period = starting[next++];
      one.first[1] = one.second[1] = Value(1.0);
      open.push_back(one);
    }
    Value log_on = input.log_on[d], log_off = input.log_off[d];
    for (std::size_t i = open.size(); i-- > 0;) {
      if (open[i].period->to != d) continue;
      log_on += emission(open[i], 1);
      log_off += emission(open[i], 0);
      open.erase(open.begin() + static_cast<std::ptrdiff_t>(i));
    }
    const double top = std::max(log_on.value, log_off.value);
    const Value weight_on = now_on * exp(log_on - Value(top)),
                weight_off = now_off * exp(log_off - Value(top));
    const Value sum = weight_on + weight_off;
    log_likelihood += log(sum) + Value(top);
    on = weight_on / sum;
  }
  return {log_likelihood, on};
}

}  // namespace handover::threat
