#include "charts/charts.h"

#include "base/problem.h"
#include "charts/canvas.h"
#include "charts/made_up_charts.h"
#include "charts/scale.h"
#include "charts/text.h"

#include <cmath>
#include <limits>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::charts;

namespace {

struct PlacedText {
  Box box;
  std::string words;
};

std::string unescaped(std::string text) {
  const std::pair<const char*, const char*> pairs[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&#39;", "'"}, {"&quot;", "\""}, {"&amp;", "&"}};
  for (const auto& [from, to] : pairs) {
    for (std::size_t at; (at = text.find(from)) != std::string::npos;)
      text.replace(at, std::string(from).size(), to);
  }
  return text;
}

// Where the words of a picture lie, read back from the SVG itself.
std::vector<PlacedText> texts_of(const std::string& svg) {
  static const std::regex pattern(
      "<text x=\"([-0-9.]+)\" y=\"([-0-9.]+)\" font-size=\"([0-9.]+)\" class=\"([^\"]*)\"( "
      "text-anchor=\"([a-z]+)\")?>([^<]*)</text>");
  std::vector<PlacedText> texts;
  for (std::sregex_iterator i(svg.begin(), svg.end(), pattern), end; i != end; ++i) {
    const std::smatch& m = *i;
    const Anchor anchor = m[6] == "middle" ? Anchor::middle : m[6] == "end" ? Anchor::end : Anchor::start;
    const std::string words = unescaped(m[7]);
    texts.push_back({text_box(std::stod(m[1]), std::stod(m[2]), anchor, words, std::stod(m[3])), words});
  }
  return texts;
}

// Every opened element is closed, in order; attributes are quoted. Not a validator, enough to catch a slip.
bool is_well_formed(const std::string& svg) {
  std::vector<std::string> open;
  static const std::regex tag("<(/?)([a-zA-Z]+)((?:\\s+[-a-zA-Z0-9:]+=\"[^\"<]*\")*)\\s*(/?)>");
  std::size_t angle_brackets = 0;
  std::sregex_iterator i(svg.begin(), svg.end(), tag), end;
  for (; i != end; ++i) {
    ++angle_brackets;
    if ((*i)[4] == "/") continue;
    if ((*i)[1] != "/") {
      open.push_back((*i)[2]);
    } else if (open.empty() || open.back() != (*i)[2]) {
      return false;
    } else {
      open.pop_back();
    }
  }
  return open.empty() && angle_brackets == static_cast<std::size_t>(std::count(svg.begin(), svg.end(), '<'));
}

}  // namespace

TEST_CASE("every picture is a whole SVG without scripts and follows light, dark and print") {
  for (const auto& picture : made_up::all_pictures()) {
    const std::string &name = picture.first, svg = svg_document(picture.second);
    CAPTURE(name);
    CHECK(is_well_formed(svg));
    CHECK(svg.find("<script") == std::string::npos);
    CHECK(svg.find("http") == svg.find("http://www.w3.org/2000/svg"));  // the name space and no other address
    CHECK(svg.find("prefers-color-scheme:dark") != std::string::npos);
    CHECK(svg.find("@media print") != std::string::npos);
    CHECK(svg.find("Seed 1") != std::string::npos);
    CHECK(svg.find("nan") == std::string::npos);
    CHECK(svg.size() < 40'000);
  }
}

TEST_CASE("no two texts overlap and none leaves the sheet, also in the widest usual font") {
  for (const auto& picture : made_up::all_pictures()) {
    const std::string &name = picture.first, svg = svg_document(picture.second);
    const auto texts = texts_of(svg);
    REQUIRE(texts.size() > 5);
    const double width = picture.second.width, height = picture.second.height;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      CAPTURE(name);
      CAPTURE(texts[i].words);
      CHECK(texts[i].box.left >= -1.0);
      CHECK(texts[i].box.right <= width + 1.0);
      CHECK(texts[i].box.bottom <= height + 1.0);
      for (std::size_t j = i + 1; j < texts.size(); ++j) {
        CAPTURE(texts[j].words);
        CHECK_FALSE(texts[i].box.overlaps(texts[j].box));
      }
    }
  }
}

TEST_CASE("what a user wrote cannot become markup") {
  BarChart chart{.frame = {.title = "<script>alert('x')</script> & \"more\""}};
  chart.categories = {"a</text><b>"};
  chart.series = {{"s", {1.0}, {}, {}}};
  const std::string svg = svg_document(bar_chart(chart));
  CHECK(is_well_formed(svg));
  CHECK(svg.find("<script") == std::string::npos);
  CHECK(svg.find("&lt;script&gt;") != std::string::npos);
}

TEST_CASE("heat cells carry their number; hatches are patterns of this picture only") {
  HeatGrid chart{.frame = {.title = "one"}, .rows = {"r"}, .columns = {"c", "d"}};
  chart.panels = {{"p", {{{.share = 0.374}, {.share = std::nullopt, .text = "n/a", .hatch = Hatch::lines}}}}};
  const std::string one = svg_document(heat_grid(chart));
  CHECK(one.find(">37 %<") != std::string::npos);
  CHECK(one.find(">n/a<") != std::string::npos);
  chart.frame.title = "two";
  const std::string two = svg_document(heat_grid(chart));
  const auto pattern = [](const std::string& svg) { return svg.substr(svg.find("pattern id=\"") + 12, 9); };
  CHECK(pattern(one) != pattern(two));
  CHECK(one.find("url(#" + pattern(one).substr(0, 9)) != std::string::npos);
}

TEST_CASE("names of two lines do not run into the next row") {
  DotChart chart{.frame = {.title = "dots", .width = 342.0}};
  for (const char* name :
       {"Intelligence and surveillance of the border", "Logistics and sustainment of the forces", "Fires"}) {
    chart.rows.push_back({.name = name, .point = 0.5, .low = 0.1, .high = 0.9, .tag = "60 of 100"});
  }
  const auto texts = texts_of(svg_document(dot_chart(chart)));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (std::size_t j = i + 1; j < texts.size(); ++j) CHECK_FALSE(texts[i].box.overlaps(texts[j].box));
  }
}

