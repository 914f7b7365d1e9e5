#include "threat/threat.h"

#include "numerics/draws.h"
#include "threat/daily/observations.h"
#include "threat/daily/posterior_draws.h"
#include "threat/fitted_forecast.h"
#include "threat/fitted_mean.h"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::threat;

namespace {

const Date kAsOf = date_of(2023, 12, 31);

// A made-up country of three zones. Stream 0: daily data for two years around 0.6 a day. Stream 1: under a
// patron, known by running totals alone, silent until 1 July 2023 and two a day since. Stream 2: nothing.
Mission small_mission() {
  Mission mission;
  mission.as_of = kAsOf;
  mission.horizon_months = 6;
  mission.sources.resize(3);
  mission.sources[0].id = "days";
  mission.sources[1].id = "totals";
  mission.sources[2].id = "elsewhere";
  for (int z = 0; z < 3; ++z) {
    Zone zone;
    zone.id = "z" + std::to_string(z);
    zone.population = 1000.0 * (z + 1);
    mission.zones.push_back(zone);
  }
  mission.zones[0].neighbours = {{1}};
  mission.zones[1].neighbours = {{0}, {2}};
  mission.zones[2].neighbours = {{1}};
  mission.streams.resize(3);
  for (int k = 0; k < 3; ++k) mission.streams[static_cast<std::size_t>(k)].id = "s" + std::to_string(k);
  mission.streams[1].patron = PatronId{0};
  mission.patrons = {{"p", "Patron", {}}};
  const RandomStream randomness(Seed{1}, 0, 0, Purpose::test);
  const Date start = date_of(2022, 1, 1);
  for (Date day = start; day <= kAsOf; day += std::chrono::days{1}) {
    for (std::uint16_t z = 0; z < 3; ++z) {
      const int count = negative_binomial_draw(
          randomness.uniform_at(static_cast<std::uint32_t>((day - start).count()), z), 0.2, 3.0);
      if (count == 0) continue;
      DailyCount row;
      row.stream = {0};
      row.zone = {z};
      row.known = {day, day, day, {0}};
      row.count = count;
      row.killed[2] = count == 1 && (day - start).count() % 4 == 0 ? 2 : 0;
      mission.daily_counts.push_back(row);
    }
  }
  mission.daily_coverage.resize(3);
  mission.daily_coverage[0] = {start, kAsOf, kAsOf, {0}};
  const auto total = [&](Date from, Date to, double best, bool cumulative, std::uint16_t source) {
    IntervalCount row;
    row.stream = {1};
    row.area = {{0}, {1}, {2}};
    row.known = {from, to, to, {source}};
    row.low = row.best = row.high = best;
    row.series = cumulative ? "running" : "quiet";
    row.cumulative = cumulative;
    mission.interval_counts.push_back(row);
  };
  total(date_of(2022, 7, 1), date_of(2023, 6, 30), 0.0, false, 1);
  for (unsigned month = 7; month <= 12; ++month) {
    const Date to = last_day(Month{std::chrono::year{2023}, std::chrono::month{month}});
    total(date_of(2023, 7, 1), to, 61.0 * (month - 6), true, 1);
  }
  total(date_of(2023, 9, 1), date_of(2023, 10, 31), 90.0, false, 2);
  return mission;
}

ThreatOptions quick() {
  ThreatOptions options;
  options.draws = 50;
  options.replications = 100;
  options.backtests = 0;
  options.choose_penalties = false;
  return options;
}

}  // namespace

