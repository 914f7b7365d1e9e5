#include "timeline/gate_templates.h"

#include "evidence/usable_intervals.h"

#include <algorithm>
#include <cmath>

namespace handover::timeline {
namespace {

constexpr double kNoWorse = 1.25, kClearlyWorse = 2.0;

bool is_calendar(const Condition& condition) {
  return condition.what == Observable::always || condition.what == Observable::months_since_previous_phase;
}

PartyId first_of_side(const Mission& mission, Side side) {
  for (std::size_t i = 0; i < mission.parties.size(); ++i) {
    if (mission.parties[i].side == side) return PartyId{static_cast<std::uint16_t>(i)};
  }
  return PartyId{0};
}

std::string source_name(const Mission& mission, SourceId source) {
  return source.index < mission.sources.size() ? mission.sources[source.index].id : "staff";
}

GateTemplate::Step default_step(const Mission& mission) {
  GateTemplate::Step step{.all_of = {}, .reverses = {}, .owner = first_of_side(mission, Side::coalition)};
  for (std::size_t k = 0; k < mission.streams.size(); ++k) {
    if (mission.streams[k].kind != StreamKind::insurgent) continue;
    const StreamId stream{static_cast<std::uint16_t>(k)};
    const auto rate = last_known_rate(mission, stream);
    if (!rate) continue;
    Condition calm{.what = Observable::attacks_per_month,
                   .subject = stream.index,
                   .compare = Compare::at_most,
                   .threshold = std::ceil(kNoWorse * rate->per_month),
                   .held_for = Days{60},
                   .source = source_name(mission, rate->source)};
    step.all_of.push_back(calm);
    calm.compare = Compare::at_least;
    calm.threshold = std::ceil(kClearlyWorse * std::max(1.0, rate->per_month));
    step.reverses.push_back(calm);
  }
  return step;
}

GateTemplate::Step step_of(const Phase& phase) {
  GateTemplate::Step step{.all_of = {},
                          .reverses = phase.gate.reverses,
                          .owner = phase.gate.owner,
                          .review_every = phase.gate.review_every};
  for (const Condition& condition : phase.gate.all_of) {
    if (!is_calendar(condition)) step.all_of.push_back(condition);
  }
  return step;
}

std::size_t conditions_of(const Plan& plan) {
  std::size_t count = 0;
  for (const Phase& phase : plan.phases) count += step_of(phase).all_of.size();
  return count;
}

std::size_t sites_closed(const Posture& before, const Posture& after) {
  std::size_t count = 0;
  for (std::size_t s = 0; s < before.site_open.size(); ++s)
    count += before.site_open[s] && !after.site_open[s] ? 1 : 0;
  return count;
}

void add_costs(const Mission& mission, const Plan& plan, GateTemplate& gates) {
  double closing = 0.0, other = 0.0;
  std::size_t sites = 0, steps = 0;
  Posture before = posture_today(mission);
  for (const Phase& phase : plan.phases) {
    const std::size_t closed = sites_closed(before, phase.after);
    (closed > 0 ? closing : other) += phase.cost;
    sites += closed;
    steps += closed == 0 ? 1 : 0;
    before = phase.after;
  }
  if (sites > 0) gates.cost_per_site_closed = closing / static_cast<double>(sites);
  if (steps > 0) gates.cost_of_step = other / static_cast<double>(steps);
}

}  // namespace

std::optional<KnownRate> last_known_rate(const Mission& mission, StreamId stream) {
  std::optional<KnownRate> rate;
  if (stream.index < mission.daily_coverage.size()) {
    const Known& coverage = mission.daily_coverage[stream.index];
    const Date to = std::min(coverage.to, mission.as_of);
    const Date from = std::max(coverage.from, to - std::chrono::days(89));
    const int days = days_between(from, to).value + 1;
    if (days >= 30) {
      int count = 0;
      for (const DailyCount& day : mission.daily_counts) {
        if (day.stream == stream && day.known.from >= from && day.known.from <= to) count += day.count;
      }
      rate = KnownRate{count * kDaysPerMonth / days, to, coverage.source};
    }
  }
  for (const evidence::UsableInterval& interval : evidence::usable_intervals(mission, stream).used) {
    const int days = days_between(interval.from, interval.to).value + 1;
    if (days < 14 || (rate && rate->known_to >= interval.to)) continue;
    rate = KnownRate{interval.best * kDaysPerMonth / days, interval.to, interval.source};
  }
  return rate;
}

GateTemplate gate_template(const Mission& mission) {
  GateTemplate gates;
  const Plan* richest = nullptr;
  for (const Plan& plan : mission.plans) {
    if (!gates.reserve && plan.reserve.stated) gates.reserve = plan.reserve;
    if (conditions_of(plan) > (richest == nullptr ? 0 : conditions_of(*richest))) richest = &plan;
  }
  if (richest == nullptr) {
    gates.first = gates.mission_end = gates.last = default_step(mission);
    return gates;
  }
  gates.first = gates.mission_end = step_of(richest->phases.front());
  gates.last = step_of(richest->phases.back());
  const Posture today = posture_today(mission);
  for (const Phase& phase : richest->phases) {
    if (phase.after.label == today.label) continue;
    gates.mission_end = step_of(phase);
    break;
  }
  add_costs(mission, *richest, gates);
  return gates;
}

}  // namespace handover::timeline
