#include "charts/charts.h"
#include "charts/scale.h"
#include "charts/text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::charts {
namespace {

constexpr double kCellHeight = 21.0;
constexpr double kGap = 18.0;

// Five tints; the number in the cell says the rest.
int tint_of(double share) {
  return std::clamp(static_cast<int>(share * 5.0), 0, 4);
}

struct Layout {
  double row_names = 0.0, cell_width = 0.0;
  std::size_t panels_per_line = 1;
  double panel_height = 0.0, column_names = 16.0;
  std::vector<std::string> legend;
};

double widest_cell_text(const HeatGrid& chart) {
  double widest = 0.0;
  for (const HeatPanel& panel : chart.panels) {
    for (const auto& row : panel.cells) {
      for (const Cell& cell : row) {
        const std::string words = cell.text.empty() && cell.share ? percent_text(*cell.share) : cell.text;
        widest = std::max(widest, text_width(words, kSmallSize));
      }
    }
  }
  return widest + 6.0;
}

Layout lay_out(const HeatGrid& chart) {
  Layout layout;
  for (const auto& row : chart.rows)
    layout.row_names = std::max(layout.row_names, text_width(row, kSmallSize));
  layout.row_names += 8.0;
  // Column names may break at spaces, so their longest word is what needs room.
  double widest_word = 0.0;
  for (const auto& name : chart.columns) {
    for (const auto& word : wrap_text(name, 1.0, kSmallSize))
      widest_word = std::max(widest_word, text_width(word, kSmallSize));
  }
  const double least_cell = std::max(widest_cell_text(chart), widest_word + 6.0);
  const double columns = static_cast<double>(std::max<std::size_t>(1, chart.columns.size()));
  const double least_panel = layout.row_names + least_cell * columns;
  // As many panels beside one another as fit, in lines of equal length.
  const auto panels = std::max<std::size_t>(1, chart.panels.size());
  const double fit = std::floor((chart.frame.width + kGap) / (least_panel + kGap));
  layout.panels_per_line = static_cast<std::size_t>(std::clamp(fit, 1.0, static_cast<double>(panels)));
  while (panels % layout.panels_per_line != 0) --layout.panels_per_line;
  const double panel = (chart.frame.width - kGap * (static_cast<double>(layout.panels_per_line) - 1.0)) /
                       static_cast<double>(layout.panels_per_line);
  layout.cell_width = std::min((panel - layout.row_names) / columns, 92.0);
  // Long column names run over several lines.
  std::size_t name_lines = 1;
  for (const auto& name : chart.columns)
    name_lines = std::max(name_lines, wrap_text(name, layout.cell_width - 3.0, kSmallSize).size());
  layout.column_names = 12.0 * static_cast<double>(name_lines) + 4.0;
  layout.panel_height =
      16.0 + layout.column_names + kCellHeight * static_cast<double>(chart.rows.size()) + 10.0;
  return layout;
}

void draw_cell(Canvas& canvas, const Cell& cell, const Box& box, const Datum& datum) {
  const int tint = cell.share ? tint_of(*cell.share) : 0;
  canvas.rect(box, cell.share ? fmt::format("v{} c", tint) : "v0 c", datum);
  canvas.hatch(box, cell.hatch);
  const std::string words = !cell.text.empty() ? cell.text : cell.share ? percent_text(*cell.share) : "";
  const bool dark = tint >= 3 && cell.hatch == Hatch::none;
  canvas.text((box.left + box.right) / 2.0, (box.top + box.bottom) / 2.0 + 3.5, Anchor::middle,
              dark                        ? "s on"
              : cell.hatch == Hatch::none ? "s"
                                          : "s h",
              words);
}

Datum datum_of(const HeatGrid& chart, const HeatPanel& panel, std::size_t row, std::size_t column) {
  const Cell& cell = panel.cells[row][column];
  return {.series = panel.name,
          .x = chart.rows[row] + " / " + (column < chart.columns.size() ? chart.columns[column] : ""),
          .best = cell.share ? datum_text(*cell.share) : ""};
}

void draw_panel(Canvas& canvas, const HeatGrid& chart, const HeatPanel& panel, const Layout& layout,
                Point at) {
  canvas.text(at.x, at.y + 11.0, Anchor::start, "l b", panel.name);
  const double left = at.x + layout.row_names;
  double y = at.y + 16.0;
  for (std::size_t c = 0; c < chart.columns.size(); ++c) {
    const auto lines = wrap_text(chart.columns[c], layout.cell_width - 3.0, kSmallSize);
    double line_y = y + layout.column_names - 4.0 - 12.0 * (static_cast<double>(lines.size()) - 1.0);
    for (const auto& line : lines) {
      canvas.text(left + layout.cell_width * (static_cast<double>(c) + 0.5), line_y, Anchor::middle, "s",
                  line);
      line_y += 12.0;
    }
  }
  y += layout.column_names;
  std::vector<Box> outlined;
  for (std::size_t r = 0; r < panel.cells.size() && r < chart.rows.size(); ++r, y += kCellHeight) {
    canvas.text(left - 6.0, y + kCellHeight / 2.0 + 3.5, Anchor::end, "s", chart.rows[r]);
    for (std::size_t c = 0; c < panel.cells[r].size(); ++c) {
      const double x = left + layout.cell_width * static_cast<double>(c);
      const Box box{x, y, x + layout.cell_width, y + kCellHeight};
      draw_cell(canvas, panel.cells[r][c], box, datum_of(chart, panel, r, c));
      if (panel.cells[r][c].outlined)
        outlined.push_back({box.left + 1.5, box.top + 1.5, box.right - 1.5, box.bottom - 1.5});
    }
  }
  for (const Box& box : outlined) canvas.rect(box, "n l0 solid");
}

struct Legend {
  Hatch hatch = Hatch::none;
  bool outline = false;
  std::string words;
};

std::vector<Legend> legends_of(const HeatGrid& chart) {
  std::vector<Legend> legends;
  for (const auto& [hatch, words] : chart.hatch_means) legends.push_back({hatch, false, words});
  if (!chart.outline_means.empty()) legends.push_back({Hatch::none, true, chart.outline_means});
  return legends;
}

// Keys beside one another while they fit, then on a further line. Returns the height used; draws when
// `canvas`.
double lay_legends(Canvas* canvas, const std::vector<Legend>& legends, double width, double top) {
  if (legends.empty()) return 0.0;
  double x = 0.0, y = top;
  for (const Legend& legend : legends) {
    const double length = 30.0 + text_width(legend.words, kSmallSize) + 18.0;
    if (x > 0.0 && x + length - 18.0 > width) x = 0.0, y += 15.0;
    if (canvas != nullptr) {
      const Box box{x + 1.0, y + 2.0, x + 23.0, y + 12.0};
      canvas->rect(box, legend.outline ? "n l0 solid" : "v0");
      canvas->hatch(box, legend.hatch);
      canvas->text(x + 30.0, y + 10.5, Anchor::start, "s", legend.words);
    }
    x += length;
  }
  return y + 15.0 - top;
}

}  // namespace

