#include "simulate/scenario_tables.h"

#include "numerics/maths.h"
#include "talks/history.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>

namespace handover::simulate {
namespace {

template <class Draw>
const Draw& draw_at(const std::vector<Draw>& draws, std::uint32_t index, const char* module) {
  if (index >= draws.size())
    throw std::logic_error(std::string("the ") + module + " module gave no draw for this scenario");
  return draws[index];
}

// The largest multiplier `exp(effect * 2^(-age / half_life))` table; half_life 0: it lasts.
std::vector<double> fading(double effect, double half_life, std::int32_t horizon) {
  std::vector<double> table;
  for (std::int32_t age = 0; age <= horizon; ++age) {
    const double left = half_life > 0.0 ? maths::exp(-std::numbers::ln2 * age / half_life) : 1.0;
    table.push_back(maths::exp(effect * left));
  }
  return table;
}

// Sine of a share of a full turn; the C library's own sine differs between processors.
double sine_of_turn(double turn) {
  turn -= std::floor(turn);
  // Folded to a quarter turn about zero, where the series has converged after a dozen terms.
  if (turn > 0.75) turn -= 1.0;
  if (turn > 0.25) turn = 0.5 - turn;
  const double x = 2.0 * std::numbers::pi * turn;
  double term = x, sum = x;
  for (int n = 1; n <= 12; ++n) sum += term *= -x * x / ((2.0 * n) * (2.0 * n + 1.0));
  return sum;
}

bool near_a_day(const Mission& mission, CalendarKind kind, Date date, int within) {
  return std::any_of(mission.calendar.begin(), mission.calendar.end(), [&](const CalendarDay& day) {
    if (day.kind != kind) return false;
    const int to_go = days_between(date, day.known.from).value;
    return to_go >= 0 && to_go <= within;
  });
}

// A strike that the mission assumes to answer an attack comes from that attack. The rate at which strikes
// were seen, and what excited them, would bring the same strikes a second time.
threat::ThreatDraw without_own_strikes(const Mission& mission, const Effects& effects,
                                       threat::ThreatDraw draw) {
  const bool answers =
      effects.has(Effect::strike_after_any_attack) || effects.has(Effect::strike_after_lethal_attack);
  if (!answers || !effects.runs(Mechanism::strikes)) return draw;
  const std::size_t streams = mission.streams.size();
  for (std::size_t k = 0; k < streams; ++k) {
    if (mission.streams[k].kind != StreamKind::coalition_strike) continue;
    const std::size_t zones = draw.endemic.size() / streams;
    for (std::size_t z = 0; z < zones; ++z) draw.endemic[k * zones + z] = 0.0;
    for (std::size_t cause = 0; cause < streams; ++cause) draw.excitation[k * streams + cause] = 0.0;
  }
  return draw;
}

// A drift of the pace that the scenario assumes: paths of a random walk differ by its standard deviation.
double drift_of(const Effects& effects, double as_fitted) {
  if (!effects.runs(Mechanism::drift)) return 1.0;
  if (!effects.has(Effect::background_drift) || as_fitted == 1.0) return as_fitted;
  const double pace = effects.get(Effect::background_drift, 0.0) / threat::kDriftVariancePerYear;
  return maths::exp(std::sqrt(pace) * maths::log(as_fitted));
}

// Cumulative chances of a Poisson count as far as a double can tell them from one.
GuideTable poisson_table(double mean) {
  std::vector<double> below;
  double term = maths::exp(-mean), sum = term;
  for (int count = 1; sum < 1.0 && term > 0.0 && below.size() < 1000; ++count) {
    below.push_back(sum);
    term *= mean / count;
    if (sum + term == sum && count > mean) break;
    sum += term;
  }
  return GuideTable(below, 32);
}

}  // namespace

double candidates_in_tile(double rate, std::size_t layer) {
  return rate * (kEdges.at[layer + 1] - kEdges.at[layer]) * kTileDays;
}

DayTables::DayTables(const Mission& mission) : horizon(static_cast<std::int32_t>(mission.horizon_days())) {
  for (std::int32_t d = 0; d < horizon; ++d) {
    const Date date = mission.as_of + std::chrono::days{d + 1};
    const double turn = static_cast<double>(date.time_since_epoch().count()) / kDaysPerYear;
    season_sine.push_back(sine_of_turn(turn));
    season_cosine.push_back(sine_of_turn(turn + 0.25));
    election_near.push_back(near_a_day(mission, CalendarKind::election, date, 90));
    anniversary_near.push_back(near_a_day(mission, CalendarKind::anniversary, date, 30));
    mandate_end_near.push_back(near_a_day(mission, CalendarKind::mandate_end, date, 60) ||
                               near_a_day(mission, CalendarKind::deadline, date, 60));
    meeting_near.push_back(talks::meeting_is_near(mission.calendar, date));
  }
  for (const CalendarDay& day : mission.calendar) {
    // Day 0 is the one after the as-of date.
    const int ahead = days_between(mission.as_of, day.known.from).value - 1;
    if (day.kind == CalendarKind::deadline && ahead >= 0 && (!deadline || ahead < *deadline))
      deadline = ahead;
  }
}

ScenarioTables::ScenarioTables(const Mission& mission, const Assessment& assessment, const PlanTables& plan,
                               const DayTables& days, const Scenario& scenario, const Switches& off)
    : effects(mission, scenario, off),
      threat(without_own_strikes(mission, effects,
                                 draw_at(assessment.threat.draws, scenario.threat_draw, "threat"))),
      partner(draw_at(assessment.partner.draws, scenario.partner_draw, "partner")),
      talks(draw_at(assessment.talks.draws, scenario.talks_draw, "talks")),
      streams(assessment.threat.streams),
      zones(assessment.threat.zones),
      kernels(assessment.threat.kernels),
      patrons(assessment.threat.patrons),
      regimes(effects.runs(Mechanism::regimes)),
      excites(effects.runs(Mechanism::excitation)),
      talks_move(effects.runs(Mechanism::talks)),
      scenario_id(scenario.id) {
  if (scenario.talks_draw < assessment.talks.settlements.size())
    settlement = assessment.talks.settlements[scenario.talks_draw];
  respond_as_assumed(assessment.talks);
  fill_streams(mission, assessment.threat);
  fill_endemic();
  fill_day_factors(days, assessment.threat);
  fill_standings(plan, mission);
  fill_ages(days.horizon);
  fill_kernels(days.horizon);
  fill_offspring(assessment.threat);
  fill_past();
  fill_sizes();
}

ScenarioTables::ScenarioTables(const ScenarioTables& same, const PlanTables& plan, const Mission& mission)
    : ScenarioTables(same) {
  standing_log.clear();
  zone_factor.clear();
  zone_factor_most.clear();
  fill_standings(plan, mission);
}

// The clock's responses are assumptions too, and the scenario's own draw of them counts. Base rates are
// fitted to the history again under these responses and this pressure: what the record saw at the deaths,
// strikes and pressure of the time must stay what was seen, whatever the responses are.
void ScenarioTables::respond_as_assumed(const talks::FittedTalks& fitted) {
  talks.agree_per_gap = effects.get(Effect::agreement_per_gap, talks.agree_per_gap);
  talks.collapse_per_gap = effects.get(Effect::collapse_per_gap, talks.collapse_per_gap);
  talks.suspend_per_death = effects.get(Effect::suspension_per_coalition_death, talks.suspend_per_death);
  talks.suspend_per_strike = effects.get(Effect::suspension_per_strike, talks.suspend_per_strike);
  talks.agree_near_deadline = effects.get(Effect::agreement_near_deadline, talks.agree_near_deadline);
  talks.near_meeting = effects.get(Effect::talks_near_meeting, talks.near_meeting);
  talks.expel_per_pressure = effects.get(Effect::expulsion_per_pressure, talks.expel_per_pressure);
  talks.expel_per_strike = effects.get(Effect::expulsion_per_strike, talks.expel_per_strike);
  talks::refit_base(fitted, effects.get(Effect::pressure_today, 0.0), talks);
}

void ScenarioTables::fill_streams(const Mission& mission, const threat::FittedThreat& fitted) {
  for (std::size_t k = 0; k < streams; ++k) {
    const Stream& stream = mission.streams[k];
    insurgent.push_back(stream.kind == StreamKind::insurgent);
    militia.push_back(stream.kind == StreamKind::militia);
    strike.push_back(stream.kind == StreamKind::coalition_strike);
    on_coalition.push_back(stream.on_coalition);
    patron_of.push_back(regimes && k < fitted.patron_of_stream.size() ? fitted.patron_of_stream[k] : -1);
    const double off_factor = patron_of[k] >= 0 ? threat.regime_off_factor[k] : 1.0;
    bound.push_back(std::max(1.0, off_factor));
    dispersion.push_back(effects.runs(Mechanism::overdispersion) ? threat.dispersion[k] : 0.0);
    if (strike[k] && !strike_stream) strike_stream = k;
    // Strikes are answered by the militias that attack the coalition, else by any militia.
    const bool better = militia[k] && (!answer_stream || (on_coalition[k] && !on_coalition[*answer_stream]));
    if (better) answer_stream = k;
  }
}

void ScenarioTables::fill_endemic() {
  for (std::size_t k = 0; k < streams; ++k) {
    const double* rate = threat.endemic.data() + k * zones;
    std::vector<std::uint16_t> order(zones);
    std::iota(order.begin(), order.end(), std::uint16_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return rate[a] > rate[b]; });
    double total = 0.0;
    for (std::size_t z = 0; z < zones; ++z) total += rate[z];
    std::vector<double> below;
    double sum = 0.0;
    for (const std::uint16_t z : order) {
      sum += rate[z];
      below.push_back(total > 0.0 ? sum / total : 1.0);
    }
    if (!below.empty()) below.back() = 1.0;
    for (std::size_t layer = 0; layer < kTabulatedLayers; ++layer)
      tile_count.push_back(poisson_table(candidates_in_tile(total * bound[k], layer)));
    endemic_total.push_back(total);
    endemic_most.push_back(order.empty() ? 0.0 : rate[order.front()]);
    zone_place.emplace_back(below, 64);
    zone_order.push_back(std::move(order));
  }
}

