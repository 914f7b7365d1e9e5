#include "threat/daily/daily_cells.h"

#include "numerics/maths.h"
#include "threat/daily/negative_binomial.h"

#include <algorithm>
#include <cmath>

namespace handover::threat {
namespace {

constexpr double kLogTwo = 0.69314718055994530942;

double logistic(double x) {
  return 1.0 / (1.0 + maths::exp(-x));
}

void set_kernels(Natural& natural, const Layout& layout, const std::vector<double>& theta) {
  if (layout.fast_half_life == kNone) {
    natural.decay = {0.5, 0.5};
    natural.weight = {0.5, 0.5};
    return;
  }
  const double fast = maths::exp(theta[layout.fast_half_life]),
               gap = maths::exp(theta[layout.slow_half_life]);
  const double half_life[2] = {fast, fast + gap};
  for (std::size_t m = 0; m < 2; ++m) {
    natural.decay[m] = maths::exp(-kLogTwo / half_life[m]);
    const double slope = natural.decay[m] * kLogTwo / (half_life[m] * half_life[m]);
    natural.decay_slope[m] = {slope * fast, m == 0 ? 0.0 : slope * gap};
  }
  const double weight = logistic(theta[layout.fast_weight]);
  natural.weight = {weight, 1.0 - weight};
  natural.weight_slope = weight * (1.0 - weight);
}

void set_stream(Natural& natural, std::size_t k, const FitData& data, const Layout& layout,
                const ModelOptions& options, const std::vector<double>& theta) {
  const StreamPlaces& at = layout.stream[k];
  // The level is that of all incidents; zone effects only share them out, so that the two do not trade off.
  double sum = 0.0;
  for (std::size_t z = 0; z < data.zones; ++z) {
    double& share = natural.share[k * data.zones + z];
    share = data.weight[k * data.zones + z] *
            (at.zone_first == kNone ? 1.0 : maths::exp(theta[at.zone_first + z]));
    sum += share;
  }
  if (at.outside != kNone) natural.outside[k] = logistic(theta[at.outside]);
  for (std::size_t z = 0; z < data.zones; ++z) {
    natural.share[k * data.zones + z] /= sum;
    natural.base[k * data.zones + z] =
        natural.share[k * data.zones + z] * maths::exp(theta[at.level]) * (1.0 - natural.outside[k]);
  }
  natural.dispersion[k] = maths::exp(theta[at.dispersion]);
  if (at.neighbour_share != kNone) {
    natural.neighbour_share[k] = logistic(theta[at.neighbour_share]);
    natural.neighbour_slope[k] = natural.neighbour_share[k] * (1.0 - natural.neighbour_share[k]);
  }
  if (at.off_factor != kNone) {
    natural.off_factor[k] = logistic(theta[at.off_factor]);
    natural.off_slope[k] = natural.off_factor[k] * (1.0 - natural.off_factor[k]);
  }
  for (std::size_t j = 0; j < data.streams; ++j) {
    if (at.excitation[j] == kNone) continue;
    double& value = natural.excitation[k * data.streams + j];
    double& slope = natural.excitation_slope[k * data.streams + j];
    if (j == k) {
      const double share = logistic(theta[at.excitation[j]]);
      value = options.most_self_excitation * share;
      slope = value * (1.0 - share);
    } else {
      value = slope = maths::exp(theta[at.excitation[j]]);
    }
  }
  // Drift: the level is that of the as-of date; earlier blocks step back from it.
  std::vector<double> drift(at.walk_steps + 1, 0.0);
  for (std::size_t i = 0; i < at.walk_steps; ++i) drift[i + 1] = drift[i] - theta[at.walk_first + i];
  for (std::size_t d = 0; d < data.days; ++d) {
    double exponent = drift[std::min(block_of(data, options, d), at.walk_steps)];
    if (at.season_sin != kNone) {
      exponent += theta[at.season_sin] * layout.sine[d] + theta[at.season_cos] * layout.cosine[d];
    }
    for (std::size_t c = 0; at.covariate_first != kNone && c < data.covariates.size(); ++c)
      exponent += theta[at.covariate_first + c] * data.covariates[c].value[d];
    natural.day_factor[k * data.days + d] = exponent == 0.0 ? 1.0 : maths::exp(exponent);
  }
}

}  // namespace

std::size_t block_of(const FitData& data, const ModelOptions& options, std::size_t day) {
  return (data.days - 1 - day) / options.block_days;
}

Natural natural_of(const FitData& data, const Layout& layout, const ModelOptions& options,
                   const std::vector<double>& theta) {
  Natural natural;
  const std::size_t streams = data.streams;
  natural.base.assign(streams * data.zones, 0.0);
  natural.share.assign(streams * data.zones, 0.0);
  natural.outside.assign(streams, 0.0);
  natural.day_factor.assign(streams * data.days, 1.0);
  natural.excitation.assign(streams * streams, 0.0);
  natural.excitation_slope.assign(streams * streams, 0.0);
  for (auto* list :
       {&natural.neighbour_share, &natural.neighbour_slope, &natural.dispersion, &natural.off_slope}) {
    list->assign(streams, 0.0);
  }
  natural.off_factor.assign(streams, 1.0);
  set_kernels(natural, layout, theta);
  for (std::size_t k = 0; k < streams; ++k) set_stream(natural, k, data, layout, options, theta);
  return natural;
}

DailyCells::DailyCells(const FitData& data, const Layout& layout, const ModelOptions& options)
    : data_(data), layout_(layout), options_(options) {
  const std::size_t cells = data.streams * data.days * data.zones;
  recent_.assign(cells, 0.0);
  around_.assign(cells, 0.0);
  slope_.assign(cells, {});
  back_.assign(cells, 0.0);
  at_end_.assign(data.streams * data.zones * 2, 0.0);
  start_.assign(data.streams * data.zones, 0.0);
  for (auto* list : {&psi_slope_on_, &psi_slope_off_, &off_slope_})
    list->assign(data.streams * data.days, 0.0);
  zones_.resize(data.streams);
  for (const auto& list : data.neighbours)
    per_neighbour_.push_back(list.empty() ? 0.0 : 1.0 / static_cast<double>(list.size()));
  for (std::size_t k = 0; k < data.streams; ++k) {
    daily_.push_back(data.has_daily(k) ? 1 : 0);
    begin_.push_back(data.days);
    end_.push_back(0);
    for (std::size_t d = 0; d < data.days; ++d) {
      if (data.observed[k * data.days + d] == 0) continue;
      begin_[k] = std::min(begin_[k], d);
      end_[k] = d + 1;
    }
    for (std::size_t z = 0; z < data.zones; ++z) {
      const std::size_t at = k * data.zones + z;
      if (data.in_scope[at] != 0 && data.weight[at] > 0.0) zones_[k].push_back(z);
    }
    // Recent incidents before the first day are taken to be those of its first sixty observed days: to start
    // from nothing would hide what the first days inherited.
    std::size_t seen = 0;
    for (std::size_t d = 0; d < data.days && seen < 60; ++d) {
      if (data.observed[k * data.days + d] == 0) continue;
      ++seen;
      for (std::size_t z = 0; z < data.zones; ++z)
        start_[k * data.zones + z] += data.count[data.cell(k, d, z)];
    }
    for (std::size_t z = 0; z < data.zones; ++z)
      start_[k * data.zones + z] /= static_cast<double>(std::max<std::size_t>(seen, 1));
  }
}

bool DailyCells::switched(std::size_t stream) const {
  return layout_.stream[stream].off_factor != kNone;
}

void DailyCells::run_kernels(const Natural& natural) {
  const std::size_t zones = data_.zones;
  for (std::size_t k = 0; k < data_.streams; ++k) {
    if (daily_[k] == 0 || layout_.stream[k].excitation.empty()) continue;
    std::vector<double> sum[2];
    for (auto& one : sum)
      one.assign(start_.begin() + static_cast<std::ptrdiff_t>(k * zones),
                 start_.begin() + static_cast<std::ptrdiff_t>((k + 1) * zones));
    for (std::size_t d = begin_[k]; d < end_[k]; ++d) {
      double* recent = &recent_[data_.cell(k, d, 0)];
      double* around = &around_[data_.cell(k, d, 0)];
      for (std::size_t z = 0; z < zones; ++z)
        recent[z] = natural.weight[0] * sum[0][z] + natural.weight[1] * sum[1][z];
      for (std::size_t z = 0; z < zones; ++z) {
        double mean = 0.0;
        for (const std::size_t other : data_.neighbours[z]) mean += recent[other];
        around[z] = mean * per_neighbour_[z];
      }
      if (data_.observed[k * data_.days + d] == 0) continue;  // nothing known: the sums stay where they are
      const float* count = &data_.count[data_.cell(k, d, 0)];
      for (std::size_t m = 0; m < 2; ++m) {
        for (std::size_t z = 0; z < zones; ++z) {
          sum[m][z] = natural.decay[m] * sum[m][z] + (1.0 - natural.decay[m]) * count[z];
        }
      }
    }
    for (std::size_t z = 0; z < zones; ++z) {
      for (std::size_t m = 0; m < 2; ++m) at_end_[(k * zones + z) * 2 + m] = sum[m][z];
    }
  }
}

// Means of every zone of a day before the switch.
void DailyCells::means_of_day(const Natural& natural, std::size_t k, std::size_t d,
                              std::vector<double>& mean) const {
  const std::size_t zones = data_.zones;
  const double factor = natural.day_factor[k * data_.days + d], share = natural.neighbour_share[k];
  const double* base = &natural.base[k * zones];
  for (std::size_t z = 0; z < zones; ++z) mean[z] = base[z] * factor;
  for (std::size_t j = 0; j < data_.streams; ++j) {
    const double excitation = natural.excitation[k * data_.streams + j];
    if (excitation == 0.0 || daily_[j] == 0) continue;
    const double own = excitation * (1.0 - share), next_door = excitation * share;
    const double* recent = &recent_[data_.cell(j, d, 0)];
    const double* around = &around_[data_.cell(j, d, 0)];
    for (std::size_t z = 0; z < zones; ++z) mean[z] += own * recent[z] + next_door * around[z];
  }
}

void DailyCells::stream_terms(const Natural& natural, std::size_t k) {
  const double psi = natural.dispersion[k];
  const bool has_switch = switched(k);
  const double off = natural.off_factor[k];
  std::vector<double> means(data_.zones);
  // Terms free of the mean, by count.
  std::vector<CountTerm> table(1);
  const auto count_of = [&](double y) -> const CountTerm& {
    while (static_cast<double>(table.size()) <= y) {
      const CountTerm below = table.back();
      const auto j = static_cast<double>(table.size() - 1);
      table.push_back(
          {below.value + maths::log1p(psi * j) - maths::log(j + 1.0), below.d_psi + j / (1.0 + psi * j)});
    }
    return table[static_cast<std::size_t>(y)];
  };
  for (std::size_t d = begin_[k]; d < end_[k]; ++d) {
    const std::size_t day = k * data_.days + d;
    if (data_.observed[day] == 0) continue;
    double counts = 0.0, psi_counts = 0.0, by_off = 0.0;
    MeanTerms when_on(psi), when_off(psi);
    means_of_day(natural, k, d, means);
    for (const std::size_t z : zones_[k]) {
      const std::size_t at = data_.cell(k, d, z);
      const double y = data_.count[at];
      const double mean = means[z];
      if (y > 0.0) {
        const CountTerm& count = count_of(y);
        counts += count.value;
        psi_counts += count.d_psi;
      }
      slope_[at].on = when_on.add(y, mean);
      if (!has_switch) continue;
      const double d_mean = when_off.add(y, off * mean);
      slope_[at].off = d_mean * off;
      by_off += d_mean * mean;
    }
    const MeanTerms::Sum on = when_on.sum(), other = when_off.sum();
    psi_slope_on_[day] = psi_counts + on.d_psi;
    psi_slope_off_[day] = psi_counts + other.d_psi;
    off_slope_[day] = by_off;
    if (!has_switch) {
      log_likelihood_ += counts + on.value;
      continue;
    }
    const std::size_t patron_day = static_cast<std::size_t>(data_.patron_of_stream[k]) * data_.days + d;
    log_on_[patron_day] += counts + on.value;
    log_off_[patron_day] += counts + other.value;
  }
}

double DailyCells::forward(const Natural& natural) {
  log_likelihood_ = 0.0;
  log_on_.assign(data_.patrons * data_.days, 0.0);
  log_off_.assign(data_.patrons * data_.days, 0.0);
  run_kernels(natural);
  for (std::size_t k = 0; k < data_.streams; ++k) {
    if (daily_[k] != 0) stream_terms(natural, k);
  }
  return log_likelihood_;
}

void DailyCells::stream_gradient(const Natural& natural, std::size_t k, const std::vector<double>& on,
                                 const std::vector<double>& off, std::vector<double>& gradient) {
  const StreamPlaces& at = layout_.stream[k];
  const std::size_t zones = data_.zones, streams = data_.streams;
  const double share = natural.neighbour_share[k];
  std::vector<double> by_drift(at.walk_steps + 1, 0.0);  // by the log level of each block
  std::vector<double> q(zones, 0.0), around(zones, 0.0), by_effect(zones, 0.0);
  double by_psi = 0.0, by_share = 0.0, by_off = 0.0;
  std::vector<double> by_excitation(streams, 0.0);
  for (std::size_t d = begin_[k]; d < end_[k]; ++d) {
    const std::size_t day = k * data_.days + d;
    if (data_.observed[day] == 0) continue;
    double weight_on = 1.0, weight_off = 0.0;
    if (switched(k)) {
      const std::size_t patron_day = static_cast<std::size_t>(data_.patron_of_stream[k]) * data_.days + d;
      weight_on = on[patron_day];
      weight_off = off[patron_day];
    }
    by_psi += weight_on * psi_slope_on_[day] + weight_off * psi_slope_off_[day];
    by_off += weight_off * off_slope_[day];
    const double factor = natural.day_factor[day];
    double by_log_level = 0.0;
    std::fill(around.begin(), around.end(), 0.0);
    const Cell* slope = &slope_[data_.cell(k, d, 0)];
    for (const std::size_t z : zones_[k]) q[z] = weight_on * slope[z].on + weight_off * slope[z].off;
    for (std::size_t z = 0; z < zones; ++z) {
      const double by_base = q[z] * natural.base[k * zones + z] * factor;
      by_log_level += by_base;
      by_effect[z] += by_base;
    }
    for (std::size_t z = 0; share > 0.0 && z < zones; ++z) {
      const double part = q[z] * per_neighbour_[z];
      for (const std::size_t other : data_.neighbours[z]) around[other] += part;
    }
    by_drift[std::min(block_of(data_, options_, d), at.walk_steps)] += by_log_level;
    if (at.season_sin != kNone) {
      gradient[at.season_sin] += by_log_level * layout_.sine[d];
      gradient[at.season_cos] += by_log_level * layout_.cosine[d];
    }
    for (std::size_t c = 0; at.covariate_first != kNone && c < data_.covariates.size(); ++c)
      gradient[at.covariate_first + c] += by_log_level * data_.covariates[c].value[d];
    for (std::size_t j = 0; j < streams; ++j) {
      const double excitation = natural.excitation[k * streams + j];
      if (at.excitation[j] == kNone || d < begin_[j] || d >= end_[j]) continue;
      const double* recent = &recent_[data_.cell(j, d, 0)];
      const double* next_door = &around_[data_.cell(j, d, 0)];
      double* back = &back_[data_.cell(j, d, 0)];
      double own = 0.0, neighbours = 0.0;
      const double to_own = excitation * (1.0 - share), to_next_door = excitation * share;
      for (std::size_t z = 0; z < zones; ++z) back[z] += to_own * q[z] + to_next_door * around[z];
      for (std::size_t z = 0; z < zones; ++z) {
        own += q[z] * recent[z];
        neighbours += q[z] * next_door[z];
      }
      by_excitation[j] += (1.0 - share) * own + share * neighbours;
      by_share += excitation * (neighbours - own);
    }
  }
  for (std::size_t b = 0; b <= at.walk_steps; ++b) {
    gradient[at.level] += by_drift[b];
    for (std::size_t i = 0; i < b; ++i) gradient[at.walk_first + i] -= by_drift[b];
  }
  double all = 0.0;
  for (const double one : by_effect) all += one;
  for (std::size_t z = 0; at.zone_first != kNone && z < zones; ++z) {
    gradient[at.zone_first + z] += by_effect[z] - natural.share[k * zones + z] * all;
  }
  if (at.outside != kNone) gradient[at.outside] -= all * natural.outside[k];
  gradient[at.dispersion] += by_psi * natural.dispersion[k];
  if (at.off_factor != kNone) gradient[at.off_factor] += by_off * natural.off_slope[k];
  if (at.neighbour_share != kNone) gradient[at.neighbour_share] += by_share * natural.neighbour_slope[k];
  for (std::size_t j = 0; j < streams; ++j) {
    if (at.excitation[j] != kNone)
      gradient[at.excitation[j]] += by_excitation[j] * natural.excitation_slope[k * streams + j];
  }
}

// Runs the kernels again beside their derivatives by the decays, dR_d = rho dR_(d-1) + R_(d-1) - N_(d-1).
void DailyCells::kernel_gradient(const Natural& natural, std::vector<double>& gradient) {
  const std::size_t zones = data_.zones;
  std::array<double, 2> by_weight{}, by_decay{};
  for (std::size_t k = 0; k < data_.streams; ++k) {
    if (daily_[k] == 0) continue;
    for (std::size_t m = 0; m < 2; ++m) {
      const double decay = natural.decay[m];
      std::vector<double> sum(start_.begin() + static_cast<std::ptrdiff_t>(k * zones),
                              start_.begin() + static_cast<std::ptrdiff_t>((k + 1) * zones));
      std::vector<double> slope(zones, 0.0);
      double weight_part = 0.0, decay_part = 0.0;
      for (std::size_t d = begin_[k]; d < end_[k]; ++d) {
        const double* back = &back_[data_.cell(k, d, 0)];
        for (std::size_t z = 0; z < zones; ++z) {
          weight_part += back[z] * sum[z];
          decay_part += back[z] * slope[z];
        }
        if (data_.observed[k * data_.days + d] == 0) continue;
        const float* count = &data_.count[data_.cell(k, d, 0)];
        for (std::size_t z = 0; z < zones; ++z) {
          slope[z] = decay * slope[z] + sum[z] - count[z];
          sum[z] = decay * sum[z] + (1.0 - decay) * count[z];
        }
      }
      by_weight[m] += weight_part;
      by_decay[m] += decay_part * natural.weight[m];
    }
  }
  gradient[layout_.fast_weight] += (by_weight[0] - by_weight[1]) * natural.weight_slope;
  for (std::size_t m = 0; m < 2; ++m) {
    gradient[layout_.fast_half_life] += by_decay[m] * natural.decay_slope[m][0];
    gradient[layout_.slow_half_life] += by_decay[m] * natural.decay_slope[m][1];
  }
}

void DailyCells::backward(const Natural& natural, const std::vector<double>& on,
                          const std::vector<double>& off, std::vector<double>& gradient) {
  for (std::size_t k = 0; k < data_.streams; ++k) {
    if (daily_[k] == 0) continue;
    std::fill(back_.begin() + static_cast<std::ptrdiff_t>(data_.cell(k, begin_[k], 0)),
              back_.begin() + static_cast<std::ptrdiff_t>(data_.cell(k, end_[k] - 1, 0) + data_.zones), 0.0);
  }
  for (std::size_t k = 0; k < data_.streams; ++k) {
    if (daily_[k] != 0) stream_gradient(natural, k, on, off, gradient);
  }
  if (layout_.fast_half_life != kNone) kernel_gradient(natural, gradient);
}

}  // namespace handover::threat
