// The endemic-epidemic likelihood laid out for Newton's method: everything that does not depend on the
// parameters is computed once, and the three parts of the mean are strengths from 0 on, so that a part that
// the data do without lies on the bound and not at minus infinity.
#pragma once

#include "threat/steps/endemic_epidemic.h"

#include <Eigen/Core>

namespace handover::threat {

class StepProblem {
 public:
  StepProblem(const StepCounts& data, const StepModel& model, std::size_t until);

  // Strengths own, next door, endemic [part][unit or one for all], slopes of the endemic predictor, log psi.
  std::size_t size() const { return size_; }
  std::size_t strengths() const { return 3 * per_part_; }

  // Log-likelihood of steps 1..until-1, its gradient, minus its Hessian, and the diagonal of the expected
  // information (of log psi: of minus the Hessian, at least a little).
  struct Result {
    double value = 0.0;
    Eigen::VectorXd gradient, scale;
    Eigen::MatrixXd curvature;
  };
  void evaluate(const Eigen::VectorXd& theta, Result& result) const;

 private:
  struct Local;
  struct Cell {
    double y, mean, endemic, factor;
  };
  void add_cell(Local& local, const Cell& cell, const double* z, double psi) const;
  void scatter(const Local& local, std::size_t unit, Result& result) const;

  std::size_t units_, steps_, per_part_, regressors_, size_;
  std::vector<double> count_, before_, around_;  // [unit][step]
  std::vector<double> regressor_;                // [step][regressor]
  std::vector<double> offset_;                   // [unit] factor of the endemic part
  std::size_t most_ = 0;                         // largest count
};

}  // namespace handover::threat
