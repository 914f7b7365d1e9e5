#include "talks/durability.h"

#include "base/files.h"
#include "base/problem.h"
#include "base/random_stream.h"
#include "base/test_data.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::talks;

TEST_CASE("the product-limit estimate by hand") {
  // 5 agreements: ends at 10 and 30, censored at 20, 30 and 40.
  const auto steps = kaplan_meier({{30, true}, {10, true}, {20, false}, {30, false}, {40, false}});
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].survival == doctest::Approx(0.8));
  CHECK(steps[1].survival == doctest::Approx(0.8 * 2.0 / 3.0));
  CHECK(steps[1].at_risk == 3);
  CHECK(survival_at(steps, 9.9).survival == 1.0);
  CHECK(survival_at(steps, 29.0).survival == doctest::Approx(0.8));
  CHECK(steps[1].interval.low < steps[1].survival);
  CHECK(steps[1].interval.high > steps[1].survival);
  CHECK(kaplan_meier({{10, true}}).back().survival == 0.0);
}

TEST_CASE("the Weibull fit recovers its truth under censoring") {
  // Shape 0.6, scale 2,000 days, censored at 3,000; 4,000 lifetimes. Standard error about 0.01.
  std::vector<Lifetime> lifetimes;
  for (std::uint32_t i = 0; i < 4000; ++i) {
    const double u = RandomStream(Seed{4}, i, 0, Purpose::test).uniform_at(0, 0);
    const double days = 2000.0 * std::pow(-std::log(u), 1.0 / 0.6);
    lifetimes.push_back({std::min(days, 3000.0), days <= 3000.0});
  }
  const auto fit = fit_weibull(lifetimes);
  REQUIRE(fit.has_value());
  CHECK(fit->shape == doctest::Approx(0.6).epsilon(0.04));
  CHECK(fit->scale == doctest::Approx(2000.0).epsilon(0.08));
  CHECK(std::abs(fit->survival(1000.0) - survival_at(kaplan_meier(lifetimes), 1000.0).survival) < 0.02);
}

TEST_CASE("a shape of one is the exponential, in closed form") {
  // Equal weights at quantiles of an exponential: scale = total time / ends.
  std::vector<Lifetime> lifetimes;
  for (int i = 0; i < 5000; ++i) lifetimes.push_back({-100.0 * std::log((i + 0.5) / 5000.0), true});
  const auto fit = fit_weibull(lifetimes);
  CHECK(fit->shape == doctest::Approx(1.0).epsilon(0.005));
  CHECK(fit->scale == doctest::Approx(100.0).epsilon(0.005));
  CHECK_FALSE(fit_weibull({{10, false}, {20, false}}).has_value());
  CHECK_FALSE(fit_weibull({{10, true}, {10, true}}).has_value());
}

TEST_CASE("peace agreements 1975 to 2021") {
  const auto path = shared_path("data/peace/ucdp_pad_v22_merged_341.csv");
  if (!path) return;
  const std::string text = read_file(*path);
  struct Expected {
    const char* group_by;
    const char* group;
    std::size_t n, ended;
    double s30, s90, s180, s365, s730, s1825, s3650, rate, shape, scale;
  };
  // km_pad_computed_here.csv beside the record, computed with other software.
  const Expected rows[] = {
      {"", "all", 336, 116, 0.9583, 0.8899, 0.8333, 0.7708, 0.7136, 0.6756, 0.6521, 0.0261, 0.313, 85140},
      {"pa_type", "pa_type=1", 71, 17, 0.9437, 0.9296, 0.8592, 0.8169, 0.8028, 0.7744, 0.7744, 0.0149, 0.285,
       583789},
      {"pa_type", "pa_type=3", 81, 36, 0.9506, 0.8395, 0.7654, 0.7282, 0.6403, 0.5578, 0.5432, 0.0423, 0.329,
       22430},
      {"withd", "withd=1", 31, 14, 0.9355, 0.8387, 0.7742, 0.6774, 0.6452, 0.5769, 0.5769, 0.0435, 0.330,
       21972},
      {"natalks", "natalks=1", 33, 19, 0.9091, 0.6970, 0.5758, 0.5152, 0.4545, 0.4545, 0.4196, 0.0992, 0.319,
       4831}};
  for (const Expected& row : rows) {
    CAPTURE(row.group);
    bool found = false;
    for (const DurabilityReport& report : durability(text, *path, row.group_by, std::nullopt)) {
      if (report.group != row.group) continue;
      found = true;
      CHECK(report.agreements == row.n);
      CHECK(report.ended == row.ended);
      const auto at = [&](double days) { return survival_at(report.curve, days).survival; };
      for (const auto& [days, expected] : {std::pair{30.0, row.s30},
                                           {90.0, row.s90},
                                           {180.0, row.s180},
                                           {365.0, row.s365},
                                           {730.0, row.s730},
                                           {1825.0, row.s1825},
                                           {3650.0, row.s3650}})
        CHECK(std::abs(at(days) - expected) < 1e-4);
      CHECK(report.exponential_per_year == doctest::Approx(row.rate).epsilon(0.01));
      CHECK(report.weibull->shape == doctest::Approx(row.shape).epsilon(0.01));
      CHECK(report.weibull->scale == doctest::Approx(row.scale).epsilon(0.05));
    }
    CHECK(found);
  }
  // What was not known in 1995 does not count in 1995.
  const auto early = durability(text, *path, "", date_of(1995, 1, 1)).front();
  CHECK(early.agreements < 150);
  CHECK(early.curve.back().days < 20.0 * 365.25);
}

TEST_CASE(
    "the fitted form of breaking is the product-limit estimate's, and the Weibull curve is further off") {
  double survived = 1.0, worst = 0.0, worst_of_weibull = 0.0;
  const Weibull weibull{0.313, 85140.0};  // maximum likelihood on the same record
  const std::pair<double, double> record[] = {{30, 0.9583},  {90, 0.8899},   {180, 0.8333}, {365, 0.7708},
                                              {730, 0.7136}, {1825, 0.6756}, {3650, 0.6521}};
  double day = 0.0;
  for (const auto& [until, share] : record) {
    for (; day < until; day += 1.0)
      survived *= std::exp(-kRecordedBreaksPerYear / kDaysPerYear * relative_break_rate(day + 0.5));
    worst = std::max(worst, std::abs(survived - share));
    worst_of_weibull = std::max(worst_of_weibull, std::abs(weibull.survival(until) - share));
  }
  CHECK(worst < 0.002);
  CHECK(worst_of_weibull > 0.08);
  const auto path = shared_path("data/peace/ucdp_pad_v22_merged_341.csv");
  if (!path) return;
  const DurabilityReport all = durability(read_file(*path), *path, "", std::nullopt).front();
  for (const auto& [until, share] : record)
    CHECK(survival_at(all.curve, until).survival == doctest::Approx(share).epsilon(2e-4));
}

TEST_CASE("a record with faults is refused by line") {
  const std::string head = "pa_date,ended,duration,censor_point\n";
  CHECK_THROWS_AS(durability(head + "x,,,2021-12-31\n", "p.csv", "", std::nullopt), InputError);
  CHECK_THROWS_AS(durability(head + "2000-01-02,1,2000-01-01,2021-12-31\n", "p.csv", "", std::nullopt),
                  InputError);
  CHECK_THROWS_AS(durability("pa_date\n2000-01-02\n", "p.csv", "", std::nullopt), InputError);
  CHECK_THROWS_AS(durability(head, "p.csv", "", std::nullopt), InputError);
}
