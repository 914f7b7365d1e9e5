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
#include "timeline/named_condition.h"
#include "timeline/price.h"
#include "timeline/prim.h"
#include "timeline/report_index.h"
#include "timeline/tallies.h"
#include "timeline/warnings.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace handover::timeline {

// How much the search may spend. Nothing here depends on the machine or the clock.
struct SearchOptions {
  GridOptions grid;
  Seed seed;         // of the scenarios that figures rest on
  Seed search_seed;  // of those in which plans are looked for and raced: another seed judges the same plans
  int threads = 0;
  std::uint64_t replications = 2'000'000;  // simulated replications in all; they are used
  // Replications in each scenario, about: the number near it at which every tolerance is a whole number of
  // breaks. Few replications and many scenarios: at 7,000 replications a plan, 20 in each of 350 scenarios
  // give half the error of 60 in each of 116.
  std::uint32_t replications_per_scenario = 20;
  double race_share = 0.30;            // of the replications: to find the best plan of each cell
  std::uint32_t race_scenarios = 256;  // a race may use for each plan
  std::size_t moved_dates = 24;        // of the chosen plan, held fixed: what a date costs
  std::size_t ablated_plans = 12;      // compared once more with the slip, or half the effects, taken away
  std::uint32_t detail_scenarios = 64, detail_replications = 8;  // for gate cards and branches
  double good_enough = 0.0;    // half-width of the shares' intervals at which scenarios are enough; 0: never
  double confidence = 0.90;    // of every interval, and that the best plan is in the answer's set
  double false_orders = 0.05;  // of all differences called differences, at most
  // Differences of a share smaller than this decide nothing: a pair of dates is in the answer's set unless it
  // is clearly worse than the best by more.
  double smallest_difference = 0.05;
  // A plan that the talks sign in time less often than this is no answer: what it would do then rests on few
  // scenarios, and nobody can count on it.
  double least_signed = 0.05;
  std::array<double, 3> thresholds{0.5, 0.7, 0.9};  // shares of scenarios at which a party says yes
  std::optional<std::size_t> chosen_cell;  // index into CandidatePlans::cells: answers are for this one
  std::function<void(double share_done, const std::string& best_so_far)> progress;
};
// Draws of each module's fitted model that a search should be given: with fewer than it has scenarios some
// come twice, and the error of the draws themselves shows in every share.
inline constexpr int kFittedDraws = 1000;
// The preset of the main job: a coarser grid, fewer scenarios; about a minute of one processor.
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

// Of a plan that waits for a signature. Its other figures are all of the scenarios and replications in which
// it is signed by the month of its first step (docs/decisions/0015-if-signed.md).
struct IfSigned {
  Share in_time;                             // of replications: signed by then
  Share joint_signed_or_not;                 // of scenarios: every deciding party's lines are kept
  Share all_hold_signed_or_not;              // of replications
  std::optional<double> all_hold_otherwise;  // where it is not signed in time; nothing: it always is
};

struct PlanFigures {
  std::vector<Share> by_party;         // [party]
  Share joint;                         // scenarios in which every deciding party's lines are kept
  std::vector<Share> by_line;          // [line]
  Share chance_all_hold;               // of replications, over all scenarios; no tolerance enters
  std::vector<Share> chance_by_party;  // [party] the same for its own lines
  std::optional<IfSigned> if_signed;   // nothing: it waits for nobody
  std::vector<ScenarioFigure> harm;    // [harm]: kinds, then civilians killed and displaced by region
  double worst_served = 0.0;           // smallest share over the deciding parties
};

// Where a pair of dates stands against the best of all the others.
struct Standing {
  bool in_set = false;      // not clearly worse than the best by more than the smallest difference
  bool signable = true;     // signed in time often enough to be compared (SearchOptions::least_signed)
  double difference = 0.0;  // of the joint share, to the best of the others
  Interval interval;        // simultaneous over the whole map (multiple_comparisons.h)
  CellIndex rival;          // that it is most surely worse than
  // The red line whose share falls most behind the rival's; nothing for a pair in the set.
  std::optional<std::size_t> separated_by;
};

