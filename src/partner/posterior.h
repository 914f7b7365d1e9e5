// The posterior as draws of named quantities, with the prior's beside them. Private to the module.
#pragma once

#include "numerics/hamiltonian.h"
#include "partner/model.h"
#include "partner/partner.h"

#include <functional>

namespace handover::partner {

struct Posterior {
  Data data;
  std::vector<Quantities> draws, prior;
  std::vector<double> coverage_without_advisers;  // [draw]
  Sample sample;
  double seconds = 0.0;
};

Posterior posterior_of(const Mission& mission, std::span<const Date> marks, Seed seed, int draws,
                       const AssessOptions& options);

// Mean, 90 % interval and contraction of a quantity.
using Pick = std::function<double(const Quantities&)>;
Learned learned(const Posterior& posterior, const Pick& pick);
std::vector<double> values_of(const std::vector<Quantities>& draws, const Pick& pick);

// Level of the weakest unit that holds the function, and which series that is.
std::size_t weakest_series(const Data& data, const Quantities& draw, FunctionId function);

// Draw number `index` of the coverage that later ratings have without advisers: the prior's, since no rating
// of the model's data says anything of it.
double coverage_draw(const Prior& prior, Seed seed, std::size_t index);

// Days besides the ratings' own at which the levels are drawn: those that a body's rule looks back to.
std::vector<Date> marks_of(const Mission& mission);

FittedPartner fitted_of(const Posterior& posterior, Seed seed, int draws);
PartnerReport report_of(const Mission& mission, const Posterior& posterior);

// Verdicts and own tallies of the report. verdicts.cpp.
void add_verdicts(const Mission& mission, const Posterior& posterior, PartnerReport& report);

// An independent inspector's noise: the mission's own independents, else the prior's median.
double independent_noise(const Data& data, const Quantities& draw);

}  // namespace handover::partner
