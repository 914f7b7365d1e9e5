#include "timeline/tallies.h"

#include "base/parallel.h"

#include <algorithm>

namespace handover::timeline {
namespace {

using Call = Judge::Call;

// Plans that go through the same replications together, so that they live the days they have in common once.
constexpr std::size_t kShared = 12;
// Scenarios that one thread takes at a time.
constexpr std::size_t kScenariosAtATime = 8;

// Errors that the three sets of cuts are set for.
constexpr double kAims[] = {0.03, 0.12, 0.35};

bool is_kept(Call call) {
  return call == Call::kept || call == Call::surely_kept;
}

Judge::LineSet line_set(const std::vector<JudgedLine>& lines, const std::vector<std::size_t>& chosen,
                        std::uint32_t replications, double margin, double aim) {
  Judge::LineSet set{.lines = chosen, .cuts = {}};
  for (const std::size_t line : chosen) {
    set.cuts.push_back(cuts_for(lines[line].tolerated, replications, chosen.size(), margin, aim));
    set.kept_error = std::max(set.kept_error, set.cuts.back().kept_error);
    set.broken_error += set.cuts.back().broken_error;
  }
  return set;
}

// Empty tallies for the scenarios that are still wanted.
struct NewScenarios {
  std::uint32_t first = 0;                        // of the new scenarios
  std::size_t scenarios = 0;                      // new ones
  std::vector<std::span<ScenarioTally>> of_plan;  // [plan][new scenario]
};
NewScenarios add_scenarios(const Evaluator& evaluator, std::uint32_t scenarios,
                           std::span<PlanTally* const> tallies) {
  NewScenarios added;
  if (tallies.empty()) return added;
  added.first = static_cast<std::uint32_t>(tallies.front()->scenarios.size());
  if (scenarios <= added.first) return added;
  added.scenarios = scenarios - added.first;
  for (PlanTally* tally : tallies) {
    tally->scenarios.resize(scenarios, evaluator.empty_tally());
    added.of_plan.push_back(std::span(tally->scenarios).subspan(added.first));
  }
  return added;
}

}  // namespace

const char* words_of(HarmKind kind) {
  switch (kind) {
    case HarmKind::coalition_deaths:
      return "coalition deaths";
    case HarmKind::host_force_deaths:
      return "host-force deaths";
    case HarmKind::civilians_killed:
      return "civilians killed";
    case HarmKind::civilians_displaced:
      return "civilians displaced";
  }
  return "";
}

std::uint64_t extend_tally(const Evaluator& evaluator, std::size_t plan, const DrawRange& randomness,
                           std::uint32_t scenarios, std::uint32_t replications, PlanTally& tally) {
  PlanTally* one = &tally;
  return extend_tallies(evaluator, std::span(&plan, 1), randomness, scenarios, replications,
                        std::span(&one, 1));
}

std::uint64_t extend_tallies(const Evaluator& evaluator, std::span<const std::size_t> plans,
                             const DrawRange& randomness, std::uint32_t scenarios, std::uint32_t replications,
                             std::span<PlanTally* const> tallies) {
  const NewScenarios added = add_scenarios(evaluator, scenarios, tallies);
  if (added.scenarios == 0) return 0;
  evaluator.run_many(plans, randomness.first_scenario + added.first, randomness.first_replication,
                     replications, added.of_plan);
  return std::uint64_t{added.scenarios} * replications * plans.size();
}

std::uint64_t extend_tallies_in_parts(const Evaluator& evaluator, std::span<const std::size_t> plans,
                                      const DrawRange& randomness, std::uint32_t scenarios,
                                      std::uint32_t replications, std::span<PlanTally* const> tallies,
                                      int threads) {
  const NewScenarios added = add_scenarios(evaluator, scenarios, tallies);
  const std::size_t runs = (added.scenarios + kScenariosAtATime - 1) / kScenariosAtATime;
  const std::size_t blocks = (plans.size() + kShared - 1) / kShared;
  parallel_for(blocks * runs, threads, [&](std::size_t item) {
    const std::size_t first = item / runs * kShared, count = std::min(kShared, plans.size() - first);
    const std::size_t from = item % runs * kScenariosAtATime;
    std::vector<std::span<ScenarioTally>> rows;
    for (std::size_t i = first; i < first + count; ++i)
      rows.push_back(added.of_plan[i].subspan(from, std::min(kScenariosAtATime, added.scenarios - from)));
    evaluator.run_many(plans.subspan(first, count),
                       randomness.first_scenario + added.first + static_cast<std::uint32_t>(from),
                       randomness.first_replication, replications, rows);
  });
  return std::uint64_t{added.scenarios} * replications * plans.size();
}

Judge::Judge(const Evaluator& evaluator, std::uint32_t replications, double margin)
    : Judge(evaluator, replications, margin, kAims[1]) {
  siblings_.push_back(Judge(evaluator, replications, margin, kAims[0]));
  siblings_.push_back(Judge(evaluator, replications, margin, kAims[2]));
}

Judge::Judge(const Evaluator& evaluator, std::uint32_t replications, double margin, double aim)
    : replications_(replications), margin_(margin), aim_(aim), lines_(evaluator.lines()) {
  std::vector<std::size_t> decisive;
  for (std::size_t party = 0; party < evaluator.parties().size(); ++party) {
    std::vector<std::size_t> own;
    for (std::size_t line = 0; line < lines_.size(); ++line) {
      if (lines_[line].party == party) own.push_back(line);
    }
    by_party_.push_back(line_set(lines_, own, replications, margin, aim));
    if (!evaluator.parties()[party].decides) continue;
    deciding_.push_back(party);
    decisive.insert(decisive.end(), own.begin(), own.end());
  }
  all_ = line_set(lines_, decisive, replications, margin, aim);
}

Call Judge::call(const ScenarioTally& tally, const LineSet& set) const {
  bool surely_kept = true, kept = true;
  for (std::size_t i = 0; i < set.lines.size(); ++i) {
    const auto breaks = static_cast<int>(tally.breaks[set.lines[i]]);
    if (breaks >= set.cuts[i].broken_at_least) return Call::surely_broken;
    kept = kept && breaks <= set.cuts[i].plug_in;
    surely_kept = surely_kept && breaks <= set.cuts[i].kept_at_most;
  }
  if (surely_kept) return Call::surely_kept;
  return kept ? Call::kept : Call::broken;
}

Call Judge::of_party(const ScenarioTally& tally, std::size_t party) const {
  return call(tally, by_party_[party]);
}
Call Judge::of_all(const ScenarioTally& tally) const {
  return call(tally, all_);
}
bool Judge::keeps(const ScenarioTally& tally, std::size_t party) const {
  return is_kept(of_party(tally, party));
}
bool Judge::all_keep(const ScenarioTally& tally) const {
  return is_kept(of_all(tally));
}

Share Judge::share(const std::vector<Call>& calls, const LineSet& set, double confidence) const {
  ScenarioCounts counts{
      .scenarios = calls.size(), .kept_error = set.kept_error, .broken_error = set.broken_error};
  for (const Call call : calls) {
    counts.kept += is_kept(call) ? 1 : 0;
    counts.surely_kept += call == Call::surely_kept ? 1 : 0;
    counts.surely_broken += call == Call::surely_broken ? 1 : 0;
  }
  return share_of_scenarios(counts, confidence);
}

Share Judge::party_share(const PlanTally& tally, std::size_t party, double confidence) const {
  return intersect(confidence, [&](const Judge& judge, double each) {
    std::vector<Call> calls;
    for (const ScenarioTally& scenario : tally.scenarios) calls.push_back(judge.of_party(scenario, party));
    return judge.share(calls, judge.by_party_[party], each);
  });
}

void cap_at(Share& joint, const Share& party) {
  joint.interval.high = std::max(joint.value, std::min(joint.interval.high, party.interval.high));
}

Share Judge::joint_share(const PlanTally& tally, double confidence) const {
  Share joint = intersect(confidence, [&](const Judge& judge, double each) {
    std::vector<Call> calls;
    for (const ScenarioTally& scenario : tally.scenarios) calls.push_back(judge.of_all(scenario));
    return judge.share(calls, judge.all_, each);
  });
  for (const std::size_t party : deciding_) cap_at(joint, party_share(tally, party, confidence));
  return joint;
}

Share Judge::line_share(const PlanTally& tally, std::size_t line, double confidence) const {
  return intersect(confidence, [&](const Judge& judge, double each) {
    const LineSet set = line_set(lines_, {line}, replications_, margin_, judge.aim_);
    std::vector<Call> calls;
    for (const ScenarioTally& scenario : tally.scenarios) calls.push_back(call(scenario, set));
    return share(calls, set, each);
  });
}

}  // namespace handover::timeline
