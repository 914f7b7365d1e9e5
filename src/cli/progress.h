// Progress of long work: one line on a terminal's standard error with the time left; silent when piped.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>

namespace handover::cli {

// Threads may call reach() and note() at the same time. The line is cleared when the object goes.
class Progress {
 public:
  explicit Progress(std::string what);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // So much of the whole is done, 0 to 1; less than before is not shown.
  void reach(double share);
  // A few words beside the bar, for example the best result so far.
  void note(std::string text);

 private:
  void draw();

  const std::string what_;
  const bool visible_;
  const std::chrono::steady_clock::time_point start_;
  std::atomic<double> share_{0.0};
  std::mutex mutex_;
  std::chrono::steady_clock::time_point last_drawn_;
  std::string note_;
};

}  // namespace handover::cli
