// Which inputs a box may restrict.
#include "base/random_stream.h"
#include "timeline/prim_steps.h"

#include <algorithm>
#include <numeric>

namespace handover::timeline {
namespace {

constexpr std::uint32_t kPermutations = 99;

// The rows of a box along each input that may still be chosen, and their outcomes: what a permutation needs.
struct Slice {
  std::vector<std::size_t> inputs;
  std::vector<std::vector<std::size_t>> order;  // [input of the list] places in `hit`, by rising value
  std::vector<std::vector<std::size_t>> first_of_level;  // [input of the list][place] start of equal values
  std::vector<bool> hit;
  std::size_t hits = 0;
};

Slice slice_of(const Box& box, const Cases& cases, const std::vector<bool>& chosen) {
  const auto rows = rows_inside(box, cases);
  Slice slice;
  for (const std::size_t row : rows) slice.hit.push_back(cases.of_interest[row]);
  slice.hits = count(rows, cases).hits;
  for (std::size_t input = 0; input < cases.inputs; ++input) {
    if (chosen[input]) continue;
    const auto value = [&](std::size_t place) { return cases.at(rows[place], input); };
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return value(a) < value(b); });
    std::vector<std::size_t> first(rows.size() + 1, rows.size());
    for (std::size_t i = 0; i < order.size(); ++i)
      first[i] = i > 0 && value(order[i]) == value(order[i - 1]) ? first[i - 1] : i;
    slice.inputs.push_back(input);
    slice.order.push_back(std::move(order));
    slice.first_of_level.push_back(std::move(first));
  }
  return slice;
}

struct Pick {
  double score = 0.0;
  std::size_t input = 0;
};
// The input whose best one-sided cut separates the outcomes best.
Pick best_cut(const Slice& slice, const std::vector<bool>& hit, double peel) {
  const std::size_t n = hit.size();
  const auto step = std::max<std::size_t>(1, static_cast<std::size_t>(peel * static_cast<double>(n)));
  const auto hits = static_cast<double>(slice.hits);
  Pick best;
  std::vector<std::size_t> before(n + 1, 0);
  for (std::size_t i = 0; i < slice.inputs.size(); ++i) {
    for (std::size_t k = 0; k < n; ++k) before[k + 1] = before[k] + (hit[slice.order[i][k]] ? 1 : 0);
    for (std::size_t wanted = step; wanted + step <= n; wanted += step) {
      const std::size_t at = slice.first_of_level[i][wanted];
      if (at == 0) continue;
      const auto below = static_cast<double>(before[at]);
      const auto base = hits / static_cast<double>(n);
      const double low = balance(below / hits, below / static_cast<double>(at), base);
      const double high = balance((hits - below) / hits, (hits - below) / static_cast<double>(n - at), base);
      const double score = std::max(low, high);
      if (score > best.score) best = {score, slice.inputs[i]};
    }
  }
  return best;
}

// Whether outcomes dealt out anew among the same cases seldom give so good a cut on any input: a permutation
// test that allows for having looked at all of them (Westfall & Young 1993).
bool beyond_chance(const Slice& slice, const Pick& pick, const PrimOptions& options, std::uint32_t round) {
  std::vector<bool> hit = slice.hit;
  std::size_t as_good = 1;
  const auto allowed = static_cast<std::size_t>(options.quasi_p * (kPermutations + 1));
  for (std::uint32_t p = 0; p < kPermutations && as_good <= allowed; ++p) {
    const RandomStream stream(options.seed, p, round, Purpose::bootstrap);
    for (std::size_t i = hit.size(); i > 1; --i) {
      const double u = stream.uniform_at(1, static_cast<std::uint32_t>(i));
      const auto other = std::min(i - 1, static_cast<std::size_t>(u * static_cast<double>(i)));
      const bool held = hit[i - 1];
      hit[i - 1] = hit[other];
      hit[other] = held;
    }
    as_good += best_cut(slice, hit, options.peel).score >= pick.score ? 1 : 0;
  }
  return as_good <= allowed;
}

}  // namespace

std::vector<bool> choose_inputs(const Cases& cases, const PrimOptions& options) {
  std::vector<bool> chosen(cases.inputs, false);
  Box box = whole_space(cases);
  for (std::uint32_t round = 0; round < options.most_inputs; ++round) {
    const Slice slice = slice_of(box, cases, chosen);
    if (slice.hits == 0 || slice.hits == slice.hit.size() || slice.inputs.empty()) break;
    const Pick pick = best_cut(slice, slice.hit, options.peel);
    if (pick.score <= 0.0 || !beyond_chance(slice, pick, options, round)) break;
    chosen[pick.input] = true;
    const auto trajectory = peel_along(cases, options, chosen);
    const Box* next = best_balance(trajectory);
    if (next == nullptr) break;
    box = *next;
  }
  return chosen;
}

}  // namespace handover::timeline
