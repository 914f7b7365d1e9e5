#include "threat/scores/scores.h"

#include "base/files.h"
#include "base/test_data.h"
#include "threat/scores/baselines.h"
#include "threat/scores/resample.h"
#include "threat/scores/score_table.h"

#include <algorithm>
#include <numbers>

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace handover;
using namespace handover::threat;

TEST_CASE("CRPS agrees with its double-sum definition and with the closed form for one draw") {
  CHECK(rc::check("sorted form equals the double sum",
                  [](std::vector<std::uint8_t> bytes, std::uint8_t outcome) {
                    RC_PRE(!bytes.empty());
                    std::vector<double> draws(bytes.begin(), bytes.end());
                    std::sort(draws.begin(), draws.end());
                    const double m = static_cast<double>(draws.size());
                    double distance = 0.0, spread = 0.0;
                    for (const double a : draws) {
                      distance += std::abs(a - outcome) / m;
                      for (const double b : draws) spread += std::abs(a - b) / (2.0 * m * m);
                    }
                    RC_ASSERT(std::abs(crps(draws, outcome) - (distance - spread)) < 1e-9);
                  }));
  CHECK(crps(std::vector{3.0}, 7.0) == 4.0);
  CHECK(crps_of_log(std::vector{0.0}, std::exp(1.0) - 1.0) == doctest::Approx(1.0));
}

TEST_CASE("ignorance counts draws in the outcome's left-closed bin") {
  CHECK(ignorance_bin(0.0) == 0);
  CHECK(ignorance_bin(0.5) == 1);
  CHECK(ignorance_bin(2.4999) == 1);
  CHECK(ignorance_bin(1000.5) == 10);
  const std::vector<double> draws = {0, 0, 1, 30};
  CHECK(ignorance(draws, 2) == doctest::Approx(-std::log2(2.0 / 15.0)));
  CHECK(ignorance(draws, 5000) == doctest::Approx(-std::log2(1.0 / 15.0)));
}

TEST_CASE("interval score, Dawid-Sebastiani, Brier, PIT and coverage by hand") {
  std::vector<double> draws(21);
  for (std::size_t i = 0; i < draws.size(); ++i) draws[i] = static_cast<double>(i);  // 5 % is 1, 95 % is 19
  CHECK(interval_score(draws, 10) == doctest::Approx(18.0));
  CHECK(interval_score(draws, 20) == doctest::Approx(38.0));
  CHECK(interval_score(draws, 0) == doctest::Approx(38.0));
  const double variance = (21.0 * 21.0 - 1.0) / 12.0;
  CHECK(dawid_sebastiani(draws, 13) == doctest::Approx(9.0 / variance + std::log(variance)));
  CHECK(brier_any(draws, 0) == doctest::Approx(400.0 / 441.0));
  CHECK(randomised_pit(draws, 10, 0.5) == doctest::Approx(0.5));
  CHECK(covered(draws, 19, 0.9));
  CHECK_FALSE(covered(draws, 19.5, 0.9));
  CHECK(repeat_draws(std::vector{1.0, 2.0, 3.0}, 5) == std::vector{1.0, 2.0, 3.0, 1.0, 2.0});
}

TEST_CASE("CRPS is proper: forecasting the truth beats shifted and squeezed forecasts on average") {
  std::vector<double> truth, shifted, squeezed;
  for (int i = 0; i < 200; ++i) {
    truth.push_back(i);
    shifted.push_back(i + 30);
    squeezed.push_back(100 + (i - 100) * 0.4);
  }
  double own = 0, other = 0, narrow = 0;
  for (const double y : truth) {
    own += crps(truth, y);
    other += crps(shifted, y);
    narrow += crps(squeezed, y);
  }
  CHECK(own < other);
  CHECK(own < narrow);
}

