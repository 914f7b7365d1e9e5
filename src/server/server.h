// The server without its sockets: a request in, a response out. What a test, a fuzzer and the listener call.
#pragma once

#include "report/session_figures.h"
#include "server/access.h"
#include "server/jobs.h"
#include "server/message.h"
#include "server/missions.h"
#include "server/routes.h"
#include "server/searches.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

namespace handover::server {

struct ServerOptions {
  std::filesystem::path folder;  // a mission, or a folder of missions
  std::uint64_t seed = 1;
  int threads = 0;
  int draws = report::kDraws;
};

class Server {
 public:
  Server(ServerOptions options, std::uint16_t port);

  // Never throws. Called from several threads.
  Response answer(const Request& request);

  const Tokens& tokens() const { return tokens_; }
  std::uint16_t port() const { return port_; }
  void set_port(std::uint16_t port) { port_ = port; }
  const ServerOptions& options() const { return options_; }
  Missions& missions() { return missions_; }
  Searches& searches() { return searches_; }
  Jobs& jobs() { return jobs_; }
  // One at a time: what reads a file, compares it and writes it again.
  std::mutex& writing() { return writing_; }
  // One at a time: who opens a store of runs.
  std::mutex& storing() { return storing_; }

 private:
  Response answer_call(const Request& request, const Target& target, const Visitor& visitor);
  Json without_secrets(const Call& call, Json document);

  ServerOptions options_;
  std::uint16_t port_;
  Tokens tokens_;
  Missions missions_;
  std::mutex writing_, storing_;
  Searches searches_;
  Jobs jobs_;  // last: ends before what its jobs use
};

// Helpers of the handlers.
report::MayRead reader_of(const Call& call);
MissionPlace place_of(Call& call);  // 404 when there is none
std::shared_ptr<const Mission> mission_of(Call& call,
                                          const std::string& as_of = {});  // 422 with its problems
// A key of the body; 422 when it is missing or of another kind.
const Json& object_in(const Call& call, const char* key);
std::string text_in(const Call& call, const char* key, const std::string& otherwise);
Reply document(Json json);
Json problems_document(const std::vector<Problem>& problems);

// The page and what it loads, embedded in the program: nothing when there is no such file.
struct PageFile {
  std::string content_type;
  const unsigned char* gzip = nullptr;
  std::size_t size = 0;
};
std::optional<PageFile> page_file(std::string_view name);  // "index.html", "app.js", "app.css"

}  // namespace handover::server
