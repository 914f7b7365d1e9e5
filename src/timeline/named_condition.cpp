#include "timeline/named_condition.h"

#include "timeline/gate_templates.h"

#include <fmt/format.h>

namespace handover::timeline {
namespace {

// A condition may outlive the row of its table: then its number stands for the name.
template <class Table>
std::string name_at(const Table& table, std::uint16_t index) {
  return index < table.size() ? table[index].name : fmt::format("number {}", index + 1);
}

}  // namespace

NamedCondition named(const Mission& mission, const Condition& condition) {
  switch (condition.what) {
    case Observable::attacks_per_month:
      return {condition, name_at(mission.streams, condition.subject)};
    case Observable::function_stands_alone:
      return {condition, name_at(mission.functions, condition.subject)};
    case Observable::regime_off_days:
      return {condition, name_at(mission.patrons, condition.subject)};
    case Observable::coalition_deaths_90_days:
    case Observable::talks_agreed:
    case Observable::months_since_previous_phase:
    case Observable::always:
      break;
  }
  return {condition, {}};
}

std::optional<int> evidence_age(const Mission& mission, const Condition& condition) {
  std::optional<Date> youngest;
  const auto see = [&](Date date) {
    if (date <= mission.as_of && (!youngest || date > *youngest)) youngest = date;
  };
  switch (condition.what) {
    case Observable::attacks_per_month:
      if (const auto rate = last_known_rate(mission, StreamId{condition.subject})) see(rate->known_to);
      break;
    case Observable::coalition_deaths_90_days:
      for (const CasualtyRecord& record : mission.casualties) {
        if (record.victim == Victim::coalition) see(record.known.to);
      }
      break;
    case Observable::function_stands_alone:
      for (const Rating& rating : mission.ratings) {
        if (rating.function.index == condition.subject) see(rating.known.to);
      }
      break;
    case Observable::talks_agreed:
      for (const SessionEvent& event : mission.sessions) see(event.known.from);
      break;
    case Observable::regime_off_days:
      for (std::size_t k = 0; k < mission.streams.size(); ++k) {
        const auto& patron = mission.streams[k].patron;
        if (!patron || patron->index != condition.subject) continue;
        if (const auto rate = last_known_rate(mission, StreamId{static_cast<std::uint16_t>(k)}))
          see(rate->known_to);
      }
      break;
    case Observable::months_since_previous_phase:
    case Observable::always:
      break;
  }
  if (!youngest) return std::nullopt;
  return days_between(*youngest, mission.as_of).value;
}

}  // namespace handover::timeline
