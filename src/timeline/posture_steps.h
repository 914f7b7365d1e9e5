// The postures on the way from today to nobody: which sites close, who stays where, who does what.
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
  // `share` of today's troops, spread over the kept regions as today; sites enough to house them, hubs first;
  // bilateral label; tasks that the host can be given are given. Where force protection asks for more, more
  // stay: then the sum can pass the share.
  Posture residual(const KeptRegions& kept, double share) const;
  // Half of the way there: half of the sites that will close, half of the troops that will leave.
  Posture half_way(const KeptRegions& kept, double share, bool hand_tasks_over) const;

 private:
  void find_ways_to_stay();
  std::vector<int> residual_troops(const KeptRegions& kept, double share) const;
  int force_protection(const Posture& posture, std::size_t region) const;
  bool sustains_elsewhere(std::size_t site, const KeptRegions& kept) const;
  void hand_over(Posture& posture, bool nobody_left) const;

  const Mission& mission_;
  Posture today_;
  std::vector<KeptRegions> ways_;
};

}  // namespace handover::timeline
