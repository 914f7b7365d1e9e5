#include "threat/daily/daily_model.h"

#include "numerics/draws.h"
#include "numerics/maths.h"
#include "threat/daily/fit.h"
#include "threat/daily/negative_binomial.h"

#include <cmath>
#include <complex>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::threat;

namespace {

// Three streams (the last two under one patron), three zones in a row, 400 days with a hole, made-up counts.
FitData small_data(bool periods) {
  FitData data;
  data.first = date_of(2020, 1, 1);
  data.days = 400;
  data.streams = 3;
  data.zones = 3;
  data.patrons = 1;
  data.patron_of_stream = {-1, 0, 0};
  data.count.assign(data.streams * data.days * data.zones, 0.0F);
  data.observed.assign(data.streams * data.days, 1);
  data.in_scope.assign(9, 1);
  data.weight = {0.5, 0.3, 0.2, 0.2, 0.2, 0.6, 0.4, 0.0, 0.6};
  data.neighbours = {{1}, {0, 2}, {1}};
  data.war_abroad.assign(data.days, 0);
  data.talks.assign(data.days, 0);
  for (std::size_t d = 200; d < 400; ++d) data.war_abroad[d] = 1;
  for (std::size_t d = 300; d < 350; ++d) data.talks[d] = 1;
  const RandomStream randomness(Seed{3}, 0, 0, Purpose::test);
  for (std::size_t k = 0; k < 3; ++k) {
    for (std::size_t d = 0; d < data.days; ++d) {
      const double rate = k > 0 && (d / 60) % 2 == 0 ? 0.02 : 0.8;
      for (std::size_t z = 0; z < 3; ++z) {
        const std::size_t cell = data.cell(k, d, z);
        const double mean = rate * data.weight[k * 3 + z];
        data.count[cell] = static_cast<float>(negative_binomial_draw(
            randomness.uniform_at(static_cast<std::uint32_t>(d), static_cast<std::uint32_t>(k * 3 + z)), mean,
            2.0));
      }
      if (d > 100 && d < 120) data.observed[k * data.days + d] = 0;
    }
  }
  EndemicCovariate price{.name = "price", .value = {}};
  for (std::size_t d = 0; d < data.days; ++d)
    price.value.push_back(std::sin(static_cast<double>(d * d % 97)) -
                          std::sin(static_cast<double>(399 * 399 % 97)));
  data.covariates = {price};
  if (periods) {
    for (std::size_t d = 250; d < 400; ++d) data.observed[2 * data.days + d] = 0;
    for (std::size_t d = 300; d < 400; ++d) data.observed[d] = 0;
    data.intervals = {{0, {0, 1, 2}, false, 300, 349, 61.0, 0.0, 0, {}, 0},
                      {0, {0, 1, 2}, true, 350, 399, 20.0, 3.0, kNone, {}, 0},
                      {0, {0}, false, 10, 59, 44.0, 0.0, 0, 21.0, 0},
                      {2, {0, 2}, false, 255, 284, 12.0, 0.0, kNone, {}, 0},
                      {2, {0, 2}, true, 290, 395, 3.0, 1.0, kNone, {}, 0}};
    data.shares = {{0, {0}, false, 0, 12.0, 20.0}};
    data.ratios = {{0, "other"}};
  }
  data.anchor = {"a", "a", "a"};
  return data;
}

Layout layout_of(const FitData& data, const ModelOptions& options) {
  return lay_out_parameters(data, {"s0", "s1", "s2"}, {"z0", "z1", "z2"}, {"p0"}, options);
}

std::vector<double> some_point(const Layout& layout) {
  std::vector<double> theta;
  const RandomStream randomness(Seed{9}, 0, 0, Purpose::test);
  for (std::size_t i = 0; i < layout.parameters.size(); ++i) {
    const Parameter& parameter = layout.parameters[i];
    theta.push_back(parameter.prior_mean +
                    0.4 * parameter.prior_sd *
                        normal_draw(randomness.uniform_at(0, static_cast<std::uint32_t>(i))));
  }
  return theta;
}

// The same likelihood of daily data written naively from the formula in fitted_model.h, for any number type:
// nothing is shared with the program but the layout of the parameters.
template <class Number>
Number naive_log_likelihood(const FitData& data, const Layout& layout, const ModelOptions& options,
                            const std::vector<Number>& theta) {
  using std::cos;
  using std::exp;
  using std::log;
  using std::sin;
  const auto logistic = [](Number x) { return Number(1.0) / (Number(1.0) + exp(-x)); };
  const std::size_t K = data.streams, Z = data.zones, D = data.days;
  const Number half_life[2] = {exp(theta[layout.fast_half_life]),
                               exp(theta[layout.fast_half_life]) + exp(theta[layout.slow_half_life])};
  const Number fast = logistic(theta[layout.fast_weight]);
  const Number weight[2] = {fast, Number(1.0) - fast};
  std::vector<Number> sums(K * Z * 2, Number(0.0));
  for (std::size_t k = 0; k < K; ++k) {
    for (std::size_t z = 0; z < Z; ++z) {
      double start = 0.0;
      for (std::size_t d = 0; d < 60; ++d) start += data.count[data.cell(k, d, z)] / 60.0;
      for (std::size_t m = 0; m < 2; ++m) sums[(k * Z + z) * 2 + m] = Number(start);
    }
  }
  Number total(0.0);
  const PatronPlaces& patron = layout.patron[0];
  Number on(0.0), off(0.0);
  for (std::size_t d = 0; d < D; ++d) {
    Number log_on(0.0), log_off(0.0);
    for (std::size_t k = 0; k < K; ++k) {
      if (data.observed[k * D + d] == 0) continue;
      const StreamPlaces& at = layout.stream[k];
      const Number psi = exp(theta[at.dispersion]);
      for (std::size_t z = 0; z < Z; ++z) {
        if (data.weight[k * Z + z] <= 0.0) continue;
        const double angle =
            2.0 * std::acos(-1.0) *
            static_cast<double>(data.first.time_since_epoch().count() + static_cast<long>(d)) / 365.25;
        Number all(0.0);
        for (std::size_t other = 0; other < Z; ++other) {
          all = all + Number(data.weight[k * Z + other]) * exp(theta[at.zone_first + other]);
        }
        Number log_level = theta[at.level] + theta[at.zone_first + z] - log(all) +
                           theta[at.season_sin] * Number(std::sin(angle)) +
                           theta[at.season_cos] * Number(std::cos(angle));
        for (std::size_t c = 0; c < data.covariates.size(); ++c)
          log_level = log_level + theta[at.covariate_first + c] * Number(data.covariates[c].value[d]);
        const std::size_t back = std::min((D - 1 - d) / options.block_days, at.walk_steps);
        for (std::size_t i = 0; i < back; ++i) log_level = log_level - theta[at.walk_first + i];
        Number mean = Number(data.weight[k * Z + z]) * exp(log_level);
        const Number share = logistic(theta[at.neighbour_share]);
        for (std::size_t j = 0; j < K; ++j) {
          const Number excitation =
              j == k ? Number(options.most_self_excitation) * logistic(theta[at.excitation[j]])
                     : exp(theta[at.excitation[j]]);
          const auto recent = [&](std::size_t zone) {
            return weight[0] * sums[(j * Z + zone) * 2] + weight[1] * sums[(j * Z + zone) * 2 + 1];
          };
          Number around(0.0);
          for (const std::size_t other : data.neighbours[z]) {
            around = around + recent(other) / Number(static_cast<double>(data.neighbours[z].size()));
          }
          mean = mean + excitation * ((Number(1.0) - share) * recent(z) + share * around);
        }
        const double y = data.count[data.cell(k, d, z)];
        const auto term = [&](const Number& m) {
          Number sum(-maths::log_gamma(y + 1.0));
          for (double j = 1.0; j < y; j += 1.0) sum = sum + log(Number(1.0) + psi * Number(j));
          return sum + Number(y) * log(m) - (Number(y) + Number(1.0) / psi) * log(Number(1.0) + psi * m);
        };
        if (data.patron_of_stream[k] < 0) {
          total = total + term(mean);
        } else {
          log_on = log_on + term(mean);
          log_off = log_off + term(logistic(theta[at.off_factor]) * mean);
        }
      }
    }
    for (std::size_t k = 0; k < K; ++k) {
      if (data.observed[k * D + d] == 0) continue;
      for (std::size_t z = 0; z < Z; ++z) {
        for (std::size_t m = 0; m < 2; ++m) {
          const Number decay = exp(Number(-std::log(2.0)) / half_life[m]);
          Number& sum = sums[(k * Z + z) * 2 + m];
          sum = decay * sum +
                (Number(1.0) - decay) * Number(static_cast<double>(data.count[data.cell(k, d, z)]));
        }
      }
    }
    Number rate = exp(theta[patron.off_to_on]);
    if (data.war_abroad[d] != 0) rate = rate * exp(theta[patron.war]);
    if (data.talks[d] != 0) rate = rate * exp(theta[patron.talks]);
    const Number turn_on = Number(1.0) - exp(-rate),
                 turn_off = Number(1.0) - exp(-exp(theta[patron.on_to_off]));
    if (d == 0) {
      on = turn_on / (turn_on + turn_off);
      off = Number(1.0) - on;
    }
    const Number now_on = on * (Number(1.0) - turn_off) + off * turn_on;
    const Number weight_on = now_on * exp(log_on), weight_off = (Number(1.0) - now_on) * exp(log_off);
    total = total + log(weight_on + weight_off);
    on = weight_on / (weight_on + weight_off);
    off = Number(1.0) - on;
  }
  return total;
}

}  // namespace