void ScenarioTables::fill_day_factors(const DayTables& days, const threat::FittedThreat& fitted) {
  const bool seasonal = effects.runs(Mechanism::season);
  for (std::size_t k = 0; k < streams; ++k) {
    const double s = threat.season_sin[k], c = threat.season_cos[k];
    const bool turns = seasonal && (s != 0.0 || c != 0.0);
    std::vector<double> factor;
    std::vector<double> most(static_cast<std::size_t>(days.horizon / kTileDays) + 1, 0.0);
    for (std::int32_t day = 0; day < days.horizon; ++day) {
      const auto d = static_cast<std::size_t>(day);
      const double season = turns ? maths::exp(s * days.season_sine[d] + c * days.season_cosine[d]) : 1.0;
      factor.push_back(season * drift_of(effects, drift_on(fitted, threat, k, day + 1)));
      most[d / kTileDays] = std::max(most[d / kTileDays], factor.back());
    }
    day_factor.push_back(std::move(factor));
    day_factor_most.push_back(std::move(most));
  }
}

void ScenarioTables::fill_standings(const PlanTables& plan, const Mission& mission) {
  const double power = effects.get(Effect::exposure_elasticity, 0.0);
  const double handover = effects.get(Effect::insurgent_response_to_handover, 0.0);
  const double withdrawal = effects.get(Effect::insurgent_response_to_withdrawal, 0.0);
  const double relabel = effects.get(Effect::relabel_effect_on_militia, 0.0);
  for (const Standing& standing : plan.standing) {
    for (std::size_t k = 0; k < streams; ++k) {
      double log_factor = 0.0, most = 0.0;
      if (insurgent[k]) log_factor += handover * standing.handed_share;
      if (militia[k]) log_factor += relabel * standing.other_label_share;
      standing_log.push_back(log_factor);
      for (std::size_t z = 0; z < zones; ++z) {
        double factor = 1.0;
        if (insurgent[k])
          factor *= maths::exp(withdrawal * standing.region_left[mission.zones[z].region.index]);
        if (on_coalition[k] && standing.zone_presence[z] <= 0.0) factor = 0.0;  // nobody is there to attack
        if (on_coalition[k] && standing.zone_presence[z] > 0.0 && power != 0.0)
          factor *= maths::exp(power * maths::log(standing.zone_presence[z]));
        zone_factor.push_back(factor);
      }
      if (on_coalition[k]) move_attacks_to_places_left(standing, k);
      for (std::size_t z = zone_factor.size() - zones; z < zone_factor.size(); ++z)
        most = std::max(most, zone_factor[z]);
      zone_factor_most.push_back(most);
    }
  }
}

