#include "partner/sampler.h"

#include "base/draws.h"
#include "base/parallel.h"
#include "base/random_stream.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <Eigen/Dense>

namespace handover::partner {
namespace {

using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

std::span<const double> view(const Vector& x) {
  return {x.data(), static_cast<std::size_t>(x.size())};
}
std::span<double> view(Vector& x) {
  return {x.data(), static_cast<std::size_t>(x.size())};
}

Matrix curvature_at(const LogDensity& density, const Vector& x) {
  const auto n = x.size();
  Matrix curvature(n, n);
  Vector up(n), down(n), moved = x;
  constexpr double kStep = 1e-4;
  for (Eigen::Index i = 0; i < n; ++i) {
    moved(i) = x(i) + kStep;
    density(view(std::as_const(moved)), view(up));
    moved(i) = x(i) - kStep;
    density(view(std::as_const(moved)), view(down));
    moved(i) = x(i);
    curvature.col(i) = (down - up) / (2.0 * kStep);
  }
  return 0.5 * (curvature + curvature.transpose());
}

// The curvature with its eigenvalues kept above 0.2: the prior alone gives 1 in every direction.
struct Shape {
  Vector centre;
  Matrix spread;  // x = centre + spread * w, w about N(0, I)
};

Shape shape_from(const Matrix& curvature, Vector centre) {
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(curvature);
  const Vector scale = solver.eigenvalues().cwiseMax(0.2).cwiseSqrt().cwiseInverse();
  return {std::move(centre), solver.eigenvectors() * scale.asDiagonal()};
}

// Newton's method with a trust in the whitened step; the density is unimodal in practice.
Shape find_mode(const LogDensity& density, std::size_t dimension) {
  Vector x = Vector::Zero(static_cast<Eigen::Index>(dimension)), gradient(x.size()), trial_gradient(x.size());
  double value = density(view(std::as_const(x)), view(gradient));
  Shape shape;
  for (int round = 0; round < 12; ++round) {
    shape = shape_from(curvature_at(density, x), x);
    Vector step = shape.spread * (shape.spread.transpose() * gradient);
    if (step.norm() > 3.0) step *= 3.0 / step.norm();
    double share = 1.0;
    Vector trial;
    double trial_value = value;
    for (; share > 1e-4; share *= 0.5) {
      trial = x + share * step;
      trial_value = density(view(std::as_const(trial)), view(trial_gradient));
      if (trial_value >= value) break;
    }
    const double gained = trial_value - value;
    if (gained < 0.0) break;
    x = trial;
    value = trial_value;
    gradient = trial_gradient;
    shape.centre = x;
    if (gained < 1e-3) break;
  }
  return shape;
}

// Dual averaging of the log step size (Nesterov 2009 as in Hoffman & Gelman 2014, algorithm 5).
class StepTuner {
 public:
  StepTuner(double start, double target)
      : target_(target), centre_(std::log(10.0 * start)), log_(std::log(start)) {}
  void learn(double acceptance) {
    ++count_;
    const double weight = 1.0 / (count_ + 10.0);
    error_ = (1.0 - weight) * error_ + weight * (target_ - acceptance);
    log_ = centre_ - std::sqrt(count_) / 0.05 * error_;
    const double keep = std::pow(count_, -0.75);
    average_ = keep * log_ + (1.0 - keep) * average_;
  }
  double trying() const { return std::exp(log_); }
  double settled() const { return std::exp(average_); }

 private:
  double target_, centre_, log_, average_ = 0.0, error_ = 0.0, count_ = 0.0;
};

struct ChainResult {
  std::vector<std::vector<double>> draws;
  int divergences = 0;
  double acceptance = 0.0;
  long gradients = 0;
};

class Chain {
 public:
  Chain(const LogDensity& density, const Shape& shape, const SamplerOptions& options, int number)
      : density_(density),
        shape_(shape),
        options_(options),
        stream_(options.seed, static_cast<std::uint32_t>(number), 0, Purpose::parameters),
        n_(shape.centre.size()) {}

  ChainResult run() {
    DrawCursor start(stream_, 0);
    w_ = normals(start);
    value_ = at(w_, gradient_);
    StepTuner tuner(0.4, options_.acceptance);
    for (int i = 0; i < options_.warm_up; ++i) tuner.learn(move(i + 1, std::min(1.5, tuner.trying())));
    const double step = options_.warm_up > 0 ? std::min(1.5, tuner.settled()) : 0.3;
    result_.divergences = 0;
    for (int i = 0; i < options_.draws; ++i) {
      result_.acceptance += move(options_.warm_up + i + 1, step) / options_.draws;
      const Vector x = shape_.centre + shape_.spread * w_;
      result_.draws.emplace_back(x.data(), x.data() + n_);
    }
    return std::move(result_);
  }

 private:
  Vector normals(DrawCursor& cursor) const {
    Vector z(n_);
    for (Eigen::Index i = 0; i < n_; ++i) z(i) = normal_draw(cursor.next());
    return z;
  }

  double at(const Vector& w, Vector& gradient) {
    ++result_.gradients;
    const Vector x = shape_.centre + shape_.spread * w;
    raw_.resize(n_);
    const double value = density_(view(x), view(raw_));
    gradient.noalias() = shape_.spread.transpose() * raw_;
    return value;
  }

