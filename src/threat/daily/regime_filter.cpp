#include "threat/daily/regime_filter.h"

#include "numerics/maths.h"
#include "threat/daily/negative_binomial.h"

#include <algorithm>
#include <cmath>

namespace handover::threat {
namespace {

// A total's log probability with its slopes by what the source reports of each incident, by the mean and by
// the variance beyond the mean.
struct TotalTerm {
  double value = 0.0, by_ratio = 0.0, by_mean = 0.0, by_excess = 0.0;
};

TotalTerm total_term(double total, double error_sd, double ratio, double mean, double excess) {
  // A share or multiple of the incidents is reported; what varies beyond the mean varies with its square.
  const double seen = ratio * mean;
  const double beyond = ratio * ratio * excess + error_sd * error_sd;
  const double psi = beyond / (seen * seen) + 1e-9;
  const CountTerm count = count_term(total, psi);
  const MeanTerm term = mean_term(total, seen, psi);
  const double by_psi = count.d_psi + term.d_psi;
  const double by_beyond = by_psi / (seen * seen), by_seen = term.d_mean - 2.0 * by_beyond * beyond / seen;
  return {count.value + term.value, by_seen * mean + by_beyond * 2.0 * ratio * excess, by_seen * ratio,
          by_beyond * ratio * ratio};
}

// Moments of the days "on" so far in a period, given that today is off ([0]) or on ([1]); also their slopes.
struct DaysOn {
  double first[2] = {0.0, 0.0}, second[2] = {0.0, 0.0};
};

// Slopes by a period's own moments.
struct PeriodSlopes {
  double ratio = 0.0, mean_on = 0.0, mean_off = 0.0, excess_on = 0.0, excess_off = 0.0;
};

// Log emission of a finished period given today's state; with slopes where they are wanted, times `weight`.
double emission(const RegimePeriod& period, const DaysOn& days_on, int state, double weight = 0.0,
                DaysOn* by_days = nullptr, PeriodSlopes* by_period = nullptr) {
  const double days = static_cast<double>(period.to - period.from + 1);
  const double on = days_on.first[state], off = days - on;
  const double spread = std::max(0.0, days_on.second[state] - on * on);  // below zero by rounding alone
  const double gap = period.mean_on.value - period.mean_off.value;
  const double mean = on * gap + days * period.mean_off.value;
  const double excess = on * period.excess_on.value + off * period.excess_off.value + spread * gap * gap;
  const TotalTerm term = total_term(period.total, period.error_sd, period.ratio.value, mean, excess);
  if (by_days == nullptr) return term.value;
  const double by_mean = weight * term.by_mean, by_excess = weight * term.by_excess;
  const double by_spread = spread > 0.0 ? by_excess * gap * gap : 0.0;
  by_days->first[state] +=
      by_mean * gap + by_excess * (period.excess_on.value - period.excess_off.value) - 2.0 * on * by_spread;
  by_days->second[state] += by_spread;
  const double by_gap = by_mean * on + 2.0 * by_excess * spread * gap;
  by_period->ratio += weight * term.by_ratio;
  by_period->mean_on += by_gap;
  by_period->mean_off += by_mean * days - by_gap;
  by_period->excess_on += by_excess * on;
  by_period->excess_off += by_excess * off;
  return term.value;
}

// How a day's states follow from the day before: chances of state and change together.
struct Change {
  double stays_on, turns_on, turns_off, stays_off;
  double now_on() const { return stays_on + turns_on; }
  double now_off() const { return 1.0 - now_on(); }
};
Change change_of(double on, double turn_on, double turn_off) {
  return {on * (1.0 - turn_off), (1.0 - on) * turn_on, on * turn_off, (1.0 - on) * (1.0 - turn_on)};
}

// An open period's moments after a change, before today is counted.
DaysOn carried(const DaysOn& before, const Change& change) {
  const double on = change.now_on(), off = change.now_off();
  DaysOn after;
  after.first[1] = (change.stays_on * before.first[1] + change.turns_on * before.first[0]) / on;
  after.second[1] = (change.stays_on * before.second[1] + change.turns_on * before.second[0]) / on;
  after.first[0] = (change.turns_off * before.first[1] + change.stays_off * before.first[0]) / off;
  after.second[0] = (change.turns_off * before.second[1] + change.stays_off * before.second[0]) / off;
  return after;
}

// Today counts where it is on.
void count_today(DaysOn& days) {
  days.second[1] += 2.0 * days.first[1] + 1.0;
  days.first[1] += 1.0;
}

// What the sweep back needs of a day.
struct Day {
  double on_before = 0.0;                // chance after the day before
  double seen_on = 0.0, seen_off = 0.0;  // emissions, scaled
  double sum = 1.0, on = 0.0;            // of both weights; chance after the day
  std::size_t first_open = 0, open = 0;  // in Filter::moments_
};

class Filter {
 public:
  explicit Filter(const RegimeInput& input) : in_(input), days_(input.days) {
    for (std::size_t i = 0; i < input.periods.size(); ++i) by_start_.push_back(i);
    std::sort(by_start_.begin(), by_start_.end(), [&](std::size_t a, std::size_t b) {
      return input.periods[a].from != input.periods[b].from ? input.periods[a].from < input.periods[b].from
                                                            : a < b;
    });
  }

