#include "intake/number_words.h"

#include <doctest/doctest.h>

using namespace handover::intake;

namespace {

// The first number of a text in the ledger's notation.
std::string said(const std::string& text) {
  const Words words = words_of(text);
  for (std::size_t at = 0; at < words.tokens.size(); ++at) {
    if (const auto number = number_at(words, at)) return number->ordinal ? "ordinal" : number->ledger_value();
  }
  return "none";
}

}  // namespace

TEST_CASE("numbers in figures and in words") {
  CHECK(said("2,500 troops") == "2500");
  CHECK(said("1.2 million people") == "1200000");
  CHECK(said("twenty-five men") == "25");
  CHECK(said("two hundred and fifty men") == "250");
  CHECK(said("three thousand two hundred men") == "3200");
  CHECK(said("half a million refugees") == "500000");
  CHECK(said("a dozen rockets") == "12");
  CHECK(said("two dozen rockets") == "24");
  CHECK(said("a hundred rounds") == "100");
  CHECK(said("141k followers") == "141000");
}

TEST_CASE("words that say how near a number is meant are part of it") {
  CHECK(said("about 2,500") == "~2500");
  CHECK(said("an estimated 300") == "~300");
  CHECK(said("nearly 4,500 soldiers") == "~4500");
  CHECK(said("over 150 attacks") == ">150");
  CHECK(said("more than 120 attacks") == ">120");
  CHECK(said("at least 134 attacks") == ">=134");
  CHECK(said("no fewer than 12") == ">=12");
  CHECK(said("up to 5 million") == "<=5000000");
  CHECK(said("fewer than 200") == "<200");
  CHECK(said("between 20 and 30 men") == "20..30");
  CHECK(said("20 to 30 men") == "20..30");
  CHECK(said("two to three thousand men") == "2000..3000");
  CHECK(said("50 or more") == ">=50");
  CHECK(said("the 60-plus nation coalition") == ">60");
  CHECK(said("hundreds of rockets") == "hundreds");
  CHECK(said("dozens of villages") == "dozens");
  CHECK(said("hundreds of thousands of Syrians") == "200000..999999");
}

TEST_CASE("what is no number is none") {
  CHECK(said("the third round") == "ordinal");
  CHECK(said("the 27th") == "ordinal");
  CHECK(said("a soldier") == "none");
  CHECK(said("192.168.1 is an address") == "none");
  CHECK(said("2,5 is written with a decimal comma") == "none");
  CHECK(said("some of them") == "none");
}

TEST_CASE("Arabic numbers") {
  CHECK(said("نحو ٢٥٠٠ جندي") == "~2500");
  CHECK(said("أكثر من 150 هجوما") == ">150");
  CHECK(said("ما لا يقل عن ثلاثة جنود") == ">=3");
}
