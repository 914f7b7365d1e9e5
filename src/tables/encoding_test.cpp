#include "tables/encoding.h"

#include <doctest/doctest.h>

using namespace handover;

TEST_CASE("a text in another encoding is named with the first place that shows it") {
  const auto fault = [](std::string_view text) {
    const auto problem = wrong_encoding(text, "t.csv");
    return problem ? to_string(*problem) : std::string{};
  };
  CHECK(fault("").empty());
  CHECK(fault("\xEF\xBB\xBFid,name\n1,caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80\n").empty());
  CHECK(fault("id\n\xC3\xA9t\xE9\n") == "t.csv:2:3: is not UTF-8; save the whole file as UTF-8");
  CHECK(fault(std::string_view("\xFF\xFEi\0d\0", 6)) == "t.csv: is UTF-16; save it as UTF-8");
  CHECK(fault(std::string_view("\xFE\xFF\0i\0d", 6)) == "t.csv: is UTF-16; save it as UTF-8");
  // Longer forms than needed, a surrogate, beyond U+10FFFF, cut off at the end.
  for (const char* broken :
       {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xF0\x9F"})
    CHECK_FALSE(fault(broken).empty());
}
