// The search on the replications module's simulator.
#include "needs/movement_schedule.h"
#include "timeline/overlay.h"
#include "timeline/simulation_evaluator.h"
#include "timeline/timeline.h"

#include <fmt/format.h>

namespace handover::timeline {
namespace {

// The first phase whose troops cannot protect themselves, in words.
std::optional<Problem> unprotected(const Mission& mission, const needs::NeedsTable& needs, const Plan& plan) {
  for (const Phase& phase : plan.phases) {
    const auto& solved = needs.table[needs.index_of(phase.after)];
    for (std::size_t r = 0; r < mission.regions.size(); ++r) {
      const int troops = phase.after.troops[r].value;
      if (troops == 0 || r >= solved.force_protection.size() || troops >= solved.force_protection[r])
        continue;
      return Problem{.code = ProblemCode::inconsistent,
                     .file = plan.id,
                     .field = "phase",
                     .value = phase.name,
                     .what = fmt::format("leaves {} in {}, where force protection alone needs {}", troops,
                                         mission.regions[r].name, solved.force_protection[r]),
                     .hint = "keep more, or leave the region"};
    }
  }
  return std::nullopt;
}

// The first phase whose people the mission's lift does not move in its time, in words.
std::optional<Problem> unmovable(const Mission& mission, const Plan& plan) {
  const auto schedule = needs::schedule_movement(mission, plan);
  if (schedule.executable()) return std::nullopt;
  return Problem{.code = ProblemCode::inconsistent,
                 .file = plan.id,
                 .field = "phase",
                 .value = plan.phases[schedule.late.front().phase].name,
                 .what = fmt::format(
                     "cannot be carried out with the lift stated: '{}' leaves {:.0f} persons still to "
                     "be moved when its {} days are over",
                     schedule.late.front().name, schedule.late.front().persons, schedule.late.front().days),
                 .hint = "allow more time, move fewer, or state more lift"};
}

}  // namespace

void drop_unprotected(const Mission& mission, const needs::NeedsTable& needs, CandidatePlans& candidates) {
  std::vector<Candidate> kept;
  for (Candidate& candidate : candidates.candidates) {
    auto problem = unprotected(mission, needs, candidate.plan);
    if (!problem) problem = unmovable(mission, candidate.plan);
    if (problem)
      candidates.refused.push_back(*problem);
    else
      kept.push_back(std::move(candidate));
  }
  candidates.candidates = std::move(kept);
}

TimelineReport search_timeline(const Mission& mission, const simulate::Assessment& assessment,
                               const CandidatePlans& candidates, const SearchOptions& options) {
  CandidatePlans protected_plans = candidates;
  drop_unprotected(mission, assessment.needs, protected_plans);
  const WarningSources warned_by{.ability = candidates.ability,
                                 .needs = &assessment.needs,
                                 .signed_by = chance_signed_by(mission, assessment.talks)};
  for (Candidate& candidate : protected_plans.candidates)
    candidate.flaws = flaws_of(plan_warnings(mission, candidate.plan, warned_by));
  const SearchBudget budget = share_out(protected_plans, judged_lines(mission), options);
  const SimulatedStudy study{.seed = options.seed,
                             .search_seed = options.search_seed,
                             .scenarios_together = budget.scenarios,
                             .inputs = std::make_shared<const ScenarioInputs>(mission, assessment)};
  const MakeEvaluator make = [&](const std::vector<Plan>& plans) -> std::unique_ptr<Evaluator> {
    return std::make_unique<SimulationEvaluator>(mission, assessment, plans, study);
  };
  const MakeAblated ablated = [&](const std::vector<Plan>& plans,
                                  Ablated what) -> std::unique_ptr<Evaluator> {
    SimulatedStudy other = study;
    if (what == Ablated::slip) other.off.set(static_cast<std::size_t>(simulate::Mechanism::slip));
    if (what == Ablated::half_effects) other.effects_scale = 0.5;
    return std::make_unique<SimulationEvaluator>(mission, assessment, plans, other);
  };
  auto report = search_with(mission, protected_plans, make, options, ablated);
  lay_settlements(mission, assessment.talks, report);
  report.conduct.ability = candidates.ability;
  if (report.map.chosen) {
    const Plan& plan = chosen_entry(report).plan;
    WarningSources simulated = warned_by;
    if (report.map.chosen_figures.if_signed)
      simulated.signed_in_time = report.map.chosen_figures.if_signed->in_time.value;
    report.conduct.plan_warnings = plan_warnings(mission, plan, simulated);
  }
  return report;
}

TimelineReport search_timeline(const Mission& mission, const simulate::Assessment& assessment,
                               const SearchOptions& options) {
  return search_timeline(mission, assessment, candidate_plans(mission, options.grid), options);
}

}  // namespace handover::timeline
