// The postures on the way from today to nobody: which sites are open and who stays where. Who does which task
// is the plan's to say (plan_space.h): the postures here leave it as it is today.
#pragma once

#include "mission/mission.h"

#include <string>
#include <vector>

namespace handover::timeline {

// Regions in which troops stay after the mission ends. A region may stay only with a site that sustains it.
struct KeptRegions {
  std::vector<bool> stays;  // [region]
  std::string words;        // empty when everywhere
};

class PostureSteps {
 public:
  explicit PostureSteps(const Mission& mission);

  const Posture& today() const { return today_; }
  int troops_today() const;
  // Everywhere first; then, for each site that sustains more than its own region, that hub and what it
  // sustains.
  const std::vector<KeptRegions>& ways_to_stay() const { return ways_; }

  Posture nobody() const;
  // `share` of today's troops, spread over the kept regions as today; sites enough to house them, hubs first,
  // then those left last in `order`; bilateral label. Where force protection asks for more, more stay: then
  // the sum can pass the share.
  Posture residual(const KeptRegions& kept, double share, const std::vector<std::uint16_t>& order) const;
  // From `before` towards `end`: `left` of the sites that close on the way are closed. A region's troops go
  // with the persons of its sites that close; where none closes, `way` (0..1) of those who go have gone.
  // Protection is kept up.
  Posture on_the_way(const Posture& before, const Posture& end, const std::vector<std::uint16_t>& left,
                     double way) const;
  // Whether what this site sustains elsewhere would be cut off were it left before `other`.
  bool needed_by(std::uint16_t site, std::uint16_t other) const;

 private:
  void find_ways_to_stay();
  std::vector<int> residual_troops(const KeptRegions& kept, double share) const;
  int force_protection(const Posture& posture, std::size_t region) const;
  bool sustains_elsewhere(std::size_t site, const KeptRegions& kept) const;

  const Mission& mission_;
  Posture today_;
  std::vector<KeptRegions> ways_;
};

}  // namespace handover::timeline
