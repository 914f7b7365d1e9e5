// Hindcasts: what the tool would have said on a past day, against what came, scored beside naive baselines.
//
// Questions lie in a file that no assessment reads. Scores are proper: Brier (1950) and the logarithmic score
// for yes or no, the continuous ranked probability score (Gneiting & Raftery 2007) for counts. For scoring
// only, all scenarios and replications are pooled into one forecast; elsewhere shares of scenarios are not
// probabilities.
#pragma once

#include "mission/mission.h"
#include "simulate/simulate.h"
#include "timeline/prim.h"
#include "timeline/scenario_inputs.h"

#include <optional>
#include <string>
#include <vector>

namespace handover::timeline {

struct Question {
  std::string id, case_id, text, source;
  Date as_of{};                      // asked on this day only
  bool count = false;                // else yes or no
  std::optional<Metric> metric;      // judged at `by`; with `from`, what it gained between the two
  std::optional<std::size_t> phase;  // instead: this phase of the plan was completed before `by`
  std::optional<Date> from;
  Date by{};
  Compare compare = Compare::at_most;
  double threshold = 0.0;
  double outcome = 0.0;  // yes: 1
  int line = 0;
};

// Columns: id, as_of, case, question, kind (binary or count), metric, phase (from 1), from, by, compare,
// threshold, outcome, source.
std::vector<Question> read_questions(const std::string& text, const std::string& file,
                                     std::vector<Problem>& problems);

// What a question is answered with when every step of the plan comes on its planned day and nobody is thrown
// out; nothing where the plan says nothing (deaths, attacks, strikes).
std::optional<bool> answer_if_plan_holds(const Mission& mission, const Plan& plan, const Question& question);

struct NaiveForecast {
  std::string name;
  double forecast = 0.0;  // chance, or the mean of the count
  double score = 0.0, log_score = 0.0;
};
// Under which inputs the answer "yes" is likeliest: the scenarios in the upper quarter of its chance.
struct Stress {
  bool moves = false;                     // no: its chance hardly differs between scenarios
  std::vector<Restriction> restrictions;  // inputs: HindcastReport::inputs; empty: nothing tells them apart
};
struct HindcastRow {
  Question question;
  double forecast = 0.0;                // chance, or the mean of the count
  double low = 0.0, high = 0.0;         // 5th and 95th percentile: of the scenarios' chances, or of the count
  double score = 0.0, log_score = 0.0;  // Brier and logarithmic, or CRPS; lower is better
  std::vector<NaiveForecast> naive;
  bool lost = false;             // some naive forecast scored better
  std::optional<Stress> stress;  // of a yes or no
};
struct CaseScore {  // several questions, or several as-of days, on one outcome count once
  std::string case_id;
  bool count = false;
  std::size_t questions = 0;
  double score = 0.0;
  std::vector<std::pair<std::string, double>> naive;
};
struct HindcastReport {
  std::string mission, plan, assumptions_sha256;
  std::vector<ScenarioInput> inputs;
  Date as_of{};
  std::vector<HindcastRow> rows;
  std::vector<CaseScore> cases;
  std::size_t scenarios = 0, replications = 0, reference_cases = 0;
};

struct HindcastOptions {
  Seed seed;
  int threads = 0;
  std::uint32_t scenarios = 200, replications = 16;
};

// Of keys and ranges alone, in order of the keys: the same for every mission that shares them.
std::string assumptions_sha256(const Mission& mission);

// Questions asked on other days than the mission's as-of date are left out.
HindcastReport hindcast(const Mission& mission, const simulate::Assessment& assessment, const Plan& plan,
                        const std::vector<Question>& questions, const HindcastOptions& options = {});

// Continuous ranked probability score of an ensemble.
double ensemble_crps(std::vector<double> ensemble, double outcome);

}  // namespace handover::timeline