TEST_CASE("marks that stand for a datum say which, with what the page would show of it") {
  DotChart dots{.frame = {.title = "dots"}};
  dots.rows = {{.name = "Fires & <more>", .point = 0.25, .low = 0.1, .high = 0.5}};
  CHECK(dot_chart(dots).body.find("data-series=\"Fires &amp; &lt;more&gt;\" data-low=\"0.1\" "
                                  "data-best=\"0.25\" data-high=\"0.5\"") != std::string::npos);
  LineChart line{.frame = {.title = "line"}, .x = {.kind = AxisKind::month}};
  line.lines = {{.name = "level", .x = {24288.5, 24289.5, 24290.25}, .y = {1.0, 2.5, 3.0}}};
  CHECK(line_chart(line).body.find("data-series=\"level\" data-x=\"2024-01 2024-02 2024-03-08\" "
                                   "data-best=\"1 2.5 3\"") != std::string::npos);
  // Every kind of picture has at least one such mark.
  for (const auto& [name, picture] : made_up::all_pictures()) {
    CAPTURE(name);
    CHECK(picture.body.find(" data-best=\"") != std::string::npos);
  }
}

TEST_CASE("a hatch fills by its own attribute: no class list holds a quotation mark") {
  static const std::regex classes("class=\"([a-z0-9 ]*)\"");
  for (const auto& [name, picture] : made_up::all_pictures()) {
    CAPTURE(name);
    const std::string& body = picture.body;
    const auto found = std::distance(std::sregex_iterator(body.begin(), body.end(), classes), {});
    std::ptrdiff_t written = 0;
    for (auto at = body.find("class="); at != std::string::npos; at = body.find("class=", at + 1)) ++written;
    CHECK(found == written);
  }
}

TEST_CASE("the same data give the same bytes") {
  CHECK(made_up::scatter().body == made_up::scatter().body);
  CHECK(made_up::violins().body == made_up::violins().body);
}

TEST_CASE("lengths that do not match are refused") {
  LineChart chart;
  chart.lines = {{.name = "x", .x = {1.0, 2.0}, .y = {1.0}}};
  CHECK_THROWS_AS(line_chart(chart), std::logic_error);
  Histogram wrong{.edges = {0.0, 1.0}, .height = {1.0, 2.0}};
  CHECK_THROWS_AS(histogram(wrong), std::logic_error);
}