TEST_CASE("a mission's fitted model has the shape it promises and levels near what was counted") {
  const Mission mission = small_mission();
  const ThreatAssessment result = assess_threat(mission, quick());
  const FittedThreat& fitted = result.fitted;
  CHECK(fitted.streams == 3);
  CHECK(fitted.zones == 3);
  CHECK(fitted.patrons == 1);
  REQUIRE(fitted.draws.size() == 50);
  for (const ThreatDraw& draw : fitted.draws) {
    CHECK(draw.endemic.size() == 9);
    CHECK(draw.excitation.size() == 9);
    CHECK(draw.kernel_sum.size() == 18);
    CHECK(draw.killed.size() == 3);
    CHECK(draw.kernel_weight[0] + draw.kernel_weight[1] == doctest::Approx(1.0));
    for (const double value : draw.endemic) CHECK(value > 0.0);
  }
  const auto& report = result.report;
  CHECK(report.fit.converged);
  CHECK(report.streams[0].per_month_now.median == doctest::Approx(18.3).epsilon(0.35));
  CHECK(report.streams[0].counted_by == "days");
  // A map's counts, of the stream with fresh zonal data alone, add up to about a month's.
  REQUIRE(report.streams[0].next_days_by_zone.size() == 3);
  CHECK(report.streams[1].next_days_by_zone.empty());
  double on_the_map = 0.0;
  for (const double count : report.streams[0].next_days_by_zone) on_the_map += count;
  CHECK(on_the_map == doctest::Approx(report.streams[0].incidents.front().mean).epsilon(0.15));
  // The parts of the fitted mean add up to about what was counted.
  double parts = 0.0, counted = 0.0;
  for (const MonthParts& month : report.streams[0].parts)
    parts += month.endemic + month.own_zone + month.neighbours + month.other_streams;
  for (const MonthLevel& month : report.streams[0].levels) counted += month.counted.value_or(0.0);
  CHECK(report.streams[0].parts.size() > 6);
  CHECK(parts == doctest::Approx(counted).epsilon(0.1));
  CHECK(report.streams[1].counted_by == "totals");
  CHECK(report.streams[1].per_month_now.median == doctest::Approx(61.0).epsilon(0.3));
  CHECK(report.streams[2].per_month_now.assumed);
  CHECK(report.streams[2].notes.front().kind == StreamNoteKind::no_counts);
  CHECK(report.patrons[0].on_now.median > 0.9);
  // It turned on once, which is a case and no rate.
  CHECK(report.patrons[0].switches_on_seen == 1);
  CHECK(report.patrons[0].days_off.assumed);
  for (const ParameterReport& parameter : report.parameters) {
    if (parameter.name.starts_with("off to on")) CHECK(parameter.estimate.assumed);
  }
  CHECK(report.not_used.size() == 1);
  // The switch is off in the quiet year.
  for (const auto& [month, chance] : report.patrons[0].on_by_month) {
    if (month == Month{std::chrono::year{2023}, std::chrono::month{3}}) CHECK(chance < 0.1);
    if (month == Month{std::chrono::year{2023}, std::chrono::month{9}}) CHECK(chance > 0.9);
  }
}

TEST_CASE(
    "long after the last record by zone, incidents are expected where they were, not where people live") {
  // Clusters in the least peopled zone until March, nothing known by zone since.
  Mission mission = small_mission();
  const Date end = date_of(2023, 3, 31);
  std::vector<DailyCount> kept;
  for (const DailyCount& row : mission.daily_counts) {
    if (row.zone.index == 0 && row.known.from <= end) kept.push_back(row);
  }
  mission.daily_counts = kept;
  mission.daily_coverage[0].to = end;
  const FittedThreat fitted = assess_threat(mission, quick()).fitted;
  double first = 0.0, all = 0.0;
  for (const ThreatDraw& draw : fitted.draws) {
    const double day = draw.endemic[0] + draw.endemic[1] + draw.endemic[2];
    first += draw.endemic[0] / day;
    all += 1.0;
  }
  CHECK(first / all > 0.8);
}

