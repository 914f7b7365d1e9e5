// The scenarios that all figures of a report stand on, and the statistics that go with them.
#pragma once

#include "timeline/bounds.h"
#include "timeline/control_variates.h"
#include "timeline/judge.h"
#include "timeline/resampling.h"

#include <array>
#include <span>
#include <vector>

namespace handover::timeline {

struct Study {
  std::size_t scenarios = 0, input_count = 0;
  std::vector<double> inputs;  // [scenario][input]
  InputPopulation population;
  ControlVariates shares;                           // for shares of scenarios
  std::array<ControlVariates, kHarmKinds> of_harm;  // for each kind of harm
  Resamples resamples;
  double confidence = 0.90;
};

// Scenarios `draws.first_scenario` on. Controls are those that explain these tallies best.
Study study_of(const Evaluator& evaluator, const DrawRange& draws, const Judge& judge,
               std::span<const PlanTally* const> tallies, double confidence, Seed seed);

// The kind that a harm is of: kinds come first, then civilians by region.
std::size_t kind_of_harm(std::size_t harm, std::size_t regions);

// A share of scenarios from their scores, and the difference of two, first minus second.
Share share_of(const Study& study, const Scores& scores);
MeanEstimate share_difference_of(const Study& study, const Scores& first, const Scores& second);
// The mean of a harm, or of a difference of one, from one value for each scenario (Scores::values).
MeanEstimate harm_mean_of(const Study& study, std::size_t kind, std::span<const double> values);

}  // namespace handover::timeline