struct MapCell {
  Month mission_end{};
  std::optional<Month> presence_end;  // the last presence anywhere; nothing: stays past the horizon
  std::vector<std::optional<Month>> presence_end_by_region;
  Band residual;
  PlanIndex plan;            // for an unstated band the least favourable one
  PlanFigures figures;       // unstated band: each party's least favourable reading
  PlanFigures best_reading;  // unstated band only: each party reads it its own way; else equal to figures
  std::vector<std::array<Verdict, 3>> verdicts;  // [party][threshold]
  std::array<Verdict, 3> joint_verdict{};        // every deciding party says yes
  double settlement_share = 0.0;  // share of the talks module's settlements nearest to this cell
  Standing standing = {};         // against the best of the map; stated bands only
  std::size_t plans_examined = 0, plans_beaten = 0, plans_set_aside = 0;
};

inline GridCell dates_of(const MapCell& cell) {
  return {cell.mission_end, cell.presence_end, cell.residual};
}

struct PlanEntry {
  Plan plan;
  std::string variant;  // in words: how it differs from its rivals in the cell
  PlanFigures figures;
  Flaws flaws = {};
};

struct BaselineEntry {
  BaselineTitle title;
  Plan plan;
  PlanFigures figures;
  std::optional<PlanDifference> to_chosen = {};  // the baseline less the chosen plan
  // Its joint share in the scenarios of the chosen plan, weighed as for that: what the difference rests on.
  Share joint_alike = {};
};

// What the best plan of another pair of dates would cost: other dates and another plan, less the chosen one.
struct BestElsewhere {
  CellIndex cell;
  PlanDifference to_chosen;
};

// A red line of a party under the chosen plan.
struct RedLineStanding {
  std::size_t line = 0;
  Share kept;
  double chance_broken = 0.0;   // of replications, over all scenarios
  double mean_value = 0.0;      // of its metric
  double near_share = 0.0;      // scenarios whose chance of a break lies within a tenth of the tolerance
  double blocks_alone = 0.0;    // scenarios in which it alone is broken, of all lines of all that decide
  bool counts = true;           // its party decides
  double gain_without = 0.0;    // of the joint share of the chosen plan, were the line dropped,
  double gain_tolerance = 0.0;  // were twice as many breaks tolerated,
  double gain_threshold = 0.0;  // were its threshold laxer by half or double
  std::optional<bool> laxer_is_double;  // which of the two; nothing: neither changes it
};

// The answer's own sensitivities: figures judged another way, on the same replications.
enum class Judgement { half_tolerance, double_tolerance, half_threshold, double_threshold };
inline constexpr std::size_t kJudgements = 4;
struct JudgedOtherwise {
  Judgement judgement = Judgement::half_tolerance;
  Share chosen;                   // joint share of the chosen plan
  std::optional<CellIndex> best;  // nothing: no plan keeps all lines in any scenario
  double best_share = 0.0;
  bool flips = false;  // the best pair of dates is beyond chance another one than any of the answer's set
};

// What the answer owes to one line or assumption: it is taken away and the plans are judged again.
enum class Ablated { red_line, slip, half_effects };
struct Ablation {
  Ablated what = Ablated::red_line;
  std::optional<std::size_t> line;
  double stated = 0.0, without = 0.0;  // joint share of the chosen plan, on the same scenarios
  Interval change;                     // without less stated
  std::optional<CellIndex> best;       // of the best plan then
  double best_share = 0.0;
  bool flips = false;  // another pair of dates is then better than the chosen one beyond chance
  std::size_t scenarios = 0, plans = 0;
};

// What a reader of the answer has to know first.
enum class Warning {
  no_whole_replications,    // the tolerances have no common number of replications
  tolerance_below_reach,    // a tolerance allows less than one break in the replications of a scenario
  best_at_edge,             // the best pair lies at the edge of the grid
  baseline_not_beaten,      // a baseline is not worse than the best pair
  nothing_keeps_all_lines,  // no plan keeps all lines of all parties in any scenario
  set_is_everything,        // no pair of dates can be told from the best
  too_few_fitted_draws      // fewer fitted draws than scenarios: some come twice
};
struct Warned {
  Warning warning;
  std::size_t subject = 0;  // line, baseline or cell, as the warning has it
};

