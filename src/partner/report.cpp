#include "numerics/convergence.h"
#include "numerics/draws.h"
#include "numerics/maths.h"
#include "partner/partner.h"
#include "partner/posterior.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace handover::partner {
namespace {

double entropy(double p) {
  if (p <= 0.0 || p >= 1.0) return 0.0;
  return -(p * maths::log2(p) + (1.0 - p) * maths::log2(1.0 - p));
}

double share_of(const std::vector<Quantities>& draws, const std::function<bool(const Quantities&)>& holds) {
  if (draws.empty()) return 0.0;
  const auto count = std::count_if(draws.begin(), draws.end(), holds);
  return static_cast<double>(count) / static_cast<double>(draws.size());
}

std::size_t level_of(double latent, const std::vector<double>& threshold) {
  std::size_t level = 0;
  while (level < threshold.size() && latent >= threshold[level]) ++level;
  return level;
}

const Rating* last_rating(const Mission& mission, UnitId unit, FunctionId function) {
  const Rating* last = nullptr;
  for (const Rating& rating : mission.ratings) {
    if (rating.unit != unit || rating.function != function) continue;
    if (last == nullptr || rating.known.from >= last->known.from) last = &rating;
  }
  return last;
}

// Variance of today's level of a unit that nobody rated, in the place of series `s`: what the other series
// pool and the walk since, over the draws.
double variance_without_own(const Posterior& posterior, std::size_t s) {
  const std::vector<Series>& all = posterior.data.series;
  const std::size_t f = all[s].function.index;
  const auto rated = [&](const auto& counts) {
    return std::count_if(all.begin(), all.end(),
                         [&](const Series& other) { return other.unit && counts(other); });
  };
  // The only series there is: without its ratings nothing but the prior is left.
  if (rated([](const Series&) { return true; }) < 2) {
    return variance_of(values_of(posterior.prior, [s](const Quantities& q) { return q.level[s].back(); }));
  }
  const bool pooled = rated([&](const Series& other) { return other.function == all[s].function; }) > 1;
  const double years = days_between(all[s].grid.front(), all[s].grid.back()).value / kDaysPerYear;
  const bool advised = posterior.data.advised[f];
  std::vector<double> centre, spread;
  for (const Quantities& q : posterior.draws) {
    centre.push_back(q.mean + (pooled ? q.function[f] : 0.0) + (advised ? q.growth[f] * years : 0.0));
    spread.push_back(q.unit_sd * q.unit_sd + (pooled ? 0.0 : q.function_sd * q.function_sd) +
                     q.innovation[f] * q.innovation[f] * years);
  }
  return variance_of(centre) + mean_of(spread);
}

UnitFunction describe_series(const Mission& mission, const Posterior& posterior, std::size_t s) {
  const Series& series = posterior.data.series[s];
  UnitFunction row;
  row.unit = *series.unit;
  row.function = series.function;
  const Pick today = [s](const Quantities& q) { return q.level[s].back(); };
  row.level = learned(posterior, today);
  row.stands_alone = share_of(posterior.draws, [&](const Quantities& q) { return today(q) > 0.0; });
  row.level_chance.assign(std::max<std::size_t>(1, posterior.data.levels), 0.0);
  for (const Quantities& q : posterior.draws) {
    row.level_chance[level_of(today(q), q.threshold)] += 1.0 / static_cast<double>(posterior.draws.size());
  }
  const Rating* last = last_rating(mission, row.unit, row.function);
  row.ratings = static_cast<int>(std::count_if(
      mission.ratings.begin(), mission.ratings.end(),
      [&](const Rating& rating) { return rating.unit == row.unit && rating.function == row.function; }));
  row.last_rated = last->known.from;
  row.days_old = days_between(last->known.from, mission.as_of).value;
  row.last_level = mission.rating_scale.levels.at(last->level);
  row.last_assessor = mission.assessors[last->assessor.index].id;
  const auto day = std::lower_bound(series.grid.begin(), series.grid.end(), row.last_rated);
  const auto at = static_cast<std::size_t>(day - series.grid.begin());
  const double then =
      variance_of(values_of(posterior.draws, [s, at](const Quantities& q) { return q.level[s][at]; }));
  const double now = variance_of(values_of(posterior.draws, today));
  row.doubt_then = now > 0.0 ? std::clamp(then / now, 0.0, 1.0) : 1.0;
  const double unrated = variance_without_own(posterior, s);
  row.own_contraction = unrated > 0.0 ? std::clamp(1.0 - now / unrated, 0.0, 1.0) : 0.0;
  return row;
}

// Chance that the function stands alone after so many months, the random walk's own spread included.
double chance_later(const Posterior& posterior, FunctionId function, int months, double mentoring) {
  const double years = months / 12.0;
  const std::size_t f = function.index;
  double total = 0.0;
  for (const Quantities& q : posterior.draws) {
    const double level = q.level[weakest_series(posterior.data, q, function)].back();
    const double drift = mentoring * q.growth[f] - (1.0 - mentoring) * q.decay[f];
    total += normal_cdf((level + drift * years) / (q.innovation[f] * std::sqrt(years)));
  }
  return total / static_cast<double>(posterior.draws.size());
}

constexpr int kInspectionMonths = 6;

// Variance of the level after `months` given what the ratings of the meantime will tell, one every half year
// (a normal rating in place of the ordinal one: Kalman's recursion), from variance `now`. The drift is taken
// as known.
double variance_later(double now, double innovation, double noise, double coverage, int months) {
  double variance = now;
  for (int month = 0; month < months; month += kInspectionMonths) {
    variance += innovation * innovation * kInspectionMonths / 12.0;
    variance = 1.0 / (1.0 / variance + coverage / (noise * noise));
  }
  return variance;
}

double known_within(const Posterior& posterior, FunctionId function, double variance_now, int months,
                    bool advised) {
  double total = 0.0;
  for (std::size_t i = 0; i < posterior.draws.size(); ++i) {
    const Quantities& q = posterior.draws[i];
    const double coverage = advised ? 1.0 : posterior.coverage_without_advisers[i];
    total += std::sqrt(variance_later(variance_now, q.innovation[function.index],
                                      independent_noise(posterior.data, q), coverage, months));
  }
  constexpr double kHalfWidth = 1.6448536269514722;  // standard deviations
  return kHalfWidth * total / static_cast<double>(posterior.draws.size());
}

FunctionOutlook describe_function(const Posterior& posterior, FunctionId function) {
  FunctionOutlook row;
  row.function = function;
  const Pick weakest = [&](const Quantities& q) {
    return q.level[weakest_series(posterior.data, q, function)].back();
  };
  row.level = learned(posterior, weakest);
  row.stands_alone = share_of(posterior.draws, [&](const Quantities& q) { return weakest(q) > 0.0; });
  std::map<std::size_t, int> votes;
  for (const Quantities& q : posterior.draws) ++votes[weakest_series(posterior.data, q, function)];
  const auto most = std::max_element(votes.begin(), votes.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  row.weakest = posterior.data.series[most->first].unit;
  row.rated = row.weakest.has_value();
  const double now = variance_of(values_of(posterior.draws, weakest));
  for (const int months : {6, 12, 24, 36}) {
    row.later.push_back({months, chance_later(posterior, function, months, 1.0),
                         chance_later(posterior, function, months, 0.0),
                         known_within(posterior, function, now, months, true),
                         known_within(posterior, function, now, months, false)});
  }
  const std::size_t f = function.index;
  row.growth_per_year = learned(posterior, [f](const Quantities& q) { return q.growth[f]; });
  row.decay_per_year = learned(posterior, [f](const Quantities& q) { return q.decay[f]; });
  return row;
}

constexpr int kOverlapDays = 183;

bool near(const Rating& a, const Rating& b) {
  return a.unit == b.unit && a.function == b.function && a.assessor != b.assessor &&
         std::abs(days_between(a.known.from, b.known.from).value) <= kOverlapDays;
}

AssessorView describe_assessor(const Mission& mission, const Posterior& posterior, AssessorId assessor) {
  AssessorView row;
  row.assessor = assessor;
  const std::size_t a = assessor.index;
  row.bias = learned(posterior, [a](const Quantities& q) { return q.bias[a]; });
  row.noise = learned(posterior, [a](const Quantities& q) { return q.noise[a]; });
  for (const Rating& mine : mission.ratings) {
    if (mine.assessor != assessor) continue;
    ++row.ratings;
    const bool met = std::any_of(mission.ratings.begin(), mission.ratings.end(),
                                 [&](const Rating& other) { return near(mine, other); });
    if (met) ++row.overlaps;
  }
  row.estimated = row.overlaps > 0;
  return row;
}

std::vector<Disagreement> disagreements_of(const Mission& mission) {
  std::vector<Disagreement> rows;
  const auto& levels = mission.rating_scale.levels;
  for (const Rating& a : mission.ratings) {
    for (const Rating& b : mission.ratings) {
      if (a.level <= b.level || !near(a, b)) continue;
      rows.push_back({a.unit, a.function, a.assessor, b.assessor, levels.at(a.level), levels.at(b.level),
                      a.known.from, b.known.from});
    }
  }
  std::sort(rows.begin(), rows.end(), [](const Disagreement& a, const Disagreement& b) {
    return std::max(a.higher_on, a.lower_on) > std::max(b.higher_on, b.lower_on);
  });
  return rows;
}

// Chances of each level in one independent rating that sees everything.
std::vector<double> rating_chances(const Posterior& posterior, const Quantities& q, std::size_t s) {
  const double noise = independent_noise(posterior.data, q);
  std::vector<double> chance;
  double below = 0.0;
  for (const double threshold : q.threshold) {
    const double up_to = normal_cdf((threshold - q.level[s].back()) / noise);
    chance.push_back(up_to - below);
    below = up_to;
  }
  chance.push_back(1.0 - below);
  return chance;
}

Inspection inspect(const Posterior& posterior, std::size_t s) {
  const Series& series = posterior.data.series[s];
  const std::size_t levels = posterior.data.levels;
  std::vector<double> alone(levels, 0.0), not_alone(levels, 0.0);
  double share = 0.0;
  const double weight = 1.0 / static_cast<double>(posterior.draws.size());
  for (const Quantities& q : posterior.draws) {
    const std::size_t weakest = weakest_series(posterior.data, q, series.function);
    const bool stands = q.level[weakest].back() > 0.0;
    if (stands) share += weight;
    const auto chance = rating_chances(posterior, q, s);
    for (std::size_t k = 0; k < levels; ++k) (stands ? alone : not_alone)[k] += weight * chance[k];
  }
  Inspection row{*series.unit, series.function, entropy(share), entropy(share)};
  for (std::size_t k = 0; k < levels; ++k) {
    const double total = alone[k] + not_alone[k];
    if (total > 0.0) row.bits -= total * entropy(alone[k] / total);
  }
  row.bits = std::max(0.0, row.bits);
  return row;
}

void add_diagnostics(const Posterior& posterior, PartnerReport& report) {
  Diagnostics& d = report.diagnostics;
  d.divergences = posterior.sample.divergences;
  d.draws = static_cast<int>(posterior.draws.size());
  d.chains = posterior.sample.chains;
  d.acceptance = posterior.sample.acceptance;
  d.seconds = posterior.seconds;
  d.least_effective = d.draws;
  const auto look = [&](const std::string& name, const Pick& pick) {
    const auto found = convergence_of(values_of(posterior.draws, pick), posterior.sample.chains);
    d.least_effective = std::min(d.least_effective, found.effective);
    if (found.r_hat < d.worst_r_hat) return;
    d.worst_r_hat = found.r_hat;
    d.worst_quantity = name;
  };
  const Data& data = posterior.data;
  for (std::size_t s = 0; s < data.series.size(); ++s) {
    look(fmt::format("level of series {}", s), [s](const Quantities& q) { return q.level[s].back(); });
  }
  for (std::size_t a = 0; a < data.assessors; ++a) {
    look(fmt::format("bias of assessor {}", a), [a](const Quantities& q) { return q.bias[a]; });
    look(fmt::format("noise of assessor {}", a), [a](const Quantities& q) { return q.noise[a]; });
  }
  for (std::size_t f = 0; f < data.functions; ++f) {
    look(fmt::format("growth of function {}", f), [f](const Quantities& q) { return q.growth[f]; });
    look(fmt::format("innovation of function {}", f), [f](const Quantities& q) { return q.innovation[f]; });
  }
}

void add_notes(const Mission& mission, PartnerReport& report) {
  if (mission.ratings.empty()) report.notes.push_back({.kind = NoteKind::no_ratings});
  for (const AssessorView& row : report.assessors) {
    if (!row.estimated) report.notes.push_back({.kind = NoteKind::bias_is_prior, .assessor = row.assessor});
  }
  for (const FunctionOutlook& row : report.functions) {
    if (!row.rated) report.notes.push_back({.kind = NoteKind::function_unrated, .function = row.function});
  }
  report.notes.push_back({.kind = NoteKind::decay_is_prior});
  report.notes.push_back({.kind = NoteKind::sight_without_advisers});
  if (mission.verdict_rules.empty()) report.notes.push_back({.kind = NoteKind::scale_rule_shown});
}

}  // namespace

std::string_view name_of(NoteKind kind) {
  constexpr std::string_view names[] = {"no_ratings",     "bias_is_prior",          "function_unrated",
                                        "decay_is_prior", "sight_without_advisers", "scale_rule_shown"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<Date> marks_of(const Mission& mission) {
  std::vector<Date> marks;
  for (const VerdictRule& rule : mission.verdict_rules) {
    if (rule.since) marks.push_back(*rule.since);
  }
  return marks;
}

PartnerReport report_partner(const Mission& mission, Seed seed, int draws, const AssessOptions& options) {
  return report_of(mission, posterior_of(mission, marks_of(mission), seed, draws, options));
}

PartnerReport report_of(const Mission& mission, const Posterior& posterior) {
  PartnerReport report;
  for (std::size_t s = 0; s < posterior.data.series.size(); ++s) {
    if (!posterior.data.series[s].unit) continue;
    report.unit_functions.push_back(describe_series(mission, posterior, s));
    report.inspections.push_back(inspect(posterior, s));
  }
  std::stable_sort(report.inspections.begin(), report.inspections.end(),
                   [](const Inspection& a, const Inspection& b) { return a.bits > b.bits; });
  for (std::uint16_t f = 0; f < mission.functions.size(); ++f) {
    report.functions.push_back(describe_function(posterior, FunctionId{f}));
  }
  for (std::uint16_t a = 0; a < mission.assessors.size(); ++a) {
    report.assessors.push_back(describe_assessor(mission, posterior, AssessorId{a}));
  }
  report.disagreements = disagreements_of(mission);
  add_verdicts(mission, posterior, report);
  for (std::size_t k = 0; k + 1 < posterior.data.levels; ++k) {
    report.thresholds.push_back(learned(posterior, [k](const Quantities& q) { return q.threshold[k]; }));
  }
  auto coverage = posterior.coverage_without_advisers;
  report.coverage_without_advisers = mean_of(coverage);
  std::sort(coverage.begin(), coverage.end());
  report.coverage_interval = {quantile_of_sorted(coverage, 0.05), quantile_of_sorted(coverage, 0.95)};
  add_diagnostics(posterior, report);
  add_notes(mission, report);
  return report;
}

}  // namespace handover::partner
