// Monthly counts by governorate from rolling origins: a panel forecast beside conflictology from the same
// data.
//
//   threat_governorate_study PANEL.csv FIRST_MONTH LAST_MONTH [LEAD, default 1]
//
// PANEL.csv is what bench/peers/threat_governorates.py makes of an event file. Every month from FIRST_MONTH
// to LAST_MONTH is forecast from the month LEAD months before it.
#include "base/files.h"
#include "study.h"
#include "threat/panel/panel_forecast.h"
#include "threat/scores/baselines.h"
#include "threat/scores/score_table.h"

#include <cstdlib>

#include <fmt/format.h>

using namespace handover;
using namespace handover::threat;

namespace {

int study(int argc, char** argv) {
  const auto first = argc > 3 ? parse_month(argv[2]) : std::nullopt;
  const auto last = argc > 3 ? parse_month(argv[3]) : std::nullopt;
  if (!first || !last) {
    fmt::print(stderr, "usage: threat_governorate_study PANEL FIRST_MONTH LAST_MONTH [LEAD]\n");
    return 1;
  }
  const int lead = argc > 4 ? std::atoi(argv[4]) : 1;
  if (lead < 1 || *last < *first) {
    throw InputError(Problem{.code = ProblemCode::wrong_type,
                             .file = "threat_governorate_study",
                             .value = fmt::format("{} {} {}", argv[2], argv[3], lead),
                             .what = "is not a range of months with a lead of a month or more",
                             .hint = "write FIRST_MONTH LAST_MONTH [LEAD], for example 2016-01 2018-12 1"});
  }
  const Panel panel = read_panel(read_file(argv[1]), argv[1]);
  const ScoreOptions options{.groups = {}, .leave_out = {}, .calm = {}};
  ScoreTable mine, theirs;
  for (Month month = *first; month <= *last; month = plus_months(month, 1)) {
    const Month origin = plus_months(month, -lead);
    const int leads[] = {lead};
    const Month months[] = {month};
    pool(mine, score_forecasts(forecast_panel(panel, {}, origin, leads).forecasts, panel, options));
    pool(theirs,
         score_forecasts(baseline_forecast(panel, origin, months, Baseline::conflictology), panel, options));
  }
  fmt::print("{} unit-months, {} month(s) ahead\n", mine.all.n, lead);
  for (const Difference& rule : compare(mine, theirs, "conflictology", options).rules) {
    fmt::print("  {:<15} {:>9.4f}  conflictology {:>9.4f}  ratio {:.3f} [{:.3f}, {:.3f}]\n", rule.rule,
               rule.mine, rule.theirs, rule.ratio, rule.ratio_interval.low, rule.ratio_interval.high);
  }
  fmt::print(
      "  inside 50 % {:.1f} %, conflictology {:.1f} %\n  inside 90 % {:.1f} %, conflictology {:.1f} %\n",
      100.0 * mine.all.coverage50, 100.0 * theirs.all.coverage50, 100.0 * mine.all.coverage90,
      100.0 * theirs.all.coverage90);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return run_study([&] { return study(argc, argv); });
}
