// A small choropleth. Projection: equirectangular with the standard parallel at the map's middle latitude,
// true enough to shape over one country. Outlines are thinned by Douglas & Peucker (1973) to what a pixel can
// show.
#include "charts/charts.h"
#include "charts/scale.h"
#include "charts/text.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

namespace handover::charts {
namespace {

constexpr double kTolerance = 0.6;  // pixels

double distance_to_segment(Point p, Point a, Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  double t = length > 0.0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length : 0.0;
  t = std::clamp(t, 0.0, 1.0);
  return maths::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

// Marks which points to keep, with a stack of its own: outlines can have tens of thousands of points.
std::vector<Point> thin_outline(const std::vector<Point>& points) {
  if (points.size() < 4) return points;
  std::vector<bool> keep(points.size(), false);
  keep.front() = keep.back() = true;
  // A ring starts where it ends: split it at its farthest point.
  std::size_t far = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (maths::hypot(points[i].x - points[0].x, points[i].y - points[0].y) >
        maths::hypot(points[far].x - points[0].x, points[far].y - points[0].y))
      far = i;
  }
  keep[far] = true;
  std::vector<std::pair<std::size_t, std::size_t>> open = {{0, far}, {far, points.size() - 1}};
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    std::size_t worst = first;
    double distance = kTolerance;
    for (std::size_t i = first + 1; i < last; ++i) {
      const double d = distance_to_segment(points[i], points[first], points[last]);
      if (d > distance) distance = d, worst = i;
    }
    if (worst == first) continue;
    keep[worst] = true;
    open.push_back({first, worst});
    open.push_back({worst, last});
  }
  std::vector<Point> kept;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (keep[i]) kept.push_back(points[i]);
  }
  return kept;
}

bool inside(const std::vector<std::vector<Point>>& rings, Point p) {
  bool odd = false;
  for (const auto& ring : rings) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      if ((ring[i].y > p.y) != (ring[j].y > p.y) &&
          p.x < (ring[j].x - ring[i].x) * (p.y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x)
        odd = !odd;
    }
  }
  return odd;
}

double distance_to_edges(const std::vector<std::vector<Point>>& rings, Point p) {
  double nearest = 1e9;
  for (const auto& ring : rings) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      nearest = std::min(nearest, distance_to_segment(p, ring[j], ring[i]));
    }
  }
  return nearest;
}

// Where words have most room: the grid point inside the shape that is farthest from its edges, where a step
// to the side costs less than one up or down because words are wide.
Point label_place(const std::vector<std::vector<Point>>& rings, double& room) {
  Range xs, ys;
  for (const auto& ring : rings) {
    for (const Point& p : ring) xs.include(p.x), ys.include(p.y);
  }
  Point best{};
  room = -1.0;
  constexpr int kSteps = 24;
  for (int i = 1; i < kSteps; ++i) {
    for (int j = 1; j < kSteps; ++j) {
      const Point p{xs.low + (xs.high - xs.low) * i / kSteps, ys.low + (ys.high - ys.low) * j / kSteps};
      if (!inside(rings, p)) continue;
      const double d = distance_to_edges(rings, p);
      if (d > room) room = d, best = p;
    }
  }
  return best;
}

struct Projection {
  double west = 0.0, north = 0.0, scale = 1.0, stretch = 1.0;
  Point offset;
  Point operator()(LongitudeLatitude at) const {
    return {offset.x + (at.longitude - west) * stretch * scale, offset.y + (north - at.latitude) * scale};
  }
};

int class_of(double value, const std::vector<double>& breaks) {
  const auto above = std::upper_bound(breaks.begin(), breaks.end(), value);
  return std::min(4, static_cast<int>(above - breaks.begin()));
}

std::vector<std::string> class_names(const std::vector<double>& breaks) {
  int decimals = 0;  // as many as tell the limits apart, at most four
  for (const double b : breaks) {
    for (; decimals < 4; ++decimals) {
      const double scaled = b * maths::pow(10.0, decimals);
      if (std::abs(scaled - std::round(scaled)) < 1e-6) break;
    }
  }
  std::vector<std::string> names;
  if (breaks.empty()) return names;
  names.push_back(filled(script().below, number_text(breaks.front(), decimals)));
  for (std::size_t i = 0; i + 1 < breaks.size(); ++i) {
    names.push_back(
        filled(script().between, number_text(breaks[i], decimals), number_text(breaks[i + 1], decimals)));
  }
  names.push_back(filled(script().from, number_text(breaks.back(), decimals)));
  return names;
}

std::string path_of(const std::vector<std::vector<Point>>& rings) {
  std::string path;
  for (const auto& ring : rings) {
    if (ring.size() < 3) continue;
    for (std::size_t i = 0; i < ring.size(); ++i)
      path += (i == 0 ? "M" : "L") + pixels(ring[i].x) + " " + pixels(ring[i].y);
    path += "Z";
  }
  return path;
}

struct Placed {
  std::vector<std::vector<Point>> rings;
};