// Whoever attacked a place that has been left goes, in part, to the places that have not. No place gets more
// than ten times its own: the rest is not carried out.
void ScenarioTables::move_attacks_to_places_left(const Standing& standing, std::size_t stream) {
  constexpr double kMost = 10.0;
  const double share = effects.get(Effect::attacks_move_to_places_left, 0.0);
  if (share <= 0.0) return;
  double* factor = zone_factor.data() + zone_factor.size() - zones;
  double left = 0.0, kept = 0.0;
  for (std::size_t z = 0; z < zones; ++z) {
    const double rate = threat.endemic[stream * zones + z];
    if (standing.zone_presence[z] > 0.0) kept += rate * factor[z];
    if (standing.zone_presence[z] <= 0.0 && standing.zone_closed[z]) left += rate;
  }
  if (kept <= 0.0) return;
  const double more = std::min(kMost, 1.0 + share * left / kept);
  for (std::size_t z = 0; z < zones; ++z) factor[z] *= more;
}

void ScenarioTables::fill_ages(std::int32_t horizon) {
  if (effects.has(Effect::insurgent_response_to_closure)) {
    closure_by_age = fading(effects.get(Effect::insurgent_response_to_closure, 0.0),
                            effects.get(Effect::closure_effect_half_life_days, 0.0), horizon);
    closure_most = *std::max_element(closure_by_age.begin(), closure_by_age.end());
  }
  if (effects.has(Effect::shock_effect_on_insurgents) && effects.has(Effect::shock_half_life_days))
    shock_by_age = fading(effects.get(Effect::shock_effect_on_insurgents, 0.0),
                          effects.get(Effect::shock_half_life_days, 1.0), horizon);
  if (effects.has(Effect::militia_deterrence_per_strike) && effects.has(Effect::deterrence_half_life_days))
    deterrence_by_age = fading(effects.get(Effect::militia_deterrence_per_strike, 0.0),
                               effects.get(Effect::deterrence_half_life_days, 1.0), horizon);
}

