// Who may come in: the token of a role, and the proof that a request was made by our own page or by somebody
// who holds the token, not by another page in the same browser.
#pragma once

#include "server/message.h"
#include "server/role.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace handover::server {

class Tokens {
 public:
  // Fresh ones, 192 bits each, from the system's random numbers.
  Tokens();
  const std::string& of(Role role) const { return token_[static_cast<std::size_t>(role)]; }
  // Compares with all of them in time that does not tell how much was right.
  std::optional<Role> role_of(std::string_view token) const;

 private:
  std::array<std::string, kRoles> token_;
};

struct Visitor {
  Role role = Role::published;  // narrowed while presenting
  Role own_role = Role::published;
  bool presenting = false;  // on a shared screen: nothing private
};

struct Access {
  std::optional<Visitor> visitor;
  int status = 200;         // when refused: 401, 403 or 421
  std::string why = {};     // one plain sentence
  bool by_address = false;  // the token stood in the address of a page: to be exchanged for the cookie
};

// Cookies are shared by all ports of a host, so their names hold the port.
std::string token_cookie(std::uint16_t port);
std::string present_cookie(std::uint16_t port);

// Host, then Origin, then the token (cookie, "Authorization: Bearer", or ?token= of a GET).
Access admit(const Request& request, const Target& target, const Tokens& tokens, std::uint16_t port);

// Set-Cookie of the token; with `on`, of presenting, or its end.
std::string set_token_cookie(const std::string& token, std::uint16_t port);
std::string set_present_cookie(bool on, std::uint16_t port);

}  // namespace handover::server