TEST_CASE("likelihood and gradient of daily data equal a naive program's, by complex step") {
  const FitData data = small_data(false);
  const ModelOptions options;
  const Layout layout = layout_of(data, options);
  const DailyModel model(data, layout, options);
  const std::vector<double> theta = some_point(layout);
  std::vector<double> gradient;
  const Posterior posterior = model.evaluate(theta, gradient);
  using Complex = std::complex<double>;
  std::vector<Complex> point(theta.begin(), theta.end());
  CHECK(posterior.log_likelihood ==
        doctest::Approx(naive_log_likelihood(data, layout, options, point).real()).epsilon(1e-11));
  constexpr double kStep = 1e-30;
  for (std::size_t i = 0; i < theta.size(); ++i) {
    const Parameter& parameter = layout.parameters[i];
    point[i] = Complex(theta[i], kStep);
    const double by_likelihood = naive_log_likelihood(data, layout, options, point).imag() / kStep;
    point[i] = theta[i];
    const double by_prior = -(theta[i] - parameter.prior_mean) / (parameter.prior_sd * parameter.prior_sd);
    CAPTURE(parameter.name);
    CHECK(gradient[i] == doctest::Approx(by_likelihood + by_prior).epsilon(1e-8));
  }
}

TEST_CASE("the gradient with periods, ratios and shares agrees with differences") {
  const FitData data = small_data(true);
  const ModelOptions options;
  const Layout layout = layout_of(data, options);
  const DailyModel model(data, layout, options);
  std::vector<double> theta = some_point(layout), gradient, unused;
  model.evaluate(theta, gradient);
  for (std::size_t i = 0; i < theta.size(); ++i) {
    const double kept = theta[i], step = 1e-5;
    theta[i] = kept + step;
    const double above = model.evaluate(theta, unused).total();
    theta[i] = kept - step;
    const double below = model.evaluate(theta, unused).total();
    theta[i] = kept;
    CAPTURE(layout.parameters[i].name);
    CHECK(std::abs(gradient[i] - (above - below) / (2 * step)) < 2e-5 * std::max(1.0, std::abs(gradient[i])));
  }
}

