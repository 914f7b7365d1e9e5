#include "app/threat_views.h"

#include "app/commands.h"
#include "brief/charts/charts.h"

#include <cmath>

#include <fmt/format.h>

namespace handover::app {
namespace {

using namespace threat;

std::string words(const Estimate& e, const char* number = "{:.2g}") {
  if (!std::isfinite(e.median)) return "not known";
  const auto text = [number](double value) { return fmt::format(fmt::runtime(number), value); };
  return fmt::format("{} ({} to {}){}", text(e.median), text(e.low), text(e.high),
                     e.assumed ? ", assumed" : "");
}

void print_skill(const StreamReport& stream) {
  if (stream.skill.empty()) return;
  const SkillReport& first = stream.skill.front();
  print_text("  measured: {} months from {} origins, CRPS {:.2f}; inside 50 % / 90 %: {:.0f} / {:.0f} %\n",
             first.months, first.origins, first.crps_model, 100 * first.coverage50, 100 * first.coverage90);
  for (const SkillReport& one : stream.skill) {
    print_text("    {} {:<14} CRPS {:>8.2f}, ratio {:.2f}\n", one.ratio < 1.0 ? "beats   " : "loses to",
               one.baseline, one.crps_baseline, one.ratio);
  }
}

void print_stream(const StreamReport& stream) {
  print_text("\n{}\n", stream.name.empty() ? stream.id : stream.name);
  if (!stream.counted_by.empty()) print_text("  one incident is what {} counts\n", stream.counted_by);
  print_text("  a month now           {}\n", words(stream.per_month_now, "{:.1f}"));
  print_text("  offspring per incident {}\n", words(stream.branching_ratio));
  if (std::isfinite(stream.own_share.median)) {
    print_text("  of the mean: background {}, own past {}, next door {}\n", words(stream.endemic_share),
               words(stream.own_share), words(stream.neighbour_share));
  }
  print_text("  forecast, incidents      5 %    25 %    50 %    75 %    95 %   killed 50 %   95 %\n");
  for (std::size_t m = 0; m < stream.incidents.size(); m += m < 3 ? 1 : 6) {
    const MonthForecast& one = stream.incidents[m];
    print_text("    {}          {:>9.0f} {:>7.0f} {:>7.0f} {:>7.0f} {:>7.0f} {:>11.0f} {:>8.0f}\n",
               to_string(one.month), one.q05, one.q25, one.q50, one.q75, one.q95, stream.killed[m].q50,
               stream.killed[m].q95);
  }
  print_skill(stream);
  for (const std::string& note : stream.notes) print_text("  note: {}\n", note);
}

}  // namespace

void print_threat(const Mission& mission, const ThreatReport& report) {
  print_text("{}, as of {}\n", mission.title.empty() ? mission.id : mission.title, to_string(mission.as_of));
  print_text("fit: {} ({}), {} of {} starts agree, condition number {:.0f}\n",
             report.fit.converged ? "converged" : "NOT converged", name_of(report.fit.stop),
             report.fit.starts_agreeing, report.fit.starts, report.fit.condition_number);
  print_text("excitation halves in {} days, its slow part in {} days\n", words(report.fast_half_life_days),
             words(report.slow_half_life_days));
  for (const StreamReport& stream : report.streams) print_stream(stream);
  for (const PatronReport& patron : report.patrons) {
    print_text("\n{}: chance of being on {}\n", patron.name, words(patron.on_now));
    print_text("  days on {}\n  days off {}\n", words(patron.days_on, "{:.0f}"),
               words(patron.days_off, "{:.0f}"));
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
  chart.frame.title = (stream.name.empty() ? stream.id : stream.name) + ": level and forecast";
  chart.frame.subtitle =
      "incidents a month, as counted by " + (stream.counted_by.empty() ? "nobody" : stream.counted_by);
  chart.frame.note = "bands: 50 % and 90 %; left of the line the model's level, right of it the forecast";
  chart.frame.source = charts::source_line(seed, HANDOVER_VERSION, mission.as_of);
  chart.x = {.kind = charts::AxisKind::month};
  chart.y = {.label = "a month", .low = 0.0};
  charts::FanBand level{.name = "", .depth = 0}, wide{.name = "90 %", .depth = 0},
      narrow{.name = "50 %", .depth = 1};
  charts::Line middle{.name = "", .look = 1}, counted{.name = "counted", .look = 0, .markers = true},
      forecast{.name = "median", .look = 1};
  for (const MonthLevel& one : stream.levels) {
    const double x = charts::month_position(one.month);
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
    const double x = charts::month_position(one.month);
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
  chart.marks.push_back({charts::date_position(mission.as_of), "as of"});
  return charts::line_chart(chart);
}

std::string threat_parts_svg(const Mission& mission, const StreamReport& stream, std::uint64_t seed) {
  charts::LineChart chart;
  chart.frame.title = (stream.name.empty() ? stream.id : stream.name) + ": where the fitted mean comes from";
  chart.frame.subtitle = "incidents a month as counted by " + stream.counted_by;
  chart.frame.note = "lines are sums from below: background, then its own past, then other zones and streams";
  chart.frame.source = charts::source_line(seed, HANDOVER_VERSION, mission.as_of);
  chart.x = {.kind = charts::AxisKind::month};
  chart.y = {.label = "a month", .low = 0.0};
  charts::FanBand background{.name = "background", .depth = 1}, excited{.name = "own past", .depth = 0};
  charts::Line fitted{.name = "fitted", .look = 1}, counted{.name = "counted", .look = 0, .markers = true};
  for (const MonthParts& one : stream.parts) {
    const double x = charts::month_position(one.month), own = one.endemic + one.own_zone;
    for (auto* xs : {&background.x, &excited.x, &fitted.x}) xs->push_back(x);
    background.low.push_back(0.0);
    background.high.push_back(one.endemic);
    excited.low.push_back(one.endemic);
    excited.high.push_back(own);
    fitted.y.push_back(own + one.neighbours + one.other_streams);
  }
  for (const MonthLevel& one : stream.levels) {
    if (one.counted < 0.0) continue;
    counted.x.push_back(charts::month_position(one.month));
    counted.y.push_back(one.counted);
  }
  chart.bands = {excited, background};
  chart.lines = {fitted, counted};
  return charts::line_chart(chart);
}

std::string threat_pit_svg(const Mission& mission, const StreamReport& stream, std::uint64_t seed) {
  charts::Histogram chart;
  chart.frame.title =
      (stream.name.empty() ? stream.id : stream.name) + ": are the fitted distributions right?";
  chart.frame.subtitle = "randomised probability integral transform of daily counts by zone, share of cells";
  chart.frame.note = "flat at one tenth is right; in the middle: too wide; at both ends: too narrow";
  chart.frame.source = charts::source_line(seed, HANDOVER_VERSION, mission.as_of);
  double cells = 0.0;
  for (const std::size_t count : stream.pit) cells += static_cast<double>(count);
  chart.edges.push_back(0.0);
  for (std::size_t i = 0; i < stream.pit.size(); ++i) {
    chart.edges.push_back(static_cast<double>(i + 1) / 10.0);
    chart.height.push_back(static_cast<double>(stream.pit[i]) / cells);
  }
  chart.expected = 0.1;
  const double error = 1.645 * std::sqrt(0.09 / cells);
  chart.expected_low = 0.1 - error;
  chart.expected_high = 0.1 + error;
  return charts::histogram(chart);
}

std::string threat_regime_svg(const Mission& mission, const PatronReport& patron, std::uint64_t seed) {
  charts::LineChart chart;
  chart.frame.title = patron.name + ": chance of being on";
  chart.frame.subtitle = "smoothed, mean of each month";
  chart.frame.source = charts::source_line(seed, HANDOVER_VERSION, mission.as_of);
  chart.x = {.kind = charts::AxisKind::month};
  chart.y = {.label = "chance", .low = 0.0, .high = 1.0, .percent = true};
  charts::Line line{.name = "", .look = 1, .steps = true};
  for (const auto& [month, chance] : patron.on_by_month) {
    line.x.push_back(charts::month_position(month));
    line.y.push_back(chance);
  }
  chart.lines.push_back(line);
  return charts::line_chart(chart);
}

}  // namespace handover::app
