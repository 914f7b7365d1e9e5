#include "threat/daily/fit.h"

#include "base/parallel.h"
#include "numerics/convergence.h"
#include "numerics/draws.h"
#include "numerics/hamiltonian.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

namespace handover::threat {
namespace {

// Parameters that some observation informs, standardised by their priors: all that is moved. Data tell how
// many incidents there are, e^level / (1 - a), far better than which of them came of others. So in place of a
// stream's level the logarithm of that number is moved: along it and a the posterior is no longer bent. The
// volume stays the same.
class Free {
 public:
  Free(const Layout& layout, const ModelOptions& options) : layout_(layout), options_(options) {
    for (std::size_t i = 0; i < layout.parameters.size(); ++i) {
      if (layout.parameters[i].informed) places_.push_back(i);
    }
    for (std::size_t k = 0; k < layout.stream.size(); ++k) {
      const StreamPlaces& at = layout.stream[k];
      if (at.excitation[k] == kNone || !layout.parameters[at.level].informed) continue;
      const auto free_place = [&](std::size_t i) {
        return static_cast<std::size_t>(std::find(places_.begin(), places_.end(), i) - places_.begin());
      };
      pairs_.push_back({free_place(at.level), free_place(at.excitation[k])});
    }
  }
  std::size_t size() const { return places_.size(); }
  std::size_t place(std::size_t i) const { return places_[i]; }
  double scale(std::size_t i) const { return layout_.parameters[places_[i]].prior_sd; }
  std::vector<double> whole(const std::vector<double>& standard) const {
    std::vector<double> theta;
    for (const Parameter& parameter : layout_.parameters) theta.push_back(parameter.prior_mean);
    for (std::size_t i = 0; i < places_.size(); ++i) theta[places_[i]] += scale(i) * standard[i];
    for (const Pair& pair : pairs_) {
      const std::size_t excitation = places_[pair.excitation];
      const double usual = offspring(layout_.parameters[excitation].prior_mean);
      theta[places_[pair.level]] += maths::log((1.0 - offspring(theta[excitation])) / (1.0 - usual));
    }
    return theta;
  }
  // Derivatives by what is moved, from those by the parameters at `theta`.
  std::vector<double> moved_slope(const std::vector<double>& theta, const std::vector<double>& slope) const {
    std::vector<double> result;
    for (const std::size_t place : places_) result.push_back(slope[place]);
    for (const Pair& pair : pairs_) result[pair.excitation] -= bend(theta, pair) * result[pair.level];
    for (std::size_t i = 0; i < result.size(); ++i) result[i] *= scale(i);
    return result;
  }
  // Changes of the free parameters, on their own scale, that go with changes of what is moved.
  Eigen::MatrixXd changes(const std::vector<double>& theta, Eigen::MatrixXd moved) const {
    for (std::size_t i = 0; i < places_.size(); ++i) moved.row(static_cast<Eigen::Index>(i)) *= scale(i);
    for (const Pair& pair : pairs_) {
      moved.row(static_cast<Eigen::Index>(pair.level)) -=
          bend(theta, pair) * moved.row(static_cast<Eigen::Index>(pair.excitation));
    }
    return moved;
  }

 private:
  struct Pair {
    std::size_t level, excitation;  // among what is moved
  };
  double offspring(double log_odds) const {
    return options_.most_self_excitation / (1.0 + maths::exp(-log_odds));
  }
  // Derivative of -log(1 - a) by the log odds behind a.
  double bend(const std::vector<double>& theta, const Pair& pair) const {
    const double a = offspring(theta[places_[pair.excitation]]);
    return a * (1.0 - a / options_.most_self_excitation) / (1.0 - a);
  }

