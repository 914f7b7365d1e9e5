#include "charts/charts.h"
#include "charts/scale.h"
#include "charts/text.h"

#include <algorithm>

namespace handover::charts {
namespace {

constexpr double kGanttRow = 23.0;
constexpr const char* kBlockFills[] = {"v3", "v2", "v1"};

Range gantt_range(const GanttChart& chart) {
  Range range;
  for (const GanttRow& row : chart.rows) {
    range.include(row.start);
    range.include(row.end);
    if (row.slip_high) range.include(*row.slip_high);
    for (const Mark& gate : row.gates) range.include(gate.x);
  }
  for (const Mark& mark : chart.marks) range.include(mark.x);
  if (range.empty) range = {0.0, 12.0, false};
  if (chart.low) range.low = *chart.low;
  if (chart.high) range.high = *chart.high;
  if (!(range.high > range.low)) range.high = range.low + 1.0;
  return range;
}

// Bar: what is planned. Thin line with an end cap: where the end lies once slip is allowed for.
void draw_bar(Canvas& canvas, const GanttRow& row, const Scale& scale, double y) {
  const Box box{scale.clamped(row.start), y - 7.0,
                std::max(scale.clamped(row.end), scale.clamped(row.start) + 2.0), y + 7.0};
  const int look = std::clamp(row.look, 0, 2);
  const Axis months{.kind = AxisKind::month};
  canvas.rect(box, kBlockFills[look],
              {.series = row.name,
               .x = datum_text(months, row.start),
               .low = row.slip_low ? datum_text(months, *row.slip_low) : "",
               .best = datum_text(months, row.end),
               .high = row.slip_high ? datum_text(months, *row.slip_high) : ""});
  if (look == 1) canvas.hatch(box, Hatch::lines);
  if (look == 2) canvas.hatch(box, Hatch::dots);
  canvas.rect(box, "n x");
  if (!row.slip_low || !row.slip_high) return;
  const double low = scale.clamped(*row.slip_low), high = scale.clamped(*row.slip_high);
  canvas.line({std::max(low, box.right), y}, {high, y}, "l0 solid");
  canvas.line({low, y - 5.0}, {low, y + 5.0}, "l0 thin solid");
  canvas.line({high, y - 5.0}, {high, y + 5.0}, "l0 thin solid");
}

// Words go right of everything the row draws; when they do not fit, left of it; when neither, under the bar.
void draw_words(Canvas& canvas, const GanttRow& row, const Scale& scale, const Box& plot, double y) {
  if (row.label.empty()) return;
  const double width = text_width(row.label, kSmallSize);
  double right = std::max(scale.clamped(row.end), scale.clamped(row.slip_high.value_or(row.end)));
  for (const Mark& gate : row.gates) right = std::max(right, scale.clamped(gate.x) + 9.0);
  double left = scale.clamped(row.start);
  for (const Mark& gate : row.gates) left = std::min(left, scale.clamped(gate.x) - 9.0);
  if (right + 6.0 + width <= plot.right) {
    canvas.text(right + 6.0, y + 3.4, Anchor::start, "s h", row.label);
  } else if (left - 6.0 - width >= plot.left) {
    canvas.text(left - 6.0, y + 3.4, Anchor::end, "s h", row.label);
  }
}

}  // namespace

Picture gantt_chart(const GanttChart& chart) {
  double names = 0.0;
  for (const GanttRow& row : chart.rows) names = std::max(names, text_width(row.name, kLabelSize));
  names = std::min(names, chart.frame.width * 0.34);
  Box plot{names + 12.0, 0.0, chart.frame.width - 10.0, 0.0};
  const Scale scale(gantt_range(chart), plot.left, plot.right);
  const double above = kMarkRow * mark_rows(chart.marks, scale, plot) + 4.0;
  const double height = kGanttRow * static_cast<double>(chart.rows.size());
  Axis axis{.kind = AxisKind::month};
  Canvas canvas(chart.frame, above + height + x_axis_height(axis));
  plot.top = canvas.area().top + above;
  plot.bottom = plot.top + height;
  draw_x_axis(canvas, plot, axis, scale, true);
  draw_marks(canvas, chart.marks, scale, plot);
  double y = plot.top + kGanttRow / 2.0;
  for (const GanttRow& row : chart.rows) {
    const auto lines = wrap_text(row.name, names, kLabelSize);
    double line_y = y + 3.8 - 6.0 * (static_cast<double>(lines.size()) - 1.0);
    for (const auto& line : lines) {
      canvas.text(plot.left - 9.0, line_y, Anchor::end, "l", line);
      line_y += 12.0;
    }
    draw_bar(canvas, row, scale, y);
    for (const Mark& gate : row.gates) {
      const double x = scale.clamped(gate.x);
      canvas.diamond({x, y}, gate.label.empty() ? 6.0 : 9.0, "w0 l0 thin solid",
                     {.series = row.name, .x = datum_text(axis, gate.x), .best = gate.label});
      canvas.text(x, y + 3.3, Anchor::middle, "s b", gate.label);
    }
    draw_words(canvas, row, scale, plot, y);
    y += kGanttRow;
  }
  return canvas.finish();
}

}  // namespace handover::charts
