#include "charts/scale.h"

#include "charts/text.h"
#include "numerics/maths.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace handover::charts {
namespace {

// Years are not grouped.
std::string year_text(int year);
std::string widest_month() {
  const auto& months = script().months;
  return *std::max_element(months.begin(), months.end(), [](const std::string& a, const std::string& b) {
    return text_width(a, kSmallSize) < text_width(b, kSmallSize);
  });
}
std::string year_text(int year) {
  std::string text;
  for (const char c : fmt::format("{}", year)) text += script().digits[static_cast<std::size_t>(c - '0')];
  return text;
}

int ticks_for(double pixels_high) {
  return std::max(3, static_cast<int>(pixels_high / 38.0));
}

double nice_step(double span, int wanted) {
  const double rough = span / std::max(1, wanted);
  const double power = maths::pow(10.0, std::floor(maths::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough * 0.999) return factor * power;
  }
  return 10.0 * power;
}

int decimals_of(double step) {
  return step >= 1.0 ? 0 : static_cast<int>(std::ceil(-maths::log10(step) - 1e-9));
}

std::string month_label(int position, int step) {
  const int year = position / 12, month = position % 12;
  const std::string written = year_text(year);
  if (step >= 12) return written;
  return filled(script().month_of_year, script().months[static_cast<std::size_t>(month)], written);
}

struct PlacedMark {
  Mark mark;
  Box box;
  Anchor anchor = Anchor::start;
  int row = 0;
};

// Greedy, from right to left, each into the first row where it is free: words stand right of their line, so
// an earlier mark goes above a later one's words and no line runs through words.
std::vector<PlacedMark> place_marks(std::vector<Mark> marks, const Scale& x, const Box& plot) {
  std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.x > b.x; });
  std::vector<PlacedMark> placed;
  for (const Mark& mark : marks) {
    PlacedMark next{mark, {}, Anchor::start, 0};
    const double at = x(mark.x);
    if (at < plot.left - 0.5 || at > plot.right + 0.5) continue;
    next.box = text_box(at + 3.0, 0.0, Anchor::start, mark.label, kSmallSize);
    if (next.box.right > plot.right) {
      next.anchor = Anchor::end;
      next.box = text_box(at - 3.0, 0.0, Anchor::end, mark.label, kSmallSize);
    }
    // Neither another's words in this row, nor the line of a mark whose words stand higher up.
    const auto collides = [&](const PlacedMark& other) {
      const double line = x(other.mark.x);
      if (other.row > next.row) return line > next.box.left - 2.0 && line < next.box.right + 2.0;
      return other.row == next.row && next.box.left < other.box.right + 6.0 &&
             other.box.left < next.box.right + 6.0;
    };
    while (std::any_of(placed.begin(), placed.end(), collides)) ++next.row;
    placed.push_back(next);
  }
  return placed;
}

}  // namespace

void Range::include(double value) {
  if (!std::isfinite(value)) return;
  low = empty ? value : std::min(low, value);
  high = empty ? value : std::max(high, value);
  empty = false;
}

double Scale::clamped(double value) const {
  return (*this)(std::clamp(value, range_.low, range_.high));
}

std::vector<Tick> number_ticks(const Range& range, int wanted, bool percent) {
  const double step = nice_step(range.high - range.low, wanted);
  std::vector<Tick> ticks;
  const double first = std::ceil(range.low / step - 1e-9);
  for (double k = first; k * step <= range.high + step * 1e-9; k += 1.0) {
    const double value = k * step;
    ticks.push_back({value, percent ? number_text(value * 100.0, decimals_of(step * 100.0)) + " %"
                                    : number_text(value, decimals_of(step))});
  }
  return ticks;
}

std::vector<Tick> month_ticks(const Range& range, double pixels_wide) {
  const double per_month = pixels_wide / (range.high - range.low);
  int step = 120;
  for (const int candidate : {1, 2, 3, 6, 12, 24, 60}) {
    const double label =
        text_width(candidate >= 12 ? std::string("2024") : widest_month() + " 2024", kSmallSize) + 12.0;
    if (candidate * per_month >= label) {
      step = candidate;
      break;
    }
  }
  std::vector<Tick> ticks;
  int at = static_cast<int>(std::ceil(range.low - 1e-9));
  at += (step - at % step) % step;
  for (; at <= range.high + 1e-9; at += step)
    ticks.push_back({static_cast<double>(at), month_label(at, step)});
  return ticks;
}

