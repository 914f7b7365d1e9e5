// Conditions, answers and ages in words.
#include "timeline/answers.h"
#include "timeline/gate_templates.h"
#include "timeline/headline.h"
#include "timeline/what_if.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

template <class Table>
std::string name_at(const Table& table, std::uint16_t index) {
  return index < table.size() ? table[index].name : fmt::format("number {}", index + 1);
}

std::string subject_words(const Mission& mission, const Condition& condition) {
  switch (condition.what) {
    case Observable::attacks_per_month:
      return "attacks a month by " + name_at(mission.streams, condition.subject);
    case Observable::coalition_deaths_90_days:
      return "coalition deaths in 90 days";
    case Observable::function_stands_alone:
      return "chance that " + name_at(mission.functions, condition.subject) + " stands alone";
    case Observable::talks_agreed:
      return "talks agreed";
    case Observable::regime_off_days:
      return "quiet days of " + name_at(mission.patrons, condition.subject) + "'s groups";
    case Observable::months_since_previous_phase:
      return "months since the step before";
    case Observable::always:
      return "";
  }
  return "";
}

}  // namespace

std::string in_words(const Mission& mission, const Condition& condition) {
  if (condition.what == Observable::always) return "calendar step: no condition";
  std::string words = fmt::format("{} {} {}", subject_words(mission, condition),
                                  condition.compare == Compare::at_most ? "at most" : "at least",
                                  rounded(condition.threshold));
  if (condition.what == Observable::talks_agreed) words = "the talks have agreed";
  if (condition.held_for.value > 0) words += fmt::format(", for {} days", condition.held_for.value);
  if (!condition.source.empty()) words += fmt::format(" (measured by {})", condition.source);
  return words;
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

std::string words_of(const MonthBand& band, const WordStyle& style) {
  if (band.open_end) return "from " + style.month(band.first) + " on, or past the horizon";
  if (band.first == band.last) return "in " + style.month(band.first);
  return "between " + style.month(band.first) + " and " + style.month(band.last);
}

}  // namespace handover::timeline
