#include "mission/priors.h"

#include "numerics/maths.h"

#include <iterator>

namespace handover {
namespace {

constexpr std::string_view kJudgement = "a judgement; wide";
constexpr std::string_view kLewis =
    "Lewis et al. 2012: 37-50 % of events in Iraq 2003-07 were self-excited; wide enough for 5 % and 90 %";
constexpr std::string_view kTotals = "Lewis et al. 2012; narrower, since totals hardly show clusters";
constexpr std::string_view kSpells =
    "a judgement: spells of quiet of a year and of attacks of half a year, each to a factor of five";
constexpr std::string_view kSameKind = "totals of one stream by several sources mostly count the same";
constexpr std::string_view kOtherKind =
    "against a daily source the others may count another kind of incident";
constexpr std::string_view kLadder = "in steps of the rating scale; a judgement";
constexpr std::string_view kSigar =
    "builders overrate what they build (SIGAR 2014-2021 on the ratings of the Afghan forces)";

constexpr PriorScale kLog = PriorScale::logarithm, kOdds = PriorScale::log_odds, kPlain = PriorScale::plain;

constexpr PriorKey kKeys[] = {
    {PriorName::level_by_day, "level_by_day", "threat", kLog, 1.0 / 30.0, 2.5, false, 0.1, 5.0,
     "incidents a day of a stream whose days are known, at the as-of date",
     "one a month; a prior that pulled on it would push the difference into excitation"},
    {PriorName::level_by_total, "level_by_total", "threat", kLog, 1.0 / 30.0, 1.5, false, 0.1, 5.0,
     "incidents a day of a stream under a patron or known by totals, at the as-of date",
     "one a month, give or take a factor of twelve (90 %); a judgement"},
    {PriorName::dispersion, "dispersion", "threat", kLog, 0.5, 1.0, false, 0.05, 3.0,
     "psi of the negative binomial: variance m + psi m^2", kJudgement},
    {PriorName::season, "season", "threat", kPlain, 0.0, 0.3, true, 0.01, 2.0,
     "amplitude of the year's sine and cosine, logarithm of the level", kJudgement},
    {PriorName::covariate_effect, "covariate_effect", "threat", kPlain, 0.0, 0.3, true, 0.01, 3.0,
     "what one standard deviation of a covariate does to the logarithm of a level",
     "chosen by marginal likelihood among 0.1, 0.3 and 1 unless stated"},
    {PriorName::zone_effect, "zone_effect", "threat", kLog, 1.0, 1.0, true, 0.05, 4.0,
     "a zone's level over its expected share",
     "chosen by marginal likelihood among 0.5, 1 and 2 unless stated"},
    {PriorName::self_excitation_by_day, "self_excitation_by_day", "threat", kOdds, 0.401312339887548, 1.7,
     false, 0.05, 3.0, "offspring per incident of a stream whose days are known, of the most allowed",
     kLewis},
    {PriorName::self_excitation_by_total, "self_excitation_by_total", "threat", kOdds, 0.401312339887548, 0.8,
     false, 0.05, 3.0, "offspring per incident of a stream known by totals, of the most allowed", kTotals},
    {PriorName::cross_excitation, "cross_excitation", "threat", kLog, 0.02, 1.2, false, 0.05, 3.0,
     "offspring of one stream per incident of another", kJudgement},
    {PriorName::share_next_door, "share_next_door", "threat", kOdds, 0.182425523806356, 1.0, false, 0.05, 3.0,
     "share of offspring that fall into neighbouring zones", kJudgement},
    {PriorName::rate_when_off, "rate_when_off", "threat", kOdds, 0.0474258731775668, 1.0, false, 0.05, 3.0,
     "rate while a patron holds back, of the rate otherwise", kJudgement},
    {PriorName::share_off_the_map, "share_off_the_map", "threat", kOdds, 0.167981614866076, 1.0, false, 0.05,
     3.0, "share of a total's incidents that lie outside the map", kJudgement},
    {PriorName::background_step, "background_step", "threat", kPlain, 0.0, 0.5, true, 0.02, 3.0,
     "one half-year's step of the logarithm of a background",
     "chosen by marginal likelihood among 0.25, 0.5 and 1 unless stated"},
    {PriorName::reporting_ratio_by_day, "reporting_ratio_by_day", "threat", kLog, 1.0, 1.5, false, 0.02, 3.0,
     "what other sources count of what a daily source counts, on average", kOtherKind},
    {PriorName::reporting_ratio_by_total, "reporting_ratio_by_total", "threat", kLog, 1.0, 0.25, false, 0.02,
     3.0, "the same where the anchor gives totals", kSameKind},
    {PriorName::ratio_of_source_by_day, "ratio_of_source_by_day", "threat", kLog, 1.0, 0.5, false, 0.02, 3.0,
     "one source's ratio over that average, beside a daily source", kOtherKind},
    {PriorName::ratio_of_source_by_total, "ratio_of_source_by_total", "threat", kLog, 1.0, 0.25, false, 0.02,
     3.0, "the same where the anchor gives totals", kSameKind},
    {PriorName::fast_half_life, "fast_half_life", "threat", kLog, 1.5, 0.7, false, 0.05, 2.0,
     "days after which half of the fast offspring have come", kJudgement},
    {PriorName::slow_half_life, "slow_half_life", "threat", kLog, 14.0, 0.7, false, 0.05, 2.0,
     "days beyond the fast half-life for the slow offspring", kJudgement},
    {PriorName::share_fast, "share_fast", "threat", kOdds, 0.5, 1.2, false, 0.05, 3.0,
     "share of offspring that come at the fast rate", kJudgement},
    {PriorName::off_to_on, "off_to_on", "threat", kLog, 1.0 / 365.0, 1.0, false, 0.05, 3.0,
     "rate a day at which a patron that holds back lets go", kSpells},
    {PriorName::on_to_off, "on_to_off", "threat", kLog, 1.0 / 180.0, 1.0, false, 0.05, 3.0,
     "rate a day at which a patron stops attacks", kSpells},
    {PriorName::war_on_switching_on, "war_on_switching_on", "threat", kLog, 3.0, 0.7, false, 0.05, 3.0,
     "factor on off_to_on while a war abroad goes on", kJudgement},
    {PriorName::talks_on_switching_on, "talks_on_switching_on", "threat", kLog, 0.7, 0.5, false, 0.05, 3.0,
     "factor on off_to_on while talks are in session", kJudgement},
    {PriorName::capability, "capability", "partner", kPlain, -1.0, 1.5, false, 0.1, 5.0,
     "level of all functions; 0 is where a function stands alone", kLadder},
    {PriorName::spread_of_functions, "spread_of_functions", "partner", kLog, 0.7, 0.4, false, 0.05, 2.0,
     "standard deviation of functions around that level", kLadder},
    {PriorName::spread_of_units, "spread_of_units", "partner", kLog, 0.5, 0.4, false, 0.05, 2.0,
     "standard deviation of units around their function", kLadder},
    {PriorName::growth_with_advisers, "growth_with_advisers", "partner", kPlain, 0.15, 0.15, false, 0.01, 1.0,
     "rise a year of all functions with advisers beside them", kLadder},
    {PriorName::growth_of_function, "growth_of_function", "partner", kPlain, 0.0, 0.10, true, 0.01, 1.0,
     "what one function's rise differs by from that of all", kLadder},
    {PriorName::decay_without_advisers, "decay_without_advisers", "partner", PriorScale::half_normal, 0.0,
     0.25, true, 0.01, 2.0, "fall a year once advisers have left", kLadder},
    {PriorName::walk_of_capability, "walk_of_capability", "partner", kLog, 0.35, 0.4, false, 0.05, 2.0,
     "random walk of a level, standard deviation after a year", kLadder},
    {PriorName::walk_of_function, "walk_of_function", "partner", kLog, 1.0, 0.2, true, 0.02, 2.0,
     "one function's walk over that of all", kLadder},
    {PriorName::rating_noise, "rating_noise", "partner", kLog, 0.5, 0.3, false, 0.02, 2.0,
     "standard deviation of a rating that saw everything", kLadder},
    {PriorName::rating_gaps, "rating_gaps", "partner", kLog, 1.0, 0.3, true, 0.02, 2.0,
     "distance of neighbouring thresholds of the rating scale", "the unit of the scale, by definition"},
    {PriorName::coverage_without_advisers, "coverage_without_advisers", "partner", kOdds, 0.4, 0.6, false,
     0.05, 3.0, "what ratings see once advisers have left, of what they saw beside them",
     "90 % between 0.2 and 0.64; no data set pairs ratings with and without advisers"},
    {PriorName::builder_bias, "builder_bias", "partner", kPlain, 0.5, 0.4, false, 0.02, 2.0,
     "how much those who build a force overrate it", kSigar},
    {PriorName::self_bias, "self_bias", "partner", kPlain, 0.8, 0.5, false, 0.02, 2.0,
     "how much a force overrates itself", kSigar},
    {PriorName::independent_bias, "independent_bias", "partner", kPlain, 0.0, 0.25, false, 0.02, 2.0,
     "how much others overrate it", kJudgement},
};
static_assert(std::size(kKeys) == kPriors, "every prior has one line in the table");

constexpr bool in_order() {
  for (std::size_t i = 0; i < kPriors; ++i) {
    if (kKeys[i].prior != static_cast<PriorName>(i)) return false;
  }
  return true;
}
static_assert(in_order(), "the table follows the order of Prior");

}  // namespace

std::span<const PriorKey, kPriors> prior_keys() {
  return std::span<const PriorKey, kPriors>(kKeys);
}

const PriorKey& key_of(PriorName prior) {
  return kKeys[static_cast<std::size_t>(prior)];
}

std::optional<PriorName> prior_named(std::string_view key) {
  for (const PriorKey& entry : kKeys) {
    if (entry.key == key) return entry.prior;
  }
  return std::nullopt;
}

std::string_view name_of(PriorScale scale) {
  switch (scale) {
    case PriorScale::logarithm:
      return "logarithm";
    case PriorScale::log_odds:
      return "log odds";
    case PriorScale::plain:
      return "plain";
    case PriorScale::half_normal:
      return "half-normal";
  }
  return "";
}

double PriorValue::mean(PriorScale scale) const {
  if (scale == PriorScale::logarithm) return maths::log(centre);
  if (scale == PriorScale::log_odds) return maths::log(centre / (1.0 - centre));
  return centre;
}

Priors::Priors() {
  for (std::size_t i = 0; i < kPriors; ++i) {
    values_[i].centre = kKeys[i].centre;
    values_[i].spread = kKeys[i].spread;
  }
}

}  // namespace handover
