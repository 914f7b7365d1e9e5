// Any bytes as a request to the server: the first line is method, address and role, the rest the body.
#include "base/test_data.h"
#include "mission/skeleton.h"
#include "server/server.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <unistd.h>

using namespace handover;
using namespace handover::server;

namespace {

Server& served() {
  static Server* const server = [] {
    const auto folder =
        std::filesystem::temp_directory_path() / ("handover_fuzz_serve_" + std::to_string(getpid()));
    std::filesystem::remove_all(folder);
    write_skeleton(folder / "example");
    return new Server({.folder = folder, .seed = 1, .threads = 1, .draws = 20}, 8123);
  }();
  return *server;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  served();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), input.size());
  const std::size_t blank = std::min(input.find(' '), line);
  Request request{.method = input.substr(0, blank),
                  .target = blank < line ? input.substr(blank + 1, line - blank - 1) : "/",
                  .body = {},
                  .headers = {}};
  if (line < input.size()) request.body = input.substr(line + 1);
  request.headers["host"] = "127.0.0.1:8123";
  request.headers["content-type"] = "application/json";
  // What starts an hour's work is not for a fuzzer.
  if (request.target.find("assess") != std::string::npos ||
      request.target.find("search-timelines") != std::string::npos ||
      request.target.find("what-if") != std::string::npos)
    return 0;
  const auto role = kAllRoles[size % kRoles];
  request.headers["authorization"] = "Bearer " + served().tokens().of(role);
  const Response response = served().answer(request);
  if (response.status >= 500) std::abort();
  return 0;
}
