#include "brief/page.h"

#include "brief/made_up_view.h"
#include "brief/sides.h"

#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::brief;

namespace {

bool holds(const std::string& page, const std::string& words) {
  return page.find(words) != std::string::npos;
}

Line said(const std::string& text, std::vector<Trace> traces = {}) {
  return {.text = text, .traces = std::move(traces), .audience = Audience::published};
}

// As a reader would search the page.
bool names(const std::string& text, const std::string& secret) {
  return SecretSearch({{secret, Audience::nobody}}, Edition::published).finds(text);
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
          holds(inside, "Seed 1") && holds(inside, "version 0.1.0") && holds(inside, "as of 24 Jul 2024");
    }
    CHECK(figures >= 5);
    CHECK(stamped == figures);
  }
}

TEST_CASE("canaries: names of sites and red lines are in no joint and no public page") {
  View view = made_up::view();
  // Planted where nobody tagged anything: a careless block must not carry them out either.
  view.situation.lines.push_back(said("Attack on CAMP canary last winter.", {"source:a"}));
  view.price.tables[0].rows.push_back(
      {{"camp-Canary row", "1", "2", "3", "4", "5"}, {}, Audience::published});
  view.price.tables[0].columns.back().title = "Camp Canary";
  view.needs.lines.push_back(said("canary red line"));
  auto dots = made_up::dots_of();
  dots.rows[0].name = "Camp Canary";
  view.partner.figures[0].chart = dots;
  view.breaks.lines.push_back(
      {.text = "harmless words", .audience = Audience::published, .label = "Camp Canary"});
  view.talks.title = "Talks at Camp Canary";
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
  for (const Audience audience : {Audience::published, Audience::joint, Audience::own_side,
                                  Audience::coalition, Audience::host, Audience::nobody}) {
    for (const Edition edition : kEditions) {
      View view = made_up::view();
      view.situation.lines.push_back({"PLANTED-LINE", {}, audience});
      view.answer_lines.push_back({"PLANTED-ANSWER", {}, audience});
      view.timeline.cards[2].lines.push_back({"PLANTED-CARD", {}, audience});
      view.annex[0].tables[0].rows.push_back({{"PLANTED-ROW", "", "", ""}, {}, audience});
      view.annex[1].tables[0].columns.push_back({"PLANTED-COLUMN", audience});
      view.annex[1].tables[0].rows[1].cells.push_back("PLANTED-CELL");
      Section section{.title = "PLANTED-TITLE", .audience = audience};
      section.lines.push_back(said("PLANTED-WITHIN"));
      view.annex.push_back(section);
      auto figure = view.threat.figures[0];
      figure.id = "planted", figure.audience = audience;
      std::get<charts::LineChart>(figure.chart).frame.title = "PLANTED-FIGURE";
      view.annex[0].figures.push_back(figure);
      const std::string page = page_of(view, edition);
      CAPTURE(name_of(audience));
      CAPTURE(name_of(edition));
      for (const char* planted :
           {"PLANTED-LINE", "PLANTED-ANSWER", "PLANTED-CARD", "PLANTED-ROW", "PLANTED-FIGURE",
            "PLANTED-COLUMN", "PLANTED-CELL", "PLANTED-TITLE", "PLANTED-WITHIN"}) {
        CAPTURE(planted);
        CHECK(holds(page, planted) == may_read(edition, audience));
      }
    }
  }
}

TEST_CASE("what still leaks after the filter stops the page") {
  View view = made_up::view();
  view.title = "Talks about Camp Canary";  // the head of the page is not a block and cannot be dropped
  CHECK_THROWS_WITH_AS(page_of(view, Edition::published), doctest::Contains("Camp Canary"), InputError);
  CHECK_NOTHROW(page_of(view, Edition::coalition));
  View escaped = made_up::view();
  escaped.secrets = {{"O'Neill & Sons", Audience::own_side}};
  escaped.title = "O'Neill & Sons";
  CHECK_THROWS_AS(page_of(escaped, Edition::joint), InputError);
}

