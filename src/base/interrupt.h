// Stopping one computation without touching another that runs beside it.
//
// Whoever starts a computation may hand it a stop token. A StopScope makes the token that of everything which
// runs on this thread until the scope ends; parallel_for passes it on to its helpers. A token that nobody can
// ask to stop leaves the outer scope's in force. Without any scope a computation cannot be stopped. Where the
// wish to stop comes from (Ctrl-C, a closed connection, a button) is the caller's to know.
#pragma once

#include <stop_token>

namespace handover {

class StopScope {
 public:
  explicit StopScope(std::stop_token token);
  ~StopScope();
  StopScope(const StopScope&) = delete;
  StopScope& operator=(const StopScope&) = delete;

 private:
  std::stop_token outer_;
};

// The token of the computation that runs on this thread.
const std::stop_token& current_stop_token();

// Throws Interrupted when this computation was asked to stop.
void throw_if_interrupted();

}  // namespace handover
