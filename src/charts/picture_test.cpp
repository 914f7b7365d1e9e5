#include "charts/picture.h"

#include "charts/charts.h"

#include <algorithm>
#include <stdexcept>

#include <doctest/doctest.h>

using namespace handover::charts;

namespace {

Picture bars(const std::string& title, double width) {
  BarChart chart{.frame = {.title = title, .width = width}};
  chart.categories = {"a"};
  chart.series = {{"s", {1.0}, {}, {}}};
  return bar_chart(chart);
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("pictures below one another: all of them, one style, no overlap") {
  const Picture first = bars("First", 400.0), second = bars("Second", 640.0);
  const Picture all = stacked({first, second}, "two & more");
  CHECK(all.width == 640.0);
  CHECK(all.height > first.height + second.height);
  CHECK(all.body.find("First") < all.body.find("Second"));
  // The second begins below the first, by the same distance that the height grew.
  const auto group = all.body.rfind("<g transform=\"translate(0 ");
  const double shift = std::stod(all.body.substr(group + 26));
  CHECK(shift == doctest::Approx(all.height - second.height).epsilon(0.001));
  const std::string document = svg_document(all);
  CHECK(count_of(document, "<style>") == 1);
  CHECK(document.find("aria-label=\"two &amp; more\"") != std::string::npos);
}

TEST_CASE("inside a page a picture carries no style sheet of its own") {
  const Picture one = bars("One", 300.0);
  CHECK(count_of(svg_element(one), "<style>") == 0);
  CHECK(svg_element(one).size() + 1000 < svg_document(one).size());
}

TEST_CASE("nothing to stack is refused") {
  CHECK_THROWS_AS(stacked({}, "none"), std::logic_error);
}
