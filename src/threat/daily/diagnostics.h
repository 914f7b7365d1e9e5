// Checks of a fitted daily model against its own data, and of its forecasts against what came after.
#pragma once

#include "threat/daily/fit.h"
#include "threat/options.h"
#include "threat/report.h"

namespace handover::threat {

// Fills in the PIT, the residual autocorrelation and the shares of the mean.
void check_residuals(const DailyModel& model, const Fit& fit, const FitData& data, std::size_t stream,
                     Seed seed, StreamReport& report);

// How often a patron's switch was seen to turn: its smoothed chance of being on, [day], went from below a
// quarter to above three quarters, or back.
struct SwitchesSeen {
  int on = 0, off = 0;
};
SwitchesSeen switches_seen(const std::vector<double>& on_by_day);

// Fills in what kinds of data a stream has, how old they are, and the notes that follow from that.
void report_freshness(const FitData& data, std::size_t stream, StreamReport& report);

// Refits at up to `origins` yearly origins inside the stream's daily data and scores twelve months of
// forecasts by CRPS beside the naive baselines.
std::vector<SkillReport> backtest(const FitData& data, const std::vector<std::string>& stream_names,
                                  const std::vector<std::string>& zone_names,
                                  const std::vector<std::string>& patron_names, std::size_t stream,
                                  const ThreatOptions& options);

}  // namespace handover::threat
