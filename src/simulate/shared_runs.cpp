#include "simulate/shared_runs.h"

#include "simulate/session_impl.h"

#include <utility>

namespace handover::simulate {
namespace {

bool same_conditions(const std::vector<Condition>& a, const std::vector<Condition>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Condition& x, const Condition& y) {
    return x.what == y.what && x.subject == y.subject && x.compare == y.compare &&
           x.threshold == y.threshold && x.held_for == y.held_for;
  });
}

bool same_gate(const Gate& a, const Gate& b) {
  return same_conditions(a.all_of, b.all_of) && same_conditions(a.reverses, b.reverses);
}

struct Course {
  const Plan& plan;
  const PlanTables& tables;
};

// The same step, and the same presence after it.
bool same_phase(const Course& a, const Course& b, std::size_t phase) {
  return same_gate(a.plan.phases[phase].gate, b.plan.phases[phase].gate) &&
         a.plan.phases[phase].cost == b.plan.phases[phase].cost &&
         a.tables.phases[phase] == b.tables.phases[phase] &&
         a.tables.standing[phase + 1] == b.tables.standing[phase + 1];
}

// Without these in common two plans share nothing.
bool same_frame(const Course& a, const Course& b) {
  return a.tables.mission_end == b.tables.mission_end &&
         a.tables.announces_an_end == b.tables.announces_an_end &&
         a.tables.waits_for_agreement == b.tables.waits_for_agreement &&
         a.tables.standing.front() == b.tables.standing.front() &&
         a.tables.standing.back() == b.tables.standing.back();
}

using Members = std::vector<std::size_t>;

}  // namespace

struct SharedRuns::Impl {
  explicit Impl(const std::vector<const Simulator*>& simulators) {
    for (const Simulator* simulator : simulators) sessions.emplace_back(*simulator);
    for (std::size_t i = 0; i < sessions.size(); ++i) classify(i);
  }

  const Simulator::Impl& sim(std::size_t i) const { return sessions[i].impl_->sim; }
  Course course(std::size_t i) const { return {sim(i).plan, sim(i).tables}; }
  Session::Impl& session(std::size_t i) { return *sessions[i].impl_; }

  // Numbers equal frames and equal phases, so that comparing them costs nothing later.
  void classify(std::size_t i) {
    std::size_t like = 0;
    while (!same_frame(course(like), course(i))) ++like;
    if (like == i) frames.push_back({});
    frame_of.push_back(like == i ? frames.size() - 1 : frame_of[like]);
    frames[frame_of[i]].push_back(i);
    phase_class.emplace_back();
    for (std::size_t p = 0; p < sim(i).plan.phases.size(); ++p) {
      like = 0;
      while (like < i && (sim(like).plan.phases.size() <= p || !same_phase(course(like), course(i), p)))
        ++like;
      phase_class[i].push_back(like);
    }
  }

  bool watched(std::size_t i, std::size_t phase, std::int32_t ready, std::int32_t day) const {
    if (phase >= sim(i).plan.phases.size()) return false;
    const double slip = sessions[i].impl_->state.slip[phase];
    return gate_watched_from(sim(i).plan, sim(i).tables, phase, ready, slip) <= day;
  }

  // Members that look at this phase's gate today, by what the phase is; those that do not stay together.
  std::vector<Members> split_by_phase(const Members& members, std::size_t phase, std::int32_t ready,
                                      std::int32_t day) const {
    std::vector<std::pair<std::size_t, Members>> parts;
    for (const std::size_t i : members) {
      const std::size_t key = watched(i, phase, ready, day) ? phase_class[i][phase] : sessions.size();
      auto at = std::find_if(parts.begin(), parts.end(), [&](const auto& part) { return part.first == key; });
      if (at == parts.end()) at = parts.insert(parts.end(), {key, {}});
      at->second.push_back(i);
    }
    std::vector<Members> result;
    for (auto& part : parts) result.push_back(std::move(part.second));
    return result;
  }

  // Who may go different ways on the coming day. Errs on the side of parting too early, never too late.
  std::vector<Members> parts_today(const Members& members, const ReplicationState& s) const {
    const PlanState& p = s.plan;
    if (p.stopped || p.gone) return {members};
    std::size_t phase = p.phase;
    const bool put_back = p.reversal_day >= 0 && s.day >= p.reversal_day;
    if (!put_back) {
      if (!p.executing) {
        auto parts = split_by_phase(members, phase, p.ready, s.day);
        if (parts.size() > 1 || !watched(members.front(), phase, p.ready, s.day)) return parts;
        if (s.day < p.next_review) return {members};
      } else if (s.day < p.completes) {
        return {members};
      }
      ++phase;
    }
    // The step may be completed today, and the next gates passed on the same day.
    for (;; ++phase) {
      auto parts = split_by_phase(members, phase, s.day, s.day);
      if (parts.size() > 1 || !watched(members.front(), phase, s.day, s.day)) return parts;
    }
  }

