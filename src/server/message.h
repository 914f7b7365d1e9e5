// What comes in and goes out over HTTP, as plain data: nothing behind this header knows the library that
// parses it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace handover::server {

struct Request {
  std::string method;  // "GET"
  std::string target;  // as it was sent: "/api/missions?x=1"
  std::string body;
  // Headers by their lower-case names; a header that came twice is joined by ", ".
  std::map<std::string, std::string, std::less<>> headers;

  std::string_view header(std::string_view name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
  }
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
};

// A target taken apart: "/api/missions/x?as-of=2024-01-01".
struct Target {
  std::vector<std::string> path;  // decoded, without empty pieces: {"api", "missions", "x"}
  std::map<std::string, std::string, std::less<>>
      query;  // decoded; a name that comes twice keeps its first value
  std::string_view get(std::string_view name) const {
    const auto found = query.find(name);
    return found == query.end() ? std::string_view() : std::string_view(found->second);
  }
};

// Nothing for a target that names no place here: it does not begin with '/', is too long, a piece is ".",
// ".." or holds a separator, a control character or bytes that are no UTF-8, or an escape is broken.
std::optional<Target> parse_target(std::string_view target);

// The value of a cookie in a Cookie header; nothing when it is not there.
std::optional<std::string> cookie_of(std::string_view header, std::string_view name);

}  // namespace handover::server