struct GateCard {
  std::string phase;
  Month planned{};
  std::vector<NamedCondition> conditions, reverses;
  std::optional<Month> latest;  // goes through then in any case
  std::string owner;
  std::vector<Share> kept_by_party;             // [party] under the whole plan
  std::optional<int> evidence_age_days;         // of the oldest series that a condition looks at
  std::vector<ScenarioFigure> passed_by_month;  // chance of having passed by month 1, 2, ... after as-of
  // The same replications with this step and all later ones held for six months: passing was a mistake when
  // it broke a deciding party's line that holding would have kept, and the other way round.
  ScenarioFigure passing_was_mistake, holding_was_mistake;
};

// What to do if an attack kills personnel while a phase lasts: the same replications, continued three ways.
enum class Continuation { carry_on, pause, sooner };  // by three months
inline constexpr std::array kContinuations = {Continuation::carry_on, Continuation::pause,
                                              Continuation::sooner};
struct BranchChoice {
  Continuation continuation = Continuation::carry_on;
  ScenarioFigure kept;  // chance that every deciding party's lines hold, in replications with such an attack
};
struct Branch {
  std::string phase;
  ScenarioFigure chance;      // of such an attack in this phase
  std::size_t scenarios = 0;  // scenarios in which one came
  std::vector<BranchChoice> choices;
  bool too_few = false;                 // scenarios with such an attack, to tell the choices apart
  std::optional<Continuation> advised;  // nothing: the evidence does not order the choices
};

struct RegretRow {
  std::string plan;                       // its id
  std::optional<BaselineTitle> baseline;  // nothing: a plan of the map
  ScenarioFigure regret;                  // against the best plan of the table in the same scenario
  double largest = 0.0;                   // over the scenarios (Savage 1951)
};
struct RegretTable {
  std::optional<HarmKind> harm;  // nothing: scenarios lost to any deciding party
  std::vector<RegretRow> rows;
};

// Whether bounds on inputs tell the failing scenarios from the others.
enum class ToldApart { yes, no, too_few_failures, too_many_failures };
struct Break {
  std::optional<std::size_t> party;  // whose lines fail; nothing: any deciding party's
  ToldApart told_apart = ToldApart::no;
  std::size_t failures = 0, scenarios = 0;
  double explained = 0.0;  // share of the spread between scenarios that all inputs together explain
  Discovery discovery;     // inputs: Failures::inputs
};

// What waiting for a report costs: the chosen plan with every step three months later, in the same scenarios.
struct CostOfWaiting {
  std::size_t lost = 0, gained = 0, scenarios = 0;
};
// The one report to ask for, against the cost of waiting for it.
struct FirstReport {
  std::size_t scenarios = 0;
  double noise = 1.0;                      // a gain below it cannot be told from chance
  std::optional<std::size_t> information;  // into Failures::information; nothing: none seen to matter
  std::optional<Month> by;                 // of the first step; nothing: the plan has none
  std::optional<CostOfWaiting> waiting;
};

struct Budget {
  std::uint64_t replications_allowed = 0, replications_used = 0;
  bool good_enough = false;
  double widest_interval = 0.0, median_interval = 0.0;  // of the joint shares of the map
  std::size_t cells = 0, plans = 0, plans_per_cell_least = 0, plans_per_cell_most = 0;
  std::size_t beaten = 0, set_aside = 0;
  std::uint32_t scenarios = 0, replications_per_scenario = 0;
  double days_shared = 0.0;  // share of simulated days that one simulation lived for several plans
  double explained =
      0.0;  // share of the spread between scenarios that their inputs explain (control variates)
};

// How a stream is counted: the gates' unit, and what other sources report of it (the threat module's fit).
struct StreamUnit {
  std::string counted_by;
  struct Other {
    std::string source;
    double ratio = 1.0;
    Interval interval;  // 90 %
  };
  std::vector<Other> others;
};

