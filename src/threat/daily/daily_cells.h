// The part of the likelihood that costs time: one negative-binomial term for each stream, day and zone, with
// the gradient by hand: kernels are run together with their derivatives, so that streams without a switch
// need one sweep; those with one wait for the chances of its states and take a second.
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

// Zones lie side by side, padded to whole vectors, and the days' loops are plain sweeps over them: kernels
// are linear, so what lies next door has kernels of its own, run on the neighbours' mean counts, and no day
// looks up a neighbour. Days without incidents cost no logarithm but one for all of their zones.
class DailyCells {
 public:
  DailyCells(const FitData& data, const Layout& layout, const ModelOptions& options);

  // First sweep. Log-likelihood of streams without a switch, whose gradient on the scale of estimation is
  // added; per patron and day the log emissions when on and off of those with one.
  double forward(const Natural& natural, std::vector<double>& gradient);
  const std::vector<double>& log_on() const { return log_on_; }    // [patron][day]
  const std::vector<double>& log_off() const { return log_off_; }  // [patron][day]

  // Second sweep, over streams with a switch. `on` and `off` [patron][day] are the derivatives of the whole
  // log-likelihood by the log emissions: the smoothed chances of the states. Adds to the gradient.
  void backward(const Natural& natural, const std::vector<double>& on, const std::vector<double>& off,
                std::vector<double>& gradient);

  const std::vector<double>& kernel_sum_at_end() const { return at_end_; }  // [stream][zone][2], last sweep

  // Kernel-weighted recent incidents, own and next door, [stream][day][zone]: for reports, not for the fit.
  struct Recent {
    std::vector<double> own, around;
  };
  Recent recent_by_day(const Natural& natural);

 private:
  struct Count {
    std::uint32_t zone;
    double count;
  };
  // Counts of one day, by zone; and the mean counts next door to each zone.
  struct DayCounts {
    std::size_t first = 0, last = 0, first_around = 0, last_around = 0;
  };
  // The kernels of a stream at one day, by zone: sums, what they are next door, and both sums' derivatives by
  // the decay, for the fast and the slow one.
  enum Part { kSum, kAround, kSumSlope, kAroundSlope, kParts };
  // What a stream's days add up to, by zone, until it is turned into a gradient.
  struct Sums {
    std::vector<double> by_base;                 // [lane] of the mean's derivative times the day factor
    std::vector<std::vector<double>> by_kernel;  // [cause][part][kernel][lane] of it times the kernels
    std::vector<double> by_drift;                // [block]
    double by_psi = 0.0, by_off = 0.0;
  };
  struct DayTerms {
    double value = 0.0, d_psi = 0.0;
  };

  bool switched(std::size_t stream) const { return layout_.stream[stream].off_factor != kNone; }
  bool acts(std::size_t cause, std::size_t day) const {
    return daily_[cause] != 0 && day >= begin_[cause] && day < end_[cause];
  }
  double* kernel(std::size_t stream, int part, std::size_t m) {
    return &kernels_[((stream * kParts + static_cast<std::size_t>(part)) * 2 + m) * lanes_];
  }
  void take_counts(std::size_t stream);
  void restart_kernels();
  void step_kernels(const Natural& natural, std::size_t stream, std::size_t day);
  void means_of_day(const Natural& natural, std::size_t stream, std::size_t day);
  DayTerms terms_of_day(std::size_t stream, std::size_t day, double psi, double factor, double* slope);
  DayTerms terms_near_poisson(std::size_t stream, std::size_t day, double psi, double factor, double* slope);
  void forward_day(const Natural& natural, std::size_t stream, std::size_t day,
                   std::vector<double>& gradient);
  void add_day(const Natural& natural, std::size_t stream, std::size_t day, const double* slope,
               std::vector<double>& gradient);
  void start_sums(std::size_t stream);
  void finish_stream(const Natural& natural, std::size_t stream, std::vector<double>& gradient);

  const FitData& data_;
  const Layout& layout_;
  std::size_t lanes_ = 0;                     // zones, padded
  std::size_t first_day_ = 0, last_day_ = 0;  // between which any stream has daily data
  std::vector<std::size_t> begin_, end_;      // [stream] days between which it has daily data
  std::vector<std::uint8_t> daily_;           // [stream] whether it has days at all
  std::vector<double> mask_;                  // [stream][lane] 1 where it can have incidents
  std::vector<std::size_t> block_;            // [day] steps back of the background
  std::vector<Count> counts_, around_;        // of all days, in order
  std::vector<DayCounts> day_counts_;         // [stream][day]
  std::vector<double> start_, start_around_;  // [stream][lane] kernels before the first day
  std::vector<double> kernels_, at_end_;
  std::vector<double> mean_, slope_, inverse_;  // [lane] of one day
  std::vector<double> slope_on_, slope_off_;    // [stream][day][lane] of streams with a switch, by the mean
  std::vector<double> psi_slope_on_, psi_slope_off_, off_slope_;  // [stream][day]
  std::vector<std::vector<double>> count_value_, count_slope_;    // [stream][count] terms free of the mean
  std::vector<double> base_;                                      // [stream][lane]
  std::vector<Sums> sums_;
  std::vector<double> log_on_, log_off_;
  double log_likelihood_ = 0.0;
};

}  // namespace handover::threat
