#include "timeline/receivers.h"

#include <algorithm>
#include <cmath>

namespace handover::timeline {
namespace {

bool has_role(const Actor& actor, Role role) {
  return std::find(actor.roles.begin(), actor.roles.end(), role) != actor.roles.end();
}

// An actor that is a third party and nothing else to this mission: no partner's or rival's other self.
std::optional<ActorId> named_third_party(const Mission& mission) {
  for (std::size_t a = 0; a < mission.actors.size(); ++a) {
    const Actor& actor = mission.actors[a];
    if (has_role(actor, Role::third_party) && actor.roles.size() == 1 && !actor.party)
      return ActorId{static_cast<std::uint16_t>(a)};
  }
  return std::nullopt;
}

}  // namespace

double HostAbility::at(FunctionId function, int months) const {
  if (function.index >= functions.size()) return 0.0;
  const OfFunction& one = functions[function.index];
  OfFunction::Later before{0, one.stands_alone};
  for (const OfFunction::Later& after : one.later) {
    if (months < after.months) {
      const double way = std::max(0.0, static_cast<double>(months - before.months)) /
                         static_cast<double>(after.months - before.months);
      return before.chance + way * (after.chance - before.chance);
    }
    before = after;
  }
  return before.chance;
}

std::optional<int> HostAbility::able_in_months(FunctionId function, double floor) const {
  if (function.index >= functions.size()) return std::nullopt;
  const OfFunction& one = functions[function.index];
  if (one.stands_alone >= floor) return 0;
  OfFunction::Later before{0, one.stands_alone};
  for (const OfFunction::Later& after : one.later) {
    if (after.chance >= floor) {
      const double way = (floor - before.chance) / (after.chance - before.chance);
      return before.months + static_cast<int>(std::ceil(way * (after.months - before.months)));
    }
    before = after;
  }
  return std::nullopt;
}

HostAbility host_ability(const Mission& mission, const partner::PartnerReport& report) {
  HostAbility ability;
  ability.functions.resize(mission.functions.size());
  for (const partner::FunctionOutlook& outlook : report.functions) {
    auto& one = ability.functions[outlook.function.index];
    one.stands_alone = outlook.stands_alone;
    for (const auto& later : outlook.later) one.later.push_back({later.months, later.mentored});
  }
  std::vector<double> best(mission.functions.size(), -1.0);
  for (const partner::UnitFunction& rated : report.unit_functions) {
    const std::size_t f = rated.function.index;
    if (rated.ratings == 0 || rated.stands_alone <= best[f]) continue;
    best[f] = rated.stands_alone;
    ability.functions[f].unit = rated.unit;
  }
  return ability;
}

std::vector<Taker> takers_of(const Mission& mission, const HostAbility& ability, TaskId id) {
  const Task& task = mission.tasks[id.index];
  const auto allows = [&](Provider provider) {
    return std::find(task.providers.begin(), task.providers.end(), provider) != task.providers.end();
  };
  std::vector<Taker> takers;
  const Receiver unnamed{.task = id, .unit = {}, .third_party = {}};
  if (allows(Provider::host)) {
    // Without a function of the host's that it would rest on, nothing says that it could not.
    const auto able = task.partner_function
                          ? ability.able_in_months(*task.partner_function, handover_floor(mission).value())
                          : std::optional(0);
    Receiver receiver = unnamed;
    if (able && task.partner_function) receiver.unit = ability.functions[task.partner_function->index].unit;
    if (able) takers.push_back({Provider::host, receiver, *able});
  }
  if (const auto third = named_third_party(mission); third && allows(Provider::third_party)) {
    Receiver receiver = unnamed;
    receiver.third_party = third;
    takers.push_back({Provider::third_party, receiver, 0});
  }
  if (allows(Provider::over_the_horizon)) takers.push_back({Provider::over_the_horizon, unnamed, 0});
  return takers;
}

std::optional<double> receiver_alone(const Mission& mission, const HostAbility& ability, const Phase& phase,
                                     std::size_t task) {
  const auto& function = mission.tasks[task].partner_function;
  if (!function || phase.after.provider[task] != Provider::host) return std::nullopt;
  const int months = months_between(month_of(mission.as_of), phase.earliest) + phase.execution.value / 30;
  return ability.at(*function, months);
}

}  // namespace handover::timeline
