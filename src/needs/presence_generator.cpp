#include "base/random_stream.h"
#include "needs/presence_plan.h"
#include "numerics/draws.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace handover::needs {
namespace {

struct Place {
  double x = 0.0, y = 0.0;
};

void roll_capabilities(DrawCursor& randomness, PresenceProblem& problem) {
  for (std::size_t u = 0; u < problem.types; ++u) {
    problem.persons.push_back(std::round(15.0 + 45.0 * randomness.next()));
    for (std::size_t t = 0; t < problem.tasks; ++t) {
      // Each type knows about half of the tasks; the first type a little of all, so that none is impossible.
      const bool knows = u == 0 || randomness.next() < 0.5;
      const double skill = u == 0 ? 0.4 : 0.7 + 0.6 * randomness.next();
      problem.capability.push_back(knows ? skill * problem.persons[u] / 20.0 : 0.0);
    }
  }
}

void roll_reach(DrawCursor& randomness, PresenceProblem& problem) {
  std::vector<Place> place(problem.regions);
  for (Place& p : place) p = {randomness.next(), randomness.next()};
  for (std::size_t t = 0; t < problem.tasks; ++t) {
    const double radius = 0.10 + 0.25 * randomness.next();
    for (const Place& from : place) {
      for (const Place& to : place) {
        problem.reach.push_back(maths::hypot(from.x - to.x, from.y - to.y) <= radius);
      }
    }
  }
}

void roll_demand(DrawCursor& randomness, PresenceProblem& problem) {
  std::vector<double> base, phase;
  for (std::size_t i = 0; i < problem.tasks * problem.regions; ++i) {
    base.push_back(randomness.next() < 0.6 ? exponential_draw(randomness.next(), 1.0) * 2.0 : 0.0);
    phase.push_back(2.0 * std::numbers::pi * randomness.next());
  }
  for (std::size_t m = 0; m < problem.months; ++m) {
    const double decline = 1.0 - 0.5 * static_cast<double>(m) / static_cast<double>(problem.months);
    const double shock = randomness.next() < 0.1 ? 1.3 : 1.0;
    for (std::size_t i = 0; i < base.size(); ++i) {
      const double season =
          1.0 + 0.2 * maths::sin(2.0 * std::numbers::pi * static_cast<double>(m) / 12.0 + phase[i]);
      problem.demand.push_back(base[i] * decline * shock * season);
    }
  }
}

double persons_worth(const PresenceProblem& problem, std::size_t t) {
  double best = 0.0;
  for (std::size_t u = 0; u < problem.types; ++u) {
    best = std::max(best, problem.capability[u * problem.tasks + t] / problem.persons[u]);
  }
  return 1.0 / best;
}

}  // namespace

PresenceProblem generate_presence(const PresenceShape& shape) {
  DrawCursor randomness(RandomStream(Seed{shape.seed}, 0, 0, Purpose::test), 0);
  PresenceProblem problem;
  problem.months = shape.months;
  problem.regions = shape.regions;
  problem.tasks = shape.tasks;
  problem.types = shape.types;
  roll_capabilities(randomness, problem);
  roll_reach(randomness, problem);
  roll_demand(randomness, problem);
  double total = 0.0;
  std::vector<double> by_region(shape.regions, 0.0);
  for (std::size_t t = 0; t < shape.tasks; ++t) {
    problem.drop_cost.push_back(20.0 * persons_worth(problem, t));
    for (std::size_t r = 0; r < shape.regions; ++r) {
      const double worth = problem.demand[problem.demand_at(0, t, r)] * persons_worth(problem, t);
      by_region[r] += worth;
      total += worth;
    }
  }
  for (std::size_t m = 0; m < shape.months; ++m) {
    for (std::size_t r = 0; r < shape.regions; ++r) {
      // Every third region's sites close on the way, at a month of their own.
      const bool closed = r % 3 == 2 && m * shape.regions > (shape.regions + r) * shape.months / 2;
      problem.capacity.push_back(closed ? 0.0 : std::ceil(100.0 + shape.tightness * 1.5 * by_region[r]));
    }
    problem.lift.push_back(std::ceil(shape.lift_share * total) + 120.0);
  }
  problem.lift.front() = 4.0 * total + 1000.0;  // the presence that is there when the plan begins
  problem.start.assign(shape.types * shape.regions, 0);
  return problem;
}

}  // namespace handover::needs
