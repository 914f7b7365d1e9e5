// `handover read`.
#pragma once

namespace CLI {
class App;
}  // namespace CLI

namespace handover::cli {

void add_read(CLI::App& app, int& exit_code);

}  // namespace handover::cli
