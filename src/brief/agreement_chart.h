// The agreement map as a picture, and which of its cells the page shows. Private to this module.
#pragma once

#include "brief/view.h"
#include "timeline/timeline.h"

#include <vector>

namespace handover::brief {

// At most six by six months around the main cell, one panel per deciding party and one for all of them.
Figure agreement_figure(const timeline::TimelineReport& report);
// Every month and every residual band, for the annex.
std::vector<Figure> all_band_figures(const timeline::TimelineReport& report);

// `wanted` evenly spread over 0..count-1, among them `kept`.
std::vector<std::size_t> spread_choice(std::size_t count, std::size_t wanted, std::size_t kept);

}  // namespace handover::brief
