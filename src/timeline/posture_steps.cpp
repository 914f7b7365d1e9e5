#include "timeline/posture_steps.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace handover::timeline {
namespace {

constexpr std::size_t kMostWaysToStay = 3;

bool allows(const Task& task, Provider provider) {
  return std::find(task.providers.begin(), task.providers.end(), provider) != task.providers.end();
}

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

void PostureSteps::hand_over(Posture& posture, bool nobody_left) const {
  for (std::size_t t = 0; t < mission_.tasks.size(); ++t) {
    const Task& task = mission_.tasks[t];
    if (posture.provider[t] != Provider::coalition) continue;
    if (allows(task, Provider::host)) posture.provider[t] = Provider::host;
    if (!nobody_left) continue;
    if (posture.provider[t] != Provider::coalition) continue;
    posture.provider[t] = Provider::none;
    for (const Provider provider : task.providers) {
      if (provider == Provider::coalition) continue;
      posture.provider[t] = provider;
      break;
    }
  }
}

Posture PostureSteps::nobody() const {
  Posture posture = today_;
  posture.site_open.assign(posture.site_open.size(), false);
  posture.troops.assign(posture.troops.size(), Persons{0});
  posture.label.assign(posture.label.size(), Label::none);
  hand_over(posture, true);
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

Posture PostureSteps::residual(const KeptRegions& kept, double share) const {
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
      return mission_.sites[a].persons.mode > mission_.sites[b].persons.mode;
    });
    double module = 0.0;
    for (const std::size_t s : sites) {
      if (module >= troops[r] && !sustains_elsewhere(s, kept)) break;
      posture.site_open[s] = true;
      module += std::max(mission_.sites[s].persons.high, static_cast<double>(mission_.sites[s].capacity));
    }
    posture.troops[r].value = std::max(posture.troops[r].value, force_protection(posture, r));
  }
  hand_over(posture, false);
  return posture;
}

Posture PostureSteps::half_way(const KeptRegions& kept, double share, bool hand_tasks_over) const {
  const Posture end = share > 0.0 ? residual(kept, share) : nobody();
  Posture posture = today_;
  std::vector<std::size_t> closing;
  for (std::size_t s = 0; s < mission_.sites.size(); ++s) {
    const bool hub = sustains_elsewhere(s, ways_.front());
    if (today_.site_open[s] && !end.site_open[s] && !hub) closing.push_back(s);
  }
  std::stable_sort(closing.begin(), closing.end(), [&](std::size_t a, std::size_t b) {
    return mission_.sites[a].persons.mode < mission_.sites[b].persons.mode;
  });
  closing.resize(closing.size() / 2);
  for (const std::size_t s : closing) {
    const bool last_of_region =
        std::none_of(mission_.sites.begin(), mission_.sites.end(), [&](const Site& other) {
          const auto index = static_cast<std::size_t>(&other - mission_.sites.data());
          return index != s && posture.site_open[index] && other.region == mission_.sites[s].region;
        });
    if (!last_of_region) posture.site_open[s] = false;
  }
  for (std::size_t r = 0; r < posture.troops.size(); ++r) {
    posture.troops[r] = Persons{to_tens(0.5 * (today_.troops[r].value + end.troops[r].value))};
    if (posture.troops[r].value > 0) {
      posture.troops[r].value = std::max(posture.troops[r].value, force_protection(posture, r));
    }
  }
  if (hand_tasks_over) hand_over(posture, false);
  return posture;
}

}  // namespace handover::timeline
