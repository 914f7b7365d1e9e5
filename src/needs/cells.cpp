#include "needs/cells.h"

#include "base/dates.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace handover::needs {
namespace {

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  return n == 0 ? 0.0 : (values[(n - 1) / 2] + values[n / 2]) / 2.0;
}

void add_protection(const Mission& mission, const ThreatDemand& threat, TaskId id,
                    std::vector<Protection>& by_site) {
  const Task& task = mission.tasks[id.index];
  std::map<std::uint16_t, double> demand;
  for (const TaskDemand& row : mission.task_demands) {
    if (row.task != id) continue;
    demand[row.zone.index] += row.demand + row.per_incident * incidents_in(mission, threat, row.zone);
  }
  std::vector<double> stated;
  for (const auto& [zone, value] : demand) stated.push_back(value);
  for (std::size_t j = 0; j < mission.sites.size(); ++j) {
    if (demand.empty()) {
      by_site[j].per_person += task.persons_per_demand;
      continue;
    }
    const auto found = demand.find(mission.sites[j].zone.index);
    const double here = found != demand.end() ? found->second : median(stated);
    by_site[j].standing += task.persons_per_demand * here;
  }
}

}  // namespace

double incidents_in(const Mission& mission, const ThreatDemand& threat, ZoneId zone) {
  if (threat.incidents_per_month.empty()) return 0.0;
  double total = 0.0;
  for (std::size_t k = 0; k < mission.streams.size(); ++k) {
    // The coalition's own strikes are not a demand on its tasks.
    if (mission.streams[k].kind == StreamKind::coalition_strike) continue;
    total += threat.incidents_per_month[k * mission.zones.size() + zone.index];
  }
  return total;
}

std::vector<Cell> demand_cells(const Mission& mission, const ThreatDemand& threat) {
  std::map<std::pair<std::uint16_t, std::uint16_t>, Cell> cells;
  for (const TaskDemand& row : mission.task_demands) {
    const Task& task = mission.tasks[row.task.index];
    if (task.force_protection) continue;
    Cell& cell = cells[{row.task.index, row.zone.index}];
    cell.task = row.task;
    cell.zone = row.zone;
    cell.source = row.source;
    cell.incidents = incidents_in(mission, threat, row.zone);
    cell.demand += row.demand + row.per_incident * cell.incidents;
    cell.persons = cell.demand * task.persons_per_demand;
  }
  std::vector<Cell> result;
  for (const auto& [key, cell] : cells) {
    if (cell.demand > 0.0) result.push_back(cell);
  }
  return result;
}

std::vector<Protection> protection_by_site(const Mission& mission, const ThreatDemand& threat,
                                           const Posture& posture) {
  std::vector<Protection> by_site(mission.sites.size());
  for (std::uint16_t t = 0; t < mission.tasks.size(); ++t) {
    const auto one = protection_of(mission, threat, posture, TaskId{t});
    for (std::size_t j = 0; j < one.size(); ++j) {
      by_site[j].standing += one[j].standing;
      by_site[j].per_person += one[j].per_person;
    }
  }
  return by_site;
}

std::vector<Protection> protection_of(const Mission& mission, const ThreatDemand& threat,
                                      const Posture& posture, TaskId task) {
  std::vector<Protection> by_site(mission.sites.size());
  const bool counts =
      mission.tasks[task.index].force_protection && posture.provider[task.index] == Provider::coalition;
  if (counts) add_protection(mission, threat, task, by_site);
  return by_site;
}

Provider provider_besides_coalition(const Task& task, Provider assigned) {
  const auto can = [&](Provider provider) {
    if (provider == Provider::coalition || provider == Provider::none) return false;
    const bool too_far = provider == Provider::over_the_horizon && task.response_minutes > 0.0 &&
                         task.response_minutes < kOverTheHorizonMinutes;
    return !too_far;
  };
  if (assigned == Provider::none) return Provider::none;
  if (assigned != Provider::coalition) return can(assigned) ? assigned : Provider::none;
  for (const Provider provider : task.providers) {
    if (can(provider)) return provider;
  }
  return Provider::none;
}

bool reaches(const Mission& mission, const ResponseTimes& times, const Site& site, const Task& task,
             ZoneId zone, std::optional<int> month_of_year) {
  if (task.response_minutes <= 0.0) {
    const RegionId region = mission.zones[zone.index].region;
    return site.region == region ||
           std::find(site.sustains.begin(), site.sustains.end(), region) != site.sustains.end();
  }
  const double minutes = month_of_year ? times.minutes(site.zone, zone, *month_of_year - 1)
                                       : times.worst_minutes(site.zone, zone);
  return minutes <= task.response_minutes;
}

