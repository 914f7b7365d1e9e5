#include "talks/clock_fit.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace handover::talks {
namespace {

constexpr ResponseKey kResponses[] = {
    {"suspension_per_coalition_death", Response::suspension_deaths, &TalksDraw::suspend_per_death},
    {"suspension_per_strike", Response::suspension_strikes, &TalksDraw::suspend_per_strike},
    {"agreement_per_gap", Response::agreement_gap, &TalksDraw::agree_per_gap},
    {"agreement_near_deadline", Response::agreement_deadline, &TalksDraw::agree_near_deadline},
    {"expulsion_per_pressure", Response::expulsion_pressure, &TalksDraw::expel_per_pressure},
    {"expulsion_per_strike", Response::expulsion_strikes, &TalksDraw::expel_per_strike},
    {"collapse_per_gap", Response::collapse_gap, &TalksDraw::collapse_per_gap},
    {"talks_near_meeting", Response::meeting, &TalksDraw::near_meeting},
};
// The pressure has the chance behind the first seven responses: those that came later follow it, so that
// draws stay what they were.
constexpr std::size_t kPressurePlace = 7;
constexpr const char* kPressure = "pressure_today";

const Assumption* find_assumption(const Mission& mission, std::string_view key) {
  for (const Assumption& assumption : mission.assumptions)
    if (assumption.key == key) return &assumption;
  return nullptr;
}

double assumption_quantile(const Assumption& assumption, double probability) {
  const ThreePoint& range = assumption.range;
  if (range.low == range.high) return range.mode;
  switch (assumption.shape) {
    case RangeShape::uniform:
      return range.low + probability * (range.high - range.low);
    case RangeShape::triangular:
      return triangular_quantile(probability, range);
    default:
      return pert_quantile(probability, range);
  }
}

// Every response at the share `probability(k)` of its range, the pressure as the last one.
template <class Probability>
Responses responses_at(const Mission& mission, Probability probability) {
  Responses responses;
  for (std::size_t k = 0; k < std::size(kResponses); ++k) {
    const Assumption* assumption = find_assumption(mission, kResponses[k].key);
    if (assumption != nullptr)
      responses.draw.*kResponses[k].value =
          assumption_quantile(*assumption, probability(k < kPressurePlace ? k : k + 1));
  }
  const Assumption* pressure = find_assumption(mission, kPressure);
  if (pressure != nullptr) responses.pressure = assumption_quantile(*pressure, probability(kPressurePlace));
  return responses;
}

bool same_input(const TalksInput& a, const TalksInput& b) {
  return a.coalition_deaths_30_days == b.coalition_deaths_30_days &&
         a.strikes_on_host_soil_30_days == b.strikes_on_host_soil_30_days &&
         a.election_near == b.election_near && a.anniversary_near == b.anniversary_near &&
         a.mandate_end_near == b.mandate_end_near && a.war_abroad == b.war_abroad &&
         a.meeting_near == b.meeting_near;
}

PastStay past_stay(const Stay& stay, const History& history) {
  PastStay past{stay, {}};
  for (Date day = stay.from; day < stay.to; day += std::chrono::days{1}) {
    const TalksInput input = history.on(day);
    if (past.days.empty() || !same_input(past.days.back().input, input)) past.days.push_back({input, 0.0});
    past.days.back().days += 1.0;
  }
  // A stay that began and ended on one day lasted about half of it.
  if (past.days.empty() && stay.ended) past.days.push_back({history.on(stay.from), 0.5});
  return past;
}

// Rate ratio of one move under an input.
double ratio(TalksState from, TalksState to, const TalksDraw& responses, TalksInput input, double gap,
             double pressure) {
  TalksDraw unit = responses;
  unit.base[index_of(from)][index_of(to)] = 1.0;
  input.gap = gap;
  input.domestic_pressure = pressure;
  return rates_per_day(unit, from, input)[index_of(to)];
}
double ratio(const ClockMove& move, const Responses& responses, const TalksInput& input, double gap) {
  return ratio(move.from, move.to, responses.draw, input, gap, responses.pressure);
}

}  // namespace

std::span<const ResponseKey> response_keys() {
  return kResponses;
}

bool assumed(const Mission& mission, const char* key) {
  return find_assumption(mission, key) != nullptr;
}

