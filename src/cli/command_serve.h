// `handover serve`, the one command that looks at the server.
#pragma once

namespace CLI {
class App;
}  // namespace CLI

namespace handover::cli {

void add_serve(CLI::App& app, int& exit_code);

}  // namespace handover::cli
