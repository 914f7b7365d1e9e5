// One of every chart with made-up data that says so, for the gallery and the tests.
#pragma once

#include "base/files.h"
#include "charts/charts.h"
#include "numerics/draws.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace handover::charts::made_up {

inline Frame frame(const char* title, const char* subtitle, double width = 640.0) {
  return {title, subtitle, "", source_line(1, "0.1.0", date_of(2024, 7, 24), "made-up data"), width, 0.0};
}

inline std::vector<double> normal_sample(double mean, double sd, int n, std::uint64_t seed) {
  std::vector<double> sample;
  for (int i = 0; i < n; ++i) {
    sample.push_back(mean + sd * normal_quantile((i + 0.5 + 0.3 * static_cast<double>(seed % 2)) / (n + 1)));
  }
  return sample;
}

inline Picture fan() {
  LineChart chart{.frame = frame("Attacks fall, then the range widens",
                                 "Attacks a month; bands hold 50 % and 90 % of simulated replications")};
  chart.x.kind = AxisKind::month;
  chart.y.label = "attacks a month";
  const double now = month_position(Month{std::chrono::year{2024}, std::chrono::July});
  Line seen{.name = "observed"};
  for (int i = -30; i <= 0; ++i) {
    seen.x.push_back(now + i);
    seen.y.push_back(60.0 + i * -0.8 + 14.0 * maths::sin(i * 1.3) + 8.0 * maths::cos(i * 2.9));
  }
  FanBand wide{.name = "90 %", .depth = 0}, narrow{.name = "50 %", .depth = 1};
  Line median{.name = "median", .look = 1}, last{.name = "last 12 months", .look = 2},
      zero{.name = "last value", .look = 3};
  for (int i = 0; i <= 12; ++i) {
    for (auto* x : {&wide.x, &narrow.x, &median.x, &last.x, &zero.x}) x->push_back(now + i);
    const double m = 58.0 - 0.6 * i;
    median.y.push_back(m), last.y.push_back(63.0), zero.y.push_back(60.0);
    wide.low.push_back(m - 8 - 9 * std::sqrt(i)), wide.high.push_back(m + 8 + 13 * std::sqrt(i));
    narrow.low.push_back(m - 3 - 4 * std::sqrt(i)), narrow.high.push_back(m + 3 + 5 * std::sqrt(i));
  }
  chart.bands = {wide, narrow};
  chart.lines = {seen, median, last, zero};
  chart.marks = {{now, "as of 24 July 2024"}, {now - 9, "war abroad begins"}, {now - 5.9, "talks suspended"}};
  return line_chart(chart);
}

inline Picture bars() {
  BarChart chart{.frame =
                     frame("Forecast error beside baselines", "CRPS, lower is better; 24 months left out")};
  chart.categories = {"Endemic-epidemic", "Last 12 months (conflictology)", "Last value", "Zero"};
  chart.series = {
      {"attacks", {11.2, 12.9, 14.4, 41.0}, {9.1, 10.2, 11.7, 36.0}, {13.8, 15.9, 17.6, 46.2}},
      {"fatalities", {21.0, 19.5, 27.1, 38.0}, {17.5, 16.1, 22.0, 30.5}, {24.9, 23.3, 33.0, 45.8}}};
  chart.value.label = "CRPS";
  return bar_chart(chart);
}

inline Picture pit() {
  Histogram chart{.frame = frame("Forecasts are slightly too narrow",
                                 "Randomised probability integral transform, 60 months", 420.0)};
  chart.height = {1.4, 0.9, 0.8, 0.95, 1.0, 0.7, 0.9, 1.1, 1.0, 1.25};
  for (int i = 0; i <= 10; ++i) chart.edges.push_back(i / 10.0);
  chart.expected = 1.0, chart.expected_low = 0.6, chart.expected_high = 1.4;
  chart.y.label = "density", chart.x.label = "probability integral transform";
  return histogram(chart);
}

