// Forecasts given as draws, scored against what happened and set beside other forecasts and naive ones.
#pragma once

#include "report/documents.h"
#include "threat/scores/baselines.h"
#include "threat/scores/onset.h"
#include "threat/scores/score_table.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace handover::report {

struct ScoreWanted {
  std::string draws, actuals;                   // files
  std::string column, absent = "unknown";       // of the panels: the value's column; unknown or zero
  std::string history, origin;                  // the past that baselines learn from, and its last month
  std::string groups;                           // a file of unit,group
  std::vector<std::string> against, leave_out;  // files of other draws; units
  std::size_t ignorance_draws = 0;              // repeat draws to this many; 0: resample them as published
  std::uint64_t seed = 1;
};

struct ScoreRun {
  threat::ScoreTable table;
  std::vector<threat::Comparison> comparisons;
  std::optional<threat::OnsetScores> onset = {};  // where a history was given
  std::vector<std::string> notes = {};
};

// Throws InputError naming the file or the option at fault.
ScoreRun score_draws(const ScoreWanted& wanted);
Json document_of(const ScoreRun& run);

}  // namespace handover::report
