// The part of the likelihood that costs time: one negative-binomial term for each stream, day and zone, with
// the gradient by hand in two sweeps (means and terms, then derivatives back through kernels).
#pragma once

#include "threat/daily/parameters.h"

#include <array>

namespace handover::threat {

// Parameters on their natural scale, with the slopes of the maps from the scale of estimation.
struct Natural {
  std::vector<double> base;        // [stream][zone] endemic rate at day factor 1
  std::vector<double> share;       // [stream][zone] of the map's endemic incidents
  std::vector<double> outside;     // [stream] share of all endemic incidents that fall off the map
  std::vector<double> day_factor;  // [stream][day] season and drift of the background
  std::vector<double> excitation, excitation_slope;  // [affected][cause]
  std::vector<double> neighbour_share, neighbour_slope, dispersion, off_factor, off_slope;  // [stream]
  std::array<double, 2> decay{}, weight{};
  // Derivatives of the two decays by the two half-life parameters, and of the first weight.
  std::array<std::array<double, 2>, 2> decay_slope{};
  double weight_slope = 0.0;
};
Natural natural_of(const FitData& data, const Layout& layout, const ModelOptions& options,
                   const std::vector<double>& theta);

// Steps back from the as-of date's block of the background.
std::size_t block_of(const FitData& data, const ModelOptions& options, std::size_t day);

class DailyCells {
 public:
  DailyCells(const FitData& data, const Layout& layout, const ModelOptions& options);

  // First sweep. Log-likelihood of streams without a switch; per patron and day the log emissions when on
  // and off of those with one.
  double forward(const Natural& natural);
  const std::vector<double>& log_on() const { return log_on_; }    // [patron][day]
  const std::vector<double>& log_off() const { return log_off_; }  // [patron][day]

  // Second sweep. `on` and `off` [patron][day] are the derivatives of the whole log-likelihood by the log
  // emissions: the smoothed chances of the states. Adds to the gradient on the scale of estimation.
  void backward(const Natural& natural, const std::vector<double>& on, const std::vector<double>& off,
                std::vector<double>& gradient);

  // Kernel-weighted recent incidents [stream][day][zone] of the last forward sweep, and R at the end.
  const std::vector<double>& recent() const { return recent_; }
  const std::vector<double>& recent_around() const { return around_; }
  const std::vector<double>& kernel_sum_at_end() const { return at_end_; }

 private:
  struct Cell {  // derivatives of one term by mean (on, off)
    double on = 0.0, off = 0.0;
  };
  void run_kernels(const Natural& natural);
  void stream_terms(const Natural& natural, std::size_t stream);
  void stream_gradient(const Natural& natural, std::size_t stream, const std::vector<double>& on,
                       const std::vector<double>& off, std::vector<double>& gradient);
  void kernel_gradient(const Natural& natural, std::vector<double>& gradient);
  void means_of_day(const Natural& natural, std::size_t stream, std::size_t day,
                    std::vector<double>& mean) const;
  bool switched(std::size_t stream) const;

  const FitData& data_;
  const Layout& layout_;
  const ModelOptions& options_;
  std::vector<std::size_t> begin_, end_;         // [stream] days between which it has daily data
  std::vector<std::uint8_t> daily_;              // [stream] whether it has days at all
  std::vector<std::vector<std::size_t>> zones_;  // [stream] zones that can have incidents
  std::vector<double> per_neighbour_;            // [zone] 1 over their number; 0 without any
  std::vector<double> start_;                    // [stream][zone] R before the first day
  std::vector<double> recent_, around_;          // [stream][day][zone]
  std::vector<double> at_end_;                   // [stream][zone][2]
  std::vector<Cell> slope_;                      // [stream][day][zone] by the mean
  std::vector<double> back_;                     // [stream][day][zone] derivative by `recent`
  std::vector<double> psi_slope_on_, psi_slope_off_, off_slope_;  // [stream][day]
  std::vector<double> log_on_, log_off_;
  double log_likelihood_ = 0.0;
};

}  // namespace handover::threat
