#include "timeline/information.h"

#include "base/random_stream.h"
#include "numerics/statistics.h"
#include "timeline/regression.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace handover::timeline {
namespace {

struct Evppi {
  double value = 0.0;
  bool changes = false;
};

// E over the input of the best plan's fitted worth, less the worth of the best plan overall.
Evppi evppi_of(std::span<const double> x, const std::vector<std::vector<double>>& worth) {
  std::vector<Curve> curves;
  for (const auto& plan : worth) curves.emplace_back(x, plan);
  std::vector<double> mean(worth.size(), 0.0);
  double with_knowledge = 0.0;
  std::vector<std::size_t> best_at;
  for (const double value : x) {
    double best = -1e300;
    std::size_t who = 0;
    for (std::size_t p = 0; p < curves.size(); ++p) {
      const double fitted = curves[p].at(value);
      mean[p] += fitted;
      if (fitted > best) {
        best = fitted;
        who = p;
      }
    }
    with_knowledge += best;
    best_at.push_back(who);
  }
  const auto top = static_cast<std::size_t>(std::max_element(mean.begin(), mean.end()) - mean.begin());
  Evppi result;
  result.value = std::max(0.0, (with_knowledge - mean[top]) / static_cast<double>(x.size()));
  result.changes = std::any_of(best_at.begin(), best_at.end(), [&](std::size_t who) { return who != top; });
  return result;
}

std::vector<std::size_t> draw_rows(const RandomStream& stream, std::size_t scenarios) {
  std::vector<std::size_t> rows(scenarios);
  for (std::size_t w = 0; w < scenarios; ++w) {
    const double uniform = stream.uniform_at(1, static_cast<std::uint32_t>(w));
    rows[w] = static_cast<std::size_t>(uniform * static_cast<double>(scenarios));
  }
  return rows;
}

// Fisher & Yates.
void shuffle(std::vector<double>& values, const RandomStream& stream) {
  for (std::size_t i = values.size(); i > 1; --i) {
    const double uniform = stream.uniform_at(2, static_cast<std::uint32_t>(i));
    std::swap(values[i - 1], values[static_cast<std::size_t>(uniform * static_cast<double>(i))]);
  }
}

}  // namespace

std::vector<InformationValue> information_values(std::span<const double> worth, std::size_t plans,
                                                 std::span<const double> inputs, std::size_t count,
                                                 unsigned repetitions) {
  if (plans == 0 || worth.size() % plans != 0) throw std::logic_error("one row of worth for each plan");
  const std::size_t scenarios = worth.size() / plans;
  if (inputs.size() != scenarios * count) throw std::logic_error("one row of inputs for each scenario");
  std::vector<InformationValue> values;
  if (scenarios < 16 || plans < 2) return values;
  const auto gather = [&](const std::vector<std::size_t>& rows, std::size_t k, std::vector<double>& x,
                          std::vector<std::vector<double>>& y) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      x[i] = inputs[rows[i] * count + k];
      for (std::size_t p = 0; p < plans; ++p) y[p][i] = worth[p * scenarios + rows[i]];
    }
  };
  std::vector<double> x(scenarios);
  std::vector<std::vector<double>> y(plans, std::vector<double>(scenarios));
  std::vector<std::size_t> rows(scenarios);
  for (std::size_t w = 0; w < scenarios; ++w) rows[w] = w;
  for (std::size_t k = 0; k < count; ++k) {
    gather(rows, k, x, y);
    const Evppi whole = evppi_of(x, y);
    InformationValue value{.input = k, .value = whole.value, .changes_plan = whole.changes};
    std::vector<double> again;
    for (unsigned r = 0; r < repetitions && whole.value > 0.0; ++r) {
      const RandomStream stream(Seed{17}, r, static_cast<std::uint32_t>(k), Purpose::bootstrap);
      gather(draw_rows(stream, scenarios), k, x, y);
      again.push_back(evppi_of(x, y).value);
    }
    value.error = std::sqrt(variance_of(again));
    values.push_back(value);
  }
  std::vector<double> largest;
  for (unsigned r = 0; r < repetitions; ++r) {
    double most = 0.0;
    for (std::size_t k = 0; k < count; ++k) {
      gather(rows, k, x, y);
      shuffle(x, RandomStream(Seed{19}, r, static_cast<std::uint32_t>(k), Purpose::bootstrap));
      most = std::max(most, evppi_of(x, y).value);
    }
    largest.push_back(most);
  }
  for (InformationValue& value : values) value.noise = largest.empty() ? 0.0 : quantile_of(largest, 0.95);
  std::stable_sort(values.begin(), values.end(),
                   [](const InformationValue& a, const InformationValue& b) { return a.value > b.value; });
  return values;
}

}  // namespace handover::timeline
