#include "timeline/posture_steps.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace handover::timeline {
namespace {

constexpr std::size_t kMostWaysToStay = 3;

// To the next ten: troops in a region are never planned to the head.
int to_tens(double persons) {
  return static_cast<int>(std::lround(persons / 10.0)) * 10;
}

}  // namespace

PostureSteps::PostureSteps(const Mission& mission) : mission_(mission), today_(posture_today(mission)) {
  find_ways_to_stay();
}

int PostureSteps::troops_today() const {
  return std::accumulate(today_.troops.begin(), today_.troops.end(), 0,
                         [](int sum, Persons persons) { return sum + persons.value; });
}

void PostureSteps::find_ways_to_stay() {
  KeptRegions all;
  for (const Persons& persons : today_.troops) all.stays.push_back(persons.value > 0);
  ways_.push_back(all);
  for (const Site& site : mission_.sites) {
    KeptRegions kept{.stays = std::vector<bool>(mission_.regions.size(), false), .words = {}};
    kept.stays[site.region.index] = true;
    bool hub = false;
    for (const RegionId region : site.sustains) {
      hub = hub || region != site.region;
      kept.stays[region.index] = today_.troops[region.index].value > 0;
    }
    if (!site.open || !hub || kept.stays == all.stays || ways_.size() >= kMostWaysToStay) continue;
    for (std::size_t r = 0; r < kept.stays.size(); ++r) {
      if (kept.stays[r]) kept.words += (kept.words.empty() ? "" : " and ") + mission_.regions[r].name;
    }
    const bool known = std::any_of(ways_.begin(), ways_.end(),
                                   [&](const KeptRegions& way) { return way.stays == kept.stays; });
    if (!known) ways_.push_back(kept);
  }
}

Posture PostureSteps::nobody() const {
  Posture posture = today_;
  posture.site_open.assign(posture.site_open.size(), false);
  posture.troops.assign(posture.troops.size(), Persons{0});
  posture.label.assign(posture.label.size(), Label::none);
  return posture;
}

std::vector<int> PostureSteps::residual_troops(const KeptRegions& kept, double share) const {
  double staying = 0.0;
  for (std::size_t r = 0; r < today_.troops.size(); ++r)
    staying += kept.stays[r] ? today_.troops[r].value : 0;
  std::vector<int> troops(today_.troops.size(), 0);
  const double total = share * troops_today();
  for (std::size_t r = 0; r < troops.size() && staying > 0.0; ++r) {
    // No region grows: what the hubs cannot take leaves.
    const double part = kept.stays[r] ? total * today_.troops[r].value / staying : 0.0;
    troops[r] = std::min(to_tens(part), today_.troops[r].value);
  }
  return troops;
}

bool PostureSteps::sustains_elsewhere(std::size_t site, const KeptRegions& kept) const {
  const Site& s = mission_.sites[site];
  return std::any_of(s.sustains.begin(), s.sustains.end(),
                     [&](RegionId region) { return region != s.region && kept.stays[region.index]; });
}

// Persons whom the mission's force-protection tasks ask for in zones with an open site.
int PostureSteps::force_protection(const Posture& posture, std::size_t region) const {
  double persons = 0.0;
  for (const TaskDemand& demand : mission_.task_demands) {
    const Task& task = mission_.tasks[demand.task.index];
    if (!task.force_protection || mission_.zones[demand.zone.index].region.index != region) continue;
    for (std::size_t s = 0; s < mission_.sites.size(); ++s) {
      if (!posture.site_open[s] || mission_.sites[s].zone != demand.zone) continue;
      persons += demand.demand * task.persons_per_demand;
      break;
    }
  }
  return static_cast<int>(std::ceil(persons / 10.0)) * 10;
}

Posture PostureSteps::residual(const KeptRegions& kept, double share,
                               const std::vector<std::uint16_t>& order) const {
  const auto place = [&](std::size_t site) {
    return std::find(order.begin(), order.end(), site) - order.begin();
  };
  Posture posture = today_;
  const auto troops = residual_troops(kept, share);
  posture.site_open.assign(posture.site_open.size(), false);
  for (std::size_t r = 0; r < troops.size(); ++r) {
    posture.troops[r] = Persons{troops[r]};
    posture.label[r] = troops[r] > 0 ? Label::bilateral : Label::none;
    if (troops[r] == 0) continue;
    std::vector<std::size_t> sites;
    for (std::size_t s = 0; s < mission_.sites.size(); ++s) {
      if (mission_.sites[s].region.index == r && today_.site_open[s]) sites.push_back(s);
    }
    std::stable_sort(sites.begin(), sites.end(), [&](std::size_t a, std::size_t b) {
      const bool hub_a = sustains_elsewhere(a, kept), hub_b = sustains_elsewhere(b, kept);
      if (hub_a != hub_b) return hub_a;
      return place(a) > place(b);
    });
    double housed = 0.0;
    for (const std::size_t s : sites) {
      if (housed >= troops[r] && !sustains_elsewhere(s, kept)) break;
      posture.site_open[s] = true;
      housed += std::max(mission_.sites[s].persons.high, static_cast<double>(mission_.sites[s].capacity));
    }
    posture.troops[r].value = std::max(posture.troops[r].value, force_protection(posture, r));
  }
  return posture;
}

Posture PostureSteps::on_the_way(const Posture& before, const Posture& end,
                                 const std::vector<std::uint16_t>& left, double way) const {
  Posture posture = before;
  std::vector<double> closing(posture.troops.size(), 0.0), closed(posture.troops.size(), 0.0);
  std::vector<bool> any_open(posture.troops.size(), false);
  for (std::size_t s = 0; s < mission_.sites.size(); ++s) {
    const std::size_t r = mission_.sites[s].region.index;
    const double persons = std::max(1.0, mission_.sites[s].persons.mode);
    const bool closes = before.site_open[s] && !end.site_open[s];
    const bool gone = closes && std::find(left.begin(), left.end(), s) != left.end();
    closing[r] += closes ? persons : 0.0;
    closed[r] += gone ? persons : 0.0;
    if (gone) posture.site_open[s] = false;
    any_open[r] = any_open[r] || posture.site_open[s];
  }
  for (std::size_t r = 0; r < posture.troops.size(); ++r) {
    const int from = before.troops[r].value, to = end.troops[r].value;
    if (from == 0) continue;
    const double share = closing[r] > 0.0 ? closed[r] / closing[r] : way;
    int troops = share >= 1.0 ? to : to_tens(from + share * (to - from));
    if (!any_open[r] && closing[r] > 0.0) troops = 0;
    if (troops > 0) troops = std::min(std::max(troops, force_protection(posture, r)), std::max(from, to));
    posture.troops[r] = Persons{troops};
    if (troops == 0) posture.label[r] = Label::none;
  }
  return posture;
}

bool PostureSteps::needed_by(std::uint16_t site, std::uint16_t other) const {
  const Site &hub = mission_.sites[site], &dependant = mission_.sites[other];
  return hub.region != dependant.region &&
         std::find(hub.sustains.begin(), hub.sustains.end(), dependant.region) != hub.sustains.end();
}

}  // namespace handover::timeline
