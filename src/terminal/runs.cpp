#include "store/store.h"
#include "terminal/page.h"
#include "terminal/terminal.h"

#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
std::string run_text(const store::RunRecord& run) {
  Page page;
  const std::pair<const char*, std::string> lines[] = {{"run", run.id},
                                                       {"command", run.command},
                                                       {"mission", run.mission},
                                                       {"as of", run.as_of},
                                                       {"seed", fmt::to_string(run.seed)},
                                                       {"version", run.version},
                                                       {"started", run.started},
                                                       {"finished", run.finished},
                                                       {"inputs", run.inputs_sha256},
                                                       {"options", run.options_json}};
  for (const auto& [name, value] : lines) page.add("{:<9} {}\n", name, value);
  if (run.figures.empty()) return std::move(page).take();
  page.add("\n{:<9} {:<30} {:<20} {:<8} {}\n", "module", "figure", "of", "at", "best [low, high]");
  for (const auto& figure : run.figures) {
    page.add("{:<9} {:<30} {:<20} {:<8} {:.4g} [{:.4g}, {:.4g}] {}\n", figure.module, figure.quantity,
             figure.subject, figure.at, figure.best, figure.low, figure.high, figure.unit);
  }
  return std::move(page).take();
}

std::string runs_text(const std::vector<store::RunRecord>& runs) {
  Page page;
  page.add("{:<13} {:<20} {:<10} {:<10} {:<8} {}\n", "run", "finished (UTC)", "as of", "seed", "version",
           "inputs");
  for (const auto& run : runs) {
    page.add("{:<13} {:<20} {:<10} {:<10} {:<8} {}\n", run.id, run.finished, run.as_of, run.seed, run.version,
             run.inputs_sha256.substr(0, 12));
  }
  page.add("{} run{}\n", runs.size(), runs.size() == 1 ? "" : "s");
  return std::move(page).take();
}

}  // namespace handover::terminal
