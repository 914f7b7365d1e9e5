#include "timeline/study.h"

namespace handover::timeline {
namespace {

constexpr std::size_t kRepetitions = 1000;

std::vector<double> rows_of_inputs(const Evaluator& evaluator, std::uint32_t first, std::size_t scenarios) {
  std::vector<double> inputs;
  for (std::uint32_t w = 0; w < scenarios; ++w) {
    const auto row = evaluator.inputs_of(first + w);
    inputs.insert(inputs.end(), row.begin(), row.end());
  }
  return inputs;
}

}  // namespace

std::size_t kind_of_harm(std::size_t harm, std::size_t regions) {
  if (harm < kHarmKinds) return harm;
  const bool killed = harm < kHarmKinds + regions;
  return static_cast<std::size_t>(killed ? HarmKind::civilians_killed : HarmKind::civilians_displaced);
}

Study study_of(const Evaluator& evaluator, const DrawRange& draws, const Judge& judge,
               std::span<const PlanTally* const> tallies, double confidence, Seed seed) {
  const std::size_t scenarios = tallies.empty() ? 0 : tallies.front()->scenarios.size();
  const InputPopulation population = evaluator.population();
  auto inputs = rows_of_inputs(evaluator, draws.first_scenario, scenarios);
  const ControlVariates controls(inputs, population);
  Study study{.scenarios = scenarios,
              .input_count = evaluator.inputs().size(),
              .inputs = std::move(inputs),
              .population = population,
              .shares = controls,
              .of_harm = {controls, controls, controls, controls},
              .resamples = Resamples(scenarios, kRepetitions, seed),
              .confidence = confidence};
  std::vector<std::vector<double>> series;
  for (const PlanTally* tally : tallies) series.push_back(judge.joint_scores(*tally).values());
  study.shares.choose_penalty(series);
  for (std::size_t kind = 0; kind < kHarmKinds; ++kind) {
    for (std::size_t i = 0; i < tallies.size(); ++i) series[i] = harm_scores(*tallies[i], kind).values();
    study.of_harm[kind].choose_penalty(series);
  }
  return study;
}

Share share_of(const Study& study, const Scores& scores) {
  const MeanEstimate mean =
      share_mean(study.shares.adjust(scores.values()), study.population.draws, study.confidence);
  return {.value = mean.mean, .interval = mean.interval};
}

MeanEstimate share_difference_of(const Study& study, const Scores& first, const Scores& second) {
  return share_difference(study.shares.adjust(values_of_difference(first, second)),
                          plain_difference(first, second), study.population.draws, study.confidence);
}

MeanEstimate harm_mean_of(const Study& study, std::size_t kind, std::span<const double> values) {
  return studentised_mean(study.of_harm[kind].adjust(values), study.population.draws, study.resamples,
                          study.confidence);
}

}  // namespace handover::timeline
