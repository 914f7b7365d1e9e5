#include "charts/canvas.h"

#include "charts/style.h"
#include "charts/text.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace handover::charts {
namespace {

constexpr double kTitleSize = 13.0;
constexpr double kTitleLine = 17.0;
constexpr double kLabelLine = 14.5;
constexpr double kSmallLine = 12.5;

struct HeadAndFoot {
  std::vector<std::string> title, subtitle, note, source;
  double head = 0.0, foot = 0.0;
};

HeadAndFoot lay_out(const Frame& frame) {
  HeadAndFoot lines;
  lines.title = wrap_text(frame.title, frame.width, kTitleSize, true);
  lines.subtitle = wrap_text(frame.subtitle, frame.width, kLabelSize);
  lines.note = wrap_text(frame.note, frame.width, kSmallSize);
  lines.source = wrap_text(frame.source, frame.width, kSmallSize);
  lines.head = kTitleLine * static_cast<double>(lines.title.size()) +
               kLabelLine * static_cast<double>(lines.subtitle.size());
  if (lines.head > 0.0) lines.head += 6.0;
  lines.foot = kSmallLine * static_cast<double>(lines.note.size() + lines.source.size());
  if (lines.foot > 0.0) lines.foot += 7.0;
  return lines;
}

// Two pictures in one page must not share pattern names; the same picture always gets the same ones.
std::string id_of(const Frame& frame) {
  std::uint64_t hash = 1469598103934665603ULL;
  for (const char c : frame.title + '\n' + frame.subtitle + '\n' + frame.note) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  return fmt::format("h{:08x}", static_cast<std::uint32_t>(hash ^ (hash >> 32U)));
}

// What has no place is not drawn: a picture never holds a coordinate that is no number.
template <class... Coordinates>
bool has_place(Coordinates... coordinates) {
  return (std::isfinite(coordinates) && ...);
}

std::string points_text(const std::vector<Point>& points) {
  std::string text;
  for (const Point& point : points) {
    if (!has_place(point.x, point.y)) continue;
    if (!text.empty()) text += ' ';
    text += pixels(point.x) + ',' + pixels(point.y);
  }
  return text;
}

// Attributes of a mark that stands for a datum; those it lacks are left out.
std::string attributes_of(const Datum& datum) {
  std::string text;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) text += fmt::format(" data-{}=\"{}\"", name, escape_xml(value));
  };
  add("series", datum.series), add("x", datum.x);
  add("low", datum.low), add("best", datum.best), add("high", datum.high);
  return text;
}

std::string box_attributes(const Box& box) {
  return fmt::format("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", pixels(box.left), pixels(box.top),
                     pixels(std::max(0.0, box.width())), pixels(std::max(0.0, box.height())));
}

// Words that run from the right are isolated, so that figures and names of another script keep their places
// whatever the page around the picture does (Unicode Standard Annex 9: RLI ... PDI).
std::string directed(std::string_view words) {
  const std::string text = escape_xml(words);
  return script().right_to_left ? "\xE2\x81\xA7" + text + "\xE2\x81\xA9" : text;
}

double size_of_classes(std::string_view classes) {
  if (classes.substr(0, 1) == "t") return kTitleSize;
  return classes.substr(0, 1) == "s" ? kSmallSize : kLabelSize;
}

}  // namespace

std::string datum_text(double value) {
  return std::isfinite(value) ? fmt::format("{:.6g}", value) : std::string{};
}

std::string datum_text(const std::vector<double>& values) {
  std::string text;
  // What is no number keeps its place in the list.
  for (const double value : values)
    text += (text.empty() ? "" : " ") + (std::isfinite(value) ? datum_text(value) : std::string("-"));
  return text;
}

std::string datum_text(const Axis& axis, double at) {
  if (axis.kind == AxisKind::number) return datum_text(at);
  const auto months = static_cast<int>(std::floor(at));
  const double within = at - months;
  const std::string month = fmt::format("{:04}-{:02}", months / 12, months % 12 + 1);
  // The beginning and the middle of a month stand for the whole of it.
  if (within < 0.005 || std::abs(within - 0.5) < 0.005) return month;
  return fmt::format("{}-{:02}", month, static_cast<int>(within * 30.4) + 1);
}

std::string datum_text(const Axis& axis, const std::vector<double>& at) {
  std::string text;
  for (const double one : at) text += (text.empty() ? "" : " ") + datum_text(axis, one);
  return text;
}

Box text_box(double x, double y, Anchor anchor, std::string_view text, double size, bool bold) {
  const double width = text_width(text, size, bold);
  const double left = anchor == Anchor::start ? x : anchor == Anchor::middle ? x - width / 2.0 : x - width;
  return {left, y - 0.8 * size, left + width, y + 0.25 * size};
}

Canvas::Canvas(const Frame& frame, double content_height) : width_(frame.width), id_(id_of(frame)) {
  const HeadAndFoot lines = lay_out(frame);
  height_ = lines.head + content_height + lines.foot;
  area_ = {0.0, lines.head, width_, lines.head + content_height};
  title_ = frame.title;
  draw_head_and_foot(frame);
}

void Canvas::draw_head_and_foot(const Frame& frame) {
  const HeadAndFoot lines = lay_out(frame);
  double y = 0.0;
  // Where lines begin.
  const double x = script().right_to_left ? width_ : 0.0;
  const Anchor side = script().right_to_left ? Anchor::end : Anchor::start;
  for (const std::string& line : lines.title) text(x, (y += kTitleLine) - 4.0, side, "t", line);
  for (const std::string& line : lines.subtitle) text(x, (y += kLabelLine) - 3.0, side, "l q", line);
  y = area_.bottom + 7.0;
  for (const std::string& line : lines.note) text(x, (y += kSmallLine) - 3.0, side, "s", line);
  for (const std::string& line : lines.source) text(x, (y += kSmallLine) - 3.0, side, "s q", line);
}

