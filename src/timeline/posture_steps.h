// The postures on the way from today to nobody: which sites are open and who stays where. Who does which task
// is the plan's to say (plan_space.h): the postures here leave it as it is today.
#pragma once

#include "mission/mission.h"

#include <string>
#include <vector>

namespace handover::timeline {

// Regions in which troops stay after the mission ends. A region may stay only with a site that sustains it.
struct KeptRegions {
  std::vector<bool> stays;        // [region]
  std::vector<RegionId> regions;  // the same by name; empty when everywhere
};

class PostureSteps {
 public:
  // Tasks ask for as many people as the mission's own records of the threat make them (needs.h).
  explicit PostureSteps(const Mission& mission);

  const Posture& today() const { return today_; }
  int troops_today() const;
  // Everywhere first; then, for each site that sustains more than its own region, that hub and what it
  // sustains; then each region alone that needs no other's hub.
  const std::vector<KeptRegions>& ways_to_stay() const { return ways_; }

  Posture nobody() const;
  // A presence that can look after itself. Of each kept region one site stays (hubs first, then those left
  // last in `order`; more where it could not house them), with everybody whom the tasks that those who stay
  // rely on ask for there: protection and enablers. Then whole advising tasks are added, in the order of
  // tasks.csv, up to the middle of the band; where the tables ask for fewer than the band's least, more of
  // today's troops stay, spread as today. The sum passes the band where looking after itself takes more.
  // Bilateral label.
  Posture residual(const KeptRegions& kept, const Band& band, const std::vector<std::uint16_t>& order) const;
  // Sites whose people change on the way from `before` to `end`, in this order: they close, or fewer stay.
  std::vector<std::uint16_t> moves(const Posture& before, const Posture& end,
                                   const std::vector<std::uint16_t>& order) const;
  // From `before` towards `end`: each site of `moved` as at the end, all others as before. A region's troops
  // follow from its sites: whole sites move, no site is thinned twice. Where a region has no site, `way`
  // (0..1) of those who go have gone. Protection is kept up.
  Posture on_the_way(const Posture& before, const Posture& end, const std::vector<std::uint16_t>& moved,
                     double way) const;
  // Whether what this site sustains elsewhere would be cut off were it left before `other`.
  bool needed_by(std::uint16_t site, std::uint16_t other) const;

 private:
  void find_ways_to_stay();
  void add_way(KeptRegions kept);
  bool needs_other_hub(std::size_t region) const;
  void count_crews();
  int relied_on(const Posture& posture, std::size_t region) const;
  void open_sites(const KeptRegions& kept, const std::vector<std::uint16_t>& order,
                  const std::vector<int>& troops, Posture& posture) const;
  std::vector<int> residual_troops(const KeptRegions& kept, const Band& band, const Posture& sites) const;
  std::vector<double> persons_by_site(const Posture& posture) const;
  int force_protection(const Posture& posture, std::size_t region) const;
  bool sustains_elsewhere(std::size_t site, const KeptRegions& kept) const;

  const Mission& mission_;
  Posture today_;
  std::vector<KeptRegions> ways_;
  std::vector<std::vector<double>> crew_;  // [task][site] persons whom the site's zone asks for
};

}  // namespace handover::timeline
