#include "cli/bars.h"

#include "base/progress.h"

namespace handover::cli {

std::shared_ptr<report::AssessedMission> assess_with_bar(const report::SimulationSpec& spec, int threads) {
  constexpr std::size_t kModules = 4;
  Progress progress("assessing", kModules + 1);
  return report::assess_for(spec, threads, [&](const char* module) {
    progress.advance();
    progress.note(module);
  });
}

}  // namespace handover::cli
