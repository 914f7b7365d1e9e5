// When talks like these end in an agreement, from the record of past talks alone: a share that never agrees
// (cure model: Boag 1949), the others after a log-normal time, counted in days from the opening or, where the
// sides have named a day, in multiples of the time to that day. Both by conjugate normal-gamma updates, so
// that a handful of talks does not claim to know the spread (Gelman et al. 2013, section 3.3). The chance is
// conditional on the talks' age: what has not been agreed by now cannot have been agreed earlier.
#pragma once

#include "mission/mission.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace handover::talks {

struct PastTalks {
  std::string case_id;
  double days = 1.0;    // from the opening to the end
  bool agreed = false;  // otherwise they ended without: collapsed, or the mission was thrown out
  std::optional<double> target_days;  // from the opening to a day named for the agreement
};
// Talks of the reference class that had ended by the as-of date.
std::vector<PastTalks> past_talks(const Mission& mission);

// Of the logarithm of a time: normal with unknown mean and variance (normal-inverse-gamma).
struct LogTime {
  double mean = 0.0, worth = 1.0;       // of the mean: so many talks
  double shape = 1.5, scale = 1.5;      // inverse gamma of the variance
  double chance_by(double days) const;  // predictive, of a new case
};

struct AgreementTime {
  double agreed = 1.0, failed = 1.0;  // beta: share that agrees
  LogTime open, of_target,
      failure;  // days to agreement; multiples of the time to the target; days to failure
};
AgreementTime fit_agreement_time(std::span<const PastTalks> past);

// Chance of an agreement within `ahead` days of talks that have lasted `age` days and go on.
double agreed_within(const AgreementTime& fit, std::optional<double> target_days, double age, double ahead);

// Every case's day of agreement forecast from all other cases, at an age at which it still went on: by the
// record with and without the named day, by constant rates of agreement and failure (the clock's own class of
// model), by the median of past talks, by the named day (the median where there is none or it is past), and
// by half of each of the last two.
struct TimingScore {
  std::string name;
  std::size_t talks = 0;
  double crps = 0.0;  // days of the next three years wrongly forecast
  double log_score =
      0.0;  // minus log chance of the month of thirty days, one twentieth spread over all months
  double crps_better = 0.0,
         crps_better_error = 0.0;  // the first forecast's lead over this one, and its error
};
std::vector<TimingScore> score_agreement_time(std::span<const PastTalks> cases, double age);

}  // namespace handover::talks
