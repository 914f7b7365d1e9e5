// How steps of past transitions kept to their dates, and what that says about a plan's own dates.
//
// A past step was early (more than a month), on time (within a month either way), late, or never came. The
// chances follow two logistic regressions (late; early if not late) on whether the plan was conditions-based,
// on its length, on who left and on which collection the case is from, each pooled partially: a normal prior
// on every coefficient, an effect of each case, and an effect of conditions in each collection, because those
// who collect choose differently (Gelman & Hill 2007, chapters 13 and 14); posterior by Laplace's
// approximation. Lateness beyond a month has an exponential logarithm (a Pareto tail) and a share of steps
// that never come, from right-censored delays (cure model: Boag 1949; Maller & Zhou 1996).
#pragma once

#include "base/random_stream.h"
#include "mission/mission.h"
#include "talks/slip_draw.h"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handover::talks {

enum class SlipOutcome { early, on_time, late, never };

struct SlipCase {
  std::string case_id;
  std::size_t leaver = 0;         // index into slip_leavers()
  bool wider = false;             // from a wider collection than the mission's own reference class
  bool conditions_based = false;  // as announced
  double planned_days = 1.0;      // from the announcement to the planned day, at least 1
  double days_late = 0.0;         // below zero: early; for what has not come: so late when last seen
  SlipOutcome outcome = SlipOutcome::on_time;
  bool ended = true;  // false: still open when last seen (`outcome` is then late)
  bool on_time_or_early() const { return outcome == SlipOutcome::early || outcome == SlipOutcome::on_time; }
};

// Groups of those who leave that share an effect: the United Nations, the United States and its alliance,
// Russia, European states, others.
inline constexpr std::size_t kSlipLeavers = 5;
std::size_t slip_leaver(std::string_view code);
std::string_view name_of_slip_leaver(std::size_t group);
// The mission's own, by `leaver` in mission.toml; kSlipLeavers when it is not stated.
std::size_t slip_leaver_of(const Mission& mission);

// Steps whose planned day lies at least a month before the mission's as-of date: then it is known whether
// they were on time. Those that were planned for later and came early already would lean the record to early.
std::vector<SlipCase> slip_cases(const Mission& mission);

// Coefficients of a logistic regression with their posterior: mean and lower Cholesky factor of the
// covariance. Order: intercept, conditions-based, log of length in years, own collection, wider collection,
// one for each group of leavers, then what conditions add in the own and in the wider collection.
inline constexpr std::size_t kSlipTerms = 7 + kSlipLeavers;
using SlipTerms = std::array<double, kSlipTerms>;
struct SlipRegression {
  SlipTerms mean{};
  std::array<SlipTerms, kSlipTerms> root{};
};
SlipTerms slip_terms(bool conditions_based, double planned_days, bool wider, std::size_t leaver);

struct SlipFit {
  SlipRegression late, early;
  double never = 1.0, not_never = 2.0;             // beta: share of late steps that never come
  double tail_shape = 3.0, tail_rate = 3.2;        // inverse gamma: mean of log(days late / 30)
  std::array<double, 3> within = {1.0, 1.0, 0.5};  // Dirichlet: on the day, before it, after it
  double before_days = 10.0;                       // mean of those before it
  double early_share = 0.15;                       // mean share of what may be saved that is saved
  std::size_t cases = 0, open = 0, never_came = 0, missions = 0;
};
SlipFit fit_slip(std::span<const SlipCase> cases);

// One draw of everything, for a new case of a collection and a group of leavers.
SlipDraw draw_slip(const SlipFit& fit, bool wider, std::size_t leaver, DrawCursor& cursor);

// A plan's luck from the next four numbers of the cursor.
SlipLot draw_lot(DrawCursor& cursor);

// Chance that a new case is at most a month late: the posterior mean, the case's own effect integrated out.
double chance_on_time(const SlipFit& fit, bool conditions_based, double planned_days, bool wider,
                      std::size_t leaver);

// The record as it is, for those who read it.
struct SlipShare {
  std::size_t cases = 0, on_time = 0;  // on time or early
};
struct SlipRecord {
  std::size_t cases = 0, within_a_month = 0, early = 0, late = 0, never = 0, open = 0;
  // Actual over planned: median and quartiles; what never came counts as infinitely late.
  double median_ratio = 1.0, low_ratio = 1.0, high_ratio = 1.0;
  SlipShare calendar, conditions_based;
};
SlipRecord slip_record(std::span<const SlipCase> cases);

// --- how good it is: each case's steps forecast from all other cases ---
struct SlipScore {
  std::string name;
  std::size_t steps = 0, cases = 0;
  double brier = 0.0;        // "at most a month late"
  double brier_error = 0.0;  // standard error, over cases
  double crps = 0.0;         // of min(actual / planned, kRatioCap); what never came lies at the cap
  double covered_80 = 0.0;   // share inside the central 80 %
};
inline constexpr double kRatioCap = 4.0;
// Scores of the fitted model and its yardsticks (plain ratio: the past ratios themselves; log-normal;
// base rate; base rate by type) over the cases for which `judged` holds, learned on all others.
std::vector<SlipScore> score_slip(std::span<const SlipCase> cases, bool own_only, Seed seed);

}  // namespace handover::talks
