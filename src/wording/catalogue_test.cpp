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
  CHECK(english.reviewed == 0);  // it says so of English too: nobody has
  CHECK(english.unreviewed.size() == english.messages);
  const Completeness arabic = completeness_of("ar");
  CHECK(arabic.reviewed == 0);
  CHECK(arabic.translated + arabic.missing.size() == arabic.messages);
  REQUIRE(std::count(arabic.missing.begin(), arabic.missing.end(), "needs.audit.rounding") == 1);
  CHECK(Catalogue::of("ar")("needs.audit.rounding") == "[en] rounding up to whole persons");
}

// Messages that a terminal prints and no paper: they may be English for longer.
bool of_the_terminal_alone(std::string_view name) {
  for (const std::string_view start :
       {"talks.verdict",  "talks.timing",    "talks.ended",   "talks.unavailable", "talks.response",
        "status.",        "threat.not_used", "warning.",      "judged.",           "needs.change",
        "needs.late",     "needs.audit",     "needs.exposed", "readout.",          "picture.",
        "brief.zone_map", "red_line.counts", "red_line.does", "stress.",           "price.",
        "comparison.",    "intake.",         "session.",      "simulation.",       "look.",
        "difference.",    "workbook.",       "plan."})
    if (name.starts_with(start)) return true;
  return false;
}

TEST_CASE("no paper lacks a word in any language") {
  for (const std::string& language : languages()) {
    const Completeness complete = completeness_of(language);
    for (const std::string& name : complete.missing) {
      INFO(language << ' ' << name);
      CHECK(of_the_terminal_alone(name));
    }
  }
}

TEST_CASE("every message can be written in every language") {
  // An argument of each kind: a pattern that selects or counts falls to its `other`.
  for (const std::string& language : languages()) {
    const Catalogue catalogue(language);
    CHECK(catalogue("changed.rows", {{"count", 3}, {"table", "x"}}).find("{") == std::string::npos);
    CHECK(catalogue("first.set", {{"members", 3}, {"examined", 11}, {"margin", 5}}).find("{") ==
          std::string::npos);
    CHECK(catalogue("percent", {{"share", Exact{50.0, 0}}}).find("{") == std::string::npos);
  }
}

TEST_CASE("words that select are not isolated, names of another script are") {
  const Month month{std::chrono::year{2025} / 1};
  for (const char* language : {"ar", "ckb"}) {
    const Catalogue& say = Catalogue::of(language);
    const auto answer = [&](const char* is_signed) {
      return say("first.answer", {{"signed", is_signed},
                                  {"by", month},
                                  {"party", "Iraq"},
                                  {"mission", month},
                                  {"open", "no"},
                                  {"presence", month},
                                  {"stay", "x"}});
    };
    CHECK(answer("yes").find("Iraq") == std::string::npos);
    CHECK(answer("no").find("\xE2\x81\xA8Iraq\xE2\x81\xA9") != std::string::npos);
  }
}

TEST_CASE("figures and months are those of Iraq in Arabic and Sorani") {
  CHECK(Catalogue::of("ar")("answer.month", {{"month", Month{std::chrono::year{2025} / 1}}}) ==
        "في كانون الثاني ٢٠٢٥");
  CHECK(Catalogue::of("ckb")("share.of_hundred", {{"share", 41}}) == "٤١ لە ١٠٠");
  CHECK(Catalogue::of("fr")("answer.month", {{"month", Month{std::chrono::year{2025} / 1}}}) ==
        "en janv. 2025");
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
