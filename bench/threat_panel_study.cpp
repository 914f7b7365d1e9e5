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
#include "study.h"
#include "tables/csv.h"
#include "threat/panel/panel_forecast.h"
#include "threat/panel/panel_hindsight.h"
#include "threat/scores/baselines.h"
#include "threat/scores/score_table.h"

#include <chrono>
#include <map>
#include <span>

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
void print_published(const std::string& file) {
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

struct StudyOptions {
  std::string panel;
  int first_year = 0, last_year = 0;
  std::vector<std::string> leave_out, related, published;
};

int year_of(const char* text) {
  const auto month = parse_month(std::string(text) + "-01");
  if (month) return int{month->year()};
  throw InputError(Problem{
      .file = "threat_panel_study", .value = text, .what = "is not a year", .hint = "write four digits"});
}

StudyOptions options_of(int argc, char** argv) {
  StudyOptions options{argv[1], year_of(argv[2]), year_of(argv[3]), {}, {}, {}};
  const std::map<std::string_view, std::vector<std::string>*> lists = {{"--leave-out", &options.leave_out},
                                                                       {"--related", &options.related},
                                                                       {"--published", &options.published}};
  for (int i = 4; i < argc; i += 2) {
    const auto list = lists.find(argv[i]);
    if (list == lists.end() || i + 1 == argc) {
      throw InputError(Problem{.file = "threat_panel_study",
                               .value = argv[i],
                               .what = "is not an option with a value after it",
                               .hint = "give --leave-out UNIT, --related FILE or --published FILE"});
    }
    list->second->push_back(argv[i + 1]);
  }
  return options;
}

// All windows of the years, printed one by one and pooled.
void study_windows(const StudyOptions& years, const Panel& panel, std::span<const Panel> related,
                   const ScoreOptions& options) {
  std::vector<int> leads;
  for (int lead = 3; lead <= 14; ++lead) leads.push_back(lead);
  ScoreTable all_mine, all_theirs;
  Hindsight all_best;
  for (int year = years.first_year; year <= years.last_year; ++year) {
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
    const Hindsight best = hindsight_of(panel, origin, leads, options.leave_out);
    const auto n = static_cast<double>(best.unit_months);
    all_best.pool += n * best.pool;
    all_best.last12 += n * best.last12;
  }
  print_row("all windows", compare(all_mine, all_theirs, "conflictology", options), all_mine.all);
  fmt::print(
      "crps_log in hindsight, with weights fitted to each window's own outcomes: {:.3f} of conflictology\n",
      all_best.pool / all_best.last12);
}

int study(int argc, char** argv) {
  if (argc < 4) {
    fmt::print(stderr,
               "usage: threat_panel_study PANEL FIRST_YEAR LAST_YEAR [--leave-out UNIT]... "
               "[--related FILE]... [--published FILE]\n");
    return 1;
  }
  const StudyOptions options = options_of(argc, argv);
  const Panel panel = read_panel(read_file(options.panel), options.panel);
  std::vector<Panel> related;
  for (const std::string& file : options.related) related.push_back(read_panel(read_file(file), file));
  for (const std::string& file : options.published) print_published(file);
  ScoreOptions score_options;
  score_options.ignorance_draws = 1000;
  fmt::print("all units\n");
  study_windows(options, panel, related, score_options);
  score_options.leave_out = options.leave_out;
  fmt::print("without the units left out\n");
  study_windows(options, panel, related, score_options);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return run_study([&] { return study(argc, argv); });
}