  RegimeOutput run() {
    RegimeOutput output;
    output.first = in_.first;
    const double log_likelihood = forward();
    output.on_at_end = days_.empty() || in_.first >= in_.days ? at_start() : days_.back().on;
    output.by_log_on.assign(in_.days, 0.0);
    output.by_log_off.assign(in_.days, 0.0);
    by_period_.assign(in_.periods.size(), {});
    back(output);
    output.log_likelihood = on_tape(log_likelihood);
    return output;
  }

 private:
  struct Open {
    std::size_t period;
    DaysOn at_end_of_day;
  };

  double turn_on(std::size_t day) const { return in_.turn_on[in_.kind[day]].value; }
  // Before the first observation the switch is in its long-run state.
  double at_start() const { return turn_on(in_.first) / (turn_on(in_.first) + in_.turn_off.value); }

  double forward() {
    double log_likelihood = 0.0, on = at_start();
    std::size_t next = 0;
    std::vector<Open> open;
    for (std::size_t d = in_.first; d < in_.days; ++d) {
      Day& day = days_[d];
      day.on_before = on;
      const Change change = change_of(on, turn_on(d), in_.turn_off.value);
      for (Open& one : open) {
        one.at_end_of_day = carried(one.at_end_of_day, change);
        count_today(one.at_end_of_day);
      }
      while (next < by_start_.size() && in_.periods[by_start_[next]].from == d) {
        open.push_back({by_start_[next++], {{0.0, 1.0}, {0.0, 1.0}}});
      }
      day.first_open = opened_.size();
      day.open = open.size();
      opened_.insert(opened_.end(), open.begin(), open.end());
      double log_on = in_.log_on[d], log_off = in_.log_off[d];
      for (std::size_t i = open.size(); i-- > 0;) {
        const RegimePeriod& period = in_.periods[open[i].period];
        if (period.to != d) continue;
        log_on += emission(period, open[i].at_end_of_day, 1);
        log_off += emission(period, open[i].at_end_of_day, 0);
        open.erase(open.begin() + static_cast<std::ptrdiff_t>(i));
      }
      const double top = std::max(log_on, log_off);
      day.seen_on = maths::exp(log_on - top);
      day.seen_off = maths::exp(log_off - top);
      const double weight_on = change.now_on() * day.seen_on;
      day.sum = weight_on + change.now_off() * day.seen_off;
      log_likelihood += maths::log(day.sum) + top;
      on = day.on = weight_on / day.sum;
    }
    return log_likelihood;
  }

  // From the last day to the first: `by_on` is the slope by the chance after the day, `by_days` those by the
  // moments of the periods that are open at its end.
  void back(RegimeOutput& output) {
    double by_on = 0.0;
    std::vector<DaysOn> by_days(in_.periods.size());
    for (std::size_t d = in_.days; d-- > in_.first;) {
      const Day& day = days_[d];
      const Change change = change_of(day.on_before, turn_on(d), in_.turn_off.value);
      const double by_weight_on = (1.0 + by_on * (1.0 - day.on)) / day.sum,
                   by_weight_off = (1.0 - by_on * day.on) / day.sum;
      const double by_log_on = by_weight_on * change.now_on() * day.seen_on,
                   by_log_off = by_weight_off * change.now_off() * day.seen_off;
      output.by_log_on[d] = by_log_on;
      output.by_log_off[d] = by_log_off;
      Change slope{};  // by the four joint chances
      double by_now_on = by_weight_on * day.seen_on, by_now_off = by_weight_off * day.seen_off;
      for (std::size_t i = 0; i < day.open; ++i) {
        const Open& one = opened_[day.first_open + i];
        const RegimePeriod& period = in_.periods[one.period];
        DaysOn& by = by_days[one.period];
        if (period.to == d) {
          emission(period, one.at_end_of_day, 1, by_log_on, &by, &by_period_[one.period]);
          emission(period, one.at_end_of_day, 0, by_log_off, &by, &by_period_[one.period]);
        }
        if (period.from < d)
          by = back_through(before(d, one.period), by, change, slope, by_now_on, by_now_off);
      }
      // now_off is 1 - now_on, and now_on the sum of two joint chances.
      slope.stays_on += by_now_on - by_now_off;
      slope.turns_on += by_now_on - by_now_off;
      const double u = turn_on(d), v = in_.turn_off.value, a = day.on_before;
      by_turn_on_[in_.kind[d]] += (1.0 - a) * (slope.turns_on - slope.stays_off);
      by_turn_off_ += a * (slope.turns_off - slope.stays_on);
      by_on =
          slope.stays_on * (1.0 - v) - slope.turns_on * u + slope.turns_off * v - slope.stays_off * (1.0 - u);
    }
    const double u = turn_on(in_.first), v = in_.turn_off.value;
    by_turn_on_[in_.kind[in_.first]] += by_on * v / ((u + v) * (u + v));
    by_turn_off_ -= by_on * u / ((u + v) * (u + v));
  }

