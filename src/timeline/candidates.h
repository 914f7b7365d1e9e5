// Which plans are examined: for each pair of dates and residual band, the ways to get there.
#pragma once

#include "mission/mission.h"
#include "timeline/plan_shape.h"
#include "timeline/plan_titles.h"
#include "timeline/receivers.h"

#include <optional>
#include <string>
#include <vector>

namespace handover::timeline {

struct GridOptions {
  int first_month = 3;  // months after the as-of month
  int last_month = 36;  // cut at the mission's horizon
  int step_months = 3;
  bool near_start = true;                         // also a whole exit in each month before the first
  bool past_horizon = true;                       // also presence that outlasts the horizon
  std::vector<double> residual_shares{0.2, 0.5};  // middle of the residual band, share of today's troops
  std::vector<Band> residual_bands = {};          // stated by the user: in place of the shares
  bool unstated = true;                           // also the band that the plan leaves unsaid
  int grace_months = 6;     // how long a condition may delay a step past its month, at most
  int execution_days = 45;  // of a step, at least; more where the stated lift needs it
  bool vary_tempo = true, vary_handover = true, vary_gates = true, vary_regions = true;
  bool vary_order = true, vary_steps = true;
  PlanTitles titles = {};  // left out: ids and words of the enums
};

// One pair of dates and a band. Cells with an unstated band hold no plans of their own: whoever signs one
// signs whatever number turns out, so it is judged on the plans of the stated bands with the same dates.
struct GridCell {
  Month mission_end{};
  std::optional<Month> presence_end;
  Band residual;
};

// What a plan's warnings (warnings.h) come to.
struct Flaws {
  // Tasks that are left to nobody, or to somebody judged unable, at some time; places left without the
  // protection or the support that they need.
  std::size_t grave = 0;
  std::size_t other = 0;      // all other warnings
  bool most_at_once = false;  // one step leaves more than half of the sites that are open
};

bool leaves_at_once(const GridCell& cell);  // all leave as the mission ends

struct Candidate {
  Plan plan;
  std::optional<std::size_t> cell;  // nothing: a baseline
  std::string variant;              // empty: a baseline
  PlanShape shape = {};             // of the grid's plans
  std::optional<BaselineTitle> baseline = {};
  Flaws flaws = {};  // of plans that do equally well, a staff writes the one with fewest
};

struct CandidatePlans {
  std::vector<GridCell> cells;
  std::vector<Candidate> candidates;  // of the grid, in cell order
  std::vector<Candidate> baselines;
  std::vector<Problem> refused;  // plans left out because they break a constraint, with the reason
  HostAbility ability = {};      // by which the plans hand over
};

// Pure. Plans of the mission's own folder are templates: their gates' conditions, reversal triggers, owners
// and reserves are used when there are any. Nobody counts as able to take a task over whose ability `ability`
// does not tell. Throws std::logic_error when the mission has no regions.
CandidatePlans candidate_plans(const Mission& mission, const GridOptions& options = {},
                               const HostAbility& ability = {});

// The same pairs of dates with these shapes alone: `leaving` where all leave as the mission ends, else those
// of `staying` [band, in the order of `bands`].
struct ShapesByBand {
  std::vector<PlanShape> leaving;
  std::vector<Band> bands;
  std::vector<std::vector<PlanShape>> staying;
};
CandidatePlans with_shapes(const Mission& mission, const GridOptions& options,
                           const CandidatePlans& candidates, const ShapesByBand& shapes);

// The five baselines that stand beside every answer, at the given pair of dates: status quo, immediate exit,
// fixed calendar, pure conditions, calendar plus past slip. Their names bear their dates.
std::vector<Candidate> baseline_plans(const Mission& mission, const GridCell& cell,
                                      const GridOptions& options = {}, const HostAbility& ability = {});

// Every posture that any of these plans can be in, each once.
std::vector<Posture> postures_of(const std::vector<Plan>& plans);
// The same with today's posture first.
std::vector<Posture> postures_of(const Mission& mission, const CandidatePlans& candidates);

// Actual over planned duration of steps in the mission's reference class; what never came or is still open
// counts as later than all others. All ratios are 1 when the class is empty.
struct PastSlip {
  double median_ratio = 1.0;
  double low = 1.0, high = 1.0;  // half of the steps lie between them
  std::size_t cases = 0, within_a_month = 0, open = 0;
};
PastSlip past_slip(const Mission& mission);

// What forbids a plan whatever the scenarios are: phases out of order, a site closed before the theatre that
// it sustains ends, a gate without owner or source, troops where no site is open.
std::vector<Problem> constraint_problems(const Mission& mission, const Plan& plan);

}  // namespace handover::timeline