TEST_CASE("resampling keeps constants, and sinusoids that both numbers of draws can hold") {
  const auto wave = [](std::size_t size, double cycles) {
    std::vector<double> values(size);
    for (std::size_t n = 0; n < size; ++n) {
      const double turn = 2.0 * std::numbers::pi * static_cast<double>(n) / static_cast<double>(size);
      values[n] = 10.0 + 3.0 * std::cos(cycles * turn) + 2.0 * std::sin(cycles * turn) + std::sin(turn);
    }
    return values;
  };
  const std::pair<std::size_t, std::size_t> sizes[] = {{12, 1000}, {7, 1000}, {7, 9},
                                                       {40, 13},   {40, 12},  {9, 8}};
  for (const auto& [from, to] : sizes) {
    CAPTURE(from);
    CAPTURE(to);
    const auto resampled = resample_draws(wave(from, 3.0), to), right = wave(to, 3.0);
    REQUIRE(resampled.size() == to);
    for (std::size_t j = 0; j < to; ++j) CHECK(resampled[j] == doctest::Approx(right[j]).epsilon(1e-12));
    const auto flat = resample_draws(std::vector<double>(from, 4.0), to);
    for (const double x : flat) CHECK(x == doctest::Approx(4.0).epsilon(1e-12));
  }
  // The highest frequency of an even number of draws: split in two above, both halves together below.
  const auto up = resample_draws(std::vector{3.0, 1.0, 3.0, 1.0}, 8);
  for (std::size_t j = 0; j < 8; ++j)
    CHECK(up[j] == doctest::Approx(2.0 + std::cos(0.5 * std::numbers::pi * static_cast<double>(j))));
  const auto down = resample_draws(wave(12, 3.0), 6);  // cos(3 t) stays, sin(3 t) vanishes at the six places
  for (std::size_t j = 0; j < 6; ++j) {
    const double turn = std::numbers::pi * static_cast<double>(j) / 3.0;
    CHECK(down[j] == doctest::Approx(10.0 + 3.0 * std::cos(3.0 * turn) + std::sin(turn)));
  }
}

TEST_CASE("resampling cuts at zero, and leaves as many draws as wanted alone") {
  const auto spike = resample_draws(std::vector{0.0, 0.0, 0.0, 0.0, 0.0, 9.0});
  CHECK(spike.size() == 1000);
  CHECK(*std::min_element(spike.begin(), spike.end()) == 0.0);
  CHECK(*std::max_element(spike.begin(), spike.end()) == doctest::Approx(9.0).epsilon(1e-3));
  CHECK(resample_draws(std::vector{1.0, 2.0}, 2) == std::vector{1.0, 2.0});
  CHECK(resample_draws(std::vector{5.0}, 3) == std::vector{5.0, 5.0, 5.0});
}

TEST_CASE("conflictology's ignorance is what was published once its twelve draws are resampled") {
  // bm_conflictology_*.ign_pub; the other years' figures were not published one by one.
  const std::pair<int, double> published[] = {{2018, 0.6402809136980936}, {2021, 0.685623342576674}};
  const auto file = shared_path("data/views/country_month_2018_2022.csv");
  if (!file) return;
  const Panel actuals = read_panel(read_file(*file), "actuals");
  for (const auto& [year, expected] : published) {
    const auto draws = shared_path("data/views/conflictology_draws_" + std::to_string(year) + ".csv");
    if (!draws) return;
    const auto table = score_forecasts(read_draws(read_file(*draws), "draws"), actuals);
    CAPTURE(year);
    CHECK(std::abs(table.all.ignorance - expected) < 1e-9);
  }
}

TEST_CASE("conflictology on the published record scores what was published") {
  // Country-month CRPS of the challenge's benchmark: 14.4829 (2018), 9.15, 21.34, 76.8495 (2021), 124.00.
  const struct {
    int year;
    double crps, tolerance;
  } published[] = {{2018, 14.482875218150086, 1e-9},
                   {2019, 9.15, 0.005},
                   {2020, 21.34, 0.005},
                   {2021, 76.84947643979059, 1e-9},
                   {2022, 124.00, 0.005}};
  const auto file = shared_path("data/views/country_month_2018_2022.csv");
  if (!file) return;
  const Panel actuals = read_panel(read_file(*file), "actuals");
  for (const auto& expected : published) {
    const auto draws =
        shared_path("data/views/conflictology_draws_" + std::to_string(expected.year) + ".csv");
    if (!draws) return;
    const auto table = score_forecasts(read_draws(read_file(*draws), "draws"), actuals);
    CAPTURE(expected.year);
    CHECK(table.all.n == 2292);
    CHECK(std::abs(table.all.crps - expected.crps) < expected.tolerance);
    if (expected.year < 2020) continue;  // the baseline's own past lies inside the actuals from 2020 on
    const Month origin{std::chrono::year{expected.year - 1}, std::chrono::month{10}};
    std::vector<Month> months;
    for (int lead = 3; lead <= 14; ++lead) months.push_back(plus_months(origin, lead));
    const auto built_in = baseline_forecast(actuals, origin, months, Baseline::conflictology);
    CHECK(score_forecasts(built_in, actuals).all.crps == doctest::Approx(table.all.crps).epsilon(1e-12));
  }
}