TEST_CASE("data cut back to an earlier day are what was known on it") {
  // Attacks move from the first zone to the third, and a price changes, in the last year.
  Mission mission = small_mission();
  mission.interval_counts.clear();
  const Date cut = date_of(2022, 12, 31);
  // How the second stream's attacks fall on the zones is read before the cut and again after it.
  const auto reading = [&](std::vector<ZoneId> area, Date to, double best, const char* series) {
    IntervalCount row{.stream = {1}};
    row.area = std::move(area);
    row.known = {date_of(2022, 2, 1), to, to, {1}};
    row.low = row.best = row.high = best;
    row.series = series;
    row.cumulative = true;
    mission.interval_counts.push_back(row);
  };
  reading({{0}, {1}, {2}}, cut - std::chrono::days{10}, 40.0, "all");
  reading({{0}, {1}, {2}}, cut + std::chrono::days{90}, 60.0, "all");
  reading({{1}}, cut + std::chrono::days{90}, 50.0, "second zone");
  std::erase_if(mission.daily_counts,
                [&](const DailyCount& row) { return (row.zone.index == 0) == (row.known.from > cut); });
  for (int month = 0; month < 24; ++month) {
    const Date day = date_of(2022, 1, 1) + std::chrono::days{30 * month};
    mission.covariates.push_back({"price", {day, day, day, {0}}, month < 12 ? 1.0 + month % 3 : 9.0});
  }
  Mission earlier = mission;
  earlier.as_of = cut;
  std::erase_if(earlier.daily_counts, [&](const DailyCount& row) { return row.known.from > cut; });
  std::erase_if(earlier.covariates, [&](const Covariate& row) { return row.known.from > cut; });
  std::erase_if(earlier.interval_counts, [&](const IntervalCount& row) { return row.known.to > cut; });
  earlier.daily_coverage[0].to = cut;
  const FitData whole = observations_of(mission), then = observations_of(earlier);
  const FitData known = known_on(whole, then.days - 1);
  CHECK(known.weight == then.weight);
  CHECK(known.weight != whole.weight);
  REQUIRE(whole.shares.size() == 1);
  CHECK(known.shares.empty());
  REQUIRE(known.intervals.size() == 1);
  CHECK(known.intervals[0].total == then.intervals.at(0).total);
  REQUIRE(known.covariates.size() == 1);
  REQUIRE(known.covariates[0].value.size() == then.days);
  for (std::size_t d = 0; d < then.days; ++d)
    CHECK(known.covariates[0].value[d] == doctest::Approx(then.covariates[0].value[d]));
}

TEST_CASE("a total mostly of days before the daily record says nothing of what that record covers") {
  Mission mission = small_mission();
  std::erase_if(mission.daily_counts, [](const DailyCount& row) { return row.zone.index == 2; });
  const auto in_scope = [&](Date from, Date to) {
    IntervalCount total{.stream = {0}};
    total.area = {{2}};
    total.known = {from, to, to, {2}};
    total.low = total.best = total.high = 9.0;
    total.series = "third zone";
    Mission with = mission;
    with.interval_counts.push_back(total);
    return observations_of(with).in_scope[2] != 0;
  };
  CHECK(in_scope(date_of(2021, 6, 1), date_of(2022, 1, 31)));
  CHECK_FALSE(in_scope(date_of(2022, 6, 1), date_of(2023, 1, 31)));
}

TEST_CASE("after a single report of a stream that nobody covers by day nothing waits to be published") {
  Mission mission = small_mission();
  const Date day = date_of(2023, 12, 20);
  mission.daily_counts.push_back({.stream = {1}, .zone = {0}, .known = {day, day, day, {2}}, .count = 1});
  CHECK(assess_threat(mission, quick()).fitted.unpublished.at(1) == 0);
}

TEST_CASE("a war abroad lasts on the as-of date when the row that began last says so") {
  Mission mission = small_mission();
  const auto war = [&](Date from, Date to, double value) {
    mission.covariates.push_back({"war_abroad", {from, to, from, {0}}, value});
    return observations_of(mission).war_abroad.back() != 0;
  };
  CHECK_FALSE(war(date_of(2023, 1, 1), date_of(2023, 12, 30), 1.0));  // over by then
  CHECK(war(date_of(2023, 10, 7), kAsOf, 1.0));
  CHECK_FALSE(war(date_of(2023, 12, 20), kAsOf, 0.0));
}

