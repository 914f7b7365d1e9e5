// Conditions measured on the mission's own rows, as a staff would.
#include "evidence/usable_intervals.h"
#include "timeline/gate_templates.h"
#include "timeline/status.h"

#include <algorithm>

namespace handover::timeline {
namespace {

constexpr int kWindow = 90;

bool holds(const Condition& condition, double value) {
  return condition.compare == Compare::at_most ? value <= condition.threshold : value >= condition.threshold;
}

std::string source_id(const Mission& mission, SourceId source) {
  return source.index < mission.sources.size() ? mission.sources[source.index].id : "";
}

// Sum over the window ending on `day`.
template <class Value>
double sum_to(const Mission& mission, StreamId stream, Date day, Value value) {
  double sum = 0.0;
  for (const DailyCount& row : mission.daily_counts) {
    const int back = days_between(row.known.from, day).value;
    if (row.stream == stream && back >= 0 && back < kWindow) sum += value(row);
  }
  return sum;
}

// Days back from `last` over which the condition held at each day's 90-day mean.
int held_by_days(const Mission& mission, const Condition& condition, StreamId stream, const Known& coverage,
                 Date last) {
  int held = 0;
  for (Date day = last; days_between(coverage.from, day).value >= kWindow - 1; day -= std::chrono::days(1)) {
    const double count = sum_to(mission, stream, day, [](const DailyCount& row) { return row.count; });
    if (!holds(condition, count * kDaysPerMonth / kWindow)) break;
    ++held;
    if (held > 3 * 365) break;
  }
  return held;
}

// Days back over which totals, one after another, met the condition.
int held_by_totals(const Mission& mission, const Condition& condition, StreamId stream, Date last) {
  const auto totals = evidence::usable_intervals(mission, stream).used;
  Date reached = last + std::chrono::days(1);
  for (bool moved = true; moved;) {
    moved = false;
    for (const evidence::UsableInterval& total : totals) {
      const int days = days_between(total.from, total.to).value + 1;
      const bool joins = total.from < reached && total.to + std::chrono::days(1) >= reached;
      if (days < 14 || !joins) continue;
      if (!holds(condition, total.best * kDaysPerMonth / days)) continue;
      reached = total.from;
      moved = true;
    }
  }
  return days_between(reached, last + std::chrono::days(1)).value;
}

std::optional<Measured> measure_attacks(const Mission& mission, const Condition& condition) {
  const StreamId stream{condition.subject};
  const auto rate = last_known_rate(mission, stream);
  if (!rate) return std::nullopt;
  Measured measured{
      .value = rate->per_month, .known_to = rate->known_to, .source = source_id(mission, rate->source)};
  if (!holds(condition, measured.value)) return measured;
  const bool daily = stream.index < mission.daily_coverage.size() &&
                     std::min(mission.daily_coverage[stream.index].to, mission.as_of) == rate->known_to;
  measured.held_for_days =
      daily ? held_by_days(mission, condition, stream, mission.daily_coverage[stream.index], rate->known_to)
            : held_by_totals(mission, condition, stream, rate->known_to);
  return measured;
}

std::optional<Measured> measure_deaths(const Mission& mission) {
  // The same deaths may stand in daily rows and in totals: the larger of the two counts.
  std::optional<Measured> measured;
  double by_day = 0.0, by_total = 0.0;
  const auto see = [&](Date to, SourceId source) {
    const Date seen = std::min(to, mission.as_of);
    if (!measured || seen > measured->known_to) measured = Measured{0.0, seen, 0, source_id(mission, source)};
  };
  for (std::size_t k = 0; k < mission.daily_coverage.size(); ++k) {
    const StreamId stream{static_cast<std::uint16_t>(k)};
    if (k >= mission.streams.size() || !mission.streams[k].on_coalition) continue;
    const Known& coverage = mission.daily_coverage[k];
    see(coverage.to, coverage.source);
    // The newest record that is out; of single reports without a coverage all there are.
    const Date to = coverage.to < coverage.from ? mission.as_of : std::min(coverage.to, mission.as_of);
    by_day += sum_to(mission, stream, to, [](const DailyCount& row) { return row.killed[0]; });
  }
  for (const CasualtyRecord& row : mission.casualties) {
    if (row.victim != Victim::coalition) continue;
    see(row.known.to, row.known.source);
    if (days_between(row.known.from, mission.as_of).value < kWindow) by_total += row.killed;
  }
  if (measured) measured->value = std::max(by_day, by_total);
  return measured;
}

std::optional<Measured> measure_quiet(const Mission& mission, const Condition& condition) {
  std::optional<Measured> measured;
  for (std::size_t k = 0; k < mission.streams.size(); ++k) {
    const auto& patron = mission.streams[k].patron;
    if (!patron || patron->index != condition.subject || k >= mission.daily_coverage.size()) continue;
    const Known& coverage = mission.daily_coverage[k];
    if (coverage.to == Date{}) continue;
    const Date to = std::min(coverage.to, mission.as_of);
    Date last = coverage.from;
    for (const DailyCount& row : mission.daily_counts) {
      if (row.stream.index == k && row.count > 0 && row.known.from <= to)
        last = std::max(last, row.known.from);
    }
    const double quiet = days_between(last, to).value;
    // On as soon as one of the patron's streams is.
    if (!measured || quiet < measured->value)
      measured = Measured{quiet, to, 0, source_id(mission, coverage.source)};
  }
  return measured;
}

std::optional<Measured> measure_function(const Mission& mission, const Condition& condition,
                                         const Measurements& measurements) {
  if (condition.subject >= measurements.chance_alone.size()) return std::nullopt;
  Measured measured{.value = measurements.chance_alone[condition.subject], .source = {}};
  for (const Rating& rating : mission.ratings) {
    if (rating.function.index != condition.subject || rating.known.to <= measured.known_to) continue;
    measured.known_to = rating.known.to;
    measured.source = source_id(mission, rating.known.source);
  }
  return measured;
}

}  // namespace

std::optional<Measured> measure(const Mission& mission, const Condition& condition,
                                const Measurements& measurements) {
  switch (condition.what) {
    case Observable::attacks_per_month:
      return measure_attacks(mission, condition);
    case Observable::coalition_deaths_90_days:
      return measure_deaths(mission);
    case Observable::function_stands_alone:
      return measure_function(mission, condition, measurements);
    case Observable::regime_off_days:
      return measure_quiet(mission, condition);
    case Observable::talks_agreed: {
      if (mission.sessions.empty()) return std::nullopt;
      const auto latest = std::max_element(
          mission.sessions.begin(), mission.sessions.end(),
          [](const SessionEvent& a, const SessionEvent& b) { return a.known.from < b.known.from; });
      return Measured{latest->state == TalksState::agreed ? 1.0 : 0.0, latest->known.from, 0,
                      source_id(mission, latest->known.source)};
    }
    case Observable::months_since_previous_phase:
      return std::nullopt;
    case Observable::always:
      return Measured{1.0, mission.as_of, 0, ""};
  }
  return std::nullopt;
}

}  // namespace handover::timeline
