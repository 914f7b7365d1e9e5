// Whether violence comes where there was none: forecasts beside "never" and beside how often spells of quiet
// have ended.
#pragma once

#include "threat/scores/score_table.h"

#include <span>

namespace handover::threat {

// Units that saw nothing in the twelve months up to the origin.
std::vector<std::string> calm_units(const Panel& history, Month origin);

// Of unit-months of calm units. Brier score (1950) and ignorance in bits of "above zero"; chances are kept
// half a draw of a thousand away from 0 and 1, so that a forecast that says never can be scored.
struct OnsetRule {
  double brier = 0.0, ignorance = 0.0;
};
struct OnsetScores {
  std::size_t n = 0;
  double forecast = 0.0, came = 0.0;  // mean chance, and the share that came
  OnsetRule mine, never, spell_rate;
};

// `spell_rate`: of all unit-months in the history that were as long without any (12 to 23 months, 24 to 59,
// 60 to 119, longer) the share that had some as many months later as the forecast looks ahead.
OnsetScores onset_scores(const ScoreTable& table, const Panel& history, Month origin);

}  // namespace handover::threat
