#include "cli/command_serve.h"

#include "base/interrupt.h"
#include "base/standard_streams.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "report/workbook_job.h"
#include "server/serve.h"

#include <cstdlib>
#include <iostream>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct ServeOptions {
  std::string folder;
  std::uint32_t port = 0;
  std::uint64_t seed = 1;
  int threads = 0, draws = 0;
  bool no_browser = false;
};

const char* for_whom(server::Role role) {
  constexpr const char* words[] = {"", "for the coalition's side", "for the host's side",
                                   "for both at the table", "for anybody"};
  return words[static_cast<std::size_t>(role)];
}

// A browser of the desktop, when there is one; the address is printed anyhow.
void open_browser(const std::string& url) {
  if (std::getenv("DISPLAY") == nullptr && std::getenv("WAYLAND_DISPLAY") == nullptr) return;
  const std::string command = "xdg-open '" + url + "' > /dev/null 2>&1 &";
  if (std::system(command.c_str()) != 0) return;  // NOLINT(concurrency-mt-unsafe): before any other thread
}

int run_serve(const ServeOptions& options) {
  report::refuse_workbook(options.folder, "serve");
  server::ServerOptions server_options{
      .folder = options.folder, .seed = options.seed, .threads = options.threads, .draws = options.draws};
  const auto ready = [&](const std::vector<server::Address>& addresses) {
    for (const server::Address& one : addresses) {
      if (one.role == server::Role::staff)
        std::cout << one.url << '\n';
      else
        std::cout << fmt::format("{:<25} {}\n", for_whom(one.role), one.url);
    }
    std::cout << "Ctrl-C ends it.\n" << std::flush;
    if (!options.no_browser) open_browser(addresses.front().url);
  };
  const bool in_time =
      server::serve(server_options, static_cast<std::uint16_t>(options.port), ready, current_stop_token());
  if (!in_time) {
    std::cout.flush();
    std::_Exit(kDone);
  }
  return kDone;
}

}  // namespace

void add_serve(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ServeOptions>();
  Command command(app, "serve");
  command.bind("MISSION", options->folder)
      .bind("--port", options->port)
      .bind("--seed", options->seed)
      .bind("--draws", options->draws)
      .bind("--threads", options->threads)
      .bind("--no-browser", options->no_browser);
  command.runs(exit_code, [options] { return run_serve(*options); });
}

}  // namespace handover::cli
