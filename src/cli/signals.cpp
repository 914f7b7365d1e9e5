#include "cli/signals.h"

#include <csignal>
#include <thread>

#include <pthread.h>
#include <unistd.h>

namespace handover::cli {
namespace {

sigset_t signals_to_stop() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

// Nothing but a flag may be touched in a signal handler, and asking for a stop wakes those who wait for it:
// so a thread of its own waits for the signals, which every other thread blocks.
void wait_for_signal(std::stop_source source) {
  const sigset_t set = signals_to_stop();
  int signal = 0;
  sigwait(&set, &signal);
  source.request_stop();
  // The next one takes its usual course.
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  for (;;) pause();
}

std::stop_source started() {
  std::stop_source source;
  const sigset_t set = signals_to_stop();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::thread(wait_for_signal, source).detach();
  return source;
}

}  // namespace

std::stop_token stop_on_signals() {
  static const std::stop_source source = started();
  return source.get_token();
}

}  // namespace handover::cli
