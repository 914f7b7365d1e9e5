// What the commands replications, compare and assumptions share: from the words on the command line, or from
// a kept run, to a mission with its fitted models and a plan. No modelling.
#pragma once

#include "report/assessment.h"
#include "report/documents.h"
#include "report/options.h"
#include "simulate/batch.h"
#include "simulate/compare.h"
#include "simulate/sensitivity.h"
#include "store/store.h"

#include <memory>
#include <string>
#include <vector>

namespace handover::report {

// Everything that fixes a simulation: the same spec and the same files give the same outcomes.
struct SimulationSpec {
  std::string mission, plan, as_of;  // folder; file or plan id; empty: the mission's own day
  std::vector<std::string> overlays;
  std::uint32_t scenarios = 200, replications = 100;
  std::uint64_t seed = 1;
  int draws = kDraws;
  std::string inputs_sha256;  // as kept with a run; empty: whatever the files hold now
};
Json document_of(const SimulationSpec& spec);
// Throws InputError naming `from` when the document holds no spec.
SimulationSpec spec_from(const Json& document, const std::string& from);

struct AssessedMission {
  Mission mission;
  Assessed assessed;
};
std::shared_ptr<AssessedMission> assess_for(const SimulationSpec& spec, int threads,
                                            const Control& control = {});

// A plan of the mission by its id, or a plan file.
Plan find_plan(const std::string& plan, const Mission& mission);

// Which assumptions move the outcomes of the spec's plan; where it names none, of the mission's first plan of
// several steps. The seed is the spec's.
struct AssumptionsRun {
  std::shared_ptr<AssessedMission> assessed;
  Plan plan;
  simulate::Sensitivity sensitivity;
};
AssumptionsRun rank_assumptions(const SimulationSpec& spec, simulate::SensitivityOptions options,
                                const Control& control = {});

// A metric by its name in files. Throws InputError with the names there are.
Metric find_metric(const std::string& name);

// "1,234", "0.12": as many digits as a reader needs.
std::string short_number(double value);

Json document_of(const simulate::Estimate& estimate);
Json document_of(const Mission& mission, const SimulationSpec& spec, const simulate::Lines& lines,
                 const simulate::Batch& batch);
std::vector<store::Figure> figures_of(const simulate::Batch& batch, const std::string& plan);
Json document_of(const Mission& mission, const Plan& plan, std::uint64_t seed,
                 const simulate::Sensitivity& result);
Json assumption_keys_document();
Json off_mechanisms_document(const Mission& mission);
std::string off_mechanisms_text(const Mission& mission);

}  // namespace handover::report