TEST_CASE("a fit is the same for any number of threads") {
  const FitData data = small_data(false);
  const ModelOptions options;
  const DailyModel model(data, layout_of(data, options), options);
  const Fit alone = fit_model(data, model, {.restarts = 2, .draws = 21, .threads = 1});
  CHECK(alone.draws.size() == 21);
  for (const int threads : {2, 7}) {
    const Fit shared = fit_model(data, model, {.restarts = 2, .draws = 21, .threads = threads});
    CHECK(shared.mode == alone.mode);
    CHECK(shared.draws == alone.draws);
    CHECK(shared.report.acceptance == alone.report.acceptance);
    CHECK(shared.report.evaluations == alone.report.evaluations);
  }
}

TEST_CASE("the switch of made-up data is found, and smoothed chances lie in 0..1") {
  const FitData data = small_data(false);
  const ModelOptions options;
  const DailyModel model(data, layout_of(data, options), options);
  const Fit fit = fit_model(data, model, {.restarts = 1, .draws = 20});
  CHECK(fit.report.converged);
  CHECK(fit.report.curvature_positive);
  const ModelState state = model.state_at(fit.mode);
  for (const double chance : state.regime_by_day[0]) {
    CHECK(chance >= -1e-9);
    CHECK(chance <= 1.0 + 1e-9);
  }
  CHECK(state.regime_by_day[0][30] < 0.05);  // off in the first sixty days
  CHECK(state.regime_by_day[0][90] > 0.95);  // on in the next
  CHECK(state.regime_by_day[0][150] < 0.05);
}

