#include "threat/sampler.h"

#include "base/draws.h"
#include "base/parallel.h"

#include <algorithm>
#include <cmath>

namespace handover::threat {
namespace {

// A place on the whitened scale z, where x = mode + half z.
struct Place {
  Eigen::VectorXd z, slope;
  double value = 0.0;
};

class Whitened {
 public:
  Whitened(const Objective& objective, const std::vector<double>& mode, const Eigen::MatrixXd& half)
      : objective_(objective), mode_(mode), half_(half), gradient_(mode.size()) {}
  std::vector<double> whole(const Eigen::VectorXd& z) const {
    std::vector<double> x = mode_;
    const Eigen::VectorXd moved = half_ * z;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] += moved(static_cast<Eigen::Index>(i));
    return x;
  }
  Place at(Eigen::VectorXd z) {
    Place place{std::move(z), {}, 0.0};
    place.value = objective_(whole(place.z), gradient_);
    place.slope = half_.transpose() * Eigen::Map<const Eigen::VectorXd>(gradient_.data(), place.z.size());
    return place;
  }

 private:
  const Objective& objective_;
  const std::vector<double>& mode_;
  const Eigen::MatrixXd& half_;
  std::vector<double> gradient_;
};

// Nesterov's dual averaging of the logarithm of the step length towards an acceptance of 0.8.
class StepLength {
 public:
  double current() const { return std::exp(log_step_); }
  double settled() const { return std::exp(log_average_); }
  void learn(double acceptance) {
    count_ += 1.0;
    shortfall_ += (0.8 - acceptance - shortfall_) / (count_ + 10.0);
    log_step_ = std::log(10.0 * kFirst) - std::sqrt(count_) / 0.05 * shortfall_;
    const double weight = std::pow(count_, -0.75);
    log_average_ = weight * log_step_ + (1.0 - weight) * log_average_;
  }

 private:
  static constexpr double kFirst = 0.3;
  double log_step_ = std::log(kFirst), log_average_ = 0.0, shortfall_ = 0.0, count_ = 0.0;
};

constexpr std::size_t kChains = 4;

// Draws of one chain, in order.
struct Chain {
  Place here;
  std::vector<std::vector<double>> draws;
  double acceptance = 0.0;  // summed
  int evaluations = 0;
};

// One trajectory. Returns the chance with which its end was accepted.
double move(Whitened& density, Chain& chain, const RandomStream& dice, double length, int leaps) {
  Place& here = chain.here;
  Eigen::VectorXd momentum(here.z.size());
  for (Eigen::Index j = 0; j < momentum.size(); ++j)
    momentum(j) = normal_draw(dice.uniform_at(0, static_cast<std::uint32_t>(j)));
  // Steps of changing length do not fall in with the trajectories' periods.
  const double step = (0.8 + 0.4 * dice.uniform_at(1, 0)) * length;
  const double energy = here.value + 0.5 * momentum.squaredNorm();
  Place there = here;
  for (int leap = 0; leap < leaps && std::isfinite(there.value); ++leap) {
    momentum -= 0.5 * step * there.slope;
    there = density.at(there.z + step * momentum);
    momentum -= 0.5 * step * there.slope;
    ++chain.evaluations;
  }
  const double gain = energy - there.value - 0.5 * momentum.squaredNorm();
  const double acceptance = std::isfinite(gain) ? std::min(1.0, std::exp(gain)) : 0.0;
  if (dice.uniform_at(1, 1) < acceptance) here = std::move(there);
  return acceptance;
}

}  // namespace

Sampled sample_posterior(const Objective& objective, const std::vector<double>& mode,
                         const Eigen::MatrixXd& half, const SamplerOptions& options) {
  const auto dice_of = [&](std::size_t i) {
    return RandomStream(options.seed, static_cast<std::uint32_t>(i), 2, Purpose::parameters);
  };
  Whitened density(objective, mode, half);
  Chain start{.here = density.at(Eigen::VectorXd::Zero(static_cast<Eigen::Index>(mode.size())))};
  StepLength length;
  for (std::size_t i = 0; i < options.warm_up; ++i)
    length.learn(move(density, start, dice_of(i), length.current(), options.leaps));

  // The chains take turns in the list of draws, so that the first few come from all of them.
  std::vector<Chain> chains(kChains);
  parallel_for(kChains, options.threads, [&](std::size_t c) {
    Whitened own(objective, mode, half);
    Chain& chain = chains[c];
    chain.here = start.here;
    for (std::size_t i = c; i < options.draws; i += kChains) {
      chain.acceptance += move(own, chain, dice_of(options.warm_up + i), length.settled(), options.leaps);
      chain.draws.push_back(own.whole(chain.here.z));
    }
  });
  Sampled sampled;
  sampled.evaluations = 1 + start.evaluations;
  for (const Chain& chain : chains) {
    sampled.acceptance += chain.acceptance / static_cast<double>(options.draws);
    sampled.evaluations += chain.evaluations;
  }
  for (std::size_t i = 0; i < options.draws; ++i)
    sampled.draws.push_back(std::move(chains[i % kChains].draws[i / kChains]));
  return sampled;
}

}  // namespace handover::threat