TEST_CASE("numbers are written without false signs and with grouped thousands") {
  CHECK(number_text(2500.0, 0) == "2,500");
  CHECK(number_text(1234567.8, 1) == "1,234,567.8");
  CHECK(number_text(-0.01, 1) == "0.0");
  CHECK(number_text(-3.0, 0) ==
        "\xE2\x88\x92"
        "3");
  CHECK(percent_text(0.001) == "<1 %");
  CHECK(percent_text(0.0) == "0 %");
  CHECK(percent_text(0.999) == ">99 %");
  CHECK(percent_text(1.0) == "100 %");
}

TEST_CASE("ticks are round and inside the range") {
  const auto ticks = number_ticks({0.0, 97.0, false}, 5, false);
  REQUIRE(ticks.size() == 5);
  CHECK(ticks[1].label == "20");
  const auto months = month_ticks({24291.0, 24315.0, false}, 400.0);  // April 2024 to April 2026
  REQUIRE(!months.empty());
  CHECK(months.front().label == "Jul 2024");
  CHECK(month_position(Month{std::chrono::year{2024}, std::chrono::January}) == doctest::Approx(24288.0));
  CHECK(date_position(date_of(2024, 1, 16)) == doctest::Approx(24288.0 + 15.0 / 31.0));
}

TEST_CASE("labels are pushed apart by the least that is needed") {
  const auto placed = spread_labels({50.0, 52.0, 100.0}, 12.0, 0.0, 200.0);
  CHECK(placed[0] == doctest::Approx(45.0));
  CHECK(placed[1] == doctest::Approx(57.0));
  CHECK(placed[2] == doctest::Approx(100.0));
  const auto cramped = spread_labels({199.0, 198.0}, 12.0, 0.0, 200.0);
  CHECK(cramped[0] == doctest::Approx(200.0));
  CHECK(cramped[1] == doctest::Approx(188.0));
}

TEST_CASE("polygons are read from GeoJSON, and what is not GeoJSON is refused with the file's name") {
  const auto rings = read_geojson_rings(
      R"({"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}})",
      "a.json");
  REQUIRE(rings.size() == 2);
  CHECK(rings[1][1].longitude == doctest::Approx(6.0));
  for (const char* broken :
       {"", "[]", "{\"type\":\"Polygon\"}", "{\"type\":\"Polygon\",\"coordinates\":[[1,2]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[1,2]]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1e308,0],[1,1],[0,0]]]}",
        "{\"type\":\"Point\",\"coordinates\":[1,2]}"}) {
    CAPTURE(broken);
    CHECK_THROWS_WITH_AS(read_geojson_rings(broken, "a.json"), doctest::Contains("a.json"), InputError);
  }
}

TEST_CASE("a picture holds no coordinate that is no number") {
  const double none = std::nan(""), far = std::numeric_limits<double>::infinity();
  Canvas canvas({.title = "t"}, 100.0);
  canvas.rect({none, 0, 10, 10}, "n");
  canvas.line({0, 0}, {far, 1}, "n");
  canvas.circle({1, none}, 2, "n");
  canvas.text(none, 1, Anchor::start, "l", "words");
  canvas.polyline({{0, 0}, {none, 1}, {2, far}, {3, 3}}, "n");
  const std::string picture = canvas.finish().body;
  CHECK(picture.find("nan") == std::string::npos);
  CHECK(picture.find("inf") == std::string::npos);
  CHECK(picture.find("points=\"0,0 3,3\"") != std::string::npos);
  CHECK(picture.find("words") == std::string::npos);
}

TEST_CASE("a map keeps holes, thins outlines and hatches areas without data") {
  AreaMap chart{.frame = {.title = "map"}, .breaks = {10.0}};
  Area round{.id = "a", .name = "A"};
  auto& ring = round.rings.emplace_back();
  for (int i = 0; i <= 5000; ++i)
    ring.push_back({std::cos(i * 6.2831853 / 5000), std::sin(i * 6.2831853 / 5000)});
  round.value = 12.0;
  Area square{.id = "b", .name = "B", .rings = {{{2, 0}, {3, 0}, {3, 1}, {2, 1}, {2, 0}}}};
  chart.areas = {round, square};
  const std::string svg = svg_document(area_map(chart));
  CHECK(is_well_formed(svg));
  CHECK(svg.size() < 12'000);  // five thousand points became what a pixel can show
  CHECK(svg.find("no data") != std::string::npos);
}
