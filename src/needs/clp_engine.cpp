// Clp (Forrest, Nuez & Lougee-Heimer) through its C interface; the only file that sees its header.
#include "needs/column_form.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include <coin/Clp_C_Interface.h>

namespace handover::needs {

ColumnForm by_columns(const Programme& programme) {
  ColumnForm form;
  form.start.assign(programme.columns() + 1, 0);
  for (const auto& term : programme.terms()) ++form.start[term.column + 1];
  for (std::size_t j = 0; j < programme.columns(); ++j) form.start[j + 1] += form.start[j];
  form.index.resize(programme.terms().size());
  form.value.resize(programme.terms().size());
  std::vector<int> next(form.start.begin(), form.start.end() - 1);
  for (std::size_t i = 0; i < programme.rows(); ++i) {
    for (std::size_t k = programme.row_start()[i]; k < programme.row_start()[i + 1]; ++k) {
      const auto place = static_cast<std::size_t>(next[programme.terms()[k].column]++);
      form.index[place] = static_cast<int>(i);
      form.value[place] = programme.terms()[k].factor;
    }
  }
  return form;
}

struct ClpDeleter {
  void operator()(Clp_Simplex* model) const { Clp_deleteModel(model); }
};

using ClpModel = std::unique_ptr<Clp_Simplex, ClpDeleter>;

namespace {

ClpModel load(const Programme& programme) {
  const ColumnForm form = by_columns(programme);
  ClpModel model(Clp_newModel());
  Clp_setLogLevel(model.get(), 0);
  Clp_loadProblem(model.get(), static_cast<int>(programme.columns()), static_cast<int>(programme.rows()),
                  form.start.data(), form.index.data(), form.value.data(), programme.low().data(),
                  programme.high().data(), programme.cost().data(), programme.row_low().data(),
                  programme.row_high().data());
  return model;
}

// Branch and bound by depth first (Land & Doig 1960), the branch of the nearer whole number first.
class SmallTree {
 public:
  SmallTree(const Programme& programme, const EngineOptions& options, int most_nodes)
      : programme_(programme),
        options_(options),
        left_(most_nodes),
        model_(load(programme)),
        low_(programme.low()),
        high_(programme.high()) {}

  std::optional<EngineResult> run() {
    Clp_initialDualSolve(model_.get());
    if (Clp_status(model_.get()) == 1) return best_;
    if (Clp_status(model_.get()) != 0) return std::nullopt;
    root_bound_ = Clp_objectiveValue(model_.get());
    descend();
    if (left_ <= 0 || !sound_) return std::nullopt;
    if (!best_.has_point) return best_;
    // Nodes were cut off within the gap of the incumbent that then held: the bound says so.
    best_.bound = std::min(best_.objective, std::max(root_bound_, least_pruned_));
    best_.stop = Stop::optimal;
    if (best_.objective - best_.bound > std::max(1e-6, options_.absolute_gap)) best_.stop = Stop::gap_reached;
    return best_;
  }

 private:
  double slack() const {
    if (!best_.has_point) return 0.0;
    return std::max(
        {1e-9 * std::abs(best_.objective), options_.absolute_gap, options_.gap * std::abs(best_.objective)});
  }

  void descend() {
    if (--left_ <= 0) return;
    const double bound = Clp_objectiveValue(model_.get());
    const double* solution = Clp_primalColumnSolution(model_.get());
    const std::vector<double> point(solution, solution + programme_.columns());
    try_rounding_up(point);
    if (best_.has_point && bound >= best_.objective - slack()) {
      least_pruned_ = std::min(least_pruned_, bound);
      return;
    }
    std::size_t column = programme_.columns();
    double most = 1e-7;
    for (std::size_t j = 0; j < point.size(); ++j) {
      const double off = std::abs(point[j] - std::round(point[j]));
      if (!programme_.integer()[j] || off <= most) continue;
      most = off;
      column = j;
    }
    if (column == programme_.columns()) {
      offer(point);
      least_pruned_ = std::min(least_pruned_, bound);
      return;
    }
    const double below = std::floor(point[column]);
    const bool down_first = point[column] - below < 0.5;
    for (const bool down : {down_first, !down_first})
      branch(column, down ? low_[column] : below + 1.0, down ? below : high_[column]);
  }

