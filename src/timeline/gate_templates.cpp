#include "timeline/gate_templates.h"

#include <algorithm>
#include <cmath>

namespace handover::timeline {
namespace {

constexpr double kDaysPerMonth = 30.4375;
constexpr double kNoWorse = 1.25, kClearlyWorse = 2.0;

bool same(const Condition& a, const Condition& b) {
  return a.what == b.what && a.subject == b.subject && a.compare == b.compare;
}

void add_once(std::vector<Condition>& list, const Condition& condition) {
  const bool calendar =
      condition.what == Observable::always || condition.what == Observable::months_since_previous_phase;
  const bool known =
      std::any_of(list.begin(), list.end(), [&](const Condition& c) { return same(c, condition); });
  if (!calendar && !known) list.push_back(condition);
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

void add_defaults(const Mission& mission, GateTemplate& gate) {
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
    gate.all_of.push_back(calm);
    calm.compare = Compare::at_least;
    calm.threshold = std::ceil(kClearlyWorse * std::max(1.0, rate->per_month));
    gate.reverses.push_back(calm);
  }
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
  for (const IntervalCount& interval : mission.interval_counts) {
    if (interval.stream != stream) continue;
    const int days = days_between(interval.known.from, interval.known.to).value + 1;
    if (days < 14 || (rate && rate->known_to >= interval.known.to)) continue;
    rate = KnownRate{interval.best * kDaysPerMonth / days, interval.known.to, interval.known.source};
  }
  return rate;
}

GateTemplate gate_template(const Mission& mission) {
  GateTemplate gate;
  gate.owner = first_of_side(mission, Side::coalition);
  for (const Plan& plan : mission.plans) {
    if (!gate.reserve && plan.reserve.stated) gate.reserve = plan.reserve;
    for (const Phase& phase : plan.phases) {
      for (const Condition& condition : phase.gate.all_of) add_once(gate.all_of, condition);
      for (const Condition& condition : phase.gate.reverses) add_once(gate.reverses, condition);
      gate.review_every = phase.gate.review_every;
    }
  }
  if (gate.all_of.empty()) add_defaults(mission, gate);
  return gate;
}

}  // namespace handover::timeline
