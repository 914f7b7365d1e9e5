#include "threat/daily/daily_cells.h"

#include "numerics/maths.h"
#include "threat/daily/negative_binomial.h"

#include <algorithm>
#include <cmath>

namespace handover::threat {
namespace {

constexpr double kLogTwo = 0.69314718055994530942;
constexpr double kNearPoisson = 1e-3;  // below, (log(1 + psi m) / psi - m / (1 + psi m)) / psi cancels
constexpr std::size_t kSharing = 24;   // zones that share a logarithm: their product must not underflow

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
    : data_(data), layout_(layout), lanes_((data.zones + 3) / 4 * 4), first_day_(data.days) {
  const std::size_t by_lane = data.streams * lanes_;
  for (auto* list : {&mask_, &start_, &start_around_, &base_}) list->assign(by_lane, 0.0);
  for (auto* list : {&mean_, &slope_, &inverse_}) list->assign(lanes_, 0.0);
  for (auto* list : {&psi_slope_on_, &psi_slope_off_, &off_slope_})
    list->assign(data.streams * data.days, 0.0);
  kernels_.assign(by_lane * kParts * 2, 0.0);
  at_end_.assign(data.streams * data.zones * 2, 0.0);
  count_value_.resize(data.streams);
  count_slope_.resize(data.streams);
  sums_.resize(data.streams);
  day_counts_.resize(data.streams * data.days);
  for (std::size_t d = 0; d < data.days; ++d) block_.push_back(block_of(data, options, d));
  bool any_switched = false;
  for (std::size_t k = 0; k < data.streams; ++k) {
    daily_.push_back(data.has_daily(k) ? 1 : 0);
    any_switched = any_switched || (daily_[k] != 0 && switched(k));
    begin_.push_back(data.days);
    end_.push_back(0);
    for (std::size_t d = 0; d < data.days; ++d) {
      if (data.observed[k * data.days + d] == 0) continue;
      begin_[k] = std::min(begin_[k], d);
      end_[k] = d + 1;
    }
    for (std::size_t z = 0; z < data.zones; ++z) {
      const std::size_t at = k * data.zones + z;
      if (data.in_scope[at] != 0 && data.weight[at] > 0.0) mask_[k * lanes_ + z] = 1.0;
    }
    if (daily_[k] == 0) continue;
    first_day_ = std::min(first_day_, begin_[k]);
    last_day_ = std::max(last_day_, end_[k]);
    take_counts(k);
  }
  if (!any_switched) return;
  for (auto* list : {&slope_on_, &slope_off_}) list->assign(data.streams * data.days * lanes_, 0.0);
}

void DailyCells::take_counts(std::size_t k) {
  const std::size_t zones = data_.zones;
  const auto next_door = [&](const auto& of, std::size_t z) {
    double mean = 0.0;
    for (const std::size_t other : data_.neighbours[z]) mean += of(other);
    return data_.neighbours[z].empty() ? 0.0 : mean / static_cast<double>(data_.neighbours[z].size());
  };
  for (std::size_t d = begin_[k]; d < end_[k]; ++d) {
    DayCounts& day = day_counts_[k * data_.days + d];
    day.first = day.last = counts_.size();
    day.first_around = day.last_around = around_.size();
    if (data_.observed[k * data_.days + d] == 0) continue;
    const auto count = [&](std::size_t z) { return static_cast<double>(data_.count[data_.cell(k, d, z)]); };
    for (std::size_t z = 0; z < zones; ++z) {
      if (count(z) > 0.0) counts_.push_back({static_cast<std::uint32_t>(z), count(z)});
    }
    day.last = counts_.size();
    if (day.first == day.last) continue;
    for (std::size_t z = 0; z < zones; ++z) {
      const double mean = next_door(count, z);
      if (mean > 0.0) around_.push_back({static_cast<std::uint32_t>(z), mean});
    }
    day.last_around = around_.size();
  }
  // Recent incidents before the first day are taken to be those of its first sixty observed days: to start
  // from nothing would hide what the first days inherited.
  std::size_t seen = 0;
  for (std::size_t d = begin_[k]; d < end_[k] && seen < 60; ++d) {
    if (data_.observed[k * data_.days + d] == 0) continue;
    ++seen;
    for (std::size_t z = 0; z < zones; ++z) start_[k * lanes_ + z] += data_.count[data_.cell(k, d, z)];
  }
  for (std::size_t z = 0; z < zones; ++z)
    start_[k * lanes_ + z] /= static_cast<double>(std::max<std::size_t>(seen, 1));
  for (std::size_t z = 0; z < zones; ++z)
    start_around_[k * lanes_ + z] =
        next_door([&](std::size_t other) { return start_[k * lanes_ + other]; }, z);
}

void DailyCells::restart_kernels() {
  std::fill(kernels_.begin(), kernels_.end(), 0.0);
  for (std::size_t k = 0; k < data_.streams; ++k) {
    for (std::size_t m = 0; m < 2; ++m) {
      std::copy_n(&start_[k * lanes_], lanes_, kernel(k, kSum, m));
      std::copy_n(&start_around_[k * lanes_], lanes_, kernel(k, kAround, m));
    }
  }
}

// R_d = rho R_(d-1) + (1 - rho) N_(d-1), and its derivative by rho, rho dR_(d-1) + R_(d-1) - N_(d-1).
void DailyCells::step_kernels(const Natural& natural, std::size_t k, std::size_t d) {
  const DayCounts& day = day_counts_[k * data_.days + d];
  const std::size_t lanes = lanes_;
  for (std::size_t m = 0; m < 2; ++m) {
    const double decay = natural.decay[m], fresh = 1.0 - decay;
    const auto step = [=](double* __restrict sum, double* __restrict slope, const Count* count,
                          const Count* end) {
      for (std::size_t z = 0; z < lanes; ++z) {
        slope[z] = decay * slope[z] + sum[z];
        sum[z] *= decay;
      }
      for (; count != end; ++count) {
        slope[count->zone] -= count->count;
        sum[count->zone] += fresh * count->count;
      }
    };
    step(kernel(k, kSum, m), kernel(k, kSumSlope, m), counts_.data() + day.first, counts_.data() + day.last);
    step(kernel(k, kAround, m), kernel(k, kAroundSlope, m), around_.data() + day.first_around,
         around_.data() + day.last_around);
  }
}

// Means of every zone of a day before the switch, zero where the stream has none.
void DailyCells::means_of_day(const Natural& natural, std::size_t k, std::size_t d) {
  const std::size_t lanes = lanes_;
  double* __restrict mean = mean_.data();
  const double* __restrict base = &base_[k * lanes_];
  const double factor = natural.day_factor[k * data_.days + d], share = natural.neighbour_share[k];
  for (std::size_t z = 0; z < lanes; ++z) mean[z] = base[z] * factor;
  for (std::size_t j = 0; j < data_.streams; ++j) {
    const double excitation = natural.excitation[k * data_.streams + j];
    if (excitation == 0.0 || !acts(j, d)) continue;
    for (std::size_t m = 0; m < 2; ++m) {
      const double own = excitation * (1.0 - share) * natural.weight[m],
                   next_door = excitation * share * natural.weight[m];
      const double* __restrict sum = kernel(j, kSum, m), * __restrict around = kernel(j, kAround, m);
      for (std::size_t z = 0; z < lanes; ++z) mean[z] += own * sum[z] + next_door * around[z];
    }
  }
  const double* __restrict mask = &mask_[k * lanes_];
  for (std::size_t z = 0; z < lanes; ++z) mean[z] *= mask[z];
}

// Terms of one day's zones with means `factor` times mean_, and their derivatives by those means. All zones
// share the logarithm of the product of 1 + psi m.
DailyCells::DayTerms DailyCells::terms_of_day(std::size_t k, std::size_t d, double psi, double factor,
                                              double* __restrict slope) {
  if (psi < kNearPoisson) return terms_near_poisson(k, d, psi, factor, slope);
  const std::size_t lanes = lanes_;
  const double* __restrict mean = mean_.data(), * __restrict mask = &mask_[k * lanes_];
  double* __restrict inverse = inverse_.data();
  const double psi_factor = psi * factor;
  for (std::size_t z = 0; z < lanes; ++z) {
    inverse[z] = 1.0 / (1.0 + psi_factor * mean[z]);
    slope[z] = -inverse[z] * mask[z];
  }
  double logarithms = 0.0, ratios = 0.0;
  for (std::size_t first = 0; first < lanes; first += kSharing) {
    double product[4] = {1.0, 1.0, 1.0, 1.0}, sum[4] = {};
    for (std::size_t z = first; z < std::min(first + kSharing, lanes); z += 4) {
      for (std::size_t i = 0; i < 4; ++i) {
        product[i] *= inverse[z + i];
        sum[i] += mean[z + i] * inverse[z + i];
      }
    }
    logarithms -= maths::log((product[0] * product[1]) * (product[2] * product[3]));
    ratios += (sum[0] + sum[1]) + (sum[2] + sum[3]);
  }
  ratios *= factor;
  const double over_psi = logarithms / psi;
  DayTerms terms{-over_psi, (over_psi - ratios) / psi};
  const DayCounts& day = day_counts_[k * data_.days + d];
  for (std::size_t i = day.first; i < day.last; ++i) {
    const auto [z, y] = counts_[i];
    if (mask[z] == 0.0) continue;
    const double m = factor * mean[z], ratio = m * inverse[z];
    terms.value += y * maths::log(ratio);
    terms.d_psi -= y * ratio;
    slope[z] += y / m - psi * y * inverse[z];
  }
  return terms;
}

// The same where the shared logarithm would lose digits.
DailyCells::DayTerms DailyCells::terms_near_poisson(std::size_t k, std::size_t d, double psi, double factor,
                                                    double* slope) {
  const double* mask = &mask_[k * lanes_];
  DayTerms terms;
  const DayCounts& day = day_counts_[k * data_.days + d];
  std::size_t next = day.first;
  for (std::size_t z = 0; z < data_.zones; ++z) {
    double y = 0.0;
    if (next < day.last && counts_[next].zone == z) y = counts_[next++].count;
    slope[z] = 0.0;
    if (mask[z] == 0.0) continue;
    const MeanTerm term = mean_term(y, factor * mean_[z], psi);
    terms.value += term.value;
    terms.d_psi += term.d_psi;
    slope[z] = term.d_mean;
  }
  return terms;
}

void DailyCells::forward_day(const Natural& natural, std::size_t k, std::size_t d,
                             std::vector<double>& gradient) {
  const std::size_t day = k * data_.days + d;
  const double psi = natural.dispersion[k];
  means_of_day(natural, k, d);
  // Terms free of the mean.
  DayTerms counts;
  const DayCounts& of_day = day_counts_[day];
  for (std::size_t i = of_day.first; i < of_day.last; ++i) {
    if (mask_[k * lanes_ + counts_[i].zone] == 0.0) continue;
    const auto y = static_cast<std::size_t>(counts_[i].count);
    std::vector<double>&value = count_value_[k], &slope = count_slope_[k];
    while (value.size() <= y) {
      const auto j = static_cast<double>(value.size() - 1);
      value.push_back(value.back() + maths::log1p(psi * j) - maths::log(j + 1.0));
      slope.push_back(slope.back() + j / (1.0 + psi * j));
    }
    counts.value += value[y];
    counts.d_psi += slope[y];
  }
  if (!switched(k)) {
    const DayTerms terms = terms_of_day(k, d, psi, 1.0, slope_.data());
    log_likelihood_ += counts.value + terms.value;
    sums_[k].by_psi += counts.d_psi + terms.d_psi;
    add_day(natural, k, d, slope_.data(), gradient);
    return;
  }
  const double off = natural.off_factor[k];
  double *on_slope = &slope_on_[day * lanes_], *off_slope = &slope_off_[day * lanes_];
  const DayTerms when_on = terms_of_day(k, d, psi, 1.0, on_slope);
  const DayTerms when_off = terms_of_day(k, d, psi, off, off_slope);
  double by_off = 0.0;
  for (std::size_t z = 0; z < lanes_; ++z) {
    by_off += off_slope[z] * mean_[z];
    off_slope[z] *= off;
  }
  psi_slope_on_[day] = counts.d_psi + when_on.d_psi;
  psi_slope_off_[day] = counts.d_psi + when_off.d_psi;
  off_slope_[day] = by_off;
  const std::size_t patron_day = static_cast<std::size_t>(data_.patron_of_stream[k]) * data_.days + d;
  log_on_[patron_day] += counts.value + when_on.value;
  log_off_[patron_day] += counts.value + when_off.value;
}

// Adds one day to what the stream's days add up to; `slope` by the mean of each zone.
void DailyCells::add_day(const Natural& natural, std::size_t k, std::size_t d, const double* __restrict slope,
                         std::vector<double>& gradient) {
  const StreamPlaces& at = layout_.stream[k];
  const std::size_t lanes = lanes_;
  Sums& sums = sums_[k];
  const double factor = natural.day_factor[k * data_.days + d];
  double* __restrict by_base = sums.by_base.data(), * __restrict product = inverse_.data();
  const double* __restrict base = &base_[k * lanes_];
  for (std::size_t z = 0; z < lanes; ++z) {
    by_base[z] += slope[z] * factor;
    product[z] = slope[z] * base[z];
  }
  double part[4] = {};
  for (std::size_t z = 0; z < lanes; z += 4) {
    for (std::size_t i = 0; i < 4; ++i) part[i] += product[z + i];
  }
  const double by_log_level = factor * ((part[0] + part[1]) + (part[2] + part[3]));
  sums.by_drift[std::min(block_[d], at.walk_steps)] += by_log_level;
  if (at.season_sin != kNone) {
    gradient[at.season_sin] += by_log_level * layout_.sine[d];
    gradient[at.season_cos] += by_log_level * layout_.cosine[d];
  }
  for (std::size_t c = 0; at.covariate_first != kNone && c < data_.covariates.size(); ++c)
    gradient[at.covariate_first + c] += by_log_level * data_.covariates[c].value[d];
  for (std::size_t j = 0; j < data_.streams; ++j) {
    if (at.excitation[j] == kNone || !acts(j, d)) continue;
    // The kernels of a stream lie one behind the other, and so do their sums.
    double* __restrict sum = sums.by_kernel[j].data();
    const double* __restrict of_cause = kernel(j, kSum, 0);
    for (std::size_t part_and_kernel = 0; part_and_kernel < kParts * 2; ++part_and_kernel) {
      for (std::size_t z = 0; z < lanes; ++z) sum[z] += slope[z] * of_cause[z];
      sum += lanes;
      of_cause += lanes;
    }
  }
}

void DailyCells::start_sums(std::size_t k) {
  const StreamPlaces& at = layout_.stream[k];
  Sums& sums = sums_[k];
  sums.by_base.assign(lanes_, 0.0);
  sums.by_drift.assign(at.walk_steps + 1, 0.0);
  sums.by_kernel.resize(data_.streams);
  for (std::size_t j = 0; j < data_.streams; ++j)
    sums.by_kernel[j].assign(at.excitation[j] == kNone ? 0 : kParts * 2 * lanes_, 0.0);
  sums.by_psi = sums.by_off = 0.0;
}

void DailyCells::finish_stream(const Natural& natural, std::size_t k, std::vector<double>& gradient) {
  const StreamPlaces& at = layout_.stream[k];
  const std::size_t zones = data_.zones, streams = data_.streams;
  const Sums& sums = sums_[k];
  for (std::size_t b = 0; b <= at.walk_steps; ++b) {
    gradient[at.level] += sums.by_drift[b];
    for (std::size_t i = 0; i < b; ++i) gradient[at.walk_first + i] -= sums.by_drift[b];
  }
  double all = 0.0;
  for (std::size_t z = 0; z < zones; ++z) all += sums.by_base[z] * base_[k * lanes_ + z];
  for (std::size_t z = 0; at.zone_first != kNone && z < zones; ++z) {
    gradient[at.zone_first + z] +=
        sums.by_base[z] * base_[k * lanes_ + z] - natural.share[k * zones + z] * all;
  }
  if (at.outside != kNone) gradient[at.outside] -= all * natural.outside[k];
  gradient[at.dispersion] += sums.by_psi * natural.dispersion[k];
  if (at.off_factor != kNone) gradient[at.off_factor] += sums.by_off * natural.off_slope[k];
  const double share = natural.neighbour_share[k];
  double by_share = 0.0;
  for (std::size_t j = 0; j < streams; ++j) {
    if (at.excitation[j] == kNone) continue;
    const auto total = [&](int part, std::size_t m) {
      const double* from = &sums.by_kernel[j][(static_cast<std::size_t>(part) * 2 + m) * lanes_];
      double sum = 0.0;
      for (std::size_t z = 0; z < lanes_; ++z) sum += from[z];
      return sum;
    };
    const double excitation = natural.excitation[k * streams + j];
    double own = 0.0, next_door = 0.0, by_weight[2];
    for (std::size_t m = 0; m < 2; ++m) {
      const double of_own = total(kSum, m), of_next_door = total(kAround, m);
      own += natural.weight[m] * of_own;
      next_door += natural.weight[m] * of_next_door;
      by_weight[m] = excitation * ((1.0 - share) * of_own + share * of_next_door);
      const double by_decay = excitation * natural.weight[m] *
                              ((1.0 - share) * total(kSumSlope, m) + share * total(kAroundSlope, m));
      if (layout_.fast_half_life == kNone) continue;
      gradient[layout_.fast_half_life] += by_decay * natural.decay_slope[m][0];
      gradient[layout_.slow_half_life] += by_decay * natural.decay_slope[m][1];
    }
    if (layout_.fast_weight != kNone)
      gradient[layout_.fast_weight] += (by_weight[0] - by_weight[1]) * natural.weight_slope;
    gradient[at.excitation[j]] +=
        ((1.0 - share) * own + share * next_door) * natural.excitation_slope[k * streams + j];
    by_share += excitation * (next_door - own);
  }
  if (at.neighbour_share != kNone) gradient[at.neighbour_share] += by_share * natural.neighbour_slope[k];
}

double DailyCells::forward(const Natural& natural, std::vector<double>& gradient) {
  log_likelihood_ = 0.0;
  log_on_.assign(data_.patrons * data_.days, 0.0);
  log_off_.assign(data_.patrons * data_.days, 0.0);
  for (std::size_t k = 0; k < data_.streams; ++k) {
    for (std::size_t z = 0; z < data_.zones; ++z)
      base_[k * lanes_ + z] = natural.base[k * data_.zones + z] * mask_[k * lanes_ + z];
    count_value_[k].assign(1, 0.0);
    count_slope_[k].assign(1, 0.0);
    start_sums(k);
  }
  restart_kernels();
  for (std::size_t d = first_day_; d < last_day_; ++d) {
    for (std::size_t k = 0; k < data_.streams; ++k) {
      if (acts(k, d) && data_.observed[k * data_.days + d] != 0) forward_day(natural, k, d, gradient);
    }
    // On days of which nothing is known the sums stay where they are.
    for (std::size_t k = 0; k < data_.streams; ++k) {
      if (acts(k, d) && data_.observed[k * data_.days + d] != 0) step_kernels(natural, k, d);
    }
  }
  for (std::size_t k = 0; k < data_.streams; ++k) {
    if (daily_[k] == 0) continue;
    if (!switched(k)) finish_stream(natural, k, gradient);
    for (std::size_t z = 0; z < data_.zones; ++z) {
      for (std::size_t m = 0; m < 2; ++m) at_end_[(k * data_.zones + z) * 2 + m] = kernel(k, kSum, m)[z];
    }
  }
  return log_likelihood_;
}

void DailyCells::backward(const Natural& natural, const std::vector<double>& on,
                          const std::vector<double>& off, std::vector<double>& gradient) {
  // Days of streams with a switch, and the causes whose kernels they need.
  std::size_t from = data_.days, to = 0;
  std::vector<std::uint8_t> needed(data_.streams, 0);
  for (std::size_t k = 0; k < data_.streams; ++k) {
    if (daily_[k] == 0 || !switched(k)) continue;
    from = std::min(from, begin_[k]);
    to = std::max(to, end_[k]);
    for (std::size_t j = 0; j < data_.streams; ++j) needed[j] |= layout_.stream[k].excitation[j] != kNone;
  }
  if (from >= to) return;
  restart_kernels();
  for (std::size_t d = first_day_; d < to; ++d) {
    for (std::size_t k = 0; k < data_.streams; ++k) {
      const std::size_t day = k * data_.days + d;
      if (!switched(k) || !acts(k, d) || data_.observed[day] == 0) continue;
      const std::size_t patron_day = static_cast<std::size_t>(data_.patron_of_stream[k]) * data_.days + d;
      const double weight_on = on[patron_day], weight_off = off[patron_day];
      const double* __restrict when_on = &slope_on_[day * lanes_], * __restrict when_off =
                                                                       &slope_off_[day * lanes_];
      double* __restrict slope = slope_.data();
      for (std::size_t z = 0; z < lanes_; ++z) slope[z] = weight_on * when_on[z] + weight_off * when_off[z];
      sums_[k].by_psi += weight_on * psi_slope_on_[day] + weight_off * psi_slope_off_[day];
      sums_[k].by_off += weight_off * off_slope_[day];
      add_day(natural, k, d, slope_.data(), gradient);
    }
    for (std::size_t j = 0; j < data_.streams; ++j) {
      if (needed[j] != 0 && acts(j, d) && data_.observed[j * data_.days + d] != 0)
        step_kernels(natural, j, d);
    }
  }
  for (std::size_t k = 0; k < data_.streams; ++k) {
    if (daily_[k] != 0 && switched(k)) finish_stream(natural, k, gradient);
  }
}

DailyCells::Recent DailyCells::recent_by_day(const Natural& natural) {
  Recent recent;
  for (auto* list : {&recent.own, &recent.around})
    list->assign(data_.streams * data_.days * data_.zones, 0.0);
  restart_kernels();
  for (std::size_t d = first_day_; d < last_day_; ++d) {
    for (std::size_t k = 0; k < data_.streams; ++k) {
      if (!acts(k, d)) continue;
      const auto mixed = [&](Part part, std::size_t z) {
        return natural.weight[0] * kernel(k, part, 0)[z] + natural.weight[1] * kernel(k, part, 1)[z];
      };
      for (std::size_t z = 0; z < data_.zones; ++z) {
        recent.own[data_.cell(k, d, z)] = mixed(kSum, z);
        recent.around[data_.cell(k, d, z)] = mixed(kAround, z);
      }
      if (data_.observed[k * data_.days + d] != 0) step_kernels(natural, k, d);
    }
  }
  return recent;
}

}  // namespace handover::threat
