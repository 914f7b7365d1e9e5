#include "brief/page.h"

#include "brief/fit.h"
#include "brief/made_up_view.h"

#include <set>
#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::brief;

namespace {

bool holds(const std::string& page, const std::string& words) {
  return page.find(words) != std::string::npos;
}

constexpr Edition kEditions[] = {Edition::coalition, Edition::host, Edition::joint, Edition::published};

}  // namespace

TEST_CASE(
    "a page is self-contained, small, and carries seed, version and as-of under every figure and table") {
  for (const Edition edition : kEditions) {
    const std::string page = page_of(made_up::view(), edition);
    CAPTURE(name_of(edition));
    CHECK(page.size() < 2'000'000);
    for (const char* outside : {"<script", "<link", "<img", "@import", "src=", "url(http", "<iframe"}) {
      CAPTURE(outside);
      CHECK_FALSE(holds(page, outside));
    }
    CHECK(holds(page, "prefers-color-scheme"));
    CHECK(holds(page, "@media print"));
    std::size_t figures = 0, stamped = 0;
    for (std::size_t at = page.find("<figure"); at != std::string::npos; at = page.find("<figure", at + 1)) {
      ++figures;
      const std::string inside = page.substr(at, page.find("</figure>", at) - at);
      stamped +=
          holds(inside, "Seed 1") && holds(inside, "version 0.1.0") && holds(inside, "as of 2024-07-24");
    }
    CHECK(figures >= 5);
    CHECK(stamped == figures);
  }
}

TEST_CASE("canaries: names of sites and red lines are in no joint and no public page") {
  View view = made_up::view();
  // Planted where nobody tagged anything: a careless block must not carry them out either.
  view.situation.lines.push_back({"Attack on CAMP canary last winter.", {"source:a"}});
  view.price.tables[0].rows.push_back({{"camp Canary row", "1", "2", "3", "4", "5"}});
  view.needs.lines.push_back({"canary red line"});
  auto dots = made_up::dots_of();
  dots.rows[0].name = "Camp Canary";
  view.partner.figures[0].chart = dots;
  view.breaks.lines.push_back({"harmless words", {}, Reveals::nothing, std::nullopt, "Camp Canary"});
  view.sources[0].title = "Rockets at Camp Canary";
  for (const Edition edition : {Edition::joint, Edition::published}) {
    const std::string page = page_of(view, edition);
    CHECK_FALSE(names(page, "camp canary"));
    CHECK_FALSE(names(page, "canary red line"));
    CHECK(holds(page, "Step 1: federal area"));  // the published form stands in
    CHECK(holds(page, "left out"));
  }
  const std::string own = page_of(view, Edition::coalition);
  CHECK(holds(own, "Camp Canary"));
}

TEST_CASE("canaries: every kind of private block stays in the editions that may read it") {
  struct Case {
    Reveals reveals;
    std::set<Edition> readers;
  };
  const std::set<Edition> own = {Edition::coalition, Edition::host};
  const Case cases[] = {{Reveals::nothing, {kEditions, kEditions + 4}},
                        {Reveals::coalition_private, {Edition::coalition}},
                        {Reveals::host_private, {Edition::host}},
                        {Reveals::red_line, own},
                        {Reveals::concession, own},
                        {Reveals::attack_effect, own},
                        {Reveals::reversal, own},
                        {Reveals::site_month, own},
                        {Reveals::site_weakness, {}}};
  for (const Case& one : cases) {
    for (const Edition edition : kEditions) {
      View view = made_up::view();
      const auto tag = one.reveals;
      view.situation.lines.push_back({"PLANTED-LINE", {}, tag});
      view.answer_lines.push_back({"PLANTED-ANSWER", {}, tag});
      view.timeline.cards[2].lines.push_back({"PLANTED-CARD", {}, tag});
      view.annex[0].tables[0].rows.push_back({{"PLANTED-ROW", "", "", ""}, {}, tag});
      auto figure = view.threat.figures[0];
      figure.id = "planted", figure.reveals = tag;
      std::get<charts::LineChart>(figure.chart).frame.title = "PLANTED-FIGURE";
      view.annex[0].figures.push_back(figure);
      const std::string page = page_of(view, edition);
      CAPTURE(static_cast<int>(tag));
      CAPTURE(name_of(edition));
      for (const char* planted :
           {"PLANTED-LINE", "PLANTED-ANSWER", "PLANTED-CARD", "PLANTED-ROW", "PLANTED-FIGURE"}) {
        CAPTURE(planted);
        CHECK(holds(page, planted) == one.readers.contains(edition));
      }
    }
  }
}

