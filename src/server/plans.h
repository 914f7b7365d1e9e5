// Plans by their name, wherever they are kept, as one role sees them. Private to the routes.
#pragma once

#include "server/server.h"

#include <string>

namespace handover::server {

struct FoundPlan {
  Plan plan;
  std::string owner, version;  // owner: "mission", "table" or a role; version: of a proposal's file
};

// Throws Refusal (404) when there is none.
FoundPlan find_plan(Call& call, const Mission& mission, const std::string& id);

}  // namespace handover::server
