// Rolling origins over a panel: the model beside conflictology, window by window, pooled and with units left
// out.
//
//   threat_panel_study PANEL.csv FIRST_YEAR LAST_YEAR [--leave-out UNIT]... [--related FILE]...
//                      [--published FILE]
//
// A window is January to December of a year, forecast from October of the year before. Conflictology's CRPS
// and interval score are those of its twelve draws (as published); for the ignorance score they are repeated
// to 1,000.
#include "base/files.h"
#include "tables/csv.h"
#include "threat/baselines.h"
#include "threat/panel_forecast.h"
#include "threat/score_table.h"

#include <chrono>
#include <cstring>

#include <fmt/format.h>

using namespace handover;
using namespace handover::threat;

namespace {

void print_row(const std::string& name, const Comparison& pairs, const Scores& mine) {
  fmt::print("{:<22} n {:>5}", name, pairs.n);
  for (const Difference& rule : pairs.rules) {
    if (rule.rule == "brier_any") continue;
    fmt::print("  {} {:.4f}/{:.4f}={:.3f} [{:.3f},{:.3f}]", rule.rule, rule.mine, rule.theirs, rule.ratio,
               rule.ratio_interval.low, rule.ratio_interval.high);
  }
  fmt::print("  inside {:.3f} {:.3f}\n", mine.coverage50, mine.coverage90);
}

// Means of the published entries by their own evaluation, to set beside: their window (January 2018 to June
// 2024) and their outcomes are not quite these.
void print_published(const char* file) {
  const std::string text = read_file(file);
  CsvReader reader(text);
  fmt::print("published entries, January 2018 to June 2024: CRPS, logarithmic score, interval score\n");
  reader.next();
  while (reader.next()) {
    if (reader.fields().size() < 4) continue;
    fmt::print("  {:<34} {:>18} {:>10} {:>18}\n", reader.fields()[0].text, reader.fields()[1].text,
               reader.fields()[2].text, reader.fields()[3].text);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    fmt::print(
        stderr,
        "usage: threat_panel_study PANEL FIRST_YEAR LAST_YEAR [--leave-out UNIT]... [--related FILE]...\n");
    return 2;
  }
  const Panel panel = read_panel(read_file(argv[1]), argv[1]);
  std::vector<Panel> related;
  std::vector<std::string> leave_out;
  for (int i = 4; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--leave-out") == 0) leave_out.push_back(argv[i + 1]);
    if (std::strcmp(argv[i], "--published") == 0) print_published(argv[i + 1]);
    if (std::strcmp(argv[i], "--related") == 0)
      related.push_back(read_panel(read_file(argv[i + 1]), argv[i + 1]));
  }
  std::vector<int> leads;
  for (int lead = 3; lead <= 14; ++lead) leads.push_back(lead);
  for (const bool without : {false, true}) {
    ScoreOptions options;
    options.ignorance_draws = 1000;
    if (without) options.leave_out = leave_out;
    ScoreTable all_mine, all_theirs;
    fmt::print("{}\n", without ? "without the units left out" : "all units");
    for (int year = std::atoi(argv[2]); year <= std::atoi(argv[3]); ++year) {
      const Month origin{std::chrono::year{year - 1}, std::chrono::month{10}};
      std::vector<Month> months;
      for (const int lead : leads) months.push_back(plus_months(origin, lead));
      const auto start = std::chrono::steady_clock::now();
      const PanelForecast forecast = forecast_panel(panel, related, origin, leads);
      const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      const ScoreTable mine = score_forecasts(forecast.forecasts, panel, options);
      const ScoreTable theirs =
          score_forecasts(baseline_forecast(panel, origin, months, Baseline::conflictology), panel, options);
      print_row(fmt::format("{} ({:.1f} s)", year, seconds), compare(mine, theirs, "conflictology", options),
                mine.all);
      pool(all_mine, mine);
      pool(all_theirs, theirs);
    }
    print_row("all windows", compare(all_mine, all_theirs, "conflictology", options), all_mine.all);
  }
  return 0;
}