void draw_area(Canvas& canvas, const Area& area, const std::vector<std::vector<Point>>& rings,
               const std::vector<double>& breaks) {
  const std::string path = path_of(rings);
  if (path.empty()) return;
  const int tint = area.value ? class_of(*area.value, breaks) : 0;
  const Datum datum{.series = area.name, .x = area.id, .best = area.value ? datum_text(*area.value) : ""};
  canvas.path(path, area.value ? fmt::format("v{}", tint) : "v0", datum);
  if (!area.value) canvas.hatch(path, Hatch::lines);
  canvas.path(path, area.outlined ? "n l0 solid" : "n x thin");
}

void draw_area_words(Canvas& canvas, const Area& area, const std::vector<std::vector<Point>>& rings,
                     const std::vector<double>& breaks, std::vector<Box>& taken) {
  const std::string words = !area.text.empty() ? area.text : area.value ? number_text(*area.value, 0) : "";
  double room = 0.0;
  const Point at = label_place(rings, room);
  if (words.empty() || room < 0.0) return;
  const bool dark = area.value && class_of(*area.value, breaks) >= 3;
  // White words on a dark area too small for them would end on its neighbours.
  if (dark && room < 0.4 * text_width(words, kSmallSize)) return;
  const bool name_fits = room > 15.0 && text_width(area.name, kSmallSize) < 3.2 * room;
  const double y = name_fits ? at.y + 9.0 : at.y + 3.4;
  const Box box = text_box(at.x, y, Anchor::middle, words, kSmallSize);
  if (std::any_of(taken.begin(), taken.end(), [&](const Box& other) { return box.overlaps(other); })) return;
  taken.push_back(box);
  canvas.text(at.x, y, Anchor::middle, dark ? "s b on" : "s b", words);
  if (!name_fits) return;
  taken.push_back(text_box(at.x, at.y - 2.0, Anchor::middle, area.name, kSmallSize));
  canvas.text(at.x, at.y - 2.0, Anchor::middle, dark ? "s on" : "s", area.name);
}

void draw_map_legend(Canvas& canvas, const AreaMap& chart, double left, double top) {
  double y = top;
  for (const auto& line : wrap_text(chart.legend, chart.frame.width - left, kSmallSize)) {
    canvas.text(left, (y += 12.5) - 3.0, Anchor::start, "s b", line);
  }
  y += 4.0;
  const auto names = class_names(chart.breaks);
  for (std::size_t i = 0; i < names.size() && i < 5; ++i, y += 16.0) {
    canvas.rect({left, y, left + 20.0, y + 12.0}, fmt::format("v{}", i));
    canvas.rect({left, y, left + 20.0, y + 12.0}, "n x");
    canvas.text(left + 26.0, y + 9.5, Anchor::start, "s", names[i]);
  }
  const auto missing = [](const Area& area) { return !area.value; };
  if (std::none_of(chart.areas.begin(), chart.areas.end(), missing)) return;
  canvas.hatch(Box{left, y, left + 20.0, y + 12.0}, Hatch::lines);
  canvas.rect({left, y, left + 20.0, y + 12.0}, "n x");
  canvas.text(left + 26.0, y + 9.5, Anchor::start, "s", chart.no_data);
}

}  // namespace

Picture area_map(const AreaMap& chart) {
  if (chart.breaks.size() > 4) throw std::logic_error("area_map: five classes at most");
  Range longitude, latitude;
  for (const Area& area : chart.areas) {
    for (const auto& ring : area.rings) {
      for (const auto& at : ring) longitude.include(at.longitude), latitude.include(at.latitude);
    }
  }
  if (longitude.empty || !(latitude.high > latitude.low)) throw std::logic_error("area_map: nothing to draw");
  Projection projection{longitude.low, latitude.high, 1.0, 1.0, {}};
  projection.stretch = maths::cos((latitude.low + latitude.high) / 2.0 * std::numbers::pi / 180.0);
  double legend_width = text_width(chart.no_data, kSmallSize);
  for (const auto& name : class_names(chart.breaks))
    legend_width = std::max(legend_width, text_width(name, kSmallSize));
  legend_width += 44.0;
  const double width = (longitude.high - longitude.low) * projection.stretch,
               height = latitude.high - latitude.low;
  const double wanted_height = chart.frame.plot_height > 0.0 ? chart.frame.plot_height : 320.0;
  projection.scale = std::min((chart.frame.width - legend_width) / width, wanted_height / height);
  Canvas canvas(chart.frame, height * projection.scale + 4.0);
  projection.offset = {1.0, canvas.area().top + 2.0};

  std::vector<std::vector<std::vector<Point>>> shapes;
  for (const Area& area : chart.areas) {
    auto& shape = shapes.emplace_back();
    for (const auto& ring : area.rings) {
      std::vector<Point> points;
      for (const auto& at : ring) points.push_back(projection(at));
      shape.push_back(thin_outline(points));
    }
  }
  for (std::size_t i = 0; i < shapes.size(); ++i) draw_area(canvas, chart.areas[i], shapes[i], chart.breaks);
  std::vector<Box> taken;
  for (std::size_t i = 0; i < shapes.size(); ++i)
    draw_area_words(canvas, chart.areas[i], shapes[i], chart.breaks, taken);
  draw_map_legend(canvas, chart, width * projection.scale + 16.0, canvas.area().top);
  return canvas.finish();
}

}  // namespace handover::charts
