#include "base/interrupt.h"

#include "base/problem.h"

#include <utility>

namespace handover {
namespace {

// Of the thread, so that two computations in one process have a token each.
std::stop_token& token_of_thread() {
  thread_local std::stop_token token;
  return token;
}

}  // namespace

StopScope::StopScope(std::stop_token token) : outer_(token_of_thread()) {
  if (token.stop_possible()) token_of_thread() = std::move(token);
}

StopScope::~StopScope() {
  token_of_thread() = std::move(outer_);
}

const std::stop_token& current_stop_token() {
  return token_of_thread();
}

void throw_if_interrupted() {
  if (token_of_thread().stop_requested()) throw Interrupted();
}

}  // namespace handover