  // One trajectory; returns its acceptance.
  double move(int iteration, double step) {
    DrawCursor cursor(stream_, static_cast<std::uint32_t>(iteration));
    const double jitter = cursor.next(), accept = cursor.next();
    Vector momentum = normals(cursor), w = w_, gradient = gradient_;
    const double energy = value_ - 0.5 * momentum.squaredNorm();
    // A quarter period of the whitened density is pi / 2; its length is jittered so that no direction
    // resonates.
    const double length = (0.6 + 0.9 * jitter) * 1.5707963267948966;
    const int steps = std::clamp(static_cast<int>(std::lround(length / step)), 1, 200);
    double value = value_;
    for (int i = 0; i < steps; ++i) {
      momentum += 0.5 * step * gradient;
      w += step * momentum;
      value = at(w, gradient);
      if (!std::isfinite(value)) break;
      momentum += 0.5 * step * gradient;
    }
    const double change = value - 0.5 * momentum.squaredNorm() - energy;
    if (!std::isfinite(change) || change < -50.0) {
      ++result_.divergences;
      return 0.0;
    }
    const double chance = std::min(1.0, std::exp(change));
    if (accept < chance) {
      w_ = w;
      gradient_ = gradient;
      value_ = value;
    }
    return chance;
  }

  const LogDensity& density_;
  const Shape& shape_;
  const SamplerOptions& options_;
  RandomStream stream_;
  Eigen::Index n_;
  Vector w_, gradient_, raw_;
  double value_ = 0.0;
  ChainResult result_;
};

}  // namespace

Sample sample(const LogDensity& density, std::size_t dimension, const SamplerOptions& options) {
  const Shape shape = find_mode(density, dimension);
  std::vector<ChainResult> chains(static_cast<std::size_t>(options.chains));
  parallel_for(chains.size(), options.threads,
               [&](std::size_t c) { chains[c] = Chain(density, shape, options, static_cast<int>(c)).run(); });
  Sample sample;
  sample.chains = options.chains;
  sample.mode.assign(shape.centre.data(), shape.centre.data() + shape.centre.size());
  for (ChainResult& chain : chains) {
    std::move(chain.draws.begin(), chain.draws.end(), std::back_inserter(sample.draws));
    sample.divergences += chain.divergences;
    sample.acceptance += chain.acceptance / options.chains;
    sample.gradients += chain.gradients;
  }
  return sample;
}

namespace {

// Blom's scores of the ranks over all chains; ties share their mean rank.
std::vector<double> rank_normalised(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> scores(values.size());
  const double n = static_cast<double>(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]]) ++last;
    const double rank = 0.5 * static_cast<double>(first + last) + 1.0;
    for (std::size_t i = first; i <= last; ++i)
      scores[order[i]] = normal_quantile((rank - 0.375) / (n + 0.25));
    first = last + 1;
  }
  return scores;
}

double autocovariance(std::span<const double> chain, double mean, std::size_t lag) {
  double total = 0.0;
  for (std::size_t i = 0; i + lag < chain.size(); ++i) total += (chain[i] - mean) * (chain[i + lag] - mean);
  return total / static_cast<double>(chain.size());
}

}  // namespace

Convergence convergence_of(std::span<const double> values, int chains) {
  const std::size_t halves = 2 * static_cast<std::size_t>(chains), length = values.size() / halves;
  if (length < 4 ||
      *std::max_element(values.begin(), values.end()) == *std::min_element(values.begin(), values.end())) {
    return {1.0, static_cast<double>(values.size())};
  }
  const auto scores = rank_normalised(values);
  const double n = static_cast<double>(length), m = static_cast<double>(halves);
  std::vector<double> mean(halves);
  double within = 0.0, grand = 0.0;
  const auto part = [&](std::size_t h) {
    return std::span<const double>(scores).subspan(h * length, length);
  };
  for (std::size_t h = 0; h < halves; ++h) {
    mean[h] = std::accumulate(part(h).begin(), part(h).end(), 0.0) / n;
    grand += mean[h] / m;
    within += autocovariance(part(h), mean[h], 0) * n / (n - 1.0) / m;
  }
  double between = 0.0;
  for (const double value : mean) between += (value - grand) * (value - grand) / (m - 1.0);
  const double total = (n - 1.0) / n * within + between;
  if (within <= 0.0) return {1e3, 1.0};
  // Geyer's (1992) initial monotone sequence of paired autocorrelations.
  double sum = 0.0, last_pair = 1e300;
  for (std::size_t lag = 0; lag + 1 < length; lag += 2) {
    double pair = 0.0;
    for (const std::size_t t : {lag, lag + 1}) {
      double covariance = 0.0;
      for (std::size_t h = 0; h < halves; ++h) covariance += autocovariance(part(h), mean[h], t) / m;
      pair += t == 0 ? 1.0 : 1.0 - (within - covariance * n / (n - 1.0)) / total;
    }
    if (pair < 0.0) break;
    last_pair = std::min(last_pair, pair);
    sum += last_pair;
  }
  const double time = std::max(-1.0 + 2.0 * sum, 1.0 / std::log10(n * m));
  return {std::sqrt(total / within), n * m / time};
}

}  // namespace handover::partner
