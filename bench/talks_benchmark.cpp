// The talks room's promises of speed: 80 actors to the end of the challenge model in under a second, 10,000
// draws of the ten-actor case in under five, on one core.
#include "talks/challenge.h"
#include "talks/emission_example.h"
#include "talks/terms.h"

#include <algorithm>

#include <benchmark/benchmark.h>

namespace {

using namespace handover;
using namespace handover::talks;

IssueInputs many_actors(std::size_t count) {
  IssueInputs issue;
  const RandomStream dice(Seed{1}, 0, 0, Purpose::test);
  for (std::size_t i = 0; i < count; ++i) {
    const auto slot = static_cast<std::uint32_t>(3 * i);
    issue.actor.push_back(i);
    issue.veto.push_back(false);
    issue.position.push_back(100.0 * dice.uniform_at(0, slot));
    issue.salience.push_back(100.0 * dice.uniform_at(0, slot + 1));
    issue.influence.push_back(dice.uniform_at(0, slot + 2));
  }
  return issue;
}

// Until nobody moves by more than a thousandth of the range, or 100 rounds: some tables cycle for ever.
void challenge_to_convergence(benchmark::State& state) {
  const IssueInputs issue = many_actors(static_cast<std::size_t>(state.range(0)));
  ChallengeRules rules;
  rules.rounds = 100;
  rules.settled = 1e-3;
  std::size_t rounds = 0;
  for (auto _ : state) {
    const auto result = challenge_rounds(issue, rules);
    rounds = result.size();
    benchmark::DoNotOptimize(result.back().median);
  }
  state.counters["rounds"] = static_cast<double>(rounds);
}
BENCHMARK(challenge_to_convergence)->Arg(10)->Arg(80)->Arg(500)->Unit(benchmark::kMillisecond)->Iterations(1);

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
