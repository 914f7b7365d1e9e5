// Cbc (Forrest & Lougee-Heimer 2005) through its C interface; the only file that sees its header.
#include "needs/column_form.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <coin/Cbc_C_Interface.h>
#include <fmt/format.h>

namespace handover::needs {
namespace {

struct CbcDeleter {
  void operator()(Cbc_Model* model) const { Cbc_deleteModel(model); }
};
void load(Cbc_Model* model, const Programme& programme) {
  const ColumnForm form = by_columns(programme);
  Cbc_loadProblem(model, static_cast<int>(programme.columns()), static_cast<int>(programme.rows()),
                  form.start.data(), form.index.data(), form.value.data(), programme.low().data(),
                  programme.high().data(), programme.cost().data(), programme.row_low().data(),
                  programme.row_high().data());
  for (std::size_t j = 0; j < programme.columns(); ++j) {
    if (programme.integer()[j]) Cbc_setInteger(model, static_cast<int>(j));
  }
  Cbc_setObjSense(model, 1.0);
}

void set_options(Cbc_Model* model, const Programme& programme, const EngineOptions& options) {
  // Standard output is the caller's: it may be a JSON document, or another computation's (engines_test.cpp
  // looks).
  Cbc_setParameter(model, "log", "0");
  Cbc_setParameter(model, "slog", "0");
  Cbc_setParameter(model, "maxN", fmt::format("{}", options.most_nodes).c_str());
  if (options.seconds < kNoLimit) {
    Cbc_setParameter(model, "sec", fmt::format("{:.6f}", std::max(0.01, options.seconds)).c_str());
    Cbc_setParameter(model, "timeMode", options.processor_time ? "cpu" : "elapsed");
  }
  if (options.cutoff < kNoLimit)
    Cbc_setParameter(model, "cutoff", fmt::format("{:.9g}", options.cutoff).c_str());
  Cbc_setParameter(model, "randomC", "1");
  if (options.absolute_gap > 0.0) {
    Cbc_setParameter(model, "allow", fmt::format("{:.9f}", options.absolute_gap).c_str());
  }
  if (options.gap > 0.0) Cbc_setParameter(model, "ratio", fmt::format("{:.9f}", options.gap).c_str());
  if (options.start.empty() || !programme.has_integers()) return;
  std::vector<int> column;
  std::vector<double> value;
  for (std::size_t j = 0; j < programme.columns(); ++j) {
    column.push_back(static_cast<int>(j));
    value.push_back(options.start[j]);
  }
  Cbc_setMIPStartI(model, static_cast<int>(column.size()), column.data(), value.data());
}

// Integers as Cbc returns them are off by up to 1e-6.
void tidy(const Programme& programme, std::vector<double>& point) {
  for (std::size_t j = 0; j < point.size(); ++j) {
    if (programme.integer()[j]) point[j] = std::round(point[j]);
    point[j] = std::clamp(point[j], programme.low()[j], programme.high()[j]);
  }
}

EngineResult read_result(Cbc_Model* model, const Programme& programme, const EngineOptions& options) {
  EngineResult result;
  if (Cbc_isProvenInfeasible(model) || Cbc_isInitialSolveProvenPrimalInfeasible(model)) return result;
  const bool by_time = options.seconds < kNoLimit && Cbc_isSecondsLimitReached(model) != 0;
  result.stop = by_time ? Stop::time_limit : Stop::node_limit;
  if (const double* point = Cbc_bestSolution(model); point != nullptr) {
    result.point.assign(point, point + programme.columns());
    tidy(programme, result.point);
    result.objective = programme.objective_at(result.point);
    result.has_point = true;
  }
  result.bound = Cbc_getBestPossibleObjValue(model);
  // "No bound yet" comes back as a huge number.
  if (std::abs(result.bound) > 1e40) result.bound = -kNoLimit;
  if (!result.has_point) return result;
  result.bound = std::min(result.bound, result.objective);
  if (Cbc_isProvenOptimal(model) == 0) return result;
  const bool asked_for_proof = options.gap <= 0.0 && options.absolute_gap <= 0.0;
  const bool closed = asked_for_proof || relative_gap(result.objective, result.bound) <= 1e-9;
  result.stop = closed ? Stop::optimal : Stop::gap_reached;
  if (closed) result.bound = result.objective;
  return result;
}

class CbcEngine final : public Engine {
 public:
  std::string name() const override { return fmt::format("Cbc {}", Cbc_getVersion()); }

  EngineResult solve(const Programme& programme, const EngineOptions& options) const override {
    if (programme.columns() == 0) {
      EngineResult nothing;
      nothing.stop = Stop::optimal;
      nothing.has_point = true;
      nothing.bound = 0.0;
      return nothing;
    }
    if (!programme.has_integers()) return solve_continuous(programme, options);
    const std::unique_ptr<Cbc_Model, CbcDeleter> model(Cbc_newModel());
    load(model.get(), programme);
    set_options(model.get(), programme, options);
    Cbc_solve(model.get());
    return read_result(model.get(), programme, options);
  }
};

}  // namespace

std::unique_ptr<Engine> cbc_engine() {
  return std::make_unique<CbcEngine>();
}

}  // namespace handover::needs