Range axis_range(const Axis& axis, Range data, bool from_zero) {
  if (data.empty) data = {0.0, 1.0, false};
  if (from_zero && axis.kind == AxisKind::number) data.include(0.0);
  if (axis.kind == AxisKind::number && data.high > data.low) {
    const double step = nice_step(data.high - data.low, 5);
    data.low = std::floor(data.low / step + 1e-9) * step;
    data.high = std::ceil(data.high / step - 1e-9) * step;
  }
  if (axis.low) data.low = *axis.low;
  if (axis.high) data.high = *axis.high;
  if (!(data.high > data.low)) data.high = data.low + 1.0;
  return data;
}

std::vector<Tick> axis_ticks(const Axis& axis, const Range& range, double pixels_long) {
  if (axis.kind == AxisKind::month) return month_ticks(range, pixels_long);
  return number_ticks(range, std::max(2, static_cast<int>(pixels_long / 62.0)), axis.percent);
}

double x_axis_height(const Axis& axis) {
  return kAxisHeight + (axis.label.empty() ? 0.0 : kAxisTitle);
}

void draw_x_axis(Canvas& canvas, const Box& plot, const Axis& axis, const Scale& scale, bool grid) {
  double free_from = -1e9;
  for (const Tick& tick : axis_ticks(axis, scale.range(), plot.width())) {
    const double x = scale(tick.at);
    if (grid) canvas.line({x, plot.top}, {x, plot.bottom}, "g");
    canvas.line({x, plot.bottom}, {x, plot.bottom + 4.0}, "x");
    // Labels near an edge are pulled in so that they stay on the sheet.
    const double half = text_width(tick.label, kSmallSize) / 2.0;
    const double centre = std::clamp(x, canvas.area().left + half, canvas.area().right - half);
    if (centre - half < free_from) continue;
    canvas.text(centre, plot.bottom + 14.0, Anchor::middle, "s", tick.label);
    free_from = centre + half + 4.0;
  }
  canvas.line({plot.left, plot.bottom}, {plot.right, plot.bottom}, "x");
  if (!axis.label.empty()) {
    const double half = text_width(axis.label, kSmallSize) / 2.0;
    const double centre = std::clamp((plot.left + plot.right) / 2.0, canvas.area().left + half,
                                     std::max(canvas.area().left + half, canvas.area().right - half));
    canvas.text(centre, plot.bottom + kAxisHeight + 10.0, Anchor::middle, "s q", axis.label);
  }
}

double y_axis_width(const Axis& axis, const Range& range, double pixels_high) {
  double widest = 0.0;
  for (const Tick& tick : number_ticks(range, ticks_for(pixels_high), axis.percent)) {
    widest = std::max(widest, text_width(tick.label, kSmallSize));
  }
  return widest + 7.0;
}

void draw_y_axis(Canvas& canvas, const Box& plot, const Axis& axis, const Scale& scale) {
  const int wanted = ticks_for(plot.height());
  for (const Tick& tick : number_ticks(scale.range(), wanted, axis.percent)) {
    const double y = scale(tick.at);
    canvas.line({plot.left, y}, {plot.right, y}, "g");
    canvas.text(plot.left - 5.0, y + 3.4, Anchor::end, "s", tick.label);
  }
}

int mark_rows(const std::vector<Mark>& marks, const Scale& x, const Box& plot) {
  int rows = 0;
  for (const PlacedMark& placed : place_marks(marks, x, plot)) rows = std::max(rows, placed.row + 1);
  return rows;
}

void draw_marks(Canvas& canvas, const std::vector<Mark>& marks, const Scale& x, const Box& plot) {
  const auto all = place_marks(marks, x, plot);
  const auto height = [&](const PlacedMark& placed) { return plot.top - 4.0 - kMarkRow * placed.row; };
  for (const PlacedMark& placed : all) {
    const double at = x(placed.mark.x);
    canvas.line({at, height(placed) - 8.0}, {at, plot.bottom}, "x dash");
  }
  for (const PlacedMark& placed : all) {
    const double at = x(placed.mark.x), y = height(placed);
    canvas.text(placed.anchor == Anchor::start ? at + 3.0 : at - 3.0, y, placed.anchor, "s h",
                placed.mark.label);
  }
}

}  // namespace handover::charts
