// How well the day of agreement of past talks would have been forecast, each from all others:
//   talks_timing_study MISSION
// for talks at their opening and for those that still went on after 90 and 365 days.
#include "study.h"
#include "talks/agreement_time.h"

using namespace handover;

namespace {

int study(int count, char** arguments) {
  if (count < 2) {
    fmt::print(stderr, "talks_timing_study MISSION\n");
    return 2;
  }
  const auto cases = talks::past_talks(load_mission(arguments[1]));
  for (const double age : {0.0, 90.0, 365.0}) {
    const auto scores = talks::score_agreement_time(cases, age);
    fmt::print("\nafter {:.0f} days: {} talks\n{:<30} {:>11} {:>10} {:>22}\n", age, scores.front().talks, "",
               "CRPS, days", "log score", "the record's lead");
    for (const talks::TimingScore& score : scores)
      fmt::print("{:<30} {:>11.1f} {:>10.3f} {:>12.1f} ({:.1f})\n", score.name, score.crps, score.log_score,
                 score.crps_better, score.crps_better_error);
  }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  return run_study([&] { return study(count, arguments); });
}
