#include "simulate/sensitivity.h"

#include "base/parallel.h"
#include "base/random_stream.h"
#include "base/steps.h"
#include "numerics/draws.h"

#include <algorithm>
#include <cmath>

namespace handover::simulate {
namespace {

using Row = std::array<double, kMetrics>;

constexpr const char* kFittedNames[] = {"threat parameters (fitted)", "partner parameters (fitted)",
                                        "talks parameters (fitted)"};

// A point of the design: one uniform a factor.
struct Design {
  std::vector<Scenario> a, b;                   // scenarios of the two base samples
  std::vector<std::uint32_t> draws_a, draws_b;  // first replication of each row
};

Scenario scenario_at(const Mission& mission, const Assessment& assessment, const RandomStream& randomness,
                     std::uint32_t row) {
  Scenario scenario;
  const auto assumptions = static_cast<std::uint32_t>(mission.assumptions.size());
  for (std::uint32_t i = 0; i < assumptions; ++i)
    scenario.assumption.push_back(assumption_quantile(mission.assumptions[i], randomness.uniform_at(row, i)));
  scenario.threat_draw = even_index(randomness.uniform_at(row, assumptions), assessment.threat.draws.size());
  scenario.partner_draw =
      even_index(randomness.uniform_at(row, assumptions + 1), assessment.partner.draws.size());
  scenario.talks_draw =
      even_index(randomness.uniform_at(row, assumptions + 2), assessment.talks.draws.size());
  return scenario;
}

Design design_of(const Mission& mission, const Assessment& assessment, const SensitivityOptions& options) {
  const RandomStream first(options.seed, 0, 0, Purpose::search), second(options.seed, 1, 0, Purpose::search);
  Design design;
  for (std::uint32_t row = 0; row < options.rows; ++row) {
    design.a.push_back(scenario_at(mission, assessment, first, row));
    design.b.push_back(scenario_at(mission, assessment, second, row));
    design.draws_a.push_back(2 * row * options.replications_per_scenario);
    design.draws_b.push_back((2 * row + 1) * options.replications_per_scenario);
  }
  return design;
}

// Row `row` of a, with factor `factor` from b; factor count: none; count + 1: all of b.
struct Point {
  Scenario scenario;
  std::uint32_t first_replication;
};
Point point_at(const Design& design, std::size_t factors, std::size_t factor, std::size_t row) {
  if (factor > factors) return {design.b[row], design.draws_b[row]};
  Point point{design.a[row], design.draws_a[row]};
  const Scenario& other = design.b[row];
  const std::size_t assumptions = point.scenario.assumption.size();
  if (factor == factors) return point;
  if (factor < assumptions)
    point.scenario.assumption[factor] = other.assumption[factor];
  else if (factor == assumptions)
    point.scenario.threat_draw = other.threat_draw;
  else if (factor == assumptions + 1)
    point.scenario.partner_draw = other.partner_draw;
  else if (factor == assumptions + 2)
    point.scenario.talks_draw = other.talks_draw;
  else
    point.first_replication = design.draws_b[row];
  return point;
}

Row mean_metrics(Session& session, const Point& point, const SensitivityOptions& options) {
  session.enter(point.scenario, options.seed);
  Row sum{};
  for (std::uint32_t f = 0; f < options.replications_per_scenario; ++f) {
    const Outcome& outcome = session.run(point.first_replication + f);
    for (std::size_t m = 0; m < kMetrics; ++m) sum[m] += outcome.metric[m];
  }
  for (double& value : sum) value /= options.replications_per_scenario;
  return sum;
}

struct Sums {
  double first = 0.0, total = 0.0;
};

// Table 2 (b): f(B) (f(A_B) - f(A)); (f): (f(A) - f(A_B))^2 / 2. Centred, so that a large mean costs no
// digits.
Sums row_sums(double a, double b, double mixed, double mean) {
  return {(b - mean) * (mixed - a), 0.5 * (a - mixed) * (a - mixed)};
}

double variance_of_both(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> both = a;
  both.insert(both.end(), b.begin(), b.end());
  return variance_of(both);
}

Interval middle_90(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {quantile_of_sorted(values, 0.05), quantile_of_sorted(values, 0.95)};
}

// Rows drawn with replacement, the same for all factors.
struct Resample {
  std::vector<std::uint32_t> row;
  double mean = 0.0, variance = 0.0;
};
Resample resample_of(const std::vector<double>& a, const std::vector<double>& b, Seed seed,
                     std::uint32_t which) {
  const RandomStream randomness(seed, which, 0, Purpose::bootstrap);
  Resample resample;
  std::vector<double> both;
  for (std::uint32_t i = 0; i < a.size(); ++i) {
    const std::uint32_t row = even_index(randomness.uniform_at(0, i), a.size());
    resample.row.push_back(row);
    both.push_back(a[row]);
    both.push_back(b[row]);
  }
  resample.mean = mean_of(both);
  resample.variance = variance_of(both);
  return resample;
}

}  // namespace

Indices saltelli_indices(const std::vector<double>& a, const std::vector<double>& b,
                         const std::vector<std::vector<double>>& mixed, Seed seed, std::uint32_t bootstrap) {
  const auto n = static_cast<double>(a.size());
  const double mean = 0.5 * (mean_of(a) + mean_of(b)), variance = variance_of_both(a, b);
  std::vector<Resample> resamples;
  for (std::uint32_t i = 0; variance > 0.0 && i < bootstrap; ++i)
    resamples.push_back(resample_of(a, b, seed, i));
  Indices indices;
  for (const std::vector<double>& column : mixed) {
    Estimate first, total;
    std::vector<double> firsts, totals;
    const auto estimate = [&](const auto& rows, double m, double v) {
      Sums sums;
      for (const std::uint32_t r : rows) {
        const Sums one = row_sums(a[r], b[r], column[r], m);
        sums.first += one.first;
        sums.total += one.total;
      }
      return Sums{v > 0.0 ? sums.first / n / v : 0.0, v > 0.0 ? sums.total / n / v : 0.0};
    };
    std::vector<std::uint32_t> every(a.size());
    for (std::uint32_t r = 0; r < every.size(); ++r) every[r] = r;
    const Sums all = estimate(every, mean, variance);
    for (const Resample& resample : resamples) {
      const Sums one = estimate(resample.row, resample.mean, resample.variance);
      firsts.push_back(one.first);
      totals.push_back(one.total);
    }
    first.value = all.first;
    total.value = all.total;
    if (!firsts.empty()) {
      first.interval = middle_90(firsts);
      total.interval = middle_90(totals);
    }
    indices.first.push_back(first);
    indices.total.push_back(total);
  }
  return indices;
}

Sensitivity sensitivity(const Mission& mission, const Assessment& assessment, const Plan& plan,
                        const SensitivityOptions& options) {
  const Simulator simulator(mission, assessment, plan);
  const Design design = design_of(mission, assessment, options);
  const std::size_t assumptions = mission.assumptions.size(), factors = assumptions + 4;
  std::vector<std::vector<Row>> values(factors + 2, std::vector<Row>(options.rows));
  Steps steps((factors + 2) * options.rows, options.progress);
  parallel_for(options.rows, options.threads, [&](std::size_t row) {
    Session session(simulator);
    for (std::size_t factor = 0; factor < factors + 2; ++factor)
      values[factor][row] = mean_metrics(session, point_at(design, factors, factor, row), options);
    steps.advance(factors + 2);
  });
  Sensitivity result;
  result.rows = options.rows;
  result.replications_per_scenario = options.replications_per_scenario;
  result.replications = std::uint64_t{options.rows} * (factors + 2) * options.replications_per_scenario;
  result.factors.resize(factors);
  for (std::size_t i = 0; i < factors; ++i) {
    const bool assumed = i < assumptions;
    result.factors[i].name = assumed           ? mission.assumptions[i].key
                             : i + 1 < factors ? kFittedNames[i - assumptions]
                                               : "random draws";
    result.factors[i].assumption = assumed ? std::optional(i) : std::nullopt;
  }
  for (std::size_t m = 0; m < kMetrics; ++m) {
    const auto column = [&](std::size_t factor) {
      std::vector<double> y;
      for (const Row& row : values[factor]) y.push_back(row[m]);
      return y;
    };
    std::vector<std::vector<double>> mixed;
    for (std::size_t i = 0; i < factors; ++i) mixed.push_back(column(i));
    const auto a = column(factors), b = column(factors + 1);
    result.mean[m] = 0.5 * (mean_of(a) + mean_of(b));
    result.variance[m] = variance_of_both(a, b);
    const Indices indices = saltelli_indices(a, b, mixed, options.seed, options.bootstrap);
    for (std::size_t i = 0; i < factors; ++i) {
      result.factors[i].first[m] = indices.first[i];
      result.factors[i].total[m] = indices.total[i];
    }
  }
  return result;
}

}  // namespace handover::simulate
