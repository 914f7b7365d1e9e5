#include "threat/daily/observations.h"

#include "mission/war_abroad.h"
#include "numerics/maths.h"
#include "numerics/statistics.h"
#include "threat/daily/observed_totals.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

namespace handover::threat {
namespace {

// Standard deviations from the last day's value; false when the value never changes.
bool standardise(EndemicCovariate& covariate) {
  const auto change = std::ranges::adjacent_find(covariate.value, std::not_equal_to{});
  if (change == covariate.value.end()) return false;
  const double last = covariate.value.back(), sd = std::sqrt(variance_of(covariate.value));
  for (double& value : covariate.value) value = (value - last) / sd;
  return true;
}

// Incidents of a stream by zone, each counting half for every `half_life_days` before the last of them.
std::vector<double> faded_counts(const FitData& data, std::size_t stream, double half_life_days) {
  std::vector<double> seen(data.zones, 0.0);
  double fade = 1.0;
  bool any = false;
  for (std::size_t d = data.days; d-- > 0;) {
    if (any) fade *= maths::exp2(-1.0 / half_life_days);
    for (std::size_t z = 0; z < data.zones; ++z) {
      const double count = data.count[data.cell(stream, d, z)];
      seen[z] += fade * count;
      any = any || count > 0.0;
    }
  }
  return seen;
}

class Builder {
 public:
  explicit Builder(const Mission& mission) : mission_(mission) {}

  FitData build() {
    lay_out();
    take_daily();
    take_influences();
    take_totals(mission_, data_);
    expect_where_seen(data_);
    return std::move(data_);
  }

 private:
  std::size_t day_of(Date date) const { return data_.day_of(date); }
  Date clipped(Date date) const { return std::min(date, mission_.as_of); }

  void lay_out() {
    data_.first = mission_.as_of;
    for (const DailyCount& row : mission_.daily_counts) data_.first = std::min(data_.first, row.known.from);
    for (const IntervalCount& row : mission_.interval_counts)
      data_.first = std::min(data_.first, row.known.from);
    for (const Known& cover : mission_.daily_coverage) {
      if (cover.from < cover.to) data_.first = std::min(data_.first, cover.from);
    }
    data_.days = day_of(mission_.as_of) + 1;
    data_.streams = mission_.streams.size();
    data_.zones = mission_.zones.size();
    data_.patrons = mission_.patrons.size();
    data_.count.assign(data_.streams * data_.days * data_.zones, 0.0F);
    data_.observed.assign(data_.streams * data_.days, 0);
    data_.in_scope.assign(data_.streams * data_.zones, 1);
    for (const Stream& stream : mission_.streams) {
      data_.patron_of_stream.push_back(stream.patron ? static_cast<int>(stream.patron->index) : -1);
      const auto weights = weights_of(stream);
      data_.prior_weight.insert(data_.prior_weight.end(), weights.begin(), weights.end());
      data_.on_coalition.push_back(stream.on_coalition ? 1 : 0);
    }
    for (const Zone& zone : mission_.zones) {
      std::vector<std::size_t> list;
      for (const ZoneId other : zone.neighbours) list.push_back(other.index);
      data_.neighbours.push_back(std::move(list));
    }
  }

  // Attacks on coalition personnel can only fall where some are; all else follows the population.
  std::vector<double> weights_of(const Stream& stream) const {
    std::vector<double> weights(data_.zones, 0.0);
    if (stream.on_coalition) {
      for (const Site& site : mission_.sites) {
        const ThreePoint& persons = site.persons;
        if (site.open) weights[site.zone.index] += (persons.low + 4.0 * persons.mode + persons.high) / 6.0;
      }
    }
    double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (sum <= 0.0) {
      for (std::size_t z = 0; z < data_.zones; ++z) weights[z] = std::max(mission_.zones[z].population, 0.0);
      sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    }
    for (double& weight : weights) weight = sum > 0.0 ? weight / sum : 1.0 / static_cast<double>(data_.zones);
    return weights;
  }

  void take_daily() {
    std::vector<Known> cover(data_.streams);
    for (std::size_t k = 0; k < data_.streams; ++k) {
      if (k < mission_.daily_coverage.size()) cover[k] = mission_.daily_coverage[k];
      data_.covered.push_back(cover[k].from < cover[k].to ? 1 : 0);
      if (data_.covered[k] == 0) cover[k] = between_reports(k);
      if (cover[k].from < cover[k].to) {
        const std::size_t to = day_of(clipped(cover[k].to));
        for (std::size_t d = day_of(cover[k].from); d <= to; ++d) data_.observed[k * data_.days + d] = 1;
      }
    }
    for (const DailyCount& row : mission_.daily_counts) {
      if (row.known.from > mission_.as_of || row.count < 0) continue;
      const std::size_t k = row.stream.index, d = day_of(row.known.from);
      // A day outside every stated coverage is observed all the same: somebody reported it.
      data_.observed[k * data_.days + d] = 1;
      data_.count[data_.cell(k, d, row.zone.index)] += static_cast<float>(row.count);
    }
  }

  // A stream that nobody states a coverage or a total for is taken as covered between its reports: days with
  // a report alone would say that every day has one.
  Known between_reports(std::size_t stream) const {
    Known cover;
    for (const IntervalCount& row : mission_.interval_counts) {
      if (row.stream.index == stream) return cover;
    }
    bool any = false;
    for (const DailyCount& row : mission_.daily_counts) {
      if (row.stream.index != stream || row.known.from > mission_.as_of) continue;
      cover.from = any ? std::min(cover.from, row.known.from) : row.known.from;
      cover.to = any ? std::max(cover.to, row.known.from) : row.known.from;
      any = true;
    }
    return cover;
  }