namespace {

// Two years of one stream in one zone by a daily fitted model with offspring and a season; totals of thirty
// days are all that is known of them.
FitData totals_of_made_up_days(const Layout& layout, const std::vector<double>& theta, std::uint32_t number,
                               FitData data) {
  const StreamPlaces& at = layout.stream[0];
  const double offspring = 0.98 / (1.0 + std::exp(-theta[at.excitation[0]]));
  const double half_life[2] = {
      std::exp(theta[layout.fast_half_life]),
      std::exp(theta[layout.fast_half_life]) + std::exp(theta[layout.slow_half_life])};
  const double fast = 1.0 / (1.0 + std::exp(-theta[layout.fast_weight]));
  const RandomStream randomness(Seed{17}, number, 0, Purpose::test);
  double recent[2] = {0.0, 0.0};
  constexpr std::size_t run_in = 1461;
  data.intervals.clear();
  for (std::size_t step = 0; step < run_in + data.days; ++step) {
    const std::size_t day = step < run_in ? step % 365 : step - run_in;
    const double season =
        std::exp(theta[at.season_sin] * layout.sine[day] + theta[at.season_cos] * layout.cosine[day]);
    const double mean =
        std::exp(theta[at.level]) * season + offspring * (fast * recent[0] + (1.0 - fast) * recent[1]);
    const double count = negative_binomial_draw(randomness.uniform_at(static_cast<std::uint32_t>(step), 0),
                                                mean, std::exp(-theta[at.dispersion]));
    for (int m = 0; m < 2; ++m) {
      const double decay = std::exp2(-1.0 / half_life[m]);
      recent[m] = decay * recent[m] + (1.0 - decay) * count;
    }
    if (step < run_in) continue;
    if (day % 30 == 0) data.intervals.push_back({.zones = {0}, .from = day, .to = day + 29});
    data.intervals.back().total += count;
  }
  return data;
}

}  // namespace

TEST_CASE("the slope of the totals' likelihood has mean zero at the truth") {
  // Bartlett's first identity. It fails when a total's mean forgets that incidents lag behind their
  // immigrants' season, or that a busy month is followed by another.
  FitData blank;
  blank.first = date_of(2020, 1, 1);
  blank.days = 720;
  blank.streams = blank.zones = 1;
  blank.patron_of_stream = {-1};
  blank.count.assign(blank.days, 1.0F);
  blank.observed.assign(blank.days, 1);
  blank.in_scope = {1};
  blank.weight = {1.0};
  blank.neighbours = {{}};
  blank.war_abroad.assign(blank.days, 0);
  blank.talks.assign(blank.days, 0);
  blank.anchor = {"a"};
  ModelOptions options;
  options.block_days = 720;  // no drift
  const Layout layout = lay_out_parameters(blank, {"s0"}, {"z0"}, {"p0"}, options);
  std::vector<double> theta;
  for (const Parameter& parameter : layout.parameters) theta.push_back(parameter.prior_mean);
  const StreamPlaces& at = layout.stream[0];
  theta[at.level] = 0.0;
  theta[at.excitation[0]] = std::log(0.7 / 0.28);  // 0.7 offspring
  theta[at.season_sin] = 0.6;
  blank.observed.assign(blank.days, 0);
  constexpr std::uint32_t sets = 600;
  std::vector<double> sum(theta.size()), square(theta.size()), gradient;
  for (std::uint32_t set = 0; set < sets; ++set) {
    const FitData data = totals_of_made_up_days(layout, theta, set, blank);
    DailyModel(data, layout, options).evaluate(theta, gradient);
    for (std::size_t i = 0; i < theta.size(); ++i) {
      const Parameter& parameter = layout.parameters[i];
      const double slope = gradient[i] + (theta[i] - parameter.prior_mean) / std::pow(parameter.prior_sd, 2);
      sum[i] += slope / sets;
      square[i] += slope * slope / sets;
    }
  }
  for (const std::size_t i : {at.level, at.season_sin, at.season_cos, at.excitation[0]}) {
    CAPTURE(layout.parameters[i].name);
    const double sd = std::sqrt(square[i] - sum[i] * sum[i]);
    CHECK(std::abs(sum[i]) < 4.0 * sd / std::sqrt(sets));
  }
}
