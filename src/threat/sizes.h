// How many people an incident kills: a discrete body and a power-law tail (Clauset, Shalizi & Newman 2009).
#pragma once

#include "base/random_stream.h"
#include "threat/fitted_model.h"

namespace handover::threat {

// P(X >= x | X >= x_min) = (x / x_min)^(1 - alpha), x whole.
struct TailFit {
  int x_min = 1;
  double alpha = 2.5, alpha_sd = 0.0;
  double distance = 0.0;   // Kolmogorov-Smirnov, between tail and fit
  std::size_t beyond = 0;  // observations from x_min on
};

// Exact likelihood of that distribution for every threshold with at least `fewest` observations beyond; the
// threshold with the smallest Kolmogorov-Smirnov distance wins (section 3.3). `sizes` >= 1, not empty.
TailFit fit_tail(const std::vector<int>& sizes, std::size_t fewest = 30);

// What is known of one stream and victim.
struct SizeData {
  std::vector<int> killed;               // of single incidents, zeros included
  double incidents = 0.0, deaths = 0.0;  // totals of further incidents without single sizes
  bool no_record = false;                // nothing tells whether anybody is killed: nobody is
};

struct SizeFit {
  double mean = 0.0;
  double chance = 0.0;  // of at least one killed
  TailFit tail;
  bool assumed = true;     // fewer than 20 incidents, or no incident with a death
  bool no_record = false;  // assumed to kill nobody, for want of any record
};

// Point fit and posterior draws.
SizeFit fit_size(const SizeData& data);
SizeDraw draw_size(const SizeData& data, const SizeFit& fit, const RandomStream& randomness,
                   std::uint32_t address);
double mean_size(const SizeDraw& draw);
int size_draw(const SizeDraw& draw, double uniform);

}  // namespace handover::threat
