#include "evidence/usable_intervals.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace handover::evidence {
namespace {

using Rows = std::vector<const IntervalCount*>;

std::vector<std::uint16_t> area_key(const IntervalCount& row) {
  std::vector<std::uint16_t> key;
  for (const ZoneId zone : row.area) key.push_back(zone.index);
  std::sort(key.begin(), key.end());
  if (row.reaches_outside_map) key.push_back(0xFFFF);
  return key;
}

UsableInterval plain(const IntervalCount& row) {
  return {.series = row.series,
          .source = row.known.source,
          .from = row.known.from,
          .to = row.known.to,
          .area = row.area,
          .reaches_outside_map = row.reaches_outside_map,
          .low = row.low,
          .best = row.best,
          .high = row.high,
          .known_from = row.known.known_from,
          .lines = {row.line}};
}

// The total that has been added since the read-off before.
UsableInterval difference(const IntervalCount& later, const IntervalCount& earlier) {
  UsableInterval result = plain(later);
  result.from = earlier.known.to + std::chrono::days{1};
  result.low = std::max(0.0, later.low - earlier.high);
  result.best = later.best - earlier.best;
  result.high = std::max(result.best, later.high - earlier.low);
  result.differenced = true;
  result.known_from = std::max(later.known.known_from, earlier.known.known_from);
  result.lines = {earlier.line, later.line};
  return result;
}

// Of rows for the same period the one known later; the rest are said to be revised.
Rows newest_of_each_period(Rows rows, IntervalUse& use) {
  std::stable_sort(rows.begin(), rows.end(), [](const IntervalCount* a, const IntervalCount* b) {
    return std::tie(a->known.from, a->known.to, a->known.known_from) <
           std::tie(b->known.from, b->known.to, b->known.known_from);
  });
  Rows kept;
  for (const IntervalCount* row : rows) {
    const bool same_period =
        !kept.empty() && kept.back()->known.from == row->known.from && kept.back()->known.to == row->known.to;
    if (same_period) {
      use.left_out.push_back({kept.back()->line, row->series, LeftOutWhy::revised, row->line});
      kept.back() = row;
    } else {
      kept.push_back(row);
    }
  }
  return kept;
}

// A running total of one teller: rows of one series, source, area and start, in order of their read-offs.
void add_running_total(const Rows& rows, IntervalUse& use) {
  const IntervalCount* before = nullptr;
  for (const IntervalCount* row : newest_of_each_period(rows, use)) {
    if (before == nullptr) {
      use.used.push_back(plain(*row));
    } else if (row->best < before->best) {
      use.left_out.push_back({row->line, row->series, LeftOutWhy::falls, before->line});
      continue;
    } else {
      use.used.push_back(difference(*row, *before));
    }
    before = row;
  }
}

bool overlap(const UsableInterval& a, const UsableInterval& b) {
  if (a.to < b.from || b.to < a.from) return false;
  if (a.reaches_outside_map && b.reaches_outside_map) return true;
  return std::any_of(a.area.begin(), a.area.end(), [&b](ZoneId zone) {
    return std::find(b.area.begin(), b.area.end(), zone) != b.area.end();
  });
}

// Within a series the finer rows are kept: in order of length, each that overlaps none kept before.
void drop_overlaps(IntervalUse& use) {
  auto length = [](const UsableInterval& interval) {
    return std::tuple(days_between(interval.from, interval.to).value, interval.area.size(), interval.from);
  };
  std::stable_sort(use.used.begin(), use.used.end(),
                   [&](const auto& a, const auto& b) { return length(a) < length(b); });
  std::vector<UsableInterval> kept;
  for (UsableInterval& interval : use.used) {
    const auto rival = std::find_if(kept.begin(), kept.end(), [&](const UsableInterval& other) {
      return other.series == interval.series && overlap(other, interval);
    });
    if (rival == kept.end()) {
      kept.push_back(std::move(interval));
      continue;
    }
    use.left_out.push_back(
        {interval.lines.back(), interval.series, LeftOutWhy::overlaps, rival->lines.back()});
  }
  use.used = std::move(kept);
}

void drop_what_is_tallied_daily(const Mission& mission, StreamId stream, IntervalUse& use) {
  if (stream.index >= mission.daily_coverage.size()) return;
  const Known& daily = mission.daily_coverage[stream.index];
  const bool any_days = std::any_of(mission.daily_counts.begin(), mission.daily_counts.end(),
                                    [stream](const DailyCount& day) { return day.stream == stream; });
  if (!any_days) return;
  std::vector<UsableInterval> kept;
  for (UsableInterval& interval : use.used) {
    if (interval.to < daily.from || interval.from > daily.to) {
      kept.push_back(std::move(interval));
      continue;
    }
    const bool whole = interval.from >= daily.from && interval.to <= daily.to;
    use.left_out.push_back({interval.lines.back(), interval.series,
                            whole ? LeftOutWhy::tallied_daily : LeftOutWhy::partly_tallied});
  }
  use.used = std::move(kept);
}

}  // namespace

IntervalUse usable_intervals(const Mission& mission, StreamId stream) {
  IntervalUse use;
  using Teller = std::tuple<std::string, std::uint16_t, std::vector<std::uint16_t>, Date>;
  std::map<Teller, Rows> running;
  std::map<std::tuple<std::string, std::vector<std::uint16_t>>, Rows> totals;
  for (const IntervalCount& row : mission.interval_counts) {
    if (row.stream != stream) continue;
    if (row.cumulative) {
      running[{row.series, row.known.source.index, area_key(row), row.known.from}].push_back(&row);
    } else {
      totals[{row.series, area_key(row)}].push_back(&row);
    }
  }
  for (const auto& [teller, rows] : running) add_running_total(rows, use);
  for (const auto& [series, rows] : totals) {
    for (const IntervalCount* row : newest_of_each_period(rows, use)) use.used.push_back(plain(*row));
  }
  drop_overlaps(use);
  drop_what_is_tallied_daily(mission, stream, use);
  std::stable_sort(use.used.begin(), use.used.end(), [](const auto& a, const auto& b) {
    return std::tie(a.series, a.from, a.to) < std::tie(b.series, b.from, b.to);
  });
  std::stable_sort(use.left_out.begin(), use.left_out.end(),
                   [](const LeftOut& a, const LeftOut& b) { return a.line < b.line; });
  return use;
}

}  // namespace handover::evidence
