#include "talks/talks.h"

#include "talks/clock_fit.h"
#include "talks/history.h"
#include "talks/settlement.h"

#include <stdexcept>

namespace handover::talks {
namespace {

Settlement draw_settlement(const BargainTable& table, const RandomStream& stream) {
  const auto inputs = draw_inputs(table, stream);
  std::vector<double> terms(inputs.size());
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    // Nobody's position is known: anything on the scale.
    terms[k] = inputs[k].size() > 0
                   ? weighted_mean(inputs[k])
                   : inputs[k].low + inputs[k].range() * stream.uniform_at(1, static_cast<std::uint32_t>(k));
  }
  return settlement_of(table, inputs, std::move(terms));
}

}  // namespace

FittedTalks assess_talks(const Mission& mission, Seed seed, int draws) {
  if (draws <= 0) throw std::logic_error("the talks need at least one draw");
  FittedTalks fitted;
  const BargainTable table = table_of(mission);
  const ClockFit fit = fit_clock(mission, gap_between_sides(table, central_inputs(table)));
  fitted.exposed = exposed_moves(fit);
  fitted.gap = fit.gap;
  for (int i = 0; i < draws; ++i) {
    const auto scenario = static_cast<std::uint32_t>(i);
    fitted.draws.push_back(draw_clock(mission, fit, {seed, scenario, 0, Purpose::talks}));
    fitted.settlements.push_back(draw_settlement(table, {seed, scenario, 0, Purpose::settlement}));
  }
  if (!fit.past.empty()) {
    fitted.state_at_as_of = fit.past.back().stay.state;
    fitted.in_state_for = days_between(fit.past.back().stay.from, mission.as_of);
  }
  fitted.still_counted = History(mission).still_counted(mission.as_of);
  return fitted;
}

}  // namespace handover::talks