TEST_CASE("a site may be called as the page's own words are: markup and fixed words are not searched") {
  for (const char* name :
       {"table", "main", "head", "title", "class", "Table", "Sources", "section", "assumed", "Grade"}) {
    CAPTURE(name);
    View view = made_up::view();
    view.secrets.push_back({name, Audience::own_side});
    CHECK_NOTHROW(page_of(view, Edition::published));
    // Where a block holds the word, it goes all the same.
    view.situation.lines.push_back(said(std::string("PLANTED attack on ") + name));
    CHECK_FALSE(holds(page_of(view, Edition::published), "PLANTED"));
  }
}

TEST_CASE("the text of a page is what is read, heard or copied from it") {
  const auto text = [](const char* html) { return folded_words(readable_text(html)); };
  CHECK(text("<table class=\"camp\"><tr><td>A&amp;B</td></tr></table>") == " a b ");
  CHECK(text("<style>.camp{}</style><p>one<br>two</p>") == " one two ");
  CHECK(text("<span data-fixed>Table 1. <b>more</b></span><i>two</i>") == " two ");
  CHECK(text("<svg aria-label=\"heard\"><rect data-series=\"held\" class=\"x\"/></svg>") == " heard held ");
  CHECK(text("<p>a</p") == " a ");  // cut off: nothing is lost before it
  CHECK(text("&lt;b&gt; &#39;x&#39; &unknown;") == " b x unknown ");
}

TEST_CASE("traces lead somewhere, and what a side can say has a trace for its numbers") {
  View view = made_up::view();
  view.situation.lines.push_back(said("text", {"source:nobody"}));
  CHECK_THROWS_WITH_AS(page_of(view, Edition::coalition), doctest::Contains("source:nobody"),
                       std::logic_error);
  view = made_up::view();
  view.host_says.lines.push_back(said("It ends in 2025."));
  CHECK_THROWS_WITH_AS(page_of(view, Edition::coalition), doctest::Contains("without a trace"),
                       std::logic_error);
  view = made_up::view();
  view.threat.lines.push_back(said("text", {"nonsense"}));
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
  view.situation.lines.push_back(
      {.text = "<b onclick=\"x\">bold</b>", .audience = Audience::published, .label = "<i>"});
  view.price.tables[0].rows.push_back({{"<td>", "", "", "", "", ""}, {}, Audience::published});
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

TEST_CASE("what is too many of a kind moves to the annex, in its order, and nothing is lost") {
  View view = made_up::view();
  for (int i = 0; i < 30; ++i)
    view.breaks.lines.push_back(said("Thing " + std::to_string(i) + " would break it."));
  const std::size_t all = view.breaks.lines.size();
  const View sides = with_two_sides(view);
  CHECK(sides.breaks.lines.size() == 3);
  REQUIRE(sides.annex.size() == view.annex.size() + 1);
  const auto& moved = sides.annex.front().lines;
  CHECK(sides.breaks.lines.size() + moved.size() == all);
  CHECK(moved.back().text == "Thing 29 would break it.");
  const std::string page = page_of(view, Edition::coalition);
  for (int i = 0; i < 30; ++i) CHECK(holds(page, "Thing " + std::to_string(i) + " would"));
  // A view that fits is not touched.
  CHECK(with_two_sides(made_up::view()).annex.size() == made_up::view().annex.size());
}

TEST_CASE("a long table of requirements goes to the annex whole, with its sum") {
  View view = made_up::view();
  for (int i = 0; i < 12; ++i)
    view.needs.tables[0].rows.push_back({{"Function", "1", "2", "3"}, {}, Audience::published});
  const View sides = with_two_sides(view);
  CHECK(sides.needs.tables.empty());
  REQUIRE(sides.annex.front().tables.size() == 1);
  CHECK(sides.annex.front().tables[0].rows.size() == view.needs.tables[0].rows.size());
}

TEST_CASE("editions are named as on the command line") {
  for (const Edition edition : kEditions) CHECK(parse_edition(name_of(edition)) == edition);
  CHECK_FALSE(parse_edition("private").has_value());
}
