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

std::string hundred_words(const Share& share) {
  return fmt::format("{:.0f} to {:.0f} of 100", 100.0 * share.interval.low, 100.0 * share.interval.high);
}

std::string share_words(const Share& share) {
  return hundred_words(share) + " scenarios";
}

// "2025-01, past the horizon".
std::string pair_words(const MapCell& cell, const WordStyle& style) {
  return style.month(cell.mission_end) + ", " +
         (cell.presence_end ? style.month(*cell.presence_end) : "past the horizon");
}

// Who stays, over the pairs of the band, each number once: "nobody stays or 500 to 800 stay".
std::string residuals_of(const TimelineReport& report, const std::vector<std::size_t>& cells,
                         const WordStyle& style) {
  std::vector<Band> bands;
  for (const std::size_t cell : cells) {
    const Band& band = report.agreement_map[cell].residual;
    if (std::find(bands.begin(), bands.end(), band) == bands.end()) bands.push_back(band);
  }
  std::sort(bands.begin(), bands.end(), [](const Band& a, const Band& b) { return a.low < b.low; });
  std::string words;
  for (const Band& band : bands) words += (words.empty() ? "" : " or ") + style.band(band);
  return words;
}

// The dates of the band and who stays.
std::string band_sentence(const TimelineReport& report, const Headline& headline, const WordStyle& style) {
  const std::string stay = residuals_of(report, headline.band, style);
  const std::string end = words_of(headline.mission_end, style);
  const std::string presence =
      headline.presence_end ? words_of(*headline.presence_end, style) : "past the horizon";
  if (presence == end) return fmt::format("Mission and last presence end {}; {}.", end, stay);
  return fmt::format("Mission end {}; last presence {}; {}.", end, presence, stay);
}

// One pair's share is not the whole band's: the weakest pair is named beside the chosen one.
std::string share_sentence(const TimelineReport& report, const Headline& headline, const WordStyle& style) {
  const std::string share = share_words(main_figures(report).joint);
  if (headline.band.size() == 1) return fmt::format("All red lines are kept in {}.", share);
  const MapCell& best = report.agreement_map[headline.best];
  std::string words =
      fmt::format("All red lines are kept in {} at the pair chosen ({})", share, pair_words(best, style));
  const MapCell& weakest = report.agreement_map[headline.weakest];
  if (headline.weakest == headline.best || weakest.figures.joint.value >= main_figures(report).joint.value)
    return words + "; no other of these pairs has a lower share.";
  return words + fmt::format(", in {} at the weakest of these pairs ({}).",
                             hundred_words(weakest.figures.joint), pair_words(weakest, style));
}

struct VerdictCount {
  std::size_t yes = 0, open = 0;
};
VerdictCount count_verdicts(const TimelineReport& report) {
  VerdictCount count;
  for (const MapCell& cell : report.agreement_map) {
    count.yes += cell.joint_verdict[0] == Verdict::yes ? 1 : 0;
    count.open += cell.joint_verdict[0] == Verdict::open ? 1 : 0;
  }
  return count;
}

std::string answer_sentence(const TimelineReport& report, const Headline& headline, const WordStyle& style) {
  const MapCell& best = report.agreement_map[headline.best];
  const std::string threshold = fmt::format("{:.0f}", 100.0 * report.thresholds[0]);
  const std::string share = share_words(main_figures(report).joint);
  if (report.plan_given) {
    return fmt::format("The plan '{}', as planned: {}. All red lines are kept in {}.",
                       report.plans[best.plan].variant, words_of(best), share);
  }
  const VerdictCount count = count_verdicts(report);
  if (count.yes + count.open == 0) {
    return fmt::format(
        "No pair of dates examined keeps all red lines in {} of 100 scenarios. The best ({}; {}) does "
        "in {}.",
        threshold, pair_words(best, style), style.band(best.residual), share);
  }
  return fmt::format(
      "{} {} Of the {} pairs of dates and bands examined, {} reach {} of 100 beyond doubt; {} more stay "
      "open.",
      band_sentence(report, headline, style), share_sentence(report, headline, style),
      report.agreement_map.size(), count.yes, threshold, count.open);
}

std::string sides_sentence(const TimelineReport& report) {
  std::string words;
  const PlanFigures& figures = main_figures(report);
  for (std::size_t party = 0; party < report.parties.size() && party < figures.by_party.size(); ++party) {
    words += fmt::format("{} {} {}", words.empty() ? "Each side by its own rule:" : ";",
                         report.parties[party].name, hundred_words(figures.by_party[party]));
  }
  return words.empty() ? "" : words + ".";
}

std::string order_sentence(const Headline& headline) {
  if (headline.band.size() == 1 || headline.harms.empty()) return "";
  std::string ordered, others;
  for (const HarmInBand& harm : headline.harms) {
    if (!harm.fewer && !harm.more) {
      others += (others.empty() ? "" : ", ") + harm.metric;
      continue;
    }
    ordered += fmt::format("{}{} {}", ordered.empty() ? "" : ", ",
                           harm.fewer && harm.more ? "fewer or more"
                           : harm.more             ? "more"
                                                   : "fewer",
                           harm.metric);
  }
  if (ordered.empty()) return "Inside these bands the evidence does not order the dates.";
  std::string words = "Inside these bands an earlier pair can mean " + ordered;
  return words + (others.empty() ? "." : "; the evidence does not order the dates by " + others + ".");
}

std::string reached_sentence(const EndReached& reached, const WordStyle& style) {
  std::string words = fmt::format("Planned for {}, the mission has ended ", style.month(reached.planned));
  if (!reached.half) return words + "in fewer than half of the simulated replications within the horizon.";
  words += fmt::format("by {} in half of the simulated replications, ", style.month(*reached.half));
  if (!reached.nine_in_ten) return words + "and in fewer than nine of ten within the horizon.";
  return words + fmt::format("by {} in nine of ten.", style.month(*reached.nine_in_ten));
}

std::string dates_sentence(const Mission& mission, const TimelineReport& report, const WordStyle& style) {
  const PastSlip slip = past_slip(mission);
  std::string words = "Dates are planned dates";
  words += slip.cases == 0
               ? "; no past transition says how far they slip."
               : fmt::format(
                     ": past steps took {:.2f} times their planned time (two thirds between {:.2f} and "
                     "{:.2f}; {} cases, {} still open).",
                     slip.median_ratio, slip.low, slip.high, slip.cases, slip.open);
  if (const auto reached = end_reached(mission, report)) words += " " + reached_sentence(*reached, style);
  return words;
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

AnswerWords answer_words(const Mission& mission, const TimelineReport& report, const WordStyle& style) {
  const auto headline = headline_of(report);
  if (!headline)
    return {.answer = "No plan can be signed: every pair of dates that was examined breaks a constraint."};
  return {.answer = answer_sentence(report, *headline, style),
          .sides = sides_sentence(report),
          .order = report.plan_given ? "" : order_sentence(*headline),
          .dates = dates_sentence(mission, report, style)};
}

std::string answer_in_words(const Mission& mission, const TimelineReport& report) {
  const WordStyle style{.month = [](Month month) { return to_string(month); },
                        .band = [](const Band& band) { return words_of(band); }};
  const AnswerWords words = answer_words(mission, report, style);
  std::string all = words.answer;
  for (const std::string* sentence : {&words.sides, &words.order, &words.dates})
    all += (sentence->empty() ? "" : " ") + *sentence;
  return all;
}

}  // namespace handover::timeline
