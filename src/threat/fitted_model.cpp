#include "threat/fitted_model.h"

#include "numerics/maths.h"
#include "threat/daily/season.h"
#include "threat/fitted_mean.h"

#include <cmath>
#include <stdexcept>

namespace handover::threat {
namespace {

// Drift and season of each stream on a day.
std::vector<double> day_factors(const FittedThreat& fitted, const ThreatDraw& draw, Date day) {
  const double angle = season_angle(day);
  const int ahead = days_between(fitted.as_of, day).value;
  std::vector<double> factor(fitted.streams, 1.0);
  for (std::size_t k = 0; k < fitted.streams; ++k) {
    factor[k] = drift_on(fitted, draw, k, ahead) *
                maths::exp(draw.season_sin[k] * maths::sin(angle) + draw.season_cos[k] * maths::cos(angle));
  }
  return factor;
}

// Kernel-weighted recent incidents, [stream][zone].
std::vector<double> recent_incidents(const FittedThreat& fitted, const ThreatDraw& draw,
                                     const std::vector<double>& kernel_sum) {
  std::vector<double> recent(fitted.streams * fitted.zones, 0.0);
  for (std::size_t i = 0; i < recent.size(); ++i) {
    for (std::size_t m = 0; m < fitted.kernels; ++m) {
      recent[i] += draw.kernel_weight[m] * kernel_sum[i * fitted.kernels + m];
    }
  }
  return recent;
}

// Intensity before regimes.
std::vector<double> intensity(const FittedThreat& fitted, const ThreatDraw& draw, Date day,
                              const std::vector<double>& kernel_sum, const std::vector<double>& exposure) {
  const auto factor = day_factors(fitted, draw, day);
  const auto recent = recent_incidents(fitted, draw, kernel_sum);
  std::vector<double> result(fitted.streams * fitted.zones, 0.0);
  for (std::size_t k = 0; k < fitted.streams; ++k) {
    const double share = draw.neighbour_share[k];
    for (std::size_t z = 0; z < fitted.zones; ++z) {
      double epidemic = 0.0;
      for (std::size_t j = 0; j < fitted.streams; ++j) {
        const double excitation = draw.excitation[k * fitted.streams + j];
        if (excitation == 0.0) continue;
        double around = 0.0;
        for (std::size_t other = 0; other < fitted.zones; ++other) {
          around += fitted.neighbours[z * fitted.zones + other] * recent[j * fitted.zones + other];
        }
        epidemic += excitation * ((1.0 - share) * recent[j * fitted.zones + z] + share * around);
      }
      const std::size_t cell = k * fitted.zones + z;
      result[cell] = draw.endemic[cell] * factor[k] * exposure[cell] + epidemic;
    }
  }
  return result;
}

}  // namespace

std::vector<double> mean_of_day(const FittedThreat& fitted, const ThreatDraw& draw, Date day,
                                const std::vector<double>& kernel_sum, const std::vector<double>& regime_on,
                                const std::vector<double>& exposure) {
  std::vector<double> mean = intensity(fitted, draw, day, kernel_sum, exposure);
  for (std::size_t k = 0; k < fitted.streams; ++k) {
    const int patron = k < fitted.patron_of_stream.size() ? fitted.patron_of_stream[k] : -1;
    if (patron < 0) continue;
    const double on = regime_on[static_cast<std::size_t>(patron)];
    const double factor = on + (1.0 - on) * draw.regime_off_factor[k];
    for (std::size_t z = 0; z < fitted.zones; ++z) mean[k * fitted.zones + z] *= factor;
  }
  return mean;
}

void advance_kernel_sums(const FittedThreat& fitted, const ThreatDraw& draw,
                         const std::vector<double>& counts, std::vector<double>& kernel_sum) {
  for (std::size_t i = 0; i < fitted.streams * fitted.zones; ++i) {
    for (std::size_t m = 0; m < fitted.kernels; ++m) {
      double& sum = kernel_sum[i * fitted.kernels + m];
      sum = draw.kernel_decay[m] * sum + (1.0 - draw.kernel_decay[m]) * counts[i];
    }
  }
}

double turn_on_rate(const RegimeDraw& regime, bool war_abroad, bool talks_in_session) {
  return regime.off_to_on * (war_abroad ? regime.war_abroad_on_factor : 1.0) *
         (talks_in_session ? regime.talks_on_factor : 1.0);
}

double chance_within_a_day(double rate_per_day) {
  return 1.0 - maths::exp(-rate_per_day);
}

// Follows E[R 1{regimes = s}] for every combination s of the patrons' switches. That is a closed linear
// system, because given s the mean of a day is linear in R.
std::vector<double> expected_counts(const FittedThreat& fitted, const ThreatDraw& draw, std::size_t days,
                                    const std::vector<double>& exposure) {
  if (fitted.patrons > 6) throw std::logic_error("expected_counts: more than six patrons");
  const std::size_t combinations = std::size_t{1} << fitted.patrons;
  const std::size_t cells = fitted.streams * fitted.zones;
  std::vector<double> chance(combinations, 1.0);
  std::vector<std::vector<double>> weighted(combinations, draw.kernel_sum);
  for (std::size_t s = 0; s < combinations; ++s) {
    for (std::size_t p = 0; p < fitted.patrons; ++p) {
      chance[s] *= (s >> p & 1) != 0 ? draw.regime_on[p] : 1.0 - draw.regime_on[p];
    }
    for (double& sum : weighted[s]) sum *= chance[s];
  }
  std::vector<double> result(days * cells, 0.0);
  for (std::size_t d = 0; d < days; ++d) {
    // One step of every switch.
    std::vector<double> next_chance(combinations, 0.0);
    std::vector<std::vector<double>> next(combinations, std::vector<double>(draw.kernel_sum.size(), 0.0));
    for (std::size_t s = 0; s < combinations; ++s) {
      for (std::size_t t = 0; t < combinations; ++t) {
        double step = 1.0;
        for (std::size_t p = 0; p < fitted.patrons; ++p) {
          const bool from = (s >> p & 1) != 0, to = (t >> p & 1) != 0;
          const double rate = from ? draw.regime[p].on_to_off
                                   : turn_on_rate(draw.regime[p], fitted.war_abroad, fitted.talks_in_session);
          const double flips = chance_within_a_day(rate);
          step *= from == to ? 1.0 - flips : flips;
        }
        next_chance[t] += step * chance[s];
        for (std::size_t i = 0; i < next[t].size(); ++i) next[t][i] += step * weighted[s][i];
      }
    }
    chance = next_chance;
    weighted = next;
    const Date day = fitted.as_of + std::chrono::days{static_cast<int>(d) + 1};
    for (std::size_t s = 0; s < combinations; ++s) {
      std::vector<double> on(fitted.patrons), scaled = exposure;
      for (std::size_t p = 0; p < fitted.patrons; ++p) on[p] = (s >> p & 1) != 0 ? 1.0 : 0.0;
      for (double& value : scaled) value *= chance[s];
      const auto mean = mean_of_day(fitted, draw, day, weighted[s], on, scaled);
      for (std::size_t i = 0; i < cells; ++i) result[d * cells + i] += mean[i];
      advance_kernel_sums(fitted, draw, mean, weighted[s]);
    }
  }
  return result;
}

}  // namespace handover::threat