  // `to` goes on from where `from` stands, under its own plan.
  void hand_over(std::size_t from, std::size_t to) {
    const Session::Impl& source = session(from);
    Session::Impl& target = session(to);
    std::vector<double> slip = std::move(target.state.slip);
    target.state = source.state;
    target.state.slip = std::move(slip);
    target.at_milestones = source.at_milestones;
    PlanState& p = target.state.plan;
    p.completed.resize(sim(to).plan.phases.size());
    if (p.gone) p.standing = sim(to).tables.gone();
    const bool same_next = p.phase < phase_class[from].size() && p.phase < phase_class[to].size() &&
                           phase_class[from][p.phase] == phase_class[to][p.phase];
    const Context c = target.context();
    if (!same_next && !p.executing) set_gate(c, target.state);
    for (std::size_t i = 0; i < target.at_milestones.size(); ++i) {
      const std::int32_t day = sim(to).milestone_day(i);
      if (day < target.state.day)
        target.at_milestones[i][static_cast<std::size_t>(Metric::slip_days)] =
            static_cast<float>(slip_until(c, target.state, day));
    }
  }

  // The slip as it stood on an earlier day: steps may have been put back since.
  static double slip_until(const Context& c, const ReplicationState& s, std::int32_t day) {
    std::vector<std::optional<std::int32_t>> completed(c.tables.phases.size());
    for (const Step& step : s.steps) {
      if (step.day > day) break;
      const auto phase = static_cast<std::size_t>(step.phase);
      if (step.kind == Step::Kind::completed) completed[phase] = step.day;
      if (step.kind == Step::Kind::reversed) completed[phase].reset();
    }
    return slip_days(c.tables, completed, day);
  }

  void live(const Members& members) {
    Session::Impl& first = session(members.front());
    while (first.state.day < first.sim.days.horizon) {
      if (members.size() > 1) {
        const auto parts = parts_today(members, first.state);
        if (parts.size() > 1) {
          for (std::size_t i = 1; i < parts.size(); ++i) hand_over(members.front(), parts[i].front());
          for (const Members& part : parts) live(part);
          return;
        }
      }
      first.step_day();
      ++simulated;
    }
    for (std::size_t i = 1; i < members.size(); ++i) hand_over(members.front(), members[i]);
    for (const std::size_t i : members) session(i).finish();
  }

  std::vector<Session> sessions;
  std::vector<std::size_t> frame_of;
  std::vector<Members> frames;
  std::vector<std::vector<std::size_t>> phase_class;  // [plan][phase] first plan with this phase
  std::uint64_t simulated = 0, lived = 0;
};

SharedRuns::SharedRuns(const std::vector<const Simulator*>& simulators)
    : impl_(std::make_unique<Impl>(simulators)) {}
SharedRuns::~SharedRuns() = default;
SharedRuns::SharedRuns(SharedRuns&&) noexcept = default;
SharedRuns& SharedRuns::operator=(SharedRuns&&) noexcept = default;

void SharedRuns::enter(const Scenario& scenario, Seed seed) {
  for (Session& session : impl_->sessions) session.enter(scenario, seed);
}

void SharedRuns::run(std::uint32_t replication) {
  for (const Members& members : impl_->frames) {
    impl_->session(members.front()).start(replication);
    for (const std::size_t i : members) {
      Session::Impl& session = impl_->session(i);
      session.state.replication = replication;
      draw_slips(session.context(), session.state);
    }
    impl_->live(members);
    impl_->lived += members.size() * static_cast<std::uint64_t>(impl_->sim(members.front()).days.horizon);
  }
}

std::size_t SharedRuns::plans() const {
  return impl_->sessions.size();
}
const Session& SharedRuns::of(std::size_t plan) const {
  return impl_->sessions[plan];
}
std::uint64_t SharedRuns::days_simulated() const {
  return impl_->simulated;
}
std::uint64_t SharedRuns::days_lived() const {
  return impl_->lived;
}

}  // namespace handover::simulate
