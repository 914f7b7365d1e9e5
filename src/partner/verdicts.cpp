// Each body's rule over the same posterior, and what the body itself last said.
#include "numerics/convergence.h"
#include "partner/posterior.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace handover::partner {
namespace {

// The scale's own rule, when no body's rule is stated.
std::vector<VerdictRule> rules_of(const Mission& mission) {
  if (!mission.verdict_rules.empty() || mission.rating_scale.levels.empty()) return mission.verdict_rules;
  VerdictRule rule;
  rule.id = "scale";
  rule.words = "stands alone";
  rule.body = "the rating scale";
  rule.level = mission.rating_scale.alone_from;
  return {rule};
}

bool rule_holds(const Posterior& posterior, const Quantities& q, const VerdictRule& rule,
                FunctionId function) {
  const std::size_t s = weakest_series(posterior.data, q, function);
  const double now = q.level[s].back();
  if (rule.kind == VerdictRule::Kind::level) {
    return rule.level == 0 || q.threshold.size() < rule.level || now >= q.threshold[rule.level - 1];
  }
  const auto& grid = posterior.data.series[s].grid;
  const auto day = std::lower_bound(grid.begin(), grid.end(), rule.since.value_or(grid.front()));
  if (day == grid.end()) return false;
  return now > q.level[s][static_cast<std::size_t>(day - grid.begin())];
}

bool is_rated(const Data& data, FunctionId function) {
  return std::any_of(data.series.begin(), data.series.end(),
                     [&](const Series& series) { return series.unit && series.function == function; });
}

// The level that the assessor last gave each unit and function; the lowest unit counts for the function.
OwnTally own_tally(const Mission& mission, AssessorId assessor) {
  std::map<std::pair<std::uint16_t, std::uint16_t>, const Rating*> last;  // function, unit
  for (const Rating& rating : mission.ratings) {
    if (rating.assessor != assessor) continue;
    const Rating*& kept = last[{rating.function.index, rating.unit.index}];
    if (kept == nullptr || rating.known.from >= kept->known.from) kept = &rating;
  }
  std::map<std::uint16_t, std::size_t> lowest;
  for (const auto& [key, rating] : last) {
    const auto [entry, fresh] = lowest.emplace(key.first, rating->level);
    if (!fresh) entry->second = std::min(entry->second, rating->level);
  }
  OwnTally tally{assessor, std::vector<int>(mission.rating_scale.levels.size(), 0)};
  for (const auto& [function, level] : lowest) ++tally.functions.at(level);
  return tally;
}

void add_own_tallies(const Mission& mission, PartnerReport& report) {
  for (std::uint16_t a = 0; a < mission.assessors.size(); ++a) {
    const bool rules =
        std::any_of(mission.verdict_rules.begin(), mission.verdict_rules.end(),
                    [&](const VerdictRule& rule) { return rule.body == mission.assessors[a].id; });
    if (rules) report.own_tallies.push_back(own_tally(mission, AssessorId{a}));
  }
}

// Draws of a chain resemble one another: the interval of a share rests on as many independent ones.
Interval share_interval(const std::vector<double>& holds, int chains) {
  const auto size = static_cast<double>(holds.size());
  const double share = mean_of(holds), effective = convergence_of(holds, chains).effective;
  const double worth = std::isfinite(effective) ? std::clamp(effective, 1.0, size) : size;
  return wilson_interval(static_cast<std::size_t>(std::lround(share * worth)),
                         static_cast<std::size_t>(std::lround(worth)));
}

Answer answer_of(const Interval& chance, double threshold) {
  if (chance.low >= threshold) return Answer::yes;
  return chance.high < threshold ? Answer::no : Answer::too_close;
}

}  // namespace

void add_verdicts(const Mission& mission, const Posterior& posterior, PartnerReport& report) {
  for (const VerdictRule& rule : rules_of(mission)) {
    for (std::uint16_t f = 0; f < mission.functions.size(); ++f) {
      const FunctionId function{f};
      const auto holds = values_of(posterior.draws, [&](const Quantities& q) {
        return rule_holds(posterior, q, rule, function) ? 1.0 : 0.0;
      });
      Verdict verdict;
      verdict.rule = rule.id;
      verdict.words = rule.words;
      verdict.body = rule.body;
      verdict.function = function;
      verdict.chance = mean_of(holds);
      verdict.interval = share_interval(holds, posterior.sample.chains);
      verdict.threshold = rule.chance;
      verdict.answer = answer_of(verdict.interval, rule.chance);
      verdict.illustrative = mission.verdict_rules.empty();
      verdict.rated = is_rated(posterior.data, function);
      verdict.progress = rule.kind == VerdictRule::Kind::progress;
      report.verdicts.push_back(std::move(verdict));
    }
  }
  add_own_tallies(mission, report);
}

}  // namespace handover::partner
