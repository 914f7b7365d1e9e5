// Draws brought to another number by the Fourier transform, as the published evaluation of the VIEWS 2023/24
// prediction challenge does before its ignorance score.
#pragma once

#include <span>
#include <vector>

namespace handover::threat {

inline constexpr std::size_t kPublishedDraws = 1000;

// The draws, taken as one period of a signal in their order, at `count` equally spaced places: the
// trigonometric polynomial through them where there are fewer, its lower frequencies where there are more
// (the convention of scipy.signal.resample). Then negative values are set to 0. As many draws as wanted come
// back as they are, even if negative. Takes O(draws x count) steps. `draws` must not be empty, nor `count` 0.
std::vector<double> resample_draws(std::span<const double> draws, std::size_t count = kPublishedDraws);

}  // namespace handover::threat
