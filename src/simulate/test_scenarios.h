// For tests and benchmarks only: missions and fitted models built by hand, from the barest to one with
// everything on.
#pragma once

#include "simulate/batch.h"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace handover::simulate {

// Everything a simulator needs, in one place that does not move.
struct Stage {
  Mission mission;
  Assessment assessment;
  Plan plan;
};

inline constexpr int kBenchZones = 18;

inline void assume(Mission& mission, Effect effect, double low, double mode, double high) {
  Assumption assumption;
  assumption.key = key_of(effect).key;
  assumption.unit = key_of(effect).unit;
  assumption.range = {low, mode, high};
  assumption.reason = "made up for a test";
  mission.assumptions.push_back(assumption);
}

// Zones on a grid six wide; regions: the first twelve zones, the next four, the last two.
inline void add_zones(Mission& mission, int zones) {
  for (const char* id : {"plains", "north", "abroad"}) mission.regions.push_back({id, id});
  for (int z = 0; z < zones; ++z) {
    Zone zone;
    zone.id = zone.name = fmt::format("zone{}", z);
    zone.region = RegionId{static_cast<std::uint16_t>(z < 12 ? 0 : z < 16 ? 1 : 2)};
    for (int other = 0; other < zones; ++other) {
      const int rows = std::abs(z / 6 - other / 6), columns = std::abs(z % 6 - other % 6);
      if (rows + columns == 1) zone.neighbours.push_back(ZoneId{static_cast<std::uint16_t>(other)});
    }
    mission.zones.push_back(zone);
  }
}

inline void fill_neighbours(const Mission& mission, threat::FittedThreat& fitted) {
  fitted.neighbours.assign(fitted.zones * fitted.zones, 0.0);
  for (std::size_t z = 0; z < fitted.zones; ++z)
    for (const ZoneId other : mission.zones[z].neighbours)
      fitted.neighbours[z * fitted.zones + other.index] =
          1.0 / static_cast<double>(mission.zones[z].neighbours.size());
}

// One stream, no excitation, nobody killed, talks that stand still, no tasks, no functions, no plan.
inline Stage bare_stage(int zones = 1, int streams = 1, int horizon_months = 12) {
  Stage stage;
  Mission& m = stage.mission;
  m.as_of = m.written_as_of = date_of(2024, 7, 1);
  m.horizon_months = horizon_months;
  m.parties = {{"host", "Host", Side::host, true}, {"coalition", "Coalition", Side::coalition, true}};
  add_zones(m, zones);
  for (int k = 0; k < streams; ++k) {
    Stream stream;
    stream.id = stream.name = fmt::format("stream{}", k);
    m.streams.push_back(stream);
  }
  threat::FittedThreat& fitted = stage.assessment.threat;
  fitted.streams = static_cast<std::size_t>(streams);
  fitted.zones = static_cast<std::size_t>(zones);
  fitted.kernels = 1;
  fitted.patron_of_stream.assign(fitted.streams, -1);
  fill_neighbours(m, fitted);
  threat::ThreatDraw draw;
  const std::size_t cells = fitted.streams * fitted.zones;
  draw.endemic.assign(cells, 0.1);
  draw.season_sin.assign(fitted.streams, 0.0);
  draw.season_cos.assign(fitted.streams, 0.0);
  draw.excitation.assign(fitted.streams * fitted.streams, 0.0);
  draw.neighbour_share.assign(fitted.streams, 0.0);
  draw.kernel_weight = {1.0};
  draw.kernel_decay = {0.5};
  draw.dispersion.assign(fitted.streams, 0.0);
  draw.regime_off_factor.assign(fitted.streams, 1.0);
  draw.kernel_sum.assign(cells, 0.0);
  draw.killed.resize(fitted.streams);
  fitted.draws = {draw};
  stage.assessment.talks.draws = {{}};
  stage.assessment.talks.settlements = {{}};
  stage.assessment.partner.draws = {{}};
  needs::SolvedPosture row;
  row.posture = posture_today(m);
  row.persons_required.assign(m.regions.size(), 0);
  row.force_protection.assign(m.regions.size(), 0);
  stage.assessment.needs.table = {row};
  stage.plan.signature.unilateral = PartyId{1};
  return stage;
}

