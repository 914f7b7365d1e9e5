#include "charts/charts.h"
#include "charts/check.h"
#include "charts/scale.h"
#include "charts/text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::charts {
namespace {

std::vector<Point> trace(const std::vector<double>& x, const std::vector<double>& y, bool steps,
                         const Scale& sx, const Scale& sy) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (steps && i > 0) points.push_back({sx(x[i]), sy.clamped(y[i - 1])});
    points.push_back({sx(x[i]), sy.clamped(y[i])});
  }
  return points;
}

// What stands at the right of the plot: names of lines and bands, each beside its last value.
struct EndLabel {
  std::string name;
  double at = 0.0;  // data
  int look = -1;    // -1: a band
};

// A line that stops well before the right edge is named above its own beginning instead.
bool stops_early(const Line& line, const Range& xs) {
  return line.x.back() < xs.high - 0.1 * (xs.high - xs.low);
}

std::vector<EndLabel> end_labels(const LineChart& chart, const Range& xs) {
  std::vector<EndLabel> labels;
  for (const Line& line : chart.lines) {
    if (line.name.empty() || line.y.empty() || stops_early(line, xs)) continue;
    labels.push_back({line.name, line.y.back(), line.look});
  }
  for (const FanBand& band : chart.bands) {
    if (!band.name.empty() && !band.high.empty()) labels.push_back({band.name, band.high.back(), -1});
  }
  return labels;
}

void check_lengths(const LineChart& chart) {
  for (const Line& line : chart.lines)
    require_same_length(line.x.size(), line.y.size(), "line: x and y differ");
  for (const FanBand& band : chart.bands) {
    require_same_length(band.x.size(), band.low.size(), "band: x and low differ");
    require_same_length(band.x.size(), band.high.size(), "band: x and high differ");
  }
}

Range x_data(const LineChart& chart) {
  Range range;
  for (const Line& line : chart.lines) {
    for (const double x : line.x) range.include(x);
  }
  for (const FanBand& band : chart.bands) {
    for (const double x : band.x) range.include(x);
  }
  return range;
}

Range y_data(const LineChart& chart) {
  Range range;
  for (const Line& line : chart.lines) {
    for (const double y : line.y) range.include(y);
  }
  for (const FanBand& band : chart.bands) {
    for (const double y : band.high) range.include(y);
    for (const double y : band.low) range.include(y);
  }
  for (const auto& level : chart.levels) range.include(level.first);
  return range;
}

void draw_bands(Canvas& canvas, const LineChart& chart, const Scale& sx, const Scale& sy) {
  for (const FanBand& band : chart.bands) {
    auto points = trace(band.x, band.high, band.steps, sx, sy);
    auto low = trace(band.x, band.low, band.steps, sx, sy);
    canvas.polyline(points, "x thin");
    canvas.polyline(low, "x thin");
    points.insert(points.end(), low.rbegin(), low.rend());
    canvas.polygon(points, fmt::format("v{}", std::clamp(band.depth, 0, 2) + 1),
                   {.series = band.name,
                    .x = datum_text(chart.x, band.x),
                    .low = datum_text(band.low),
                    .high = datum_text(band.high)});
  }
}

void draw_lines(Canvas& canvas, const LineChart& chart, const Scale& sx, const Scale& sy) {
  for (const Line& line : chart.lines) {
    const auto points = trace(line.x, line.y, line.steps, sx, sy);
    const std::string x = datum_text(chart.x, line.x);
    canvas.polyline(points, fmt::format("l{}", line.look),
                    {.series = line.name, .x = x, .best = datum_text(line.y)});
    if (!line.markers) continue;
    for (std::size_t i = 0; i < line.x.size(); ++i) {
      canvas.marker(
          {sx(line.x[i]), sy.clamped(line.y[i])}, 2.6, line.look, fmt::format("f{}", line.look),
          {.series = line.name, .x = datum_text(chart.x, line.x[i]), .best = datum_text(line.y[i])});
    }
  }
}

void draw_end_labels(Canvas& canvas, const std::vector<EndLabel>& labels, const Box& plot, const Scale& sy) {
  std::vector<double> wanted;
  for (const EndLabel& label : labels) wanted.push_back(sy.clamped(label.at));
  const auto placed = spread_labels(wanted, 13.0, plot.top, plot.bottom);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const bool moved = std::abs(placed[i] - wanted[i]) > 3.0;
    if (moved) canvas.line({plot.right + 1.0, wanted[i]}, {plot.right + 9.0, placed[i]}, "x");
    const std::string look = labels[i].look < 0 ? "l q" : fmt::format("l f{}", labels[i].look);
    canvas.text(plot.right + (moved ? 12.0 : 5.0), placed[i] + 3.6, Anchor::start, look, labels[i].name);
  }
}

