// Ctrl-C and a polite kill as a stop token: the command line's way to end a computation.
#pragma once

#include <stop_token>

namespace handover::cli {

// Asks for a stop at the first SIGINT or SIGTERM; a second one kills the program as usual. Call it first in
// main, before any thread is started; later calls give the same token.
std::stop_token stop_on_signals();

}  // namespace handover::cli
