#include "charts/words_in.h"

namespace handover::charts {
namespace {

using Words = std::vector<std::string>;

void add(Words& words, const Frame& frame) {
  words.insert(words.end(), {frame.title, frame.subtitle, frame.note, frame.source});
}
void add(Words& words, const std::vector<Mark>& marks) {
  for (const Mark& mark : marks) words.push_back(mark.label);
}
void add(Words& words, const Axis& axis) {
  words.push_back(axis.label);
}
void add(Words& words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
}

// Frame and axes, which every chart has in some number.
template <class... Parts>
Words words_of(const Parts&... parts) {
  Words words;
  (add(words, parts), ...);
  return words;
}

}  // namespace

Words words_in(const LineChart& chart) {
  Words words = words_of(chart.frame, chart.x, chart.y, chart.marks);
  for (const Line& line : chart.lines) words.push_back(line.name);
  for (const FanBand& band : chart.bands) words.push_back(band.name);
  for (const auto& level : chart.levels) words.push_back(level.second);
  return words;
}

Words words_in(const SurvivalChart& chart) {
  Words words = words_of(chart.frame, chart.time, chart.marks);
  for (const SurvivalCurve& curve : chart.curves) words.push_back(curve.name);
  return words;
}

Words words_in(const BarChart& chart) {
  Words words = words_of(chart.frame, chart.value, chart.references, chart.categories);
  for (const BarSeries& series : chart.series) words.push_back(series.name);
  return words;
}

Words words_in(const Histogram& chart) {
  return words_of(chart.frame, chart.x, chart.y);
}

Words words_in(const ViolinChart& chart) {
  Words words = words_of(chart.frame, chart.value, chart.references);
  for (const Violin& group : chart.groups) words.insert(words.end(), {group.name, group.tag});
  return words;
}

Words words_in(const HeatGrid& chart) {
  Words words = words_of(chart.frame, chart.rows, chart.columns);
  words.insert(words.end(), {chart.row_title, chart.column_title, chart.outline_means});
  for (const auto& meaning : chart.hatch_means) words.push_back(meaning.second);
  for (const HeatPanel& panel : chart.panels) {
    words.push_back(panel.name);
    for (const auto& row : panel.cells) {
      for (const Cell& cell : row) words.push_back(cell.text);
    }
  }
  return words;
}

Words words_in(const GanttChart& chart) {
  Words words = words_of(chart.frame, chart.marks);
  for (const GanttRow& row : chart.rows) {
    words.insert(words.end(), {row.name, row.label});
    add(words, row.gates);
  }
  return words;
}

Words words_in(const DotChart& chart) {
  Words words = words_of(chart.frame, chart.value, chart.thresholds);
  for (const DotRow& row : chart.rows) words.insert(words.end(), {row.name, row.tag});
  return words;
}

Words words_in(const ScatterChart& chart) {
  Words words = words_of(chart.frame, chart.x, chart.y, chart.marks);
  for (const ScatterPoint& point : chart.points) words.push_back(point.name);
  for (const auto& meaning : chart.look_means) words.push_back(meaning.second);
  return words;
}

Words words_in(const WordChart& chart) {
  Words words = words_of(chart.frame);
  words.insert(words.end(), {chart.left_name, chart.right_name});
  for (const WordBar& word : chart.words) words.push_back(word.word);
  return words;
}

Words words_in(const AreaMap& chart) {
  Words words = words_of(chart.frame);
  words.insert(words.end(), {chart.legend, chart.no_data});
  for (const Area& area : chart.areas) words.insert(words.end(), {area.id, area.name, area.text});
  return words;
}

}  // namespace handover::charts
