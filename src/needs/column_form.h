// A programme by columns, as COIN-OR wants it. Private to the module.
#pragma once

#include "needs/programme.h"

#include <memory>
#include <optional>

namespace handover::needs {

struct ColumnForm {
  std::vector<int> start, index;
  std::vector<double> value;
};

ColumnForm by_columns(const Programme& programme);

// The relaxation, by Clp alone, with prices of the rows.
EngineResult solve_continuous(const Programme& programme, const EngineOptions& options);

// A relaxation that is solved again and again with other bounds, each time from the last basis.
class WarmRelaxation {
 public:
  explicit WarmRelaxation(const Programme& programme);  // integrality is not looked at
  ~WarmRelaxation();
  WarmRelaxation(WarmRelaxation&&) noexcept;
  WarmRelaxation& operator=(WarmRelaxation&&) noexcept;

  void fix(std::size_t column, double value);
  // Nothing when it is infeasible or was not solved.
  std::optional<double> solve();
  // Of the last solution: what one more of the column would cost; by convexity never less in truth.
  double reduced_cost(std::size_t column) const;
  double value(std::size_t column) const;
  // The basis, to go back to after a trial.
  std::vector<unsigned char> basis() const;
  void set_basis(const std::vector<unsigned char>& basis);

 private:
  struct Model;
  std::unique_ptr<Model> model_;
};

}  // namespace handover::needs
