#include "brief/charts/stack.h"

#include "brief/charts/charts.h"

#include <stdexcept>

#include <doctest/doctest.h>

using namespace handover::charts;

namespace {

std::string bars(const std::string& title, double width) {
  BarChart chart{.frame = {.title = title, .width = width}};
  chart.categories = {"a"};
  chart.series = {{"s", {1.0}, {}, {}}};
  return bar_chart(chart);
}

double number_after(const std::string& text, const std::string& key) {
  return std::stod(text.substr(text.find(key) + key.size()));
}

}  // namespace

TEST_CASE("pictures below one another: all of them, one style, no overlap") {
  const std::string first = bars("First", 400.0), second = bars("Second", 640.0);
  const std::string all = stacked({first, second}, "two & more");
  CHECK(all.find("First") < all.find("Second"));
  CHECK(all.find("<style>") == all.rfind("<style>"));
  CHECK(all.find("aria-label=\"two &amp; more\"") != std::string::npos);
  CHECK(number_after(all, " width=\"") == 640.0);
  const double height = number_after(first, " height=\"");
  CHECK(number_after(all, " height=\"") > height + number_after(second, " height=\""));
  // The second begins below the first.
  const auto group = all.rfind("<g transform=\"translate(0 ");
  CHECK(number_after(all.substr(group), "translate(0 ") > height);
}

TEST_CASE("what is no picture is refused") {
  CHECK_THROWS_AS(stacked({}, "none"), std::logic_error);
  CHECK_THROWS_AS(stacked({"<p>words</p>"}, "words"), std::logic_error);
}
