// Scenario discovery: in which scenarios does a plan fail? The patient rule induction method peels a box off
// the space of assumptions until failures are dense inside it.
//
// Friedman & Fisher (1999), Statistics and Computing 9: peeling, pasting. Bryant & Lempert (2010),
// Technological Forecasting and Social Change 77: coverage, density, interpretability, quasi-p-values and the
// resampling test. Which inputs may be restricted is decided one at a time by a permutation test inside the
// box so far (Westfall & Young 1993, for the many inputs looked at). Kwakkel & Jaxa-Rozen (2016),
// Environmental Modelling & Software 79: the lenient objective.
#pragma once

#include "base/units.h"
#include "numerics/statistics.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace handover::timeline {

// The cases: one row of inputs per scenario, and whether the scenario is of interest (the plan failed in it).
struct Cases {
  std::size_t inputs = 0;
  std::vector<double> value;      // [case][input], row-major
  std::vector<bool> of_interest;  // [case]
  std::size_t size() const { return of_interest.size(); }
  double at(std::size_t row, std::size_t input) const { return value[row * inputs + input]; }
};

enum class PeelObjective {
  density,       // largest mean of what remains: Friedman & Fisher's own
  gain_per_case  // gain in mean per case removed: better where inputs are uneven (the lenient one)
};

struct PrimOptions {
  double peel = 0.05;              // share of the box removed in a step, in (0, 1)
  double paste = 0.05;             // share added back in a step; 0: no pasting
  double smallest_support = 0.05;  // share of all cases below which peeling stops
  PeelObjective objective = PeelObjective::gain_per_case;
  std::size_t most_inputs = 4;  // more restrictions than this no longer read as a sentence
  double quasi_p = 0.05;        // restrictions above it are dropped, and inputs that chance favours as often
  std::size_t resamples = 20;   // half-samples for the reproducibility of each restriction
  Seed seed;
};

struct Box {
  std::vector<double> low, high;        // [input], inclusive
  std::vector<bool> low_cut, high_cut;  // [input] whether that side is restricted at all
  double coverage = 0.0;                // share of the cases of interest that lie inside
  double density = 0.0;                 // share of the cases inside that are of interest
  double support = 0.0;                 // share of all cases that lie inside
  std::size_t restricted() const;
};

struct Restriction {
  std::size_t input = 0;
  bool has_low = false, has_high = false;
  double low = 0.0, high = 0.0;
  double quasi_p = 1.0;     // chance of a density this high without the restriction (Bryant & Lempert, eq. 4)
  double reproduced = 0.0;  // share of half-samples that choose this input too
};

struct Discovery {
  bool found = false;                     // no: no box is denser than the cases as a whole, beyond chance
  double base_rate = 0.0;                 // share of all cases that are of interest
  std::vector<Box> trajectory;            // from the whole space inwards
  Box box;                                // the chosen one
  std::vector<Restriction> restrictions;  // of the chosen box, most significant first
};

// Throws std::logic_error when rows and inputs do not fit. Pure; resamples are addressed by options.seed.
Discovery discover(const Cases& cases, const PrimOptions& options = {});

// The peeling trajectory alone, without choice, pasting or tests.
std::vector<Box> peel(const Cases& cases, const PrimOptions& options);

}  // namespace handover::timeline
