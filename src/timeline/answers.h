// What the final figures say: prices, regrets, what breaks the plan, what to find out first.
#pragma once

#include "timeline/timeline.h"

#include <functional>
#include <string>
#include <vector>

namespace handover::timeline {

// Everything on the same fresh scenarios.
struct Finals {
  std::vector<PlanTally> plan;      // [entry of report.plans]
  std::vector<PlanTally> baseline;  // [entry of report.baselines]
  std::vector<double> inputs;       // [scenario][input]
  std::size_t input_count = 0;
  std::size_t scenarios = 0;
};

struct AnswerContext {
  const Mission& mission;
  const SearchOptions& options;
  const Evaluator& evaluator;
  const Judge& judge;
  const Finals& finals;
  std::function<PlanTally(const Plan&)> on_final_draws;  // of any other plan
};

void add_prices(const AnswerContext& context, TimelineReport& report);
void add_regret(const AnswerContext& context, TimelineReport& report);
// `chosen`: the chosen plan's tally over the finals' scenarios.
void add_breaks(const AnswerContext& context, const PlanTally& chosen, TimelineReport& report);
void add_information(const AnswerContext& context, TimelineReport& report);

// "mission ends 2025-09, last presence 2026-09, 300-700 stay" and the like.
std::string words_of(const MapCell& cell);
std::string words_of(const Band& band);
// "the usual slip of a step below 0.93 times its planned length and ...".
std::string conditions_in_words(const std::vector<Restriction>& restrictions,
                                const std::vector<ScenarioInput>& inputs);
// A range without false precision: two significant digits.
std::string rounded(double value);

}  // namespace handover::timeline