Responses central_responses(const Mission& mission) {
  return responses_at(mission, [](std::size_t) { return 0.5; });
}

ClockFit fit_clock(const Mission& mission, double gap) {
  ClockFit fit;
  fit.gap = gap;
  const auto steps = slip_cases(mission);
  fit.slip = fit_slip(steps);
  fit.slip_record = slip_record(steps);
  const double horizon = std::max<double>(1.0, static_cast<double>(mission.horizon_days()));
  for (std::size_t i = 0; i < kTalksStates; ++i) {
    for (std::size_t j = 0; j < kTalksStates; ++j) {
      const auto from = static_cast<TalksState>(i), to = static_cast<TalksState>(j);
      if (!can_move(from, to)) continue;
      auto cases = cases_for(mission, from, to);
      const Gamma prior = prior_from_cases(cases, horizon);
      fit.moves.push_back({from, to, std::move(cases), prior});
    }
  }
  const History history(mission);
  for (const Stay& stay : stays_of(mission)) fit.past.push_back(past_stay(stay, history));
  return fit;
}

std::vector<ExposedMove> exposed_moves(const ClockFit& fit) {
  std::vector<ExposedMove> moves;
  for (const ClockMove& move : fit.moves) {
    ExposedMove exposed{move.from, move.to, move.prior.rate, {}};
    for (const PastStay& past : fit.past) {
      if (past.stay.state != move.from) continue;
      for (const PastDays& days : past.days) {
        const auto same = std::find_if(exposed.days.begin(), exposed.days.end(), [&](const PastDays& other) {
          return same_input(other.input, days.input);
        });
        if (same == exposed.days.end())
          exposed.days.push_back(days);
        else
          same->days += days.days;
      }
    }
    moves.push_back(std::move(exposed));
  }
  return moves;
}

void refit_base(const FittedTalks& fitted, double pressure, TalksDraw& draw) {
  for (const ExposedMove& move : fitted.exposed) {
    const double reference = ratio(move.from, move.to, draw, {}, fitted.gap, pressure);
    double days = move.prior_days;
    for (const PastDays& past : move.days)
      days += past.days * ratio(move.from, move.to, draw, past.input, fitted.gap, pressure) / reference;
    const std::size_t i = index_of(move.from), j = index_of(move.to);
    draw.base[i][j] = draw.unit[i][j] / (days * reference);
  }
}

Gamma posterior_of(const ClockFit& fit, const ClockMove& move, const Responses& responses,
                   CaseExposure* own_out) {
  const double reference = ratio(move, responses, {}, fit.gap);
  CaseExposure own;
  for (const PastStay& past : fit.past) {
    if (past.stay.state != move.from) continue;
    if (past.stay.ended && past.stay.next == move.to) own.events += 1.0;
    for (const PastDays& days : past.days)
      own.days += days.days * ratio(move, responses, days.input, fit.gap) / reference;
  }
  if (own_out != nullptr) *own_out = own;
  return updated(move.prior, own);
}

TalksDraw draw_clock(const Mission& mission, const ClockFit& fit, const RandomStream& stream) {
  const RandomStream randomness = stream.for_purpose(Purpose::assumptions);
  constexpr std::uint32_t kTalksDay = 1;  // apart from the random draws of the scenario's own assumptions
  const Responses responses = responses_at(mission, [&](std::size_t k) {
    return randomness.uniform_at(kTalksDay, static_cast<std::uint32_t>(k));
  });
  TalksDraw draw = responses.draw;
  for (std::size_t m = 0; m < fit.moves.size(); ++m) {
    const ClockMove& move = fit.moves[m];
    const Gamma posterior = posterior_of(fit, move, responses);
    DrawCursor cursor(stream.for_purpose(Purpose::talks), static_cast<std::uint32_t>(m));
    const double unit = gamma_draw(cursor, posterior.shape, 1.0);
    draw.unit[index_of(move.from)][index_of(move.to)] = unit;
    draw.base[index_of(move.from)][index_of(move.to)] =
        unit / (posterior.rate * ratio(move, responses, {}, fit.gap));
  }
  DrawCursor cursor(stream.for_purpose(Purpose::slip), 0);
  draw.slip = draw_slip(fit.slip, false, slip_leaver_of(mission), cursor);
  return draw;
}

}  // namespace handover::talks
