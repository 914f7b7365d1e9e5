// Conditions measured on the mission's own rows, as a staff would.
#include "evidence/usable_intervals.h"
#include "numerics/maths.h"
#include "timeline/answers.h"
#include "timeline/gate_templates.h"
#include "timeline/status.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

constexpr int kWindow = 90;
// Readings that bear on today: the newest of each source whose period ended within a year of the newest.
constexpr int kReadingsWithin = 365;
// Of the logarithm of a level, between the end of a reading's period and today (threat/README.md, drift).
constexpr double kLevelVariancePerYear = 0.45;
constexpr double kNinety = 1.6448536269514722;  // standard deviations

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

// Gates count as the daily source counts. A rate of a source that counts otherwise, over its reporting ratio.
class Converter {
 public:
  Converter(const Mission& mission, StreamId stream, const Measurements& measurements) : mission_(mission) {
    if (stream.index < measurements.reporting_ratio.size())
      ratios_ = &measurements.reporting_ratio[stream.index];
  }
  // Nothing where the source counts as the gates do.
  std::optional<Rated> ratio_of(SourceId source) const {
    if (ratios_ == nullptr || ratios_->empty()) return std::nullopt;
    const auto own = ratios_->find(source_id(mission_, source));
    const Rated ratio = own != ratios_->end() ? own->second : ratios_->at("");
    if (ratio.interval.low == 1.0 && ratio.interval.high == 1.0) return std::nullopt;
    return ratio;
  }
  double in_unit(double rate, SourceId source) const {
    const auto ratio = ratio_of(source);
    return ratio ? rate / ratio->value : rate;
  }

 private:
  const Mission& mission_;
  const std::map<std::string, Rated>* ratios_ = nullptr;
};

// Days back over which totals, one after another, met the condition.
int held_by_totals(const Mission& mission, const Condition& condition, StreamId stream, Date last,
                   const Converter& converter) {
  const auto totals = evidence::usable_intervals(mission, stream).used;
  Date reached = last + std::chrono::days(1);
  for (bool moved = true; moved;) {
    moved = false;
    for (const evidence::UsableInterval& total : totals) {
      const int days = days_between(total.from, total.to).value + 1;
      const bool joins = total.from < reached && total.to + std::chrono::days(1) >= reached;
      if (days < 14 || !joins) continue;
      if (!holds(condition, converter.in_unit(total.best * kDaysPerMonth / days, total.source))) continue;
      reached = total.from;
      moved = true;
    }
  }
  return days_between(reached, last + std::chrono::days(1)).value;
}

// One source's newest word on the level, in the gates' unit.
struct Reading {
  double log_rate = 0.0, variance = 0.0;
  Date to{};
  std::string as_reported;
};

std::optional<Reading> reading_of(const Mission& mission, const evidence::UsableInterval& total,
                                  const Converter& converter) {
  const auto ratio = converter.ratio_of(total.source);
  if (!ratio || ratio->interval.low <= 0.0) return std::nullopt;
  const int days = days_between(total.from, total.to).value + 1;
  const double counted = std::max(0.5, total.best), rate = counted * kDaysPerMonth / days;
  const double of_ratio = maths::log(ratio->interval.high / ratio->interval.low) / (2.0 * kNinety);
  const double years = days_between(total.to, mission.as_of).value / kDaysPerYear;
  return Reading{
      maths::log(rate / ratio->value), of_ratio * of_ratio + 1.0 / counted + kLevelVariancePerYear * years,
      total.to,
      fmt::format("{} by {}", rounded(total.best * kDaysPerMonth / days), source_id(mission, total.source))};
}

// The newest reading of every source that counts otherwise than the gates; newest first. That sources look at
// areas of their own is part of what they disagree in.
std::vector<Reading> readings_of(const Mission& mission, StreamId stream, Date newest,
                                 const Converter& converter) {
  std::map<std::uint16_t, const evidence::UsableInterval*> last;
  const auto totals = evidence::usable_intervals(mission, stream).used;
  for (const evidence::UsableInterval& total : totals) {
    if (days_between(total.from, total.to).value < 13 ||
        days_between(total.to, newest).value > kReadingsWithin)
      continue;
    const evidence::UsableInterval*& kept = last[total.source.index];
    if (kept == nullptr || total.to > kept->to) kept = &total;
  }
  std::vector<Reading> readings;
  for (const auto& [source, total] : last)
    if (auto reading = reading_of(mission, *total, converter)) readings.push_back(std::move(*reading));
  std::stable_sort(readings.begin(), readings.end(),
                   [](const Reading& a, const Reading& b) { return a.to > b.to; });
  return readings;
}

