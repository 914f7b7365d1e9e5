// What the partner module gives to the simulation: per function, latent capability and how it moves.
#pragma once

#include "mission/entities.h"

#include <vector>

namespace handover::partner {

// One posterior draw. Latent scale of the ordered probit: thresholds are on the same scale, and a function
// stands alone while its level is above `alone`.
struct PartnerDraw {
  std::vector<double> level;            // [function] at the as-of date, weakest unit that holds the function
  std::vector<double> growth_per_year;  // [function] with mentoring
  std::vector<double> decay_per_year;   // [function] once enablers and mentoring have gone (>= 0)
  std::vector<double>
      innovation_per_year;  // [function] standard deviation of the random walk, per square-root year
  std::vector<double> observation_noise;  // [function] standard deviation of one independent rating
  double alone = 0.0;                     // threshold at which a function stands alone
  // Share of what a rating beside advisers sees that is still seen when none are there. Who advises also
  // watches; who has left relies on what the forces say of themselves.
  double coverage_without_advisers = 1.0;
};

struct FittedPartner {
  std::vector<PartnerDraw> draws;  // equally likely
};

// Mean level after `days`, mentored for the share `mentoring` in [0, 1] of what is given today. Pure; no
// random draws.
double level_after(const PartnerDraw& draw, FunctionId function, double level, double days, double mentoring);

// Coverage of a later rating, against one beside today's advisers: linear in the share of advising still
// given. 1 with all of it, `coverage_without_advisers` with none.
double coverage_after(const PartnerDraw& draw, double mentoring);
// Standard deviation of one independent rating then: the noise of full coverage / sqrt(coverage), as in the
// observation model.
double rating_noise(const PartnerDraw& draw, FunctionId function, double mentoring);

}  // namespace handover::partner
