#include "wording/input_differences.h"

#include "wording/findings.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::wording {
namespace {

using simulate::ComparedSide;

class Differences {
 public:
  template <class Value>
  void value(const std::string& what, const Value& a, const Value& b) {
    if (!(a == b)) against(what, fmt::to_string(a), fmt::to_string(b));
  }
  template <class Rows>
  void rows(const std::string& table, const Rows& a, const Rows& b) {
    if (a.size() != b.size())
      lines.push_back(Catalogue::english()("difference.rows",
                                           {{"table", table}, {"first", a.size()}, {"second", b.size()}}));
  }
  void against(const std::string& what, const std::string& first, const std::string& second) {
    lines.push_back(
        Catalogue::english()("difference.value", {{"what", what}, {"first", first}, {"second", second}}));
  }
  std::vector<std::string> lines;
};

std::string words(const std::optional<Month>& month) {
  return month ? to_string(*month) : "none";
}

std::string words(const Posture& posture, const Mission& mission) {
  const auto sites = std::count(posture.site_open.begin(), posture.site_open.end(), true);
  return Catalogue::english()(
      "difference.posture",
      {{"troops", total_troops(posture)}, {"open", sites}, {"sites", mission.sites.size()}});
}

std::string words(const std::vector<Condition>& conditions, const Mission& mission) {
  std::string text;
  for (const Condition& condition : conditions)
    text += (text.empty() ? "" : "; ") + condition_words(timeline::named(mission, condition));
  return text.empty() ? "none" : text;
}

void compare_phase(Differences& d, const ComparedSide& a, const ComparedSide& b, std::size_t i) {
  const Phase &x = a.plan.phases[i], &y = b.plan.phases[i];
  const std::string step = fmt::format("step {} ({})", i + 1, x.name);
  d.value(step + ", earliest", to_string(x.earliest), to_string(y.earliest));
  d.value(step + ", latest", words(x.gate.latest), words(y.gate.latest));
  d.value(step + ", conditions", words(x.gate.all_of, a.mission), words(y.gate.all_of, b.mission));
  d.value(step + ", reversed by", words(x.gate.reverses, a.mission), words(y.gate.reverses, b.mission));
  d.value(step + ", execution in days", x.execution.value, y.execution.value);
  if (!(x.after == y.after))
    d.against(step + ", after it", words(x.after, a.mission), words(y.after, b.mission));
}

void compare_plans(Differences& d, const ComparedSide& a, const ComparedSide& b) {
  d.value("plan", a.plan.id, b.plan.id);
  d.value("mission end", words(a.plan.mission_end), words(b.plan.mission_end));
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
    d.lines.push_back(Catalogue::english()("difference.values"));
  return d.lines;
}

}  // namespace handover::wording
