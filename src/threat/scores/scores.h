// Rules that score a forecast given as draws against what happened. Lower is better in all of them.
// Definitions are those of the VIEWS 2023/24 prediction challenge (Hegre et al. 2025) where it has one.
#pragma once

#include <array>
#include <span>
#include <vector>

namespace handover::threat {

// Continuous ranked probability score, mean_i |x_i - y| - (1 / 2 m^2) sum_ij |x_i - x_j|: of the draws'
// empirical distribution, not the "fair" form (Gneiting & Raftery 2007, eq. 21). `sorted` ascending, m >= 1.
double crps(std::span<const double> sorted, double outcome);

// The same after log(1 + .) of draws and outcome (Bosse et al. 2023).
double crps_of_log(std::span<const double> sorted, double outcome);

// Left edges of the ignorance score's eleven bins; the last bin is open above.
inline constexpr std::array<double, 11> kIgnoranceEdges = {0.0,  0.5,   2.5,   5.5,   10.5,  25.5,
                                                           50.5, 100.5, 250.5, 500.5, 1000.5};
std::size_t ignorance_bin(double value);

// -log2 of (c + 1) / (m + 11), c the draws in the outcome's bin. Depends on m: compare forecasts with the
// same number of draws (`repeat_draws`).
double ignorance(std::span<const double> draws, double outcome);

// (u - l) + (2 / alpha) (distance of y outside [l, u]), l and u the alpha/2 and 1 - alpha/2 quantiles of type
// 7, alpha = 1 - level (Gneiting & Raftery 2007, eq. 43).
double interval_score(std::span<const double> sorted, double outcome, double level = 0.90);

// ((y - mean) / sd)^2 + 2 log sd (Dawid & Sebastiani 1999), variance as 1/m sum of squares. A count is known
// to its unit at best, so the variance is floored at 1/12; without a floor draws that are all equal would
// score minus infinity.
double dawid_sebastiani(std::span<const double> draws, double outcome);

// Share of draws above zero.
double chance_of_any(std::span<const double> draws);

// Squared error of the chance that the outcome is above zero.
double brier_any(std::span<const double> draws, double outcome);

// Randomised probability integral transform, F(y-) + uniform * (F(y) - F(y-)) (Czado, Gneiting & Held 2009).
double randomised_pit(std::span<const double> sorted, double outcome, double uniform);

// Whether the outcome lies in the central interval of this level, ends included, type-7 quantiles.
bool covered(std::span<const double> sorted, double outcome, double level);

// The first `count` of the draws repeated end to end, so that a forecast of few draws can be given an
// ignorance score that compares with one of many.
std::vector<double> repeat_draws(std::span<const double> draws, std::size_t count);

}  // namespace handover::threat
