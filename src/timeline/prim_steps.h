// Steps of scenario discovery that peeling and the choice of inputs share.
#pragma once

#include "timeline/prim.h"

#include <cstddef>
#include <vector>

namespace handover::timeline {

struct Counts {
  std::size_t inside = 0, hits = 0;
  double density() const {
    return inside == 0 ? 0.0 : static_cast<double>(hits) / static_cast<double>(inside);
  }
};
std::vector<std::size_t> rows_inside(const Box& box, const Cases& cases);
Counts count(const std::vector<std::size_t>& rows, const Cases& cases);
void measure(Box& box, const Cases& cases, const Counts& inside);
Box whole_space(const Cases& cases);

// Peels along the allowed inputs only, from the whole space inwards.
std::vector<Box> peel_along(const Cases& cases, const PrimOptions& options, const std::vector<bool>& allowed);

// Harmonic mean of coverage and of the density gained, as a share of what there is to gain: the whole space
// scores zero however common failures are.
double balance(double coverage, double density, double base_rate);
// The point of the trajectory a careful analyst would pick; nullptr when no box gains anything.
const Box* best_balance(const std::vector<Box>& trajectory);

// Inputs are let in one after another: the next is the one that best separates the outcomes inside the box so
// far, and only while it does so beyond chance. Peeling along all inputs at once would spend its first steps
// on whichever of many inputs chance favours. Result [input].
std::vector<bool> choose_inputs(const Cases& cases, const PrimOptions& options);

}  // namespace handover::timeline
