// Rows with a name, a distribution and a tag: dots with intervals, and violins.
#include "charts/charts.h"
#include "charts/scale.h"
#include "charts/text.h"
#include "numerics/maths.h"
#include "numerics/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace handover::charts {
namespace {

// The frame both charts share: names left, tags right, references on top, axis below.
struct Rows {
  std::vector<std::string> names, tags;
  double row_height = 20.0;
};

struct Sheet {
  Canvas canvas;
  Box plot;
  Scale scale;
  double row(std::size_t i, double row_height) const {
    return plot.top + row_height * (static_cast<double>(i) + 0.5);
  }
};

// Names of several lines make all rows taller; the rows of one chart stay equal.
double row_height_for(const Rows& rows, const Frame& frame, double least) {
  std::size_t lines = 1;
  for (const auto& name : rows.names)
    lines = std::max(lines, wrap_text(name, frame.width * 0.45, kLabelSize).size());
  return std::max(least, 12.0 * static_cast<double>(lines) + 5.0);
}

Sheet lay_out_rows(const Frame& frame, const Rows& rows, const Axis& axis, const Range& range,
                   const std::vector<Mark>& marks) {
  double names = 0.0, tags = 0.0;
  for (const auto& name : rows.names) names = std::max(names, text_width(name, kLabelSize));
  for (const auto& tag : rows.tags) tags = std::max(tags, text_width(tag, kSmallSize));
  names = std::min(names, frame.width * 0.45);
  Box plot{names + 10.0, 0.0, frame.width - (tags > 0.0 ? tags + 10.0 : 8.0), 0.0};
  const Scale scale(range, plot.left, plot.right);
  const double above = kMarkRow * mark_rows(marks, scale, plot) + 2.0;
  const double height = rows.row_height * static_cast<double>(rows.names.size());
  Canvas canvas(frame, above + height + x_axis_height(axis));
  plot.top = canvas.area().top + above;
  plot.bottom = plot.top + height;
  draw_x_axis(canvas, plot, axis, scale, true);
  draw_marks(canvas, marks, scale, plot);
  Sheet sheet{std::move(canvas), plot, scale};
  for (std::size_t i = 0; i < rows.names.size(); ++i) {
    const double y = sheet.row(i, rows.row_height);
    const auto lines = wrap_text(rows.names[i], names, kLabelSize);
    double line_y = y + 3.8 - 6.0 * (static_cast<double>(lines.size()) - 1.0);
    for (const auto& line : lines) {
      sheet.canvas.text(plot.left - 8.0, line_y, Anchor::end, "l", line);
      line_y += 12.0;
    }
    sheet.canvas.text(plot.right + 8.0, y + 3.4, Anchor::start, "s q", rows.tags[i]);
  }
  return sheet;
}

// Gaussian kernel with Silverman's (1986, eq. 3.31) bandwidth, at `points` places from low to high.
std::vector<double> density_of(const std::vector<double>& sorted, double low, double high, int points) {
  const double spread = std::sqrt(variance_of(sorted));
  const double middle = quantile_of_sorted(sorted, 0.75) - quantile_of_sorted(sorted, 0.25);
  double width = middle > 0.0 ? std::min(spread, middle / 1.34) : spread;
  width *= 0.9 * maths::pow(static_cast<double>(sorted.size()), -0.2);
  std::vector<double> density(static_cast<std::size_t>(points), 0.0);
  if (!(width > 0.0)) return density;
  for (int i = 0; i < points; ++i) {
    const double at = low + (high - low) * i / (points - 1);
    for (const double value : sorted) {
      const double z = (at - value) / width;
      if (std::abs(z) < 6.0) density[static_cast<std::size_t>(i)] += maths::exp(-0.5 * z * z);
    }
  }
  return density;
}

void draw_violin(Sheet& sheet, const std::string& name, const std::vector<double>& sorted, double y,
                 double half_height) {
  const double low = sorted.front(), high = sorted.back();
  const auto at = [&](double p) { return sheet.scale.clamped(quantile_of_sorted(sorted, p)); };
  constexpr int kPoints = 81;
  const auto density = density_of(sorted, low, high, kPoints);
  const double peak = *std::max_element(density.begin(), density.end());
  if (peak > 0.0) {
    std::vector<Point> upper, lower;
    for (int i = 0; i < kPoints; ++i) {
      const double x = sheet.scale.clamped(low + (high - low) * i / (kPoints - 1));
      const double h = half_height * density[static_cast<std::size_t>(i)] / peak;
      upper.push_back({x, y - h});
      lower.push_back({x, y + h});
    }
    upper.insert(upper.end(), lower.rbegin(), lower.rend());
    sheet.canvas.polygon(upper, "v1");
    sheet.canvas.polygon(upper, "n x");
  }
  sheet.canvas.line({at(0.05), y}, {at(0.95), y}, "l0 thin");
  sheet.canvas.line({at(0.25), y}, {at(0.75), y}, "l0 thick");
  sheet.canvas.circle({at(0.5), y}, 3.4, "w0 l0",
                      {.series = name,
                       .low = datum_text(quantile_of_sorted(sorted, 0.05)),
                       .best = datum_text(quantile_of_sorted(sorted, 0.5)),
                       .high = datum_text(quantile_of_sorted(sorted, 0.95))});
}

}  // namespace

Picture dot_chart(const DotChart& chart) {
  Rows rows;
  Range range;
  for (const DotRow& row : chart.rows) {
    rows.names.push_back(row.name);
    rows.tags.push_back(row.tag);
    for (const double value : {row.low, row.high, row.point}) range.include(value);
  }
  for (const Mark& mark : chart.thresholds) range.include(mark.x);
  rows.row_height = row_height_for(rows, chart.frame, 21.0);
  Sheet sheet =
      lay_out_rows(chart.frame, rows, chart.value, axis_range(chart.value, range, false), chart.thresholds);
  for (std::size_t i = 0; i < chart.rows.size(); ++i) {
    const DotRow& row = chart.rows[i];
    const double y = sheet.row(i, rows.row_height);
    sheet.canvas.line({sheet.scale.clamped(row.low), y}, {sheet.scale.clamped(row.high), y}, "l0 thin");
    if (row.inner_low && row.inner_high) {
      sheet.canvas.line({sheet.scale.clamped(*row.inner_low), y}, {sheet.scale.clamped(*row.inner_high), y},
                        "l0 thick");
    }
    sheet.canvas.circle({sheet.scale.clamped(row.point), y}, 4.4, row.hollow ? "w0 l0" : "f0",
                        {.series = row.name,
                         .low = datum_text(row.low),
                         .best = datum_text(row.point),
                         .high = datum_text(row.high)});
  }
  return sheet.canvas.finish();
}

Picture violin_chart(const ViolinChart& chart) {
  Rows rows;
  Range range;
  std::vector<std::vector<double>> sorted;
  for (const Violin& group : chart.groups) {
    rows.names.push_back(group.name);
    rows.tags.push_back(group.tag);
    sorted.push_back(group.sample);
    std::sort(sorted.back().begin(), sorted.back().end());
    for (const double value : group.sample) range.include(value);
  }
  for (const Mark& mark : chart.references) range.include(mark.x);
  rows.row_height = row_height_for(rows, chart.frame, 34.0);
  Sheet sheet =
      lay_out_rows(chart.frame, rows, chart.value, axis_range(chart.value, range, false), chart.references);
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (!sorted[i].empty())
      draw_violin(sheet, chart.groups[i].name, sorted[i], sheet.row(i, rows.row_height), 13.0);
  }
  return sheet.canvas.finish();
}

}  // namespace handover::charts
