#include "cli/progress.h"

#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

namespace handover::cli {
namespace {

constexpr auto kRedrawAfter = std::chrono::milliseconds(200);

std::string seconds_left(double seconds) {
  if (seconds >= 90.0) return fmt::format("{:.0f} min left", seconds / 60.0);
  return fmt::format("{:.0f} s left", seconds);
}

}  // namespace

Progress::Progress(std::string what)
    : what_(std::move(what)),
      visible_(isatty(STDERR_FILENO) == 1),
      start_(std::chrono::steady_clock::now()),
      last_drawn_(start_) {}

Progress::~Progress() {
  if (visible_) fmt::print(stderr, "\r\033[K");
}

void Progress::reach(double share) {
  double before = share_;
  while (before < share && !share_.compare_exchange_weak(before, share)) {
  }
  if (!visible_) return;
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock.owns_lock()) return;
  if (std::chrono::steady_clock::now() - last_drawn_ < kRedrawAfter) return;
  draw();
}

void Progress::note(std::string text) {
  const std::lock_guard lock(mutex_);
  note_ = std::move(text);
}

void Progress::draw() {
  last_drawn_ = std::chrono::steady_clock::now();
  const double seconds = std::chrono::duration<double>(last_drawn_ - start_).count();
  const double share = share_;
  const std::string left = share > 0.01 ? seconds_left(seconds * (1.0 - share) / share) : "";
  fmt::print(stderr, "\r\033[K{}: {:.0f} %  {}  {}", what_, 100.0 * share, left, note_);
  std::fflush(stderr);
}

}  // namespace handover::cli
