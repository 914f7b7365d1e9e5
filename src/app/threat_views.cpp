#include "app/threat_views.h"

#include "app/commands.h"
#include "brief/charts/charts.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::app {
namespace {

constexpr double kHighRHat =
    1.2;  // of the worst of about a hundred parameters, from some fifty draws a chain

using namespace threat;

std::string words(const Estimate& e, const char* number = "{:.2g}") {
  if (!std::isfinite(e.median)) return "not known";
  const auto text = [number](double value) { return fmt::format(fmt::runtime(number), value); };
  return fmt::format("{} ({} to {}){}", text(e.median), text(e.low), text(e.high),
                     e.assumed ? ", assumed" : "");
}

// "12 months from 1 origin"
std::string counted(std::size_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string counted_times(int count) {
  return count == 0 ? "never" : counted(static_cast<std::size_t>(count), "time");
}

std::string name_of_stream(const StreamReport& stream) {
  return stream.name.empty() ? stream.id : stream.name;
}

// "Title of the source (its id)", or the id of a source that the mission does not describe.
std::string counting_source(const Mission& mission, const StreamReport& stream) {
  for (const Source& source : mission.sources) {
    if (source.id == stream.counted_by && !source.title.empty())
      return fmt::format("{} ({})", source.title, source.id);
  }
  return stream.counted_by.empty() ? "no source: there are no counts" : stream.counted_by;
}

void print_skill(const StreamReport& stream) {
  if (stream.skill.empty()) return;
  const SkillReport& first = stream.skill.front();
  print_text("  measured: {} from {}, CRPS {:.2f}; inside 50 % / 90 %: {:.0f} / {:.0f} %\n",
             counted(first.months, "month"), counted(first.origins, "origin"), first.crps_model,
             100 * first.coverage50, 100 * first.coverage90);
  for (const SkillReport& one : stream.skill) {
    print_text("    {} {:<14} CRPS {:>8.2f}, ratio {:.2f}\n", one.ratio < 1.0 ? "beats   " : "loses to",
               one.baseline, one.crps_baseline, one.ratio);
  }
}

// The first months one by one, then every sixth.
void print_forecast(const StreamReport& stream) {
  if (stream.incidents.empty()) return;
  print_text("  forecast of four months, then of every sixth\n");
  print_text("    {:<8} {:^39}   {:^15}\n", "", "incidents", "killed");
  print_text("    {:<8} {:>7} {:>7} {:>7} {:>7} {:>7}   {:>7} {:>7}\n", "month", "5 %", "25 %", "50 %",
             "75 %", "95 %", "50 %", "95 %");
  for (std::size_t m = 0; m < stream.incidents.size(); m += m < 3 ? 1 : 6) {
    const MonthForecast& one = stream.incidents[m];
    print_text("    {:<8} {:>7.0f} {:>7.0f} {:>7.0f} {:>7.0f} {:>7.0f}   {:>7.0f} {:>7.0f}\n",
               to_string(one.month), one.q05, one.q25, one.q50, one.q75, one.q95, stream.killed[m].q50,
               stream.killed[m].q95);
  }
}

void print_stream(const Mission& mission, const StreamReport& stream) {
  print_text("\n{}\n", name_of_stream(stream));
  if (!stream.counted_by.empty())
    print_text("  one incident is what this counts: {}\n", counting_source(mission, stream));
  print_text("  incidents a month now  {}\n", words(stream.per_month_now, "{:.1f}"));
  print_text("  offspring per incident {}\n", words(stream.branching_ratio));
  if (std::isfinite(stream.own_share.median)) {
    print_text("  shares of the mean:    background {}\n", words(stream.endemic_share));
    print_text("                         own past   {}\n", words(stream.own_share));
    print_text("                         next door  {}\n", words(stream.neighbour_share));
  }
  print_forecast(stream);
  print_skill(stream);
  for (const std::string& note : stream.notes) print_text("  note: {}\n", note);
}

// Where a month's figure stands: in its middle.
double middle_of(Month month) {
  return charts::month_position(month) + 0.5;
}

// The parameter that the chains agree on least.
std::string worst_mixed(const ThreatReport& report) {
  if (report.fit.worst_parameter >= report.parameters.size()) return "";
  const ParameterReport& worst = report.parameters[report.fit.worst_parameter];
  return fmt::format(" ({}{}{})", worst.name, worst.stream.empty() ? "" : ", ", worst.stream);
}

// Why the points may lie below the level: the source does not look everywhere.
std::string counted_note(const StreamReport& stream) {
  for (const std::string& note : stream.notes) {
    if (note.starts_with("daily counts cover"))
      return "Counted: by the daily source, in its own zones; " + note + ".";
  }
  return "Counted: by the daily source, where it covers the whole month.";
}

}  // namespace

void print_threat(const Mission& mission, const ThreatReport& report) {
  print_text("{}, as of {}\n", mission.title.empty() ? mission.id : mission.title, to_string(mission.as_of));
  print_text("figures are medians with 90 % intervals; `assumed`: mostly the prior's\n");
  print_text("fit: {} ({}), {} of {} starts agree, condition number {:.0f}\n",
             report.fit.converged ? "converged" : "NOT converged", name_of(report.fit.stop),
             report.fit.starts_agreeing, report.fit.starts, report.fit.condition_number);
  if (report.fit.least_effective > 0.0) {
    print_text("draws: R-hat at most {:.2f}{}, worth at least {:.0f} independent ones{}\n",
               report.fit.worst_r_hat, worst_mixed(report), report.fit.least_effective,
               report.fit.worst_r_hat > kHighRHat ? "; the chains have NOT settled" : "");
  }
  print_text("excitation halves in {} days, its slow part in {} days\n", words(report.fast_half_life_days),
             words(report.slow_half_life_days));
  print_text("penalties, as standard deviations of logarithms: {:g} a half-year's step, {:g} a zone\n",
             report.walk_sd, report.zone_sd);
  if (report.drift_variance_per_year > 0.0) {
    print_text("backgrounds drift on: after a year nine of ten lie within a factor of {:.1f} of today\n",
               std::exp(1.645 * std::sqrt(report.drift_variance_per_year)));
  }
  for (const StreamReport& stream : report.streams) print_stream(mission, stream);
  for (const PatronReport& patron : report.patrons) {
    print_text("\n{}\n  chance of being on now {}\n", patron.name, words(patron.on_now));
    print_text("  days a spell lasts: on {}\n                     off {}\n", words(patron.days_on, "{:.0f}"),
               words(patron.days_off, "{:.0f}"));
    print_text("  seen to turn on {}, off {}\n", counted_times(patron.switches_on_seen),
               counted_times(patron.switches_off_seen));
  }
  std::size_t assumed = 0;
  for (const ParameterReport& parameter : report.parameters) assumed += parameter.estimate.assumed ? 1 : 0;
  print_text("\n{} of {} parameters are assumed: the data took away less than a fifth of the doubt\n",
             assumed, report.parameters.size());
  if (!report.not_used.empty()) {
    print_text("{} totals were not used (overlapping or superseded; --json lists them)\n",
               report.not_used.size());
  }
}

std::string threat_fan_svg(const Mission& mission, const StreamReport& stream, std::uint64_t seed) {
  charts::LineChart chart;
  chart.frame.title = name_of_stream(stream) + ": level and forecast";
  chart.frame.subtitle = "Incidents a month, as counted by " + counting_source(mission, stream);
  chart.frame.note =
      "Left of the line the model's level over the whole map (median and 90 %), right of it the forecast.";
  chart.frame.source = charts::source_line(seed, HANDOVER_VERSION, mission.as_of);
  chart.x = {.kind = charts::AxisKind::month};
  chart.y = {.label = "a month", .low = 0.0};
  charts::FanBand level{.name = "", .depth = 0}, wide{.name = "90 %", .depth = 0},
      narrow{.name = "50 %", .depth = 1};
  charts::Line middle{.name = "", .look = 1}, counted{.name = "counted", .look = 0, .markers = true},
      forecast{.name = "median", .look = 1};
  for (const MonthLevel& one : stream.levels) {
    const double x = middle_of(one.month);
    level.x.push_back(x);
    level.low.push_back(one.per_month.low);
    level.high.push_back(one.per_month.high);
    middle.x.push_back(x);
    middle.y.push_back(one.per_month.median);
    if (one.counted < 0.0) continue;
    counted.x.push_back(x);
    counted.y.push_back(one.counted);
  }
  for (const MonthForecast& one : stream.incidents) {
    const double x = middle_of(one.month);
    for (auto* band : {&wide, &narrow}) band->x.push_back(x);
    wide.low.push_back(one.q05);
    wide.high.push_back(one.q95);
    narrow.low.push_back(one.q25);
    narrow.high.push_back(one.q75);
    forecast.x.push_back(x);
    forecast.y.push_back(one.q50);
  }
  for (const auto& band : {level, wide, narrow}) {
    if (!band.x.empty()) chart.bands.push_back(band);
  }
  for (const auto& line : {middle, counted, forecast}) {
    if (!line.x.empty()) chart.lines.push_back(line);
  }
  if (!counted.x.empty()) chart.frame.note += " " + counted_note(stream);
  chart.marks.push_back({charts::date_position(mission.as_of), "as of " + to_string(mission.as_of)});
  return charts::line_chart(chart);
}

std::string threat_parts_svg(const Mission& mission, const StreamReport& stream, std::uint64_t seed) {
  charts::LineChart chart;
  chart.frame.title = name_of_stream(stream) + ": where the fitted mean comes from";
  chart.frame.subtitle = "Incidents a month, as counted by " + counting_source(mission, stream);
  chart.frame.note =
      "Sums from below: background, then what follows the zone's own past; from there to the fitted "
      "line, what follows other zones and streams. Whole months covered by the daily source only.";
  chart.frame.source = charts::source_line(seed, HANDOVER_VERSION, mission.as_of);
  chart.x = {.kind = charts::AxisKind::month};
  chart.y = {.label = "a month", .low = 0.0};
  charts::FanBand background{.name = "background", .depth = 1}, excited{.name = "own past", .depth = 0};
  charts::Line fitted{.name = "fitted", .look = 1}, counted{.name = "counted", .look = 0, .markers = true};
  for (const MonthParts& one : stream.parts) {
    const double x = middle_of(one.month), own = one.endemic + one.own_zone;
    for (auto* xs : {&background.x, &excited.x, &fitted.x}) xs->push_back(x);
    background.low.push_back(0.0);
    background.high.push_back(one.endemic);
    excited.low.push_back(one.endemic);
    excited.high.push_back(own);
    fitted.y.push_back(own + one.neighbours + one.other_streams);
  }
  for (const MonthLevel& one : stream.levels) {
    if (one.counted < 0.0) continue;
    counted.x.push_back(middle_of(one.month));
    counted.y.push_back(one.counted);
  }
  chart.bands = {excited, background};
  chart.lines = {fitted, counted};
  return charts::line_chart(chart);
}

std::string threat_pit_svg(const Mission& mission, const StreamReport& stream, std::uint64_t seed) {
  charts::Histogram chart;
  chart.frame.title = name_of_stream(stream) + ": are the fitted distributions right?";
  chart.frame.source = charts::source_line(seed, HANDOVER_VERSION, mission.as_of);
  double cells = 0.0;
  for (const std::size_t count : stream.pit) cells += static_cast<double>(count);
  chart.frame.subtitle =
      fmt::format("Share of {:.0f} daily counts by zone in each tenth of their distribution", cells);
  chart.frame.note =
      "Randomised probability integral transform. Right: flat at one tenth, nine bars of ten inside "
      "the dotted band. High in the middle: fitted too wide; at both ends: too narrow; at the right: too "
      "low.";
  chart.x.label = "place of the count in its fitted distribution";
  chart.edges.push_back(0.0);
  for (std::size_t i = 0; i < stream.pit.size(); ++i) {
    chart.edges.push_back(static_cast<double>(i + 1) / 10.0);
    chart.height.push_back(static_cast<double>(stream.pit[i]) / cells);
  }
  chart.expected = 0.1;
  const double error = 1.645 * std::sqrt(0.09 / cells);
  chart.expected_low = std::max(0.0, 0.1 - error);
  chart.expected_high = 0.1 + error;
  return charts::histogram(chart);
}

std::string threat_map_svg(const Mission& mission, charts::AreaMap map, std::uint64_t seed) {
  map.frame.source = charts::source_line(seed, HANDOVER_VERSION, mission.as_of);
  return charts::area_map(map);
}

std::string threat_regime_svg(const Mission& mission, const PatronReport& patron, std::uint64_t seed) {
  charts::LineChart chart;
  chart.frame.title = patron.name + ": chance of being on";
  chart.frame.subtitle =
      "Chance that its groups are switched on, mean of each month, seen from the as-of date";
  chart.frame.source = charts::source_line(seed, HANDOVER_VERSION, mission.as_of);
  chart.x = {.kind = charts::AxisKind::month};
  chart.y = {.label = "chance", .low = 0.0, .high = 1.0, .percent = true};
  charts::Line line{.name = "", .look = 1, .steps = true};
  for (const auto& [month, chance] : patron.on_by_month) {
    line.x.push_back(charts::month_position(month));
    line.y.push_back(chance);
  }
  // The last month is a step too, and ends with the as-of date.
  line.x.push_back(charts::date_position(mission.as_of));
  line.y.push_back(line.y.back());
  chart.lines.push_back(line);
  return charts::line_chart(chart);
}

}  // namespace handover::app
