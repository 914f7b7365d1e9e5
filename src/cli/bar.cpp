#include "cli/bar.h"

#include "cli/signals.h"

namespace handover::cli {

report::Control with_bar(const std::string& what) {
  const auto bar = std::make_shared<Progress>(what);
  return {.stop = stop_on_signals(), .progress = [bar](double share_done, const std::string& now) {
            bar->note(now);
            bar->reach(share_done);
          }};
}

OnSteps steps_with_bar(const std::string& what) {
  return [bar = std::make_shared<Progress>(what)](std::size_t done, std::size_t total) {
    bar->reach(static_cast<double>(done) / static_cast<double>(total));
  };
}

}  // namespace handover::cli
