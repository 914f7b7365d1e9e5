#include "talks/rate_prior.h"

#include "numerics/distributions.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace handover::talks {
namespace {

// Log of the negative-binomial marginal likelihood of all cases for a gamma of this mean and shape.
double log_marginal(std::span<const CaseExposure> cases, double mean, double shape) {
  const double rate = shape / mean;
  double sum = 0.0;
  for (const CaseExposure& c : cases) {
    sum += maths::log_gamma(shape + c.events) - maths::log_gamma(shape) +
           shape * maths::log(rate / (rate + c.days)) - c.events * maths::log(rate + c.days);
  }
  return sum;
}

double best_shape(std::span<const CaseExposure> cases, double mean) {
  double best = 1.0, best_value = -std::numeric_limits<double>::infinity();
  // A grid is enough: the shape is known to a factor of two at best.
  for (double log_shape = -2.0; log_shape <= 4.0; log_shape += 0.02) {
    const double value = log_marginal(cases, mean, maths::exp(log_shape)) - 0.5 * log_shape * log_shape;
    if (value <= best_value) continue;
    best_value = value;
    best = maths::exp(log_shape);
  }
  return best;
}

struct CaseDays {
  double in_session = 0.0, suspended = 0.0;
};

std::optional<CaseDays> days_of(const ReferenceCase& past, Date as_of) {
  if (past.kind != CaseKind::talks || !past.started) return std::nullopt;
  const Date end = past.actual && *past.actual <= as_of ? *past.actual : as_of;
  const double all = days_between(*past.started, end).value;
  if (!(all >= 0.0)) return std::nullopt;
  const double suspended = std::clamp(past.days_suspended, 0.0, all);
  // Talks that open and end on one day were exposed for about half of it.
  return CaseDays{std::max(0.5, all - suspended), suspended};
}

std::optional<CaseExposure> exposure_of(const ReferenceCase& past, Date as_of, TalksState from,
                                        TalksState to) {
  const auto days = days_of(past, as_of);
  if (!days) return std::nullopt;
  const bool over = past.actual && *past.actual <= as_of;
  const auto ended = [&](const char* outcome) { return over && past.outcome == outcome ? 1.0 : 0.0; };
  const double all = days->in_session + days->suspended;
  switch (to) {
    case TalksState::suspended:
      return CaseExposure{static_cast<double>(past.suspensions), days->in_session};
    case TalksState::agreed:
      return CaseExposure{ended("agreed"), days->in_session};
    case TalksState::collapsed:
      return CaseExposure{ended("collapsed"), all};
    case TalksState::expelled:
      return CaseExposure{ended("expelled"), all};
    case TalksState::in_session:
      if (from != TalksState::suspended || days->suspended <= 0.0) return std::nullopt;
      // Talks that ended in collapse or expulsion are taken to have died in their last suspension.
      return CaseExposure{std::max(0.0, past.suspensions - ended("collapsed") - ended("expelled")),
                          days->suspended};
    default:
      return std::nullopt;
  }
}

}  // namespace

double gamma_quantile(const Gamma& gamma, double probability) {
  return handover::gamma_quantile(gamma.shape, gamma.rate, probability);
}

Gamma prior_from_cases(std::span<const CaseExposure> cases, double horizon_days) {
  double events = 0.0, days = 0.0;
  for (const CaseExposure& c : cases) {
    events += c.events;
    days += c.days;
  }
  if (cases.size() < kLeastCases) {
    const Gamma wide = {0.5, 0.5 * horizon_days};
    const double n = std::max<double>(1.0, static_cast<double>(cases.size()));
    return updated(wide, {events / n, days / n});
  }
  const double mean = (events + 0.5) / std::max(days, 1.0);
  const double shape = 1.0 / (1.0 / best_shape(cases, mean) + 1.0 / (events + 0.5));
  return {shape, shape / mean};
}

Gamma updated(const Gamma& prior, const CaseExposure& own) {
  return {prior.shape + own.events, prior.rate + own.days};
}

double contraction(const Gamma& prior, const Gamma& posterior) {
  return 1.0 - posterior.variance() / prior.variance();
}

namespace {

// Years in which a force that was to leave was still there and could have been thrown out: of each past
// handover, from its first plan to its last step, at most a year past the last planned day of one that never
// ended. A record of talks alone is of crises, and would make expulsion too likely.
std::vector<CaseExposure> presence_at_risk(const Mission& mission) {
  struct Period {
    Date from, to;
  };
  std::map<std::string, Period> periods;
  for (const ReferenceCase& past : mission.reference_class) {
    const bool step = past.kind == CaseKind::transition_step || past.kind == CaseKind::transition_end;
    if (!step || !past.started || *past.started > mission.as_of) continue;
    const bool done = past.actual && *past.actual <= mission.as_of;
    const Date planned = past.planned.value_or(*past.started);
    const Date to = std::min(mission.as_of, done ? *past.actual : planned + std::chrono::days{365});
    const auto [at, added] = periods.try_emplace(past.case_id, Period{*past.started, to});
    if (added) continue;
    at->second.from = std::min(at->second.from, *past.started);
    at->second.to = std::max(at->second.to, to);
  }
  std::vector<CaseExposure> exposures;
  for (const auto& [id, period] : periods)
    exposures.push_back({0.0, std::max(0.5, 1.0 * days_between(period.from, period.to).value)});
  return exposures;
}

}  // namespace

std::vector<CaseExposure> cases_for(const Mission& mission, TalksState from, TalksState to) {
  std::vector<CaseExposure> cases;
  if (from == TalksState::announced && to == TalksState::in_session) return cases;
  for (const ReferenceCase& past : mission.reference_class)
    if (const auto exposure = exposure_of(past, mission.as_of, from, to)) cases.push_back(*exposure);
  if (to == TalksState::expelled)
    for (const CaseExposure& exposure : presence_at_risk(mission)) cases.push_back(exposure);
  return cases;
}

std::vector<Stay> stays_of(const Mission& mission) {
  std::vector<SessionEvent> events;
  for (const SessionEvent& event : mission.sessions)
    if (event.known.from <= mission.as_of) events.push_back(event);
  std::stable_sort(events.begin(), events.end(),
                   [](const SessionEvent& a, const SessionEvent& b) { return a.known.from < b.known.from; });
  std::vector<Stay> stays;
  for (const SessionEvent& event : events) {
    // A further meeting in the same state is no move.
    if (!stays.empty() && stays.back().state == event.state) continue;
    if (!stays.empty()) {
      stays.back().to = event.known.from;
      stays.back().ended = true;
      stays.back().next = event.state;
    }
    stays.push_back({event.state, event.known.from, mission.as_of, false, event.state});
  }
  return stays;
}

}  // namespace handover::talks
