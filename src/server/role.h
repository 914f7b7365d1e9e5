// Who looks at a page, and what that one may read. The declarations are those of mission/audience.h.
#pragma once

#include "mission/audience.h"
#include "mission/mission.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handover::server {

enum class Role {
  staff,      // whoever started the server: what both sides' own editions may hold; no private overlay
  coalition,  // with its own overlay
  host,       // with its own overlay
  joint,      // both sides at one table, or a shared screen
  published   // anybody
};
inline constexpr std::size_t kRoles = 5;
inline constexpr std::array<Role, kRoles> kAllRoles = {Role::staff, Role::coalition, Role::host, Role::joint,
                                                       Role::published};

const char* name_of(Role role);  // staff, coalition, host, joint, public
std::optional<Role> parse_role(std::string_view name);

bool may_read(Role role, Audience audience);
// The narrowest edition that holds what the role may read: for search of secrets.
Edition edition_of(Role role);
// Names under overlays/ that the role's mission is read with, of those that are there.
std::vector<std::string> overlays_of(Role role, const std::vector<std::string>& present);

// Editing the mission's own tables and computing at length is for those who hold its files.
bool may_write(Role role);
// Plans can be tried and laid on the table by everybody who sits at it.
bool may_propose(Role role);

}  // namespace handover::server
