// The clock's parameters for one mission: priors from past talks, this mission's own history, and draws from
// both.
#pragma once

#include "talks/history.h"
#include "talks/rate_prior.h"
#include "talks/response.h"
#include "talks/slip.h"

#include <span>
#include <vector>

namespace handover::talks {

struct ClockMove {
  TalksState from = TalksState::announced, to = TalksState::in_session;
  std::vector<CaseExposure> cases;
  Gamma prior;  // per day, at the gap and pressure of the as-of date
};

// One stay of the past with what the clock saw.
struct PastStay {
  Stay stay;
  std::vector<PastDays> days;
};

struct ClockFit {
  std::vector<ClockMove> moves;
  std::vector<PastStay> past;
  SlipFit slip;
  SlipRecord slip_record;
  double gap = 0.0;  // between the sides, at the most likely positions
};
ClockFit fit_clock(const Mission& mission, double gap);

// How a rate responds to what happens: the keys in assumptions.csv and the fields of a draw that they fill.
struct ResponseKey {
  const char* key;
  Response response;
  double TalksDraw::*value;
};
std::span<const ResponseKey> response_keys();

// Responses and pressure as the mission assumes them; what it does not assume is 0: no response.
struct Responses {
  TalksDraw draw;  // its response fields only
  double pressure = 0.0;
};
Responses central_responses(const Mission& mission);
bool assumed(const Mission& mission, const char* key);

// Conjugate update of a move's prior under fixed responses. `own` gets the events and the weighted days.
//
// The reference class is taken to have had this mission's gap and pressure, so its rates hold there; days of
// the past with other deaths, strikes or deadlines count with the rate ratio those give.
// Exposures of each move, for `refit_base`.
std::vector<ExposedMove> exposed_moves(const ClockFit& fit);
Gamma posterior_of(const ClockFit& fit, const ClockMove& move, const Responses& responses,
                   CaseExposure* own = nullptr);

// One draw of everything, with random draws from `stream` (purposes talks, slip and assumptions).
TalksDraw draw_clock(const Mission& mission, const ClockFit& fit, const RandomStream& stream);

}  // namespace handover::talks
