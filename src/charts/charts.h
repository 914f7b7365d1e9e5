// Charts: plain data in, a Picture out (charts/picture.h). No scripts, no fonts or files from elsewhere.
//
// Every picture can be written to a file of its own or put inside an HTML page. Every mark that stands for a
// datum says so in its attributes data-series, data-x, data-low, data-best and data-high (those that apply; a
// line or a band holds one value for each of its points, parted by spaces), for pages that hover and select.
// Colours are CSS variables that follow the reader's light or dark setting and are forced light in print;
// series differ in dash, marker or hatch as well as in colour, so a black-and-white copy says the same. No
// colour means good or bad. All functions are pure and throw std::logic_error when lengths within one
// structure do not match.
#pragma once

#include "base/dates.h"
#include "charts/picture.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace handover::charts {

// What stands around every plot.
struct Frame {
  std::string title = {};     // says what the picture shows, in words
  std::string subtitle = {};  // quantity and unit
  std::string note = {};      // what a reader must know to read it
  std::string source = {};    // source_line(...)
  double width = 640.0;       // in CSS pixels; text keeps its size, so choose the width it will be shown at
  double plot_height = 0.0;   // 0: natural for the chart and its rows
};

// "seed 1 | version 0.1.0 | as of 2024-07-24 | ...": under every figure.
std::string source_line(std::uint64_t seed, const std::string& version, Date as_of,
                        const std::string& more = {});

// Positions on a time axis, in months since January of year 0; days within the month as a fraction.
double month_position(Month month);
double date_position(Date date);

enum class AxisKind { number, month };
struct Axis {
  AxisKind kind = AxisKind::number;
  std::string label = {};
  std::optional<double> low = {}, high = {};  // nothing: from the data
  bool percent = false;                       // values are shares and are written as per cent
};

// Line and fan chart -------------------------------------------------------------------------------------
struct Line {
  std::string name = {};  // written at its right end; empty: no label
  std::vector<double> x = {}, y = {};
  int look = 0;  // 0 observed (solid, dark), 1..3: colour and dash
  bool markers = false;
  bool steps = false;  // constant from one x to the next
};
struct FanBand {
  std::string name = {};  // "90 %"; written beside the band's right end
  std::vector<double> x = {}, low = {}, high = {};
  int depth = 0;  // 0 widest (palest), 1, 2 narrower
  bool steps = false;
};
struct Mark {  // a dated event: a thin vertical line with words
  double x = 0.0;
  std::string label = {};
};
struct LineChart {
  Frame frame = {};
  Axis x = {}, y = {};
  std::vector<FanBand> bands = {};
  std::vector<Line> lines = {};
  std::vector<Mark> marks = {};
  std::vector<std::pair<double, std::string>> levels = {};  // thin horizontal lines with words
};
Picture line_chart(const LineChart& chart);

// Step curves of what has not yet happened (Kaplan-Meier or simulated), with bands and censoring ticks.
struct SurvivalCurve {
  std::string name = {};
  std::vector<double> time = {}, share = {};
  std::vector<double> low = {}, high = {};  // may be empty
  std::vector<double> censored = {};        // times
};
struct SurvivalChart {
  Frame frame = {};
  Axis time = {};
  std::vector<SurvivalCurve> curves = {};
  std::vector<Mark> marks = {};
};
Picture survival_chart(const SurvivalChart& chart);

// Horizontal bars ------------------------------------------------------------------------------------------
struct BarSeries {
  std::string name = {};
  std::vector<double> value = {};
  std::vector<double> low = {}, high = {};  // intervals; may be empty
};
struct BarChart {
  Frame frame = {};
  std::vector<std::string> categories = {};
  std::vector<BarSeries> series = {};  // up to four, told apart by hatch
  Axis value = {};
  std::vector<Mark> references = {};  // vertical lines, for example a benchmark
  int decimals = 1;
};
Picture bar_chart(const BarChart& chart);

// A histogram against what it should look like (randomised PIT against uniform).
struct Histogram {
  Frame frame = {};
  std::vector<double> edges = {};   // n + 1
  std::vector<double> height = {};  // n
  std::optional<double> expected = {}, expected_low = {}, expected_high = {};
  Axis x = {}, y = {};
};
Picture histogram(const Histogram& chart);

// Density of each group's sample: a violin with median, middle half and 90 % range.
struct Violin {
  std::string name = {};
  std::vector<double> sample = {};  // any order; at least one value
  std::string tag = {};             // short words at the right, for example "assumed"
};
struct ViolinChart {
  Frame frame = {};
  std::vector<Violin> groups = {};
  Axis value = {};
  std::vector<Mark> references = {};
};
Picture violin_chart(const ViolinChart& chart);

