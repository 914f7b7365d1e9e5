#include "timeline/hindcast.h"

#include "terminal/page.h"
#include "terminal/terminal.h"
#include "wording/findings.h"

#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

using namespace handover::timeline;

std::string chance(double value) {
  return fmt::format("{:.0f} %", 100.0 * value);
}

void print_row(Page& page, const HindcastReport& report, const HindcastRow& row) {
  const bool count = row.question.count;
  page.add("{}\n", row.question.text);
  if (count)
    page.add("  forecast {:.0f} ({:.0f} to {:.0f}), came {:.0f}, CRPS {:.1f}", row.forecast, row.low,
             row.high, row.question.outcome, row.score);
  else
    page.add("  forecast {} (scenarios {} to {}), came {}, Brier {:.3f}", chance(row.forecast),
             chance(row.low), chance(row.high), row.question.outcome > 0.5 ? "yes" : "no", row.score);
  page.add("{}\n", row.lost ? "  LOST" : "");
  for (const NaiveForecast& naive : row.naive) {
    page.add("    {:<20} {:>7}  {:.3f}{}\n", naive.name,
             count ? fmt::format("{:.0f}", naive.forecast) : chance(naive.forecast), naive.score,
             naive.score < row.score ? "  better" : "");
  }
  if (row.stress) page.add("    {}\n", wording::stress_words(report, *row.stress));
}

}  // namespace

std::string hindcast_text(const HindcastReport& report) {
  Page page;
  page.add("{} under '{}', as of {}\nassumptions {} ({} scenarios of {} replications)\n\n", report.mission,
           report.plan, to_string(report.as_of), report.assumptions_sha256.substr(0, 16), report.scenarios,
           report.replications);
  for (const HindcastRow& row : report.rows) print_row(page, report, row);
  page.add("\nBy case (mean Brier or CRPS; several questions on one outcome count once)\n");
  for (const CaseScore& score : report.cases) {
    std::string naive;
    for (const auto& [name, value] : score.naive) naive += fmt::format(", {} {:.3f}", name, value);
    page.add("  {:<10} {} question{}: {:.3f}{}\n", score.case_id, score.questions,
             score.questions == 1 ? "" : "s", score.score, naive);
  }
  return std::move(page).take();
}

}  // namespace handover::terminal
