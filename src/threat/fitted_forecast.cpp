#include "threat/fitted_forecast.h"

#include "base/parallel.h"
#include "numerics/draws.h"
#include "numerics/maths.h"
#include "threat/daily/season.h"
#include "threat/fitted_mean.h"
#include "threat/sizes.h"

#include <cmath>
#include <limits>

namespace handover::threat {
namespace {

constexpr double kMostAday = 5000.0;  // keeps an explosive draw from exhausting the sampler

// One replication's walk through the days. Same formula as `mean_of_day`, with neighbours as lists.
class Walker {
 public:
  Walker(const FittedThreat& fitted, const ThreatDraw& draw, const FittedForecastOptions& options,
         std::uint32_t replication)
      : fitted_(fitted),
        draw_(draw),
        options_(options),
        stream_(options.seed, 0, replication, Purpose::forecast),
        sums_(draw.kernel_sum),
        recent_(fitted.streams * fitted.zones),
        on_(fitted.patrons) {
    for (std::size_t p = 0; p < fitted.patrons; ++p) {
      on_[p] = stream_.for_purpose(Purpose::regime).uniform_at(0, static_cast<std::uint32_t>(p)) <
               draw.regime_on[p];
    }
  }

  // Adds the day's incidents and deaths by stream.
  void step(std::uint32_t today, double angle, float* incidents, float* killed) {
    flip_switches(today);
    const std::size_t zones = fitted_.zones;
    for (std::size_t i = 0; i < recent_.size(); ++i) {
      recent_[i] = 0.0;
      for (std::size_t m = 0; m < fitted_.kernels; ++m)
        recent_[i] += draw_.kernel_weight[m] * sums_[i * fitted_.kernels + m];
    }
    std::vector<double> counts(recent_.size(), 0.0);
    for (std::size_t k = 0; k < fitted_.streams; ++k) {
      const double factor =
          drift_on(fitted_, draw_, k, static_cast<int>(today)) *
          maths::exp(draw_.season_sin[k] * maths::sin(angle) + draw_.season_cos[k] * maths::cos(angle));
      const int patron = fitted_.patron_of_stream[k];
      const double gate =
          patron < 0 || on_[static_cast<std::size_t>(patron)] ? 1.0 : draw_.regime_off_factor[k];
      const double size =
          draw_.dispersion[k] > 0.0 ? 1.0 / draw_.dispersion[k] : std::numeric_limits<double>::infinity();
      for (std::size_t z = 0; z < zones; ++z) {
        const std::size_t cell = k * zones + z;
        const double exposure = options_.exposure.empty() ? 1.0 : options_.exposure[cell];
        const double mean =
            std::min(gate * (draw_.endemic[cell] * factor * exposure + epidemic(k, z)), kMostAday);
        const double uniform = stream_.uniform_at(today, static_cast<std::uint32_t>(cell));
        if (uniform < 1.0 - mean) continue;  // P(0) >= 1 - mean: no need to work it out
        counts[cell] = negative_binomial_draw(uniform, mean, size);
        incidents[k] += static_cast<float>(counts[cell]);
        killed[k] += deaths(today, k, cell, static_cast<int>(counts[cell]));
      }
    }
    advance_kernel_sums(fitted_, draw_, counts, sums_);
  }

 private:
  void flip_switches(std::uint32_t today) {
    const RandomStream randomness = stream_.for_purpose(Purpose::regime);
    for (std::size_t p = 0; p < fitted_.patrons; ++p) {
      const double rate = on_[p]
                              ? draw_.regime[p].on_to_off
                              : turn_on_rate(draw_.regime[p], fitted_.war_abroad, fitted_.talks_in_session);
      if (randomness.uniform_at(today, static_cast<std::uint32_t>(p)) < chance_within_a_day(rate))
        on_[p] = !on_[p];
    }
  }
  double epidemic(std::size_t k, std::size_t z) const {
    double sum = 0.0;
    const double share = draw_.neighbour_share[k];
    for (std::size_t j = 0; j < fitted_.streams; ++j) {
      const double excitation = draw_.excitation[k * fitted_.streams + j];
      if (excitation == 0.0) continue;
      double around = 0.0;
      if (share > 0.0) {
        const double* row = &fitted_.neighbours[z * fitted_.zones];
        for (std::size_t other = 0; other < fitted_.zones; ++other) {
          if (row[other] != 0.0) around += row[other] * recent_[j * fitted_.zones + other];
        }
      }
      sum += excitation * ((1.0 - share) * recent_[j * fitted_.zones + z] + share * around);
    }
    return sum;
  }
  float deaths(std::uint32_t today, std::size_t k, std::size_t cell, int count) const {
    const RandomStream randomness = stream_.for_purpose(Purpose::fatalities);
    float sum = 0.0F;
    for (int i = 0; i < count; ++i) {
      for (std::size_t victim = 0; victim < kVictims; ++victim) {
        const auto slot = static_cast<std::uint32_t>(
            (cell * 1024 + static_cast<std::size_t>(i % 1024)) * kVictims + victim);
        sum += static_cast<float>(size_draw(draw_.killed[k][victim], randomness.uniform_at(today, slot)));
      }
    }
    return sum;
  }

  const FittedThreat& fitted_;
  const ThreatDraw& draw_;
  const FittedForecastOptions& options_;
  RandomStream stream_;
  std::vector<double> sums_, recent_;
  std::vector<bool> on_;
};

}  // namespace

FittedForecast simulate_fitted(const FittedThreat& fitted, std::size_t months,
                               const FittedForecastOptions& options) {
  FittedForecast forecast;
  forecast.replications = options.replications;
  forecast.months = months;
  forecast.streams = fitted.streams;
  forecast.incidents.assign(options.replications * months * fitted.streams, 0.0F);
  forecast.killed = forecast.incidents;
  forecast.in_window.assign(options.replications * fitted.streams, 0.0F);
  if (fitted.draws.empty()) return forecast;
  parallel_for(options.replications, options.threads, [&](std::size_t replication) {
    Walker walker(fitted, fitted.draws[replication % fitted.draws.size()], options,
                  static_cast<std::uint32_t>(replication));
    Date day = fitted.as_of;
    for (std::size_t m = 0; m < months; ++m) {
      const Date last = last_day(plus_months(month_of(fitted.as_of), static_cast<int>(m)));
      while (day < last) {
        day += std::chrono::days{1};
        const double angle = season_angle(day);
        const std::size_t at = forecast.at(replication, m, 0);
        const auto today = static_cast<std::uint32_t>((day - fitted.as_of).count());
        std::vector<float> of_today(fitted.streams, 0.0F);
        walker.step(today, angle, of_today.data(), &forecast.killed[at]);
        for (std::size_t k = 0; k < fitted.streams; ++k) {
          forecast.incidents[at + k] += of_today[k];
          if (today <= options.window_days)
            forecast.in_window[replication * fitted.streams + k] += of_today[k];
        }
      }
    }
  });
  return forecast;
}

}  // namespace handover::threat
