#include "report/hindcast_job.h"

#include "base/files.h"
#include "report/simulation.h"
#include "timeline/candidates.h"

namespace handover::report {

timeline::HindcastReport hindcast_of(const Mission& mission, const std::string& plan_name,
                                     const std::string& outcomes, const AssessmentOptions& assessment,
                                     const timeline::HindcastOptions& options) {
  const Plan plan = find_plan(plan_name, mission);
  std::vector<Problem> problems;
  const auto questions = timeline::read_questions(read_file(outcomes), outcomes, problems);
  if (!problems.empty()) throw InputError(std::move(problems));
  Assessed assessed = assess(mission, assessment);
  std::vector<Posture> postures = timeline::postures_of({plan});
  postures.insert(postures.begin(), posture_today(mission));
  solve_needs(mission, postures, assessed);
  return timeline::hindcast(mission, assessed.fitted, plan, questions, options);
}

}  // namespace handover::report
