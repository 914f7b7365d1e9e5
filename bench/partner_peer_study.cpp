// The shared data set for the comparison with Stan: writes the data, our posterior means with their Monte
// Carlo errors and our time into a folder.  partner_peer_study MISSION FOLDER   (see
// bench/peers/partner_stan.R)
#include "base/files.h"
#include "numerics/convergence.h"
#include "numerics/mode.h"
#include "numerics/statistics.h"
#include "partner/model.h"
#include "study.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <functional>

#include <fmt/format.h>

using namespace handover;
using namespace handover::partner;

namespace {

template <class Values>
std::string r_vector(const char* name, const Values& values, const char* type = "") {
  std::string text = fmt::format("{} <- array({}(c(", name, type);
  for (std::size_t i = 0; i < values.size(); ++i)
    text += fmt::format("{}{:.17g}", i ? ", " : "", double(values[i]));
  return text + fmt::format(")), dim = {})\n", values.size());
}

std::string r_data(const Data& data) {
  std::vector<double> first, last, fn, years, at, rater, y, coverage, advised, bias_mean, bias_sd;
  std::vector<double> offset;
  for (const Series& series : data.series) {
    offset.push_back(static_cast<double>(years.size()));
    first.push_back(static_cast<double>(years.size()) + 1.0);
    for (std::size_t i = 0; i < series.grid.size(); ++i) {
      years.push_back(i == 0 ? 0.0 : days_between(series.grid[i - 1], series.grid[i]).value / 365.25);
    }
    last.push_back(static_cast<double>(years.size()));
    fn.push_back(series.function.index + 1.0);
  }
  for (const Observation& o : data.observations) {
    at.push_back(offset[o.series] + static_cast<double>(o.at) + 1.0);
    rater.push_back(static_cast<double>(o.assessor) + 1.0);
    y.push_back(static_cast<double>(o.level) + 1.0);
    coverage.push_back(o.coverage);
  }
  for (const bool value : data.advised) advised.push_back(value ? 1.0 : 0.0);
  const Prior& p = data.prior;
  for (const AssessorKind kind : data.assessor_kind) {
    bias_mean.push_back(kind == AssessorKind::builder ? p.builder_bias
                        : kind == AssessorKind::self  ? p.self_bias
                                                      : p.independent_bias);
    bias_sd.push_back(kind == AssessorKind::builder ? p.builder_bias_sd
                      : kind == AssessorKind::self  ? p.self_bias_sd
                                                    : p.independent_bias_sd);
  }
  const std::vector<double> prior = {p.mean,
                                     p.mean_sd,
                                     p.function_sd,
                                     p.unit_sd,
                                     p.function_log_sd,
                                     p.growth,
                                     p.growth_sd,
                                     p.growth_function_sd,
                                     p.innovation,
                                     p.innovation_log_sd,
                                     p.innovation_function_log_sd,
                                     p.noise,
                                     p.noise_log_sd};
  std::string text =
      fmt::format("F <- {}L\nA <- {}L\nK <- {}L\nzero <- {}L\nS <- {}L\nT <- {}L\nN <- {}L\n", data.functions,
                  data.assessors, data.levels, data.alone_from, data.series.size(), years.size(), y.size());
  text += r_vector("first", first, "as.integer") + r_vector("last", last, "as.integer");
  text += r_vector("fn", fn, "as.integer") + r_vector("years", years) + r_vector("at", at, "as.integer");
  text += r_vector("advised", advised, "as.integer") + r_vector("rater", rater, "as.integer");
  text += r_vector("y", y, "as.integer") + r_vector("coverage", coverage) + r_vector("bias_mean", bias_mean);
  return text + r_vector("bias_sd", bias_sd) + r_vector("prior", prior);
}

void add_row(std::string& text, const std::string& name, const std::vector<Quantities>& draws, int chains,
             const std::function<double(const Quantities&)>& pick) {
  std::vector<double> values;
  for (const Quantities& draw : draws) values.push_back(pick(draw));
  const double effective = convergence_of(values, chains).effective, sd = std::sqrt(variance_of(values));
  text += fmt::format("\"{}\",{:.10g},{:.10g},{:.10g},{:.10g}\n", name, mean_of(values), sd,
                      sd / std::sqrt(effective), effective);
}

std::string table(const Data& data, const std::vector<Quantities>& draws, int chains) {
  std::string text = "quantity,mean,sd,mcse,effective\n";
  std::size_t t = 0;
  for (std::size_t s = 0; s < data.series.size(); ++s) {
    for (std::size_t i = 0; i < data.series[s].grid.size(); ++i) {
      add_row(text, fmt::format("level[{}]", ++t), draws, chains,
              [=](const Quantities& q) { return q.level[s][i]; });
    }
  }
  for (std::size_t a = 0; a < data.assessors; ++a) {
    add_row(text, fmt::format("bias[{}]", a + 1), draws, chains,
            [=](const Quantities& q) { return q.bias[a]; });
    add_row(text, fmt::format("noise[{}]", a + 1), draws, chains,
            [=](const Quantities& q) { return q.noise[a]; });
  }
  for (std::size_t f = 0; f < data.functions; ++f) {
    add_row(text, fmt::format("growth[{}]", f + 1), draws, chains,
            [=](const Quantities& q) { return q.growth[f]; });
    add_row(text, fmt::format("innovation[{}]", f + 1), draws, chains,
            [=](const Quantities& q) { return q.innovation[f]; });
  }
  return text;
}

int study(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: partner_peer_study MISSION FOLDER\n");
    return 1;
  }
  const Data data = data_of(load_mission(argv[1]), {});
  const Model model(data);
  // A fifth of a second is too short to be timed once: the median of as many runs as fill Stan's time.
  constexpr int kRuns = 21;
  const LogDensity density = [&](auto x, auto gradient) { return model.log_density(x, gradient); };
  std::vector<double> walls, processors;
  Sample fit;
  for (int run = 0; run < kRuns; ++run) {
    const std::clock_t processor = std::clock();
    const auto start = std::chrono::steady_clock::now();
    fit = sample(density, find_mode(density, model.dimension()),
                 {.seed = Seed{1}, .chains = 4, .warm_up = 200, .draws = 1000, .threads = 1});
    walls.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    processors.push_back(static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC);
  }
  const double seconds = quantile_of(walls, 0.5), cpu = quantile_of(processors, 0.5);
  std::vector<Quantities> draws;
  for (const auto& x : fit.draws) draws.push_back(model.quantities(x));
  const std::filesystem::path folder = argv[2];
  std::filesystem::create_directories(folder);
  write_file_atomically(folder / "data.R", r_data(data));
  write_file_atomically(folder / "ours.csv", table(data, draws, fit.chains));
  write_file_atomically(folder / "seconds.txt", fmt::format("{}\n{}\n", seconds, cpu));
  fmt::print("{} parameters, {} ratings, {} gradients, {:.3f} s, {:.3f} s of processor time\n",
             model.dimension(), data.observations.size(), fit.gradients, seconds, cpu);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return run_study([&] { return study(argc, argv); });
}
