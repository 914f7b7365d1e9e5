// HTTP/1.1 on this machine. The library that does it (Boost.Beast) stands in http_server.cpp and nowhere
// else.
#pragma once

#include "server/message.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

namespace handover::server {

struct HttpLimits {
  std::size_t header_bytes = 16 * 1024;
  std::size_t body_bytes = std::size_t{8} << 20;
  std::size_t connections = 256;     // more are closed at once
  std::chrono::seconds request{20};  // for a request to arrive whole, and for an answer to be taken
  std::chrono::seconds idle{60};     // between the requests of one connection
  int workers = 4;                   // threads that answer
};

class HttpServer {
 public:
  using Handler = std::function<Response(const Request&)>;  // called from several threads; must not throw

  // Listens on the loopback address alone. Port 0: a free one. Throws InputError when the port is taken.
  HttpServer(std::uint16_t port, HttpLimits limits, Handler handler);
  ~HttpServer();
  std::uint16_t port() const;
  // Answers until `stop` asks it to end; requests that are being answered then are finished.
  void run(std::stop_token stop);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace handover::server
