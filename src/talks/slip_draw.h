// What the simulation needs of the slip: one draw of its parameters, and the days by which a step misses its
// planned day.
#pragma once

namespace handover::talks {

inline constexpr double kSlipMonth = 30.0;  // days within which a step counts as on time
inline constexpr double kNeverDone = 1e9;   // days late

struct SlipDraw {
  double late = -1e9, late_conditions = 0.0, late_per_log_year = 0.0;     // logits; see slip.h
  double early = -1e9, early_conditions = 0.0, early_per_log_year = 0.0;  // of those not late
  double case_sd = 0.0;               // of a plan's own effect on the logit of being late
  double never = 0.0;                 // share of late steps that never come
  double tail = 1.0;                  // mean of log(days late / 30) of the others
  double on_day = 1.0, before = 0.0;  // shares of those on time; the rest comes within a month after
  double before_days = 10.0;          // mean days before
  double early_share = 0.15;
  bool operator==(const SlipDraw&) const = default;
};

// A plan's luck: one draw for all of its steps, because the record counts each step from the plan's
// announcement. All in (0, 1), `effect` standard normal.
struct SlipLot {
  double effect = 0.0, which = 0.5, how_far = 0.5, never = 0.5;
};

double chance_late(const SlipDraw& draw, bool conditions_based, double planned_days, double effect);

// Days from the planned to the actual day of a step planned so many days ahead; kNeverDone when it never
// comes, never before the start. With the same lot a longer plan is not more punctual in kind: all steps of a
// plan are late together.
double days_late(const SlipDraw& draw, bool conditions_based, double planned_days, const SlipLot& lot);

}  // namespace handover::talks
