#include "brief/fit.h"

#include "brief/blocks.h"
#include "brief/charts/text.h"
#include "brief/draw.h"

#include <algorithm>
#include <initializer_list>
#include <numeric>
#include <string>
#include <utility>

namespace handover::brief {
namespace {

// Size and leading of print type by density, as in page_style.cpp. Fonts differ between computers; the widths
// assumed are those of a wide one.
constexpr double kType[] = {11.5, 10.8, 10.2};
constexpr double kLeading[] = {15.0, 13.7, 12.6};
constexpr double kTable[] = {10.0, 9.6, 9.2};
// A printed side of Letter, the shorter of the two papers, less its foot of two lines.
constexpr double kSideHeight = 940.0;
constexpr double kFirstHeight = 955.0;  // its estimate is closer: pictures and short lines
constexpr int kDensest = 2;

double lines_height(const std::vector<Line>& lines, double width, int density) {
  double height = 0.0;
  for (const Line& line : lines) {
    const std::string all = line.label + " " + line.text + (line.traces.empty() ? "" : " [Fig. 1, 12]");
    height += kLeading[density] *
                  static_cast<double>(charts::wrap_text(all, width - 18.0, kType[density] * 0.93).size()) +
              1.0;
  }
  return height;
}

double height_of_svg(const std::string& svg) {
  const std::size_t box = svg.find("viewBox=\"0 0 ");
  const std::size_t space = svg.find(' ', box + 13);
  return box == std::string::npos ? 0.0 : std::stod(svg.substr(space + 1));
}

// Widths of the columns as a browser shares them out: what needs less than an even share gets what it needs,
// the rest is even among the others.
std::vector<double> column_widths(const Table& table, double width, double type) {
  std::vector<double> needed(table.header.size(), 0.0);
  for (const Row& row : table.rows) {
    needed.resize(std::max(needed.size(), row.cells.size()), 0.0);
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      needed[i] = std::max(needed[i], charts::text_width(row.cells[i], type) + 6.0);
  }
  std::vector<std::size_t> narrowest(needed.size());
  std::iota(narrowest.begin(), narrowest.end(), std::size_t{0});
  std::ranges::sort(narrowest, {}, [&](std::size_t i) { return needed[i]; });
  std::vector<double> widths(needed.size());
  for (std::size_t at = 0; at < narrowest.size(); ++at) {
    const double even = width / static_cast<double>(narrowest.size() - at);
    widths[narrowest[at]] = std::min(needed[narrowest[at]], even);
    width -= widths[narrowest[at]];
  }
  return widths;
}

double table_height(const Table& table, double width, int density) {
  const double type = kTable[density] * 0.93;
  const std::vector<double> widths = column_widths(table, width, type);
  double height = 34.0 + (table.note.empty() ? 0.0 : 26.0);
  for (const Row& row : table.rows) {
    std::size_t lines = 1;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      lines = std::max(lines, charts::wrap_text(row.cells[i], widths[i] - 5.9, type).size());
    height += 1.3 * kTable[density] * static_cast<double>(lines) + 3.0;
  }
  return height;
}

double cards_height(const std::vector<Card>& cards, double width, int density) {
  if (cards.empty()) return 0.0;
  const double across = std::max(1.0, std::min(static_cast<double>(cards.size()), 4.0));
  double tallest = 0.0;
  for (const Card& card : cards) {
    tallest = std::max(tallest, lines_height(card.lines, width / across - 16.0, density) * 0.9 + 26.0);
  }
  return tallest + 8.0;
}

}  // namespace

double printed_height(const Section& section, double width, int density) {
  double height = (section.title.empty() ? 0.0 : 28.0) + lines_height(section.lines, width, density);
  if (!section.verdict.text.empty()) height += lines_height({section.verdict}, width * 0.92, density) + 4.0;
  for (const Figure& figure : section.figures) {
    const double drawn = figure.width == Width::full ? kFullWidth : kHalfWidth;
    height += height_of_svg(draw(figure.chart, drawn, "one line", "Figure 1. ")) + 6.0;
  }
  for (const Table& table : section.tables) height += table_height(table, width, density);
  return height + cards_height(section.cards, width, density);
}

Sides printed_sides(const View& view, int density) {
  Sides sides;
  sides.first = 62.0 + 44.0;  // head; frame and question of the decision
  sides.first += 1.35 * lines_height({view.answer}, kFullWidth * 0.74, density);
  sides.first += lines_height(view.answer_lines, kFullWidth - 24.0, density) +
                 lines_height(view.depends_on, kFullWidth - 24.0, density);
  if (!view.depends_on.empty()) sides.first += 18.0;
  Section course = view.timeline, gates{.title = "gates", .cards = view.timeline.cards};
  course.cards.clear();
  for (const Section* section :
       std::initializer_list<const Section*>{&view.situation, &view.agreement, &view.price, &course}) {
    sides.first += printed_height(*section, kFullWidth, density);
  }
  const auto half = [&](const Section& section) { return printed_height(section, kHalfWidth, density); };
  sides.left = half(view.threat) + half(view.partner);
  sides.right = half(view.needs) + half(view.talks) + half(view.breaks);
  sides.second = printed_height(gates, kFullWidth, density) + std::max(sides.left, sides.right) +
                 std::max(half(view.coalition_says), half(view.host_says));
  return sides;
}

Fit fitted(View view) {
  const auto fits = [&](int density) {
    const Sides sides = printed_sides(view, density);
    return sides.first <= kFirstHeight && sides.second <= kSideHeight;
  };
  for (int density = 0; density <= kDensest; ++density) {
    if (fits(density)) return {std::move(view), density};
  }
  // Rows of the price table beyond the first eight, cards beyond the fourth, then pictures.
  Section more{.title = "Continued from the two pages"};
  const auto move_figures = [&](Section& from) {
    more.figures.insert(more.figures.end(), from.figures.begin(), from.figures.end());
    from.figures.clear();
  };
  const auto move_tables = [&](Section& from) {
    more.tables.insert(more.tables.end(), from.tables.begin(), from.tables.end());
    from.tables.clear();
  };
  const auto move_cards = [&](Section& from) {
    constexpr std::size_t kKept = 4;
    if (from.cards.size() <= kKept) return;
    more.cards.assign(from.cards.begin() + kKept, from.cards.end());
    from.cards.resize(kKept);
  };
  const auto second_too_tall = [&] { return printed_sides(view, kDensest).second > kSideHeight; };
  if (second_too_tall()) move_cards(view.timeline);
  // From the taller column, the picture of least weight first, until it fits or no picture is left to move.
  while (second_too_tall()) {
    const Sides sides = printed_sides(view, kDensest);
    Section* from = sides.right > sides.left ? &view.talks : &view.threat;
    if (from->figures.empty() && from == &view.threat) from = &view.partner;
    if (from->figures.empty()) break;
    move_figures(*from);
  }
  // The numbers of persons by function are summed up in a sentence above their table.
  if (second_too_tall()) move_tables(view.needs);
  const auto first_too_tall = [&] { return printed_sides(view, kDensest).first > kFirstHeight; };
  if (first_too_tall()) move_figures(view.timeline);
  while (first_too_tall() && !view.situation.lines.empty()) {
    more.lines.insert(more.lines.begin(), view.situation.lines.back());
    view.situation.lines.pop_back();
  }
  if (view.situation.lines.empty()) view.situation.title.clear();
  // What the timeline depends on stands again, in full, under what breaks it.
  while (first_too_tall() && !view.depends_on.empty()) view.depends_on.pop_back();
  if (!more.figures.empty() || !more.tables.empty() || !more.cards.empty() || !more.lines.empty())
    view.annex.insert(view.annex.begin(), more);
  return {std::move(view), kDensest};
}

}  // namespace handover::brief
