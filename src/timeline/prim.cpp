#include "base/random_stream.h"
#include "timeline/answers.h"
#include "timeline/bounds.h"
#include "timeline/prim_steps.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool contains(const Box& box, const Cases& cases, std::size_t row) {
  for (std::size_t i = 0; i < cases.inputs; ++i) {
    const double x = cases.at(row, i);
    if (x < box.low[i] || x > box.high[i]) return false;
  }
  return true;
}

// A side moved to a new limit, and the cases that are left.
struct Move {
  std::size_t input = 0;
  bool low_side = true;
  double limit = 0.0;
  Counts left;
  double merit = -kInfinity;
};

// The cases of the box sorted along one input, with running counts of hits.
struct Sorted {
  std::vector<double> x;
  std::vector<std::size_t> hits_before;  // [k] hits among the first k
};
Sorted sort_along(const std::vector<std::size_t>& rows, const Cases& cases, std::size_t input) {
  std::vector<std::size_t> order(rows);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair{cases.at(a, input), a} < std::pair{cases.at(b, input), b};
  });
  Sorted sorted;
  sorted.hits_before.push_back(0);
  for (const std::size_t row : order) {
    sorted.x.push_back(cases.at(row, input));
    sorted.hits_before.push_back(sorted.hits_before.back() + (cases.of_interest[row] ? 1 : 0));
  }
  return sorted;
}

// Removes about `step` cases from one end; ties go together, so a coarse input loses a whole level.
std::optional<Move> peel_side(const Sorted& sorted, std::size_t input, bool low_side, std::size_t step) {
  const std::size_t n = sorted.x.size();
  Move move{.input = input, .low_side = low_side, .limit = 0.0, .left = {}};
  if (low_side) {
    std::size_t first = step;
    while (first < n && sorted.x[first] == sorted.x[first - 1]) ++first;
    if (first >= n) return std::nullopt;
    move.limit = sorted.x[first];
    move.left = {n - first, sorted.hits_before[n] - sorted.hits_before[first]};
  } else {
    std::size_t kept = n - step;
    while (kept > 0 && sorted.x[kept] == sorted.x[kept - 1]) --kept;
    if (kept == 0) return std::nullopt;
    move.limit = sorted.x[kept - 1];
    move.left = {kept, sorted.hits_before[kept]};
  }
  return move;
}

double merit_of(const Counts& before, const Counts& after, PeelObjective objective) {
  if (objective == PeelObjective::density) return after.density();
  return (after.density() - before.density()) / static_cast<double>(before.inside - after.inside);
}

std::optional<Move> best_peel(const std::vector<std::size_t>& rows, const Cases& cases,
                              const PrimOptions& options, const std::vector<bool>& allowed) {
  const Counts before = count(rows, cases);
  const auto wanted = static_cast<std::size_t>(options.peel * static_cast<double>(rows.size()));
  const std::size_t step = std::max<std::size_t>(1, wanted);
  if (rows.size() <= step) return std::nullopt;
  const auto smallest = options.smallest_support * static_cast<double>(cases.size());
  std::optional<Move> best;
  for (std::size_t input = 0; input < cases.inputs; ++input) {
    if (!allowed[input]) continue;
    const Sorted sorted = sort_along(rows, cases, input);
    for (const bool low_side : {true, false}) {
      auto move = peel_side(sorted, input, low_side, step);
      if (!move || static_cast<double>(move->left.inside) < smallest) continue;
      move->merit = merit_of(before, move->left, options.objective);
      if (!best || move->merit > best->merit) best = move;
    }
  }
  return best;
}

void apply(Box& box, const Move& move) {
  if (move.low_side) {
    box.low[move.input] = move.limit;
    box.low_cut[move.input] = true;
  } else {
    box.high[move.input] = move.limit;
    box.high_cut[move.input] = true;
  }
}

Box without(const Box& box, const Box& whole, std::size_t input) {
  Box wider = box;
  wider.low[input] = whole.low[input];
  wider.high[input] = whole.high[input];
  wider.low_cut[input] = wider.high_cut[input] = false;
  return wider;
}

double quasi_p_of(const Box& box, const Box& whole, const Cases& cases, std::size_t input) {
  const Counts wide = count(rows_inside(without(box, whole, input), cases), cases);
  const Counts narrow = count(rows_inside(box, cases), cases);
  return binomial_at_least(narrow.hits, narrow.inside, wide.density());
}

