// The timeline module. Takes a mission and the assessment of the four modules; gives the agreement map, the
// price of each pair of dates, the plans behind them, what breaks the one that lasts best, and its gate
// cards.
//
// Many-objective robust decision making: Lempert, Popper & Bankes (2003), "Shaping the next one hundred
// years"; Kasprzyk, Nataraj, Reed & Lempert (2013), Environmental Modelling & Software 42. A share of
// scenarios is a count over assumptions, never a probability.
//
// The caller asks for the plans first, hands all their postures to the needs module, and then searches:
//   auto candidates = candidate_plans(mission, options.grid);
//   assessment.needs = needs::solve(... postures_of(mission, candidates) ...);
//   auto report = search_timeline(mission, assessment, candidates, options);
#pragma once

#include "mission/mission.h"
#include "numerics/statistics.h"
#include "simulate/simulate.h"
#include "timeline/bounds.h"
#include "timeline/candidates.h"
#include "timeline/evaluator.h"
#include "timeline/information.h"
#include "timeline/price.h"
#include "timeline/prim.h"
#include "timeline/tallies.h"
#include "timeline/warnings.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace handover::timeline {

// How much the search may spend. Everything but `seconds` leaves the result independent of the machine.
struct SearchOptions {
  GridOptions grid;
  Seed seed;
  int threads = 0;
  std::uint64_t replications = 2'000'000;  // simulated replications in all
  double seconds = 300.0;                  // safety stop; the report says when it was used
  std::uint32_t race_scenarios = 128;      // scenarios a race may use for each plan
  std::uint32_t race_replications = 8;     // replications in each of them
  // Fresh scenarios for the final figures, and fresh replications in each. Few random draws leave most
  // scenarios undecided, which costs more width than few scenarios do: at tolerances of a quarter, 64 x 64
  // gives half the width of 256 x 16.
  std::uint32_t final_scenarios = 128;
  std::uint32_t final_replications = 64;
  double tolerance_margin =
      0.10;  // scenarios this close to a party's tolerance may count either way (bounds.h)
  std::uint32_t detail_scenarios = 64;  // scenarios and replications for gate cards and branches
  std::uint32_t detail_replications = 8;
  double good_enough =
      0.0;  // half-width of the joint shares' intervals at which scenarios are enough; 0: never
  double confidence = 0.90;                         // of every interval reported
  std::array<double, 3> thresholds{0.5, 0.7, 0.9};  // shares of scenarios at which a party says yes
  std::optional<std::size_t> chosen_cell;  // index into CandidatePlans::cells: answers are for this one
  std::function<void(double share_done, const std::string& best_so_far)> progress;
};
// The preset of the main job: a coarser grid, fewer scenarios; well under half a minute on two cores.
SearchOptions quick_options();
SearchOptions full_options();

// What a party says to a cell at one threshold: the interval lies above it, below it, or across it.
enum class Verdict { yes, no, open };

// Something averaged over the replications of each scenario, over scenarios.
struct ScenarioFigure {
  double mean = 0.0;
  Interval interval;             // of the mean
  double low = 0.0, high = 0.0;  // 5th and 95th percentile of the scenarios
};

struct PlanFigures {
  std::vector<Share> by_party;       // [party]
  Share joint;                       // scenarios in which every deciding party's lines are kept
  std::vector<Share> by_line;        // [line]
  std::vector<ScenarioFigure> harm;  // [harm]: kinds, then civilians killed and displaced by region
  double worst_served = 0.0;         // smallest share over the deciding parties: what plans are ranked by
};

struct MapCell {
  Month mission_end{};
  std::optional<Month> presence_end;  // the last presence anywhere; nothing: stays past the horizon
  std::vector<std::optional<Month>> presence_end_by_region;
  Band residual;
  std::size_t plan = 0;  // index into TimelineReport::plans; for an unstated band the least favourable one
  PlanFigures figures;   // unstated band: each party's least favourable reading
  PlanFigures best_reading;  // unstated band only: each party reads it its own way; else equal to figures
  std::vector<std::array<Verdict, 3>> verdicts;  // [party][threshold]
  std::array<Verdict, 3> joint_verdict{};        // every deciding party says yes
  double settlement_share = 0.0;  // share of the talks module's settlements nearest to this cell
  std::size_t plans_examined = 0, plans_beaten = 0, plans_set_aside = 0;
};

struct PlanEntry {
  Plan plan;
  std::string variant;  // in words: how it differs from its rivals in the cell
  PlanFigures figures;
  std::optional<PlanFigures> fresh;  // of the chosen pair's neighbours: in the scenarios of chosen_figures
};

struct BaselineEntry {
  std::string name;  // "status quo", "immediate exit", ...
  Plan plan;
  PlanFigures figures;
};

