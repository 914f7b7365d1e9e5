#include "report/score_job.h"
#include "terminal/page.h"
#include "terminal/terminal.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

using namespace handover::report;
using namespace handover::threat;

void print_comparison(Page& page, const Comparison& comparison) {
  page.add("\nAgainst {} ({} unit-months)\n", comparison.against, comparison.n);
  page.add("  {:<14} {:>10} {:>10} {:>7}  {}\n", "rule", "this", "other", "ratio", "its 90 % interval");
  for (const Difference& rule : comparison.rules) {
    const bool better = rule.ratio_interval.high<1.0, worse = rule.ratio_interval.low> 1.0;
    const std::string ratio = std::isnan(rule.ratio) ? "-" : fmt::format("{:.3f}", rule.ratio);
    const std::string interval =
        std::isnan(rule.ratio_interval.low)
            ? "the other's score is zero"
            : fmt::format("{:.3f} to {:.3f} {}", rule.ratio_interval.low, rule.ratio_interval.high,
                          better ? "better" : (worse ? "worse" : "not told apart"));
    page.add("  {:<14} {:>10.4f} {:>10.4f} {:>7}  {}\n", rule.rule, rule.mine, rule.theirs, ratio, interval);
  }
}

void print_onset(Page& page, const OnsetScores& onset) {
  page.add("    chance of any {:.4f}, came {:.4f}\n", onset.forecast, onset.came);
  page.add("    Brier {:.5f}, of never {:.5f}, of the spell's rate {:.5f}\n", onset.mine.brier,
           onset.never.brier, onset.spell_rate.brier);
  page.add("    bits  {:.5f}, of never {:.5f}, of the spell's rate {:.5f}\n", onset.mine.ignorance,
           onset.never.ignorance, onset.spell_rate.ignorance);
}

void print_groups(Page& page, const std::vector<NamedScores>& groups) {
  if (groups.empty()) return;
  page.add("\n  {:<20} {:>11} {:>11} {:>12} {:>12}\n", "group", "unit-months", "CRPS", "ignorance",
           "interval");
  for (const NamedScores& group : groups) {
    page.add("  {:<20} {:>11} {:>11.4f} {:>12.4f} {:>12.4f}\n", group.name, group.scores.n, group.scores.crps,
             group.scores.ignorance, group.scores.interval_score);
  }
}

// Who leaves out what is hard to forecast must not look better for it.
void print_without_forecast(Page& page, const ScoreTable& table) {
  if (table.without_forecast == 0) return;
  constexpr std::size_t kMostNamed = 5;
  const auto& units = table.units_without_forecast;
  const std::vector<std::string> named(
      units.begin(), units.begin() + static_cast<std::ptrdiff_t>(std::min(kMostNamed, units.size())));
  page.add("note: {} outcomes in these months have no forecast and are not scored (of {}{})\n",
           table.without_forecast, fmt::join(named, ", "),
           units.size() > kMostNamed ? fmt::format(" and {} more", units.size() - kMostNamed) : "");
}

}  // namespace

std::string score_text(const ScoreRun& result) {
  Page page;
  const Scores& all = result.table.all;
  page.add("{} unit-months scored", all.n);
  if (result.table.without_outcome > 0) page.add(" ({} more have no outcome)", result.table.without_outcome);
  page.add("\n");
  print_without_forecast(page, result.table);
  for (const std::string& note : result.notes) page.add("note: {}\n", note);
  page.add("  CRPS                 {:>12.4f}\n  CRPS of log(1+y)     {:>12.4f}\n", all.crps, all.crps_log);
  page.add("  ignorance            {:>12.4f}\n  interval score 90 %  {:>12.4f}\n", all.ignorance,
           all.interval_score);
  page.add("  Dawid-Sebastiani     {:>12.4f}\n  Brier, above zero    {:>12.4f}\n", all.dawid_sebastiani,
           all.brier_any);
  if (all.n_onset > 0)
    page.add("  Brier, onset         {:>12.4f}  ({} unit-months)\n", all.brier_onset, all.n_onset);
  if (result.onset && result.onset->n > 0) print_onset(page, *result.onset);
  page.add("  inside 50 % / 90 %   {:>11.1f}% /{:>5.1f}%\n  PIT (tenths)  ", 100 * all.coverage50,
           100 * all.coverage90);
  for (const std::size_t count : result.table.pit) {
    page.add(" {:.1f}", 100.0 * static_cast<double>(count) / static_cast<double>(all.n));
  }
  page.add("  (10.0 ideal)\n");
  print_groups(page, result.table.by_group);
  for (const Comparison& comparison : result.comparisons) print_comparison(page, comparison);
  return std::move(page).take();
}

}  // namespace handover::terminal
