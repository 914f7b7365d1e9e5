#include "base/parallel.h"

#include "base/interrupt.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace handover {
namespace {

// Hands items out one by one; remembers the first failure.
class WorkQueue {
 public:
  WorkQueue(std::size_t count, const std::function<void(std::size_t)>& work) : count_(count), work_(work) {}

  void run() {
    for (std::size_t i = next_++; i < count_ && !stop_; i = next_++) {
      try {
        throw_if_interrupted();
        work_(i);
      } catch (...) {
        const std::lock_guard lock(mutex_);
        if (!failure_) failure_ = std::current_exception();
        stop_ = true;
      }
    }
  }
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::size_t count_;
  const std::function<void(std::size_t)>& work_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> stop_{false};
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace

void parallel_for(std::size_t count, int threads, const std::function<void(std::size_t)>& work) {
  if (threads <= 0) threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  WorkQueue queue(count, work);
  {
    std::vector<std::jthread> helpers;
    const auto wanted = std::min(static_cast<std::size_t>(threads), count);
    const auto help = [&queue, token = current_stop_token()] {
      const StopScope scope(token);
      queue.run();
    };
    for (std::size_t t = 1; t < wanted; ++t) helpers.emplace_back(help);
    queue.run();
  }
  queue.rethrow();
}

}  // namespace handover