TEST_CASE("the background drifts on from its level today at the pace of published conflicts") {
  Mission mission = small_mission();  // without its data, so that two thousand draws cost nothing
  mission.daily_counts.clear();
  mission.daily_coverage.clear();
  mission.interval_counts.clear();
  mission.horizon_months = 36;
  ThreatOptions options = quick();
  options.draws = 2000;
  const FittedThreat fitted = assess_threat(mission, options).fitted;
  const std::size_t steps = fitted.draws[0].drift.size() / fitted.streams;
  REQUIRE(steps * kDriftDays >= 36 * 30);
  for (const std::size_t step : {std::size_t{0}, std::size_t{5}, std::size_t{17}, std::size_t{35}}) {
    CAPTURE(step);
    double sum = 0.0, square = 0.0;
    for (const ThreatDraw& draw : fitted.draws) {
      const double log_drift = std::log(drift_on(fitted, draw, 0, static_cast<int>(step) * kDriftDays + 1));
      CHECK(drift_on(fitted, draw, 1, static_cast<int>(step) * kDriftDays + 1) == 1.0);  // under a patron
      sum += log_drift;
      square += log_drift * log_drift;
    }
    const double n = static_cast<double>(fitted.draws.size()), mean = sum / n;
    const double variance = 0.45 * (static_cast<double>(step) + 0.5) * kDriftDays / kDaysPerYear;
    // Four standard errors of a mean and of a variance.
    CHECK(std::abs(mean) < 4.0 * std::sqrt(variance / n));
    CHECK(std::abs(square / n - mean * mean - variance) < 4.0 * variance * std::sqrt(2.0 / n));
  }
}

TEST_CASE("gates read the newest record that is out") {
  Mission mission = small_mission();
  const std::vector<int> whole = assess_threat(mission, quick()).fitted.recent_days.at(0);
  // December is still to be published.
  const Date end = date_of(2023, 11, 30);
  std::erase_if(mission.daily_counts, [&](const DailyCount& row) { return row.known.from > end; });
  mission.daily_coverage[0].to = end;
  const FittedThreat fitted = assess_threat(mission, quick()).fitted;
  const std::vector<int>& cut = fitted.recent_days.at(0);
  REQUIRE(cut.size() > 60);
  CHECK(fitted.unpublished.at(0) == 31);
  CHECK(std::equal(cut.begin(), cut.begin() + 60, whole.begin() + 31));
}

TEST_CASE("a covariate that triples attacks is found, and levels are those of its last value") {
  Mission mission = small_mission();
  mission.daily_counts.clear();
  const Date start = mission.daily_coverage[0].from;
  const RandomStream randomness(Seed{2}, 0, 0, Purpose::test);
  // Ten weeks of rations, ten without, and so on: 0.3 attacks a day with them, 0.9 without.
  const auto short_of = [&](Date day) { return (day - start).count() / 70 % 2 == 1; };
  for (Date day = start; day <= kAsOf; day += std::chrono::days{1}) {
    if ((day - start).count() % 70 == 0) {
      mission.covariates.push_back({"ration", {day, day, day, {0}}, short_of(day) ? 0.0 : 8.0});
    }
    for (std::uint16_t z = 0; z < 3; ++z) {
      const int count =
          negative_binomial_draw(randomness.uniform_at(static_cast<std::uint32_t>((day - start).count()), z),
                                 short_of(day) ? 0.3 : 0.1, 10.0);
      if (count == 0) continue;
      mission.daily_counts.push_back(
          {.stream = {0}, .zone = {z}, .known = {day, day, day, {0}}, .count = count});
    }
  }
  const ThreatAssessment assessed = assess_threat(mission, quick());
  const auto& parameters = assessed.report.parameters;
  const auto effect = std::find_if(parameters.begin(), parameters.end(), [](const ParameterReport& one) {
    return one.name == "effect of ration" && one.stream == "s0";
  });
  REQUIRE(effect != parameters.end());
  // Half of the days at 0 and half at 8: a standard deviation of 4, so two of them divide by three.
  CHECK(effect->estimate.low < -0.5 * std::log(3.0));
  CHECK(effect->estimate.high > -0.5 * std::log(3.0));
  CHECK_FALSE(effect->estimate.assumed);
  // The fitted model begins with the last value.
  double level = 0.0;
  for (const ThreatDraw& draw : assessed.fitted.draws) {
    double day = 0.0;
    for (std::size_t z = 0; z < 3; ++z) day += draw.endemic[z] / (1.0 - draw.excitation[0]);
    level += day / static_cast<double>(assessed.fitted.draws.size());
  }
  CHECK(level == doctest::Approx(short_of(kAsOf) ? 0.9 : 0.3).epsilon(0.35));
}

