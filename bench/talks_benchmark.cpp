// The talks module's promises of speed: 80 actors to the end of the challenge model in under a second, 10,000
// draws of the ten-actor case in under five, on one core.
#include "talks/challenge.h"
#include "talks/emission_example.h"
#include "talks/terms.h"

#include <algorithm>

#include <benchmark/benchmark.h>

namespace {

using namespace handover;
using namespace handover::talks;

IssueInputs many_actors(std::size_t count, unsigned seed) {
  IssueInputs issue;
  const RandomStream randomness(Seed{seed}, 0, 0, Purpose::test);
  for (std::size_t i = 0; i < count; ++i) {
    const auto slot = static_cast<std::uint32_t>(3 * i);
    issue.actor.push_back(i);
    issue.veto.push_back(false);
    issue.position.push_back(100.0 * randomness.uniform_at(0, slot));
    issue.salience.push_back(100.0 * randomness.uniform_at(0, slot + 1));
    issue.influence.push_back(randomness.uniform_at(0, slot + 2));
  }
  return issue;
}

ChallengeRules until_settled(bool as_printed) {
  ChallengeRules rules;
  rules.rounds = 1000;
  rules.settled = 1e-3;
  if (as_printed) rules.votes = ChallengeRules::Votes::pair;
  return rules;
}

// Until positions repeat within a thousandth of the range: nobody moves any more, or a cycle has come round
// once in full. `end`: 0 settled, 1 cycle, 2 neither in 1,000 rounds. The whole of KTAB's spatial model
// (default parameters) takes 184 s of processor time for 80 actors on the machine this was written on.
void challenge_to_convergence(benchmark::State& state) {
  const IssueInputs issue =
      many_actors(static_cast<std::size_t>(state.range(0)), static_cast<unsigned>(state.range(1)));
  const ChallengeRules rules = until_settled(state.range(2) == 1);
  ChallengeRun run;
  for (auto _ : state) {
    run = challenge_run(issue, rules);
    benchmark::DoNotOptimize(run.rounds.back().median);
  }
  state.counters["rounds"] = static_cast<double>(run.rounds.size());
  state.counters["end"] = static_cast<double>(run.end);
  state.counters["cycle"] = static_cast<double>(run.cycle);
  state.SetLabel(run.end == RoundsEnd::settled ? "settled" : run.end == RoundsEnd::cycle ? "cycle" : "cap");
}
// Actors, table, and 1 for eq. 31 as printed: the published reading goes round in cycles as a rule.
BENCHMARK(challenge_to_convergence)
    ->Args({10, 1, 0})
    ->Args({80, 1, 0})
    ->Args({80, 2, 1})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);

// How often that happens: twenty tables of 80 actors, under the published reading and under eq. 31 as
// printed.
void twenty_tables(benchmark::State& state) {
  ChallengeRules rules = until_settled(state.range(0) == 1);
  rules.rounds = 200;
  int settled = 0, cycles = 0;
  for (auto _ : state) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
      const ChallengeRun run = challenge_run(many_actors(80, seed), rules);
      settled += run.end == RoundsEnd::settled ? 1 : 0;
      cycles += run.end == RoundsEnd::cycle ? 1 : 0;
    }
  }
  state.counters["settled"] = settled;
  state.counters["cycles"] = cycles;
  state.counters["neither"] = 20 - settled - cycles;
  state.SetLabel(state.range(0) == 0 ? "the published reading" : "eq. 31 as printed");
}
BENCHMARK(twenty_tables)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond)->Iterations(1);

// Five hundred actors: the eight rounds of the literature.
void five_hundred_actors(benchmark::State& state) {
  const IssueInputs issue = many_actors(500, 1);
  for (auto _ : state) benchmark::DoNotOptimize(challenge_rounds(issue, {}).back().median);
}
BENCHMARK(five_hundred_actors)->Unit(benchmark::kMillisecond)->Iterations(1);

// Ten actors with ranges on all three judgements, all models, eight rounds of the challenge model.
BargainTable ten_uncertain_actors() {
  const IssueInputs example = emission_example();
  BargainTable table;
  table.issues.resize(1);
  table.issues[0].low = 4.0;
  table.issues[0].high = 10.0;
  for (std::size_t i = 0; i < example.size(); ++i) {
    table.actors.push_back({"actor", std::nullopt});
    const auto around = [](double value, double low, double high) {
      return Judged{{std::max(low, 0.8 * value), value, std::min(high, 1.2 * value)}, RangeForm::pert};
    };
    table.stakes.push_back({i, 0, around(example.position[i], 4.0, 10.0),
                            around(example.salience[i], 0.0, 100.0), around(example.influence[i], 0.0, 1.0),
                            false});
  }
  return table;
}

void ten_thousand_draws(benchmark::State& state) {
  const BargainTable table = ten_uncertain_actors();
  std::vector<ModelChoice> models;
  for (const TermsModel& model : terms_models()) models.push_back({&model, {}});
  for (auto _ : state) {
    const auto terms = compare_terms(table, models, Seed{1}, 10'000, 1);
    benchmark::DoNotOptimize(terms.front().models.front().spread.q50);
  }
}
BENCHMARK(ten_thousand_draws)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace

BENCHMARK_MAIN();