void ScenarioTables::fill_kernels(std::int32_t horizon) {
  decay_blocks = static_cast<std::size_t>(horizon) / 64 + 2;
  std::vector<double> not_yet(static_cast<std::size_t>(horizon), 0.0);  // chance of a longer delay
  for (std::size_t m = 0; m < kernels; ++m) {
    const double rho = threat.kernel_decay[m];
    double longer = threat.kernel_weight[m];
    for (double& chance : not_yet) chance += longer *= rho;
    kernel_log_decay.push_back(maths::log(rho));
    double power = 1.0;
    for (int a = 0; a < 64; ++a, power *= rho) decay_low.push_back(power);
    const double block = power;
    power = 1.0;
    for (std::size_t b = 0; b < decay_blocks; ++b, power *= block) decay_high.push_back(power);
  }
  for (double& chance : not_yet) chance = 1.0 - chance;
  delay = GuideTable(not_yet, 256);
  for (std::size_t a = 0; a < 64; ++a)
    for (std::size_t m = 0; m < kernels; ++m)
      weighted_decay.push_back(threat.kernel_weight[m] * decay_low[m * 64 + a]);
}

void ScenarioTables::fill_offspring(const threat::FittedThreat& fitted) {
  // What lambda[k, z] reads (fitted_model.h: the neighbours' share is the affected stream's).
  pull_most.assign(streams * streams, 0.0);
  for (std::size_t k = 0; k < streams; ++k) {
    const double share = threat.neighbour_share[k];
    for (std::size_t z = 0; z < zones; ++z) {
      first_source.push_back(static_cast<std::uint32_t>(sources.size()));
      for (std::size_t j = 0; excites && j < streams; ++j) {
        const double excitation = threat.excitation[k * streams + j];
        for (std::size_t from = 0; excitation > 0.0 && from < zones; ++from) {
          const double spread = (from == z ? 1.0 - share : 0.0) + share * fitted.neighbours[z * zones + from];
          if (spread <= 0.0) continue;
          sources.push_back({static_cast<std::uint32_t>(j * zones + from), excitation * spread});
          pull_most[k * streams + j] = std::max(pull_most[k * streams + j], excitation * spread);
        }
      }
    }
  }
  first_source.push_back(static_cast<std::uint32_t>(sources.size()));
  // Turned round: an incident of j at `from` has these expected offspring in (k, z).
  for (std::size_t j = 0; j < streams; ++j) {
    for (std::size_t from = 0; from < zones; ++from) {
      struct Kind {
        double mean;
        std::uint16_t stream, zone;
      };
      std::vector<Kind> kinds;
      double total = 0.0;
      for (std::size_t k = 0; excites && k < streams; ++k) {
        const double expected = threat.excitation[k * streams + j] * bound[k];
        if (expected <= 0.0) continue;
        const double share = threat.neighbour_share[k];
        for (std::size_t z = 0; z < zones; ++z) {
          const double weight = (from == z ? 1.0 - share : 0.0) + share * fitted.neighbours[z * zones + from];
          if (weight <= 0.0) continue;
          kinds.push_back({expected * weight, static_cast<std::uint16_t>(k), static_cast<std::uint16_t>(z)});
          total += kinds.back().mean;
        }
      }
      std::stable_sort(kinds.begin(), kinds.end(),
                       [](const Kind& a, const Kind& b) { return a.mean > b.mean; });
      OffspringOf of;
      of.mean = total;
      of.none = maths::exp(-total);
      of.per_none = 1.0 / of.none;
      of.first = static_cast<std::uint32_t>(offspring_kinds.size());
      double sum = 0.0;
      std::vector<double> below;
      for (const Kind& kind : kinds) {
        below.push_back((sum += kind.mean) / total);
        offspring_kinds.push_back({kind.stream, kind.zone});
      }
      if (!kinds.empty()) {
        below.back() = 1.0;
        of.kind = GuideTable(below, 32);
      }
      offspring_of.push_back(std::move(of));
    }
  }
}