TEST_CASE("what still leaks after the filter stops the page") {
  View view = made_up::view();
  view.title = "Talks about Camp Canary";  // the head of the page is not a block and cannot be dropped
  CHECK_THROWS_WITH_AS(page_of(view, Edition::published), doctest::Contains("Camp Canary"), std::logic_error);
  CHECK_NOTHROW(page_of(view, Edition::coalition));
  View escaped = made_up::view();
  escaped.never_published = {"O'Neill & Sons"};
  escaped.title = "O'Neill & Sons";
  CHECK_THROWS_AS(page_of(escaped, Edition::joint), std::logic_error);
}

TEST_CASE("names are found as whole words in any case of letters") {
  CHECK(names("the CAMP Canary gate", "camp canary"));
  CHECK_FALSE(names("campcanaryish", "camp canary"));
  CHECK_FALSE(names("Erbil", "Erbil Air Base"));
  CHECK(names("(Union III)", "Union III"));
  CHECK_FALSE(names("Union IIIb", "Union III"));
  CHECK_FALSE(names("anything", ""));
}

TEST_CASE("traces lead somewhere, and what a side can say has a trace for its numbers") {
  View view = made_up::view();
  view.situation.lines.push_back({"text", {"source:nobody"}});
  CHECK_THROWS_WITH_AS(page_of(view, Edition::coalition), doctest::Contains("source:nobody"),
                       std::logic_error);
  view = made_up::view();
  view.host_says.lines.push_back({"It ends in 2025."});
  CHECK_THROWS_WITH_AS(page_of(view, Edition::coalition), doctest::Contains("without a trace"),
                       std::logic_error);
  view = made_up::view();
  view.threat.lines.push_back({"text", {"nonsense"}});
  CHECK_THROWS_AS(page_of(view, Edition::coalition), std::logic_error);
}

TEST_CASE("links point at anchors that are there, whatever the edition left out") {
  for (const Edition edition : kEditions) {
    const std::string page = page_of(made_up::view(), edition);
    for (std::size_t at = page.find("href=\"#"); at != std::string::npos;
         at = page.find("href=\"#", at + 1)) {
      const std::string anchor = page.substr(at + 7, page.find('"', at + 7) - at - 7);
      CAPTURE(anchor);
      CHECK(holds(page, "id=\"" + anchor + "\""));
    }
  }
}

TEST_CASE("what a user wrote stays text") {
  View view = made_up::view();
  view.title = "<script>alert(1)</script>";
  view.situation.lines.push_back({"<b onclick=\"x\">bold</b>", {}, Reveals::nothing, std::nullopt, "<i>"});
  view.price.tables[0].rows.push_back({{"<td>", "", "", "", "", ""}});
  const std::string page = page_of(view, Edition::published);
  CHECK_FALSE(holds(page, "<script"));
  CHECK_FALSE(holds(page, "onclick=\"x\""));
  CHECK(holds(page, "&lt;td&gt;"));
}

TEST_CASE("no word on the page calls a share a probability, and ranges stand in the price table") {
  const std::string page = page_of(made_up::view(), Edition::published);
  CHECK(holds(page, "never probabilities"));
  CHECK(holds(page,
              "300\xE2\x80\x93"
              "870"));
  CHECK(holds(page, "Civilians killed"));
}

TEST_CASE("a view with more to say is set smaller, and what does not fit moves to the annex, not out") {
  View view = made_up::view();
  const int usual = fitted(view).density;
  for (int i = 0; i < 6; ++i) {
    view.situation.lines.push_back({"One more line about the situation, which is long enough to matter."});
  }
  CHECK(fitted(view).density >= usual);
  for (int i = 0; i < 30; ++i)
    view.breaks.lines.push_back({"One more thing that would break it, and why that matters so much."});
  const Fit fit = fitted(view);
  CHECK(fit.density == 2);
  CHECK(fit.view.talks.figures.empty());
  CHECK(fit.view.annex.size() == view.annex.size() + 1);
  const std::string page = page_of(view, Edition::coalition);
  CHECK(holds(page, "How long until agreement"));
}

TEST_CASE("a table with one wide column and narrow figures beside it takes one line a row") {
  const auto height_with = [](const std::string& first) {
    Table table{.header = {"Function", "Today", "After"}};
    for (int i = 0; i < 10; ++i) table.rows.push_back({.cells = {first, "480", "120"}});
    return printed_height({.tables = {table}}, 350.0, 0);
  };
  // Four words are wider than a third of the column and narrower than what the figures leave of it.
  CHECK(height_with("Advise the ministries and the commands") == height_with("Advise"));
  CHECK(
      height_with("Advise the ministries, the joint operations command, the regions and whoever else asks") >
      height_with("Advise") + 10.0 * 12.0);
}

TEST_CASE("editions are named as on the command line") {
  for (const Edition edition : kEditions) CHECK(parse_edition(name_of(edition)) == edition);
  CHECK_FALSE(parse_edition("private").has_value());
}
