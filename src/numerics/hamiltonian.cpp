#include "numerics/hamiltonian.h"

#include "base/parallel.h"
#include "base/random_stream.h"
#include "numerics/draws.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace handover {
namespace {

using Vector = Eigen::VectorXd;

constexpr double kQuarterPeriod = 1.5707963267948966;  // of the whitened density
constexpr double kLongestStep = 1.5;                   // beyond 2 leaps are unstable

// Dual averaging of the log step length (Nesterov 2009 as in Hoffman & Gelman 2014, algorithm 5), with a
// weaker pull than theirs (0.4, not 0.05): made for a thousand moves, it swings too far to settle in thirty.
class StepTuner {
 public:
  StepTuner(double start, double target)
      : target_(target), centre_(maths::log(2.0 * start)), log_(maths::log(start)), average_(log_) {}
  void learn(double acceptance) {
    ++count_;
    const double weight = 1.0 / (count_ + 10.0);
    error_ = (1.0 - weight) * error_ + weight * (target_ - acceptance);
    log_ = centre_ - std::sqrt(count_) / 0.4 * error_;
    const double keep = maths::pow(count_, -0.75);
    average_ = keep * log_ + (1.0 - keep) * average_;
  }
  double trying() const { return std::min(kLongestStep, maths::exp(log_)); }
  double settled() const { return std::min(kLongestStep, maths::exp(average_)); }

 private:
  double target_, centre_, log_, average_, error_ = 0.0, count_ = 0.0;
};

class Chain {
 public:
  Chain(const LogDensity& density, const Shape& shape, const SamplerOptions& options, int number)
      : density_(density),
        shape_(&shape),
        options_(options),
        stream_(options.seed, static_cast<std::uint32_t>(number), options.stream, Purpose::parameters),
        n_(shape.centre.size()) {
    DrawCursor start(stream_, 0);
    w_ = normals(start);
    value_ = at(w_, gradient_);
  }

  // Moves that tune the step length. Returns the places passed, whitened.
  std::vector<Vector> warm_up(int moves) {
    StepTuner tuner(step_, options_.acceptance);
    std::vector<Vector> places;
    for (int i = 0; i < moves; ++i) {
      tuner.learn(move(tuner.trying()));
      places.push_back(w_);
    }
    if (moves > 0) step_ = tuner.settled();
    return places;
  }
  // The same place seen in another shape, `to` = the old one moved and stretched along its axes, which must
  // outlive the chain.
  void change_shape(const Shape& to, const Vector& move, const Vector& stretch) {
    shape_ = &to;
    w_ = (w_ - move).cwiseQuotient(stretch);
    gradient_ = gradient_.cwiseProduct(stretch);
  }
  double step() const { return step_; }
  void set_step(double step) { step_ = step; }
  void draw() {
    divergences_ = 0;
    for (int i = 0; i < options_.draws; ++i) {
      for (int move_on = 0; move_on < options_.moves_per_draw; ++move_on)
        acceptance_ += move(step_) / (options_.draws * options_.moves_per_draw);
      const Vector x = shape_->centre + shape_->spread * w_;
      draws_.emplace_back(x.data(), x.data() + n_);
    }
  }
  void add_to(Sample& sample) {
    std::move(draws_.begin(), draws_.end(), std::back_inserter(sample.draws));
    sample.divergences += divergences_;
    sample.acceptance += acceptance_ / options_.chains;
    sample.gradients += gradients_;
  }

 private:
  Vector normals(DrawCursor& cursor) const {
    Vector z(n_);
    for (Eigen::Index i = 0; i < n_; ++i) z(i) = normal_draw(cursor.next());
    return z;
  }

  double at(const Vector& w, Vector& gradient) {
    ++gradients_;
    const Vector x = shape_->centre + shape_->spread * w;
    raw_.resize(n_);
    const auto size = static_cast<std::size_t>(n_);
    const double value = density_({x.data(), size}, {raw_.data(), size});
    gradient.noalias() = shape_->spread.transpose() * raw_;
    return value;
  }

