// How far steps of past transitions slipped: log(actual / planned duration), with steps that are still open
// counted as "at least so late".
#pragma once

#include "base/random_stream.h"
#include "mission/mission.h"

#include <span>
#include <vector>

namespace handover::talks {

struct SlipCase {
  double log_ratio = 0.0;
  bool open = false;  // not done when last seen: the slip is at least this
};
std::vector<SlipCase> slip_cases(const Mission& mission);

// Normal fit with right-censored values by expectation-maximisation (Dempster, Laird & Rubin 1977, section
// 4.2).
struct SlipFit {
  double mean = 0.0, sd = 0.5;
  std::size_t cases = 0, open = 0;
};
SlipFit fit_slip(std::span<const SlipCase> cases);

// One draw of (mean, sd) from the normal-inverse-gamma posterior (Gelman et al. 2013, section 3.3) whose
// prior says: mean slip 0 with the weight of one case, standard deviation about 0.5 with the weight of three
// cases. Without cases it is that wide prior.
struct SlipDraw {
  double mean = 0.0, sd = 0.5;
};
SlipDraw draw_slip(const SlipFit& fit, DrawCursor& cursor);

}  // namespace handover::talks
