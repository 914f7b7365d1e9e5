// What two runs were given that is not the same, in words.
#include "simulate/compare.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::simulate {
namespace {

class Differences {
 public:
  template <class Value>
  void value(const std::string& what, const Value& a, const Value& b) {
    if (!(a == b)) lines.push_back(fmt::format("{}: {} against {}", what, a, b));
  }
  template <class Rows>
  void rows(const std::string& table, const Rows& a, const Rows& b) {
    if (a.size() != b.size())
      lines.push_back(fmt::format("{}: {} rows against {}", table, a.size(), b.size()));
  }
  std::vector<std::string> lines;
};

std::string words(const std::optional<Month>& month) {
  return month ? to_string(*month) : "none";
}

std::string words(const Posture& posture, const Mission& mission) {
  const auto sites = std::count(posture.site_open.begin(), posture.site_open.end(), true);
  return fmt::format("{} troops, {} of {} sites open", total_troops(posture), sites, mission.sites.size());
}

std::string words(const Condition& c) {
  return fmt::format("observable {} of {} {} {:g} for {} days", static_cast<int>(c.what), c.subject,
                     c.compare == Compare::at_most ? "at most" : "at least", c.threshold, c.held_for.value);
}

std::string words(const std::vector<Condition>& conditions) {
  std::string text;
  for (const Condition& condition : conditions) text += (text.empty() ? "" : "; ") + words(condition);
  return text.empty() ? "none" : text;
}

void compare_phase(Differences& d, const ComparedSide& a, const ComparedSide& b, std::size_t i) {
  const Phase &x = a.plan.phases[i], &y = b.plan.phases[i];
  const std::string step = fmt::format("step {} ({})", i + 1, x.name);
  d.value(step + ", earliest", to_string(x.earliest), to_string(y.earliest));
  d.value(step + ", latest", words(x.gate.latest), words(y.gate.latest));
  d.value(step + ", conditions", words(x.gate.all_of), words(y.gate.all_of));
  d.value(step + ", reversed by", words(x.gate.reverses), words(y.gate.reverses));
  d.value(step + ", execution in days", x.execution.value, y.execution.value);
  if (!(x.after == y.after))
    d.lines.push_back(fmt::format("{}, after it: {} against {}", step, words(x.after, a.mission),
                                  words(y.after, b.mission)));
}

void compare_plans(Differences& d, const ComparedSide& a, const ComparedSide& b) {
  d.value("plan", a.plan.id, b.plan.id);
  d.value("end of the mission", words(a.plan.mission_end), words(b.plan.mission_end));
  for (std::size_t r = 0; r < std::min(a.plan.presence_end.size(), b.plan.presence_end.size()); ++r)
    d.value(
        "last presence in " + (r < a.mission.regions.size() ? a.mission.regions[r].name : std::to_string(r)),
        words(a.plan.presence_end[r]), words(b.plan.presence_end[r]));
  d.value("steps", a.plan.phases.size(), b.plan.phases.size());
  for (std::size_t i = 0; i < std::min(a.plan.phases.size(), b.plan.phases.size()); ++i)
    compare_phase(d, a, b, i);
}

std::string words(const ThreePoint& range) {
  return fmt::format("{:g}..{:g}..{:g}", range.low, range.mode, range.high);
}

const Assumption* find(const Mission& mission, const std::string& key) {
  const auto found = std::find_if(mission.assumptions.begin(), mission.assumptions.end(),
                                  [&](const Assumption& a) { return a.key == key; });
  return found == mission.assumptions.end() ? nullptr : &*found;
}

void compare_assumptions(Differences& d, const Mission& a, const Mission& b) {
  for (const Assumption& assumption : a.assumptions) {
    const Assumption* other = find(b, assumption.key);
    d.value("assumption " + assumption.key, words(assumption.range),
            other != nullptr ? words(other->range) : std::string("not made"));
  }
  for (const Assumption& assumption : b.assumptions)
    if (find(a, assumption.key) == nullptr)
      d.value("assumption " + assumption.key, std::string("not made"), words(assumption.range));
}

}  // namespace

std::vector<std::string> input_differences(const ComparedSide& first, const ComparedSide& second) {
  Differences d;
  const Mission &a = first.mission, &b = second.mission;
  d.value("mission", a.id, b.id);
  d.value("as of", to_string(a.as_of), to_string(b.as_of));
  d.value("horizon in months", a.horizon_months, b.horizon_months);
  d.rows("sources", a.sources, b.sources);
  d.rows("daily counts", a.daily_counts, b.daily_counts);
  d.rows("interval counts", a.interval_counts, b.interval_counts);
  d.rows("ratings", a.ratings, b.ratings);
  d.rows("positions", a.positions, b.positions);
  d.rows("sessions", a.sessions, b.sessions);
  d.rows("troops", a.troops, b.troops);
  d.rows("sites", a.sites, b.sites);
  d.rows("tasks", a.tasks, b.tasks);
  d.rows("reference class", a.reference_class, b.reference_class);
  compare_assumptions(d, a, b);
  compare_plans(d, first, second);
  if (d.lines.empty() && a.inputs_sha256 != b.inputs_sha256)
    d.lines.push_back("the mission's tables have as many rows, but some of their values differ");
  return d.lines;
}

}  // namespace handover::simulate
