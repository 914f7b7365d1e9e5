#include "brief/draw.h"

#include "charts/text.h"
#include "wording/catalogue.h"

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

charts::Script script_of(const std::string& language) {
  if (language == "en") return {};
  const wording::Catalogue& say = wording::Catalogue::of(language);
  const std::string& locale = say.locale();
  charts::Script script;
  script.right_to_left = say.direction() == wording::Direction::right_to_left;
  for (unsigned month = 1; month <= 12; ++month)
    script.months[month - 1] = wording::month_name(month, locale);
  for (int digit = 0; digit <= 9; ++digit)
    script.digits[static_cast<std::size_t>(digit)] = wording::exact(digit, 0, locale);
  // What stands between the digits of 1.5 and of 10,000.
  const auto between = [&](const std::string& text, int first, int last) {
    const std::size_t from = script.digits[static_cast<std::size_t>(first)].size();
    const std::size_t to = text.size() - script.digits[static_cast<std::size_t>(last)].size();
    return text.substr(from, to - from);
  };
  script.decimal = between(wording::exact(1.5, 1, locale), 1, 5);
  const std::string thousands = wording::whole(10'000, locale), zero = script.digits[0];
  script.group = thousands.substr(script.digits[1].size() + zero.size());
  script.group.resize(script.group.size() - 3 * zero.size());
  script.below = say("chart.below", {{"value", "{0}"}});
  script.between = say("chart.between", {{"low", "{0}"}, {"high", "{1}"}});
  script.from = say("chart.from", {{"value", "{0}"}});
  script.down_across = say("chart.down_across", {{"down", "{0}"}, {"across", "{1}"}});
  return script;
}

}  // namespace

charts::Picture draw(const Chart& chart, double width, const std::string& source,
                     const std::string& before_title, const std::string& language) {
  const charts::Script script = script_of(language);
  const charts::DrawingIn drawing(script);
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