  const Layout& layout_;
  ModelOptions options_;
  std::vector<std::size_t> places_;
  std::vector<Pair> pairs_;
};

// Start levels at what the streams' own data suggest; everything else at its prior mean.
std::vector<double> first_start(const FitData& data, const Layout& layout, const Free& free) {
  std::vector<double> start(free.size(), 0.0);
  for (std::size_t k = 0; k < data.streams; ++k) {
    double incidents = static_cast<double>(data.daily_incidents(k));
    double days = static_cast<double>(data.observed_days(k));
    for (const IntervalObservation& one : data.intervals) {
      if (one.stream != k || one.counted) continue;
      incidents += one.total;
      days += static_cast<double>(one.days());
    }
    if (days <= 0.0) continue;
    for (std::size_t i = 0; i < free.size(); ++i) {
      if (free.place(i) != layout.stream[k].level) continue;
      const Parameter& level = layout.parameters[free.place(i)];
      start[i] = (maths::log(0.6 * (incidents + 0.5) / days) - level.prior_mean) / level.prior_sd;
    }
  }
  return start;
}

Objective objective_of(const DailyModel& model, const Free& free) {
  return [&model, &free](const std::vector<double>& standard, std::vector<double>& gradient) {
    std::vector<double> full;
    const std::vector<double> theta = free.whole(standard);
    const Posterior posterior = model.evaluate(theta, full);
    gradient = free.moved_slope(theta, full);
    for (double& slope : gradient) slope = -slope;
    return -posterior.total();
  };
}

// Forward differences of the analytic gradient, symmetrised: exact enough for Laplace's approximation, where
// third derivatives are neglected anyway.
Eigen::MatrixXd curvature_at(const Objective& objective, const std::vector<double>& mode, int threads,
                             int& evaluations) {
  const auto n = static_cast<Eigen::Index>(mode.size());
  Eigen::MatrixXd curvature(n, n);
  constexpr double kStep = 3e-5;
  std::vector<double> here(mode.size());
  objective(mode, here);
  parallel_for(mode.size(), threads, [&](std::size_t i) {
    std::vector<double> x = mode, above(mode.size());
    x[i] += kStep;
    objective(x, above);
    for (std::size_t j = 0; j < mode.size(); ++j)
      curvature(static_cast<Eigen::Index>(j), static_cast<Eigen::Index>(i)) = (above[j] - here[j]) / kStep;
  });
  evaluations += static_cast<int>(mode.size()) + 1;
  return 0.5 * (curvature + curvature.transpose());
}

using Solver = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>;

// The best of several starts, and the curvature there.
struct Mode {
  Minimum minimum;
  Solver curvature;
};

Eigen::VectorXd as_vector(const std::vector<double>& x) {
  return Eigen::Map<const Eigen::VectorXd>(x.data(), static_cast<Eigen::Index>(x.size()));
}

// Multiplies by the inverse of the curvature, which is taken as at least half the prior's in every direction.
std::function<void(std::vector<double>&)> inverse_of(const Solver& curvature) {
  return [&curvature](std::vector<double>& x) {
    Eigen::VectorXd turned = curvature.eigenvectors().transpose() * as_vector(x);
    turned.array() /= curvature.eigenvalues().array().max(0.5);
    const Eigen::VectorXd back = curvature.eigenvectors() * turned;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = back(static_cast<Eigen::Index>(i));
  };
}

std::vector<std::vector<double>> all_starts(const std::vector<double>& first, const FitOptions& options) {
  std::vector<std::vector<double>> starts;
  for (int s = 0; s <= options.restarts; ++s) {
    std::vector<double> from = first;
    const RandomStream randomness(options.seed, static_cast<std::uint32_t>(s), 0, Purpose::search);
    for (std::size_t i = 0; s > 0 && i < from.size(); ++i)
      from[i] += 0.7 * normal_draw(randomness.uniform_at(0, static_cast<std::uint32_t>(i)));
    starts.push_back(std::move(from));
  }
  return starts;
}

// Every start goes down roughly; the curvature at the lowest then guides all of them to their ends. It is
// taken anew at the mode if that lies further than half a standard deviation away.
Mode best_of_starts(const Objective& objective, const std::vector<double>& start, const FitOptions& options,
                    FitReport& report) {
  MinimiserOptions rough{.most_iterations = options.most_iterations,
                         .gradient_tolerance = 1e-7,
                         .value_tolerance = 1e-7,
                         .memory = 40,
                         .precondition = {}};
  const std::vector<std::vector<double>> starts = all_starts(start, options);
  std::vector<Minimum> ends(starts.size());
  parallel_for(starts.size(), options.threads,
               [&](std::size_t s) { ends[s] = minimise(objective, starts[s], rough); });
  std::size_t lowest = 0;
  for (std::size_t s = 0; s < ends.size(); ++s) {
    report.evaluations += ends[s].evaluations;
    report.iterations += ends[s].iterations;
    if (ends[s].value < ends[lowest].value) lowest = s;
  }
  const std::vector<double> guide = ends[lowest].x;
  if (guide.empty()) return {ends[lowest], Solver()};
  Solver curvature(curvature_at(objective, guide, options.threads, report.evaluations));
  MinimiserOptions last{.most_iterations = options.most_iterations,
                        .gradient_tolerance = 1e-7,
                        .precondition = inverse_of(curvature)};
  parallel_for(ends.size(), options.threads,
               [&](std::size_t s) { ends[s] = minimise(objective, ends[s].x, last); });
  for (const Minimum& end : ends) {
    report.evaluations += end.evaluations;
    report.iterations += end.iterations;
  }
  Minimum best = *std::min_element(ends.begin(), ends.end(),
                                   [](const Minimum& a, const Minimum& b) { return a.value < b.value; });
  report.starts = static_cast<int>(ends.size());
  for (const Minimum& end : ends) report.starts_agreeing += end.value - best.value < 0.01 ? 1 : 0;
  const Eigen::VectorXd moved = curvature.eigenvectors().transpose() * (as_vector(best.x) - as_vector(guide));
  if (moved.cwiseAbs2().dot(curvature.eigenvalues().cwiseAbs()) > 0.25)
    curvature.compute(curvature_at(objective, best.x, options.threads, report.evaluations));
  return {std::move(best), std::move(curvature)};
}

constexpr int kWarmUp = 80;  // moves of each chain

// Draws from the normal around the mode.
std::vector<std::vector<double>> normal_draws(const std::vector<double>& mode, const Eigen::MatrixXd& half,
                                              const FitOptions& options) {
  std::vector<std::vector<double>> draws;
  for (std::size_t draw = 0; draw < options.draws; ++draw) {
    const RandomStream randomness(options.seed, static_cast<std::uint32_t>(draw), 0, Purpose::parameters);
    Eigen::VectorXd normal(static_cast<Eigen::Index>(mode.size()));
    for (Eigen::Index i = 0; i < normal.size(); ++i)
      normal(i) = normal_draw(randomness.uniform_at(0, static_cast<std::uint32_t>(i)));
    const Eigen::VectorXd moved = half * normal;
    std::vector<double> x = mode;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] += moved(static_cast<Eigen::Index>(i));
    draws.push_back(std::move(x));
  }
  return draws;
}

// Draws from the posterior itself. The normal at the joint mode is not enough: where the background drifts, a
// small self-excitation pins the drift down and a large one leaves it open, so that most of the posterior's
// volume lies away from its highest point. The chains take turns, so that the first few draws come from all.
std::vector<std::vector<double>> posterior_draws(const Objective& objective, const Shape& shape,
                                                 const FitOptions& options, FitReport& report) {
  const LogDensity density = [&](std::span<const double> x, std::span<double> gradient) {
    std::vector<double> slope(x.size());
    const double value = objective({x.begin(), x.end()}, slope);
    for (std::size_t i = 0; i < slope.size(); ++i) gradient[i] = -slope[i];
    return -value;
  };
  const std::size_t chains = options.chains, each = (options.draws + chains - 1) / chains;
  Sample drawn = sample(density, shape,
                        {.seed = options.seed,
                         .stream = 2,
                         .chains = static_cast<int>(chains),
                         .warm_up = kWarmUp,
                         .draws = static_cast<int>(each),
                         .moves_per_draw = options.moves_per_draw,
                         .acceptance = 0.8,
                         .longest = 2.5,
                         .learn_shape = true,
                         .threads = options.threads});
  report.evaluations += static_cast<int>(drawn.gradients);
  report.acceptance = drawn.acceptance;
  std::vector<std::vector<double>> draws;
  for (std::size_t i = 0; i < options.draws; ++i)
    draws.push_back(std::move(drawn.draws[(i % chains) * each + i / chains]));
  return draws;
}

constexpr std::size_t kEnoughDraws = 50;  // for a standard deviation

void spread_from_draws(const Layout& layout, Fit& fit) {
  const double n = static_cast<double>(fit.draws.size());
  for (std::size_t i = 0; i < fit.mode.size(); ++i) {
    const Parameter& parameter = layout.parameters[i];
    if (!parameter.informed) continue;
    double mean = 0.0, square = 0.0;
    for (const auto& draw : fit.draws) mean += draw[i] / n;
    for (const auto& draw : fit.draws) square += (draw[i] - mean) * (draw[i] - mean) / (n - 1.0);
    fit.sd[i] = std::sqrt(square);
    fit.contraction[i] = std::clamp(1.0 - square / (parameter.prior_sd * parameter.prior_sd), 0.0, 1.0);
  }
}

void judge_chains(const Layout& layout, std::size_t chains, Fit& fit) {
  fit.report.least_effective = static_cast<double>(fit.draws.size());
  for (std::size_t i = 0; i < fit.mode.size(); ++i) {
    if (!layout.parameters[i].informed) continue;
    std::vector<double> chain_after_chain;
    for (std::size_t c = 0; c < chains; ++c) {
      for (std::size_t draw = c; draw < fit.draws.size(); draw += chains)
        chain_after_chain.push_back(fit.draws[draw][i]);
    }
    const Convergence found = convergence_of(chain_after_chain, static_cast<int>(chains));
    if (found.r_hat > fit.report.worst_r_hat) {
      fit.report.worst_r_hat = found.r_hat;
      fit.report.worst_parameter = i;
    }
    fit.report.least_effective = std::min(fit.report.least_effective, found.effective);
  }
}

}  // namespace

