// A sheet to draw on: title above, note and source below, shapes in between. Shapes carry class names; the
// style sheet inside the picture (style.cpp) gives them colours.
#pragma once

#include "charts/charts.h"

#include <string>
#include <string_view>
#include <vector>

namespace handover::charts {

struct Point {
  double x = 0.0, y = 0.0;
};
struct Box {
  double left = 0.0, top = 0.0, right = 0.0, bottom = 0.0;
  double width() const { return right - left; }
  double height() const { return bottom - top; }
  bool overlaps(const Box& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
};
enum class Anchor { start, middle, end };

inline constexpr double kLabelSize = 11.0;  // axis and direct labels
inline constexpr double kSmallSize = 9.5;   // source line, tick labels in tight places

// Where a text of this size and anchor lies on the sheet.
Box text_box(double x, double y, Anchor anchor, std::string_view text, double size, bool bold = false);

// What a mark stands for, written as its data- attributes. Numbers as text: a line holds one for each point.
struct Datum {
  std::string series = {}, x = {}, low = {}, best = {}, high = {};
};
// A number, or several, as a Datum holds them: six significant digits.
std::string datum_text(double value);
std::string datum_text(const std::vector<double>& values);
// A place on an axis: an ISO month or day on one of months, else a number.
std::string datum_text(const Axis& axis, double at);
std::string datum_text(const Axis& axis, const std::vector<double>& at);

class Canvas {
 public:
  // `content_height`: of everything between the head and the foot.
  Canvas(const Frame& frame, double content_height);

  const Box& area() const { return area_; }

  // Shapes. `datum` is given where the shape stands for one.
  void rect(const Box& box, std::string_view classes, const Datum& datum = {});
  void line(Point from, Point to, std::string_view classes, const Datum& datum = {});
  void polyline(const std::vector<Point>& points, std::string_view classes, const Datum& datum = {});
  void polygon(const std::vector<Point>& points, std::string_view classes, const Datum& datum = {});
  void path(const std::string& commands, std::string_view classes, const Datum& datum = {});
  void circle(Point centre, double radius, std::string_view classes, const Datum& datum = {});
  void diamond(Point centre, double radius, std::string_view classes, const Datum& datum = {});
  // Shapes 0 circle, 1 square, 2 triangle, 3 diamond, of equal area.
  void marker(Point centre, double radius, int shape, std::string_view classes, const Datum& datum = {});
  // A hatch over a box or a closed path; nothing for Hatch::none.
  void hatch(const Box& box, Hatch hatch);
  void hatch(const std::string& commands, Hatch hatch);
  // `classes` beside the size class: "l" for labels (11 px), "s" small (9.5 px), "b" bold, "q" quiet, "h"
  // halo.
  void text(double x, double y, Anchor anchor, std::string_view classes, std::string_view words);

  Picture finish() const;

 private:
  void draw_head_and_foot(const Frame& frame);
  std::string fill_of(Hatch hatch) const;

  Box area_;
  double width_ = 0.0, height_ = 0.0;
  std::string id_, title_, body_;
};

// Labels on one side that would collide are pushed apart; returns the new heights, in the order given.
std::vector<double> spread_labels(const std::vector<double>& wanted, double gap, double top, double bottom);

}  // namespace handover::charts
