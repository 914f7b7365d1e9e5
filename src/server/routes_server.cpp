#include "report/version.h"
#include "server/server.h"

namespace handover::server {
namespace {

Reply about(Call& call) {
  Json roles = Json::array();
  // Whoever started the server hands out the other addresses.
  if (call.visitor.role == Role::staff)
    for (const Role role : kAllRoles)
      roles.push_back({{"role", name_of(role)}, {"token", call.server.tokens().of(role)}});
  return document({{"program", "handover"},
                   {"version", report::version()},
                   {"role", name_of(call.visitor.role)},
                   {"own_role", name_of(call.visitor.own_role)},
                   {"presenting", call.visitor.presenting},
                   {"may_write", may_write(call.visitor.role)},
                   {"may_propose", may_propose(call.visitor.role)},
                   {"roles", roles}});
}

Reply present(Call& call) {
  const bool on = call.body.is_object() && call.body.value("on", false);
  call.headers.emplace_back("Set-Cookie", set_present_cookie(on, call.server.port()));
  return document({{"presenting", on}});
}

Reply openapi(Call&) {
  return document(openapi_document(report::version()));
}

}  // namespace

std::vector<Route> routes_of_server() {
  return {
      {"GET", "/api", "Who you are here, and which program answers", Who::anybody, about},
      {"GET", "/api/openapi.json", "This document", Who::anybody, openapi},
      {"POST",
       "/api/present",
       "Hide all private figures on a shared screen, or show them again",
       Who::anybody,
       present,
       {},
       "{on: true or false}"},
  };
}

}  // namespace handover::server
