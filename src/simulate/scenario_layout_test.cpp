#include "simulate/scenario_layout.h"

#include "simulate/test_scenarios.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::simulate;

namespace {

// `count` copies of the stage's only draw of each module, told apart by their level, their drift and their
// pace.
Stage with_draws(std::size_t count) {
  Stage stage = benchmark_stage();
  auto& fitted = stage.assessment;
  const auto threat = fitted.threat.draws.front();
  const auto partner = fitted.partner.draws.front();
  const auto talks = fitted.talks.draws.front();
  fitted.threat.draws.clear(), fitted.partner.draws.clear(), fitted.talks.draws.clear();
  for (std::size_t d = 0; d < count; ++d) {
    fitted.threat.draws.push_back(threat);
    for (double& rate : fitted.threat.draws.back().endemic)
      rate *= 1.0 + static_cast<double>((d * 37) % count);
    fitted.partner.draws.push_back(partner);
    fitted.talks.draws.push_back(talks);
  }
  return stage;
}

}  // namespace

TEST_CASE("every equally likely part of an assumption's range holds one scenario") {
  const Stage stage = with_draws(40);
  const ScenarioLayout layout(stage.mission, stage.assessment, Seed{3}, 25);
  const Assumption& assumption = stage.mission.assumptions.front();
  std::vector<double> values;
  for (std::uint32_t w = 0; w < layout.size(); ++w) values.push_back(layout.scenario(w).assumption.front());
  std::sort(values.begin(), values.end());
  for (std::size_t part = 0; part < values.size(); ++part) {
    CHECK(values[part] >= assumption_quantile(assumption, (static_cast<double>(part) + 1e-12) / 25.0) - 1e-9);
    CHECK(values[part] <=
          assumption_quantile(assumption, (static_cast<double>(part) + 1.0 - 1e-12) / 25.0) + 1e-9);
  }
}

TEST_CASE("no fitted draw comes twice before all have come once") {
  const Stage stage = with_draws(40);
  for (const std::uint32_t scenarios : {7U, 39U, 40U, 100U}) {
    const ScenarioLayout layout(stage.mission, stage.assessment, Seed{4}, scenarios);
    std::vector<std::size_t> times(40);
    for (std::uint32_t w = 0; w < scenarios; ++w) ++times[layout.scenario(w).threat_draw];
    const auto [least, most] = std::minmax_element(times.begin(), times.end());
    CHECK(*least >= scenarios / 40);
    CHECK(*most <= (scenarios + 39) / 40);
  }
}

TEST_CASE(
    "modules' draws and assumptions are matched at random, and layouts with other ids are independent") {
  const Stage stage = with_draws(200);
  const ScenarioLayout one(stage.mission, stage.assessment, Seed{5}, 200),
      two(stage.mission, stage.assessment, Seed{5}, 200, 1'000'000);
  const auto correlation = [](const std::vector<double>& x, const std::vector<double>& y) {
    double xy = 0.0, xx = 0.0, yy = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double a = x[i] - mean_of(x), b = y[i] - mean_of(y);
      xy += a * b, xx += a * a, yy += b * b;
    }
    return xy / std::sqrt(xx * yy);
  };
  std::vector<double> first, second, threat, other;
  for (std::uint32_t w = 0; w < 200; ++w) {
    const Scenario scenario = one.scenario(w);
    CHECK(scenario.id == w);
    first.push_back(scenario.assumption[0]);
    second.push_back(scenario.assumption[1]);
    threat.push_back(stage.assessment.threat.draws[scenario.threat_draw].endemic.front());
    other.push_back(two.scenario(w).assumption[0]);
  }
  // Four standard errors at 200 scenarios.
  CHECK(std::abs(correlation(first, second)) < 0.28);
  CHECK(std::abs(correlation(first, threat)) < 0.28);
  CHECK(std::abs(correlation(first, other)) < 0.28);
}

TEST_CASE("a mean over a layout has the error of what the inputs do not explain one by one") {
  // The mean of one assumption over 50 scenarios: Latin hypercubes leave a hundredth of the spread of the
  // mean of 50 independent draws, and no bias.
  const Stage stage = with_draws(10);
  const Assumption& assumption = stage.mission.assumptions.front();
  std::vector<double> of_layouts, alone;
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    const ScenarioLayout layout(stage.mission, stage.assessment, Seed{seed}, 50);
    double sum = 0.0, independent = 0.0;
    for (std::uint32_t w = 0; w < 50; ++w) {
      sum += layout.scenario(w).assumption.front() / 50.0;
      independent += draw_scenario(stage.mission, stage.assessment, Seed{seed}, w).assumption.front() / 50.0;
    }
    of_layouts.push_back(sum);
    alone.push_back(independent);
  }
  CHECK(variance_of(of_layouts) < 0.05 * variance_of(alone));
  const double width = assumption.range.high - assumption.range.low;
  CHECK(std::abs(mean_of(of_layouts) - mean_of(alone)) < 0.05 * width);
}

TEST_CASE("an even sample of a balanced order is even in both qualities") {
  std::vector<double> first, second;
  for (int i = 0; i < 400; ++i) {
    first.push_back((i * 181) % 400);
    second.push_back((i * 97 + 13) % 400);
  }
  const auto sample = systematic_sample(balanced_order(first, second), 100, 0.4);
  CHECK(std::set<std::uint32_t>(sample.begin(), sample.end()).size() == 100);
  // Of each quarter of either quality a quarter of the sample, give or take a few.
  for (const auto* quality : {&first, &second}) {
    for (int quarter = 0; quarter < 4; ++quarter) {
      const auto inside = std::count_if(sample.begin(), sample.end(), [&](std::uint32_t i) {
        return (*quality)[i] >= 100 * quarter && (*quality)[i] < 100 * (quarter + 1);
      });
      CHECK(std::abs(static_cast<int>(inside) - 25) <= 6);
    }
  }
}
