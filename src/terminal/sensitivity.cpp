#include "mission/assumption_keys.h"
#include "mission/names.h"
#include "report/simulation.h"
#include "report/version.h"
#include "terminal/page.h"
#include "terminal/terminal.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

using namespace handover::report;

std::string percent_of(const simulate::Estimate& share) {
  return fmt::format("{:.0f}% ({:.0f} to {:.0f})", 100 * share.value, 100 * share.interval.low,
                     100 * share.interval.high);
}

void print_shares(Page& page, const simulate::Sensitivity& result, Metric metric) {
  const auto m = static_cast<std::size_t>(metric);
  std::vector<const simulate::FactorShare*> order;
  for (const auto& factor : result.factors) order.push_back(&factor);
  std::stable_sort(order.begin(), order.end(),
                   [m](const auto* a, const auto* b) { return a->total[m].value > b->total[m].value; });
  page.add("\n{}: mean {}, standard deviation over scenarios {}\n", word_of(metric),
           short_number(result.mean[m]), short_number(std::sqrt(result.variance[m])));
  page.add("  {:<42}{:>17}{:>19}\n", "factor", "alone", "in all");
  for (std::size_t i = 0; i < std::min<std::size_t>(8, order.size()); ++i) {
    const auto& f = *order[i];
    page.add("  {:<42}{:>17}{:>19}\n", f.name, percent_of(f.first[m]), percent_of(f.total[m]));
  }
}

void print_sources(Page& page, const Mission& mission) {
  page.add("\nEvery assumption, with what it rests on:\n");
  for (const Assumption& a : mission.assumptions) {
    page.add("  {}: {:g}..{:g}..{:g} {}{}\n", a.key, a.range.low, a.range.mode, a.range.high, a.unit,
             a.judgement ? " (judgement)" : "");
    page.add("    {} [{}]\n", a.reason, mission.sources[a.known.source.index].id);
  }
}

}  // namespace

std::string assumption_keys_text() {
  Page page;
  for (const AssumptionKey& key : assumption_keys())
    page.add("{}\n  {}\n  {}, {:g} to {:g}; read by {}\n  {}\n", key.key, key.help, key.unit, key.lowest,
             key.highest, key.mechanism, key.literature);
  return std::move(page).take();
}

std::string sensitivity_text(const Mission& mission, const Plan& plan, std::uint64_t seed,
                             const simulate::Sensitivity& result, const std::vector<Metric>& metrics) {
  Page page;
  page.add(
      "What moves the outcome of {} under the plan {}: share of the variance over\nscenarios that a factor "
      "holds alone, and with all it interacts with (90 % interval)\n",
      mission.title, plan.id);
  for (const Metric metric : metrics) print_shares(page, result, metric);
  print_sources(page, mission);
  page.add("\n{}", off_mechanisms_text(mission));
  page.add(
      "\nSaltelli et al. 2010; {} rows, {} replications a scenario, {} simulated. The random draws are "
      "what "
      "is left "
      "of\nchance "
      "at so many replications a scenario. seed {}, version {}, as of {}\n",
      result.rows, result.replications_per_scenario, result.replications, seed, version(),
      to_string(mission.as_of));
  return std::move(page).take();
}

}  // namespace handover::terminal
