#include "talks/agreement_time.h"

#include "numerics/distributions.h"
#include "numerics/maths.h"
#include "talks/durability.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace handover::talks {
namespace {

// Before data: agreements after some eight months, at about the named day, failures after some three months,
// each worth one case and wide.
constexpr LogTime kOpenBefore{5.5, 1.0, 1.5, 2.25}, kOfTargetBefore{0.0, 1.0, 1.5, 1.0},
    kFailureBefore{4.6, 1.0, 1.5, 2.0};

LogTime updated(const LogTime& before, const std::vector<double>& logs) {
  if (logs.empty()) return before;
  const auto n = static_cast<double>(logs.size());
  double mean = 0.0, squares = 0.0;
  for (const double x : logs) mean += x / n;
  for (const double x : logs) squares += (x - mean) * (x - mean);
  const double gap = mean - before.mean;
  return {(before.worth * before.mean + n * mean) / (before.worth + n), before.worth + n,
          before.shape + 0.5 * n,
          before.scale + 0.5 * squares + 0.5 * before.worth * n * gap * gap / (before.worth + n)};
}

// Student's t by the incomplete beta function.
double student_cdf(double t, double freedom) {
  const double tail = 0.5 * beta_cdf(0.5 * freedom, 0.5, freedom / (freedom + t * t));
  return t > 0.0 ? 1.0 - tail : tail;
}

}  // namespace

double LogTime::chance_by(double days) const {
  if (days <= 0.0) return 0.0;
  const double spread = std::sqrt(scale * (worth + 1.0) / (shape * worth));
  return student_cdf((maths::log(days) - mean) / spread, 2.0 * shape);
}

std::vector<PastTalks> past_talks(const Mission& mission) {
  std::vector<PastTalks> talks;
  for (const ReferenceCase& past : mission.reference_class) {
    if (past.kind != CaseKind::talks || !past.started || !past.actual || *past.actual > mission.as_of)
      continue;
    const int days = days_between(*past.started, *past.actual).value;
    if (days < 0) continue;
    PastTalks one{past.case_id, std::max(1.0, static_cast<double>(days)), past.outcome == "agreed", {}};
    if (past.planned && *past.planned > *past.started)
      one.target_days = static_cast<double>(days_between(*past.started, *past.planned).value);
    talks.push_back(std::move(one));
  }
  return talks;
}

AgreementTime fit_agreement_time(std::span<const PastTalks> past) {
  AgreementTime fit;
  std::vector<double> open, of_target, failure;
  for (const PastTalks& one : past) {
    (one.agreed ? fit.agreed : fit.failed) += 1.0;
    (one.agreed ? open : failure).push_back(maths::log(one.days));
    if (one.agreed && one.target_days) of_target.push_back(maths::log(one.days / *one.target_days));
  }
  fit.open = updated(kOpenBefore, open);
  fit.of_target = updated(kOfTargetBefore, of_target);
  fit.failure = updated(kFailureBefore, failure);
  return fit;
}

double agreed_within(const AgreementTime& fit, std::optional<double> target_days, double age, double ahead) {
  const double agrees = fit.agreed / (fit.agreed + fit.failed);
  const auto by = [&](double days) {
    return target_days ? fit.of_target.chance_by(days / *target_days) : fit.open.chance_by(days);
  };
  const double still = agrees * (1.0 - by(age)) + (1.0 - agrees) * (1.0 - fit.failure.chance_by(age));
  if (still <= 0.0) return 0.0;
  return std::clamp(agrees * (by(age + ahead) - by(age)) / still, 0.0, 1.0);
}

