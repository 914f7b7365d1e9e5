#include "base/fold_text.h"

#include <algorithm>

#include <doctest/doctest.h>
#include <rapidcheck.h>

using handover::fold_text;

TEST_CASE("lines that fit are left as they are") {
  CHECK(fold_text("") == "");
  CHECK(fold_text("short\n  and indented  \n\n", 20) == "short\n  and indented  \n\n");
}

TEST_CASE("what is carried over stands under the text it belongs to") {
  CHECK(fold_text("one two three four", 9) == "one two\nthree\nfour");
  CHECK(fold_text("  - one two three\n", 10) == "  - one\n    two\n    three\n");
  CHECK(fold_text("  --seed  any number here\n", 20) == "  --seed  any number\n          here\n");
}

TEST_CASE("letters of more than one byte count once, and a word is never broken") {
  CHECK(fold_text("\u00e9\u00e9\u00e9 \u00e9\u00e9\u00e9", 7) == "\u00e9\u00e9\u00e9 \u00e9\u00e9\u00e9");
  CHECK(fold_text("  incomprehensibilities", 8) == "  incomprehensibilities");
  CHECK(fold_text("incomprehensibilities and more", 8) == "incomprehensibilities\nand more");
}

TEST_CASE("nothing but spaces and breaks changes, and every line that could fit does") {
  CHECK(rc::check([] {
    const auto letters = *rc::gen::container<std::string>(rc::gen::element('a', 'b', ' ', ' ', '\n', '-'));
    const auto width = static_cast<std::size_t>(*rc::gen::inRange(4, 30));
    const std::string folded = fold_text(letters, width);
    const auto bare = [](std::string text) {
      text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\n'; }),
                 text.end());
      return text;
    };
    RC_ASSERT(bare(folded) == bare(letters));
    RC_ASSERT(fold_text(folded, 1000) == folded);
  }));
}
