#include "charts/charts.h"
#include "charts/scale.h"
#include "charts/text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::charts {

Picture word_chart(const WordChart& chart) {
  constexpr double kRow = 18.0;
  double widest = 0.0, limit = chart.sure_at;
  for (const WordBar& word : chart.words) {
    widest = std::max(
        widest,
        text_width(fmt::format("{} ({} : {})", word.word, word.left_count, word.right_count), kLabelSize));
    limit = std::max(limit, std::abs(word.z));
  }
  // Words stand on the far side of the middle line, so each half needs room for them.
  const double width = chart.frame.width;
  const Axis axis{
      .label = "standard deviations from even use (z)", .low = -limit * 1.05, .high = limit * 1.05};
  const double rows = kRow * static_cast<double>(chart.words.size());
  Canvas canvas(chart.frame, 20.0 + rows + x_axis_height(axis));
  const double half = std::max(width / 2.0, widest + 10.0);
  Box plot{width / 2.0 - half + 2.0, canvas.area().top + 20.0, width / 2.0 + half - 2.0, 0.0};
  plot.bottom = plot.top + rows;
  const Scale scale({-limit * 1.05, limit * 1.05, false}, plot.left, plot.right);
  const double middle = scale(0.0);
  canvas.text(middle - 10.0, canvas.area().top + 12.0, Anchor::end, "l b", "\xE2\x86\x90 " + chart.left_name);
  canvas.text(middle + 10.0, canvas.area().top + 12.0, Anchor::start, "l b",
              chart.right_name + " \xE2\x86\x92");
  draw_x_axis(canvas, plot, axis, scale, false);
  for (const double edge : {-chart.sure_at, chart.sure_at}) {
    canvas.line({scale(edge), plot.top}, {scale(edge), plot.bottom}, "x dash");
  }
  double y = plot.top;
  for (const WordBar& word : chart.words) {
    const double end = scale(word.z);
    const Box bar{std::min(middle, end), y + 3.0, std::max(middle, end), y + kRow - 3.0};
    const bool left = word.z < 0.0, sure = std::abs(word.z) >= chart.sure_at;
    canvas.rect(
        bar, sure ? "bar" : "w0",
        {.series = left ? chart.left_name : chart.right_name, .x = word.word, .best = datum_text(word.z)});
    if (sure && !left) canvas.hatch(bar, Hatch::lines);
    canvas.rect(bar, "n x");
    canvas.text(left ? middle + 6.0 : middle - 6.0, y + 12.5, left ? Anchor::start : Anchor::end,
                sure ? "l h" : "l q h",
                fmt::format("{} ({} : {})", word.word, word.left_count, word.right_count));
    y += kRow;
  }
  canvas.line({middle, plot.top}, {middle, plot.bottom}, "l0 thin solid");
  return canvas.finish();
}

}  // namespace handover::charts
