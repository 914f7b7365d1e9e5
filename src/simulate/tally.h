// Sums and quantiles of many outcomes in whole numbers, so that adding in any order gives the same bits.
#pragma once

#include "simulate/simulate.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace handover::simulate {

__extension__ typedef __int128 Whole;

// Sum and sum of squares of numbers in steps of 2^-16.
class ExactSum {
 public:
  ExactSum() = default;
  ExactSum(Whole sum, Whole squares) : sum_(sum), squares_(squares) {}
  Whole sum() const { return sum_; }          // in steps
  Whole squares() const { return squares_; }  // in squares of steps
  void add(double value);
  void add(const ExactSum& other) {
    sum_ += other.sum_;
    squares_ += other.squares_;
  }
  double mean(std::uint64_t count) const;
  double variance(std::uint64_t count) const;  // unbiased

 private:
  Whole sum_ = 0, squares_ = 0;
};

// Counts by logarithmic bins of 1/256 of an octave; whole numbers below 256 have a bin of their own
// (after HdrHistogram, Tene 2012).
class Histogram {
 public:
  void add(double value);
  void add(const Histogram& other);
  std::uint64_t count() const { return count_; }
  double quantile(double probability) const;  // inverse of the empirical distribution function
  double lowest() const { return lowest_; }
  double highest() const { return highest_; }

  // For keeping one and taking it up again: the counts by bin, and what they are of.
  std::span<const std::uint64_t> bins() const { return bins_; }
  // Throws std::out_of_range for a bin that there is not.
  void add_to_bin(std::size_t bin, std::uint64_t count);
  void set_range(double lowest, double highest);

 private:
  std::vector<std::uint64_t> bins_ = std::vector<std::uint64_t>(kBins, 0);
  std::uint64_t count_ = 0;
  double lowest_ = 0.0, highest_ = 0.0;
  static constexpr std::size_t kOctaves = 40, kPerOctave = 256, kBins = 2 * (kOctaves * kPerOctave + 256);
  static std::size_t bin_of(double value);
  static double middle_of(std::size_t bin);
};

// Order-free digest: the sum, over outcomes, of two 64-bit hashes.
struct Digest {
  std::uint64_t first = 0, second = 0;
  void add(std::uint32_t scenario, std::uint32_t replication, const Outcome& outcome,
           const std::vector<std::array<float, kMetrics>>& at_milestones);
  void add(const Digest& other) {
    first += other.first;
    second += other.second;
  }
  std::string text() const;
};

}  // namespace handover::simulate
