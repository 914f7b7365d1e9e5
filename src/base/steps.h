// Counts the steps of a long computation and tells its caller.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>

namespace handover {

// Called from any of the computation's threads, also from several at the same time.
using OnSteps = std::function<void(std::size_t done, std::size_t total)>;

class Steps {
 public:
  Steps(std::size_t total, const OnSteps& on_steps) : total_(total), on_steps_(on_steps) {}
  // Threads may call it at the same time.
  void advance(std::size_t steps = 1) {
    const std::size_t done = done_ += steps;
    if (on_steps_) on_steps_(done, total_);
  }

 private:
  const std::size_t total_;
  const OnSteps& on_steps_;  // outlives the computation
  std::atomic<std::size_t> done_{0};
};

}  // namespace handover
