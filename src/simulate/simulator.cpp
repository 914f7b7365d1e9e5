#include "simulate/session_impl.h"
#include "simulate/simulate.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <stdexcept>

namespace handover::simulate {
namespace {

// Days before the as-of date at which a stream's published record ends.
std::int32_t unpublished(const threat::FittedThreat& fitted, std::size_t stream) {
  return stream < fitted.unpublished.size() ? fitted.unpublished[stream] : 0;
}

// Days from the last attack of each patron's streams, in the daily counts, to the last day that is published;
// 0 without one.
std::vector<std::int32_t> quiet_before(const Mission& mission, const threat::FittedThreat& fitted) {
  std::vector<std::int32_t> quiet(std::max<std::size_t>(mission.patrons.size(), fitted.patrons), 0);
  std::vector<bool> seen(quiet.size(), false);
  for (const DailyCount& row : mission.daily_counts) {
    const auto patron = mission.streams[row.stream.index].patron;
    if (!patron || row.count == 0) continue;
    const std::int32_t days =
        std::max(0, days_between(row.known.to, mission.as_of).value - unpublished(fitted, row.stream.index));
    auto& value = quiet[patron->index];
    value = seen[patron->index] ? std::min(value, days) : days;
    seen[patron->index] = true;
  }
  return quiet;
}

// [stream][i] incidents of the last i days.
std::vector<std::vector<std::int32_t>> counted_before(const threat::FittedThreat& fitted) {
  std::vector<std::vector<std::int32_t>> counted(fitted.streams, std::vector<std::int32_t>(1, 0));
  for (std::size_t k = 0; k < fitted.recent_days.size(); ++k)
    for (const int count : fitted.recent_days[k]) counted[k].push_back(counted[k].back() + count);
  return counted;
}

// [i] deaths of the coalition in the last i published days of each stream that attacks it, as far back as the
// shortest of these records reaches.
std::vector<std::int32_t> deaths_before(const Mission& mission, const threat::FittedThreat& fitted) {
  std::optional<std::size_t> record;
  for (std::size_t k = 0; k < mission.streams.size(); ++k) {
    if (!mission.streams[k].on_coalition) continue;
    const std::size_t days = k < fitted.recent_days.size() ? fitted.recent_days[k].size() : 0;
    record = std::min(record.value_or(days), days);
  }
  std::vector<std::int32_t> deaths(record.value_or(0) + 1, 0);
  for (const DailyCount& row : mission.daily_counts) {
    const std::int32_t days_ago =
        days_between(row.known.from, mission.as_of).value - unpublished(fitted, row.stream.index);
    if (!mission.streams[row.stream.index].on_coalition || days_ago < 0) continue;
    const auto within = static_cast<std::size_t>(days_ago) + 1;
    if (within < deaths.size()) deaths[within] += row.killed[static_cast<std::size_t>(Victim::coalition)];
  }
  std::partial_sum(deaths.begin(), deaths.end(), deaths.begin());
  return deaths;
}

void check_fit(const Mission& mission, const Assessment& assessment) {
  const threat::FittedThreat& fitted = assessment.threat;
  if (fitted.streams != mission.streams.size() || fitted.zones != mission.zones.size())
    throw std::logic_error("the threat fitted model does not have the mission's streams and zones");
  for (const threat::ThreatDraw& draw : fitted.draws)
    if (draw.drift.size() != fitted.draws[0].drift.size() ||
        (fitted.streams > 0 && draw.drift.size() % fitted.streams != 0))
      throw std::logic_error("the threat fitted model's draws drift over different times");
  if (fitted.draws.empty() || assessment.partner.draws.empty() || assessment.talks.draws.empty())
    throw std::logic_error("a module's fitted model has no draws");
  for (const partner::PartnerDraw& draw : assessment.partner.draws)
    if (draw.level.size() != mission.functions.size())
      throw std::logic_error("the partner fitted model does not have the mission's functions");
}

void begin(const Context& c, ReplicationState& s) {
  const auto days = static_cast<std::size_t>(c.days.horizon) + 1;
  s.day = 0;
  s.casualties.pattern_stale = true;
  s.casualties.killed.fill(0.0);
  s.casualties.displaced = 0.0;
  s.casualties.by_region.assign(c.mission.regions.size(), {});
  s.casualties.last_attack.assign(c.quiet_before.size(), -1);
  s.counted.coalition_deaths = s.counted.strikes = 0;
  s.counted.width = c.scenario.streams + 2;
  s.counted.before.resize(days * s.counted.width);
  begin_plan(c, s);
  begin_incidents(c, s);
  begin_surroundings(c, s);
  begin_pressure(c, s);
  begin_talks(c, s);
  begin_capability(c, s);
}

void note_counts(const Context& c, ReplicationState& s) {
  std::int32_t* row = s.counted.before.data() + static_cast<std::size_t>(s.day) * s.counted.width;
  for (std::size_t k = 0; k < c.scenario.streams; ++k) row[k] = s.counted.attacks[k];
  row[s.counted.width - 2] = s.counted.coalition_deaths;
  row[s.counted.width - 1] = s.counted.strikes;
}

}  // namespace

Simulator::Simulator(const Mission& mission, const Assessment& assessment, const Plan& plan,
                     Milestones milestones, Switches off) {
  check_fit(mission, assessment);
  impl_ = std::make_unique<Impl>(mission, assessment, plan, std::move(milestones), off);
}
Simulator::~Simulator() = default;
Simulator::Simulator(Simulator&&) noexcept = default;
Simulator& Simulator::operator=(Simulator&&) noexcept = default;

const Milestones& Simulator::milestones() const {
  return impl_->milestones;
}
std::int32_t Simulator::horizon() const {
  return impl_->days.horizon;
}

Outcome Simulator::run(const Scenario& scenario, Seed seed, std::uint32_t replication,
                       std::vector<std::array<float, kMetrics>>* at_milestones) const {
  Session session(*this);
  session.enter(scenario, seed);
  Outcome outcome = session.run(replication);
  if (at_milestones != nullptr) *at_milestones = session.at_milestones();
  return outcome;
}

Simulator::Impl::Impl(const Mission& m, const Assessment& a, Plan p, Milestones ms, Switches switches)
    : mission(m),
      assessment(a),
      plan(std::move(p)),
      milestones(std::move(ms)),
      off(switches),
      days(m),
      tables(m, a, plan),
      quiet(quiet_before(m, a.threat)),
      counted(counted_before(a.threat)),
      deaths(deaths_before(m, a.threat)) {}

void Session::Impl::note_milestones(const Context& c) {
  for (std::size_t i = 0; i < sim.milestones.days.size(); ++i)
    if (sim.milestone_day(i) == state.day) at_milestones[i] = metrics_at(c, state);
}

void Session::Impl::start(std::uint32_t replication) {
  state.replication = replication;
  begin(context(), state);
  at_milestones.resize(sim.milestones.days.size());
}

void Session::Impl::step_day() {
  const Context c = context();
  ReplicationState& s = state;
  note_counts(c, s);
  step_plan(c, s);
  if (!sim.milestones.days.empty()) note_milestones(c);
  step_surroundings(c, s);
  step_capability(c, s);
  step_incidents(c, s);
  step_talks(c, s);
  ++s.day;
}

void Session::Impl::finish() {
  const Context c = context();
  note_counts(c, state);
  step_plan(c, state);
  if (!sim.milestones.days.empty()) note_milestones(c);
  conclude(c);
}

void Session::Impl::run(std::uint32_t replication) {
  start(replication);
  while (state.day < sim.days.horizon) step_day();
  finish();
}

void Session::Impl::conclude(const Context& c) {
  const ReplicationState& s = state;
  outcome.metric = metrics_at(c, state);
  outcome.civilians_killed_by_region.clear();
  outcome.civilians_displaced_by_region.clear();
  for (const RegionTally& tally : s.casualties.by_region) {
    outcome.civilians_killed_by_region.push_back(static_cast<float>(tally.civilians_killed));
    outcome.civilians_displaced_by_region.push_back(static_cast<float>(tally.civilians_displaced));
  }
  outcome.phase_passed = s.plan.completed;
  outcome.talks = s.talking.state;
  outcome.agreed_on.reset();
  if (s.talking.agreed_on) outcome.agreed_on = *s.talking.agreed_on;
  outcome.cut_short = s.cut_short;
}

Session::Session(const Simulator& simulator) : impl_(std::make_unique<Impl>(*simulator.impl_)) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

void Session::Impl::enter(const Scenario& entered, Seed seed) {
  scenario.emplace(sim.mission, sim.assessment, sim.tables, sim.days, entered, sim.off);
  state.seed = seed;
  state.scenario = entered.id;
}

void Session::Impl::enter_with(const Impl& other) {
  scenario.emplace(other.scenario.value(), sim.tables, sim.mission);
  state.seed = other.state.seed;
  state.scenario = other.state.scenario;
}

void Session::enter(const Scenario& scenario, Seed seed) {
  impl_->enter(scenario, seed);
}
const Outcome& Session::run(std::uint32_t replication) {
  if (!impl_->scenario) throw std::logic_error("a session must enter a scenario before it runs replications");
  impl_->run(replication);
  return impl_->outcome;
}
const Outcome& Session::outcome() const {
  return impl_->outcome;
}
const std::vector<std::array<float, kMetrics>>& Session::at_milestones() const {
  return impl_->at_milestones;
}
const std::vector<Step>& Session::steps() const {
  return impl_->state.steps;
}
std::int64_t Session::incidents() const {
  return impl_->state.counted.incidents;
}

}  // namespace handover::simulate
