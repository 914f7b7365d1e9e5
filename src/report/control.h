// How the caller of a long computation follows it and ends it.
#pragma once

#include <functional>
#include <stop_token>
#include <string>

namespace handover::report {

struct Control {
  // When it asks to stop, the computation throws Interrupted at its next safe place; others that run in the
  // same process go on.
  std::stop_token stop = {};
  // Called now and then with the share done (0 to 1, never falling) and what is being done; from any thread.
  std::function<void(double share_done, const std::string& what)> progress = {};

  void say(double share_done, const std::string& what) const {
    if (progress) progress(share_done, what);
  }
};

// A part of a longer computation: what the part reports as 0 to 1 is `from` to `to` of the whole.
inline Control part_of(const Control& whole, double from, double to) {
  if (!whole.progress) return whole;
  return {.stop = whole.stop, .progress = [whole, from, to](double share_done, const std::string& what) {
            whole.say(from + (to - from) * share_done, what);
          }};
}

}  // namespace handover::report
