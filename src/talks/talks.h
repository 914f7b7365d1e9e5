// The talks module. Takes a mission (positions, sessions, reference class, calendar, assumptions) and gives
// the fitted model of fitted_model.h: draws of the clock's rates and of the terms; and a report of both that
// says how much each figure owes to data and how much to the prior.
#pragma once

#include "base/dates.h"
#include "mission/mission.h"
#include "talks/fitted_model.h"
#include "talks/rate_prior.h"
#include "talks/response.h"
#include "talks/slip.h"
#include "talks/spread.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handover::talks {

struct IssueReport {
  std::string name, low_means, high_means;
  double low = 0.0, high = 100.0;
  std::optional<double> reference_point;
  Spread terms;                       // the weighted mean's settlement
  std::size_t positions = 0;          // actors with one; 0: the terms are uniform on the scale
  std::optional<Month> scale_starts;  // month 0 of a scale of months (map_issues); nothing: not a date
};

// What a rate owes to data: assumed (contraction below 20 %), informed, or history surprises the prior (below
// zero: it widened what the prior said).
enum class RateBasis { assumed, informed, surprised };
std::string_view name_of(RateBasis basis);

struct RateReport {
  TalksState from = TalksState::announced, to = TalksState::in_session;
  Gamma prior, posterior;  // per day, at the central responses
  std::size_t cases = 0;   // past talks behind the prior
  double events = 0.0;     // of this mission's own talks
  double days = 0.0;
  double contraction = 0.0;
  RateBasis basis = RateBasis::assumed;
  bool reference_class = false;  // five cases or more stand behind the prior
};

// How a rate responds to what happens: a log rate ratio from the mission's assumptions.
struct ResponseReport {
  std::string key;
  Response response = Response::suspension_deaths;
  bool off = true;  // the mission makes no such assumption: no response
  Spread log_ratio;
};

struct DayChance {
  Date day{};
  Spread chance;
};

// What a reader should know about the report.
enum class NoteKind {
  silent_coalition,  // on the issue no position of its side is known; the terms lean to the other
  silent_host,
  no_sessions,    // none is recorded: the talks count as announced
  no_positions,   // on the issue: any value of the scale is as likely
  no_issues,      // none is recorded: there are no terms to forecast
  responses_off,  // those without an assumption in the mission
  clock_alone     // without further deaths and strikes
};
struct Note {
  NoteKind kind = NoteKind::clock_alone;
  std::string issue = {};  // its name
};
std::string_view name_of(NoteKind kind);  // "silent_host"

struct TalksReport {
  Date as_of{};
  int horizon_months = 0;
  std::size_t draws = 0;
  TalksState state = TalksState::announced;
  Days in_state_for{0};
  std::vector<IssueReport> issues;
  Spread gap;
  double chance_of_deal = 1.0;  // share of draws whose terms every actor with a veto prefers to none
  std::vector<RateReport> rates;
  std::vector<ResponseReport> responses;
  Spread suspended_within_30_days, suspended_within_90_days;  // a new suspension
  Spread agreed, collapsed, expelled;                         // by the horizon
  std::vector<DayChance> no_agreement;                        // month by month to the horizon
  // First month by whose end the mean chance of agreement passes 10, 50 and 90 %; nothing: not within the
  // horizon.
  std::optional<Month> agreed_10, agreed_50, agreed_90;
  SlipRecord slip;  // past steps as they were
  // What the fit gives a step planned a year ahead: chance of at most a month late, by the calendar and when
  // announced as conditions-based.
  double calendar_on_time = 0.0, conditions_on_time = 0.0;
  bool slip_reference_class = false;  // five past steps or more stand behind the fit
  std::vector<Note> notes;
};

// Draws behind a figure that people read: the month in which a flat curve passes one in two moves by half a
// year between seeds at 200 draws.
inline constexpr int kReportDraws = 1000;

// `draws` > 0. Draw i takes its random draws from (seed, scenario i); nothing depends on the number of draws.
// Pure.
FittedTalks assess_talks(const Mission& mission, Seed seed, int draws);

// Summarises a fitted model of the same mission and seed. The clock is run with the inputs known at the as-of
// date and no further deaths or strikes; the simulation of replications adds those.
TalksReport report_talks(const Mission& mission, const FittedTalks& fitted);

}  // namespace handover::talks
