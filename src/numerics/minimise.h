// Minimises a smooth function by L-BFGS and says honestly why it stopped.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

namespace handover {

// Value at x; writes the gradient. Not finite means "outside": the line search steps back.
using Objective = std::function<double(const std::vector<double>& x, std::vector<double>& gradient)>;

enum class StopReason { gradient_small, value_flat, line_search_failed, iterations_used_up };
std::string_view name_of(StopReason reason);

struct MinimiserOptions {
  int most_iterations = 500;
  double gradient_tolerance = 1e-6;  // largest gradient entry over max(1, |value|)
  double value_tolerance = 1e-12;    // relative fall over ten iterations
  std::size_t memory = 10;
  // Multiplies a vector by an approximation of the inverse Hessian; empty: a multiple of the identity.
  std::function<void(std::vector<double>&)> precondition;
};

struct Minimum {
  std::vector<double> x;
  double value = 0.0;
  double gradient_norm = 0.0;  // largest entry
  StopReason stop = StopReason::iterations_used_up;
  int iterations = 0, evaluations = 0;
  bool converged() const { return stop == StopReason::gradient_small || stop == StopReason::value_flat; }
};

// Limited-memory BFGS (Nocedal & Wright 2006, algorithm 7.4) with a line search to the strong Wolfe
// conditions (algorithms 3.5, 3.6).
Minimum minimise(const Objective& objective, std::vector<double> start, const MinimiserOptions& options = {});

}  // namespace handover