  // One trajectory; returns its acceptance.
  double move(double step) {
    DrawCursor cursor(stream_, ++iteration_);
    // The length is jittered so that no direction resonates.
    const double jitter = cursor.next(), accept = cursor.next();
    // So is the step: where the density is narrow one of the shorter ones gets away (Neal 2011,
    // section 5.4.2.2).
    step *= 0.5 + 0.6 * cursor.next();
    Vector momentum = normals(cursor), w = w_, gradient = gradient_;
    const double energy = value_ - 0.5 * momentum.squaredNorm();
    const double length =
        (options_.shortest + (options_.longest - options_.shortest) * jitter) * kQuarterPeriod;
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
      ++divergences_;
      return 0.0;
    }
    const double chance = std::min(1.0, maths::exp(change));
    if (accept < chance) {
      w_ = w;
      gradient_ = gradient;
      value_ = value;
    }
    return chance;
  }

  const LogDensity& density_;
  const Shape* shape_;
  const SamplerOptions& options_;
  RandomStream stream_;
  Eigen::Index n_;
  Vector w_, gradient_, raw_;
  double value_ = 0.0, step_ = 0.4, acceptance_ = 0.0;
  std::uint32_t iteration_ = 0;
  std::vector<std::vector<double>> draws_;
  int divergences_ = 0;
  long gradients_ = 0;
};

// How a shape's axes should move and stretch to fit whitened places. Few places tell little: the stretch is
// drawn towards none.
struct Fitted {
  Vector move, stretch;
};
Fitted fit_axes(const std::vector<Vector>& places, Eigen::Index n) {
  constexpr double kWorthOfShape = 20.0;  // places
  const auto count = static_cast<double>(places.size());
  Vector mean = Vector::Zero(n), variance = Vector::Zero(n);
  for (const Vector& w : places) mean += w / count;
  for (const Vector& w : places) variance += (w - mean).cwiseAbs2() / count;
  const Vector drawn = (count * variance.array() + kWorthOfShape) / (count + kWorthOfShape);
  return {std::move(mean), drawn.cwiseSqrt()};
}

}  // namespace

Sample sample(const LogDensity& density, const Shape& shape, const SamplerOptions& options) {
  std::vector<Chain> chains;
  for (int c = 0; c < options.chains; ++c) chains.emplace_back(density, shape, options, c);
  const int before = options.learn_shape ? options.warm_up / 2 : 0;
  Shape learned;
  Fitted axes;
  if (before > 0) {
    std::vector<std::vector<Vector>> passed(chains.size());
    parallel_for(chains.size(), options.threads,
                 [&](std::size_t c) { passed[c] = chains[c].warm_up(before); });
    std::vector<Vector> places;  // the first third of each may still be on its way
    for (const auto& one : passed) places.insert(places.end(), one.begin() + before / 3, one.end());
    axes = fit_axes(places, shape.centre.size());
    learned = {shape.centre + shape.spread * axes.move, shape.spread * axes.stretch.asDiagonal()};
  }
  parallel_for(chains.size(), options.threads, [&](std::size_t c) {
    if (before > 0) chains[c].change_shape(learned, axes.move, axes.stretch);
    chains[c].warm_up(options.warm_up - before);
  });
  // One length for all: a chain that tuned its own where the density is wide gets stuck where it is narrow.
  double log_step = 0.0;
  for (const Chain& chain : chains) log_step += maths::log(chain.step()) / options.chains;
  parallel_for(chains.size(), options.threads, [&](std::size_t c) {
    chains[c].set_step(maths::exp(log_step));
    chains[c].draw();
  });
  Sample sample;
  sample.chains = options.chains;
  for (Chain& chain : chains) chain.add_to(sample);
  return sample;
}

}  // namespace handover
