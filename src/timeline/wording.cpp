// Conditions, answers and ages in words.
#include "timeline/answers.h"
#include "timeline/gate_templates.h"
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

std::string share_words(const Share& share) {
  return fmt::format("{:.0f} to {:.0f} of 100 assumed worlds", 100.0 * share.interval.low,
                     100.0 * share.interval.high);
}

std::string slip_words(const Mission& mission) {
  const auto slip = past_slip(mission);
  if (slip.cases == 0) return "";
  return fmt::format(" Past transitions took {:.1f} times their planned time (median of {}).",
                     slip.median_ratio, slip.cases);
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

std::string answer_in_words(const Mission& mission, const TimelineReport& report) {
  if (!report.chosen) return "no plan of the grid can be signed: every one breaks a constraint";
  const MapCell& cell = report.agreement_map[*report.chosen];
  std::string words =
      report.plan_given
          ? fmt::format("The plan '{}', as planned: {}.", report.plans[cell.plan].variant, words_of(cell))
          : fmt::format("Of {} pairs of dates and bands, the one that lasts best: {}.",
                        report.agreement_map.size(), words_of(cell));
  for (std::size_t party = 0; party < report.parties.size(); ++party) {
    words += fmt::format(" {}: red lines kept in {}.", report.parties[party].name,
                         share_words(report.chosen_figures.by_party[party]));
  }
  words += fmt::format(" All deciding parties at once: {}.", share_words(report.chosen_figures.joint));
  if (report.plan_given) return words + slip_words(mission);
  std::size_t yes = 0, open = 0;
  for (const MapCell& other : report.agreement_map) {
    yes += other.joint_verdict[0] == Verdict::yes ? 1 : 0;
    open += other.joint_verdict[0] == Verdict::open ? 1 : 0;
  }
  words += fmt::format(
      " Every deciding party says yes, at {:.0f} of 100 worlds, to {} of these pairs and bands; {} more stay "
      "open.",
      100.0 * report.thresholds[0], yes, open);
  return words + slip_words(mission);
}

}  // namespace handover::timeline
