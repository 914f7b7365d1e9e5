#include "intake/counts.h"
#include "intake/quotations.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace handover;
using namespace handover::intake;

namespace {

std::string counts(const std::string& text) {
  const Words words = words_of(text);
  const auto names = Gazetteer().find(words);
  const auto dates = find_dates(words, {parse_date("2024-02-12"), Genre::news});
  std::string out;
  for (const CountMention& count : find_counts(words, dates, names))
    out += fmt::format("{}{} {} [{}]", out.empty() ? "" : "; ", count.number.ledger_value(), count.unit,
                       fmt::join(count.areas, ";"));
  return out;
}

std::string quotes(const std::string& text) {
  const Words words = words_of(text);
  const auto names = Gazetteer().find(words);
  std::string out;
  for (const Speech& speech : find_speech(words, {}, names)) {
    if (speech.direct) out += fmt::format("{}{}", out.empty() ? "" : "; ", speech.speaker);
  }
  return out;
}

}  // namespace

TEST_CASE("counts have a unit of the ledger and an area only with words of its own") {
  CHECK(counts("The coalition has about 2,500 US troops in Iraq and approximately 900 in Syria.") ==
        "~2500 persons [iraq]; ~900 persons [syria]");
  CHECK(counts("Since mid-October, over 150 attacks targeting coalition troops have occurred, many by the "
               "Islamic Resistance in Iraq.") == ">150 attacks []");
  CHECK(counts("a drone attack killed three US military personnel in Jordan") == "3 killed [jordan]");
  CHECK(counts("Nearly 4,500 American soldiers had died and over 30,000 had been injured.") ==
        "~4500 killed []; >30000 wounded []");
  CHECK(counts("destroyed two ISIL-held buildings and 16 oil tanker trucks") ==
        "2 buildings []; 16 vehicles []");
  CHECK(counts("24 munitions against ISIL targets") == "24 munitions []");
  CHECK(counts("12 people were killed and 30 wounded") == "12 killed []; 30 wounded []");
  CHECK(counts("30% of territory and up to $5 million") == "30 percent []; <=5000000 us-dollars []");
}

TEST_CASE("dates, durations, ages and names are no counts") {
  CHECK(counts("a two-day meeting in the last 24 hours") == "");
  CHECK(counts("the 17 year-old, Resolution 2249 and Task Force 51") == "");
  CHECK(counts("in 2003 and on January 27") == "");
  CHECK(counts("one of them, the third attack") == "");
}

TEST_CASE("the period of a count is that of its own words") {
  const std::string text = "Since mid-October, over 150 attacks have occurred.";
  const Words words = words_of(text);
  const auto dates = find_dates(words, {parse_date("2024-02-12"), Genre::news});
  const auto found = find_counts(words, dates, {});
  REQUIRE(found.size() == 1);
  REQUIRE(found[0].period != nullptr);
  CHECK(found[0].since);
  CHECK(found[0].period->value == "2023-10");
}

TEST_CASE("who says a quotation") {
  CHECK(quotes(
            "“The talks will determine the length,” affirmed Farhad Alaaldin, an adviser to the minister.") ==
        "Farhad Alaaldin");
  CHECK(quotes("“It is so,” the Pentagon spokesman, Major General Pat Ryder, said on Monday.") ==
        "Pentagon spokesman, Major General Pat Ryder");
  CHECK(quotes("Gen. Joseph Votel, commander of U.S. Central Command said, \"We have been very clear about "
               "it.\"") == "Gen. Joseph Votel");
  CHECK(quotes("Foreign Office Minister, Tobias Ellwood, said:\n\nThe attack was an act of terror.\n\nWe "
               "stand by Iraq.") == "Foreign Office Minister, Tobias Ellwood");
  CHECK(quotes("Cook said it. He added, “We will continue to take actions against them.”") == "Cook");
  CHECK(quotes("According to Reuters, “the talks are expected to take months”.") == "Reuters");
  CHECK(quotes("“We mourn the loss of one of our own,” Votel said. “We will not forget him at all.”") ==
        "Votel; Votel");
}

TEST_CASE("odd and mixed quotation marks end with the paragraph") {
  CHECK(quotes("Austin said \"ISIS continues to plot attacks.”\n\nIraq denied it.") == "Austin");
  CHECK(quotes("\"An open quotation without an end, said nobody.\n\nThe next paragraph.").find("nobody") ==
        std::string::npos);
}

TEST_CASE("Arabic quotations") {
  CHECK(quotes("وقال رئيس الوزراء «المحادثات ستحدد مدة المفاوضات»") != "");
}
