#include "intake/date_expressions.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace handover;
using namespace handover::intake;

namespace {

// "value part" of every date of the text, joined by "; ".
std::string dates(const std::string& text, const char* published = "2024-07-24", Genre genre = Genre::news) {
  const Words words = words_of(text);
  std::string out;
  for (const DateMention& date : find_dates(words, {parse_date(published), genre}))
    out +=
        fmt::format("{}{}{}{}", out.empty() ? "" : "; ", date.value, date.part.empty() ? "" : " ", date.part);
  return out;
}

}  // namespace

TEST_CASE("dates that say all") {
  CHECK(dates("on January 25, 2024 and on 27 January 2024") == "2024-01-25; 2024-01-27");
  CHECK(dates("the 5th of May, 1940") == "1940-05-05");
  CHECK(dates("2024-01-27, 27.01.2024, 27/01/2024") == "2024-01-27; 2024-01-27; 2024-01-27");
  CHECK(dates("05/04/2019 can be read two ways") == "");
  CHECK(dates("in December 2021, in early 2020, at the end of 1944") == "2021-12; 2020 early; 1944 late");
  CHECK(dates("in late 2017") == "2017 late");
  CHECK(dates("from 18 August to 15 September 1951") == "1951-08-18; 1951-09-15");
  CHECK(dates("January 27-29, 2024") == "2024-01-27; 2024-01-29");
  CHECK(dates("the summer of 1940") == "1940-SU");
  CHECK(dates("the 1930s and the 19th century") == "193X; 18XX");
  CHECK(dates("February 30, 2024") == "2024-02; 2024");
  CHECK(dates("19-Nov-12") == "2012-11-19");
}

TEST_CASE("news tells from the day of publication") {
  CHECK(dates("on Tuesday") == "2024-07-23");
  CHECK(dates("on Monday") == "2024-07-22");
  CHECK(dates("In January, In April, last October") == "2024-01; 2024-04; 2023-10");
  CHECK(dates("talks began on January 27") == "2024-01-27");
  CHECK(dates("attacks of December 12") == "2023-12-12");
  CHECK(dates("since mid-October", "2024-02-12") == "2023-10 mid");
  CHECK(dates("they will meet on September 3") == "2024-09-03");
  CHECK(dates("initiated last year") == "2023");
  CHECK(dates("yesterday and today") == "2024-07-23; 2024-07-24");
  CHECK(dates("three years ago") == "2021");
  CHECK(dates("announced back in August", "2024-01-25") == "2023-08");
}

TEST_CASE("narratives tell from what was said before") {
  const auto story = [](const std::string& text) { return dates(text, "2009-12-19", Genre::narrative); };
  CHECK(story("On September 1, 1939, Germany attacked. By early October it was over.") ==
        "1939-09-01; 1939-10 early");
  CHECK(story("In December 1941 war came. In January the front moved.") == "1941-12; 1942-01");
  CHECK(story("On 10 May 1940 it began. The next day it rained. Two days later it ended.") ==
        "1940-05-10; 1940-05-11; 1940-05-13");
  CHECK(story("On 10 March 1975 he launched a plan for a campaign in 1976. It collapsed on 11 March.") ==
        "1975-03-10; 1976; 1975-03-11");
  CHECK(story("1915\n\nIn May they landed.") == "1915; 1915-05");
  CHECK(story("In August they met.") == "");
}

TEST_CASE("what looks like a date and is none") {
  CHECK(dates("he may go, they march on") == "");
  CHECK(dates("1500 men and 2000 troops") == "");
  CHECK(dates("Resolution 2254") == "");
  CHECK(dates("2,500 soldiers") == "");
}

TEST_CASE("Arabic dates") {
  CHECK(dates("في 27 يناير 2024") == "2024-01-27");
  CHECK(dates("في 27 كانون الثاني/يناير 2024") == "2024-01-27");
  CHECK(dates("يوم الثلاثاء") == "2024-07-23");
  CHECK(dates("منذ عام 2014") == "2014");
}

TEST_CASE("early, mid and late are thirds, as the ledger reads them") {
  const auto late = days_of_value("2017", "late");
  REQUIRE(late);
  CHECK(to_string(late->from) == "2017-09-02");
  CHECK(to_string(late->to) == "2017-12-31");
  const auto week = days_of_value("2024-W01", "");
  REQUIRE(week);
  CHECK(to_string(week->from) == "2024-01-01");
}

TEST_CASE("marks that fold to nothing are no days") {
  CHECK(dates("the \xC2\xAD\xD8\xAD 2500") == "");
  CHECK(dates("%\xC2\xAD") == "");
}