  void branch(std::size_t column, double low, double high) {
    const double old_low = low_[column], old_high = high_[column];
    set_bounds(column, low, high);
    Clp_dual(model_.get(), 0);
    const int status = Clp_status(model_.get());
    if (status == 0) descend();
    if (status > 1) sound_ = false;
    set_bounds(column, old_low, old_high);
  }

  void set_bounds(std::size_t column, double low, double high) {
    low_[column] = low;
    high_[column] = high;
    Clp_columnLower(model_.get())[column] = low;
    Clp_columnUpper(model_.get())[column] = high;
  }

  // Whole numbers above the relaxation are often feasible, and then nearly the best.
  void try_rounding_up(std::vector<double> point) {
    for (std::size_t j = 0; j < point.size(); ++j) {
      if (programme_.integer()[j]) point[j] = std::min(high_[j], std::ceil(point[j] - 1e-7));
    }
    if (programme_.violation_at(point) <= 1e-6) offer(point);
  }

  void offer(std::vector<double> point) {
    for (std::size_t j = 0; j < point.size(); ++j) {
      if (programme_.integer()[j]) point[j] = std::round(point[j]);
    }
    const double objective = programme_.objective_at(point);
    if (best_.has_point && objective >= best_.objective) return;
    best_.has_point = true;
    best_.objective = objective;
    best_.point = std::move(point);
  }

  const Programme& programme_;
  const EngineOptions& options_;
  int left_;
  ClpModel model_;
  std::vector<double> low_, high_;
  EngineResult best_;
  double root_bound_ = -kNoLimit;
  double least_pruned_ = kNoLimit;
  bool sound_ = true;
};

}  // namespace

std::optional<EngineResult> solve_small(const Programme& programme, const EngineOptions& options,
                                        int most_nodes) {
  return SmallTree(programme, options, most_nodes).run();
}

EngineResult solve_continuous(const Programme& programme, const EngineOptions& options) {
  const ClpModel model = load(programme);
  if (options.seconds < kNoLimit) Clp_setMaximumSeconds(model.get(), std::max(0.01, options.seconds));
  Clp_initialDualSolve(model.get());
  EngineResult result;
  const int status = Clp_status(model.get());
  if (status == 1) return result;  // proven infeasible
  result.stop = options.seconds < kNoLimit ? Stop::time_limit : Stop::node_limit;
  if (status != 0) return result;
  const double* point = Clp_primalColumnSolution(model.get());
  result.point.assign(point, point + programme.columns());
  result.objective = result.bound = programme.objective_at(result.point);
  result.has_point = true;
  result.stop = Stop::optimal;
  const double* price = Clp_dualRowSolution(model.get());
  result.row_price.assign(price, price + programme.rows());
  return result;
}

struct WarmRelaxation::Model {
  ClpModel clp;
  std::size_t columns = 0, rows = 0;
};

WarmRelaxation::WarmRelaxation(const Programme& programme)
    : model_(new Model{load(programme), programme.columns(), programme.rows()}) {
  Clp_initialDualSolve(model_->clp.get());
}
WarmRelaxation::~WarmRelaxation() = default;
WarmRelaxation::WarmRelaxation(WarmRelaxation&&) noexcept = default;
WarmRelaxation& WarmRelaxation::operator=(WarmRelaxation&&) noexcept = default;

void WarmRelaxation::fix(std::size_t column, double value) {
  Clp_columnLower(model_->clp.get())[column] = value;
  Clp_columnUpper(model_->clp.get())[column] = value;
}

std::optional<double> WarmRelaxation::solve() {
  Clp_dual(model_->clp.get(), 0);
  if (Clp_status(model_->clp.get()) != 0) return std::nullopt;
  return Clp_objectiveValue(model_->clp.get());
}

double WarmRelaxation::reduced_cost(std::size_t column) const {
  return Clp_dualColumnSolution(model_->clp.get())[column];
}

double WarmRelaxation::value(std::size_t column) const {
  return Clp_primalColumnSolution(model_->clp.get())[column];
}

std::vector<unsigned char> WarmRelaxation::basis() const {
  const unsigned char* status = Clp_statusArray(model_->clp.get());
  return {status, status + model_->columns + model_->rows};
}

void WarmRelaxation::set_basis(const std::vector<unsigned char>& basis) {
  Clp_copyinStatus(model_->clp.get(), basis.data());
}

}  // namespace handover::needs