// Sources that tell of one level and disagree more than their errors allow widen it (random effects:
// DerSimonian & Laird 1986): a new one does not move it past where the others had it.
void pool(const std::vector<Reading>& readings, Measured& measured) {
  double weight = 0.0, mean = 0.0, squares = 0.0, heterogeneity = 0.0;
  for (const Reading& one : readings) {
    weight += 1.0 / one.variance;
    squares += 1.0 / (one.variance * one.variance);
    mean += one.log_rate / one.variance;
  }
  mean /= weight;
  for (const Reading& one : readings)
    heterogeneity += (one.log_rate - mean) * (one.log_rate - mean) / one.variance;
  const double freedom = static_cast<double>(readings.size()) - 1.0;
  const double between =
      freedom > 0.0 ? std::max(0.0, (heterogeneity - freedom) / (weight - squares / weight)) : 0.0;
  double pooled = 0.0, pooled_weight = 0.0;
  for (const Reading& one : readings) {
    pooled += one.log_rate / (one.variance + between);
    pooled_weight += 1.0 / (one.variance + between);
    measured.as_reported += (measured.as_reported.empty() ? "" : "; ") + one.as_reported;
  }
  pooled /= pooled_weight;
  const double half = kNinety / std::sqrt(pooled_weight);
  measured.value = maths::exp(pooled);
  measured.interval = {maths::exp(pooled - half), maths::exp(pooled + half)};
}

std::optional<Measured> measure_attacks(const Mission& mission, const Condition& condition,
                                        const Measurements& measurements) {
  const StreamId stream{condition.subject};
  const auto rate = last_known_rate(mission, stream);
  if (!rate) return std::nullopt;
  const Converter converter(mission, stream, measurements);
  Measured measured{.value = converter.in_unit(rate->per_month, rate->source),
                    .known_to = rate->known_to,
                    .source = source_id(mission, rate->source)};
  measured.interval = {measured.value, measured.value};
  if (const auto ratio = converter.ratio_of(rate->source)) {
    measured.interval = {rate->per_month / ratio->interval.high, rate->per_month / ratio->interval.low};
    const auto readings = readings_of(mission, stream, rate->known_to, converter);
    if (readings.empty())
      measured.as_reported = fmt::format("{} by {}", rounded(rate->per_month), measured.source);
    else
      pool(readings, measured);
  }
  if (!holds(condition, measured.value)) return measured;
  const bool daily = stream.index < mission.daily_coverage.size() &&
                     std::min(mission.daily_coverage[stream.index].to, mission.as_of) == rate->known_to;
  measured.held_for_days =
      daily ? held_by_days(mission, condition, stream, mission.daily_coverage[stream.index], rate->known_to)
            : held_by_totals(mission, condition, stream, rate->known_to, converter);
  return measured;
}

// The day up to which the coalition's deaths are on record, and whose record that is; nothing without one.
struct RecordEnd {
  Date to{};
  SourceId source;
};
std::optional<RecordEnd> end_of_deaths(const Mission& mission) {
  std::optional<RecordEnd> end;
  const auto see = [&](const Known& known) {
    if (known.to < known.from || known.from > mission.as_of) return;
    const Date to = std::min(known.to, mission.as_of);
    if (!end || to > end->to) end = RecordEnd{to, known.source};
  };
  for (std::size_t k = 0; k < std::min(mission.streams.size(), mission.daily_coverage.size()); ++k) {
    const Known& coverage = mission.daily_coverage[k];
    if (mission.streams[k].on_coalition && coverage.to != Date{}) see(coverage);
  }
  for (const CasualtyRecord& row : mission.casualties)
    if (row.victim == Victim::coalition) see(row.known);
  return end;
}