void draw_early_names(Canvas& canvas, const LineChart& chart, const Box& plot, const Scale& sx,
                      const Scale& sy) {
  for (const Line& line : chart.lines) {
    if (line.name.empty() || line.x.empty() || !stops_early(line, sx.range())) continue;
    const double left = sx(line.x.front()) + 3.0, right = left + text_width(line.name, kLabelSize);
    double highest = plot.bottom;
    for (std::size_t i = 0; i < line.x.size(); ++i) {
      const double x = sx(line.x[i]);
      if (x >= left - 12.0 && x <= right + 12.0) highest = std::min(highest, sy.clamped(line.y[i]));
    }
    canvas.text(left, std::max(plot.top + 9.0, highest - 6.0), Anchor::start,
                fmt::format("l h f{}", line.look), line.name);
  }
}

void draw_levels(Canvas& canvas, const LineChart& chart, const Box& plot, const Scale& sy) {
  for (const auto& [value, words] : chart.levels) {
    const double y = sy.clamped(value);
    canvas.line({plot.left, y}, {plot.right, y}, "x dash");
    canvas.text(plot.left + 4.0, y - 4.0, Anchor::start, "s h", words);
  }
}

}  // namespace

Picture line_chart(const LineChart& chart) {
  check_lengths(chart);
  const double plot_height = chart.frame.plot_height > 0.0 ? chart.frame.plot_height : 190.0;
  const Range xs = axis_range(chart.x, x_data(chart), false);
  const auto labels = end_labels(chart, xs);
  double right = 8.0;
  for (const EndLabel& label : labels) right = std::max(right, text_width(label.name, kLabelSize) + 14.0);

  const Range ys = axis_range(chart.y, y_data(chart), true);
  Box plot{y_axis_width(chart.y, ys, plot_height), 0.0, chart.frame.width - right, 0.0};
  const Scale sx(xs, plot.left, plot.right);
  const double marks_height = kMarkRow * mark_rows(chart.marks, sx, plot);
  const double label_height = chart.y.label.empty() ? 6.0 : 20.0;
  Canvas canvas(chart.frame, label_height + marks_height + plot_height + x_axis_height(chart.x));
  plot.top = canvas.area().top + label_height + marks_height;
  plot.bottom = plot.top + plot_height;
  const Scale sy(ys, plot.bottom, plot.top);

  if (!chart.y.label.empty()) canvas.text(0.0, canvas.area().top + 9.0, Anchor::start, "s q", chart.y.label);
  draw_bands(canvas, chart, sx, sy);
  draw_y_axis(canvas, plot, chart.y, sy);
  draw_x_axis(canvas, plot, chart.x, sx, false);
  draw_marks(canvas, chart.marks, sx, plot);
  draw_lines(canvas, chart, sx, sy);
  draw_levels(canvas, chart, plot, sy);
  draw_end_labels(canvas, labels, plot, sy);
  draw_early_names(canvas, chart, plot, sx, sy);
  return canvas.finish();
}

Picture survival_chart(const SurvivalChart& chart) {
  LineChart lines{.frame = chart.frame,
                  .x = chart.time,
                  .y = {.label = "not yet", .low = 0.0, .high = 1.0, .percent = true}};
  lines.marks = chart.marks;
  if (!lines.x.high && lines.x.kind == AxisKind::number) {
    Range range;
    for (const SurvivalCurve& curve : chart.curves) {
      for (const double time : curve.time) range.include(time);
    }
    lines.x.high = range.high;
  }
  int look = 0;
  for (const SurvivalCurve& curve : chart.curves) {
    if (!curve.low.empty()) {
      lines.bands.push_back(
          {.x = curve.time, .low = curve.low, .high = curve.high, .depth = 0, .steps = true});
    }
    lines.lines.push_back(
        {.name = curve.name, .x = curve.time, .y = curve.share, .look = look, .steps = true});
    // Censored cases: bare markers on the curve at the share that held then.
    for (const double when : curve.censored) {
      const auto after = std::upper_bound(curve.time.begin(), curve.time.end(), when);
      const auto index =
          static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, after - curve.time.begin() - 1));
      lines.lines.push_back(
          {.name = {}, .x = {when}, .y = {curve.share[index]}, .look = look, .markers = true});
    }
    look = (look + 1) % 4;
  }
  return line_chart(lines);
}

}  // namespace handover::charts