void ScenarioTables::fill_past() {
  past.resize(streams);
  past_mean.assign(streams, 0.0);
  for (std::size_t j = 0; j < streams; ++j) {
    auto& list = past[j];
    double sum = 0.0;
    for (std::size_t z = 0; z < zones; ++z) {
      for (std::size_t m = 0; m < kernels; ++m) {
        const double left = 1.0 - threat.kernel_decay[m];
        const double incidents =
            threat.kernel_weight[m] * threat.kernel_sum[(j * zones + z) * kernels + m] / left;
        const double mean = incidents * offspring_of[j * zones + z].mean;
        if (mean <= 0.0) continue;
        sum += mean;
        list.push_back({sum, static_cast<std::uint16_t>(z), static_cast<std::uint16_t>(m)});
      }
    }
    past_mean[j] = sum;
    for (PastSource& source : list) source.below /= sum;
    if (!list.empty()) list.back().below = 1.0;
  }
}

void ScenarioTables::fill_sizes() {
  for (std::size_t v = 0; v < kVictims; ++v) {
    for (std::size_t k = 0; k < streams; ++k) {
      const threat::SizeDraw& draw = threat.killed[k][v];
      SizeTable table;
      double sum = 0.0;
      std::vector<double> below;
      for (const double p : draw.body) below.push_back(sum += p);
      table.body = GuideTable(below, 32);
      table.tail_power = draw.alpha > 1.0 ? -1.0 / (draw.alpha - 1.0) : 0.0;
      table.x_min = draw.x_min;
      table.cap = std::max(draw.cap, draw.x_min);
      size[v].push_back(std::move(table));
      killed_somebody[v].push_back(1.0 - draw.zero);
    }
  }
}

}  // namespace handover::simulate
