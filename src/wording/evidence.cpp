#include "wording/evidence.h"

#include "mission/names.h"

#include <cmath>

namespace handover::wording {
namespace {

using namespace handover::evidence;

std::string span_words(const DateSpan& span, const Catalogue& catalogue) {
  return span.is_day() ? day(span.from, catalogue.locale())
                       : catalogue("evidence.range", {{"low", span.from}, {"high", span.to}});
}

// Counts as they were stated, rates to two digits.
std::string range_words(const NumberRange& range, const Catalogue& catalogue) {
  if (range.low == range.high) return exact(range.low, 2, catalogue.locale());
  return catalogue("evidence.range", {{"low", Exact{range.low, 2}}, {"high", Exact{range.high, 2}}});
}
std::string rate_words(const NumberRange& range, const Catalogue& catalogue) {
  return catalogue("evidence.range", {{"low", Rounded{range.low}}, {"high", Rounded{range.high}}});
}

std::string clash_words(const Reason& reason, const Catalogue& catalogue) {
  switch (reason.kind) {
    case ReasonKind::dates_apart:
      return catalogue("evidence.reason.dates_apart",
                       {{"first", span_words(*reason.first_span, catalogue)},
                        {"second", span_words(*reason.second_span, catalogue)}});
    case ReasonKind::not_that_weekday:
      return catalogue(
          "evidence.reason.not_that_weekday",
          {{"day", span_words(*reason.first_span, catalogue)}, {"weekday", reason.second_words}});
    case ReasonKind::rates_apart:
      return catalogue("evidence.reason.rates_apart", {{"days", std::llround(reason.shared_days)},
                                                       {"first", rate_words(reason.first, catalogue)},
                                                       {"second", rate_words(reason.second, catalogue)}});
    case ReasonKind::at_the_same_time:
      return catalogue("evidence.reason.at_the_same_time",
                       {{"first", range_words(reason.first, catalogue)},
                        {"second", range_words(reason.second, catalogue)}});
    case ReasonKind::whole_below_part:
      return catalogue("evidence.reason.whole_below_part", {{"whole", range_words(reason.first, catalogue)},
                                                            {"part", range_words(reason.second, catalogue)}});
    case ReasonKind::words_apart:
      return catalogue("evidence.reason.words_apart",
                       {{"first", reason.first_words}, {"second", reason.second_words}});
    case ReasonKind::places_apart:
      return catalogue("evidence.reason.places_apart",
                       {{"first", reason.first_words}, {"second", reason.second_words}});
    case ReasonKind::weekday_alone:
      if (!reason.first_span)
        return catalogue("evidence.reason.weekday_alone", {{"words", reason.first_words}});
      return catalogue("evidence.reason.weekday_dated",
                       {{"words", reason.first_words}, {"day", reason.first_span->from}});
    case ReasonKind::day_of_sister:
      return catalogue("evidence.reason.day_of_sister",
                       {{"day", reason.first_span->from}, {"sister", reason.second_words}});
    case ReasonKind::number_of_sister:
      return catalogue("evidence.reason.number_of_sister",
                       {{"number", reason.first_words}, {"sister", reason.second_words}});
    case ReasonKind::two_objects:
      return catalogue("evidence.reason.two_objects", {{"words", reason.first_words},
                                                       {"speaker", reason.said_by},
                                                       {"first", reason.first_object},
                                                       {"second", reason.second_words}});
    case ReasonKind::more_pairs:
      break;
  }
  return catalogue("evidence.reason.more_pairs");
}

}  // namespace

std::string reason_words(const Reason& reason, const Catalogue& catalogue) {
  const std::string clash = clash_words(reason, catalogue);
  switch (reason.frame) {
    case AreaFrame::one_states_none:
      return catalogue("evidence.frame.one_states_none", {{"clash", clash}});
    case AreaFrame::differ:
      return catalogue("evidence.frame.differ",
                       {{"clash", clash}, {"first", reason.first_area}, {"second", reason.second_area}});
    case AreaFrame::no_matter:
      break;
  }
  return clash;
}

std::string module_words(UseKind kind, const Catalogue& catalogue) {
  switch (kind) {
    case UseKind::session:
    case UseKind::positions:
      return catalogue("evidence.read_by.talks");
    case UseKind::reference_case:
      return catalogue("evidence.read_by.talks_and_replications");
    case UseKind::total:
      return catalogue("evidence.read_by.threat");
    case UseKind::troops:
      return catalogue("evidence.read_by.needs_and_replications");
    case UseKind::none:
      break;
  }
  return {};
}

std::string use_words(const Mission& mission, const ModelUse& use, std::span<const TotalUse> totals,
                      const Catalogue& catalogue) {
  switch (use.kind) {
    case UseKind::session: {
      const SessionEvent& event = mission.sessions[use.row];
      return catalogue("evidence.use.session", {{"day", use.day},
                                                {"state", word_of(event.state)},
                                                {"source", mission.sources[event.known.source.index].id}});
    }
    case UseKind::reference_case:
      return catalogue("evidence.use.reference_case",
                       {{"day", use.day}, {"case", mission.reference_class[use.row].case_id}});
    case UseKind::total: {
      const IntervalCount& row = mission.interval_counts[use.row];
      std::string fate = catalogue("evidence.total.entered");
      for (const TotalUse& one : totals) {
        if (one.line == row.line)
          fate = one.used ? catalogue("evidence.total.used", {{"words", one.words}})
                          : catalogue("evidence.total.not_used", {{"words", one.words}});
      }
      return catalogue("evidence.use.total", {{"stream", mission.streams[row.stream.index].id},
                                              {"from", row.known.from},
                                              {"to", row.known.to},
                                              {"count", Exact{row.best}},
                                              {"series", row.series},
                                              {"place", "interval_counts.csv:" + std::to_string(row.line)},
                                              {"fate", fate}});
    }
    case UseKind::troops: {
      const TroopCount& count = mission.troops[use.row];
      return catalogue("evidence.use.troops", {{"actor", mission.actors[count.actor.index].id},
                                               {"region", mission.regions[count.region.index].id},
                                               {"low", count.low},
                                               {"high", count.high},
                                               {"best", count.best}});
    }
    case UseKind::positions:
      return catalogue("evidence.use.positions", {{"speaker", use.speaker}, {"count", use.count}});
    case UseKind::none:
      break;
  }
  return catalogue("evidence.use.none");
}

}  // namespace handover::wording
