#include "wording/catalogue.h"

#include <algorithm>

#include <doctest/doctest.h>

namespace handover::wording {
namespace {

TEST_CASE("one rule for figures: two significant digits, grouped") {
  CHECK(number(1847) == "1,800");
  CHECK(number(7.44) == "7.4");
  CHECK(number(99.7) == "100");
  CHECK(number(0.346) == "0.35");
  CHECK(number(-12.5) == "-12");  // a tie goes to the even digit, as in the text of the number
  CHECK(number(0.0) == "0");
  CHECK(number(-0.0) == "0");
  CHECK(number(1.0 / 0.0) == "unbounded");
  CHECK(number(2'000'000) == "2,000,000");
  CHECK(whole(1847) == "1,847");
  CHECK(range(310.4, 888.0) ==
        "310\xE2\x80\x93"
        "890");
  CHECK(range(1840, 1790) == "1,800");
  CHECK(people(0.0, 0.4) == "under 1");
  CHECK(people(0.4, 12.7) ==
        "0\xE2\x80\x93"
        "13");
  CHECK(of_hundred(0.414, 0.583) == "41 to 58 of 100");
  CHECK(of_hundred(0.5, 0.5) == "50 of 100");
}

TEST_CASE("months and days in English and in other locales") {
  CHECK(month(Month{std::chrono::year{2025} / 9}) == "Sep 2025");
  CHECK(day(date_of(2024, 1, 27)) == "27 Jan 2024");
  CHECK(day(date_of(1899, 12, 31)) == "31 Dec 1899");
  // CLDR's Arabic for Iraq has the Levantine names of months and writes Arabic-Indic digits.
  CHECK(month(Month{std::chrono::year{2024} / 1}, "ar-IQ").find("كانون الثاني") != std::string::npos);
  CHECK(number(1847, "de") == "1.800");
  CHECK(number(1847, "ar-IQ") == "١٬٨٠٠");
}

TEST_CASE("a message sets in counts by the locale's plurals, and says what it lacks") {
  const Catalogue& english = Catalogue::english();
  CHECK(english("steps.count", {{"count", 1}}) == "1 step");
  CHECK(english("steps.count", {{"count", 1200}}) == "1,200 steps");
  CHECK(english("share.scenarios", {{"share", "41 of 100"}}) == "41 of 100 scenarios");
  CHECK_THROWS_AS(english("steps.count"), std::logic_error);
  CHECK_THROWS_AS(Catalogue("xx"), std::invalid_argument);
}

TEST_CASE("every language has the arguments of the English messages, and English has all of them") {
  const Catalogue& english = Catalogue::english();
  for (const std::string& language : languages()) {
    const Catalogue other(language);
    for (std::size_t message = 0; message < kMessageNames.size(); ++message) {
      INFO(language << ' ' << kMessageNames[message]);
      if (other.has(message)) CHECK(other.arguments_of(message) == english.arguments_of(message));
    }
  }
}

TEST_CASE("a message that a language lacks is the English one, for all to see, and is listed") {
  const Completeness english = completeness_of("en");
  CHECK(english.translated == english.messages);
  CHECK(english.reviewed == english.messages);
  const Completeness arabic = completeness_of("ar");
  CHECK(arabic.reviewed == 0);
  CHECK(arabic.translated + arabic.missing.size() == arabic.messages);
  REQUIRE(std::count(arabic.missing.begin(), arabic.missing.end(), "needs.audit.rounding") == 1);
  CHECK(Catalogue::of("ar")("needs.audit.rounding") == "[en] rounding up to whole persons");
}

TEST_CASE("Arabic has six plurals, its own digits' grouping and runs from right to left") {
  const Catalogue& arabic = Catalogue::of("ar");
  CHECK(arabic.direction() == Direction::right_to_left);
  CHECK(arabic("steps.count", {{"count", 1}}) == "خطوة واحدة");
  CHECK(arabic("steps.count", {{"count", 2}}) == "خطوتان");
  CHECK(arabic("steps.count", {{"count", 3}}).find("خطوات") != std::string::npos);
  CHECK(arabic("steps.count", {{"count", 11}}).find("خطوة") != std::string::npos);
  CHECK(arabic("steps.count", {{"count", 0}}) == "بلا خطوات");
}

}  // namespace
}  // namespace handover::wording