namespace bench {

inline threat::SizeDraw size_of(double zero, std::vector<double> body, double alpha, int cap) {
  threat::SizeDraw draw;
  draw.zero = zero;
  draw.body = std::move(body);
  draw.alpha = alpha;
  draw.x_min = static_cast<int>(draw.body.size()) + 1;
  draw.cap = cap;
  return draw;
}

inline void add_people(Mission& m) {
  m.parties = {{"host", "Host", Side::host, true}, {"coalition", "Coalition", Side::coalition, true}};
  Actor coalition;
  coalition.id = coalition.name = "coalition";
  coalition.roles = {Role::coalition};
  m.actors = {coalition};
  m.patrons = {{"patron", "Patron", ActorId{0}}};
  const char* names[] = {"insurgents", "militias", "strikes"};
  const StreamKind kinds[] = {StreamKind::insurgent, StreamKind::militia, StreamKind::coalition_strike};
  for (int k = 0; k < 3; ++k) {
    Stream stream;
    stream.id = stream.name = names[k];
    stream.kind = kinds[k];
    stream.on_coalition = k == 1;
    if (k == 1) stream.patron = PatronId{0};
    m.streams.push_back(stream);
  }
  const int troops[] = {1500, 1000, 900};
  for (std::uint16_t r = 0; r < 3; ++r) {
    TroopCount count;
    count.region = RegionId{r};
    count.known = {m.as_of, m.as_of, m.as_of, {}};
    count.low = count.best = count.high = troops[r];
    m.troops.push_back(count);
  }
  // Sites in zones 1, 4, 8 (plains), 13, 15 (north), 17 (abroad); the first of the north sustains abroad.
  const int zones[] = {1, 4, 8, 13, 15, 17};
  const double persons[] = {700, 500, 300, 800, 200, 900};
  for (int i = 0; i < 6; ++i) {
    Site site;
    site.id = site.name = fmt::format("site{}", i);
    site.zone = ZoneId{static_cast<std::uint16_t>(zones[i])};
    site.region = m.zones[static_cast<std::size_t>(zones[i])].region;
    site.persons = {persons[i], persons[i], persons[i]};
    if (i == 3) site.sustains = {RegionId{2}};
    m.sites.push_back(site);
  }
  for (const char* id : {"planning", "intelligence", "fires", "logistics"}) m.functions.push_back({id, id});
  for (std::uint16_t t = 0; t < 6; ++t) {
    Task task;
    task.id = task.name = fmt::format("task{}", t);
    if (t < 4) task.partner_function = FunctionId{t};
    const WithoutTask costs[] = {WithoutTask::wounded_die, WithoutTask::attacks_go_free,
                                 WithoutTask::less_protected, WithoutTask::tasks_stop};
    if (t < 4) task.without_it = costs[t];
    task.force_protection = t == 5;
    task.providers = {Provider::coalition, Provider::host};
    m.tasks.push_back(task);
  }
  for (const auto& [year, month, day] : {std::array<int, 3>{2025, 10, 15}, {2026, 11, 3}}) {
    CalendarDay election;
    election.name = "election";
    election.kind = CalendarKind::election;
    const Date date = date_of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    election.known = {date, date, m.as_of, {}};
    m.calendar.push_back(election);
  }
}

inline threat::ThreatDraw threat_draw(std::size_t zones) {
  threat::ThreatDraw d;
  const double total[] = {0.55, 0.11, 0.03};
  for (int k = 0; k < 3; ++k) {
    double sum = 0.0;
    std::vector<double> weight;
    for (std::size_t z = 0; z < zones; ++z) {
      weight.push_back(1.0 / (1.0 + static_cast<double>((7 * z + 5 * static_cast<std::size_t>(k)) % zones)));
      sum += weight.back();
    }
    for (const double w : weight) d.endemic.push_back(total[k] * w / sum);
  }
  for (int step = 0; step < 37; ++step) d.drift.push_back(1.0 + 0.005 * step);
  d.drift.insert(d.drift.end(), 74, 1.0);
  d.season_sin = {0.15, 0.05, 0.0};
  d.season_cos = {-0.10, 0.0, 0.05};
  d.excitation = {0.60, 0.0, 0.05, 0.0, 0.45, 0.25, 0.01, 0.15, 0.05};
  d.neighbour_share = {0.3, 0.2, 0.1};
  d.kernel_weight = {0.5, 0.3, 0.2};
  d.kernel_decay = {0.50, 0.85, 0.97};
  d.dispersion = {0.5, 1.0, 0.3};
  d.regime_off_factor = {1.0, 0.1, 1.0};
  d.regime = {{0.01, 0.008, 3.0, 0.7}};
  d.regime_on = {0.6};
  for (std::size_t cell = 0; cell < 3 * zones; ++cell)
    for (int m = 0; m < 3; ++m)
      d.kernel_sum.push_back(cell < zones ? 0.05 : cell < 2 * zones ? 0.012 : 0.004);
  const auto none = size_of(1.0, {1.0}, 2.5, 1);
  d.killed = {{none, size_of(0.75, {0.6, 0.25, 0.1}, 2.8, 60), size_of(0.6, {0.5, 0.2, 0.1, 0.05}, 2.4, 400),
               size_of(0.8, {0.7, 0.2, 0.05}, 3.0, 40)},
              {size_of(0.985, {0.7, 0.2}, 2.8, 30), size_of(0.97, {0.8, 0.1}, 3.0, 20),
               size_of(0.95, {0.8, 0.1}, 3.0, 20), size_of(0.9, {0.8, 0.15}, 3.0, 20)},
              {none, none, size_of(0.85, {0.5, 0.2, 0.1}, 2.6, 80), size_of(0.4, {0.4, 0.2, 0.15}, 2.8, 50)}};
  return d;
}

inline void fill_fitted(Stage& stage) {
  Assessment& a = stage.assessment;
  const std::size_t zones = stage.mission.zones.size();
  a.threat.streams = 3;
  a.threat.zones = zones;
  a.threat.kernels = 3;
  a.threat.patrons = 1;
  a.threat.patron_of_stream = {-1, 0, -1};
  fill_neighbours(stage.mission, a.threat);
  a.threat.draws = {threat_draw(zones)};
  partner::PartnerDraw p;
  p.level = {0.3, -0.4, -0.2, 0.6};
  p.growth_per_year = {0.35, 0.3, 0.25, 0.2};
  p.decay_per_year = {0.3, 0.5, 0.4, 0.2};
  p.innovation_per_year = {0.3, 0.35, 0.3, 0.25};
  p.observation_noise = {0.5, 0.6, 0.5, 0.4};
  a.partner.draws = {p};
  talks::TalksDraw t;
  t.base[0][1] = 0.05;
  t.base[1][2] = 0.006;
  t.base[1][3] = 0.0025;
  t.base[1][4] = 0.0002;
  t.base[1][5] = 0.00005;
  t.base[2][1] = 0.03;
  t.base[2][4] = 0.001;
  t.base[2][5] = 0.0003;
  t.suspend_per_death = 0.5;
  t.suspend_per_strike = 0.3;
  t.agree_per_gap = -1.0;
  t.agree_near_deadline = 0.5;
  t.expel_per_pressure = 2.0;
  t.expel_per_strike = 0.1;
  t.collapse_per_gap = 1.0;
  t.slip = {.late = -0.5,
            .late_per_log_year = 0.1,
            .early = -1.5,
            .case_sd = 1.0,
            .never = 0.2,
            .tail = 1.5,
            .on_day = 0.4,
            .before = 0.4};
  a.talks.draws = {t, t, t};
  a.talks.settlements = {{true, {}, 0.3}, {true, {}, 0.5}, {true, {}, 0.7}};
  a.talks.state_at_as_of = TalksState::in_session;
}

inline Condition condition(Observable what, std::uint16_t subject, Compare compare, double threshold,
                           int held) {
  return {what, subject, compare, threshold, Days{held}, "commission"};
}

// Four steps: plains thinned out, plains left, label changed in the north and abroad left, north left.
inline void fill_plan(Stage& stage) {
  Plan& plan = stage.plan;
  plan.id = plan.name = "gated";
  plan.mission_end = Month{std::chrono::year{2025}, std::chrono::September};
  plan.presence_end = {Month{std::chrono::year{2025}, std::chrono::September},
                       Month{std::chrono::year{2026}, std::chrono::September},
                       Month{std::chrono::year{2026}, std::chrono::June}};
  Posture p = posture_today(stage.mission);
  const auto phase = [&](const char* name, int year, unsigned month, int latest_months) -> Phase& {
    Phase next;
    next.name = name;
    next.after = p;
    next.earliest = Month{std::chrono::year{year}, std::chrono::month{month}};
    next.gate.owner = PartyId{0};
    next.gate.latest = plus_months(next.earliest, latest_months);
    next.execution = Days{60};
    next.cost = 10.0;
    plan.phases.push_back(next);
    return plan.phases.back();
  };
  p.site_open[1] = p.site_open[2] = false;
  p.troops[0] = Persons{700};
  p.provider[0] = Provider::host;
  Phase& first = phase("thin out", 2024, 12, 12);
  first.gate.all_of = {condition(Observable::attacks_per_month, 1, Compare::at_most, 6.0, 30)};
  first.gate.reverses = {condition(Observable::coalition_deaths_90_days, 0, Compare::at_least, 3.0, 0)};
  p.site_open[0] = false;
  p.troops[0] = Persons{0};
  p.provider[1] = p.provider[2] = Provider::host;
  Phase& second = phase("leave the plains", 2025, 7, 12);
  second.gate.all_of = {condition(Observable::function_stands_alone, 1, Compare::at_least, 0.5, 0),
                        condition(Observable::months_since_previous_phase, 0, Compare::at_least, 3.0, 0)};
  second.gate.reverses = {condition(Observable::attacks_per_month, 0, Compare::at_least, 52.0, 30)};
  p.site_open[5] = false;
  p.troops[2] = Persons{0};
  p.label[1] = Label::bilateral;
  Phase& third = phase("new label", 2026, 3, 6);
  third.gate.all_of = {condition(Observable::talks_agreed, 0, Compare::at_least, 1.0, 0),
                       condition(Observable::regime_off_days, 0, Compare::at_least, 10.0, 0)};
  p.site_open[3] = p.site_open[4] = false;
  p.troops[1] = Persons{0};
  p.provider[3] = p.provider[4] = Provider::host;
  Phase& fourth = phase("leave the north", 2026, 9, 0);
  fourth.gate.all_of = {condition(Observable::always, 0, Compare::at_least, 1.0, 0)};
}

inline void fill_needs(Stage& stage) {
  const auto postures = postures_of(stage.mission, stage.plan);
  for (std::size_t i = 0; i < postures.size(); ++i) {
    needs::SolvedPosture row;
    row.posture = postures[i];
    for (std::size_t t = 0; t < stage.mission.tasks.size(); ++t) {
      const bool host = postures[i].provider[t] == Provider::host;
      row.covered.push_back(stage.mission.tasks[t].force_protection ? 1.0
                                                                    : 1.0 - 0.08 * static_cast<double>(i));
      row.covered_by_host.push_back(host ? 0.8 : 0.1 * static_cast<double>(i));
    }
    row.persons_required = {500, 400, 300};
    row.force_protection = {i == 1 ? 720 : 200, 150, 100};
    row.mentoring.assign(stage.mission.functions.size(), 1.0 - 0.25 * static_cast<double>(i));
    stage.assessment.needs.table.push_back(row);
  }
}

inline void assume_everything(Mission& m) {
  using E = Effect;
  assume(m, E::exposure_elasticity, 0.6, 0.8, 1.0);
  assume(m, E::insurgent_response_to_handover, -0.4, -0.2, 0.1);
  assume(m, E::insurgent_response_to_closure, -0.1, 0.3, 0.7);
  assume(m, E::closure_effect_half_life_days, 120, 240, 400);
  assume(m, E::insurgent_response_to_withdrawal, -0.2, 0.1, 0.4);
  assume(m, E::adversary_waiting, -0.4, -0.2, 0.0);
  assume(m, E::adversary_return, 0.0, 0.2, 0.5);
  assume(m, E::militia_waiting, -0.6, -0.3, 0.0);
  assume(m, E::militia_response_to_presence, 0.0, 0.4, 0.8);
  assume(m, E::relabel_effect_on_militia, -0.6, -0.2, 0.2);
  assume(m, E::strike_after_lethal_attack, 0.5, 0.8, 0.95);
  assume(m, E::strike_after_any_attack, 0.02, 0.05, 0.1);
  assume(m, E::strike_delay_days, 2, 4, 8);
  assume(m, E::militia_retaliation_per_strike, 0.2, 0.6, 1.2);
  assume(m, E::retaliation_delay_days, 3, 6, 12);
  assume(m, E::militia_deterrence_per_strike, -0.4, 0.0, 0.4);
  assume(m, E::deterrence_half_life_days, 10, 20, 40);
  assume(m, E::war_abroad_starts_per_year, 0.1, 0.3, 0.6);
  assume(m, E::war_abroad_ends_per_year, 0.8, 1.2, 2.0);
  assume(m, E::militia_response_to_war_abroad, 0.0, 0.3, 0.6);
  assume(m, E::regional_shocks_per_year, 0.1, 0.3, 0.6);
  assume(m, E::shock_effect_on_insurgents, 0.1, 0.3, 0.6);
  assume(m, E::shock_half_life_days, 60, 120, 240);
  assume(m, E::pressure_today, 0.2, 0.4, 0.6);
  assume(m, E::pressure_per_strike, 0.05, 0.1, 0.2);
  assume(m, E::pressure_per_civilian_killed_by_strike, 0.01, 0.03, 0.06);
  assume(m, E::pressure_near_election, 0.05, 0.1, 0.2);
  assume(m, E::pressure_half_life_days, 60, 120, 240);
  assume(m, E::uncovered_task_effect_on_insurgents, 0.1, 0.4, 0.8);
  assume(m, E::uncovered_task_effect_on_host_deaths, 0.1, 0.4, 0.8);
  assume(m, E::uncovered_task_effect_on_civilian_deaths, 0.1, 0.3, 0.6);
  assume(m, E::below_protection_effect_on_coalition_deaths, 0.1, 0.4, 0.8);
  assume(m, E::displaced_per_civilian_killed, 20, 60, 150);
  assume(m, E::mentoring_kept_from_afar, 0.0, 0.2, 0.4);
  assume(m, E::reversal_delay_days, 30, 60, 120);
  assume(m, E::reversal_refused, 0.2, 0.5, 0.8);
  assume(m, E::plan_undone_without_trigger, 0.1, 0.2, 0.3);
  assume(m, E::steps_wait_while_suspended, 0.3, 0.6, 0.9);
  assume(m, E::steps_stop_after_collapse, 0.1, 0.3, 0.6);
  assume(m, E::expulsion_days_to_leave, 60, 120, 240);
  assume(m, E::early_exit_per_coalition_death, 0.005, 0.02, 0.05);
  assume(m, E::early_exit_days_to_leave, 60, 90, 180);
  assume(m, E::suspension_per_coalition_death, 0.2, 0.5, 0.8);
  assume(m, E::suspension_per_strike, 0.1, 0.3, 0.5);
  assume(m, E::agreement_per_gap, -2.0, -1.0, 0.0);
  assume(m, E::agreement_near_deadline, 0.2, 0.5, 0.8);
  assume(m, E::expulsion_per_pressure, 1.0, 2.0, 3.0);
  assume(m, E::expulsion_per_strike, 0.0, 0.1, 0.2);
  assume(m, E::collapse_per_gap, 0.0, 1.0, 2.0);
  assume(m, E::agreement_breaks_per_year, 0.1, 0.2, 0.4);
  assume(m, E::collapsed_talks_reopen_per_year, 0.2, 0.5, 1.0);
  assume(m, E::expelled_asked_back_per_year, 0.2, 0.5, 1.0);
  assume(m, E::evacuation_gap_effect_on_deaths, 0.2, 0.5, 0.8);
  assume(m, E::hunting_gap_effect_on_insurgents, 0.1, 0.4, 0.8);
  assume(m, E::sustainment_gap_stops_tasks, 0.2, 0.5, 0.8);
  assume(m, E::reaction_gap_effect_on_coalition_deaths, 0.2, 0.5, 0.9);
  assume(m, E::attacks_move_to_places_left, 0.2, 0.5, 0.8);
  assume(m, E::background_drift, 0.2, 0.45, 0.8);
}

}  // namespace bench

// The benchmark: 1,095 days, 18 zones, three streams, every mechanism on.
inline Stage benchmark_stage() {
  Stage stage;
  stage.mission.as_of = stage.mission.written_as_of = date_of(2024, 7, 1);
  stage.mission.horizon_months = 36;
  add_zones(stage.mission, kBenchZones);
  bench::add_people(stage.mission);
  bench::fill_fitted(stage);
  bench::fill_plan(stage);
  bench::fill_needs(stage);
  bench::assume_everything(stage.mission);
  return stage;
}

inline Scenario only_scenario(const Stage& stage, std::uint32_t id = 0) {
  return draw_scenario(stage.mission, stage.assessment, Seed{1}, id);
}

}  // namespace handover::simulate
