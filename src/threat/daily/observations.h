// What a mission knows about its streams of violence, laid out for the fit: daily counts where some source
// gives days, totals over periods elsewhere. Nothing is spread over days.
#pragma once

#include "mission/mission.h"
#include "threat/report.h"

#include <cstdint>
#include <string>
#include <vector>

namespace handover::threat {

inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// One total over days from..to (inclusive, counted from FitData::first) and an area.
struct IntervalObservation {
  std::size_t stream = 0;
  std::vector<std::size_t> zones;
  bool outside = false;  // part of it may lie outside the map
  std::size_t from = 0, to = 0;
  double total = 0.0;
  double error_sd = 0.0;      // of the total itself, from its stated range
  std::size_t ratio = kNone;  // index into FitData::ratios; kNone for the anchor source
  std::optional<double> counted =
      {};  // the anchor's own tally of the same days: then only the ratio is learned
  int line = 0;
  std::size_t days() const { return to - from + 1; }
};

// Of `total` incidents `inside` fell into these zones.
struct ShareObservation {
  std::size_t stream = 0;
  std::vector<std::size_t> zones;
  bool outside = false;
  std::size_t to = 0;  // day of the reading
  double inside = 0.0, total = 0.0;
};

struct ReportingRatio {
  std::size_t stream = 0;
  std::string source;
};

// A dated influence on the background of all streams. `value` by day: standard deviations from what it is on
// the as-of date, so that a stream's level there needs no correction. A value holds until the next one.
struct EndemicCovariate {
  std::string name;
  std::vector<double> value;
};

// Arrays are row-major; days run from `first` to the as-of date.
struct FitData {
  Date first{};
  std::size_t days = 0, streams = 0, zones = 0, patrons = 0;
  std::vector<float> count;                // [stream][day][zone]
  std::vector<std::uint8_t> observed;      // [stream][day] whether a daily source covers the day
  std::vector<std::uint8_t> in_scope;      // [stream][zone] whether that source covers the zone
  std::vector<double> weight;              // [stream][zone] expected, in proportion; 0: none there
  std::vector<double> prior_weight;        // [stream][zone] the same before any incident was seen
  std::vector<std::uint8_t> on_coalition;  // [stream]
  std::vector<std::uint8_t> covered;  // [stream] whether a source says that it covers every day of a time
  std::vector<std::vector<std::size_t>> neighbours;  // [zone]
  std::vector<int> patron_of_stream;                 // -1: none
  std::vector<std::uint8_t> war_abroad, talks;       // [day]
  std::vector<EndemicCovariate> covariates;
  std::vector<IntervalObservation> intervals;  // of one stream and area never overlapping in time
  std::vector<ShareObservation> shares;
  std::vector<ReportingRatio> ratios;
  std::vector<std::string> anchor;  // [stream] source that fixes what one incident is
  std::vector<NotUsed> not_used;

  std::size_t day_of(Date date) const { return static_cast<std::size_t>(days_between(first, date).value); }
  std::size_t cell(std::size_t stream, std::size_t day, std::size_t zone) const {
    return (stream * days + day) * zones + zone;
  }
  bool has_daily(std::size_t stream) const;
  bool has_interval(std::size_t stream) const;
  std::size_t daily_incidents(std::size_t stream) const;
  std::size_t observed_days(std::size_t stream) const;
};

// Expects a stream's incidents where the newest of them were, not where people live: sets `weight` from
// `prior_weight` and the counts. Self-excitation leaves a fit little to learn of where the background lies,
// and years after the last record that background is all a forecast by zone has. Attacks on the coalition
// follow its personnel, who move, and keep their shares.
void expect_where_seen(FitData& data);

// The data as they were at the end of day `last`: days, totals and shares up to it; what zones are expected
// to see and covariates' scales derived anew. Which zones the daily source looks at, and which source anchors
// a stream, stay as they are known today.
FitData known_on(const FitData& data, std::size_t last);

// Rows after the as-of date are already gone from a loaded mission. Cumulative counts are differenced within
// one series; where totals overlap in time and area the series with most increments is kept and the others
// are listed in `not_used` (or give the share of an area, or the reporting ratio against the daily source).
FitData observations_of(const Mission& mission);

}  // namespace handover::threat
