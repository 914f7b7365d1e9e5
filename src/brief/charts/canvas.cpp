#include "brief/charts/canvas.h"

#include "brief/charts/style.h"
#include "brief/charts/text.h"

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

double size_of_classes(std::string_view classes) {
  if (classes.substr(0, 1) == "t") return kTitleSize;
  return classes.substr(0, 1) == "s" ? kSmallSize : kLabelSize;
}

}  // namespace

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
  for (const std::string& line : lines.title) text(0.0, (y += kTitleLine) - 4.0, Anchor::start, "t", line);
  for (const std::string& line : lines.subtitle)
    text(0.0, (y += kLabelLine) - 3.0, Anchor::start, "l q", line);
  y = area_.bottom + 7.0;
  for (const std::string& line : lines.note) text(0.0, (y += kSmallLine) - 3.0, Anchor::start, "s", line);
  for (const std::string& line : lines.source) text(0.0, (y += kSmallLine) - 3.0, Anchor::start, "s q", line);
}

void Canvas::rect(const Box& box, std::string_view classes) {
  if (!has_place(box.left, box.top, box.right, box.bottom)) return;
  body_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{}\"/>\n",
                       pixels(box.left), pixels(box.top), pixels(std::max(0.0, box.width())),
                       pixels(std::max(0.0, box.height())), classes);
}

void Canvas::line(Point from, Point to, std::string_view classes) {
  if (!has_place(from.x, from.y, to.x, to.y)) return;
  body_ += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"{}\"/>\n", pixels(from.x),
                       pixels(from.y), pixels(to.x), pixels(to.y), classes);
}

void Canvas::polyline(const std::vector<Point>& points, std::string_view classes) {
  if (points.size() < 2) return;
  body_ += fmt::format("<polyline points=\"{}\" class=\"n {}\"/>\n", points_text(points), classes);
}

void Canvas::polygon(const std::vector<Point>& points, std::string_view classes) {
  if (points.size() < 3) return;
  body_ += fmt::format("<polygon points=\"{}\" class=\"{}\"/>\n", points_text(points), classes);
}

void Canvas::path(const std::string& commands, std::string_view classes) {
  body_ += fmt::format("<path fill-rule=\"evenodd\" d=\"{}\" class=\"{}\"/>\n", commands, classes);
}

void Canvas::circle(Point centre, double radius, std::string_view classes) {
  if (!has_place(centre.x, centre.y, radius)) return;
  body_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" class=\"{}\"/>\n", pixels(centre.x),
                       pixels(centre.y), pixels(radius), classes);
}

void Canvas::diamond(Point centre, double radius, std::string_view classes) {
  polygon({{centre.x, centre.y - radius},
           {centre.x + radius, centre.y},
           {centre.x, centre.y + radius},
           {centre.x - radius, centre.y}},
          classes);
}

void Canvas::marker(Point centre, double radius, int shape, std::string_view classes) {
  switch (shape) {
    case 1: {
      const double half = radius * 0.886;
      rect({centre.x - half, centre.y - half, centre.x + half, centre.y + half}, classes);
      break;
    }
    case 2: {
      const double side = radius * 1.347;
      polygon({{centre.x, centre.y - side * 1.15},
               {centre.x + side, centre.y + side * 0.58},
               {centre.x - side, centre.y + side * 0.58}},
              classes);
      break;
    }
    case 3:
      diamond(centre, radius * 1.253, classes);
      break;
    default:
      circle(centre, radius, classes);
  }
}

void Canvas::text(double x, double y, Anchor anchor, std::string_view classes, std::string_view words) {
  if (words.empty() || !has_place(x, y)) return;
  const char* name = anchor == Anchor::middle ? " text-anchor=\"middle\""
                     : anchor == Anchor::end  ? " text-anchor=\"end\""
                                              : "";
  body_ += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" class=\"{}\"{}>{}</text>\n", pixels(x),
                       pixels(y), pixels(size_of_classes(classes)), classes, name, escape_xml(words));
}

std::string Canvas::hatch_class(Hatch hatch) const {
  switch (hatch) {
    case Hatch::lines:
      return "hl\" fill=\"url(#" + id_ + "l)";
    case Hatch::dots:
      return "hd\" fill=\"url(#" + id_ + "d)";
    case Hatch::crossed:
      return "hc\" fill=\"url(#" + id_ + "c)";
    case Hatch::none:
      break;
  }
  return "n";
}

std::string Canvas::finish() const {
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"hv\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
      "height=\"{1}\" role=\"img\" aria-label=\"{2}\">\n<style>{3}</style>\n",
      pixels(width_), pixels(height_), escape_xml(title_), style_sheet());
  out += pattern_definitions(id_);
  out += fmt::format("<rect width=\"{}\" height=\"{}\" class=\"paper\"/>\n", pixels(width_), pixels(height_));
  return out + body_ + "</svg>\n";
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