namespace {

struct StreamRecord {
  double monthly_mean = 0.0;
  std::vector<double> zone_weight;
  std::optional<Date> stale;  // last day of the total that stands in where the last year has no record
};

// The latest total that is not a running one.
const IntervalCount* latest_total(const Mission& mission, StreamId stream) {
  const IntervalCount* latest = nullptr;
  for (const IntervalCount& row : mission.interval_counts) {
    if (row.stream != stream || row.cumulative) continue;
    if (latest == nullptr || latest->known.to < row.known.to) latest = &row;
  }
  return latest;
}

StreamRecord record_of(const Mission& mission, StreamId stream) {
  StreamRecord record;
  record.zone_weight.assign(mission.zones.size(), 0.0);
  const Date year_ago = mission.as_of - std::chrono::days(365);
  double counted = 0.0;
  bool recorded = false;
  for (const DailyCount& row : mission.daily_counts) {
    if (row.stream != stream || row.known.from < year_ago) continue;
    record.zone_weight[row.zone.index] += row.count;
    counted += row.count;
    recorded = true;
  }
  record.monthly_mean = counted / 12.0;
  const IntervalCount* latest = latest_total(mission, stream);
  if (latest == nullptr) return record;
  // A total speaks for the level; one older than the year only where the year has nothing else.
  const bool old = latest->known.to < year_ago;
  if (old && recorded) return record;
  if (old) record.stale = latest->known.to;
  const double months = (days_between(latest->known.from, latest->known.to).value + 1) / kDaysPerMonth;
  record.monthly_mean = std::max(record.monthly_mean, latest->best / std::max(months, 1.0 / 30.0));
  if (counted <= 0.0) {
    for (const ZoneId zone : latest->area) record.zone_weight[zone.index] = 1.0;
  }
  return record;
}

}  // namespace

ThreatDemand recorded_threat(const Mission& mission, double quantile) {
  ThreatDemand threat{.quantile = quantile, .incidents_per_month = {}, .source = DemandSource::records};
  threat.incidents_per_month.assign(mission.streams.size() * mission.zones.size(), 0.0);
  for (std::uint16_t k = 0; k < mission.streams.size(); ++k) {
    StreamRecord record = record_of(mission, StreamId{k});
    if (record.stale) threat.stale.emplace_back(StreamId{k}, *record.stale);
    double total = 0.0;
    for (const double weight : record.zone_weight) total += weight;
    if (total <= 0.0) {
      record.zone_weight.assign(mission.zones.size(), 1.0);
      total = static_cast<double>(mission.zones.size());
    }
    for (std::size_t z = 0; z < mission.zones.size(); ++z) {
      const double mean = record.monthly_mean * record.zone_weight[z] / total;
      // Size 1: the geometric distribution of this mean.
      threat.incidents_per_month[k * mission.zones.size() + z] =
          mean <= 0.0 ? 0.0
                      : std::max(0.0, std::floor(maths::log1p(-quantile) / maths::log(mean / (1.0 + mean))));
    }
  }
  return threat;
}

namespace {

// Smallest k whose chance of not being exceeded, averaged over the replications' means, reaches the
// probability.
double mixture_quantile(const std::vector<double>& means, double probability) {
  std::vector<double> term, below;
  for (const double mean : means) {
    term.push_back(maths::exp(-mean));
    below.push_back(term.back());
  }
  // Bounded: far beyond the largest mean the chance is 1 to all digits.
  const double largest = means.empty() ? 0.0 : *std::max_element(means.begin(), means.end());
  const int most = static_cast<int>(largest + 20.0 * std::sqrt(largest) + 50.0);
  for (int k = 0; k < most; ++k) {
    double total = 0.0;
    for (const double value : below) total += value;
    if (total >= probability * static_cast<double>(means.size())) return k;
    for (std::size_t f = 0; f < means.size(); ++f) {
      term[f] *= means[f] / (k + 1.0);
      below[f] += term[f];
    }
  }
  return most;
}

}  // namespace

ThreatDemand demand_of_replications(const Mission& mission, double quantile,
                                    std::span<const double> incidents, std::span<const double> zone_share) {
  const std::size_t streams = mission.streams.size(), zones = mission.zones.size();
  ThreatDemand threat{.quantile = quantile, .incidents_per_month = {}};
  const std::size_t replications = streams == 0 ? 0 : incidents.size() / streams;
  for (std::size_t k = 0; k < streams; ++k) {
    for (std::size_t z = 0; z < zones; ++z) {
      std::vector<double> means;
      for (std::size_t f = 0; f < replications; ++f) {
        // Means above 600 would underflow the recursion; no zone of a month comes near.
        means.push_back(std::min(600.0, incidents[f * streams + k] * zone_share[k * zones + z]));
      }
      threat.incidents_per_month.push_back(replications == 0 ? 0.0 : mixture_quantile(means, quantile));
    }
  }
  return threat;
}

}  // namespace handover::needs
