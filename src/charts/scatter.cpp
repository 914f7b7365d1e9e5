#include "charts/charts.h"
#include "charts/scale.h"
#include "charts/text.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace handover::charts {
namespace {

double radius_of(const ScatterPoint& point) {
  return 3.5 + 9.5 * std::sqrt(std::clamp(point.size, 0.0, 1.0));
}

struct Candidate {
  Point at;
  Anchor anchor;
};

// Where a label could stand around its marker, best first; then the same further out.
std::vector<Candidate> candidates(Point centre, double radius) {
  std::vector<Candidate> places;
  for (const double far : {3.0, 14.0, 28.0, 42.0}) {
    const double r = radius + far;
    places.push_back({{centre.x + r, centre.y + 3.6}, Anchor::start});
    places.push_back({{centre.x - r, centre.y + 3.6}, Anchor::end});
    places.push_back({{centre.x, centre.y - r - 2.0}, Anchor::middle});
    places.push_back({{centre.x, centre.y + r + 9.0}, Anchor::middle});
    places.push_back({{centre.x + 0.75 * r, centre.y - 0.75 * r}, Anchor::start});
    places.push_back({{centre.x + 0.75 * r, centre.y + 0.75 * r + 7.0}, Anchor::start});
    places.push_back({{centre.x - 0.75 * r, centre.y - 0.75 * r}, Anchor::end});
    places.push_back({{centre.x - 0.75 * r, centre.y + 0.75 * r + 7.0}, Anchor::end});
  }
  return places;
}

double cost_of(const Box& box, const std::vector<Box>& taken, const Box& plot) {
  if (box.left < plot.left || box.right > plot.right || box.top < plot.top || box.bottom > plot.bottom)
    return 1e6;
  double cost = 0.0;
  for (const Box& other : taken) {
    if (!box.overlaps(other)) continue;
    cost += (std::min(box.right, other.right) - std::max(box.left, other.left)) *
            (std::min(box.bottom, other.bottom) - std::max(box.top, other.top));
  }
  return cost;
}

void draw_label(Canvas& canvas, const ScatterPoint& point, Point centre, std::vector<Box>& taken,
                const Box& plot) {
  const double radius = radius_of(point);
  const auto places = candidates(centre, radius);
  std::size_t best = 0;
  double best_cost = 1e18;
  for (std::size_t i = 0; i < places.size() && best_cost > 0.0; ++i) {
    const Box box = text_box(places[i].at.x, places[i].at.y, places[i].anchor, point.name, kLabelSize);
    const double cost = cost_of(box, taken, plot) + 0.01 * static_cast<double>(i);
    if (cost < best_cost - 0.5) best = i, best_cost = cost;
  }
  const Candidate& place = places[best];
  taken.push_back(text_box(place.at.x, place.at.y, place.anchor, point.name, kLabelSize));
  if (best >= 8) canvas.line(centre, {place.at.x, place.at.y - 3.6}, "x");
  canvas.text(place.at.x, place.at.y, place.anchor, "l h", point.name);
}

double draw_legend(Canvas& canvas, const ScatterChart& chart) {
  double x = 0.0, y = canvas.area().top + 8.0;
  for (const auto& [look, words] : chart.look_means) {
    const double width = 22.0 + text_width(words, kLabelSize) + 16.0;
    if (x > 0.0 && x + width > chart.frame.width) x = 0.0, y += 16.0;
    canvas.marker({x + 8.0, y - 1.0}, 5.0, look, fmt::format("v1 l{} solid thin", look));
    canvas.text(x + 20.0, y + 3.0, Anchor::start, "l", words);
    x += width;
  }
  return y;
}

double legend_height(const ScatterChart& chart) {
  if (chart.look_means.empty()) return 0.0;
  double x = 0.0, height = 18.0;
  for (const auto& entry : chart.look_means) {
    const double width = 22.0 + text_width(entry.second, kLabelSize) + 16.0;
    if (x > 0.0 && x + width > chart.frame.width) x = 0.0, height += 16.0;
    x += width;
  }
  return height;
}

}  // namespace

Picture scatter_chart(const ScatterChart& chart) {
  Range xs, ys;
  for (const ScatterPoint& point : chart.points) {
    for (const double x : {point.x, point.x_low.value_or(point.x), point.x_high.value_or(point.x)})
      xs.include(x);
    ys.include(point.y);
  }
  xs = axis_range(chart.x, xs, false);
  ys = axis_range(chart.y, ys, false);
  const double plot_height = chart.frame.plot_height > 0.0 ? chart.frame.plot_height : 230.0;
  Box plot{y_axis_width(chart.y, ys, plot_height), 0.0, chart.frame.width - 8.0, 0.0};
  const Scale sx(xs, plot.left + 14.0, plot.right - 14.0);
  const double above = legend_height(chart) + kMarkRow * mark_rows(chart.marks, sx, plot) + 18.0;
  Canvas canvas(chart.frame, above + plot_height + x_axis_height(chart.x));
  plot.top = canvas.area().top + above;
  plot.bottom = plot.top + plot_height;
  const Scale sy(ys, plot.bottom - 14.0, plot.top + 14.0);
  draw_legend(canvas, chart);
  canvas.text(0.0, canvas.area().top + legend_height(chart) + 10.0, Anchor::start, "s q", chart.y.label);
  draw_y_axis(canvas, plot, chart.y, sy);
  draw_x_axis(canvas, plot, chart.x, sx, true);
  draw_marks(canvas, chart.marks, sx, plot);

  std::vector<Box> taken;
  for (const ScatterPoint& point : chart.points) {
    const Point at{sx.clamped(point.x), sy.clamped(point.y)};
    const double r = radius_of(point);
    if (point.x_low && point.x_high) {
      canvas.line({sx.clamped(*point.x_low), at.y}, {sx.clamped(*point.x_high), at.y}, "x");
      taken.push_back({sx.clamped(*point.x_low), at.y - 0.5, sx.clamped(*point.x_high), at.y + 0.5});
    }
    canvas.marker(at, r, point.look, fmt::format("v1 l{} solid thin", point.look),
                  {.series = point.name,
                   .x = datum_text(point.x),
                   .low = point.x_low ? datum_text(*point.x_low) : "",
                   .best = datum_text(point.y),
                   .high = point.x_high ? datum_text(*point.x_high) : ""});
    taken.push_back({at.x - r, at.y - r, at.x + r, at.y + r});
  }
  for (const ScatterPoint& point : chart.points) {
    draw_label(canvas, point, {sx.clamped(point.x), sy.clamped(point.y)}, taken, plot);
  }
  return canvas.finish();
}

}  // namespace handover::charts
