// Gamma priors for the clock's rates from the reference class of past talks, and their conjugate update on
// the mission's own history.
#pragma once

#include "mission/mission.h"
#include "talks/chain.h"

#include <span>
#include <string>
#include <vector>

namespace handover::talks {

struct Gamma {
  double shape = 0.5;
  double rate = 1.0;  // days
  double mean() const { return shape / rate; }
  double variance() const { return shape / (rate * rate); }
};
double gamma_quantile(const Gamma& gamma, double probability);

// How often something happened in one past case, and over how many days it could have.
struct CaseExposure {
  double events = 0.0;
  double days = 0.0;
};

inline constexpr std::size_t kLeastCases = 5;      // below: "no reference class"
inline constexpr double kLeastContraction = 0.20;  // below: "assumed"

// The spread of the rate over cases: events_c ~ Poisson(lambda_c days_c), lambda_c ~ Gamma. The mean is
// (sum of events + 1/2) / sum of days (Jeffreys); the shape maximises the negative-binomial marginal
// likelihood (Greenwood & Yule 1920) with a log-normal(0, 1) pull towards 1, so that a handful of cases
// cannot claim that all talks are alike. The uncertainty of the mean, of relative variance
// 1 / (events + 1/2), is added, so the prior is for a new case. With fewer than kLeastCases cases, all of
// them together weigh as one case on top of a wide gamma of shape 1/2 whose mean is one event in
// `horizon_days`.
Gamma prior_from_cases(std::span<const CaseExposure> cases, double horizon_days);

// Gamma(shape + events, rate + days) (Gelman et al. 2013, section 2.6).
Gamma updated(const Gamma& prior, const CaseExposure& own);

// 1 - posterior variance / prior variance; negative when the history surprises the prior.
double contraction(const Gamma& prior, const Gamma& posterior);

// The cases that bear on a move, from the mission's reference class of talks. Suspensions are counted over
// the days in session, resumptions over the days suspended, agreements over the days in session, collapse
// over all days, expulsion over all days and all days of past handovers under way, whose forces could have
// been thrown out too. How long talks stay announced before they open is in no table: no cases.
std::vector<CaseExposure> cases_for(const Mission& mission, TalksState from, TalksState to);

// The stays of this mission's talks up to the as-of date.
struct Stay {
  TalksState state = TalksState::announced;
  Date from{}, to{};
  bool ended = false;  // false: still in this state at `to`
  TalksState next = TalksState::announced;
};
std::vector<Stay> stays_of(const Mission& mission);

}  // namespace handover::talks
