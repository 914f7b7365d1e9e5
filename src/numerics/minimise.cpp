#include "numerics/minimise.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>

namespace handover {
namespace {

using Numbers = std::vector<double>;

double dot(const Numbers& a, const Numbers& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}
double largest(const Numbers& a) {
  double most = 0.0;
  for (const double x : a) most = std::max(most, std::abs(x));
  return most;
}

// Steps and gradient changes of the last iterations, newest last.
struct History {
  struct Pair {
    Numbers s, y;
    double rho;
  };
  std::deque<Pair> pairs;
  std::size_t memory;
  const std::function<void(Numbers&)>& precondition;

  void add(Numbers s, Numbers y) {
    const double curvature = dot(s, y);
    if (curvature <= 1e-12 * std::sqrt(dot(s, s) * dot(y, y))) return;
    if (pairs.size() == memory) pairs.pop_front();
    pairs.push_back({std::move(s), std::move(y), 1.0 / curvature});
  }
  // - H gradient by the two-loop recursion.
  Numbers direction(const Numbers& gradient) const {
    Numbers q = gradient;
    std::vector<double> alpha(pairs.size());
    for (std::size_t i = pairs.size(); i-- > 0;) {
      alpha[i] = pairs[i].rho * dot(pairs[i].s, q);
      for (std::size_t j = 0; j < q.size(); ++j) q[j] -= alpha[i] * pairs[i].y[j];
    }
    if (precondition) {
      precondition(q);
    } else if (!pairs.empty()) {
      const auto& last = pairs.back();
      const double scale = 1.0 / (last.rho * dot(last.y, last.y));
      for (double& x : q) x *= scale;
    }
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const double beta = pairs[i].rho * dot(pairs[i].y, q);
      for (std::size_t j = 0; j < q.size(); ++j) q[j] += (alpha[i] - beta) * pairs[i].s[j];
    }
    for (double& x : q) x = -x;
    return q;
  }
};

// The function along one direction.
class Line {
 public:
  Line(const Objective& objective, const Numbers& from, const Numbers& direction, int& evaluations)
      : objective_(objective), from_(from), direction_(direction), evaluations_(evaluations) {}
  struct Point {
    double step = 0.0, value = 0.0, slope = 0.0;
    Numbers x, gradient;
  };
  Point at(double step) {
    Point point;
    point.step = step;
    point.x = from_;
    for (std::size_t i = 0; i < from_.size(); ++i) point.x[i] += step * direction_[i];
    point.gradient.assign(from_.size(), 0.0);
    point.value = objective_(point.x, point.gradient);
    ++evaluations_;
    point.slope = dot(point.gradient, direction_);
    if (!std::isfinite(point.value) || !std::isfinite(point.slope)) {
      point.value = std::numeric_limits<double>::infinity();
    }
    return point;
  }

 private:
  const Objective& objective_;
  const Numbers& from_;
  const Numbers& direction_;
  int& evaluations_;
};

constexpr double kEnough = 1e-4, kCurvature = 0.9;

// The minimiser of the cubic through two points with slopes, kept inside the middle of the bracket.
double cubic_step(const Line::Point& low, const Line::Point& high) {
  const double width = high.step - low.step;
  double step = low.step + 0.5 * width;
  if (std::isfinite(high.value)) {
    const double d1 = low.slope + high.slope - 3.0 * (low.value - high.value) / (low.step - high.step);
    const double square = d1 * d1 - low.slope * high.slope;
    if (square >= 0.0) {
      const double d2 = std::copysign(std::sqrt(square), width);
      step = high.step - width * (high.slope + d2 - d1) / (high.slope - low.slope + 2.0 * d2);
    }
  }
  const double nearest = low.step + 0.1 * width, farthest = low.step + 0.9 * width;
  if (!std::isfinite(step)) return low.step + 0.5 * width;
  return std::clamp(step, std::min(nearest, farthest), std::max(nearest, farthest));
}

// True with the accepted point in `point`.
bool search(Line& line, const Line::Point& start, double first_step, Line::Point& point) {
  Line::Point low = start, high;
  bool bracketed = false;
  double step = first_step;
  for (int i = 0; i < 40; ++i) {
    point = line.at(step);
    const bool too_high =
        point.value > start.value + kEnough * step * start.slope || point.value >= low.value;
    if (too_high && !(point.step == 0.0)) {
      high = point;
      bracketed = true;
    } else if (std::abs(point.slope) <= -kCurvature * start.slope) {
      return true;
    } else if (bracketed ? point.slope * (high.step - low.step) >= 0.0 : point.slope >= 0.0) {
      high = low;
      low = point;
      bracketed = true;
    } else {
      low = point;
    }
    if (bracketed && std::abs(high.step - low.step) < 1e-14 * std::max(1.0, low.step)) break;
    step = bracketed ? cubic_step(low, high) : 2.0 * step;
  }
  // Rounding may hide the last bit of curvature: a point that is lower is still progress.
  if (low.step > 0.0 && low.value < start.value) {
    point = low;
    return true;
  }
  return false;
}

}  // namespace

std::string_view name_of(StopReason reason) {
  constexpr std::string_view names[] = {"gradient small", "value flat", "line search failed",
                                        "iterations used up"};
  return names[static_cast<std::size_t>(reason)];
}

Minimum minimise(const Objective& objective, std::vector<double> start, const MinimiserOptions& options) {
  Minimum best;
  Line::Point point;
  point.x = std::move(start);
  point.gradient.assign(point.x.size(), 0.0);
  point.value = objective(point.x, point.gradient);
  best.evaluations = 1;
  History history{{}, options.memory, options.precondition};
  std::deque<double> recent;
  for (best.iterations = 0; best.iterations < options.most_iterations; ++best.iterations) {
    if (largest(point.gradient) <= options.gradient_tolerance * std::max(1.0, std::abs(point.value))) {
      best.stop = StopReason::gradient_small;
      break;
    }
    recent.push_back(point.value);
    if (recent.size() > 10) recent.pop_front();
    if (recent.size() == 10 &&
        recent.front() - point.value <= options.value_tolerance * std::max(1.0, std::abs(point.value))) {
      best.stop = StopReason::value_flat;
      break;
    }
    Numbers direction = history.direction(point.gradient);
    point.slope = dot(direction, point.gradient);
    if (point.slope >= 0.0) {
      history.pairs.clear();
      direction = history.direction(point.gradient);
      point.slope = dot(direction, point.gradient);
    }
    point.step = 0.0;
    const bool unscaled = history.pairs.empty() && !options.precondition;
    const double first = unscaled ? std::min(1.0, 1.0 / largest(point.gradient)) : 1.0;
    const Numbers from = point.x;
    Line line(objective, from, direction, best.evaluations);
    Line::Point next;
    if (!search(line, point, first, next)) {
      if (!history.pairs.empty()) {
        history.pairs.clear();  // the curvature may be stale: once more along the gradient
        continue;
      }
      best.stop = StopReason::line_search_failed;
      break;
    }
    Numbers s = next.x, y = next.gradient;
    for (std::size_t i = 0; i < s.size(); ++i) {
      s[i] -= point.x[i];
      y[i] -= point.gradient[i];
    }
    history.add(std::move(s), std::move(y));
    point = std::move(next);
  }
  best.x = point.x;
  best.value = point.value;
  best.gradient_norm = largest(point.gradient);
  return best;
}

}  // namespace handover