  // Moments at the end of the day before.
  const DaysOn& before(std::size_t day, std::size_t period) const {
    const Day& yesterday = days_[day - 1];
    std::size_t i = yesterday.first_open;
    while (opened_[i].period != period) ++i;
    return opened_[i].at_end_of_day;
  }

  // Slopes by the moments at the end of the day before, from those at the end of this one.
  static DaysOn back_through(const DaysOn& before, DaysOn by, const Change& change, Change& slope,
                             double& by_now_on, double& by_now_off) {
    by.first[1] += 2.0 * by.second[1];  // today was counted
    const double on = change.now_on(), off = change.now_off();
    const DaysOn after = carried(before, change);
    const double first_on = by.first[1] / on, second_on = by.second[1] / on;
    const double first_off = by.first[0] / off, second_off = by.second[0] / off;
    slope.stays_on += first_on * before.first[1] + second_on * before.second[1];
    slope.turns_on += first_on * before.first[0] + second_on * before.second[0];
    slope.turns_off += first_off * before.first[1] + second_off * before.second[1];
    slope.stays_off += first_off * before.first[0] + second_off * before.second[0];
    by_now_on -= first_on * after.first[1] + second_on * after.second[1];
    by_now_off -= first_off * after.first[0] + second_off * after.second[0];
    DaysOn result;
    result.first[1] = first_on * change.stays_on + first_off * change.turns_off;
    result.first[0] = first_on * change.turns_on + first_off * change.stays_off;
    result.second[1] = second_on * change.stays_on + second_off * change.turns_off;
    result.second[0] = second_on * change.turns_on + second_off * change.stays_off;
    return result;
  }

  // The log-likelihood as a node of its inputs' tape, linear about where they are.
  Value on_tape(double log_likelihood) const {
    Value sum(log_likelihood);
    const auto add = [&sum](const Value& input, double slope) {
      if (input.tape != nullptr) sum = input.tape->binary(sum.value, sum, 1.0, input, slope);
    };
    for (std::size_t i = 0; i < in_.turn_on.size(); ++i) add(in_.turn_on[i], by_turn_on_[i]);
    add(in_.turn_off, by_turn_off_);
    for (std::size_t i = 0; i < in_.periods.size(); ++i) {
      const RegimePeriod& period = in_.periods[i];
      add(period.ratio, by_period_[i].ratio);
      add(period.mean_on, by_period_[i].mean_on);
      add(period.mean_off, by_period_[i].mean_off);
      add(period.excess_on, by_period_[i].excess_on);
      add(period.excess_off, by_period_[i].excess_off);
    }
    return sum;
  }

  const RegimeInput& in_;
  std::vector<std::size_t> by_start_;
  std::vector<Day> days_;
  std::vector<Open> opened_;  // of all days, one after another
  std::array<double, 4> by_turn_on_{};
  double by_turn_off_ = 0.0;
  std::vector<PeriodSlopes> by_period_;
};

}  // namespace

Value log_of_total(double total, double error_sd, const Value& ratio, const Value& mean,
                   const Value& excess) {
  const TotalTerm term = total_term(total, error_sd, ratio.value, mean.value, excess.value);
  Tape* tape = tape_of(tape_of(ratio, mean) == nullptr ? excess : ratio, mean);
  if (tape == nullptr) return Value(term.value);
  const Value part = tape->binary(term.value, ratio, term.by_ratio, mean, term.by_mean);
  return tape->binary(term.value, part, 1.0, excess, term.by_excess);
}

RegimeOutput run_regime_filter(const RegimeInput& input) {
  return Filter(input).run();
}

}  // namespace handover::threat
