#include "server/message.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace handover::server;

TEST_CASE("an address is taken apart and decoded") {
  const auto target = parse_target("/api/missions/iraq%2D2024/search?q=who+says%3F&empty=&flag");
  REQUIRE(target);
  CHECK(target->path == std::vector<std::string>{"api", "missions", "iraq-2024", "search"});
  CHECK(target->get("q") == "who says?");
  CHECK(target->get("empty") == "");
  CHECK(target->query.contains("flag"));
  CHECK(target->get("missing") == "");
}

TEST_CASE("the root and repeated slashes name the same place") {
  CHECK(parse_target("/")->path.empty());
  CHECK(parse_target("//api//missions/")->path == std::vector<std::string>{"api", "missions"});
}

TEST_CASE("addresses that climb, hide or break off are refused") {
  for (const char* bad :
       {"", "api", "/..", "/api/../x", "/api/%2e%2e/x", "/api/%2E", "/a%2Fb", "/a%5Cb", "/a%00b", "/a%0ab",
        "/a%", "/a%2", "/a%zz", "/a%ff", "/a\xE2\x80\xAE", "http://other/", "/a?x=%zz"})
    CHECK_MESSAGE(!parse_target(bad), bad);
  CHECK_FALSE(parse_target("/" + std::string(5000, 'a')));
}

TEST_CASE("no bytes make an address with a piece that climbs or parts") {
  CHECK(rc::check("pieces are names", [](const std::string& text) {
    const auto target = parse_target("/" + text);
    if (!target) return;
    for (const std::string& piece : target->path) {
      RC_ASSERT(!piece.empty());
      RC_ASSERT(piece != "..");
      RC_ASSERT(piece.find_first_of(std::string("/\\\0", 3)) == std::string::npos);
    }
  }));
}

TEST_CASE("a cookie is found by its whole name") {
  CHECK(cookie_of("a=1; handover_80=token; b=2", "handover_80") == "token");
  CHECK_FALSE(cookie_of("xhandover_80=token", "handover_80"));
  CHECK_FALSE(cookie_of("", "handover_80"));
}
