// Whether 90 % intervals hold the truth nine times in ten: parameters are drawn, counts made up from them,
// the model refitted, and each parameter's interval (from the draws that every forecast uses) set against the
// value that made the data.
//
//   threat_recovery_study [SETS per scenario, default 50] [SCENARIO or all] [DRAWS of each fit, default 200]
//
// Levels, excitation, dispersion and so on are those stated by scenario; what a scenario leaves open is drawn
// anew for each set from the model's prior, as Bayesian intervals promise coverage over that.
#include "study.h"
#include "threat/daily/fit.h"
#include "threat_made_up.h"

#include <cstdlib>
#include <functional>
#include <map>
#include <string_view>

#include <fmt/format.h>

using namespace handover;
using namespace handover::threat;

namespace {

struct Scenario {
  const char* name;
  MadeUpSize size;
  std::function<void(const Layout&, std::vector<double>&)> set;  // what is fixed
  bool periods = false;  // the second half is known by totals of thirty days alone
};

double log_odds(double share) {
  return std::log(share / (1.0 - share));
}

std::vector<Scenario> scenarios() {
  const auto level = [](double a_day) {
    return [a_day](const Layout& layout, std::vector<double>& theta) {
      theta[layout.stream[0].level] = std::log(a_day);
    };
  };
  return {
      {"near-critical",
       {.days = 1500, .zones = 3},
       [=](const Layout& layout, std::vector<double>& theta) {
         level(0.3)(layout, theta);
         theta[layout.stream[0].excitation[0]] = log_odds(0.90 / 0.98);
       }},
      {"rare", {.days = 1500, .zones = 3}, level(0.02)},
      {"bursty",
       {.days = 1500, .zones = 3},
       [=](const Layout& layout, std::vector<double>& theta) {
         level(1.0)(layout, theta);
         theta[layout.stream[0].dispersion] = std::log(3.0);
       }},
      {"regimes",
       {.days = 1500, .zones = 3, .patrons = 1},
       [=](const Layout& layout, std::vector<double>& theta) {
         level(1.5)(layout, theta);
         theta[layout.patron[0].off_to_on] = std::log(1.0 / 90.0);
         theta[layout.patron[0].on_to_off] = std::log(1.0 / 60.0);
       }},
      {"intervals", {.days = 1500, .zones = 3}, level(1.0), true},
  };
}

// Days of the second half are forgotten; their totals by thirty days over the whole map remain.
void keep_totals(FitData& data) {
  const std::size_t half = data.days / 2;
  for (std::size_t from = half; from + 30 <= data.days; from += 30) {
    IntervalObservation one;
    one.from = from;
    one.to = from + 29;
    for (std::size_t z = 0; z < data.zones; ++z) one.zones.push_back(z);
    for (std::size_t d = from; d < from + 30; ++d) {
      for (std::size_t z = 0; z < data.zones; ++z) one.total += data.count[data.cell(0, d, z)];
    }
    data.intervals.push_back(one);
  }
  for (std::size_t d = half; d < data.days; ++d) {
    data.observed[d] = 0;
    for (std::size_t z = 0; z < data.zones; ++z) data.count[data.cell(0, d, z)] = 0.0F;
  }
}

struct Covered {
  std::size_t inside = 0, all = 0;
  double share() const { return static_cast<double>(inside) / static_cast<double>(all); }
};

// Truth on the whole parameter vector; parameters of one kind (steps, zones) count together.
void run_set(const Scenario& scenario, std::uint32_t number, std::size_t draws_of_fit,
             std::map<std::string, Covered>& covered, std::size_t& converged) {
  const ModelOptions options;
  FitData data = blank_data(scenario.size);
  std::fill(data.count.begin(), data.count.end(), 1.0F);  // so that every parameter exists
  if (scenario.periods) {
    FitData copy = data;
    keep_totals(copy);
    data.intervals = copy.intervals;
  }
  const Layout layout = layout_of(data, options);
  const RandomStream randomness(Seed{11}, number, 0, Purpose::test);
  std::vector<double> truth;
  for (std::size_t i = 0; i < layout.parameters.size(); ++i) {
    const Parameter& parameter = layout.parameters[i];
    truth.push_back(parameter.prior_mean +
                    parameter.prior_sd *
                        normal_draw(randomness.uniform_at(1'000'000, static_cast<std::uint32_t>(i))));
  }
  scenario.set(layout, truth);
  simulate_counts(data, layout, options, truth, randomness);
  data.intervals.clear();
  if (scenario.periods) keep_totals(data);
  const DailyModel model(data, layout_of(data, options), options);
  const Fit fit = fit_model(data, model, {.restarts = 1, .draws = draws_of_fit, .seed = Seed{number + 1}});
  converged += fit.report.converged ? 1 : 0;
  for (std::size_t i = 0; i < model.layout().parameters.size(); ++i) {
    const Parameter& parameter = model.layout().parameters[i];
    if (!parameter.informed || parameter.name.find("abroad") != std::string::npos ||
        parameter.name.find("talks") != std::string::npos)
      continue;  // nothing in the data bears on it
    std::vector<double> draws;
    for (const auto& theta : fit.draws) draws.push_back(theta[i]);
    const double low = quantile_of(draws, 0.05), high = quantile_of(draws, 0.95);
    Covered& one = covered[parameter.name.substr(0, parameter.name.find(':'))];
    ++one.all;
    one.inside += low <= truth[i] && truth[i] <= high ? 1 : 0;
  }
}

int study(int argc, char** argv) {
  const int sets = argc > 1 ? std::atoi(argv[1]) : 50;
  const std::string_view wanted = argc > 2 ? argv[2] : "all";
  const auto draws = static_cast<std::size_t>(argc > 3 ? std::max(2, std::atoi(argv[3])) : 200);
  std::map<std::string, Covered> pooled;
  std::size_t all_sets = 0;
  for (const Scenario& scenario : scenarios()) {
    if (wanted != "all" && wanted != scenario.name) continue;
    std::map<std::string, Covered> covered;
    std::size_t converged = 0;
    for (int i = 0; i < sets; ++i)
      run_set(scenario, static_cast<std::uint32_t>(i), draws, covered, converged);
    all_sets += static_cast<std::size_t>(sets);
    Covered sum;
    fmt::print("{} ({} sets, {} converged)\n", scenario.name, sets, converged);
    for (const auto& [name, one] : covered) {
      fmt::print("  {:<42} {:>5.1f} %  of {}\n", name, 100.0 * one.share(), one.all);
      sum.inside += one.inside;
      sum.all += one.all;
      pooled[name].inside += one.inside;
      pooled[name].all += one.all;
    }
    fmt::print("  {:<42} {:>5.1f} %  of {}\n", "together", 100.0 * sum.share(), sum.all);
    std::fflush(stdout);
  }
  fmt::print("all scenarios, {} data sets: 90 % intervals hold the truth\n", all_sets);
  for (const auto& [name, one] : pooled)
    fmt::print("  {:<42} {:>5.1f} %  of {}\n", name, 100.0 * one.share(), one.all);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return run_study([&] { return study(argc, argv); });
}
