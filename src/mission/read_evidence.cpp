#include "mission/loading.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace handover {
namespace {

constexpr double kLargestFigure = 1e9;

void read_fact(Loading& loading, RowReader& row) {
  Fact fact{.id = row.text("id"),
            .subject = row.text("subject"),
            .relation = row.text("relation"),
            .value = row.text("value"),
            .unit = row.text("unit"),
            .area = row.text("area")};
  fact.low = row.optional_number("low", -kLargestFigure, kLargestFigure * 1e6);
  fact.high = row.optional_number("high", -kLargestFigure, kLargestFigure * 1e6);
  // A value that is a number is its own range unless the row says otherwise.
  const auto number = parse_number(fact.value);
  if (!fact.low) fact.low = number;
  if (!fact.high && row.has("low") == row.has("high")) fact.high = number;
  fact.said_by = row.text("said_by");
  fact.has_period = row.has("from");
  fact.known = fact.has_period ? loading.known(row) : loading.known_on(row, loading.as_of);
  fact.note = row.text("note");
  fact.line = row.line();
  loading.mission.facts.push_back(std::move(fact));
}

void check_not_known_early(RowReader& row, const Known& known) {
  if (known.known_from >= known.to) return;
  row.report(ProblemCode::out_of_range, "known_from", "comes before the end of what is counted",
             "a count is known at the earliest on its last day");
}

auto place_in_time(const DailyCount& day) {
  return std::tuple(day.known.from, day.stream.index, day.zone.index);
}

void check_tallied_once(Loading& loading, RowReader& row, const DailyCount& day) {
  const auto [first, added] = loading.tallied.emplace(place_in_time(day), row.line());
  if (added) return;
  row.report(ProblemCode::duplicated, "date",
             fmt::format("is tallied in line {} already for stream '{}' in zone '{}'", first->second,
                         row.text("stream"), row.text("zone")),
             "keep one row for each day, stream and zone, from one source");
}

void read_incidents(Loading& loading, RowReader& row) {
  const auto stream = row.optional_id<StreamId>("stream", loading.streams);
  const auto zone = row.optional_id<ZoneId>("zone", loading.zones);
  DailyCount day{.stream = stream.value_or(StreamId{}), .zone = zone.value_or(ZoneId{})};
  day.known = loading.known_on(row, row.date("date"));
  check_not_known_early(row, day.known);
  check_within_a_century(row, "date", day.known.from, loading.as_of);
  day.count = row.whole("count", 0, kMostAttacksADay);
  constexpr std::string_view kColumns[kVictims] = {"killed_coalition", "killed_host_forces",
                                                   "killed_civilians", "killed_attackers"};
  for (std::size_t v = 0; v < kVictims; ++v) {
    if (row.has(kColumns[v])) day.killed[v] = row.whole(kColumns[v], 0, kMostKilledADay);
  }
  if (stream && zone) check_tallied_once(loading, row, day);
  loading.mission.daily_counts.push_back(day);
}

void read_incident_rows(Loading& loading) {
  const auto table = loading.open_table("incidents.csv");
  if (!table) {
    if (!loading.holds_table("incidents.csv")) loading.streams_by_day.emplace();
    return;
  }
  if (const auto column = table->find("stream")) {
    loading.streams_by_day.emplace();
    for (const Table::Row& row : table->rows) loading.streams_by_day->insert(trimmed(row.text[*column]));
  }
  loading.each_row_of(*table, table_spec("incidents.csv"),
                      [&](RowReader& row) { read_incidents(loading, row); });
}

void sort_incidents(Loading& loading) {
  auto& days = loading.mission.daily_counts;
  std::sort(days.begin(), days.end(),
            [](const auto& a, const auto& b) { return place_in_time(a) < place_in_time(b); });
}

// The record reaches the as-of date only as far as it had been published: days whose incidents are still to
// be reported are unknown, not quiet. How long that takes is read off the newest rows.
void end_coverage_where_published(Loading& loading) {
  constexpr int kNewestRows = 50;
  for (std::size_t stream = 0; stream < loading.mission.daily_coverage.size(); ++stream) {
    const auto& days = loading.mission.daily_counts;
    int rows = 0, lag = 0;
    Date last_published{};
    for (auto day = days.rbegin(); day != days.rend() && rows < kNewestRows; ++day) {
      if (day->stream.index != stream) continue;
      ++rows;
      lag = std::max(lag, days_between(day->known.from, day->known.known_from).value);
      last_published = std::max(last_published, day->known.known_from);
    }
    if (lag == 0) continue;
    const Date known_to =
        std::max(loading.as_of - std::chrono::days{lag}, last_published - std::chrono::days{1});
    Known& coverage = loading.mission.daily_coverage[stream];
    coverage.to = std::min(coverage.to, known_to);
  }
}

void read_interval(Loading& loading, RowReader& row) {
  IntervalCount count{.stream = row.id<StreamId>("stream", loading.streams)};
  for (const std::string& item : row.list("area")) {
    if (item == "outside") {
      count.reaches_outside_map = true;
    } else if (item == "all") {
      for (std::size_t z = 0; z < loading.mission.zones.size(); ++z)
        count.area.push_back(ZoneId{static_cast<std::uint16_t>(z)});
    } else if (const auto zone = loading.zones.find(item)) {
      count.area.push_back(ZoneId{*zone});
    } else if (loading.zones.settled()) {
      const auto meant = closest(item, loading.zones.all());
      row.report_value(ProblemCode::unknown_reference, "area", item, "is not in zones.csv",
                       meant ? fmt::format("did you mean '{}'?", *meant) : "write zones, 'all' or 'outside'");
    }
  }
  count.known = loading.known(row);
  check_not_known_early(row, count.known);
  check_within_a_century(row, "from", count.known.from, loading.as_of);
  count.best = row.number("best", 0, kLargestFigure);
  count.low = row.optional_number("low", 0, kLargestFigure).value_or(count.best);
  count.high = row.optional_number("high", 0, kLargestFigure).value_or(count.best);
  if (count.low > count.best || count.best > count.high)
    row.report(ProblemCode::inconsistent, "best", "does not lie between low and high", "order the three");
  count.series = row.text("series");
  count.cumulative = row.yes("cumulative", false);
  count.line = row.line();
  loading.mission.interval_counts.push_back(std::move(count));
}

void read_casualties(Loading& loading, RowReader& row) {
  CasualtyRecord record{.stream = row.id<StreamId>("stream", loading.streams),
                        .victim = row.word<Victim>("victim")};
  record.known = loading.known(row);
  record.incidents = row.number("incidents", 0, kLargestFigure);
  record.killed = row.number("killed", 0, kLargestFigure);
  record.wounded = row.optional_number("wounded", 0, kLargestFigure).value_or(0);
  loading.mission.casualties.push_back(record);
}

void read_covariate(Loading& loading, RowReader& row) {
  Covariate covariate{.name = row.text("name"),
                      .known = loading.known(row),
                      .value = row.number("value", -kLargestFigure, kLargestFigure)};
  // What still holds is known up to the as-of date and not beyond it.
  if (!row.has("to") || covariate.known.to > loading.as_of)
    covariate.known.to = std::max(covariate.known.from, loading.as_of);
  loading.mission.covariates.push_back(std::move(covariate));
}

void read_calendar_day(Loading& loading, RowReader& row) {
  CalendarDay day{.name = row.text("name"), .kind = row.word<CalendarKind>("kind")};
  day.known = loading.known_on(row, row.date("date"));
  loading.mission.calendar.push_back(std::move(day));
}

}  // namespace

void read_evidence(Loading& loading) {
  loading.each_row("facts.csv", [&](RowReader& row) { read_fact(loading, row); });
  read_incident_rows(loading);
  sort_incidents(loading);
  end_coverage_where_published(loading);
  loading.each_row("interval_counts.csv", [&](RowReader& row) { read_interval(loading, row); });
  loading.each_row("casualties.csv", [&](RowReader& row) { read_casualties(loading, row); });
  loading.each_row("covariates.csv", [&](RowReader& row) { read_covariate(loading, row); });
  loading.each_row("calendar.csv", [&](RowReader& row) { read_calendar_day(loading, row); });
}

}  // namespace handover
