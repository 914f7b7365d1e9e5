// Made-up daily counts from known parameters, for benchmarks and for the study of recovery. The formula is
// fitted_model.h's, written once more and plainly.
#pragma once

#include "numerics/draws.h"
#include "threat/daily/daily_cells.h"
#include "threat/daily/daily_model.h"

#include <cmath>
#include <string>
#include <vector>

namespace handover::threat {

struct MadeUpSize {
  std::size_t days = 1000, streams = 1, zones = 3, patrons = 0;
};

inline std::vector<std::string> numbered(const char* prefix, std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back(prefix + std::to_string(i));
  return names;
}

// Zones in a ring with expected shares that fall off; with a patron the last stream is under it.
inline FitData blank_data(const MadeUpSize& size) {
  FitData data;
  data.first = date_of(2005, 1, 1);
  data.days = size.days;
  data.streams = size.streams;
  data.zones = size.zones;
  data.patrons = size.patrons;
  data.patron_of_stream.assign(size.streams, -1);
  if (size.patrons > 0) data.patron_of_stream.back() = 0;
  data.count.assign(size.streams * size.days * size.zones, 0.0F);
  data.observed.assign(size.streams * size.days, 1);
  data.in_scope.assign(size.streams * size.zones, 1);
  data.war_abroad.assign(size.days, 0);
  data.talks.assign(size.days, 0);
  data.anchor.assign(size.streams, "made up");
  double all = 0.0;
  for (std::size_t z = 0; z < size.zones; ++z) all += 1.0 / static_cast<double>(1 + z);
  for (std::size_t k = 0; k < size.streams; ++k) {
    for (std::size_t z = 0; z < size.zones; ++z)
      data.weight.push_back(1.0 / static_cast<double>(1 + z) / all);
  }
  for (std::size_t z = 0; z < size.zones; ++z) {
    std::vector<std::size_t> list;
    if (size.zones > 1) list.push_back((z + 1) % size.zones);
    if (size.zones > 2) list.push_back((z + size.zones - 1) % size.zones);
    data.neighbours.push_back(std::move(list));
  }
  return data;
}

inline Layout layout_of(const FitData& data, const ModelOptions& options) {
  return lay_out_parameters(data, numbered("stream ", data.streams), numbered("zone ", data.zones),
                            numbered("patron ", data.patrons), options);
}

// Fills `data.count` with one history under `theta`, after two years of running in. Returns the switch by
// day.
inline std::vector<std::uint8_t> simulate_counts(FitData& data, const Layout& layout,
                                                 const ModelOptions& options,
                                                 const std::vector<double>& theta,
                                                 const RandomStream& randomness) {
  const Natural natural = natural_of(data, layout, options, theta);
  const std::size_t run_in = 730, zones = data.zones, streams = data.streams;
  std::vector<double> sums(streams * zones * 2, 0.0), recent(streams * zones, 0.0);
  std::vector<std::uint8_t> on_by_day(data.days, 1);
  double turn_on = 0.0, turn_off = 0.0;
  if (data.patrons > 0 && layout.patron[0].off_to_on != kNone) {
    turn_on = 1.0 - std::exp(-std::exp(theta[layout.patron[0].off_to_on]));
    turn_off = 1.0 - std::exp(-std::exp(theta[layout.patron[0].on_to_off]));
  }
  bool on = turn_on == 0.0 || randomness.uniform_at(0, 0) < turn_on / (turn_on + turn_off);
  for (std::size_t step = 0; step < run_in + data.days; ++step) {
    const auto address = static_cast<std::uint32_t>(step + 1);
    const std::size_t day = step < run_in ? 0 : step - run_in;
    if (randomness.uniform_at(address, 0) < (on ? turn_off : turn_on)) on = !on;
    if (step >= run_in) on_by_day[day] = on ? 1 : 0;
    for (std::size_t i = 0; i < recent.size(); ++i)
      recent[i] = natural.weight[0] * sums[2 * i] + natural.weight[1] * sums[2 * i + 1];
    for (std::size_t k = 0; k < streams; ++k) {
      const double factor = data.patron_of_stream[k] >= 0 && !on ? natural.off_factor[k] : 1.0;
      for (std::size_t z = 0; z < zones; ++z) {
        double mean = natural.base[k * zones + z] * natural.day_factor[k * data.days + day];
        for (std::size_t j = 0; j < streams; ++j) {
          double around = 0.0;
          for (const std::size_t other : data.neighbours[z])
            around += recent[j * zones + other] / static_cast<double>(data.neighbours[z].size());
          const double share = natural.neighbour_share[k];
          mean +=
              natural.excitation[k * streams + j] * ((1.0 - share) * recent[j * zones + z] + share * around);
        }
        const double uniform = randomness.uniform_at(address, static_cast<std::uint32_t>(1 + k * zones + z));
        const double count = negative_binomial_draw(uniform, factor * mean, 1.0 / natural.dispersion[k]);
        sums[2 * (k * zones + z)] =
            natural.decay[0] * sums[2 * (k * zones + z)] + (1.0 - natural.decay[0]) * count;
        sums[2 * (k * zones + z) + 1] =
            natural.decay[1] * sums[2 * (k * zones + z) + 1] + (1.0 - natural.decay[1]) * count;
        if (step >= run_in) data.count[data.cell(k, day, z)] = static_cast<float>(count);
      }
    }
  }
  return on_by_day;
}

}  // namespace handover::threat
