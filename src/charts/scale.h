// From data to pixels, and where the ticks go.
#pragma once

#include "charts/canvas.h"

#include <vector>

namespace handover::charts {

struct Range {
  double low = 0.0, high = 1.0;
  void include(double value);
  bool empty = true;
};

class Scale {
 public:
  Scale(Range range, double from, double to) : range_(range), from_(from), to_(to) {}
  double operator()(double value) const {
    return from_ + (value - range_.low) / (range_.high - range_.low) * (to_ - from_);
  }
  double clamped(double value) const;
  const Range& range() const { return range_; }

 private:
  Range range_;
  double from_, to_;
};

struct Tick {
  double at = 0.0;
  std::string label;
};
// Round numbers (1, 2, 5 times a power of ten), about `wanted` of them, inside the range.
std::vector<Tick> number_ticks(const Range& range, int wanted, bool percent);
// Months or years whose labels fit into `pixels_wide`.
std::vector<Tick> month_ticks(const Range& range, double pixels_wide);

// The range asked for by the axis, else the data's; never empty, rounded outwards to ticks for numbers.
Range axis_range(const Axis& axis, Range data, bool from_zero);
std::vector<Tick> axis_ticks(const Axis& axis, const Range& range, double pixels_long);

// Horizontal axis under `plot`: ticks, labels, title; grid lines upwards. Takes kAxisHeight pixels (and
// kAxisTitle more when it has a title).
inline constexpr double kAxisHeight = 18.0;
inline constexpr double kAxisTitle = 14.0;
void draw_x_axis(Canvas& canvas, const Box& plot, const Axis& axis, const Scale& scale, bool grid);
double x_axis_height(const Axis& axis);
// Vertical axis left of `plot`; returns nothing, needs `y_axis_width` pixels.
void draw_y_axis(Canvas& canvas, const Box& plot, const Axis& axis, const Scale& scale);
double y_axis_width(const Axis& axis, const Range& range, double pixels_high);

// Dated or numbered vertical lines with words on top, in rows so that no two collide. `mark_rows` says how
// many rows of 13 px they need.
int mark_rows(const std::vector<Mark>& marks, const Scale& x, const Box& plot);
void draw_marks(Canvas& canvas, const std::vector<Mark>& marks, const Scale& x, const Box& plot);
inline constexpr double kMarkRow = 13.0;

}  // namespace handover::charts
