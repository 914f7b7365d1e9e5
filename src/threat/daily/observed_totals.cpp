#include "threat/daily/observed_totals.h"

#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace handover::threat {
namespace {

// A normal's 5 % and 95 % points lie this many standard deviations apart.
constexpr double kNinetyPercentWidth = 3.29;

// A total as the mission gives it, differenced if it was cumulative.
struct Increment {
  IntervalObservation observation;
  std::string series, source;
};

class TotalsTaker {
 public:
  TotalsTaker(const Mission& mission, FitData& data) : mission_(mission), data_(data) {}

  void take() {
    auto increments = differenced();
    name_anchors(increments);
    mark_zones_out_of_scope(increments);
    take_intervals(increments);
    take_shares();
  }

 private:
  IntervalObservation observation_of(const IntervalCount& row) const {
    IntervalObservation one;
    one.stream = row.stream.index;
    for (const ZoneId zone : row.area) one.zones.push_back(zone.index);
    std::sort(one.zones.begin(), one.zones.end());
    one.outside = row.reaches_outside_map;
    one.from = data_.day_of(row.known.from);
    one.to = data_.day_of(std::min(row.known.to, mission_.as_of));
    one.total = row.best;
    one.error_sd = (row.high - row.low) / kNinetyPercentWidth;
    one.line = row.line;
    return one;
  }

  std::vector<Increment> differenced() {
    std::map<std::tuple<std::size_t, std::string, std::uint16_t>, std::vector<const IntervalCount*>>
        by_series;
    for (const IntervalCount& row : mission_.interval_counts) {
      if (row.known.from > mission_.as_of || row.known.to < row.known.from) continue;
      by_series[{row.stream.index, row.series, row.known.source.index}].push_back(&row);
    }
    std::vector<Increment> increments;
    for (auto& [key, rows] : by_series) {
      std::stable_sort(rows.begin(), rows.end(),
                       [](const auto* a, const auto* b) { return a->known.to < b->known.to; });
      const IntervalCount* before = nullptr;
      for (const IntervalCount* row : rows) {
        Increment increment{observation_of(*row), row->series, source_id(row->known.source)};
        const bool follows = before != nullptr && row->cumulative && before->cumulative &&
                             before->known.from == row->known.from && before->area == row->area;
        if (follows && !difference(increment.observation, *before)) continue;
        before = row;
        increments.push_back(std::move(increment));
      }
    }
    return increments;
  }

  // Takes the earlier reading off; false when nothing is left to learn from.
  bool difference(IntervalObservation& later, const IntervalCount& earlier) {
    const IntervalObservation first = observation_of(earlier);
    if (later.to <= first.to) {
      drop(later, NotUsedWhy::read_twice);
      return false;
    }
    later.from = first.to + 1;
    later.total -= first.total;
    later.error_sd = maths::hypot(later.error_sd, first.error_sd);
    if (later.total < 0.0) {
      drop(later, NotUsedWhy::total_falls);
      return false;
    }
    return true;
  }

  void name_anchors(const std::vector<Increment>& increments) {
    data_.anchor.assign(data_.streams, "");
    for (std::size_t k = 0; k < data_.streams; ++k) {
      std::map<std::string, std::size_t> votes;
      if (data_.has_daily(k) && data_.observed_days(k) >= 60) {
        for (const DailyCount& row : mission_.daily_counts) {
          if (row.stream.index == k) ++votes[source_id(row.known.source)];
        }
      } else {
        for (const Increment& one : increments) {
          if (one.observation.stream == k) ++votes[one.source];
        }
      }
      std::size_t most = 0;
      for (const auto& [source, count] : votes) {
        if (count > most) data_.anchor[k] = source;
        most = std::max(most, count);
      }
    }
  }

  // A zone without a single daily incident whose totals another source gives, mostly for days that are
  // covered, lies outside the daily source.
  void mark_zones_out_of_scope(const std::vector<Increment>& increments) {
    for (std::size_t k = 0; k < data_.streams; ++k) {
      std::vector<bool> any(data_.zones, false);
      for (std::size_t d = 0; d < data_.days; ++d) {
        for (std::size_t z = 0; z < data_.zones; ++z) any[z] = any[z] || data_.count[data_.cell(k, d, z)] > 0;
      }
      for (const Increment& one : increments) {
        if (one.observation.stream != k || one.observation.total <= 0.0) continue;
        const auto& zones = one.observation.zones;
        if (std::any_of(zones.begin(), zones.end(), [&](std::size_t z) { return any[z]; })) continue;
        if (2 * daily_days(one.observation) < one.observation.days()) continue;
        for (const std::size_t z : zones) data_.in_scope[k * data_.zones + z] = 0;
      }
    }
  }

  // Days of the period with daily data.
  std::size_t daily_days(const IntervalObservation& one) const {
    std::size_t days = 0;
    for (std::size_t d = one.from; d <= one.to; ++d) days += data_.observed[one.stream * data_.days + d];
    return days;
  }
  bool touches_scope(const IntervalObservation& one) const {
    return one.outside || std::any_of(one.zones.begin(), one.zones.end(), [&](std::size_t z) {
             return data_.in_scope[one.stream * data_.zones + z] != 0;
           });
  }

  static bool overlap(const IntervalObservation& a, const IntervalObservation& b) {
    if (a.stream != b.stream || a.to < b.from || b.to < a.from) return false;
    if (a.outside && b.outside) return true;
    return std::any_of(a.zones.begin(), a.zones.end(),
                       [&](std::size_t z) { return std::binary_search(b.zones.begin(), b.zones.end(), z); });
  }