// Every pair of dates that was examined, the plans behind them and the pairs that are the answer.
struct AgreementMap {
  ReportList<CellIndex, MapCell> cells;
  ReportList<PlanIndex, PlanEntry> plans;  // the best of each cell with a stated band
  std::optional<CellIndex> chosen;
  bool plan_given = false;            // the caller chose: a stress test
  PlanFigures chosen_figures;         // of the chosen pair: those of the map
  std::vector<CellIndex> answer_set;  // as good as the best, best first; over all residuals
  double smallest_difference = 0.0;   // of shares; less decides nothing
  double least_signed = 0.0;          // pairs signed in time less often are no answer
  std::array<double, 3> thresholds{};
};

// Other plans beside the chosen one, in the same scenarios.
struct Comparisons {
  std::vector<BaselineEntry> baselines;
  std::vector<PriceEntry> price;  // the chosen plan itself at other dates
  std::vector<BestElsewhere> best_elsewhere;
  std::vector<RegretTable> regret;
};

// What the answer owes to its lines, tolerances and assumptions.
struct Sensitivities {
  std::vector<RedLineStanding> red_lines;
  std::vector<JudgedOtherwise> judged_otherwise;
  std::vector<Ablation> ablation;
  std::vector<std::size_t> carried_by;  // indices into ablation: what the answer owes most to, first
};

// Where the chosen plan fails, and what would be worth knowing first.
struct Failures {
  std::vector<ScenarioInput> inputs;  // what tells scenarios apart: assumptions, then fitted quantities
  std::vector<Break> breaks;
  std::vector<InformationValue> information;  // by input, most valuable first
  std::optional<FirstReport> ask_first;       // nothing: no plan was chosen
};

// How the chosen plan is carried out.
struct Conduct {
  std::vector<GateCard> gate_cards;
  std::vector<Branch> branches;
  std::vector<PlanWarning> plan_warnings;  // of the chosen plan, or of the one that is stressed
  HostAbility ability;                     // by which plans hand over
  std::vector<StreamUnit> units;           // [stream]; the caller's to fill in, empty: all count alike
};

struct TimelineReport {
  std::vector<JudgedParty> parties;
  std::vector<JudgedLine> lines;
  AgreementMap map;
  Comparisons compared;
  Sensitivities sensitivity;
  Failures failures;
  Conduct conduct;
  std::vector<Warned> warnings;
  std::vector<Problem> refused;  // candidate plans left out because they break a constraint
  double confidence = 0.90;
  Budget budget;
};

// The pair that the answer is about, and the entry of its plan. Only where one was chosen.
inline const MapCell& chosen_cell(const TimelineReport& report) {
  return report.map.cells.at(report.map.chosen.value());
}
inline const PlanEntry& chosen_entry(const TimelineReport& report) {
  return report.map.plans.at(chosen_cell(report).plan);
}

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

// How the replications are shared out; everything is fixed before the first is simulated.
struct SearchBudget {
  std::uint32_t scenarios = 0, replications = 0;  // of every final figure
  bool whole = true;                              // every tolerance is a whole number of breaks
  std::uint64_t race = 0;                         // for all races together
  std::uint32_t race_replications = 0;            // of a plan in each scenario of a race
  std::size_t moved_dates = 0;
  std::uint32_t ablation_scenarios = 0;  // at least
  std::uint64_t kept_for_what_if = 0;    // gate cards and branches, and a later start
  bool good_enough = false;              // fewer scenarios than the budget allows give the width asked for
};
SearchBudget share_out(const CandidatePlans& candidates, std::span<const JudgedLine> lines,
                       const SearchOptions& options);

// The search itself, behind the narrow door: any evaluator will do. `make` gets plans and returns an
// evaluator for them; it is called again for the plans that answer "what if".
using MakeEvaluator = std::function<std::unique_ptr<Evaluator>(const std::vector<Plan>&)>;
// The same with the slip or half of the assumed effects taken away; without it nothing of that is answered.
using MakeAblated = std::function<std::unique_ptr<Evaluator>(const std::vector<Plan>&, Ablated)>;
TimelineReport search_with(const Mission& mission, const CandidatePlans& candidates,
                           const MakeEvaluator& make, const SearchOptions& options,
                           const MakeAblated& make_ablated = {});

}  // namespace handover::timeline
