// Rolling origins over a panel: the model beside conflictology, window by window, pooled and with units left
// out.
//
//   threat_panel_study PANEL.csv FIRST_YEAR LAST_YEAR [--leave-out UNIT]... [--related FILE]...
//                      [--published FILE] [--without COMPONENT]... [--every YEARS] [--trees N] [--leaf ROWS]
//                      [--rows N] [--origins N] [--penalty X] [--column NAME] [--others COLUMN]... [--absent
//                      zero] [--neighbours FILE] [--spread X]
//
// A window is January to December of a year, forecast from October of the year before. Conflictology's CRPS
// and interval score are those of its twelve draws (as published); for the ignorance score they are resampled
// to 1,000 as the published evaluation did.
#include "base/files.h"
#include "study.h"
#include "tables/csv.h"
#include "threat/panel/panel_forecast.h"
#include "threat/panel/panel_hindsight.h"
#include "threat/scores/baselines.h"
#include "threat/scores/onset.h"
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

// Sums over windows, each weighing by its unit-months.
void add_onset(OnsetScores& sum, const OnsetScores& one) {
  const auto n = static_cast<double>(one.n);
  sum.n += one.n;
  for (const auto field : {&OnsetScores::forecast, &OnsetScores::came}) sum.*field += n * one.*field;
  for (const auto rule : {&OnsetScores::mine, &OnsetScores::never, &OnsetScores::spell_rate}) {
    (sum.*rule).brier += n * (one.*rule).brier;
    (sum.*rule).ignorance += n * (one.*rule).ignorance;
  }
}

void print_onset(const OnsetScores& sum) {
  const auto n = static_cast<double>(std::max<std::size_t>(sum.n, 1));
  fmt::print("after a year of quiet ({} unit-months): chance of any {:.4f}, came {:.4f}\n", sum.n,
             sum.forecast / n, sum.came / n);
  fmt::print(
      "  Brier {:.5f}, never {:.5f}, spell's rate {:.5f}; bits {:.5f}, never {:.5f}, spell's rate {:.5f}\n",
      sum.mine.brier / n, sum.never.brier / n, sum.spell_rate.brier / n, sum.mine.ignorance / n,
      sum.never.ignorance / n, sum.spell_rate.ignorance / n);
}

// Where outcomes fell in the bands of units with at least so many a month in the year before.
struct Tails {
  double n = 0.0, below = 0.0, above = 0.0;
};
void add_tails(Tails& sum, const ScoreTable& table, const Panel& panel, Month origin, double level) {
  std::map<std::string, bool> great;
  for (std::size_t unit = 0; unit < panel.units.size(); ++unit) {
    double mean = 0.0;
    for (int back = 0; back < 12; ++back) {
      const double value = panel.at(unit, plus_months(origin, -back));
      if (!std::isnan(value)) mean += value / 12.0;
    }
    great[panel.units[unit]] = mean >= level;
  }
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (!great[table.unit_of_row[i]]) continue;
    sum.n += 1.0;
    sum.below += table.rows[i].below90;
    sum.above += table.rows[i].above90;
  }
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
  std::vector<std::string> leave_out, related, published, without, every, trees, leaf, rows, origins, penalty,
      column, others, absent, neighbours, spread;
};

int year_of(const char* text) {
  const auto month = parse_month(std::string(text) + "-01");
  if (month) return int{month->year()};
  throw InputError(Problem{.code = ProblemCode::wrong_type,
                           .file = "threat_panel_study",
                           .value = text,
                           .what = "is not a year",
                           .hint = "write four digits"});
}

StudyOptions options_of(int argc, char** argv) {
  StudyOptions options;
  options.panel = argv[1];
  options.first_year = year_of(argv[2]);
  options.last_year = year_of(argv[3]);
  const std::map<std::string_view, std::vector<std::string>*> lists = {
      {"--leave-out", &options.leave_out}, {"--related", &options.related},
      {"--published", &options.published}, {"--without", &options.without},
      {"--every", &options.every},         {"--trees", &options.trees},
      {"--leaf", &options.leaf},           {"--rows", &options.rows},
      {"--origins", &options.origins},     {"--penalty", &options.penalty},
      {"--column", &options.column},       {"--others", &options.others},
      {"--absent", &options.absent},       {"--neighbours", &options.neighbours},
      {"--spread", &options.spread}};
  for (int i = 4; i < argc; i += 2) {
    const auto list = lists.find(argv[i]);
    if (list == lists.end() || i + 1 == argc) {
      throw InputError(Problem{.code = ProblemCode::unknown_name,
                               .file = "threat_panel_study",
                               .value = argv[i],
                               .what = "is not an option with a value after it",
                               .hint = "see the top of the program"});
    }
    list->second->push_back(argv[i + 1]);
  }
  return options;
}

double number_in(const std::vector<std::string>& given, double otherwise) {
  return given.empty() ? otherwise : std::stod(given.back());
}

