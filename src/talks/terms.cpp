#include "talks/terms.h"

#include "base/parallel.h"
#include "numerics/statistics.h"
#include "talks/settlement.h"

#include <algorithm>
#include <cmath>

namespace handover::talks {
namespace {

constexpr int kVarianceDraws = 2000;  // shares are read to a few per cent, not to digits

// What one draw gives: forecasts by issue and model, without the rounds, and where each actor ends.
struct Drawn {
  std::vector<std::vector<Forecast>> forecast;   // [issue][model]
  std::vector<std::vector<double>> first, last;  // [issue][actor held], under the first model with rounds
};

std::vector<Settle> prepare(const std::vector<ModelChoice>& models) {
  std::vector<Settle> settle;
  for (const ModelChoice& choice : models) settle.push_back(choice.model->make(choice.options));
  return settle;
}

// A model may see a deal where somebody with a veto would rather have none: that is no deal either.
Forecast consented(Forecast forecast, const IssueInputs& issue) {
  if (forecast.available()) forecast.deal = forecast.deal && accepted_by_vetoes({issue}, {forecast.point});
  return forecast;
}

Drawn settle_all(const std::vector<IssueInputs>& inputs, const std::vector<Settle>& settle) {
  Drawn drawn;
  for (const IssueInputs& issue : inputs) {
    auto& forecasts = drawn.forecast.emplace_back();
    auto& last = drawn.last.emplace_back();
    drawn.first.push_back(issue.position);
    for (const Settle& model : settle) {
      Forecast forecast = consented(model(issue), issue);
      if (last.empty() && !forecast.rounds.empty()) last = forecast.rounds.back().position;
      forecast.rounds.clear();
      forecast.chance_of.clear();
      forecasts.push_back(std::move(forecast));
    }
  }
  return drawn;
}

ModelOnIssue summary(const ModelChoice& choice, Forecast central, const std::vector<Drawn>& drawn,
                     std::size_t issue, std::size_t model) {
  ModelOnIssue result;
  result.model = choice.model->name;
  result.title = choice.model->title;
  result.central = std::move(central);
  std::size_t deals = 0;
  for (const Drawn& draw : drawn) {
    const Forecast& forecast = draw.forecast[issue][model];
    if (!forecast.available()) continue;
    result.points.push_back(forecast.point);
    deals += forecast.deal ? 1 : 0;
  }
  if (result.points.empty()) {
    const double point = result.central.point;
    result.spread = {point, point, point, point, point, point};
    result.deal_share = result.central.deal ? 1.0 : 0.0;
    return result;
  }
  result.spread = spread_of(result.points);
  result.deal_share = static_cast<double>(deals) / static_cast<double>(result.points.size());
  return result;
}

std::vector<Move> moves_on(const IssueInputs& central, const std::vector<Drawn>& drawn, std::size_t issue) {
  std::vector<Move> moves;
  if (drawn.empty() || drawn.front().last[issue].empty()) return moves;
  for (std::size_t i = 0; i < central.size(); ++i) {
    std::vector<double> from, to;
    for (const Drawn& draw : drawn) {
      from.push_back(draw.first[issue][i]);
      to.push_back(draw.last[issue][i]);
    }
    moves.push_back({central.actor[i], spread_of(std::move(from)), spread_of(std::move(to))});
  }
  return moves;
}

double squared(double x) {
  return x * x;
}

}  // namespace

std::vector<ModelChoice> with_baselines(std::vector<ModelChoice> chosen) {
  for (const char* name : {"constant_50", "status_quo"}) {
    const bool there = std::any_of(chosen.begin(), chosen.end(),
                                   [&](const ModelChoice& choice) { return choice.model->name == name; });
    if (!there) chosen.push_back({find_model(name), {}});
  }
  return chosen;
}

std::vector<IssueTerms> compare_terms(const BargainTable& table, const std::vector<ModelChoice>& models,
                                      Seed seed, int draws, int threads) {
  const auto settle = prepare(models);
  const auto central = central_inputs(table);
  std::vector<Drawn> drawn(table.uncertain() ? static_cast<std::size_t>(std::max(0, draws)) : 0);
  parallel_for(drawn.size(), threads, [&](std::size_t i) {
    const RandomStream stream{seed, static_cast<std::uint32_t>(i), 0, Purpose::settlement};
    drawn[i] = settle_all(draw_inputs(table, stream), settle);
  });
  std::vector<Drawn> exact = {settle_all(central, settle)};
  std::vector<IssueTerms> terms(table.issues.size());
  for (std::size_t k = 0; k < terms.size(); ++k) {
    for (std::size_t m = 0; m < models.size(); ++m)
      terms[k].models.push_back(
          summary(models[m], consented(settle[m](central[k]), central[k]), drawn, k, m));
    terms[k].moves = moves_on(central[k], drawn.empty() ? exact : drawn, k);
  }
  if (drawn.empty()) return terms;
  const auto shares = variance_shares(table, seed, std::min(draws, kVarianceDraws));
  for (std::size_t k = 0; k < terms.size(); ++k) terms[k].variance = shares[k];
  return terms;
}

std::vector<std::vector<VarianceShare>> variance_shares(const BargainTable& table, Seed seed, int draws) {
  const std::size_t issues = table.issues.size(), actors = table.actors.size();
  std::vector<std::vector<double>> values(issues);
  std::vector<std::vector<double>> alone(issues, std::vector<double>(actors, 0.0));
  auto without = alone;
  for (int d = 0; d < draws; ++d) {
    const auto scenario = static_cast<std::uint32_t>(d);
    // Two independent sets of random draws: the draw's own and one of a second replication.
    const RandomStream a{seed, scenario, 0, Purpose::settlement}, b{seed, scenario, 1, Purpose::settlement};
    const auto draws_a = draw_stakes(table, a), draws_b = draw_stakes(table, b);
    const auto from_a = inputs_from(table, draws_a), from_b = inputs_from(table, draws_b);
    std::vector<double> at_a(issues), at_b(issues);
    for (std::size_t k = 0; k < issues; ++k) {
      at_a[k] = weighted_mean(from_a[k]);
      at_b[k] = weighted_mean(from_b[k]);
      values[k].push_back(at_a[k]);
      values[k].push_back(at_b[k]);
    }
    for (std::size_t i = 0; i < actors; ++i) {
      auto randomness = draws_a;
      for (std::size_t s = 0; s < randomness.size(); ++s)
        if (table.stakes[s].actor == i) randomness[s] = draws_b[s];
      const auto mixed = inputs_from(table, randomness);
      for (std::size_t k = 0; k < issues; ++k) {
        const double value = weighted_mean(mixed[k]);
        without[k][i] += squared(at_a[k] - value) / (2.0 * draws);
        alone[k][i] += squared(at_b[k] - value) / (2.0 * draws);
      }
    }
  }
  std::vector<std::vector<VarianceShare>> shares(issues);
  for (std::size_t k = 0; k < issues; ++k) {
    const double variance = variance_of(values[k]);
    for (const Stake& stake : table.stakes) {
      if (stake.issue != k || !(variance > 0.0)) continue;
      shares[k].push_back(
          {stake.actor, 1.0 - alone[k][stake.actor] / variance, without[k][stake.actor] / variance});
    }
    std::sort(shares[k].begin(), shares[k].end(), [](const VarianceShare& x, const VarianceShare& y) {
      return x.total != y.total ? x.total > y.total : x.actor < y.actor;
    });
  }
  return shares;
}

}  // namespace handover::talks
