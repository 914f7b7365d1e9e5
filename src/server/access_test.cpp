#include "server/access.h"

#include <doctest/doctest.h>

namespace handover::server {

namespace {

constexpr std::uint16_t kPort = 8123;

Request request(const std::string& method, const std::string& target) {
  Request made{.method = method, .target = target, .body = {}, .headers = {}};
  made.headers["host"] = "127.0.0.1:8123";
  return made;
}

Access admitted(const Request& made, const Tokens& tokens) {
  return admit(made, *parse_target(made.target), tokens, kPort);
}

}  // namespace

TEST_CASE("without a token nobody comes in") {
  const Tokens tokens;
  CHECK(admitted(request("GET", "/api/missions"), tokens).status == 401);
  CHECK(admitted(request("GET", "/api/missions?token=wrong"), tokens).status == 401);
}

TEST_CASE("each token opens its own role") {
  const Tokens tokens;
  for (const Role role : kAllRoles) {
    auto made = request("GET", "/api");
    made.headers["authorization"] = "Bearer " + tokens.of(role);
    REQUIRE(admitted(made, tokens).visitor);
    CHECK(admitted(made, tokens).visitor->role == role);
  }
  CHECK(tokens.of(Role::joint).size() == 48);
  CHECK(tokens.of(Role::joint) != Tokens().of(Role::joint));
}

TEST_CASE("another host is refused, whatever the token") {
  const Tokens tokens;
  for (const char* host :
       {"evil.example", "127.0.0.1", "127.0.0.1:80", "localhost.evil:8123", "", "[::1]:8123"}) {
    auto made = request("GET", "/api/missions?token=" + tokens.of(Role::staff));
    made.headers["host"] = host;
    CHECK_MESSAGE(admitted(made, tokens).status == 421, host);
  }
  auto local = request("GET", "/api/missions?token=" + tokens.of(Role::staff));
  local.headers["host"] = "localhost:8123";
  CHECK(admitted(local, tokens).visitor);
}

TEST_CASE("another page cannot use the cookie") {
  const Tokens tokens;
  auto made = request("POST", "/api/present");
  made.headers["cookie"] = token_cookie(kPort) + "=" + tokens.of(Role::staff);
  CHECK(admitted(made, tokens).status == 403);  // no origin
  made.headers["origin"] = "http://evil.example";
  CHECK(admitted(made, tokens).status == 403);
  made.headers["origin"] = "null";
  CHECK(admitted(made, tokens).status == 403);
  made.headers["origin"] = "http://127.0.0.1:8123";
  CHECK(admitted(made, tokens).visitor);
  auto read = request("GET", "/api/missions");
  read.headers["cookie"] = made.headers["cookie"];
  read.headers["sec-fetch-site"] = "cross-site";
  CHECK(admitted(read, tokens).status == 403);
  read.headers["sec-fetch-site"] = "same-origin";
  CHECK(admitted(read, tokens).visitor);
}

TEST_CASE("a token in the address changes nothing") {
  const Tokens tokens;
  CHECK(admitted(request("POST", "/api/present?token=" + tokens.of(Role::staff)), tokens).status == 401);
}

TEST_CASE("presenting narrows every private role to the table") {
  const Tokens tokens;
  for (const Role role : {Role::staff, Role::coalition, Role::host}) {
    auto made = request("GET", "/api");
    made.headers["cookie"] =
        token_cookie(kPort) + "=" + tokens.of(role) + "; " + present_cookie(kPort) + "=1";
    const auto access = admitted(made, tokens);
    REQUIRE(access.visitor);
    CHECK(access.visitor->role == Role::joint);
    CHECK(access.visitor->own_role == role);
  }
}

TEST_CASE("the cookie is out of scripts' and other sites' reach") {
  const std::string cookie = set_token_cookie("abc", kPort);
  CHECK(cookie.find("HttpOnly") != std::string::npos);
  CHECK(cookie.find("SameSite=Strict") != std::string::npos);
}

TEST_CASE("roles read what their editions hold, and staff no private overlay") {
  CHECK(server::may_read(Role::staff, Audience::own_side));
  CHECK_FALSE(server::may_read(Role::staff, Audience::coalition));
  CHECK_FALSE(server::may_read(Role::staff, Audience::host));
  CHECK_FALSE(server::may_read(Role::coalition, Audience::host));
  CHECK_FALSE(server::may_read(Role::joint, Audience::own_side));
  CHECK_FALSE(server::may_read(Role::published, Audience::joint));
  for (const Role role : kAllRoles) CHECK_FALSE(server::may_read(role, Audience::nobody));
  CHECK(overlays_of(Role::coalition, {"coalition", "host"}) == std::vector<std::string>{"coalition"});
  CHECK(overlays_of(Role::staff, {"coalition", "host"}).empty());
}

}  // namespace handover::server
