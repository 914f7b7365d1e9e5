// The endemic-epidemic model beside R `surveillance` (bench/peers/threat_surveillance.R writes its input and
// runs the peer on the same files).
//
//   threat_step_study COUNTS.csv NEIGHBOURS.csv [POPULATION.csv] [unit-effects] [rolling N] [rows OUT.csv]
//                     [final FROM TO]
//
// COUNTS: one row a step, one column a unit; NEIGHBOURS: the square matrix of weights; POPULATION: one row of
// shares.
#include "base/files.h"
#include "tables/csv.h"
#include "threat/endemic_epidemic.h"

#include <chrono>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

using namespace handover;
using namespace handover::threat;

namespace {

std::vector<std::vector<double>> numbers(const char* file) {
  const std::string text = read_file(file);
  CsvReader reader(text);
  std::vector<std::vector<double>> rows;
  reader.next();  // header
  while (reader.next()) {
    std::vector<double> row;
    for (const CsvField& field : reader.fields()) row.push_back(std::stod(std::string(field.text)));
    rows.push_back(row);
  }
  return rows;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(
        stderr,
        "usage: threat_step_study COUNTS NEIGHBOURS [POPULATION] [unit-effects] [rolling N] [rows OUT] "
        "[final FROM TO]\n");
    return 2;
  }
  const auto counts = numbers(argv[1]), neighbours = numbers(argv[2]);
  StepCounts data;
  data.times = counts.size();
  data.units = counts.front().size();
  for (const auto& row : counts) data.count.insert(data.count.end(), row.begin(), row.end());
  for (const auto& row : neighbours) data.weight.insert(data.weight.end(), row.begin(), row.end());
  StepModel model;
  std::size_t rolling = 0, from = 0, to = 0;
  std::string rows_file;
  for (int i = 3; i < argc; ++i) {
    if (std::strcmp(argv[i], "unit-effects") == 0) {
      model.unit_effects = true;
    } else if (std::strcmp(argv[i], "rolling") == 0) {
      rolling = static_cast<std::size_t>(std::atoi(argv[++i]));
    } else if (std::strcmp(argv[i], "rows") == 0) {
      rows_file = argv[++i];
    } else if (std::strcmp(argv[i], "final") == 0) {
      from = static_cast<std::size_t>(std::atoi(argv[++i]));
      to = static_cast<std::size_t>(std::atoi(argv[++i]));
    } else {
      const auto shares = numbers(argv[i]);
      for (const double share : shares.front()) data.offset.push_back(std::log(share));
    }
  }
  std::string rows = "until,converged,log_likelihood,seconds\n";
  const auto add_row = [&](std::size_t until, const StepFit& one, double seconds) {
    rows += fmt::format("{},{},{:.10f},{:.6f}\n", until, one.minimum.converged() ? 1 : 0, one.log_likelihood,
                        seconds);
  };
  auto start = std::chrono::steady_clock::now();
  const StepFit fit = fit_steps(data, model, data.times);
  add_row(data.times, fit, seconds_since(start));
  fmt::print("one fit: {:.3f} s, {} iterations, {}, gradient {:.2g}\n", seconds_since(start),
             fit.minimum.iterations, name_of(fit.minimum.stop), fit.minimum.gradient_norm);
  fmt::print("log-likelihood {:.10f}\n", fit.log_likelihood);
  for (std::size_t i = 0; i < fit.names.size(); ++i)
    fmt::print("{:<12} {:.12f}\n", fit.names[i], fit.estimate[i]);
  if (to > from) {
    const StepScores s = one_step_ahead(data, model, from, to, fit.estimate);
    fmt::print("one step ahead: logs {:.13f} rps {:.13f} dss {:.10f} ses {:.13f}\n", s.logarithmic,
               s.ranked_probability, s.dawid_sebastiani, s.squared_error);
  }
  if (rolling > 0) {
    start = std::chrono::steady_clock::now();
    std::size_t converged = 0;
    double logs = 0.0;
    std::vector<double> last = fit.estimate;
    for (std::size_t i = 0; i < rolling; ++i) {
      const std::size_t until = data.times - rolling + i;
      const auto refit_start = std::chrono::steady_clock::now();
      const StepFit refit = fit_steps(data, model, until, last);
      add_row(until, refit, seconds_since(refit_start));
      last = refit.estimate;
      converged += refit.minimum.converged() ? 1 : 0;
      logs += one_step_ahead(data, model, until, until + 1, refit.estimate).logarithmic /
              static_cast<double>(rolling);
    }
    fmt::print("{} rolling refits: {:.3f} s, {} converged, mean logarithmic score {:.10f}\n", rolling,
               seconds_since(start), converged, logs);
  }
  if (!rows_file.empty()) write_file_atomically(rows_file, rows);
  return 0;
}
