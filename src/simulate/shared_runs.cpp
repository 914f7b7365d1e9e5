#include "simulate/shared_runs.h"

#include "simulate/session_impl.h"

#include <algorithm>
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
  return a.tables.announces_an_end == b.tables.announces_an_end &&
         a.tables.waits_for_agreement == b.tables.waits_for_agreement &&
         a.tables.standing.front() == b.tables.standing.front() &&
         a.tables.standing.back() == b.tables.standing.back();
}

bool same_condition(const Condition& a, const Condition& b) {
  return same_conditions({a}, {b});
}

using Members = std::vector<std::size_t>;

// What has been found out about a group that lives its days together.
struct Watch {
  std::int32_t first_end = kNever;      // of the mission, while not all plan the same
  std::int32_t next_deadline = kNever;  // on which a member may be left
  std::size_t phase = ~std::size_t{0};  // of which the rest speaks,
  std::int32_t ready = -1;              // once its predecessor was completed on this day
  std::int32_t from = kNever;           // before this day nobody looks at its gate
  bool together = false;                // all look at the same gate
};

}  // namespace

struct SharedRuns::Impl {
  // Plans that begin as one.
  struct Frame {
    Members members;
    FirstGates gates;
  };

  explicit Impl(const std::vector<const Simulator*>& simulators) {
    for (const Simulator* simulator : simulators) sessions.emplace_back(*simulator);
    for (std::size_t i = 0; i < sessions.size(); ++i) classify(i);
    wanted.resize(sessions.size());
    finished.resize(sessions.size());
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
    frames[frame_of[i]].members.push_back(i);
    phase_class.emplace_back();
    for (std::size_t p = 0; p < sim(i).plan.phases.size(); ++p) {
      like = 0;
      while (like < i && (sim(like).plan.phases.size() <= p || !same_phase(course(like), course(i), p)))
        ++like;
      phase_class[i].push_back(like);
    }
    watch_first_gate(i);
  }

  // Conditions of the first gate that must have held for some time, each once in the frame.
  void watch_first_gate(std::size_t i) {
    first_gate.emplace_back();
    if (sim(i).plan.phases.empty()) return;
    auto& watched = frames[frame_of[i]].gates.conditions;
    for (const Condition& condition : sim(i).plan.phases.front().gate.all_of) {
      const auto same = [&](const Condition& other) { return same_condition(condition, other); };
      auto at = std::find_if(watched.begin(), watched.end(), same);
      if (condition.held_for.value > 0 && at == watched.end()) at = watched.insert(at, condition);
      first_gate[i].push_back(static_cast<std::size_t>(at - watched.begin()));
    }
  }

