#include "server/serve.h"

#include "server/http_server.h"

#include <fmt/format.h>

namespace handover::server {

bool serve(const ServerOptions& options, std::uint16_t port,
           const std::function<void(const std::vector<Address>&)>& ready, std::stop_token stop) {
  auto owned = std::make_unique<Server>(options, port);
  Server& server = *owned;
  HttpServer http(port, {}, [&server](const Request& request) { return server.answer(request); });
  server.set_port(http.port());
  std::vector<Address> addresses;
  for (const Role role : kAllRoles)
    addresses.push_back(
        {role, fmt::format("http://127.0.0.1:{}/?token={}", http.port(), server.tokens().of(role))});
  ready(addresses);
  http.run(stop);
  constexpr std::chrono::seconds kPatience{3};
  if (server.jobs().stop_all(kPatience)) return true;
  // Its threads still use it.
  static_cast<void>(owned.release());
  return false;
}

}  // namespace handover::server