void Canvas::rect(const Box& box, std::string_view classes, const Datum& datum) {
  if (!has_place(box.left, box.top, box.right, box.bottom)) return;
  body_ += fmt::format("<rect {} class=\"{}\"{}/>\n", box_attributes(box), classes, attributes_of(datum));
}

void Canvas::line(Point from, Point to, std::string_view classes, const Datum& datum) {
  if (!has_place(from.x, from.y, to.x, to.y)) return;
  body_ += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"{}\"{}/>\n", pixels(from.x),
                       pixels(from.y), pixels(to.x), pixels(to.y), classes, attributes_of(datum));
}

void Canvas::polyline(const std::vector<Point>& points, std::string_view classes, const Datum& datum) {
  if (points.size() < 2) return;
  body_ += fmt::format("<polyline points=\"{}\" class=\"n {}\"{}/>\n", points_text(points), classes,
                       attributes_of(datum));
}

void Canvas::polygon(const std::vector<Point>& points, std::string_view classes, const Datum& datum) {
  if (points.size() < 3) return;
  body_ += fmt::format("<polygon points=\"{}\" class=\"{}\"{}/>\n", points_text(points), classes,
                       attributes_of(datum));
}

void Canvas::path(const std::string& commands, std::string_view classes, const Datum& datum) {
  body_ += fmt::format("<path fill-rule=\"evenodd\" d=\"{}\" class=\"{}\"{}/>\n", commands, classes,
                       attributes_of(datum));
}

void Canvas::circle(Point centre, double radius, std::string_view classes, const Datum& datum) {
  if (!has_place(centre.x, centre.y, radius)) return;
  body_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" class=\"{}\"{}/>\n", pixels(centre.x),
                       pixels(centre.y), pixels(radius), classes, attributes_of(datum));
}

void Canvas::diamond(Point centre, double radius, std::string_view classes, const Datum& datum) {
  polygon({{centre.x, centre.y - radius},
           {centre.x + radius, centre.y},
           {centre.x, centre.y + radius},
           {centre.x - radius, centre.y}},
          classes, datum);
}

void Canvas::marker(Point centre, double radius, int shape, std::string_view classes, const Datum& datum) {
  switch (shape) {
    case 1: {
      const double half = radius * 0.886;
      rect({centre.x - half, centre.y - half, centre.x + half, centre.y + half}, classes, datum);
      break;
    }
    case 2: {
      const double side = radius * 1.347;
      polygon({{centre.x, centre.y - side * 1.15},
               {centre.x + side, centre.y + side * 0.58},
               {centre.x - side, centre.y + side * 0.58}},
              classes, datum);
      break;
    }
    case 3:
      diamond(centre, radius * 1.253, classes, datum);
      break;
    default:
      circle(centre, radius, classes, datum);
  }
}

void Canvas::text(double x, double y, Anchor anchor, std::string_view classes, std::string_view words) {
  if (words.empty() || !has_place(x, y)) return;
  const char* name = anchor == Anchor::middle ? " text-anchor=\"middle\""
                     : anchor == Anchor::end  ? " text-anchor=\"end\""
                                              : "";
  body_ += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" class=\"{}\"{}>{}</text>\n", pixels(x),
                       pixels(y), pixels(size_of_classes(classes)), classes, name, directed(words));
}

std::string Canvas::fill_of(Hatch hatch) const {
  const char* pattern = hatch == Hatch::lines ? "l" : hatch == Hatch::dots ? "d" : "c";
  return fmt::format("fill=\"url(#{}{})\"", id_, pattern);
}

void Canvas::hatch(const Box& box, Hatch hatch) {
  if (hatch == Hatch::none) return;
  body_ += fmt::format("<rect {} {}/>\n", box_attributes(box), fill_of(hatch));
}

void Canvas::hatch(const std::string& commands, Hatch hatch) {
  if (hatch == Hatch::none) return;
  body_ += fmt::format("<path fill-rule=\"evenodd\" d=\"{}\" {}/>\n", commands, fill_of(hatch));
}

Picture Canvas::finish() const {
  return {width_, height_, pattern_definitions(id_) + body_, title_};
}

std::vector<double> spread_labels(const std::vector<double>& wanted, double gap, double top, double bottom) {
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  // Least squares under "each at least a gap below the one before": isotonic regression of wanted - i * gap
  // by pooling neighbours that violate the order.
  struct Pool {
    double sum;
    std::size_t count;
    double mean() const { return sum / static_cast<double>(count); }
  };
  std::vector<Pool> pools;
  for (std::size_t i = 0; i < order.size(); ++i) {
    pools.push_back({wanted[order[i]] - gap * static_cast<double>(i), 1});
    while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
      const Pool last = pools.back();
      pools.pop_back();
      pools.back().sum += last.sum;
      pools.back().count += last.count;
    }
  }
  std::vector<double> placed = wanted;
  std::size_t i = 0;
  for (const Pool& pool : pools) {
    for (std::size_t k = 0; k < pool.count; ++k, ++i)
      placed[order[i]] = pool.mean() + gap * static_cast<double>(i);
  }
  // Stay inside; when there is no room for all, the top wins.
  double ceiling = bottom;
  for (auto at = order.rbegin(); at != order.rend(); ++at, ceiling -= gap)
    placed[*at] = std::min(placed[*at], ceiling);
  double floor = top;
  for (const std::size_t at : order) {
    placed[at] = std::max(placed[at], floor);
    floor = placed[at] + gap;
  }
  return placed;
}

}  // namespace handover::charts
