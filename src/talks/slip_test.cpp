#include "talks/slip.h"

#include "numerics/draws.h"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::talks;

namespace {

SlipLot lot_of(std::uint32_t i) {
  const RandomStream randomness(Seed{5}, i, 0, Purpose::test);
  return {.effect = normal_draw(randomness.uniform_at(0, 0)),
          .which = randomness.uniform_at(0, 1),
          .how_far = randomness.uniform_at(0, 2),
          .never = randomness.uniform_at(0, 3)};
}

// A case simulated from `truth`, seen until so many days after its planned day.
SlipCase simulated(const SlipDraw& truth, std::uint32_t i, double seen) {
  SlipCase one;
  one.case_id = std::to_string(i);
  one.leaver = kSlipLeavers;
  one.conditions_based = i % 3 == 0;
  one.planned_days = 200.0 + static_cast<double>(i % 5) * 150.0;
  const double late = days_late(truth, one.conditions_based, one.planned_days, lot_of(i));
  one.ended = late <= seen;
  one.days_late = std::min(late, seen);
  one.outcome = one.days_late > kSlipMonth    ? SlipOutcome::late
                : one.days_late < -kSlipMonth ? SlipOutcome::early
                                              : SlipOutcome::on_time;
  return one;
}

}  // namespace

TEST_CASE("the slip of simulated steps is recovered, also where it is censored") {
  const SlipDraw truth = {.late = -1.5,
                          .late_conditions = 2.5,
                          .late_per_log_year = 0.0,
                          .early = -1.2,
                          .case_sd = 1.0,
                          .never = 0.3,
                          .tail = 1.4,
                          .on_day = 0.4,
                          .before = 0.4,
                          .before_days = 9.0,
                          .early_share = 0.15};
  std::vector<SlipCase> cases;
  for (std::uint32_t i = 0; i < 600; ++i) cases.push_back(simulated(truth, i, 900.0));
  const SlipFit fit = fit_slip(cases);
  CHECK(fit.cases == 600);
  CHECK(fit.open > 20);
  double calendar = 0.0, conditions = 0.0;
  for (std::uint32_t i = 0; i < 4000; ++i) {
    const double z = normal_draw((i + 0.5) / 4000.0);
    calendar += (1.0 - chance_late(truth, false, 365.25, z)) / 4000.0;
    conditions += (1.0 - chance_late(truth, true, 365.25, z)) / 4000.0;
  }
  // Standard errors of the two shares at 400 and 200 cases: 0.02 and 0.035.
  CHECK(std::abs(chance_on_time(fit, false, 365.25, false, kSlipLeavers) - calendar) < 0.07);
  CHECK(std::abs(chance_on_time(fit, true, 365.25, false, kSlipLeavers) - conditions) < 0.11);
  CHECK(std::abs(fit.never / (fit.never + fit.not_never) - truth.never) < 0.09);
  CHECK(std::abs(fit.tail_rate / (fit.tail_shape - 1.0) - truth.tail) < 0.35);
  CHECK(std::abs(fit.before_days - truth.before_days) < 2.5);
}

TEST_CASE("draws of the slip spread about the fit and keep to their ranges") {
  const SlipFit fit = fit_slip({});
  double late = 0.0;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    DrawCursor cursor({Seed{1}, i, 0, Purpose::slip}, 0);
    const SlipDraw draw = draw_slip(fit, false, kSlipLeavers, cursor);
    CHECK(draw.never > 0.0);
    CHECK(draw.never < 1.0);
    CHECK(draw.tail > 0.0);
    CHECK(draw.on_day + draw.before <= 1.0);
    late += chance_late(draw, false, 365.25, lot_of(i).effect) / 2000.0;
  }
  CHECK(std::abs(1.0 - late - chance_on_time(fit, false, 365.25, false, kSlipLeavers)) < 0.04);
}

TEST_CASE("days late: shares by kind, never before the start, all steps of a plan late together") {
  const SlipDraw draw = {
      .late = -0.5, .early = -1.0, .case_sd = 0.8, .never = 0.4, .tail = 1.5, .on_day = 0.4, .before = 0.4};
  for (std::uint32_t i = 0; i < 3000; ++i) {
    const SlipLot lot = lot_of(i);
    for (const double planned : {5.0, 40.0, 400.0, 2000.0}) {
      const double late = days_late(draw, false, planned, lot);
      CHECK(late >= -planned);
      const bool is_late = lot.which < chance_late(draw, false, planned, lot.effect);
      CHECK((late > kSlipMonth) == is_late);
      if (lot.never < draw.never && is_late) CHECK(late == kNeverDone);
    }
    CHECK((days_late(draw, false, 50.0, lot) > kSlipMonth) ==
          (days_late(draw, false, 900.0, lot) > kSlipMonth));
  }
  // Nothing fitted: every step on its day.
  CHECK(days_late({}, true, 300.0, lot_of(1)) == 0.0);
}

TEST_CASE(
    "a step counts once its planned day is a month past; the open, the abandoned and the reversed as late") {
  Mission mission;
  mission.as_of = date_of(2024, 7, 1);
  const auto past = [&](Date planned, std::optional<Date> actual, const char* outcome) {
    ReferenceCase one;
    one.case_id = std::to_string(mission.reference_class.size());
    one.kind = CaseKind::transition_end;
    one.started = date_of(2020, 1, 1);
    one.planned = planned;
    one.actual = actual;
    one.outcome = outcome;
    mission.reference_class.push_back(one);
  };
  past(date_of(2021, 1, 1), date_of(2020, 12, 25), "done");
  past(date_of(2021, 1, 1), date_of(2021, 6, 1), "done");
  past(date_of(2021, 1, 1), std::nullopt, "open");
  past(date_of(2021, 1, 1), std::nullopt, "abandoned");
  past(date_of(2021, 1, 1), std::nullopt, "reversed");
  past(date_of(2024, 6, 20), std::nullopt, "open");        // not yet known to be late
  past(date_of(2025, 1, 1), date_of(2024, 1, 1), "done");  // those that come early first would mislead
  const auto cases = slip_cases(mission);
  REQUIRE(cases.size() == 5);
  const SlipRecord record = slip_record(cases);
  CHECK(record.within_a_month == 1);
  CHECK(record.late == 1);
  CHECK(record.open == 1);
  CHECK(record.never == 2);
  CHECK(record.calendar.on_time == 1);
  CHECK(std::isinf(record.high_ratio));
}

TEST_CASE("scores by leaving cases out reward a forecast that knows what matters") {
  const SlipDraw truth = {.late = -2.5,
                          .late_conditions = 5.0,
                          .early = -2.0,
                          .never = 0.2,
                          .tail = 1.0,
                          .on_day = 0.5,
                          .before = 0.4};
  std::vector<SlipCase> cases;
  for (std::uint32_t i = 0; i < 90; ++i) cases.push_back(simulated(truth, i, 2000.0));
  const auto scores = score_slip(cases, true, Seed{1});
  REQUIRE(scores.size() == 5);
  CHECK(scores[0].name == "fitted");
  CHECK(scores[0].steps == 90);
  CHECK(scores[0].brier < 0.8 * scores[2].brier);  // the base rate
  CHECK(scores[0].crps < scores[3].crps);          // the plain ratio
}