Fit fit_model(const FitData& data, const DailyModel& model, const FitOptions& options) {
  const Layout& layout = model.layout();
  const Free free(layout, model.options());
  const Objective objective = objective_of(model, free);
  Fit fit;
  FitReport& report = fit.report;
  const Mode mode = best_of_starts(objective, first_start(data, layout, free), options, report);
  const Minimum& best = mode.minimum;
  fit.mode = free.whole(best.x);
  report.stop = best.stop;
  report.converged = best.converged();
  report.gradient_norm = best.gradient_norm;

  // The posterior cannot be wider than its prior by much; a flat or falling direction gets the prior's own
  // curvature, 1 on the standardised scale. half * half^T is the covariance.
  Eigen::VectorXd values(0);
  Eigen::MatrixXd half(0, 0);
  report.condition_number = 1.0;
  if (free.size() > 0) {
    const Solver& solver = mode.curvature;
    const double least = solver.eigenvalues().minCoeff(), most = solver.eigenvalues().maxCoeff();
    report.condition_number = least > 0.0 ? most / least : std::numeric_limits<double>::infinity();
    report.curvature_positive = least > 1e-6;
    values = solver.eigenvalues().cwiseMax(report.curvature_positive ? 1e-6 : 1.0);
    half = solver.eigenvectors() * values.cwiseInverse().cwiseSqrt().asDiagonal();
  }

  std::vector<double> full;
  const Posterior at_mode = model.evaluate(fit.mode, full);
  report.log_likelihood = at_mode.log_likelihood;
  report.log_posterior = at_mode.total();
  // On the standardised scale the prior density of a free parameter is prior_sd times that on its own.
  double log_scales = 0.0;
  for (std::size_t i = 0; i < free.size(); ++i) log_scales += maths::log(free.scale(i));
  double log_determinant = 0.0;
  for (const double value : values) log_determinant += maths::log(value);
  report.log_evidence = at_mode.total() + log_scales +
                        0.5 * static_cast<double>(free.size()) * maths::log(2.0 * std::numbers::pi) -
                        0.5 * log_determinant;

  fit.sd.resize(fit.mode.size());
  fit.contraction.assign(fit.mode.size(), 0.0);
  for (std::size_t i = 0; i < fit.mode.size(); ++i) fit.sd[i] = layout.parameters[i].prior_sd;
  const Eigen::VectorXd variances = free.changes(fit.mode, half).rowwise().squaredNorm();
  for (std::size_t i = 0; i < free.size(); ++i) {
    const double variance = variances(static_cast<Eigen::Index>(i));
    fit.sd[free.place(i)] = std::sqrt(variance);
    fit.contraction[free.place(i)] = std::clamp(1.0 - variance / (free.scale(i) * free.scale(i)), 0.0, 1.0);
  }
  if (options.draws == 0) return fit;
  std::vector<std::vector<double>> standard;
  if (options.sample && free.size() > 0) {
    standard = posterior_draws(objective, {as_vector(best.x), half}, options, report);
  } else {
    standard = normal_draws(best.x, half, options);
  }
  for (std::size_t draw = 0; draw < options.draws; ++draw) {
    const RandomStream randomness(options.seed, static_cast<std::uint32_t>(draw), 0, Purpose::parameters);
    std::vector<double> theta = free.whole(standard[draw]);
    for (std::size_t i = 0; i < theta.size(); ++i) {
      const Parameter& parameter = layout.parameters[i];
      if (!parameter.informed)
        theta[i] += parameter.prior_sd * normal_draw(randomness.uniform_at(1, static_cast<std::uint32_t>(i)));
    }
    fit.draws.push_back(std::move(theta));
  }
  if (options.sample && options.draws >= kEnoughDraws) {
    spread_from_draws(layout, fit);
    judge_chains(layout, options.chains, fit);
  }
  return fit;
}

}  // namespace handover::threat