  // Every covariate but a war abroad, which moves the patrons' switches.
  void take_endemic_covariates() {
    std::map<std::string, std::vector<const Covariate*>> by_name;
    for (const Covariate& row : mission_.covariates) {
      if (row.name != "war_abroad" && row.known.from <= mission_.as_of) by_name[row.name].push_back(&row);
    }
    for (auto& [name, rows] : by_name) {
      std::stable_sort(rows.begin(), rows.end(),
                       [](const Covariate* a, const Covariate* b) { return a->known.from < b->known.from; });
      EndemicCovariate covariate{.name = name, .value = std::vector<double>(data_.days, rows.front()->value)};
      for (const Covariate* row : rows) {
        const std::size_t first = row->known.from < data_.first ? 0 : day_of(row->known.from);
        std::fill(covariate.value.begin() + static_cast<std::ptrdiff_t>(first), covariate.value.end(),
                  row->value);
      }
      if (standardise(covariate)) {
        data_.covariates.push_back(std::move(covariate));
      } else {
        data_.not_used.push_back({.why = NotUsedWhy::constant, .covariate = name});
      }
    }
  }

  void take_influences() {
    data_.war_abroad.assign(data_.days, 0);
    data_.talks.assign(data_.days, 0);
    const WarAbroad war(mission_);
    for (std::size_t d = 0; d < data_.days; ++d)
      data_.war_abroad[d] = war.on(data_.first + std::chrono::days{static_cast<int>(d)}) ? 1 : 0;
    take_endemic_covariates();
    auto sessions = mission_.sessions;
    std::stable_sort(sessions.begin(), sessions.end(), [](const SessionEvent& a, const SessionEvent& b) {
      return a.known.from < b.known.from;
    });
    for (std::size_t i = 0; i < sessions.size(); ++i) {
      if (sessions[i].state != TalksState::in_session) continue;
      const Date until =
          i + 1 < sessions.size() ? sessions[i + 1].known.from : mission_.as_of + std::chrono::days{1};
      for (Date day = std::max(sessions[i].known.from, data_.first); day < until && day <= mission_.as_of;
           day += std::chrono::days{1}) {
        data_.talks[day_of(day)] = 1;
      }
    }
  }

  const Mission& mission_;
  FitData data_;
};

}  // namespace

bool FitData::has_daily(std::size_t stream) const {
  return observed_days(stream) > 0;
}
bool FitData::has_interval(std::size_t stream) const {
  return std::any_of(intervals.begin(), intervals.end(),
                     [stream](const IntervalObservation& one) { return one.stream == stream; });
}
std::size_t FitData::observed_days(std::size_t stream) const {
  std::size_t days_seen = 0;
  for (std::size_t d = 0; d < days; ++d) days_seen += observed[stream * days + d];
  return days_seen;
}
std::size_t FitData::daily_incidents(std::size_t stream) const {
  double sum = 0.0;
  for (std::size_t i = stream * days * zones; i < (stream + 1) * days * zones; ++i) sum += count[i];
  return static_cast<std::size_t>(sum);
}

void expect_where_seen(FitData& data) {
  constexpr double half_life_days = 365.0, worth_of_prior = 20.0;  // incidents
  data.weight = data.prior_weight;
  for (std::size_t k = 0; k < data.streams; ++k) {
    double* weight = &data.weight[k * data.zones];
    const auto seen = faded_counts(data, k, half_life_days);
    double all_seen = 0.0, expected = 0.0;
    for (std::size_t z = 0; z < data.zones; ++z) {
      // Incidents where nobody was expected: the expectation gives way.
      if (seen[z] > 0.0) weight[z] = std::max(weight[z], 0.01);
      all_seen += seen[z];
      if (data.in_scope[k * data.zones + z] != 0) expected += weight[z];
    }
    if (data.on_coalition[k] != 0) continue;
    for (std::size_t z = 0; z < data.zones; ++z) {
      if (data.in_scope[k * data.zones + z] == 0) continue;
      weight[z] = (worth_of_prior * weight[z] + expected * seen[z]) / (worth_of_prior + all_seen);
    }
  }
}

FitData known_on(const FitData& data, std::size_t last) {
  FitData known = data;
  known.days = last + 1;
  known.count.assign(data.streams * known.days * data.zones, 0.0F);
  known.observed.assign(data.streams * known.days, 0);
  for (std::size_t k = 0; k < data.streams; ++k) {
    for (std::size_t d = 0; d < known.days; ++d) {
      known.observed[k * known.days + d] = data.observed[k * data.days + d];
      for (std::size_t z = 0; z < data.zones; ++z)
        known.count[known.cell(k, d, z)] = data.count[data.cell(k, d, z)];
    }
  }
  known.war_abroad.resize(known.days);
  known.talks.resize(known.days);
  std::erase_if(known.intervals, [last](const IntervalObservation& one) { return one.to > last; });
  std::erase_if(known.shares, [last](const ShareObservation& one) { return one.to > last; });
  std::erase_if(known.covariates, [&known](EndemicCovariate& one) {
    one.value.resize(known.days);
    return !standardise(one);
  });
  expect_where_seen(known);
  return known;
}

FitData observations_of(const Mission& mission) {
  return Builder(mission).build();
}

}  // namespace handover::threat