  void take_intervals(std::vector<Increment>& increments) {
    // Longest series first, then the widest area, then the mission's own order.
    std::map<std::tuple<std::size_t, std::string, std::string>, std::size_t> length;
    for (const Increment& one : increments) ++length[{one.observation.stream, one.series, one.source}];
    const auto rank = [&](const Increment& one) {
      return std::make_tuple(-static_cast<long>(length[{one.observation.stream, one.series, one.source}]),
                             -static_cast<long>(one.observation.zones.size()), one.observation.line);
    };
    std::stable_sort(increments.begin(), increments.end(),
                     [&](const Increment& a, const Increment& b) { return rank(a) < rank(b); });
    for (Increment& one : increments) {
      IntervalObservation& observation = one.observation;
      const std::size_t daily = touches_scope(observation) ? daily_days(observation) : 0;
      if (daily * 10 >= observation.days() * 9 && !observation.outside) {
        observation.counted = tally(observation);
        if (one.source == data_.anchor[observation.stream]) {
          drop(observation, NotUsedWhy::counted_daily);
          continue;
        }
      } else if (daily * 10 > observation.days()) {
        drop(observation, NotUsedWhy::partly_daily);
        continue;
      }
      const bool taken = std::any_of(data_.intervals.begin(), data_.intervals.end(), [&](const auto& other) {
        return other.counted.has_value() == observation.counted.has_value() && overlap(other, observation);
      });
      if (taken) {
        drop(observation, NotUsedWhy::overlaps_longer_series);
        continue;
      }
      if (reports_otherwise(one, increments)) observation.ratio = ratio_of(observation.stream, one.source);
      data_.intervals.push_back(std::move(observation));
    }
    std::stable_sort(data_.intervals.begin(), data_.intervals.end(), [](const auto& a, const auto& b) {
      return std::tie(a.stream, a.from, a.to) < std::tie(b.stream, b.from, b.to);
    });
  }

  // Whether a total needs a ratio to the anchor. Where the anchor does not look, another source's totals set
  // the level themselves, unless that source also reports where the anchor does.
  bool reports_otherwise(const Increment& one, const std::vector<Increment>& increments) const {
    if (one.source == data_.anchor[one.observation.stream]) return false;
    return std::any_of(increments.begin(), increments.end(), [&](const Increment& other) {
      return other.source == one.source && other.observation.stream == one.observation.stream &&
             std::any_of(other.observation.zones.begin(), other.observation.zones.end(), [&](std::size_t z) {
               return data_.in_scope[other.observation.stream * data_.zones + z] != 0;
             });
    });
  }

  double tally(const IntervalObservation& one) const {
    double sum = 0.0;
    for (std::size_t d = one.from; d <= one.to; ++d) {
      for (const std::size_t z : one.zones) sum += data_.count[data_.cell(one.stream, d, z)];
    }
    return sum;
  }

  std::size_t ratio_of(std::size_t stream, const std::string& source) {
    for (std::size_t i = 0; i < data_.ratios.size(); ++i) {
      if (data_.ratios[i].stream == stream && data_.ratios[i].source == source) return i;
    }
    data_.ratios.push_back({stream, source});
    return data_.ratios.size() - 1;
  }

  // The latest reading of an area beside the same source's reading of a wider one over the same days.
  void take_shares() {
    std::map<std::pair<std::size_t, std::string>, ShareObservation> latest;
    std::map<std::pair<std::size_t, std::string>, Date> when;
    for (const IntervalCount& part : mission_.interval_counts) {
      for (const IntervalCount& whole : mission_.interval_counts) {
        const bool same = part.stream == whole.stream && part.known.from == whole.known.from &&
                          part.known.to == whole.known.to && part.known.source == whole.known.source;
        if (!same || part.known.to > mission_.as_of || part.best > whole.best) continue;
        const bool wider =
            whole.area.size() > part.area.size() && whole.reaches_outside_map >= part.reaches_outside_map;
        if (!wider) continue;
        const auto key = std::make_pair(static_cast<std::size_t>(part.stream.index), part.series);
        if (when.contains(key) && when[key] >= part.known.to) continue;
        when[key] = part.known.to;
        const IntervalObservation one = observation_of(part);
        latest[key] = {one.stream, one.zones, one.outside, one.to, part.best, whole.best};
      }
    }
    // Of two parts that make up one whole the second says nothing new.
    std::map<std::size_t, bool> seen;
    for (const auto& [key, share] : latest) {
      if (!seen[share.stream]) data_.shares.push_back(share);
      seen[share.stream] = true;
    }
  }

  void drop(const IntervalObservation& one, NotUsedWhy why) {
    data_.not_used.push_back({.why = why,
                              .stream = one.stream,
                              .from = data_.first + std::chrono::days{static_cast<int>(one.from)},
                              .to = data_.first + std::chrono::days{static_cast<int>(one.to)},
                              .line = one.line});
  }
  std::string source_id(SourceId source) const {
    return source.index < mission_.sources.size() ? mission_.sources[source.index].id : "";
  }

  const Mission& mission_;
  FitData& data_;
};

}  // namespace

void take_totals(const Mission& mission, FitData& data) {
  TotalsTaker(mission, data).take();
}

}  // namespace handover::threat
