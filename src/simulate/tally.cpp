#include "simulate/tally.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include <fmt/format.h>

namespace handover::simulate {
namespace {

constexpr double kSteps = 65536.0;

std::uint64_t mix(std::uint64_t state, std::uint64_t word) {
  std::uint64_t x = (state ^ word) * 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 32)) * 0xd6e8feb86659fd93ULL;
  return x ^ (x >> 29);
}

}  // namespace

void ExactSum::add(double value) {
  const auto steps = static_cast<Whole>(std::llround(std::clamp(value, -1e13, 1e13) * kSteps));
  sum_ += steps;
  squares_ += steps * steps;
}

double ExactSum::mean(std::uint64_t count) const {
  return count == 0 ? 0.0 : static_cast<double>(sum_) / kSteps / static_cast<double>(count);
}

double ExactSum::variance(std::uint64_t count) const {
  if (count < 2) return 0.0;
  // In long double: the difference of two large numbers.
  const auto n = static_cast<long double>(count);
  const auto sum = static_cast<long double>(sum_) / kSteps;
  const auto squares = static_cast<long double>(squares_) / (kSteps * kSteps);
  return static_cast<double>(std::max(0.0L, (squares - sum * sum / n) / (n - 1.0L)));
}

// Bins of non-negative numbers first, then those of negative ones.
std::size_t Histogram::bin_of(double value) {
  const double size = std::abs(value);
  std::size_t bin = 0;
  if (size < 256.0) {
    bin = static_cast<std::size_t>(size);
  } else {
    const int octave = std::ilogb(size) - 8;
    const auto place = static_cast<std::size_t>(std::ldexp(size, -octave)) - 256;
    bin = std::min(256 + static_cast<std::size_t>(octave) * kPerOctave + place, kBins / 2 - 1);
  }
  return value < 0.0 ? kBins / 2 + bin : bin;
}

double Histogram::middle_of(std::size_t bin) {
  const bool negative = bin >= kBins / 2;
  const std::size_t at = negative ? bin - kBins / 2 : bin;
  double value = static_cast<double>(at);
  if (at >= 256) {
    const auto octave = static_cast<int>((at - 256) / kPerOctave);
    const double low = 256.0 + static_cast<double>((at - 256) % kPerOctave);
    value = std::ldexp(octave == 0 ? low : low + 0.5, octave);
  }
  return negative ? -value : value;
}

void Histogram::add(double value) {
  lowest_ = count_ == 0 ? value : std::min(lowest_, value);
  highest_ = count_ == 0 ? value : std::max(highest_, value);
  ++bins_[bin_of(value)];
  ++count_;
}

void Histogram::add(const Histogram& other) {
  if (other.count_ == 0) return;
  lowest_ = count_ == 0 ? other.lowest_ : std::min(lowest_, other.lowest_);
  highest_ = count_ == 0 ? other.highest_ : std::max(highest_, other.highest_);
  for (std::size_t i = 0; i < kBins; ++i) bins_[i] += other.bins_[i];
  count_ += other.count_;
}

void Histogram::add_to_bin(std::size_t bin, std::uint64_t count) {
  bins_.at(bin) += count;
  count_ += count;
}

void Histogram::set_range(double lowest, double highest) {
  lowest_ = lowest;
  highest_ = highest;
}

double Histogram::quantile(double probability) const {
  if (count_ == 0) return 0.0;
  const double wanted = probability * static_cast<double>(count_);
  std::uint64_t below = 0;
  const auto reached = [&](std::size_t bin) {
    below += bins_[bin];
    return bins_[bin] > 0 && static_cast<double>(below) >= wanted;
  };
  // From the most negative up.
  for (std::size_t i = kBins; i-- > kBins / 2;)
    if (reached(i)) return std::clamp(middle_of(i), lowest_, highest_);
  for (std::size_t i = 0; i < kBins / 2; ++i)
    if (reached(i)) return std::clamp(middle_of(i), lowest_, highest_);
  return highest_;
}

void Digest::add(std::uint32_t scenario, std::uint32_t replication, const Outcome& outcome,
                 const std::vector<std::array<float, kMetrics>>& at_milestones) {
  std::uint64_t hash = mix(0x243f6a8885a308d3ULL, std::uint64_t{scenario} << 32 | replication);
  const auto take = [&](std::uint64_t word) { hash = mix(hash, word); };
  const auto take_float = [&](float value) { take(std::bit_cast<std::uint32_t>(value)); };
  for (const float value : outcome.metric) take_float(value);
  for (const float value : outcome.civilians_killed_by_region) take_float(value);
  for (const float value : outcome.civilians_displaced_by_region) take_float(value);
  for (const auto& day : outcome.phase_passed) take(day ? static_cast<std::uint64_t>(*day) + 1 : 0);
  take(static_cast<std::uint64_t>(outcome.talks));
  take(outcome.agreed_on ? static_cast<std::uint64_t>(*outcome.agreed_on) + 1 : 0);
  take(outcome.cut_short ? 1 : 0);
  for (const auto& metrics : at_milestones)
    for (const float value : metrics) take_float(value);
  first += hash;
  second += mix(hash, 0x13198a2e03707344ULL);
}

std::string Digest::text() const {
  return fmt::format("{:016x}{:016x}", first, second);
}

}  // namespace handover::simulate
