// Progress of long work: one line on a terminal's standard error with the time left; silent when piped.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>

namespace handover {

// Threads may call advance() at the same time. The line is cleared when the object goes.
class Progress {
 public:
  Progress(std::string what, std::size_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void advance(std::size_t steps = 1);
  // A few words beside the bar, for example the best result so far.
  void note(std::string text);

 private:
  void draw();

  const std::string what_;
  const std::size_t total_;
  const bool visible_;
  const std::chrono::steady_clock::time_point start_;
  std::atomic<std::size_t> done_{0};
  std::mutex mutex_;
  std::chrono::steady_clock::time_point last_drawn_;
  std::string note_;
};

}  // namespace handover