namespace {

constexpr int kHorizon = 1095, kMonth = 30;
using Curve = std::vector<double>;  // chance of agreement by day 1, 2, ... ahead

Curve step_at(std::optional<double> days) {
  Curve curve(kHorizon, 0.0);
  if (!days || *days > kHorizon) return curve;
  const auto from = static_cast<std::ptrdiff_t>(std::max(1.0, std::ceil(*days))) - 1;
  std::fill(curve.begin() + from, curve.end(), 1.0);
  return curve;
}

Curve half_and_half(const Curve& a, const Curve& b) {
  Curve mixed(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) mixed[i] = 0.5 * (a[i] + b[i]);
  return mixed;
}

Curve by_record(const AgreementTime& fit, std::optional<double> target_days, double age) {
  Curve curve(kHorizon);
  for (std::size_t i = 0; i < curve.size(); ++i)
    curve[i] = agreed_within(fit, target_days, age, static_cast<double>(i + 1));
  return curve;
}

Curve by_constant_rates(const std::vector<PastTalks>& past) {
  double agreed = 0.5, failed = 0.5, days = 0.0;
  for (const PastTalks& one : past) {
    (one.agreed ? agreed : failed) += 1.0;
    days += one.days;
  }
  Curve curve(kHorizon);
  for (std::size_t i = 0; i < curve.size(); ++i)
    curve[i] = agreed / (agreed + failed) *
               (1.0 - maths::exp(-(agreed + failed) / days * static_cast<double>(i + 1)));
  return curve;
}

// Days ahead by which half of the past talks that had lasted as long were agreed.
std::optional<double> median_ahead(const std::vector<PastTalks>& past, double age) {
  std::vector<Lifetime> lasted;
  for (const PastTalks& one : past)
    if (one.days > age) lasted.push_back({one.days, one.agreed});
  for (const SurvivalStep& step : kaplan_meier(lasted))
    if (step.survival <= 0.5) return step.days - age;
  return std::nullopt;
}

struct Score {
  double crps = 0.0, log_score = 0.0;
};
Score score_of(const Curve& curve, const PastTalks& one, double age) {
  const double came = one.days - age;
  Score score;
  for (std::size_t i = 0; i < curve.size(); ++i) {
    const double outcome = one.agreed && came <= static_cast<double>(i + 1) ? 1.0 : 0.0;
    score.crps += (curve[i] - outcome) * (curve[i] - outcome);
  }
  constexpr int kMonths = kHorizon / kMonth;
  const auto month = one.agreed ? std::min(kMonths, static_cast<int>((came - 1.0) / kMonth)) : kMonths;
  const auto by = [&](int months) {
    return months == 0 ? 0.0 : curve[static_cast<std::size_t>(months * kMonth - 1)];
  };
  const double chance = month == kMonths ? 1.0 - by(kMonths) : by(month + 1) - by(month);
  score.log_score = -maths::log(0.95 * std::max(0.0, chance) + 0.05 / (kMonths + 1));
  return score;
}

constexpr std::array kForecasts = {"record",         "record without the named day",
                                   "constant rates", "median of past talks",
                                   "named day",      "half median, half named day"};

std::array<Curve, kForecasts.size()> forecasts_of(const std::vector<PastTalks>& past, const PastTalks& one,
                                                  double age) {
  const AgreementTime fit = fit_agreement_time(past);
  const Curve median = step_at(median_ahead(past, age));
  const bool named = one.target_days && *one.target_days > age;
  const Curve day = named ? step_at(*one.target_days - age) : median;
  return {by_record(fit, one.target_days, age),
          by_record(fit, std::nullopt, age),
          by_constant_rates(past),
          median,
          day,
          half_and_half(median, day)};
}

}  // namespace

std::vector<TimingScore> score_agreement_time(std::span<const PastTalks> cases, double age) {
  std::vector<TimingScore> scores(kForecasts.size());
  std::vector<std::vector<double>> crps(kForecasts.size());
  for (const PastTalks& one : cases) {
    if (one.days <= age) continue;
    std::vector<PastTalks> past;
    for (const PastTalks& other : cases)
      if (other.case_id != one.case_id) past.push_back(other);
    const auto forecasts = forecasts_of(past, one, age);
    for (std::size_t f = 0; f < forecasts.size(); ++f) {
      const Score score = score_of(forecasts[f], one, age);
      scores[f].log_score += score.log_score;
      crps[f].push_back(score.crps);
    }
  }
  for (std::size_t f = 0; f < scores.size(); ++f) {
    TimingScore& score = scores[f];
    score.name = kForecasts[f];
    score.talks = crps[f].size();
    if (score.talks == 0) continue;
    const auto n = static_cast<double>(score.talks);
    score.log_score /= n;
    double squares = 0.0;
    for (std::size_t i = 0; i < crps[f].size(); ++i) {
      score.crps += crps[f][i] / n;
      score.crps_better += (crps[f][i] - crps[0][i]) / n;
    }
    for (std::size_t i = 0; i < crps[f].size(); ++i) {
      const double gap = crps[f][i] - crps[0][i] - score.crps_better;
      squares += gap * gap;
    }
    score.crps_better_error = n > 1.0 ? std::sqrt(squares / (n * (n - 1.0))) : 0.0;
  }
  return scores;
}

}  // namespace handover::talks
