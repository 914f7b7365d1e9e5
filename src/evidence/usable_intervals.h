// Which totals over periods may be used together, and as what: the threat module's interval observations.
#pragma once

#include "mission/mission.h"

#include <string>
#include <vector>

namespace handover::evidence {

// One total that its series gives for a period and an area, or the difference of two of its read-offs.
struct UsableInterval {
  std::string series;
  SourceId source;
  Date from{}, to{};  // inclusive
  std::vector<ZoneId> area;
  bool reaches_outside_map = false;
  double low = 0.0, best = 0.0, high = 0.0;
  bool differenced = false;
  Date known_from{};       // of the later read-off
  std::vector<int> lines;  // of interval_counts.csv
};

enum class LeftOutWhy {
  revised,        // by the row `other`, known later
  falls,          // a running total cannot fall: below that of the row `other`
  overlaps,       // the finer row `other` of the same series
  tallied_daily,  // its whole period
  partly_tallied  // a part of its period, and a total cannot be split
};
struct LeftOut {
  int line = 0;
  std::string series;
  LeftOutWhy why = LeftOutWhy::revised;
  int other = 0;  // line of interval_counts.csv
};

struct IntervalUse {
  std::vector<UsableInterval>
      used;                       // by series, then period; within one series no two overlap in time and area
  std::vector<LeftOut> left_out;  // every row that is not used, and why
};

// All interval counts of a stream, made usable:
//   - a running total is differenced against the read-off before it of the same series, source, area and
//   start;
//     low and high of a difference are what the two ranges allow (low - earlier high, high - earlier low, not
//     below zero). A total that falls is left out;
//   - of two rows of one series for the same period and area the one known later counts;
//   - of overlapping rows of one series the finer ones are kept and the ones that hold them left out;
//   - a total whose whole period and area are tallied day by day is left out: it would count twice. One that
//   is
//     tallied in part is left out too, since it cannot be split.
// Different series may overlap: they are different tellers of the same events, and the threat module relates
// them by reporting ratios.
IntervalUse usable_intervals(const Mission& mission, StreamId stream);

}  // namespace handover::evidence