// Heat grid ------------------------------------------------------------------------------------------------
enum class Hatch { none, lines, dots, crossed };
struct Cell {
  std::optional<double> share = {};  // 0..1, gives the tint; nothing: no tint
  std::string text = {};             // empty: the share in per cent
  Hatch hatch = Hatch::none;
  bool outlined = false;
};
struct HeatPanel {
  std::string name = {};
  std::vector<std::vector<Cell>> cells = {};  // [row][column]
};
struct HeatGrid {
  Frame frame = {};
  std::string row_title = {}, column_title = {};
  std::vector<std::string> rows = {}, columns = {};
  std::vector<HeatPanel> panels = {};  // side by side, or below one another when they do not fit
  std::vector<std::pair<Hatch, std::string>> hatch_means = {};
  std::string outline_means = {};
};
Picture heat_grid(const HeatGrid& chart);

// Timeline
// ---------------------------------------------------------------------------------------------------
struct GanttRow {
  std::string name = {};
  double start = 0.0, end = 0.0;                        // month positions: planned
  int look = 0;                                         // 0 mission, 1 presence, 2 troops / other
  std::optional<double> slip_low = {}, slip_high = {};  // range of the end once slip is allowed for
  std::vector<Mark> gates = {};                         // diamonds with a short label (a number)
  std::string label = {};                               // words on or right of the bar
};
struct GanttChart {
  Frame frame = {};
  std::vector<GanttRow> rows = {};
  std::vector<Mark> marks = {};
  std::optional<double> low = {}, high = {};  // month positions
};
Picture gantt_chart(const GanttChart& chart);

// Dots with intervals and thresholds
// ---------------------------------------------------------------------------
struct DotRow {
  std::string name = {};
  double point = 0.0;
  double low = 0.0, high = 0.0;                           // 90 %
  std::optional<double> inner_low = {}, inner_high = {};  // 50 %
  bool hollow = false;                                    // mostly assumed
  std::string tag = {};                                   // right of the plot
};
struct DotChart {
  Frame frame = {};
  std::vector<DotRow> rows = {};
  Axis value = {};
  std::vector<Mark> thresholds = {};
};
Picture dot_chart(const DotChart& chart);

// Scatter: position x salience, area by influence
// ------------------------------------------------------------
struct ScatterPoint {
  std::string name = {};
  double x = 0.0, y = 0.0;
  std::optional<double> x_low = {}, x_high = {};
  double size = 1.0;  // 0..1, area
  int look = 0;       // 0..3: marker shape and colour
};
struct ScatterChart {
  Frame frame = {};
  std::vector<ScatterPoint> points = {};
  Axis x = {}, y = {};
  std::vector<std::pair<int, std::string>> look_means = {};
  std::vector<Mark> marks = {};
};
Picture scatter_chart(const ScatterChart& chart);

// Words that set two texts apart
// ---------------------------------------------------------------------------------
struct WordBar {
  std::string word = {};
  double z = 0.0;  // negative: more the left text's, positive: more the right text's
  int left_count = 0, right_count = 0;
};
struct WordChart {
  Frame frame = {};
  std::string left_name = {}, right_name = {};
  std::vector<WordBar> words = {};
  double sure_at = 1.96;  // |z| below it is drawn hollow
};
Picture word_chart(const WordChart& chart);

// Map
// ----------------------------------------------------------------------------------------------------------
struct LongitudeLatitude {
  double longitude = 0.0, latitude = 0.0;
};
struct Area {
  std::string id = {}, name = {};
  std::vector<std::vector<LongitudeLatitude>> rings = {};  // outer rings and holes alike (even-odd)
  std::optional<double> value = {};                        // nothing: hatched as "no data"
  std::string text = {};                                   // written inside; empty: the value
  bool outlined = false;
};
struct AreaMap {
  Frame frame = {};
  std::vector<Area> areas = {};
  std::vector<double> breaks = {};  // ascending class limits: up to five classes
  std::string legend = {};          // quantity and unit
  std::string no_data = "no data";
};
Picture area_map(const AreaMap& chart);

// Polygons of a GeoJSON Feature, FeatureCollection or geometry (RFC 7946). Throws InputError naming `file`.
std::vector<std::vector<LongitudeLatitude>> read_geojson_rings(const std::string& text,
                                                               const std::string& file);

}  // namespace handover::charts