void remeasure(Box& box, const Cases& cases) {
  measure(box, cases, count(rows_inside(box, cases), cases));
}

// Drops, one by one, the restriction that chance explains best, until none is left above the limit.
void drop_chance_restrictions(Box& box, const Box& whole, const Cases& cases, double limit) {
  for (;;) {
    double worst = limit;
    std::optional<std::size_t> drop;
    for (std::size_t input = 0; input < cases.inputs; ++input) {
      if (!box.low_cut[input] && !box.high_cut[input]) continue;
      const double p = quasi_p_of(box, whole, cases, input);
      if (p > worst) {
        worst = p;
        drop = input;
      }
    }
    if (!drop) return;
    box = without(box, whole, *drop);
    remeasure(box, cases);
  }
}

// Pasting: a side moves out again while that does not make the box less dense.
bool paste_once(Box& box, const Box& whole, const Cases& cases, double share) {
  const Counts now = count(rows_inside(box, cases), cases);
  const auto step =
      std::max<std::size_t>(1, static_cast<std::size_t>(share * static_cast<double>(now.inside)));
  for (std::size_t input = 0; input < cases.inputs; ++input) {
    for (const bool low_side : {true, false}) {
      if (low_side ? !box.low_cut[input] : !box.high_cut[input]) continue;
      Box open = box;
      (low_side ? open.low[input] : open.high[input]) = low_side ? whole.low[input] : whole.high[input];
      std::vector<double> beyond;
      for (const std::size_t row : rows_inside(open, cases)) {
        const double x = cases.at(row, input);
        if (low_side ? x < box.low[input] : x > box.high[input]) beyond.push_back(x);
      }
      std::sort(beyond.begin(), beyond.end());
      if (low_side) std::reverse(beyond.begin(), beyond.end());
      if (beyond.empty()) continue;
      Box wider = box;
      const double limit = beyond[std::min(step, beyond.size()) - 1];
      (low_side ? wider.low[input] : wider.high[input]) = limit;
      remeasure(wider, cases);
      if (wider.density < box.density || wider.coverage <= box.coverage) continue;
      box = wider;
      return true;
    }
  }
  return false;
}

std::vector<Restriction> restrictions_of(const Box& box, const Box& whole, const Cases& cases) {
  std::vector<Restriction> list;
  for (std::size_t input = 0; input < cases.inputs; ++input) {
    if (!box.low_cut[input] && !box.high_cut[input]) continue;
    list.push_back({.input = input,
                    .has_low = box.low_cut[input],
                    .has_high = box.high_cut[input],
                    .low = box.low[input],
                    .high = box.high[input],
                    .quasi_p = quasi_p_of(box, whole, cases, input),
                    .reproduced = 0.0});
  }
  std::sort(list.begin(), list.end(), [](const Restriction& a, const Restriction& b) {
    return std::pair{a.quasi_p, a.input} < std::pair{b.quasi_p, b.input};
  });
  return list;
}

// A random half of the cases, without replacement.
Cases half_of(const Cases& cases, Seed seed, std::uint32_t repetition) {
  const RandomStream stream(seed, repetition, 0, Purpose::bootstrap);
  Cases half;
  half.inputs = cases.inputs;
  for (std::size_t row = 0; row < cases.size(); ++row) {
    if (stream.uniform_at(0, static_cast<std::uint32_t>(row)) >= 0.5) continue;
    half.of_interest.push_back(cases.of_interest[row]);
    for (std::size_t i = 0; i < cases.inputs; ++i) half.value.push_back(cases.at(row, i));
  }
  return half;
}

// Bryant & Lempert's reproducibility: how often half of the cases choose the same inputs.
void resample(std::vector<Restriction>& restrictions, const Cases& cases, const PrimOptions& options) {
  std::vector<std::size_t> times(cases.inputs, 0);
  for (std::size_t r = 0; r < options.resamples; ++r) {
    const auto chosen = choose_inputs(half_of(cases, options.seed, static_cast<std::uint32_t>(r)), options);
    for (std::size_t i = 0; i < cases.inputs; ++i) times[i] += chosen[i] ? 1 : 0;
  }
  for (Restriction& restriction : restrictions) {
    restriction.reproduced = static_cast<double>(times[restriction.input]) /
                             static_cast<double>(std::max<std::size_t>(1, options.resamples));
  }
}

}  // namespace

