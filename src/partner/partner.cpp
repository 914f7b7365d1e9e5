#include "partner/partner.h"

#include "partner/posterior.h"

#include <cmath>

namespace handover::partner {
namespace {

PartnerDraw fitted_draw(const Data& data, const Quantities& draw) {
  PartnerDraw result;
  result.growth_per_year = draw.growth;
  result.decay_per_year = draw.decay;
  result.innovation_per_year = draw.innovation;
  result.observation_noise.assign(data.functions, independent_noise(data, draw));
  for (std::uint16_t f = 0; f < data.functions; ++f) {
    result.level.push_back(draw.level[weakest_series(data, draw, FunctionId{f})].back());
  }
  return result;
}

}  // namespace

FittedPartner assess_partner(const Mission& mission, Seed seed, int draws) {
  return assess_partner(mission, seed, draws, {});
}

FittedPartner assess_partner(const Mission& mission, Seed seed, int draws, const AssessOptions& options) {
  return fitted_of(posterior_of(mission, {}, seed, draws, options), seed, draws);
}

FittedPartner fitted_of(const Posterior& posterior, Seed seed, int draws) {
  FittedPartner fitted;
  const std::size_t wanted = static_cast<std::size_t>(std::max(1, draws)), have = posterior.draws.size();
  for (std::size_t i = 0; i < wanted; ++i) {
    // Evenly spaced, so that thinning takes from all chains alike.
    fitted.draws.push_back(fitted_draw(posterior.data, posterior.draws[i * have / wanted]));
    fitted.draws.back().coverage_without_advisers = coverage_draw(posterior.data.prior, seed, i);
  }
  return fitted;
}

PartnerAssessment assess_and_report(const Mission& mission, Seed seed, int draws,
                                    const AssessOptions& options) {
  const Posterior posterior =
      posterior_of(mission, marks_of(mission), seed, std::max(kReportDraws, draws), options);
  return {fitted_of(posterior, seed, draws), report_of(mission, posterior)};
}

}  // namespace handover::partner