inline Picture violins() {
  ViolinChart chart{.frame = frame("Where the talks would settle",
                                   "Mission end, months after the as-of date; 5,000 draws of the inputs")};
  chart.groups = {{"Weighted mean", normal_sample(16, 4, 400, 1), ""},
                  {"Weighted median", normal_sample(14, 6, 400, 2), ""},
                  {"Nash bargaining", normal_sample(19, 3, 400, 3), ""},
                  {"Expected utility", std::vector<double>(5, 24.0), "one value"}};
  chart.references = {{14, "host's public position"}, {30, "coalition's"}};
  chart.value.label = "months";
  return violin_chart(chart);
}

inline Picture heat(double width) {
  HeatGrid chart{.frame = frame("Where both say yes",
                                "Share of scenarios in which each side's red lines are kept", width)};
  chart.row_title = "end of the mission", chart.column_title = "end of the last presence";
  chart.rows = {"Sep 2024", "Mar 2025", "Sep 2025", "Mar 2026"};
  chart.columns = {"Sep 2025", "Sep 2026", "Sep 2027", "stays"};
  const char* names[] = {"Coalition", "Host", "Both"};
  for (int p = 0; p < 3; ++p) {
    HeatPanel panel{names[p], {}};
    for (int r = 0; r < 4; ++r) {
      auto& row = panel.cells.emplace_back();
      for (int c = 0; c < 4; ++c) {
        const double a = std::min(1.0, 0.1 + 0.18 * r + 0.13 * c),
                     b = std::max(0.0, 1.0 - 0.2 * r - 0.12 * c);
        Cell cell{.share = p == 0 ? a : p == 1 ? b : a * b};
        if (r == 3 && c == 0) cell = {.share = std::nullopt, .text = "n/a", .hatch = Hatch::lines};
        if (p == 2 && r == 2 && c == 1) cell.outlined = true;
        if (p == 2 && r == 1 && c == 2) cell.hatch = Hatch::dots;
        row.push_back(cell);
      }
    }
    chart.panels.push_back(panel);
  }
  chart.hatch_means = {{Hatch::lines, "not possible: presence would end before the mission"},
                       {Hatch::dots, "the evidence does not order this date against its neighbour"}};
  chart.outline_means = "highest share that holds for both";
  return heat_grid(chart);
}

inline Picture gantt() {
  GanttChart chart{.frame = frame("A timeline with three gates",
                                  "Bars: planned. Thin lines: middle 80 % of ends once slip is allowed for")};
  const double t = 2024 * 12 + 8;
  chart.rows = {{"Mission ends as a coalition", t, t + 12, 0, t + 12, t + 17, {{t, "1"}}, "planned Sep 2025"},
                {"Presence, federal area", t, t + 12, 1, t + 12.0, t + 16, {}, ""},
                {"Presence, north", t, t + 24, 1, t + 24, t + 33, {{t + 12, "2"}}, "planned Sep 2026"},
                {"Advisers under a bilateral label",
                 t + 12,
                 t + 36,
                 2,
                 std::nullopt,
                 std::nullopt,
                 {{t + 24, "3"}},
                 ""}};
  chart.marks = {{t - 1.3, "as of"}, {t + 2, "election abroad"}, {t + 14, "election"}};
  return gantt_chart(chart);
}

inline Picture dots() {
  DotChart chart{
      .frame = frame("Few functions stand alone",
                     "Chance that a function stands alone on the as-of date; thin line 90 %, thick 50 %")};
  chart.rows = {{"Intelligence and surveillance", .31, .12, .55, .22, .40, false, "9 ratings"},
                {"Fires", .18, .04, .41, .10, .26, false, "6 ratings"},
                {"Rotary wing", .22, .03, .60, .11, .36, true, "assumed"},
                {"Medical evacuation", .42, .10, .80, .27, .57, true, "assumed"},
                {"Special operations", .81, .66, .92, .75, .87, false, "11 ratings"}};
  chart.value = {.low = 0.0, .high = 1.0, .percent = true};
  chart.thresholds = {{0.5, "as likely as not"}, {0.8, "gate 2 asks for this"}};
  return dot_chart(chart);
}

