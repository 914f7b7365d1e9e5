#include "mission/names.h"
#include "report/comparison_job.h"
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

void print_carriers(Page& page, const simulate::Comparison& comparison, std::size_t m) {
  std::vector<const simulate::Carrier*> order;
  for (const auto& carrier : comparison.carriers) {
    const auto& e = carrier.carries[m];
    if (e.interval.low > 0.0 || e.interval.high < 0.0) order.push_back(&carrier);
  }
  std::sort(order.begin(), order.end(), [m](const auto* a, const auto* b) {
    return std::abs(a->carries[m].value) > std::abs(b->carries[m].value);
  });
  for (std::size_t i = 0; i < std::min<std::size_t>(5, order.size()); ++i) {
    const auto& e = order[i]->carries[m];
    page.add("    {:<25}{:>12} ({} to {})\n", simulate::name_of(order[i]->mechanism), short_number(e.value),
             short_number(e.interval.low), short_number(e.interval.high));
  }
}

void print_comparison(Page& page, const simulate::Comparison& comparison, const std::vector<Metric>& metrics,
                      bool mechanisms) {
  if (mechanisms)
    page.add(
        "\nSecond minus first, 90 % interval over scenarios; then the mechanisms that carry it:\nwhat the "
        "difference loses when one is switched off on both sides. They interact\nand need not add up.\n\n");
  else
    page.add("\nSecond minus first, 90 % interval over scenarios.\n\n");
  for (const Metric metric : metrics) {
    const auto m = static_cast<std::size_t>(metric);
    const auto& d = comparison.metric[m];
    page.add("{}: {} against {}\n", word_of(metric), short_number(d.first), short_number(d.second));
    page.add(
        "  {:<27}{:>12} ({} to {}){}\n", "difference", short_number(d.difference.value),
        short_number(d.difference.interval.low), short_number(d.difference.interval.high),
        d.variance_reduction ? fmt::format("; shared random draws: {:.1f}x", *d.variance_reduction) : "");
    print_carriers(page, comparison, m);
  }
}

}  // namespace

std::string comparison_text(const ComparisonRun& run, const std::vector<Metric>& metrics) {
  Page page;
  page.add("What differs in the inputs:\n");
  for (const std::string& line : run.differences) page.add("  {}\n", line);
  if (run.differences.empty()) page.add("  nothing\n");
  if (run.only_seed)
    page.add(
        "\nThe same mission and plan: what differs below is chance alone. Seeds also draw the "
        "modules'\nfitted parameters; about one metric in ten lies outside its 90 % interval.\n");
  const double apart = 1.0 - run.comparison.alike;
  if (!run.only_seed && run.comparison.alike > 0.0)
    page.add(
        "\nIn {:.0f} of 100 replications both sides end alike to the last bit: what differs does not come to "
        "pass within\nthe horizon, or touches nothing measured.{}\n",
        100.0 * run.comparison.alike,
        apart > 0.0 ? fmt::format(" Where it does, differences are {:.1f} times those below.", 1.0 / apart)
                    : "");
  print_comparison(page, run.comparison, metrics, !run.only_seed);
  page.add("\n{} scenarios, {} replications in each, {} simulated in all; seed {}, version {}\n",
           run.scenarios, run.replications, run.comparison.replications, run.seed, version());
  return std::move(page).take();
}

}  // namespace handover::terminal