// Over the last 90 days on record; nothing where the record ends before the last 90 days begin.
std::optional<Measured> measure_deaths(const Mission& mission) {
  const auto end = end_of_deaths(mission);
  if (!end || days_between(end->to, mission.as_of).value >= kWindow) return std::nullopt;
  // The same deaths may stand in daily rows and in totals: the larger of the two counts.
  double by_day = 0.0, by_total = 0.0;
  for (std::size_t k = 0; k < mission.streams.size(); ++k) {
    if (!mission.streams[k].on_coalition) continue;
    by_day += sum_to(mission, StreamId{static_cast<std::uint16_t>(k)}, end->to,
                     [](const DailyCount& row) { return row.killed[0]; });
  }
  for (const CasualtyRecord& row : mission.casualties) {
    // Of a record that begins before the window all may have died inside it.
    const bool inside = row.known.to > end->to - std::chrono::days(kWindow) && row.known.from <= end->to;
    if (row.victim == Victim::coalition && inside) by_total += row.killed;
  }
  const double deaths = std::max(by_day, by_total);
  return Measured{.value = deaths,
                  .interval = {deaths, deaths},
                  .known_to = end->to,
                  .source = source_id(mission, end->source)};
}

// When a patron's streams last struck, and how far the record reaches.
class QuietRecord {
 public:
  QuietRecord(const Mission& mission, std::size_t patron) : mission_(mission) {
    for (std::size_t k = 0; k < mission.streams.size(); ++k) {
      const auto& governs = mission.streams[k].patron;
      if (governs && governs->index == patron) read_stream(StreamId{static_cast<std::uint16_t>(k)});
    }
  }
  // Nothing without a record.
  std::optional<Measured> quiet() const {
    if (!to_) return std::nullopt;
    const double days = days_between(last_attack_.value_or(*from_), *to_).value;
    return Measured{
        .value = days, .interval = {days, days}, .known_to = *to_, .source = source_id(mission_, source_)};
  }

 private:
  void read_stream(StreamId stream) {
    if (stream.index < mission_.daily_coverage.size() && mission_.daily_coverage[stream.index].to != Date{})
      reaches(mission_.daily_coverage[stream.index]);
    for (const DailyCount& row : mission_.daily_counts) {
      if (row.stream != stream || row.count <= 0) continue;
      reaches(row.known);
      attacked(row.known.from);
    }
    for (const IntervalCount& row : mission_.interval_counts) {
      if (row.stream != stream) continue;
      reaches(row.known);
      // Somewhere in the period; at its end unless single attacks tell.
      if (row.best > 0.0 && !holds_an_attack(row)) attacked(row.known.to);
    }
  }
  bool holds_an_attack(const IntervalCount& total) const {
    return std::any_of(mission_.daily_counts.begin(), mission_.daily_counts.end(),
                       [&](const DailyCount& row) {
                         return row.stream == total.stream && row.count > 0 &&
                                row.known.from >= total.known.from && row.known.from <= total.known.to;
                       });
  }
  void reaches(const Known& known) {
    if (known.from > mission_.as_of) return;
    const Date to = std::min(known.to, mission_.as_of);
    if (!from_ || known.from < *from_) from_ = known.from;
    if (to_ && to <= *to_) return;
    to_ = to;
    source_ = known.source;
  }
  void attacked(Date day) {
    const Date known = std::min(day, mission_.as_of);
    if (!last_attack_ || known > *last_attack_) last_attack_ = known;
  }

  const Mission& mission_;
  std::optional<Date> from_, to_, last_attack_;
  SourceId source_;
};

std::optional<Measured> measure_function(const Mission& mission, const Condition& condition,
                                         const Measurements& measurements) {
  if (condition.subject >= measurements.chance_alone.size()) return std::nullopt;
  const Rated& rated = measurements.chance_alone[condition.subject];
  Measured measured{.value = rated.value, .interval = rated.interval};
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
      return measure_attacks(mission, condition, measurements);
    case Observable::coalition_deaths_90_days:
      return measure_deaths(mission);
    case Observable::function_stands_alone:
      return measure_function(mission, condition, measurements);
    case Observable::regime_off_days:
      return QuietRecord(mission, condition.subject).quiet();
    case Observable::talks_agreed: {
      if (mission.sessions.empty()) return std::nullopt;
      const auto latest = std::max_element(
          mission.sessions.begin(), mission.sessions.end(),
          [](const SessionEvent& a, const SessionEvent& b) { return a.known.from < b.known.from; });
      const double agreed = latest->state == TalksState::agreed ? 1.0 : 0.0;
      return Measured{.value = agreed,
                      .interval = {agreed, agreed},
                      .known_to = latest->known.from,
                      .source = source_id(mission, latest->known.source)};
    }
    case Observable::months_since_previous_phase:
      return std::nullopt;
    case Observable::always:
      return Measured{.value = 1.0, .interval = {1.0, 1.0}, .known_to = mission.as_of};
  }
  return std::nullopt;
}

}  // namespace handover::timeline
