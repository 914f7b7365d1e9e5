#include "timeline/posture_steps.h"

#include "needs/needs.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace handover::timeline {
namespace {

constexpr std::size_t kMostWaysToStay = 5;
// Of the months to come, the one for which tasks are manned: as the needs module has it.
constexpr double kThreatQuantile = 0.9;

// To the next ten: troops in a region are never planned to the head.
int to_tens(double persons) {
  return static_cast<int>(std::lround(persons / 10.0)) * 10;
}
int up_to_tens(double persons) {
  return static_cast<int>(std::ceil(persons / 10.0 - 1e-9)) * 10;
}

double weight_of(const Site& site) {
  return std::max(1.0, site.persons.mode);
}

// Those who stay rely on it: it goes where they are.
bool relied_on_by_those_who_stay(const Task& task) {
  return task.force_protection || task.enabler;
}

}  // namespace

PostureSteps::PostureSteps(const Mission& mission) : mission_(mission), today_(posture_today(mission)) {
  count_crews();
  find_ways_to_stay();
}

void PostureSteps::count_crews() {
  crew_.assign(mission_.tasks.size(), std::vector<double>(mission_.sites.size(), 0.0));
  const auto threat = needs::recorded_threat(mission_, kThreatQuantile);
  for (const TaskDemand& row : mission_.task_demands) {
    // Zones with several sites: the first that is open has the task.
    std::size_t site = 0;
    while (site < mission_.sites.size() && !(mission_.sites[site].zone == row.zone && today_.site_open[site]))
      ++site;
    if (site == mission_.sites.size()) continue;
    double incidents = 0.0;
    for (std::size_t k = 0; k < mission_.streams.size(); ++k) {
      if (mission_.streams[k].kind == StreamKind::coalition_strike) continue;
      incidents += threat.incidents_per_month[k * mission_.zones.size() + row.zone.index];
    }
    crew_[row.task.index][site] +=
        mission_.tasks[row.task.index].persons_per_demand * (row.demand + row.per_incident * incidents);
  }
}

int PostureSteps::troops_today() const {
  return std::accumulate(today_.troops.begin(), today_.troops.end(), 0,
                         [](int sum, Persons persons) { return sum + persons.value; });
}

void PostureSteps::add_way(KeptRegions kept) {
  if (ways_.size() >= kMostWaysToStay) return;
  const bool known = std::any_of(ways_.begin(), ways_.end(),
                                 [&](const KeptRegions& way) { return way.stays == kept.stays; });
  if (known || std::none_of(kept.stays.begin(), kept.stays.end(), [](bool stays) { return stays; })) return;
  for (std::size_t r = 0; r < kept.stays.size(); ++r)
    if (kept.stays[r]) kept.regions.push_back(RegionId{static_cast<std::uint16_t>(r)});
  ways_.push_back(std::move(kept));
}

// A site elsewhere sustains it, and none of its own does.
bool PostureSteps::needs_other_hub(std::size_t region) const {
  bool other = false;
  for (std::size_t s = 0; s < mission_.sites.size(); ++s) {
    const Site& site = mission_.sites[s];
    const bool sustains = std::any_of(site.sustains.begin(), site.sustains.end(),
                                      [&](RegionId id) { return id.index == region; });
    other = other || (sustains && site.region.index != region);
  }
  return other;
}

void PostureSteps::find_ways_to_stay() {
  KeptRegions all;
  for (const Persons& persons : today_.troops) all.stays.push_back(persons.value > 0);
  ways_.push_back(all);  // without regions by name: everywhere
  const std::vector<bool> nowhere(mission_.regions.size(), false);
  for (const Site& site : mission_.sites) {
    KeptRegions kept{.stays = nowhere, .regions = {}};
    kept.stays[site.region.index] = true;
    bool hub = false;
    for (const RegionId region : site.sustains) {
      hub = hub || region != site.region;
      kept.stays[region.index] = today_.troops[region.index].value > 0;
    }
    if (site.open && hub) add_way(std::move(kept));
  }
  for (const Site& site : mission_.sites) {
    const std::size_t r = site.region.index;
    if (!site.open || today_.troops[r].value == 0 || needs_other_hub(r)) continue;
    KeptRegions alone{.stays = nowhere, .regions = {}};
    alone.stays[r] = true;
    add_way(std::move(alone));
  }
}

Posture PostureSteps::nobody() const {
  Posture posture = today_;
  posture.site_open.assign(posture.site_open.size(), false);
  posture.troops.assign(posture.troops.size(), Persons{0});
  posture.label.assign(posture.label.size(), Label::none);
  return posture;
}

// Persons of the tasks that those who stay rely on, at the region's open sites.
int PostureSteps::relied_on(const Posture& posture, std::size_t region) const {
  double persons = 0.0;
  for (std::size_t t = 0; t < mission_.tasks.size(); ++t) {
    if (today_.provider[t] != Provider::coalition || !relied_on_by_those_who_stay(mission_.tasks[t]))
      continue;
    for (std::size_t s = 0; s < mission_.sites.size(); ++s)
      if (posture.site_open[s] && mission_.sites[s].region.index == region) persons += crew_[t][s];
  }
  return std::max(up_to_tens(persons), force_protection(posture, region));
}

