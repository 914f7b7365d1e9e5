// What the draws of a mission's threat model cost and what they are worth: processor seconds, evaluations of
// the gradient, effective draws of every parameter and the error that is left in its mean.
//
//   threat_fit_study MISSION [DRAWS, default 1000] [SEED, default 1] [THREADS, default 1]
//
// Lines of parameters are tab-separated (name, stream, mean, standard deviation, effective draws), so that
// two programs' means can be set beside one another within their errors.
#include "base/parallel.h"
#include "mission/mission.h"
#include "numerics/convergence.h"
#include "study.h"
#include "threat/daily/fit.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>

#include <fmt/format.h>

using namespace handover;
using namespace handover::threat;

namespace {

template <class Rows>
std::vector<std::string> names_in(const Rows& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(row.id);
  return names;
}

double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void time_gradient(const DailyModel& model, const std::vector<double>& theta) {
  constexpr int kTimes = 100;
  std::vector<double> gradient;
  const double start = processor_seconds();
  for (int i = 0; i < kTimes; ++i) model.evaluate(theta, gradient);
  fmt::print("{:.3f} ms of processor time a gradient\n", 1e3 * (processor_seconds() - start) / kTimes);
}

void print_draws(const Layout& layout, const Fit& fit, std::size_t chains) {
  std::vector<double> all;
  for (std::size_t i = 0; i < layout.parameters.size(); ++i) {
    if (!layout.parameters[i].informed) continue;
    std::vector<double> values;
    for (std::size_t c = 0; c < chains; ++c) {
      for (std::size_t draw = c; draw < fit.draws.size(); draw += chains)
        values.push_back(fit.draws[draw][i]);
    }
    const double effective = convergence_of(values, static_cast<int>(chains)).effective;
    all.push_back(effective);
    fmt::print("{}\t{}\t{:.5f}\t{:.5f}\t{:.0f}\n", layout.parameters[i].name, layout.parameters[i].stream,
               mean_of(values), std::sqrt(variance_of(values)), effective);
  }
  std::sort(all.begin(), all.end());
  fmt::print("effective draws: least {:.0f}, tenth {:.0f}, median {:.0f}\n", all.front(),
             all[all.size() / 10], all[all.size() / 2]);
}

int study(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: threat_fit_study MISSION [DRAWS] [SEED] [THREADS]\n");
    return 1;
  }
  const Mission mission = load_mission(argv[1]);
  FitOptions options;
  options.draws = static_cast<std::size_t>(argc > 2 ? std::max(4, std::atoi(argv[2])) : 1000);
  options.moves_per_draw = options.draws < 500 ? 2 : 1;  // as in assess_threat
  options.seed = Seed{static_cast<std::uint64_t>(argc > 3 ? std::atoi(argv[3]) : 1)};
  options.threads = argc > 4 ? std::atoi(argv[4]) : 1;
  const FitData data = observations_of(mission);
  ModelOptions model_options;
  model_options.priors = mission.priors;
  const DailyModel model(data,
                         lay_out_parameters(data, names_in(mission.streams), names_in(mission.zones),
                                            names_in(mission.patrons), model_options),
                         model_options);
  std::vector<double> centre;
  for (const Parameter& parameter : model.layout().parameters) centre.push_back(parameter.prior_mean);
  fmt::print("{} days, {} streams, {} zones, {} parameters\n", data.days, data.streams, data.zones,
             centre.size());
  time_gradient(model, centre);
  FitOptions without = options;
  without.draws = 0;
  double start = processor_seconds();
  const Fit mode = fit_model(data, model, without);
  const double to_mode = processor_seconds() - start;
  start = processor_seconds();
  const Fit fit = fit_model(data, model, options);
  const double seconds = processor_seconds() - start;
  print_draws(model.layout(), fit, options.chains);
  fmt::print(
      "mode: {} evaluations, {:.1f} s; with draws {} evaluations, {:.1f} s; R-hat at most {:.3f}, acceptance "
      "{:.2f}\n",
      mode.report.evaluations, to_mode, fit.report.evaluations, seconds, fit.report.worst_r_hat,
      fit.report.acceptance);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return run_study([&] { return study(argc, argv); });
}