struct GateCard {
  std::string phase;
  Month planned{};
  std::vector<std::string> conditions, reverses;  // in words
  std::string owner;
  std::vector<std::string> rule_by_party;       // [party] its lines, in its own words
  std::vector<Share> kept_by_party;             // [party] under the whole plan
  std::optional<int> evidence_age_days;         // of the oldest series that a condition looks at
  std::vector<ScenarioFigure> passed_by_month;  // chance of having passed by month 1, 2, ... after as-of
  // The same replications with this step and all later ones held for six months: passing was a mistake when
  // it broke a deciding party's line that holding would have kept, and the other way round.
  ScenarioFigure passing_was_mistake, holding_was_mistake;
};

// What to do if an attack kills personnel while a phase lasts: the same replications, continued three ways.
struct BranchChoice {
  std::string name;     // "carry on", "pause three months", "leave three months sooner"
  ScenarioFigure kept;  // chance that every deciding party's lines hold, in replications with such an attack
};
struct Branch {
  std::string phase;
  ScenarioFigure chance;      // of such an attack in this phase
  std::size_t scenarios = 0;  // scenarios in which one came
  std::vector<BranchChoice> choices;
  std::string advice;  // in words; says so when the evidence does not order the choices
};

struct RegretRow {
  std::string plan;
  ScenarioFigure regret;  // against the best plan of the table in the same scenario
  double largest = 0.0;   // over the scenarios (Savage 1951)
};
struct RegretTable {
  std::string metric;
  std::vector<RegretRow> rows;
};

struct Break {
  std::string party;    // whose lines fail; "any deciding party" for the joint rule
  Discovery discovery;  // inputs: TimelineReport::inputs
  std::string when;     // the conditions alone; empty when none was found
  std::string words;
};

struct Budget {
  std::uint64_t replications_allowed = 0, replications_used = 0;
  double seconds = 0.0;
  bool stopped_by_time = false, good_enough = false;
  double widest_interval = 0.0, median_interval = 0.0;  // of the joint shares of the map
  std::size_t cells = 0, plans = 0, plans_per_cell_least = 0, plans_per_cell_most = 0;
  std::size_t beaten = 0, set_aside = 0;
  std::uint32_t scenarios = 0, replications_per_scenario = 0;
  double days_shared = 0.0;  // share of simulated days that one simulation lived for several plans
};

struct TimelineReport {
  std::vector<JudgedParty> parties;
  std::vector<JudgedLine> lines;
  std::vector<MapCell> agreement_map;
  std::vector<PlanEntry> plans;          // the best of each cell with a stated band
  std::optional<std::size_t> chosen;     // index into agreement_map
  bool plan_given = false;               // the caller chose: a stress test
  PlanFigures chosen_figures;            // once more on fresh random draws: choosing among cells flatters too
  std::string answer;                    // one paragraph, bands and months only
  std::vector<BaselineEntry> baselines;  // in the same scenarios as chosen_figures, if a plan was chosen
  std::vector<PriceEntry> price;
  std::vector<RegretTable> regret;
  std::vector<Break> breaks;
  std::vector<ScenarioInput> inputs;  // what tells scenarios apart: assumptions, then fitted quantities
  std::vector<InformationValue> information;  // by input, most valuable first
  std::string ask_first;                      // the one report, by when, against the cost of waiting
  std::vector<GateCard> gate_cards;
  std::vector<Branch> branches;
  std::vector<PlanWarning>
      plan_warnings;             // of the chosen plan, or of the one that is stressed: they stand first
  HostAbility ability;           // by which plans hand over
  std::vector<Problem> refused;  // candidate plans left out because they break a constraint
  double confidence = 0.90;
  std::array<double, 3> thresholds{};
  Budget budget;
};

// Throws Interrupted when the user stops it; std::logic_error when a posture was not tabulated.
TimelineReport search_timeline(const Mission& mission, const simulate::Assessment& assessment,
                               const CandidatePlans& candidates, const SearchOptions& options);
// Makes the candidates itself; their postures must be in assessment.needs.
TimelineReport search_timeline(const Mission& mission, const simulate::Assessment& assessment,
                               const SearchOptions& options);

// The candidates of a stress test: one plan that somebody else wrote, and the baselines at its dates.
// Searching them gives the same answers for that plan.
CandidatePlans stress_candidates(const Mission& mission, const Plan& plan, const GridOptions& options = {},
                                 const HostAbility& ability = {});

// Plans whose troops in some phase fall below what the needs module says protects them, or cannot be moved in
// the phase's time with the lift that the mission states, are left out, with the reason in `refused`.
void drop_unprotected(const Mission& mission, const needs::NeedsTable& needs, CandidatePlans& candidates);

// The search itself, behind the narrow door: any evaluator will do. `make` gets plans and returns an
// evaluator for them; it is called again for the plans that answer "what if".
using MakeEvaluator = std::function<std::unique_ptr<Evaluator>(const std::vector<Plan>&)>;
TimelineReport search_with(const Mission& mission, const CandidatePlans& candidates,
                           const MakeEvaluator& make, const SearchOptions& options);

}  // namespace handover::timeline