Picture heat_grid(const HeatGrid& chart) {
  const Layout layout = lay_out(chart);
  const auto legends = legends_of(chart);
  const std::size_t lines = (chart.panels.size() + layout.panels_per_line - 1) / layout.panels_per_line;
  const std::string axes =
      chart.row_title.empty() ? "" : filled(script().down_across, chart.row_title, chart.column_title);
  const auto axes_lines = wrap_text(axes, chart.frame.width, kSmallSize);
  const double axes_height = 13.0 * static_cast<double>(axes_lines.size());
  Canvas canvas(chart.frame, axes_height + layout.panel_height * static_cast<double>(lines) +
                                 lay_legends(nullptr, legends, chart.frame.width, 0.0));
  double y = canvas.area().top;
  for (const auto& line : axes_lines) canvas.text(0.0, (y += 13.0) - 4.0, Anchor::start, "s q", line);
  const double panel_width = layout.row_names + layout.cell_width * static_cast<double>(chart.columns.size());
  for (std::size_t p = 0; p < chart.panels.size(); ++p) {
    const std::size_t column = p % layout.panels_per_line, line = p / layout.panels_per_line;
    draw_panel(canvas, chart, chart.panels[p], layout,
               {static_cast<double>(column) * (panel_width + kGap),
                y + static_cast<double>(line) * layout.panel_height});
  }
  lay_legends(&canvas, legends, chart.frame.width, y + layout.panel_height * static_cast<double>(lines));
  return canvas.finish();
}

}  // namespace handover::charts
