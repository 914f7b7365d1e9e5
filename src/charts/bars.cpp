#include "charts/charts.h"
#include "charts/check.h"
#include "charts/scale.h"
#include "charts/text.h"

#include <algorithm>

namespace handover::charts {
namespace {

constexpr double kBar = 13.0;
constexpr Hatch kHatches[] = {Hatch::none, Hatch::lines, Hatch::dots, Hatch::crossed};
constexpr const char* kFills[] = {"bar", "v1", "v0", "v0"};

bool has_interval(const BarSeries& series) {
  return !series.low.empty();
}

std::string value_label(const BarSeries& series, std::size_t i, int decimals, bool percent) {
  const auto number = [&](double value) {
    return percent ? number_text(value * 100.0, decimals) : number_text(value, decimals);
  };
  std::string text = number(series.value[i]);
  if (has_interval(series)) text += " (" + number(series.low[i]) + " to " + number(series.high[i]) + ")";
  return percent ? text + " %" : text;
}

Range bar_range(const BarChart& chart) {
  Range range;
  for (const BarSeries& series : chart.series) {
    require_same_length(series.value.size(), chart.categories.size(), "bars: values and categories differ");
    for (const double value : series.value) range.include(value);
    for (const double value : series.high) range.include(value);
    for (const double value : series.low) range.include(value);
  }
  for (const Mark& mark : chart.references) range.include(mark.x);
  return axis_range(chart.value, range, true);
}

double widest_label(const BarChart& chart) {
  double widest = 0.0;
  for (const BarSeries& series : chart.series) {
    for (std::size_t i = 0; i < series.value.size(); ++i) {
      widest = std::max(widest,
                        text_width(value_label(series, i, chart.decimals, chart.value.percent), kSmallSize));
    }
  }
  return widest;
}

void draw_bar(Canvas& canvas, const BarSeries& series, const std::string& category, std::size_t look,
              std::size_t i, double top, const Scale& scale) {
  const double zero = scale.clamped(0.0), end = scale.clamped(series.value[i]);
  const Box box{std::min(zero, end), top + 1.0, std::max(zero, end), top + kBar - 1.0};
  canvas.rect(box, kFills[look % 4],
              {.series = series.name,
               .x = category,
               .low = has_interval(series) ? datum_text(series.low[i]) : "",
               .best = datum_text(series.value[i]),
               .high = has_interval(series) ? datum_text(series.high[i]) : ""});
  canvas.hatch(box, kHatches[look % 4]);
  canvas.rect(box, "n x");
  if (!has_interval(series)) return;
  const double middle = top + kBar / 2.0;
  canvas.line({scale.clamped(series.low[i]), middle}, {scale.clamped(series.high[i]), middle}, "l0 thin");
  for (const double edge : {series.low[i], series.high[i]}) {
    canvas.line({scale.clamped(edge), middle - 3.0}, {scale.clamped(edge), middle + 3.0}, "l0 thin");
  }
}

double legend_height(const BarChart& chart) {
  return chart.series.size() > 1 ? 15.0 * static_cast<double>(chart.series.size()) + 4.0 : 0.0;
}

void draw_legend(Canvas& canvas, const BarChart& chart) {
  if (chart.series.size() < 2) return;
  double y = canvas.area().top;
  for (std::size_t s = 0; s < chart.series.size(); ++s, y += 15.0) {
    const Box box{0.0, y + 2.0, 18.0, y + 12.0};
    canvas.rect(box, kFills[s % 4]);
    canvas.hatch(box, kHatches[s % 4]);
    canvas.rect(box, "n x");
    canvas.text(24.0, y + 11.0, Anchor::start, "l", chart.series[s].name);
  }
}

}  // namespace

Picture bar_chart(const BarChart& chart) {
  double names = 0.0;
  for (const auto& name : chart.categories) names = std::max(names, text_width(name, kLabelSize));
  names = std::min(names, chart.frame.width * 0.42);
  const double group = kBar * static_cast<double>(std::max<std::size_t>(1, chart.series.size())) + 9.0;
  // A name of several lines needs a taller row.
  std::vector<double> height;
  for (const auto& name : chart.categories) {
    height.push_back(
        std::max(group, 12.5 * static_cast<double>(wrap_text(name, names, kLabelSize).size()) + 5.0));
  }
  double rows = 0.0;
  for (const double h : height) rows += h;

  Box plot{names + 8.0, 0.0, chart.frame.width - widest_label(chart) - 10.0, 0.0};
  const Scale scale(bar_range(chart), plot.left, plot.right);
  const double marks = kMarkRow * mark_rows(chart.references, scale, plot);
  Canvas canvas(chart.frame, legend_height(chart) + marks + rows + x_axis_height(chart.value));
  plot.top = canvas.area().top + legend_height(chart) + marks;
  plot.bottom = plot.top + rows;
  draw_legend(canvas, chart);
  draw_x_axis(canvas, plot, chart.value, scale, true);
  double top = plot.top;
  for (std::size_t i = 0; i < chart.categories.size(); ++i) {
    const auto lines = wrap_text(chart.categories[i], names, kLabelSize);
    double y = top + height[i] / 2.0 + 4.0 - 6.25 * (static_cast<double>(lines.size()) - 1.0);
    for (const auto& line : lines) {
      canvas.text(plot.left - 7.0, y, Anchor::end, "l", line);
      y += 12.5;
    }
    double bar_top = top + (height[i] - kBar * static_cast<double>(chart.series.size())) / 2.0;
    for (std::size_t s = 0; s < chart.series.size(); ++s, bar_top += kBar) {
      draw_bar(canvas, chart.series[s], chart.categories[i], s, i, bar_top, scale);
      canvas.text(plot.right + 6.0, bar_top + 10.0, Anchor::start, "s",
                  value_label(chart.series[s], i, chart.decimals, chart.value.percent));
    }
    top += height[i];
  }
  draw_marks(canvas, chart.references, scale, plot);
  return canvas.finish();
}

Picture histogram(const Histogram& chart) {
  require_same_length(chart.edges.size(), chart.height.size() + 1, "histogram: n heights need n + 1 edges");
  Range xs, ys;
  for (const double edge : chart.edges) xs.include(edge);
  for (const double h : chart.height) ys.include(h);
  if (chart.expected) ys.include(*chart.expected);
  if (chart.expected_high) ys.include(*chart.expected_high);
  const double plot_height = chart.frame.plot_height > 0.0 ? chart.frame.plot_height : 150.0;
  Axis exact = chart.x;
  if (!xs.empty) exact.low = xs.low, exact.high = xs.high;
  xs = axis_range(exact, xs, false);
  ys = axis_range(chart.y, ys, true);
  const double label_height = chart.y.label.empty() ? 6.0 : 20.0;
  Canvas canvas(chart.frame, label_height + plot_height + x_axis_height(chart.x));
  const std::string expected_name = "expected";
  const double right = chart.expected ? text_width(expected_name, kSmallSize) + 8.0 : 8.0;
  Box plot{y_axis_width(chart.y, ys, plot_height), canvas.area().top + label_height,
           chart.frame.width - right, 0.0};
  plot.bottom = plot.top + plot_height;
  const Scale sx(xs, plot.left, plot.right), sy(ys, plot.bottom, plot.top);
  if (!chart.y.label.empty()) canvas.text(0.0, canvas.area().top + 9.0, Anchor::start, "s q", chart.y.label);
  draw_y_axis(canvas, plot, chart.y, sy);
  for (std::size_t i = 0; i < chart.height.size(); ++i) {
    const Box box{sx(chart.edges[i]), sy.clamped(chart.height[i]), sx(chart.edges[i + 1]), plot.bottom};
    canvas.rect(box, "bar",
                {.x = datum_text(std::vector<double>{chart.edges[i], chart.edges[i + 1]}),
                 .best = datum_text(chart.height[i])});
    canvas.rect(box, "n x");
  }
  if (chart.expected_low && chart.expected_high) {
    const Box band{plot.left, sy.clamped(*chart.expected_high), plot.right, sy.clamped(*chart.expected_low)};
    canvas.hatch(band, Hatch::dots);
  }
  if (chart.expected) {
    const double y = sy.clamped(*chart.expected);
    canvas.line({plot.left, y}, {plot.right, y}, "l0 dash");
    canvas.text(plot.right + 4.0, y + 3.4, Anchor::start, "s", expected_name);
  }
  draw_x_axis(canvas, plot, exact, sx, false);
  return canvas.finish();
}

}  // namespace handover::charts
