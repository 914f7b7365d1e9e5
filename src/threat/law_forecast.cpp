#include "threat/law_forecast.h"

#include "base/draws.h"
#include "base/maths.h"
#include "base/parallel.h"
#include "threat/law_mean.h"
#include "threat/season.h"
#include "threat/sizes.h"

#include <cmath>
#include <limits>

namespace handover::threat {
namespace {

constexpr double kMostAday = 5000.0;  // keeps an explosive draw from exhausting the sampler

// One future's walk through the days. Same formula as `mean_of_day`, with neighbours as lists.
class Walker {
 public:
  Walker(const ThreatLaw& law, const ThreatDraw& draw, const LawForecastOptions& options,
         std::uint32_t future)
      : law_(law),
        draw_(draw),
        options_(options),
        stream_(options.seed, 0, future, Purpose::forecast),
        sums_(draw.kernel_sum),
        recent_(law.streams * law.zones),
        on_(law.patrons) {
    for (std::size_t p = 0; p < law.patrons; ++p) {
      on_[p] = stream_.for_purpose(Purpose::regime).uniform_at(0, static_cast<std::uint32_t>(p)) <
               draw.regime_on[p];
    }
  }

  // Adds the day's incidents and deaths by stream.
  void step(std::uint32_t today, double angle, float* incidents, float* killed) {
    flip_switches(today);
    const std::size_t zones = law_.zones;
    for (std::size_t i = 0; i < recent_.size(); ++i) {
      recent_[i] = 0.0;
      for (std::size_t m = 0; m < law_.kernels; ++m)
        recent_[i] += draw_.kernel_weight[m] * sums_[i * law_.kernels + m];
    }
    std::vector<double> counts(recent_.size(), 0.0);
    for (std::size_t k = 0; k < law_.streams; ++k) {
      const double factor =
          drift_on(law_, draw_, k, static_cast<int>(today)) *
          exp_same(draw_.season_sin[k] * std::sin(angle) + draw_.season_cos[k] * std::cos(angle));
      const int patron = law_.patron_of_stream[k];
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
    advance_kernel_sums(law_, draw_, counts, sums_);
  }

 private:
  void flip_switches(std::uint32_t today) {
    const RandomStream dice = stream_.for_purpose(Purpose::regime);
    for (std::size_t p = 0; p < law_.patrons; ++p) {
      const double rate = on_[p] ? draw_.regime[p].on_to_off
                                 : turn_on_rate(draw_.regime[p], law_.war_abroad, law_.talks_in_session);
      if (dice.uniform_at(today, static_cast<std::uint32_t>(p)) < chance_within_a_day(rate)) on_[p] = !on_[p];
    }
  }
  double epidemic(std::size_t k, std::size_t z) const {
    double sum = 0.0;
    const double share = draw_.neighbour_share[k];
    for (std::size_t j = 0; j < law_.streams; ++j) {
      const double excitation = draw_.excitation[k * law_.streams + j];
      if (excitation == 0.0) continue;
      double around = 0.0;
      if (share > 0.0) {
        const double* row = &law_.neighbours[z * law_.zones];
        for (std::size_t other = 0; other < law_.zones; ++other) {
          if (row[other] != 0.0) around += row[other] * recent_[j * law_.zones + other];
        }
      }
      sum += excitation * ((1.0 - share) * recent_[j * law_.zones + z] + share * around);
    }
    return sum;
  }
  float deaths(std::uint32_t today, std::size_t k, std::size_t cell, int count) const {
    const RandomStream dice = stream_.for_purpose(Purpose::fatalities);
    float sum = 0.0F;
    for (int i = 0; i < count; ++i) {
      for (std::size_t victim = 0; victim < kVictims; ++victim) {
        const auto slot = static_cast<std::uint32_t>(
            (cell * 1024 + static_cast<std::size_t>(i % 1024)) * kVictims + victim);
        sum += static_cast<float>(size_draw(draw_.killed[k][victim], dice.uniform_at(today, slot)));
      }
    }
    return sum;
  }

  const ThreatLaw& law_;
  const ThreatDraw& draw_;
  const LawForecastOptions& options_;
  RandomStream stream_;
  std::vector<double> sums_, recent_;
  std::vector<bool> on_;
};

}  // namespace

LawForecast simulate_law(const ThreatLaw& law, std::size_t months, const LawForecastOptions& options) {
  LawForecast forecast;
  forecast.futures = options.futures;
  forecast.months = months;
  forecast.streams = law.streams;
  forecast.incidents.assign(options.futures * months * law.streams, 0.0F);
  forecast.killed = forecast.incidents;
  forecast.in_window.assign(options.futures * law.streams, 0.0F);
  if (law.draws.empty()) return forecast;
  parallel_for(options.futures, options.threads, [&](std::size_t future) {
    Walker walker(law, law.draws[future % law.draws.size()], options, static_cast<std::uint32_t>(future));
    Date day = law.as_of;
    for (std::size_t m = 0; m < months; ++m) {
      const Date last = last_day(plus_months(month_of(law.as_of), static_cast<int>(m)));
      while (day < last) {
        day += std::chrono::days{1};
        const double angle = season_angle(day);
        const std::size_t at = forecast.at(future, m, 0);
        const auto today = static_cast<std::uint32_t>((day - law.as_of).count());
        std::vector<float> of_today(law.streams, 0.0F);
        walker.step(today, angle, of_today.data(), &forecast.killed[at]);
        for (std::size_t k = 0; k < law.streams; ++k) {
          forecast.incidents[at + k] += of_today[k];
          if (today <= options.window_days) forecast.in_window[future * law.streams + k] += of_today[k];
        }
      }
    }
  });
  return forecast;
}

}  // namespace handover::threat
