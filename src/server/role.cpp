#include "server/role.h"

#include <algorithm>

namespace handover::server {

const char* name_of(Role role) {
  constexpr const char* names[] = {"staff", "coalition", "host", "joint", "public"};
  return names[static_cast<std::size_t>(role)];
}

std::optional<Role> parse_role(std::string_view name) {
  for (const Role role : kAllRoles)
    if (name_of(role) == name) return role;
  return std::nullopt;
}

bool may_read(Role role, Audience audience) {
  // What one side's overlay says is not for those who serve both.
  if (role == Role::staff)
    return handover::may_read(Edition::coalition, audience) && handover::may_read(Edition::host, audience);
  return handover::may_read(edition_of(role), audience);
}

Edition edition_of(Role role) {
  switch (role) {
    case Role::staff:
    case Role::coalition:
      return Edition::coalition;
    case Role::host:
      return Edition::host;
    case Role::joint:
      return Edition::joint;
    case Role::published:
      break;
  }
  return Edition::published;
}

std::vector<std::string> overlays_of(Role role, const std::vector<std::string>& present) {
  const std::string own = role == Role::coalition ? "coalition" : role == Role::host ? "host" : "";
  const bool there = !own.empty() && std::find(present.begin(), present.end(), own) != present.end();
  return there ? std::vector{own} : std::vector<std::string>{};
}

bool may_write(Role role) {
  return role == Role::staff;
}

bool may_propose(Role role) {
  return role != Role::published;
}

}  // namespace handover::server