PanelForecastOptions forecast_options_of(const StudyOptions& options) {
  PanelForecastOptions result;
  const auto whole = [](const std::vector<std::string>& given, std::size_t otherwise) {
    return static_cast<std::size_t>(number_in(given, static_cast<double>(otherwise)));
  };
  result.forest.trees = whole(options.trees, result.forest.trees);
  result.forest.smallest_leaf = whole(options.leaf, result.forest.smallest_leaf);
  result.forest.most_rows = whole(options.rows, result.forest.most_rows);
  result.past_origins = whole(options.origins, result.past_origins);
  result.spread_of_great_wars = number_in(options.spread, result.spread_of_great_wars);
  result.weight_penalty = number_in(options.penalty, result.weight_penalty);
  for (const std::string& file : options.neighbours)
    result.neighbours = read_neighbours(read_file(file), file);
  for (const std::string& name : options.without) {
    const auto component = component_named(name);
    if (!component)
      throw InputError(Problem{.code = ProblemCode::unknown_name,
                               .value = name,
                               .what = "is not a component",
                               .hint = "see mean weights"});
    result.without.push_back(*component);
  }
  return result;
}

// All windows of the years, printed one by one and pooled.
void study_windows(const StudyOptions& years, const Panel& panel, std::span<const Panel> related,
                   std::span<const Panel> others, const PanelForecastOptions& forecast_options,
                   ScoreOptions options) {
  std::vector<int> leads;
  for (int lead = 3; lead <= 14; ++lead) leads.push_back(lead);
  ScoreTable all_mine;
  std::array<ScoreTable, std::size(kBaselines)> all_theirs;
  std::array<Weights, kClasses> mean_weights{};
  OnsetScores onset;
  std::array<Tails, 2> tails;
  int windows = 0;
  Hindsight all_best;
  for (int year = years.first_year; year <= years.last_year;
       year += static_cast<int>(number_in(years.every, 1.0))) {
    const Month origin{std::chrono::year{year - 1}, std::chrono::month{10}};
    std::vector<Month> months;
    for (const int lead : leads) months.push_back(plus_months(origin, lead));
    const auto start = std::chrono::steady_clock::now();
    const PanelForecast forecast = forecast_panel(panel, related, origin, leads, forecast_options, others);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    options.calm = calm_units(panel, origin);
    const ScoreTable mine = score_forecasts(forecast.forecasts, panel, options);
    add_tails(tails[0], mine, panel, origin, 300.0);
    add_tails(tails[1], mine, panel, origin, 1000.0);
    add_onset(onset, onset_scores(mine, panel, origin));
    for (std::size_t b = 0; b < std::size(kBaselines); ++b) {
      const ScoreTable theirs =
          score_forecasts(baseline_forecast(panel, origin, months, kBaselines[b]), panel, options);
      if (kBaselines[b] == Baseline::conflictology)
        print_row(fmt::format("{} ({:.1f} s)", year, seconds),
                  compare(mine, theirs, "conflictology", options), mine.all);
      pool(all_theirs[b], theirs);
    }
    for (std::size_t c = 0; c < kClasses; ++c) {
      for (std::size_t k = 0; k < kComponents; ++k) mean_weights[c][k] += forecast.weights[c][k];
    }
    ++windows;
    pool(all_mine, mine);
    if (!forecast_options.without.empty()) continue;
    const Hindsight best = hindsight_of(panel, origin, leads, options.leave_out);
    const auto n = static_cast<double>(best.unit_months);
    all_best.pool += n * best.pool;
    all_best.last12 += n * best.last12;
  }
  fmt::print("mean weights by class\n");
  for (std::size_t k = 0; k < kComponents; ++k) {
    fmt::print("  {:<18}", name_of(static_cast<Component>(k)));
    for (std::size_t c = 0; c < kClasses; ++c) fmt::print(" {:.2f}", mean_weights[c][k] / windows);
    fmt::print("\n");
  }
  print_onset(onset);
  for (std::size_t i = 0; i < tails.size(); ++i)
    fmt::print("units above {} a month: {:.0f} unit-months, {:.3f} below nine tenths, {:.3f} above\n",
               i == 0 ? 300 : 1000, tails[i].n, tails[i].below / std::max(1.0, tails[i].n),
               tails[i].above / std::max(1.0, tails[i].n));
  for (std::size_t b = 0; b < std::size(kBaselines); ++b)
    print_row(fmt::format("all, {}", name_of(kBaselines[b])),
              compare(all_mine, all_theirs[b], std::string(name_of(kBaselines[b])), options), all_mine.all);
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
  PanelOptions panel_options;
  if (!options.column.empty()) panel_options.value_column = options.column.back();
  if (!options.absent.empty()) panel_options.absent = Absent::zero;
  const Panel panel = read_panel(read_file(options.panel), options.panel, panel_options);
  std::vector<Panel> others;
  for (const std::string& column : options.others) {
    panel_options.value_column = column;
    others.push_back(read_panel(read_file(options.panel), options.panel, panel_options));
  }
  const PanelForecastOptions forecast_options = forecast_options_of(options);
  std::vector<Panel> related;
  for (const std::string& file : options.related) related.push_back(read_panel(read_file(file), file));
  for (const std::string& file : options.published) print_published(file);
  ScoreOptions score_options;
  fmt::print("all units\n");
  study_windows(options, panel, related, others, forecast_options, score_options);
  score_options.leave_out = options.leave_out;
  if (options.leave_out.empty()) return 0;
  fmt::print("without the units left out\n");
  study_windows(options, panel, related, others, forecast_options, score_options);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return run_study([&] { return study(argc, argv); });
}
