// The endemic-epidemic model beside R `surveillance` (bench/peers/threat_surveillance.R writes its input and
// runs the peer on the same files).
//
//   threat_step_study COUNTS.csv NEIGHBOURS.csv [POPULATION.csv] [unit-effects] [rolling N] [rows OUT.csv]
//                     [final FROM TO]
//
// COUNTS: one row a step, one column a unit; NEIGHBOURS: the square matrix of weights; POPULATION: one row of
// shares.
#include "base/files.h"
#include "mission/row_reader.h"
#include "study.h"
#include "tables/csv.h"
#include "threat/steps/endemic_epidemic.h"

#include <chrono>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

using namespace handover;
using namespace handover::threat;

namespace {

// A table of numbers under a header line.
std::vector<std::vector<double>> numbers(const std::string& file) {
  std::vector<Problem> problems;
  const std::string text = read_file(file);
  const Table table = read_table(text, file, problems);
  std::vector<std::vector<double>> rows;
  for (const Table::Row& row : table.rows) {
    std::vector<double>& values = rows.emplace_back();
    for (std::size_t i = 0; i < row.text.size(); ++i) {
      const auto value = parse_number(row.text[i]);
      values.push_back(value.value_or(0.0));
      if (value) continue;
      throw InputError(Problem{.code = ProblemCode::wrong_type,
                               .file = file,
                               .line = row.line,
                               .column = row.column[i],
                               .field = table.header[i],
                               .value = row.text[i],
                               .what = "is not a number",
                               .hint = "write digits with a point"});
    }
  }
  if (rows.empty() && problems.empty())
    problems.push_back({.code = ProblemCode::missing,
                        .file = file,
                        .what = "has no rows",
                        .hint = "give rows under the header"});
  if (!problems.empty()) throw InputError(problems);
  return rows;
}

// What follows an option on the command line.
std::string after(int argc, char** argv, int& i) {
  if (i + 1 < argc) return argv[++i];
  throw InputError(Problem{.code = ProblemCode::missing,
                           .file = "threat_step_study",
                           .value = argv[i],
                           .what = "needs a value",
                           .hint = "give it after the word"});
}
std::size_t number_after(int argc, char** argv, int& i) {
  const std::string text = after(argc, argv, i);
  const auto value = parse_number(text);
  if (value && *value >= 0.0 && *value < 1e9) return static_cast<std::size_t>(*value);
  throw InputError(Problem{.code = ProblemCode::wrong_type,
                           .file = "threat_step_study",
                           .value = text,
                           .what = "is not a count of steps",
                           .hint = "write digits"});
}

void check_shape(const std::vector<std::vector<double>>& rows, std::size_t wanted, std::size_t columns,
                 const std::string& file) {
  if (rows.size() == wanted && rows.front().size() == columns) return;
  throw InputError(Problem{.code = ProblemCode::inconsistent,
                           .file = file,
                           .value = fmt::format("{} x {}", rows.size(), rows.front().size()),
                           .what = "is not the number of rows and columns that go with the counts",
                           .hint = fmt::format("give {} rows of {} columns", wanted, columns)});
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

int study(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(
        stderr,
        "usage: threat_step_study COUNTS NEIGHBOURS [POPULATION] [unit-effects] [rolling N] [rows OUT] "
        "[final FROM TO]\n");
    return 1;
  }
  const auto counts = numbers(argv[1]), neighbours = numbers(argv[2]);
  StepCounts data;
  data.times = counts.size();
  data.units = counts.front().size();
  check_shape(neighbours, data.units, data.units, argv[2]);
  for (const auto& row : counts) data.count.insert(data.count.end(), row.begin(), row.end());
  for (const auto& row : neighbours) data.weight.insert(data.weight.end(), row.begin(), row.end());
  StepModel model;
  std::size_t rolling = 0, from = 0, to = 0;
  std::string rows_file;
  for (int i = 3; i < argc; ++i) {
    if (std::strcmp(argv[i], "unit-effects") == 0) {
      model.unit_effects = true;
    } else if (std::strcmp(argv[i], "rolling") == 0) {
      rolling = number_after(argc, argv, i);
    } else if (std::strcmp(argv[i], "rows") == 0) {
      rows_file = after(argc, argv, i);
    } else if (std::strcmp(argv[i], "final") == 0) {
      from = number_after(argc, argv, i);
      to = number_after(argc, argv, i);
    } else {
      const auto shares = numbers(argv[i]);
      check_shape(shares, 1, data.units, argv[i]);
      for (const double share : shares.front()) data.offset.push_back(std::log(share));
    }
  }
  if (rolling >= data.times || to > data.times || from > to) {
    throw InputError(Problem{.code = ProblemCode::out_of_range,
                             .file = "threat_step_study",
                             .value = fmt::format("rolling {}, final {} {}", rolling, from, to),
                             .what = "reaches outside the steps of the counts",
                             .hint = fmt::format("stay below {} steps", data.times)});
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

}  // namespace

int main(int argc, char** argv) {
  return run_study([&] { return study(argc, argv); });
}
