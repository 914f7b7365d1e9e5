#include "brief/draw.h"

namespace handover::brief {
namespace {

charts::Picture picture_of(const charts::LineChart& chart) {
  return charts::line_chart(chart);
}
charts::Picture picture_of(const charts::SurvivalChart& chart) {
  return charts::survival_chart(chart);
}
charts::Picture picture_of(const charts::BarChart& chart) {
  return charts::bar_chart(chart);
}
charts::Picture picture_of(const charts::Histogram& chart) {
  return charts::histogram(chart);
}
charts::Picture picture_of(const charts::ViolinChart& chart) {
  return charts::violin_chart(chart);
}
charts::Picture picture_of(const charts::HeatGrid& chart) {
  return charts::heat_grid(chart);
}
charts::Picture picture_of(const charts::GanttChart& chart) {
  return charts::gantt_chart(chart);
}
charts::Picture picture_of(const charts::DotChart& chart) {
  return charts::dot_chart(chart);
}
charts::Picture picture_of(const charts::ScatterChart& chart) {
  return charts::scatter_chart(chart);
}
charts::Picture picture_of(const charts::WordChart& chart) {
  return charts::word_chart(chart);
}
charts::Picture picture_of(const charts::AreaMap& chart) {
  return charts::area_map(chart);
}

}  // namespace

charts::Picture draw(const Chart& chart, double width, const std::string& source,
                     const std::string& before_title) {
  return std::visit(
      [&](auto copy) {
        if (width > 0.0) copy.frame.width = width;
        copy.frame.title = before_title + copy.frame.title;
        if (!source.empty()) copy.frame.source = source;
        return picture_of(copy);
      },
      chart);
}

const charts::Frame& frame_of(const Chart& chart) {
  return std::visit([](const auto& any) -> const charts::Frame& { return any.frame; }, chart);
}

}  // namespace handover::brief