std::vector<std::size_t> rows_inside(const Box& box, const Cases& cases) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < cases.size(); ++row) {
    if (contains(box, cases, row)) rows.push_back(row);
  }
  return rows;
}

Counts count(const std::vector<std::size_t>& rows, const Cases& cases) {
  Counts counts{rows.size(), 0};
  for (const std::size_t row : rows) counts.hits += cases.of_interest[row] ? 1 : 0;
  return counts;
}

void measure(Box& box, const Cases& cases, const Counts& inside) {
  const auto all = static_cast<double>(std::count(cases.of_interest.begin(), cases.of_interest.end(), true));
  box.coverage = all > 0.0 ? static_cast<double>(inside.hits) / all : 0.0;
  box.density = inside.density();
  box.support =
      cases.size() == 0 ? 0.0 : static_cast<double>(inside.inside) / static_cast<double>(cases.size());
}

Box whole_space(const Cases& cases) {
  Box box;
  box.low.assign(cases.inputs, kInfinity);
  box.high.assign(cases.inputs, -kInfinity);
  box.low_cut.assign(cases.inputs, false);
  box.high_cut.assign(cases.inputs, false);
  for (std::size_t row = 0; row < cases.size(); ++row) {
    for (std::size_t i = 0; i < cases.inputs; ++i) {
      box.low[i] = std::min(box.low[i], cases.at(row, i));
      box.high[i] = std::max(box.high[i], cases.at(row, i));
    }
  }
  std::vector<std::size_t> rows(cases.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  measure(box, cases, count(rows, cases));
  return box;
}

double balance(double coverage, double density, double base_rate) {
  const double gained = base_rate < 1.0 ? (density - base_rate) / (1.0 - base_rate) : 0.0;
  return gained > 0.0 && coverage > 0.0 ? 2.0 * coverage * gained / (coverage + gained) : 0.0;
}

const Box* best_balance(const std::vector<Box>& trajectory) {
  const Box* best = nullptr;
  double best_score = 0.0;
  for (const Box& box : trajectory) {
    const double score = balance(box.coverage, box.density, trajectory.front().density);
    if (score > best_score) {
      best_score = score;
      best = &box;
    }
  }
  return best;
}

std::vector<Box> peel_along(const Cases& cases, const PrimOptions& options,
                            const std::vector<bool>& allowed) {
  if (cases.value.size() != cases.size() * cases.inputs)
    throw std::logic_error("cases and inputs do not fit");
  std::vector<Box> trajectory;
  if (cases.size() == 0) return trajectory;
  trajectory.push_back(whole_space(cases));
  for (;;) {
    Box box = trajectory.back();
    const auto rows = rows_inside(box, cases);
    if (box.density >= 1.0 || box.density <= 0.0) return trajectory;
    const auto move = best_peel(rows, cases, options, allowed);
    if (!move) return trajectory;
    apply(box, *move);
    measure(box, cases, move->left);
    trajectory.push_back(std::move(box));
  }
}

std::size_t Box::restricted() const {
  std::size_t count = 0;
  for (std::size_t i = 0; i < low.size(); ++i) count += low_cut[i] || high_cut[i] ? 1 : 0;
  return count;
}

std::vector<Box> peel(const Cases& cases, const PrimOptions& options) {
  return peel_along(cases, options, std::vector<bool>(cases.inputs, true));
}

Discovery discover(const Cases& cases, const PrimOptions& options) {
  Discovery discovery;
  if (cases.value.size() != cases.size() * cases.inputs)
    throw std::logic_error("cases and inputs do not fit");
  discovery.trajectory = peel_along(cases, options, choose_inputs(cases, options));
  if (discovery.trajectory.empty()) return discovery;
  const Box& whole = discovery.trajectory.front();
  discovery.base_rate = discovery.box.density = whole.density;
  discovery.box = whole;
  const Box* chosen = best_balance(discovery.trajectory);
  if (chosen == nullptr) return discovery;
  Box box = *chosen;
  drop_chance_restrictions(box, whole, cases, options.quasi_p);
  if (options.paste > 0.0) {
    while (paste_once(box, whole, cases, options.paste)) {
    }
  }
  discovery.restrictions = restrictions_of(box, whole, cases);
  discovery.found = !discovery.restrictions.empty();
  if (!discovery.found) return discovery;
  discovery.box = box;
  resample(discovery.restrictions, cases, options);
  return discovery;
}

}  // namespace handover::timeline