std::vector<int> PostureSteps::residual_troops(const KeptRegions& kept, const Band& band,
                                               const Posture& sites) const {
  std::vector<int> troops(today_.troops.size(), 0);
  int total = 0;
  for (std::size_t r = 0; r < troops.size(); ++r) {
    if (kept.stays[r]) troops[r] = relied_on(sites, r);
    total += troops[r];
  }
  const int middle = (band.low + band.high) / 2;
  for (std::size_t t = 0; t < mission_.tasks.size(); ++t) {
    if (today_.provider[t] != Provider::coalition || relied_on_by_those_who_stay(mission_.tasks[t])) continue;
    for (std::size_t r = 0; r < troops.size(); ++r) {
      double persons = 0.0;
      for (std::size_t s = 0; s < mission_.sites.size(); ++s)
        if (sites.site_open[s] && mission_.sites[s].region.index == r) persons += crew_[t][s];
      const int team = up_to_tens(persons);
      // No region grows: what it cannot take leaves.
      const bool fits = troops[r] + team <= today_.troops[r].value && total + team <= band.high;
      if (!kept.stays[r] || total >= middle || !fits) continue;
      troops[r] += team;
      total += team;
    }
  }
  if (total >= band.low && total > 0) return troops;
  double room = 0.0;
  for (std::size_t r = 0; r < troops.size(); ++r)
    room += kept.stays[r] ? std::max(0, today_.troops[r].value - troops[r]) : 0;
  const double share = room > 0.0 ? std::min(1.0, (middle - total) / room) : 0.0;
  for (std::size_t r = 0; r < troops.size(); ++r)
    if (kept.stays[r]) troops[r] += to_tens(share * std::max(0, today_.troops[r].value - troops[r]));
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

// In each kept region its hubs, then one more site after the other, those left last first, as long as the
// sites open cannot house `troops`; one at least.
void PostureSteps::open_sites(const KeptRegions& kept, const std::vector<std::uint16_t>& order,
                              const std::vector<int>& troops, Posture& posture) const {
  const auto place = [&](std::size_t site) {
    return std::find(order.begin(), order.end(), site) - order.begin();
  };
  posture.site_open.assign(posture.site_open.size(), false);
  for (std::size_t r = 0; r < troops.size(); ++r) {
    if (!kept.stays[r]) continue;
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
      if (housed > 0.0 && housed >= troops[r] && !sustains_elsewhere(s, kept)) break;
      posture.site_open[s] = true;
      housed +=
          std::max({mission_.sites[s].persons.high, static_cast<double>(mission_.sites[s].capacity), 1.0});
    }
  }
}

Posture PostureSteps::residual(const KeptRegions& kept, const Band& band,
                               const std::vector<std::uint16_t>& order) const {
  Posture posture = today_;
  std::vector<int> troops(today_.troops.size(), 0);
  // Another site to house them may ask for more of them.
  for (std::size_t turn = 0; turn <= mission_.sites.size(); ++turn) {
    open_sites(kept, order, troops, posture);
    auto asked = residual_troops(kept, band, posture);
    if (asked == troops) break;
    troops = std::move(asked);
  }
  for (std::size_t r = 0; r < troops.size(); ++r) {
    posture.troops[r] = Persons{troops[r]};
    posture.label[r] = troops[r] > 0 ? Label::bilateral : Label::none;
    for (std::size_t s = 0; troops[r] == 0 && s < mission_.sites.size(); ++s)
      if (mission_.sites[s].region.index == r) posture.site_open[s] = false;
  }
  return posture;
}

// A region's troops over its open sites, as they are stationed today.
std::vector<double> PostureSteps::persons_by_site(const Posture& posture) const {
  std::vector<double> weight(posture.troops.size(), 0.0), persons(mission_.sites.size(), 0.0);
  for (std::size_t s = 0; s < persons.size(); ++s)
    if (posture.site_open[s]) weight[mission_.sites[s].region.index] += weight_of(mission_.sites[s]);
  for (std::size_t s = 0; s < persons.size(); ++s) {
    const std::size_t r = mission_.sites[s].region.index;
    if (posture.site_open[s]) persons[s] = posture.troops[r].value * weight_of(mission_.sites[s]) / weight[r];
  }
  return persons;
}

std::vector<std::uint16_t> PostureSteps::moves(const Posture& before, const Posture& end,
                                               const std::vector<std::uint16_t>& order) const {
  const auto was = persons_by_site(before), is = persons_by_site(end);
  std::vector<std::uint16_t> sites;
  for (const std::uint16_t s : order) {
    if (before.site_open[s] && (!end.site_open[s] || is[s] < was[s] - 1.0)) sites.push_back(s);
  }
  return sites;
}

Posture PostureSteps::on_the_way(const Posture& before, const Posture& end,
                                 const std::vector<std::uint16_t>& moved, double way) const {
  Posture posture = before;
  const auto was = persons_by_site(before), is = persons_by_site(end);
  const auto to_move = moves(before, end, moved);
  std::vector<double> gone(posture.troops.size(), 0.0);
  for (const std::uint16_t s : to_move) {
    gone[mission_.sites[s].region.index] += was[s] - is[s];
    if (!end.site_open[s]) posture.site_open[s] = false;
  }
  std::vector<bool> has_site(posture.troops.size(), false), any_open = has_site, waits = has_site;
  for (std::size_t s = 0; s < mission_.sites.size(); ++s) {
    const std::size_t r = mission_.sites[s].region.index;
    has_site[r] = has_site[r] || before.site_open[s];
    any_open[r] = any_open[r] || posture.site_open[s];
    const bool done = std::find(to_move.begin(), to_move.end(), s) != to_move.end();
    waits[r] = waits[r] || (before.site_open[s] && !done && (!end.site_open[s] || is[s] < was[s] - 1.0));
  }
  for (std::size_t r = 0; r < posture.troops.size(); ++r) {
    const int from = before.troops[r].value, to = end.troops[r].value;
    if (from == 0) continue;
    int troops = to_tens(has_site[r] ? from - gone[r] : from + way * (to - from));
    if (has_site[r] && !waits[r]) troops = to;
    if (has_site[r] && !any_open[r]) troops = 0;
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
