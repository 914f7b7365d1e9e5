#include "server/access.h"

#include <stdexcept>

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>

namespace handover::server {
namespace {

constexpr std::size_t kTokenBytes = 24;

std::string fresh_token() {
  std::array<unsigned char, kTokenBytes> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    throw std::runtime_error("the system gives no random numbers");
  std::string text;
  for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

bool is_our_host(std::string_view host, std::uint16_t port) {
  for (const char* name : {"127.0.0.1", "localhost"})
    if (host == fmt::format("{}:{}", name, port)) return true;
  return false;
}

bool changes_something(const std::string& method) {
  return method != "GET" && method != "HEAD";
}

Access refused(int status, std::string why) {
  return {.visitor = {}, .status = status, .why = std::move(why)};
}

// By an address that another page names, or a form that it sends: not by our own page.
bool comes_from_elsewhere(const Request& request, std::string_view host) {
  const std::string_view origin = request.header("origin"), site = request.header("sec-fetch-site");
  if (!origin.empty()) return origin != fmt::format("http://{}", host);
  if (site.empty() || site == "same-origin" || site == "none") return false;
  // Somebody follows a link to a page.
  return request.method != "GET" || request.header("sec-fetch-mode") != "navigate";
}

}  // namespace

Tokens::Tokens() {
  for (std::string& token : token_) token = fresh_token();
}

std::optional<Role> Tokens::role_of(std::string_view token) const {
  std::optional<Role> found;
  for (const Role role : kAllRoles) {
    const std::string& own = of(role);
    if (token.size() == own.size() && CRYPTO_memcmp(token.data(), own.data(), own.size()) == 0) found = role;
  }
  return found;
}

std::string token_cookie(std::uint16_t port) {
  return fmt::format("handover_{}", port);
}
std::string present_cookie(std::uint16_t port) {
  return fmt::format("handover_present_{}", port);
}

Access admit(const Request& request, const Target& target, const Tokens& tokens, std::uint16_t port) {
  const std::string_view host = request.header("host");
  if (!is_our_host(host, port)) return refused(421, "this server answers to its own address alone");
  if (comes_from_elsewhere(request, host)) return refused(403, "the request was made by another page");
  const std::string_view cookies = request.header("cookie");
  std::optional<Role> role;
  Access access;
  if (const std::string_view given = target.get("token");
      !given.empty() && !changes_something(request.method)) {
    role = tokens.role_of(given);
    access.by_address = role.has_value();
  } else if (const std::string_view bearer = request.header("authorization"); bearer.starts_with("Bearer ")) {
    role = tokens.role_of(bearer.substr(7));
  } else if (const auto cookie = cookie_of(cookies, token_cookie(port))) {
    role = tokens.role_of(*cookie);
    // A browser always says where a change comes from; what holds the cookie and does not say is none.
    if (role && changes_something(request.method) && request.header("origin").empty())
      return refused(403, "a change needs its origin");
  }
  if (!role) return refused(401, "open the address that the server printed: it holds the token");
  Visitor visitor{.role = *role, .own_role = *role};
  if (cookie_of(cookies, present_cookie(port)) == "1" && *role != Role::published) {
    visitor.role = Role::joint;
    visitor.presenting = true;
  }
  access.visitor = visitor;
  return access;
}

std::string set_token_cookie(const std::string& token, std::uint16_t port) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict", token_cookie(port), token);
}

std::string set_present_cookie(bool on, std::uint16_t port) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}", present_cookie(port), on ? "1" : "",
                     on ? "" : "; Max-Age=0");
}

}  // namespace handover::server
