// What a hidden switch adds: the chance of any attack on the coalition in the next thirty days as of given
// days, with and without regimes, from a mission read as it could be known then.
//
//   threat_regime_study MISSION DAY...
//
// Only the map's zones are simulated. The outcome is read from the mission as it stands: an incident recorded
// in the thirty days after. A window without one that the mission's own date cuts short counts as quiet so
// far.
#include "mission/mission.h"
#include "study.h"
#include "threat/fitted_forecast.h"
#include "threat/threat.h"

#include <fmt/format.h>

using namespace handover;
using namespace handover::threat;

namespace {

// Share of replications with at least one incident aimed at the coalition within thirty days.
double chance_of_any(const Mission& mission, const FittedThreat& fitted) {
  const FittedForecast forecast =
      simulate_fitted(fitted, 2, {.replications = 4000, .seed = Seed{1}, .exposure = {}});
  double any = 0.0;
  for (std::size_t f = 0; f < forecast.replications; ++f) {
    double incidents = 0.0;
    for (std::size_t k = 0; k < fitted.streams; ++k) {
      if (mission.streams[k].on_coalition) incidents += forecast.in_window[f * fitted.streams + k];
    }
    any += incidents > 0.0 ? 1.0 : 0.0;
  }
  return any / static_cast<double>(forecast.replications);
}

// Whether the mission, as known on its own date, records an attack on the coalition within thirty days.
bool happened(const Mission& mission, Date day) {
  for (const DailyCount& row : mission.daily_counts) {
    const int after = days_between(day, row.known.from).value;
    if (mission.streams[row.stream.index].on_coalition && row.count > 0 && after >= 1 && after <= 30)
      return true;
  }
  return false;
}

int study(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: threat_regime_study MISSION DAY...\n");
    return 1;
  }
  const Mission whole = load_mission(argv[1]);
  double brier[2] = {};
  for (int i = 2; i < argc; ++i) {
    LoadOptions load;
    load.as_of = parse_date(argv[i]);
    if (!load.as_of) {
      throw InputError(Problem{.code = ProblemCode::wrong_type,
                               .file = "threat_regime_study",
                               .value = argv[i],
                               .what = "is not a valid date",
                               .hint = "write YYYY-MM-DD, for example 2024-02-13"});
    }
    const Mission mission = load_mission(argv[1], load);
    const double outcome = happened(whole, *load.as_of) ? 1.0 : 0.0;
    fmt::print("{} {}", argv[i], outcome > 0.0 ? "attack" : "quiet ");
    for (const bool regimes : {false, true}) {
      ThreatOptions options;
      options.regimes = regimes;
      options.backtests = 0;
      options.choose_penalties = false;
      const ThreatAssessment assessment = assess_threat(mission, options);
      const double chance = chance_of_any(mission, assessment.fitted);
      brier[regimes ? 1 : 0] += (chance - outcome) * (chance - outcome) / (argc - 2);
      fmt::print("  {} {:.3f}", regimes ? "with" : "without", chance);
      if (!regimes) continue;
      for (const PatronReport& patron : assessment.report.patrons) {
        fmt::print("  {} on {:.2f}, days off {:.0f} ({})", patron.id, patron.on_now.median,
                   patron.days_off.median, patron.days_off.assumed ? "prior" : "estimated");
        fmt::print(", seen to turn on {}, off {}", patron.switches_on_seen, patron.switches_off_seen);
      }
    }
    fmt::print("\n");
  }
  fmt::print("Brier score: without regimes {:.3f}, with {:.3f}\n", brier[0], brier[1]);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return run_study([&] { return study(argc, argv); });
}
