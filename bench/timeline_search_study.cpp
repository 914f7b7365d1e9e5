// How sound the search's answer is, measured.
//
//   timeline_search_study MISSION seeds FIRST LAST [full|quick [DRAWS [REPLICATIONS]]]
//       another seed: the same set, the same orders?
//   timeline_search_study MISSION coverage STUDIES SCENARIOS REPLICATIONS
//       how often intervals hold what SCENARIOS x REPLICATIONS in other scenarios say
//
// Seconds are of the processor, not of the clock.
#include "mission/mission.h"
#include "needs/needs.h"
#include "partner/partner.h"
#include "study.h"
#include "talks/talks.h"
#include "threat/demand.h"
#include "threat/threat.h"
#include "timeline/figures.h"
#include "timeline/plan_search.h"
#include "timeline/simulation_evaluator.h"
#include "timeline/timeline.h"

#include <algorithm>
#include <ctime>
#include <map>
#include <numeric>
#include <set>
#include <string>

#include <fmt/format.h>

using namespace handover;
using namespace handover::timeline;

namespace {

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// The plans that `plan` compares, and the assessment that it compares them on (report/timeline_job.cpp).
struct Prepared {
  simulate::Assessment fitted;
  CandidatePlans candidates;
  double assessed = 0.0;  // seconds of the processor at which the assessment stood
};
Prepared prepare(const Mission& mission, const SearchOptions& options, int draws) {
  Prepared result;
  threat::ThreatOptions threat_options;
  threat_options.draws = static_cast<std::size_t>(draws);
  threat_options.seed = options.seed;
  threat_options.backtests = 0;
  result.fitted.threat = threat::assess_threat(mission, threat_options).fitted;
  const auto partner = partner::assess_and_report(mission, options.seed, draws, {});
  result.fitted.partner = partner.fitted;
  result.fitted.talks = talks::assess_talks(mission, options.seed, draws);
  const auto demand = needs::demand_of_replications(
      mission, 0.9, threat::next_month_incidents(result.fitted.threat, 2000, options.seed, 0),
      threat::zone_shares(result.fitted.threat));
  result.assessed = cpu_seconds();
  result.fitted.needs = needs::solve_postures(mission, std::vector<Posture>{posture_today(mission)}, demand);
  const auto ability = host_ability(mission, partner.report);
  result.candidates =
      improve_plans(mission, result.fitted, demand, candidate_plans(mission, options.grid, ability), options);
  drop_unprotected(mission, result.fitted.needs, result.candidates);
  return result;
}

std::string name_of(const GridCell& cell) {
  return fmt::format("{}/{}/{}-{}", to_string(cell.mission_end),
                     cell.presence_end ? to_string(*cell.presence_end) : "stays", cell.residual.low,
                     cell.residual.high);
}

std::string name_of(const MapCell& cell) {
  return name_of(dates_of(cell));
}

// Every difference that a report orders, by what is compared: +1 or -1.
std::map<std::string, int> orders_of(const TimelineReport& report) {
  std::map<std::string, int> orders;
  const auto add = [&](const std::string& pair, const Ordering& joint, const std::vector<PricedHarm>& harms) {
    if (joint.ordered) orders[pair + " share"] = joint.mean > 0.0 ? 1 : -1;
    for (const PricedHarm& harm : harms)
      if (harm.ordering.ordered)
        orders[pair + " " + timeline::name_of(harm.kind)] = harm.ordering.mean > 0.0 ? 1 : -1;
  };
  const auto name = [&](CellIndex cell) { return name_of(report.map.cells[cell]); };
  const std::string chosen = name(*report.map.chosen);
  for (const PriceEntry& one : report.compared.price)
    add(name_of(one.dates) + " < " + name_of(one.against), one.joint, one.harms);
  for (const BestElsewhere& one : report.compared.best_elsewhere)
    add(name(one.cell) + " best to " + chosen, one.to_chosen.joint, one.to_chosen.harms);
  for (const BaselineEntry& one : report.compared.baselines)
    add(std::string(name_of(one.title.kind)) + " to " + chosen, one.to_chosen->joint, one.to_chosen->harms);
  return orders;
}

double overlap(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::size_t both = 0;
  for (const auto& one : a) both += b.count(one);
  return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

struct SeedResult {
  std::set<std::string> set;
  std::map<std::string, int> orders;
};

SeedResult run_seed(const Mission& mission, std::uint64_t seed, SearchOptions options, int draws) {
  options.seed = Seed{seed};
  const double start = cpu_seconds();
  const Prepared prepared = prepare(mission, options, draws);
  const double planned = cpu_seconds();
  const auto report = search_timeline(mission, prepared.fitted, prepared.candidates, options);
  SeedResult result;
  for (const CellIndex cell : report.map.answer_set) result.set.insert(name_of(report.map.cells[cell]));
  result.orders = orders_of(report);
  const MapCell& chosen = chosen_cell(report);
  fmt::print(
      "seed {:2}: {:4.0f} s assessing, {:4.0f} s planning, {:4.0f} s searching; {} x {}; median width "
      "{:.1f}, "
      "widest {:.1f}; days shared {:.2f}; "
      "explained "
      "{:.2f}; set {} of {}; chosen {} {:.1f} [{:.1f}, {:.1f}]; ordered {}\n",
      seed, prepared.assessed - start, planned - prepared.assessed, cpu_seconds() - planned,
      report.budget.scenarios, report.budget.replications_per_scenario, 100.0 * report.budget.median_interval,
      100.0 * report.budget.widest_interval, report.budget.days_shared, report.budget.explained,
      result.set.size(), report.map.cells.size(), name_of(chosen), 100.0 * chosen.figures.joint.value,
      100.0 * chosen.figures.joint.interval.low, 100.0 * chosen.figures.joint.interval.high,
      result.orders.size());
  for (const CellIndex c : report.map.answer_set) {
    const MapCell& cell = report.map.cells[c];
    const PlanFigures& f = cell.figures;
    fmt::print(
        "    {} {:.1f} [{:.1f}, {:.1f}]; signed {:.0f}; signed or not {:.1f}; steps {}; warnings {}/{}; "
        "civilians {:.0f}; own {:.2f}\n",
        name_of(cell), 100.0 * f.joint.value, 100.0 * f.joint.interval.low, 100.0 * f.joint.interval.high,
        f.if_signed ? 100.0 * f.if_signed->in_time.value : 100.0,
        f.if_signed ? 100.0 * f.if_signed->joint_signed_or_not.value : 100.0 * f.joint.value,
        report.map.plans[cell.plan].plan.phases.size(), report.map.plans[cell.plan].flaws.grave,
        report.map.plans[cell.plan].flaws.other, f.harm[2].mean, f.harm[0].mean);
  }
  for (const BaselineEntry& one : report.compared.baselines)
    fmt::print("    baseline {}: {:.1f}, weighed alike {:.1f}; civilians {:.0f}; own {:.2f}\n",
               name_of(one.title.kind), 100.0 * one.figures.joint.value, 100.0 * one.joint_alike.value,
               one.figures.harm[2].mean, one.figures.harm[0].mean);
  std::fflush(stdout);
  return result;
}

int study_seeds(const Mission& mission, std::uint64_t first, std::uint64_t last, const SearchOptions& options,
                int draws) {
  std::vector<SeedResult> results;
  for (std::uint64_t seed = first; seed <= last; ++seed)
    results.push_back(run_seed(mission, seed, options, draws));
  double sum = 0.0, least = 1.0;
  std::size_t pairs = 0, both = 0, opposite = 0;
  for (std::size_t i = 0; i < results.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j, ++pairs) {
      const double one = overlap(results[i].set, results[j].set);
      sum += one;
      least = std::min(least, one);
      for (const auto& [name, sign] : results[i].orders) {
        const auto other = results[j].orders.find(name);
        if (other == results[j].orders.end()) continue;
        ++both;
        if (other->second == sign) continue;
        ++opposite;
        fmt::print("opposite: {}\n", name);
      }
    }
  }
  if (pairs == 0) return 0;
  fmt::print(
      "overlap of the sets: mean {:.2f}, least {:.2f}; ordered by both of two seeds {}, oppositely {}\n",
      sum / static_cast<double>(pairs), least, both, opposite);
  return 0;
}

// Tallies of some plans in scenarios of a block of their own.
std::vector<PlanTally> tallies_of(const Evaluator& evaluator, std::uint32_t first, std::uint32_t scenarios,
                                  std::uint32_t replications) {
  std::vector<std::size_t> plans(evaluator.plan_count());
  std::iota(plans.begin(), plans.end(), std::size_t{0});
  std::vector<PlanTally> tallies(plans.size());
  std::vector<PlanTally*> places;
  for (PlanTally& one : tallies) places.push_back(&one);
  extend_tallies_in_parts(evaluator, plans, {first, first}, scenarios, replications, places, 0);
  return tallies;
}

struct Held {
  int held = 0, all = 0;
  double width = 0.0;
  void add(const Interval& interval, double truth) {
    held += interval.low <= truth && truth <= interval.high ? 1 : 0;
    width += interval.high - interval.low;
    ++all;
  }
  void print(const char* what) const {
    fmt::print("{:32} {:3} of {:3} = {:5.1f} %, mean width {:.3g}\n", what, held, all, 100.0 * held / all,
               width / all);
  }
};

int study_coverage(const Mission& mission, int studies, std::uint32_t scenarios, std::uint32_t replications) {
  SearchOptions options = quick_options();
  options.seed = Seed{1};
  const Prepared prepared = prepare(mission, options, kFittedDraws);
  const CandidatePlans& kept = prepared.candidates;
  const simulate::Assessment& fitted = prepared.fitted;
  // Four plans spread over the grid.
  std::vector<Plan> plans;
  for (std::size_t i = 0; i < 4; ++i)
    plans.push_back(kept.candidates[i * (kept.candidates.size() - 1) / 3].plan);
  const SearchBudget budget = share_out(kept, judged_lines(mission), options);
  const SimulationEvaluator evaluator(mission, fitted, plans,
                                      {.seed = Seed{1}, .scenarios_together = budget.scenarios});
  const SimulationEvaluator other(mission, fitted, plans, {.seed = Seed{2}, .scenarios_together = scenarios});
  // As reported, and without the bias of counting few replications; the reference always without.
  const std::array<Judge, 2> judges{Judge(evaluator), Judge(evaluator, {.unbiased = true})};
  const Judge& best = judges[1];
  const auto truth = tallies_of(other, 0, scenarios, replications);
  fmt::print("studies of {} x {}, reference {} x {}\n", budget.scenarios, budget.replications, scenarios,
             replications);
  std::array<Held, 2> shares, differences;
  std::array<Held, kHarmKinds> harms;
  const auto mean_difference = [](const Scores& a, const Scores& b) {
    return mean_of(values_of_difference(a, b));
  };
  for (int s = 0; s < studies; ++s) {
    const std::uint32_t first = static_cast<std::uint32_t>(s) * budget.scenarios;
    const auto tallies = tallies_of(evaluator, first, budget.scenarios, budget.replications);
    std::vector<const PlanTally*> all;
    for (const PlanTally& one : tallies) all.push_back(&one);
    for (std::size_t which = 0; which < judges.size(); ++which) {
      const Judge& judge = judges[which];
      const Study study =
          study_of(evaluator, {first, first}, judge, all, 0.90, Seed{static_cast<std::uint64_t>(s)});
      for (std::size_t i = 0; i < plans.size(); ++i) {
        const auto own = judge.joint_scores(tallies[i]);
        shares[which].add(share_of(study, own).interval, best.joint_scores(truth[i]).mean());
        for (std::size_t j = 0; j < i; ++j) {
          differences[which].add(share_difference_of(study, own, judge.joint_scores(tallies[j])).interval,
                                 mean_difference(best.joint_scores(truth[i]), best.joint_scores(truth[j])));
          for (std::size_t kind = 0; which == 0 && kind < kHarmKinds; ++kind) {
            const auto values =
                values_of_difference(harm_scores(tallies[i], kind), harm_scores(tallies[j], kind));
            harms[kind].add(harm_mean_of(study, kind, values).interval,
                            mean_difference(harm_scores(truth[i], kind), harm_scores(truth[j], kind)));
          }
        }
      }
    }
  }
  shares[0].print("shares, as reported");
  shares[1].print("shares, without bias");
  differences[0].print("differences, as reported");
  differences[1].print("differences, without bias");
  for (std::size_t kind = 0; kind < kHarmKinds; ++kind)
    harms[kind].print(timeline::name_of(static_cast<HarmKind>(kind)));
  fmt::print("{:.0f} s\n", cpu_seconds());
  return 0;
}

int study(const std::vector<std::string>& words) {
  if (words.size() < 4) {
    fmt::print(stderr,
               "usage: timeline_search_study MISSION seeds FIRST LAST [full|quick [DRAWS [REPLICATIONS]]]\n"
               "       timeline_search_study MISSION coverage STUDIES SCENARIOS REPLICATIONS\n");
    return 2;
  }
  const Mission mission = load_mission(words[0], {});
  const auto number = [&](std::size_t i) { return static_cast<std::uint32_t>(std::stoul(words.at(i))); };
  if (words[1] == "coverage")
    return study_coverage(mission, static_cast<int>(number(2)), number(3), number(4));
  const bool full = words.size() > 4 && words[4] == "full";
  SearchOptions options = full ? full_options() : quick_options();
  if (words.size() > 6) options.replications = number(6);
  const int draws = words.size() > 5 ? static_cast<int>(number(5)) : kFittedDraws;
  return study_seeds(mission, number(2), number(3), options, draws);
}

}  // namespace

int main(int count, char** words) {
  return run_study([&] { return study({words + 1, words + count}); });
}
