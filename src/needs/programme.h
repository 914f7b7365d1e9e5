// A linear programme with integer columns, and the engines that solve it. Nothing here knows a mission.
#pragma once

#include "needs/needs_table.h"

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace handover::needs {

inline constexpr double kNoLimit = std::numeric_limits<double>::infinity();

// minimise cost x  subject to  row_low <= A x <= row_high,  low <= x <= high,  x_j integer where marked.
class Programme {
 public:
  struct Term {
    std::size_t column = 0;
    double factor = 0.0;
  };

  // Both return the index of the new column or row.
  std::size_t add_column(double cost, double low, double high, bool integer);
  std::size_t add_row(double low, double high, const std::vector<Term>& terms);

  // Puts a copy of `part` beside what is there; returns the index of its first column.
  std::size_t append(const Programme& part);

  std::size_t columns() const { return cost_.size(); }
  std::size_t rows() const { return row_low_.size(); }
  bool has_integers() const;

  // Value of the objective, and the largest violation of any row, bound or integrality, at `point`.
  double objective_at(const std::vector<double>& point) const;
  double violation_at(const std::vector<double>& point) const;
  double row_at(std::size_t row, const std::vector<double>& point) const;
  void relax_row(std::size_t row) { row_low_[row] = -kNoLimit, row_high_[row] = kNoLimit; }
  void fix_column(std::size_t column, double value) { low_[column] = high_[column] = value; }

  const std::vector<double>& cost() const { return cost_; }
  std::vector<double>& cost() { return cost_; }
  const std::vector<double>& low() const { return low_; }
  std::vector<double>& low() { return low_; }
  const std::vector<double>& high() const { return high_; }
  std::vector<double>& high() { return high_; }
  const std::vector<bool>& integer() const { return integer_; }
  std::vector<bool>& integer() { return integer_; }
  const std::vector<double>& row_low() const { return row_low_; }
  const std::vector<double>& row_high() const { return row_high_; }
  std::vector<double>& row_low() { return row_low_; }
  std::vector<double>& row_high() { return row_high_; }
  // Row-major sparse: the terms of row i are [row_start[i], row_start[i + 1]).
  const std::vector<std::size_t>& row_start() const { return row_start_; }
  const std::vector<Term>& terms() const { return terms_; }

 private:
  std::vector<double> cost_, low_, high_, row_low_, row_high_;
  std::vector<bool> integer_;
  std::vector<std::size_t> row_start_{0};
  std::vector<Term> terms_;
};

struct EngineOptions {
  int most_nodes = 3000;        // of branch and bound
  double seconds = kNoLimit;    // wall clock for one programme; a result it cuts short hangs on the machine
  double gap = 0.0;             // stop when (objective - bound) / |objective| is at most this
  double absolute_gap = 0.0;    // or objective - bound at most this
  std::vector<double> start;    // a point to start from; empty: none
  double cutoff = kNoLimit;     // points that cost this much or more are not wanted
  bool processor_time = false;  // `seconds` of this process's processor, not of the wall clock (Cbc only)
};

// `objective` and `point` hold when `has_point`; `bound` is a proven lower bound (minus infinity if none).
struct EngineResult {
  Stop stop = Stop::infeasible;
  bool has_point = false;
  std::vector<double> point;
  double objective = 0.0;
  double bound = -kNoLimit;
  std::vector<double> row_price;  // of a programme without integers solved to optimality; else empty
};

// Engines hold no state between calls and are used from one thread at a time.
class Engine {
 public:
  virtual ~Engine() = default;
  virtual std::string name() const = 0;
  virtual EngineResult solve(const Programme& programme, const EngineOptions& options) const = 0;
};

// Depth-first branch and bound over Clp relaxations with warm starts, for programmes with few integers: it
// saves the second that a full solver's presolve and heuristics take. Nothing when `most_nodes` did not do.
std::optional<EngineResult> solve_small(const Programme& programme, const EngineOptions& options,
                                        int most_nodes = 400);

// COIN-OR Cbc, in this process through its C interface. Always there.
std::unique_ptr<Engine> cbc_engine();
// HiGHS (Huangfu & Hall 2018) as WebAssembly in a Node subprocess. Nothing when `node` or the package is
// missing. `package_folder`: where node_modules lies; empty: beside the program or the working directory.
std::unique_ptr<Engine> highs_engine(const std::string& package_folder = {});

// (objective - bound) / |objective|; 0 when both are 0, infinity without a bound.
double relative_gap(double objective, double bound);

}  // namespace handover::needs
