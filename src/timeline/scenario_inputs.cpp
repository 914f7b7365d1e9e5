#include "timeline/scenario_inputs.h"

#include "numerics/maths.h"
#include "threat/fitted_mean.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

constexpr std::size_t kDaysAhead = 90;
constexpr auto kCoalition = static_cast<std::size_t>(Victim::coalition);

// Incidents a month of each stream over the next days, as this draw of the fitted model expects them if
// backgrounds, a war abroad and the talks stay as they are on the as-of date.
std::vector<double> incidents_ahead(const threat::FittedThreat& fitted, threat::ThreatDraw draw,
                                    const std::vector<std::size_t>& streams) {
  draw.drift.clear();
  const std::vector<double> exposure(fitted.streams * fitted.zones, 1.0);
  const auto counts = expected_counts(fitted, draw, kDaysAhead, exposure);
  std::vector<double> sums(fitted.streams, 0.0);
  for (std::size_t i = 0; i < counts.size(); ++i) sums[i / fitted.zones % fitted.streams] += counts[i];
  std::vector<double> values;
  for (const std::size_t k : streams) values.push_back(sums[k] * kDaysPerMonth / kDaysAhead);
  return values;
}

// Mean factor on a stream's background over the horizon.
double mean_drift(const threat::FittedThreat& fitted, const threat::ThreatDraw& draw, std::size_t stream) {
  const std::size_t steps = draw.drift.size() / fitted.streams;
  const auto first = draw.drift.begin() + static_cast<std::ptrdiff_t>(stream * steps);
  return std::accumulate(first, first + static_cast<std::ptrdiff_t>(steps), 0.0) / static_cast<double>(steps);
}

double rate(const talks::TalksDraw& draw, TalksState to) {
  return kDaysPerYear *
         draw.base[static_cast<std::size_t>(TalksState::in_session)][static_cast<std::size_t>(to)];
}

std::vector<double> pace_of_talks(const talks::TalksDraw& draw) {
  return {rate(draw, TalksState::agreed), rate(draw, TalksState::suspended),
          rate(draw, TalksState::collapsed), rate(draw, TalksState::expelled),
          talks::chance_late(draw.slip, false, kDaysPerYear, 0.0)};
}

// Streams that attack the coalition, where somebody may be killed in an attack at all.
std::vector<std::size_t> lethal_streams(const Mission& mission, const threat::FittedThreat& fitted) {
  std::vector<std::size_t> streams;
  for (std::size_t k = 0; k < mission.streams.size(); ++k) {
    const bool can_kill = std::ranges::any_of(fitted.draws, [&](const threat::ThreatDraw& draw) {
      return k < draw.killed.size() && draw.killed[k][kCoalition].zero < 1.0;
    });
    if (mission.streams[k].kind != StreamKind::coalition_strike && can_kill) streams.push_back(k);
  }
  return streams;
}

// Of what `assumption_quantile` draws.
double mean_of_range(const Assumption& assumption) {
  const auto& [low, mode, high] = assumption.range;
  switch (assumption.shape) {
    case RangeShape::uniform:
      return 0.5 * (low + high);
    case RangeShape::triangular:
      return (low + mode + high) / 3.0;
    case RangeShape::pert:
      return (low + 4.0 * mode + high) / 6.0;
  }
  return mode;
}

void add_means(const std::vector<std::vector<double>>& draws, InputPopulation& population) {
  if (draws.empty()) return;
  for (std::size_t k = 0; k < draws.front().size(); ++k) {
    double sum = 0.0;
    for (const auto& draw : draws) sum += draw[k];
    population.mean.push_back(sum / static_cast<double>(draws.size()));
    population.fitted.push_back(true);
  }
  population.draws = population.draws == 0 ? draws.size() : std::min(population.draws, draws.size());
}

double functions_alone(const partner::PartnerDraw& draw) {
  return static_cast<double>(
      std::ranges::count_if(draw.level, [&](double level) { return level > draw.alone; }));
}

}  // namespace

ScenarioInputs::ScenarioInputs(const Mission& mission, const simulate::Assessment& assessment) {
  for (const Assumption& assumption : mission.assumptions) {
    list_.push_back({.key = assumption.key, .kind = InputKind::assumption, .unit = assumption.unit});
    assumed_.push_back(mean_of_range(assumption));
  }
  std::vector<std::size_t> streams;
  for (std::size_t k = 0; k < mission.streams.size(); ++k) {
    if (mission.streams[k].kind == StreamKind::coalition_strike) continue;
    streams.push_back(k);
    list_.push_back(
        {.kind = InputKind::stream_level, .subject = mission.streams[k].name, .of_attacks = true});
  }
  const threat::FittedThreat& fitted = assessment.threat;
  std::vector<std::size_t> drifting;
  for (const std::size_t k : streams) {
    if (fitted.draws.empty() || fitted.draws[0].drift.empty() || fitted.patron_of_stream.at(k) >= 0) continue;
    drifting.push_back(k);
    list_.push_back({.kind = InputKind::stream_drift,
                     .subject = mission.streams[k].name,
                     .of_attacks = true,
                     .lies_ahead = true});
  }
  const auto lethal = lethal_streams(mission, fitted);
  for (const std::size_t k : lethal)
    list_.push_back(
        {.kind = InputKind::stream_lethality, .subject = mission.streams[k].name, .of_attacks = true});
  for (std::size_t p = 0; p < fitted.patrons && p < mission.patrons.size(); ++p) {
    for (const InputKind turns : {InputKind::patron_turns_on, InputKind::patron_turns_off})
      list_.push_back({.kind = turns, .subject = mission.patrons[p].name, .of_attacks = true});
  }
  for (const InputKind kind : {InputKind::talks_agree, InputKind::talks_suspended, InputKind::talks_collapse,
                               InputKind::expulsion, InputKind::late_step, InputKind::functions_alone})
    list_.push_back({.kind = kind});
  for (const threat::ThreatDraw& draw : fitted.draws) {
    threat_.push_back(incidents_ahead(fitted, draw, streams));
    auto& row = threat_.back();
    for (const std::size_t k : drifting) row.push_back(mean_drift(fitted, draw, k));
    for (const std::size_t k : lethal) row.push_back(1.0 - draw.killed[k][kCoalition].zero);
    for (std::size_t p = 0; p < fitted.patrons && p < mission.patrons.size(); ++p) {
      row.push_back(kDaysPerYear * draw.regime[p].off_to_on);
      row.push_back(kDaysPerYear * draw.regime[p].on_to_off);
    }
  }
  for (const talks::TalksDraw& draw : assessment.talks.draws) talks_.push_back(pace_of_talks(draw));
  for (const partner::PartnerDraw& draw : assessment.partner.draws)
    partner_.push_back({functions_alone(draw)});
}

InputPopulation ScenarioInputs::population() const {
  InputPopulation population{.mean = assumed_, .fitted = std::vector<bool>(assumed_.size(), false)};
  for (const auto* fitted : {&threat_, &talks_, &partner_}) add_means(*fitted, population);
  return population;
}

std::vector<double> ScenarioInputs::of(const simulate::Scenario& scenario) const {
  std::vector<double> values = scenario.assumption;
  for (const auto* fitted :
       {&threat_[scenario.threat_draw], &talks_[scenario.talks_draw], &partner_[scenario.partner_draw]})
    values.insert(values.end(), fitted->begin(), fitted->end());
  return values;
}

}  // namespace handover::timeline
