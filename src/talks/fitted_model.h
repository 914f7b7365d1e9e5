// What the talks module gives to the simulation: a continuous-time chain of session states whose rates
// respond to events, and draws of the terms on which the talks would settle.
#pragma once

#include "mission/entities.h"
#include "mission/plan.h"
#include "talks/slip_draw.h"

#include <array>
#include <optional>
#include <vector>

namespace handover::talks {

// What the chain looks at on a day.
struct TalksInput {
  double coalition_deaths_30_days = 0.0;
  double strikes_on_host_soil_30_days = 0.0;
  double domestic_pressure = 0.0;  // 0 calm .. 1 highest; the simulator's state
  double gap = 0.0;                // between the sides' positions, 0..1
  bool election_near = false;      // within 90 days
  bool anniversary_near = false;   // within 30 days
  bool mandate_end_near = false;   // within 60 days
  bool war_abroad = false;
  bool meeting_near = false;  // within 30 days from an announced meeting on
};

// rate(i -> j) = base[i][j] * exp(sum of response * input); per day.
struct TalksDraw {
  std::array<std::array<double, kTalksStates>, kTalksStates> base{};  // per day
  double suspend_per_death = 0.0;  // log-rate of suspension per coalition death in 30 days
  double suspend_per_strike = 0.0;
  double agree_per_gap = 0.0;        // negative: a wide gap delays agreement
  double agree_near_deadline = 0.0;  // election, anniversary or mandate end near
  double expel_per_pressure = 0.0;
  double expel_per_strike = 0.0;
  double collapse_per_gap = 0.0;
  double near_meeting = 0.0;  // of coming into session and of agreement
  SlipDraw slip;              // how steps keep to their dates
  std::array<std::array<double, kTalksStates>, kTalksStates>
      unit{};  // base x the rate of its posterior gamma
};

// Rates out of `state`, per day. Pure.
std::array<double, kTalksStates> rates_per_day(const TalksDraw& draw, TalksState state,
                                               const TalksInput& input);

struct Settlement {
  bool deal = true;
  std::vector<double> terms;  // [issue] on the issue's own scale
  double gap = 0.0;           // between the two sides, 0..1, on the issues weighted by salience
};

// What happened before the as-of date and still counts some days after it.
struct StillCounted {
  double coalition_deaths = 0.0, strikes_on_host_soil = 0.0;
};

// What a base rate owes to the record: the prior's weight, and how long the mission's own talks were exposed,
// by what the clock saw. Days of equal input are counted together.
struct PastDays {
  TalksInput input;
  double days = 0.0;
};
struct ExposedMove {
  TalksState from = TalksState::announced, to = TalksState::in_session;
  double prior_days = 0.0;
  std::vector<PastDays> days;
};

struct FittedTalks {
  TalksState state_at_as_of = TalksState::announced;
  Days in_state_for{0};
  std::vector<TalksDraw> draws;
  std::vector<Settlement> settlements;      // same length as draws
  std::vector<ExposedMove> exposed;         // empty: base rates stay as drawn
  double gap = 0.0;                         // between the sides, at the most likely positions
  std::vector<StillCounted> still_counted;  // [days after the as-of date]; beyond its end nothing is left
};

// Base rates of `draw` under its own responses and this pressure: gamma posteriors given the responses, with
// the draw's own random parts (Gelman et al. 2013, section 2.6). The reference class is taken to have had
// this mission's gap and pressure.
void refit_base(const FittedTalks& fitted, double pressure, TalksDraw& draw);

}  // namespace handover::talks