TEST_CASE("assessments repeat to the bit for any number of threads") {
  const Mission mission = small_mission();
  ThreatOptions one = quick(), three = quick();
  one.threads = 1;
  three.threads = 3;
  const auto a = assess_threat(mission, one), b = assess_threat(mission, three);
  CHECK(a.fitted.draws.back().endemic == b.fitted.draws.back().endemic);
  CHECK(a.fitted.draws.back().killed[0][2].body == b.fitted.draws.back().killed[0][2].body);
  for (std::size_t m = 0; m < a.report.streams[0].incidents.size(); ++m) {
    CHECK(a.report.streams[0].incidents[m].mean == b.report.streams[0].incidents[m].mean);
    CHECK(a.report.streams[1].killed[m].q95 == b.report.streams[1].killed[m].q95);
  }
}

TEST_CASE("the module's own simulator keeps to the fitted model's analytic mean") {
  const Mission mission = small_mission();
  FittedThreat fitted = assess_threat(mission, quick()).fitted;
  fitted.draws.resize(1);
  const std::size_t replications = 4000;
  const FittedForecast forecast =
      simulate_fitted(fitted, 2, {.replications = replications, .threads = 1, .exposure = {}});
  const std::vector<double> exposure(9, 1.0);
  const auto expected = expected_counts(fitted, fitted.draws[0], 31, exposure);
  for (std::size_t k = 0; k < 3; ++k) {
    double sum = 0.0, mean = 0.0, square = 0.0;
    for (std::size_t d = 0; d < 31; ++d) {
      for (std::size_t z = 0; z < 3; ++z) sum += expected[(d * 3 + k) * 3 + z];
    }
    for (std::size_t f = 0; f < replications; ++f) {
      const double incidents = forecast.incidents[forecast.at(f, 1, k)];
      mean += incidents / replications;
      square += incidents * incidents / replications;
    }
    CAPTURE(k);
    CHECK(std::abs(mean - sum) < 4.5 * std::sqrt((square - mean * mean) / replications));
  }
}

TEST_CASE("a mission with nothing in it still gives wide priors that say so") {
  Mission mission = small_mission();
  mission.daily_counts.clear();
  mission.daily_coverage.clear();
  mission.interval_counts.clear();
  const auto result = assess_threat(mission, quick());
  CHECK(result.fitted.draws.size() == 50);
  for (const StreamReport& stream : result.report.streams) {
    CHECK(stream.per_month_now.assumed);
    CHECK(stream.per_month_now.high > 5.0 * stream.per_month_now.low);
  }
  CHECK(assess_threat(Mission{}, quick()).fitted.draws.empty());
}

