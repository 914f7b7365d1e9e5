#include "report/simulation.h"

#include "mission/names.h"
#include "report/version.h"
#include "terminal/page.h"
#include "terminal/terminal.h"

#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
using namespace handover::report;

std::string batch_text(const Mission& mission, const Json& document, const simulate::Batch& batch) {
  Page page;
  page.add("{} under the plan {}: {} scenarios, {} replications\n\n", mission.title,
           document["plan"].get<std::string>(), batch.scenarios.size(), batch.replications);
  page.add("{:<29}{:>10}{:>10}{:>10}{:>10}\n", "to the horizon", "mean", "5 %", "median", "95 %");
  for (std::size_t m = 0; m < kMetrics; ++m) {
    const auto& s = batch.metric[m];
    page.add("{:<29}{:>10}{:>10}{:>10}{:>10}\n", word_of(static_cast<Metric>(m)), short_number(s.mean),
             short_number(s.q05), short_number(s.q50), short_number(s.q95));
  }
  for (const Json& party : document["parties"]) {
    page.add("\n{}: all red lines kept in {} of {} scenarios\n", party["party"].get<std::string>(),
             party["scenarios_kept"].get<std::size_t>(), batch.scenarios.size());
    for (const Json& line : party["red_lines"])
      page.add("  {:>4.0f}% broken (tolerates {:.0f}%): {}\n", 100 * line["broken"]["value"].get<double>(),
               100 * line["tolerated"].get<double>(), line["words"].get<std::string>());
  }
  page.add("\n{}", off_mechanisms_text(mission));
  if (batch.cut_short > 0)
    page.add("{} replications were cut short: in their scenario incidents breed without end\n",
             batch.cut_short);
  page.add("A share of scenarios counts assumptions; it is not a probability.\n");
  page.add("seed {}, version {}, as of {}, inputs {}, digest {}\n", document["seed"].get<std::uint64_t>(),
           version(), to_string(mission.as_of), mission.inputs_sha256.substr(0, 12),
           batch.digest.substr(0, 12));
  page.add("{:.1f} s, {:.0f} replications a second\n", batch.seconds, batch.replications_per_second());
  return std::move(page).take();
}

}  // namespace handover::terminal
