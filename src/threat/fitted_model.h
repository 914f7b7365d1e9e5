// What the threat module gives to the simulation: draws of the fitted parameters and the state at the as-of
// date.
//
//   N[k,z,d] ~ NegBin(mean g_k(regime[d]) * lambda[k,z,d], dispersion psi_k)
//   lambda[k,z,d] = endemic[k,z] * drift_k(d) * season_k(d) * exposure
//                   + sum_j A[k,j] sum_z' W[z,z'] sum_m w_m R[j,z',m,d]
//   R[.,m,d] = rho_m R[.,m,d-1] + (1 - rho_m) N[.,d-1]
//
// The rows of W that act on stream k are (1 - neighbour_share[k]) of the zone itself and neighbour_share[k]
// of the mean over its neighbours. Season: t is days since 1970-01-01. A regime takes one step, with chance
// 1 - exp(-rate) of switching, before each day's incidents (fitted_mean.h has the step and the analytic
// mean).
//
// (Held, Hoehle & Hofmann 2005; regimes after Hamilton 1989.) All arrays are row-major.
#pragma once

#include "base/dates.h"
#include "mission/entities.h"

#include <algorithm>
#include <array>
#include <vector>

namespace handover::threat {

struct RegimeDraw {  // one patron's hidden on/off switch; rates per day
  double off_to_on = 0.0;
  double on_to_off = 0.0;
  double war_abroad_on_factor = 1.0;  // multiplies off_to_on while a war abroad lasts
  double talks_on_factor = 1.0;       // multiplies off_to_on while talks are in session
};

// Number killed in one incident, by victim: P(0) = zero, else a discrete body on 1..body.size(), with a
// Pareto tail beyond x_min: P(X >= x | X >= x_min) = (x / x_min)^(1 - alpha), cut at `cap`.
struct SizeDraw {
  double zero = 1.0;
  std::vector<double> body;  // probabilities of 1, 2, ..., given at least one; what is missing from 1 is tail
  double alpha = 2.5;
  int x_min = 1;
  int cap = 1000;
};

// The background goes on drifting, a step for so many days (posterior_draws.h says at what pace).
inline constexpr int kDriftDays = 30;
// Of the logarithm of a level. Ratios of half-years six months apart had, by their quartiles, the variance
// 0.4 to 0.6, those 54 months apart 1.8 to 2.7, with medians of 0.9 and 0.6 to 0.8
// (bench/peers/threat_level_drift.py, 35 to 60 published series). Their tails are heavier than a normal's:
// variances as such 1.2 and 2.4 to 3.2. A mission may assume another pace (`background_drift`).
inline constexpr double kDriftVariancePerYear = 0.45;

struct ThreatDraw {
  std::vector<double> endemic;          // [stream][zone] incidents per day, drift, season and exposure at 1
  std::vector<double> drift;            // [stream][step] from the day after the as-of date; empty: none
  std::vector<double> season_sin;       // [stream] of exp(sin * sin(2 pi t / 365.25) + cos * ...)
  std::vector<double> season_cos;       // [stream]
  std::vector<double> excitation;       // [stream affected][stream cause] expected offspring per incident
  std::vector<double> neighbour_share;  // [stream]: share of excitation that goes to neighbouring zones
  std::vector<double> kernel_weight;    // [m], sums to 1
  std::vector<double> kernel_decay;     // [m] rho per day, in [0, 1)
  std::vector<double> dispersion;       // [stream] psi: variance = mean + psi mean^2; 0 is Poisson
  std::vector<double>
      regime_off_factor;           // [stream] g when its patron is off (g is 1 when on, or without a patron)
  std::vector<RegimeDraw> regime;  // [patron]
  std::vector<double> regime_on;   // [patron] chance of being on at the as-of date
  std::vector<double> kernel_sum;  // [stream][zone][m] R at the as-of date
  std::vector<std::array<SizeDraw, kVictims>> killed;  // [stream][victim]
};

struct FittedThreat {
  Date as_of{};
  bool war_abroad = false, talks_in_session = false;  // on the as-of date
  std::size_t streams = 0, zones = 0, kernels = 0, patrons = 0;
  std::vector<double> neighbours;     // W [zone][zone], rows sum to 1 over neighbours, diagonal 0
  std::vector<ThreatDraw> draws;      // equally likely
  std::vector<int> patron_of_stream;  // [stream] index of the patron that governs it; -1: none
  // [stream] incidents on the last days that are published, newest first, as far back as daily counts of the
  // whole map reach without a gap (at most 400 days); empty where they end long before the as-of date.
  std::vector<std::vector<int>> recent_days;
  // [stream] days before the as-of date that a source which covers every day has yet to publish; empty: none
  std::vector<int> unpublished;
};

// Factor on a stream's background `days_ahead` (1: the next) days after the as-of date; the last step lasts.
inline double drift_on(const FittedThreat& fitted, const ThreatDraw& draw, std::size_t stream,
                       int days_ahead) {
  if (draw.drift.empty()) return 1.0;
  const std::size_t steps = draw.drift.size() / fitted.streams;
  const auto step = static_cast<std::size_t>(std::max(0, days_ahead - 1) / kDriftDays);
  return draw.drift[stream * steps + std::min(step, steps - 1)];
}

// The mean intensity of a day given kernel sums and regimes: the reference against which the simulator is
// tested. `regime_on` [patron] 0 or 1; `exposure` [stream][zone]; result [stream][zone], incidents per day.
std::vector<double> mean_of_day(const FittedThreat& fitted, const ThreatDraw& draw, Date day,
                                const std::vector<double>& kernel_sum, const std::vector<double>& regime_on,
                                const std::vector<double>& exposure);

// R after a day with these counts [stream][zone].
void advance_kernel_sums(const FittedThreat& fitted, const ThreatDraw& draw,
                         const std::vector<double>& counts, std::vector<double>& kernel_sum);

}  // namespace handover::threat