TEST_CASE("sizes: a power law's exponent and threshold are found again, and draws keep the mean") {
  // 5,000 sizes with P(X >= x) = (x / 5)^-1.5 above 5 and uniform on 1..4 below; tolerance three errors.
  const RandomStream randomness(Seed{4}, 0, 0, Purpose::test);
  SizeDraw truth;
  truth.zero = 0.4;
  truth.body = {0.2, 0.2, 0.1, 0.1};
  truth.alpha = 2.5;
  truth.x_min = 5;
  truth.cap = 100'000;
  SizeData data;
  for (std::uint32_t i = 0; i < 8000; ++i)
    data.killed.push_back(size_draw(truth, randomness.uniform_at(0, i)));
  const SizeFit fit = fit_size(data);
  CHECK(fit.tail.x_min >= 4);
  CHECK(fit.tail.x_min <= 12);
  CHECK(std::abs(fit.tail.alpha - 2.5) < 3.0 * fit.tail.alpha_sd + 0.02);
  CHECK(fit.chance == doctest::Approx(0.6).epsilon(0.03));
  CHECK_FALSE(fit.assumed);
  const SizeDraw drawn = draw_size(data, fit, randomness, 7);
  CHECK(1.0 - drawn.zero == doctest::Approx(0.6).epsilon(0.05));
}

TEST_CASE("sizes: a tally of several incidents weighs as several, and halving the tallies changes little") {
  Mission mission;
  mission.as_of = date_of(2024, 7, 1);
  mission.streams.resize(1);
  mission.zones.resize(1);
  constexpr auto kCivilians = static_cast<std::size_t>(Victim::civilians);
  for (int day = 0; day < 60; ++day) {
    DailyCount row{.stream = StreamId{0}, .zone = ZoneId{0}, .known = {}, .count = 1};
    row.known.from = row.known.to = mission.as_of - std::chrono::days{100 - day};
    row.killed[kCivilians] = day % 4 == 0 ? 3 : 0;
    mission.daily_counts.push_back(row);
  }
  const SizeData single = size_data_of(mission)[0][kCivilians];
  CHECK(single.killed.size() == 60);
  // The same incidents, two to a tally: what the days are cut into must not change how deadly they are.
  Mission paired = mission;
  paired.daily_counts.clear();
  for (std::size_t i = 0; i < mission.daily_counts.size(); i += 2) {
    DailyCount row = mission.daily_counts[i];
    row.count = 2;
    row.killed[kCivilians] += mission.daily_counts[i + 1].killed[kCivilians];
    paired.daily_counts.push_back(row);
  }
  const SizeData two = size_data_of(paired)[0][kCivilians];
  CHECK(two.killed.size() == 60);
  CHECK(fit_size(two).mean == fit_size(single).mean);
  CHECK(std::abs(fit_size(two).chance - fit_size(single).chance) < 0.26);
}

TEST_CASE("own losses: without a record none, and it says so") {
  constexpr auto kOurs = static_cast<std::size_t>(Victim::coalition);
  Mission mission;
  mission.as_of = date_of(2024, 7, 1);
  mission.streams.resize(3);
  mission.zones.resize(1);
  mission.streams[1].on_coalition = mission.streams[2].on_coalition = true;
  for (const std::uint16_t stream : {std::uint16_t{0}, std::uint16_t{1}}) {
    DailyCount row{.stream = StreamId{stream}, .zone = ZoneId{0}, .known = {}, .count = 2};
    row.known.from = row.known.to = mission.as_of;
    mission.daily_counts.push_back(row);
  }
  // Aimed at others and nobody of ours killed; aimed at us with a record; aimed at us without one.
  auto sizes = size_data_of(mission);
  CHECK(sizes[0][kOurs].no_record);
  CHECK_FALSE(sizes[1][kOurs].no_record);
  CHECK(sizes[2][kOurs].no_record);
  const SizeFit fit = fit_size(sizes[0][kOurs]);
  CHECK(fit.no_record);
  const RandomStream randomness(Seed{4}, 0, 0, Purpose::test);
  CHECK(draw_size(sizes[0][kOurs], fit, randomness, 1).zero == 1.0);
  CHECK(draw_size(sizes[1][kOurs], fit_size(sizes[1][kOurs]), randomness, 1).zero < 1.0);
  mission.casualties.push_back(
      {.stream = StreamId{2}, .victim = Victim::coalition, .known = {}, .incidents = 10});
  CHECK_FALSE(size_data_of(mission)[2][kOurs].no_record);
}
