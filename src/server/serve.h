// `handover serve`: missions in a browser, on this machine.
#pragma once

#include "server/server.h"

#include <functional>
#include <stop_token>

namespace handover::server {

struct Address {
  Role role;
  std::string url;  // with the role's token
};

// Listens and answers until `stop` asks it to end. `ready` is called once, when the server listens, with an
// address for each role, the staff's first. Throws InputError when the folder holds no mission or the port is
// taken.
bool serve(const ServerOptions& options, std::uint16_t port,
           const std::function<void(const std::vector<Address>&)>& ready, std::stop_token stop);

}  // namespace handover::server
