// Who could take a task over, and how able they are judged to be.
#pragma once

#include "mission/mission.h"
#include "partner/partner.h"

#include <optional>
#include <vector>

namespace handover::timeline {

// What the partner module says of the host's forces, as far as plans need it.
struct HostAbility {
  struct OfFunction {
    double stands_alone = 0.0;  // chance, today: of the weakest unit that holds the function
    struct Later {
      int months = 0;
      double chance = 0.0;  // with today's advising kept
    };
    std::vector<Later> later;    // ascending
    std::optional<UnitId> unit;  // the ablest unit that is rated for the function
  };
  std::vector<OfFunction> functions;  // [function]; empty: nobody has judged, so nobody counts as able

  // With today's advising kept for so many months; straight lines between the months assessed, the last of
  // them held. 0 when nobody has judged.
  double at(FunctionId function, int months) const;
  // Months after the as-of date from which the chance reaches `floor`. Nothing when it does not within the
  // months assessed.
  std::optional<int> able_in_months(FunctionId function, double floor) const;
};
HostAbility host_ability(const Mission& mission, const partner::PartnerReport& report);

// One way to give a task away.
struct Taker {
  Provider provider = Provider::none;  // none: the task ends, nobody does it
  Receiver receiver;                   // by name where a unit or a third party is known
  int from_months = 0;                 // not before this many months after the as-of date
};

// Who takes the task, best first: the host when its function reaches the floor by then, a third party that
// the mission names, over the horizon; nothing when nobody is able. Only providers that the task allows.
std::vector<Taker> takers_of(const Mission& mission, const HostAbility& ability, TaskId task);

// Chance that the host does the task alone when the phase is done; nothing when the task does not rest on one
// of its functions.
std::optional<double> receiver_alone(const Mission& mission, const HostAbility& ability, const Phase& phase,
                                     std::size_t task);

}  // namespace handover::timeline