inline Picture survival() {
  SurvivalChart chart{.frame = frame("How long until agreement",
                                     "Share of talks not yet agreed, by months since they opened")};
  SurvivalCurve past{.name = "34 past talks"}, ours{.name = "this mission"};
  double s = 1.0;
  for (int i = 0; i <= 36; i += 3) {
    past.time.push_back(i), past.share.push_back(s), past.low.push_back(std::max(0.0, s - 0.13)),
        past.high.push_back(std::min(1.0, s + 0.13));
    ours.time.push_back(i), ours.share.push_back(maths::pow(s, 1.6));
    s *= 0.88;
  }
  past.censored = {10, 22};
  chart.curves = {past, ours};
  chart.time.label = "months since the talks opened";
  return survival_chart(chart);
}

inline Picture scatter() {
  ScatterChart chart{
      .frame = frame("Who wants what, how much", "Mission end: position and salience; area: influence")};
  chart.points = {{"United States", 70, 75, 60, 82, 1.0, 1},    {"Federal government", 28, 85, 20, 40, .8, 2},
                  {"Kurdistan Region", 88, 70, 80, 95, .35, 2}, {"Armed factions", 4, 95, 0, 10, .45, 3},
                  {"Patron state", 8, 80, 2, 15, .6, 3},        {"European members", 62, 40, 50, 75, .3, 1},
                  {"Alliance", 66, 42, 52, 78, .25, 1},         {"Parliament", 24, 80, 10, 40, .3, 2}};
  chart.x = {.label = "position: 0 end at once, 100 no date", .low = 0.0, .high = 100.0};
  chart.y = {.label = "salience", .low = 0.0, .high = 100.0};
  chart.look_means = {{1, "coalition"}, {2, "host"}, {3, "others"}};
  chart.marks = {{46, "weighted mean 46"}};
  return scatter_chart(chart);
}

inline Picture words() {
  WordChart chart{.frame = frame("What each side stresses",
                                 "Weighted log-odds with an informative prior; counts left : right", 480.0)};
  chart.left_name = "Host", chart.right_name = "Coalition";
  chart.words = {{"end", -3.1, 9, 1},   {"sovereignty", -2.4, 6, 0}, {"timetable", -1.2, 3, 1},
                 {"defeat", 1.4, 2, 5}, {"transition", 2.2, 1, 7},   {"enduring", 2.9, 0, 8}};
  return word_chart(chart);
}

inline Picture map(const std::string& folder) {
  AreaMap chart{.frame = frame("Recorded attacks by province",
                               "Attacks in the twelve months before the last zonal datum")};
  int i = 0;
  for (const char* code : {"AN", "AR", "BA", "BB", "BG", "DA", "DI", "DQ", "KA", "MA", "MU", "NA", "NI", "QA",
                           "SD", "SU", "TS", "WA"}) {
    const std::string path = folder + "/IQ-" + code + ".json";
    Area area{.id = code, .name = code, .rings = read_geojson_rings(read_file(path), path)};
    if (i % 7 != 3) area.value = (i * i * 37) % 140;
    chart.areas.push_back(area);
    ++i;
  }
  chart.breaks = {10, 30, 60, 100};
  chart.legend = "attacks";
  return area_map(chart);
}

inline std::vector<std::pair<std::string, Picture>> all_pictures() {
  return {{"fan", fan()},           {"bars", bars()},           {"histogram", pit()}, {"violins", violins()},
          {"heat", heat(700)},      {"heat_narrow", heat(340)}, {"gantt", gantt()},   {"dots", dots()},
          {"survival", survival()}, {"scatter", scatter()},     {"words", words()}};
}

}  // namespace handover::charts::made_up
