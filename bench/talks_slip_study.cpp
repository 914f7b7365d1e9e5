// How well the slip of past steps would have been forecast, each case from all other cases:
//   talks_slip_study MISSION [MISSION ...]
// prints, for the mission's own choice of cases and for all cases, the Brier score of "at most a month late"
// and the CRPS of actual over planned duration (cut at four times), beside the yardsticks.
#include "talks/slip.h"

#include <cstdio>
#include <exception>

#include <fmt/format.h>

using namespace handover;

namespace {

void print(const char* title, const std::vector<talks::SlipScore>& scores) {
  if (scores.empty() || scores.front().steps == 0) return;
  fmt::print("\n{}: {} steps of {} cases\n", title, scores.front().steps, scores.front().cases);
  fmt::print("{:<20} {:>16} {:>8} {:>16}\n", "", "Brier (error)", "CRPS", "inside 80 %");
  for (const talks::SlipScore& score : scores)
    fmt::print("{:<20} {:>8.3f} ({:.3f}) {:>8.3f} {:>16.2f}\n", score.name, score.brier, score.brier_error,
               score.crps, score.covered_80);
}

void study(const char* folder) {
  const Mission mission = load_mission(folder);
  const auto cases = talks::slip_cases(mission);
  const talks::SlipRecord record = talks::slip_record(cases);
  fmt::print(
      "{}: {} steps; actual over planned {:.2f} (quartiles {:.2f} and {:.2f}); {} within a month, {} early, "
      "{} late, {} never, {} open; on time {} of {} by the calendar, {} of {} conditions-based\n",
      folder, record.cases, record.median_ratio, record.low_ratio, record.high_ratio, record.within_a_month,
      record.early, record.late, record.never, record.open, record.calendar.on_time, record.calendar.cases,
      record.conditions_based.on_time, record.conditions_based.cases);
  std::vector<talks::SlipCase> own;
  for (const talks::SlipCase& c : cases)
    if (!c.wider) own.push_back(c);
  print("the mission's own cases, learned on each other", talks::score_slip(own, true, Seed{1}));
  if (own.size() == cases.size()) return;
  print("the mission's own cases, learned on all", talks::score_slip(cases, true, Seed{1}));
  print("all cases", talks::score_slip(cases, false, Seed{1}));
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    fmt::print(stderr, "talks_slip_study MISSION [MISSION ...]\n");
    return 2;
  }
  try {
    for (int i = 1; i < count; ++i) study(arguments[i]);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
  return 0;
}