  std::int32_t watched_from(std::size_t i, std::size_t phase, std::int32_t ready) const {
    if (phase >= sim(i).plan.phases.size()) return kNever;
    const double slip = sessions[i].impl_->state.slip[phase];
    return gate_watched_from(sim(i).plan, sim(i).tables, phase, ready, slip);
  }
  bool watched(std::size_t i, std::size_t phase, std::int32_t ready, std::int32_t day) const {
    return phase < sim(i).plan.phases.size() && watched_from(i, phase, ready) <= day;
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

  std::int32_t mission_end(std::size_t i) const { return sim(i).tables.mission_end.value_or(kNever); }

  // A mission overdue is another one than a mission that is not.
  std::int32_t first_end(const Members& members) const {
    std::int32_t first = kNever;
    bool same = true;
    for (const std::size_t i : members) {
      same = same && mission_end(i) == mission_end(members.front());
      first = std::min(first, mission_end(i));
    }
    return same ? kNever : first;
  }

  std::vector<Members> split_by_end(const Members& members, std::int32_t end) const {
    std::vector<Members> parts(2);
    const bool front = mission_end(members.front()) == end;
    for (const std::size_t i : members) parts[(mission_end(i) == end) == front ? 0 : 1].push_back(i);
    return parts;
  }

  // Nothing else than a full look (parts_today) can tell whether the members part today.
  bool may_part(const Members& members, const Session::Impl& first, Watch& watch) const {
    const ReplicationState& s = first.state;
    const PlanState& p = s.plan;
    if (members.size() < 2) return false;
    if (s.day >= watch.first_end) return true;
    if (p.stopped || p.gone) return false;
    if (p.reversal_day.is_by(s.day)) return true;
    if (p.executing) return s.day >= p.completes;
    if (waits_for_signature(first.context(), s)) return false;
    if (watch.phase != p.phase || watch.ready != p.ready) {
      watch.phase = p.phase;
      watch.ready = p.ready;
      watch.together = false;
      watch.from = kNever;
      for (const std::size_t i : members)
        watch.from = std::min(watch.from, watched_from(i, p.phase, p.ready));
    }
    if (s.day < watch.from) return false;
    return !watch.together || s.day >= p.next_review;
  }

  // Who may go different ways on the coming day. Errs on the side of parting too early, never too late.
  std::vector<Members> parts_today(const Members& members, const ReplicationState& s, Watch& watch) const {
    if (s.day >= watch.first_end) return split_by_end(members, watch.first_end);
    const PlanState& p = s.plan;
    if (p.stopped || p.gone) return {members};
    std::size_t phase = p.phase;
    const bool put_back = p.reversal_day.is_by(s.day);
    if (!put_back) {
      if (!p.executing) {
        auto parts = split_by_phase(members, phase, p.ready, s.day);
        if (parts.size() > 1 || !watched(members.front(), phase, p.ready, s.day)) return parts;
        watch.together = true;
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
    if (!same_next && !p.executing) {
      set_gate(c, target.state);
      const bool first = p.phase == 0 && !p.put_back && !first_gate[to].empty();
      if (first && target.state.day > 0) recall_first_gate(to, target.state);
    }
    for (std::size_t i = 0; i < target.at_milestones.size(); ++i) {
      const std::int32_t day = sim(to).milestone_day(i);
      if (day < target.state.day)
        target.at_milestones[i][static_cast<std::size_t>(Metric::slip_days)] =
            static_cast<float>(slip_until(c, target.state, day));
    }
  }

  // The gate has been watched for this plan while it lived with others.
  void recall_first_gate(std::size_t i, ReplicationState& s) const {
    PlanState& p = s.plan;
    for (std::size_t k = 0; k < p.holds_since.size(); ++k) {
      if (sim(i).plan.phases.front().gate.all_of[k].held_for.value > 0)
        p.holds_since[k] = first_gate_held_since(s, first_gate[i][k], p.tracked_from);
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

  // Those for whom the replication goes on: signed by their day, or with time left.
  Members still_wanted(const Members& members, const ReplicationState& s, Watch& watch) const {
    Members left;
    watch.next_deadline = kNever;
    for (const std::size_t i : members) {
      const std::int32_t by = wanted[i].signed_by;
      const bool agreed = s.talking.agreed_on.is_by(by);
      if (agreed || s.day < by) left.push_back(i);
      if (!agreed && s.day < by) watch.next_deadline = std::min(watch.next_deadline, by);
    }
    return left;
  }

  void live(const Members& members) {
    Session::Impl& first = session(members.front());
    Watch watch{.first_end = first_end(members), .next_deadline = first.state.day};
    while (first.state.day < first.sim.days.horizon) {
      if (first.state.day >= watch.next_deadline) {
        const Members left = still_wanted(members, first.state, watch);
        if (left.empty()) return;
        if (left.size() < members.size()) {
          if (left.front() != members.front()) hand_over(members.front(), left.front());
          return live(left);
        }
      }
      if (may_part(members, first, watch)) {
        const auto parts = parts_today(members, first.state, watch);
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
    for (const std::size_t i : members) {
      session(i).finish();
      finished[i] = true;
      lived += static_cast<std::uint64_t>(sim(i).days.horizon);
    }
  }

  void run(Frame& frame, std::uint32_t replication) {
    Members members;
    for (const std::size_t i : frame.members)
      if (wanted[i].at_all) members.push_back(i);
    if (members.empty()) return;
    Session::Impl& first = session(members.front());
    first.start(replication);
    frame.gates.from = kNever;
    for (const std::size_t i : members) {
      Session::Impl& one = session(i);
      one.state.replication = replication;
      draw_slips(one.context(), one.state);
      frame.gates.from = std::min(frame.gates.from, watched_from(i, 0, 0));
    }
    watch_first_gates(first.context(), first.state, frame.gates);
    live(members);
  }

  std::vector<Session> sessions;
  std::vector<std::size_t> frame_of;
  std::vector<Frame> frames;
  std::vector<std::vector<std::size_t>> phase_class;  // [plan][phase] first plan with this phase
  std::vector<std::vector<std::size_t>> first_gate;   // [plan][condition] which of the frame's
  std::vector<Wanted> wanted;                         // [plan] in the replication at hand
  std::vector<bool> finished;                         // [plan]
  std::uint64_t simulated = 0, lived = 0;
};

SharedRuns::SharedRuns(const std::vector<const Simulator*>& simulators)
    : impl_(std::make_unique<Impl>(simulators)) {}
SharedRuns::~SharedRuns() = default;
SharedRuns::SharedRuns(SharedRuns&&) noexcept = default;
SharedRuns& SharedRuns::operator=(SharedRuns&&) noexcept = default;

void SharedRuns::enter(const Scenario& scenario, Seed seed) {
  for (std::size_t i = 0; i < impl_->sessions.size(); ++i) {
    if (i == 0)
      impl_->session(i).enter(scenario, seed);
    else
      impl_->session(i).enter_with(impl_->session(0));
  }
}

void SharedRuns::run(std::uint32_t replication) {
  run(replication, std::vector<Wanted>(plans()));
}

void SharedRuns::run(std::uint32_t replication, std::span<const Wanted> wanted) {
  impl_->wanted.assign(wanted.begin(), wanted.end());
  impl_->finished.assign(plans(), false);
  for (Impl::Frame& frame : impl_->frames) impl_->run(frame, replication);
}

std::size_t SharedRuns::plans() const {
  return impl_->sessions.size();
}
bool SharedRuns::finished(std::size_t plan) const {
  return impl_->finished[plan];
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
