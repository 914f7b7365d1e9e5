#include "wording/assessments.h"

#include <cmath>

namespace handover::wording {

std::string note_words(const threat::StreamReport& stream, const threat::StreamNote& note,
                       const Catalogue& catalogue) {
  using Kind = threat::StreamNoteKind;
  switch (note.kind) {
    case Kind::part_of_the_map:
      return catalogue("threat.note.part_of_the_map",
                       {{"counted", note.zones_counted}, {"zones", note.zones}});
    case Kind::no_counts:
      return catalogue("threat.note.no_counts");
    case Kind::zonal_data_old:
      return catalogue("threat.note.zonal_data_old");
    case Kind::counts_old:
      return catalogue("threat.note.counts_old", {{"day", stream.last_observed}});
    case Kind::excitation_is_trend:
      return catalogue("threat.note.excitation_is_trend");
    case Kind::no_size_record:
      return catalogue("threat.note.no_size_record");
    case Kind::too_few_days_for_skill:
      break;
  }
  return catalogue("threat.note.too_few_days_for_skill");
}

std::string what_is_not_used(const Mission& mission, const threat::NotUsed& row, const Catalogue& catalogue) {
  if (row.why == threat::NotUsedWhy::constant)
    return catalogue("threat.not_used.covariate", {{"name", row.covariate}});
  return catalogue("threat.not_used.total",
                   {{"stream", mission.streams[row.stream].id}, {"from", row.from}, {"to", row.to}});
}

std::string why_not_used(const threat::NotUsed& row, const Catalogue& catalogue) {
  using Why = threat::NotUsedWhy;
  switch (row.why) {
    case Why::read_twice:
      return catalogue("threat.not_used.read_twice");
    case Why::total_falls:
      return catalogue("threat.not_used.total_falls");
    case Why::counted_daily:
      return catalogue("threat.not_used.counted_daily");
    case Why::partly_daily:
      return catalogue("threat.not_used.partly_daily");
    case Why::overlaps_longer_series:
      return catalogue("threat.not_used.overlaps_longer_series");
    case Why::constant:
      break;
  }
  return catalogue("threat.not_used.constant");
}

std::string note_words(const Mission& mission, const partner::PartnerReport& report,
                       const partner::Note& note, const Catalogue& catalogue) {
  using Kind = partner::NoteKind;
  const auto hundred = [](double share) { return std::llround(100.0 * share); };
  switch (note.kind) {
    case Kind::no_ratings:
      return catalogue("partner.note.no_ratings");
    case Kind::bias_is_prior:
      return catalogue("partner.note.bias_is_prior",
                       {{"assessor", mission.assessors[note.assessor->index].name}});
    case Kind::function_unrated:
      return catalogue("partner.note.function_unrated",
                       {{"function", mission.functions[note.function->index].name}});
    case Kind::decay_is_prior:
      return catalogue("partner.note.decay_is_prior");
    case Kind::sight_without_advisers:
      return catalogue("partner.note.sight_without_advisers",
                       {{"share", hundred(report.coverage_without_advisers)},
                        {"low", hundred(report.coverage_interval.low)},
                        {"high", hundred(report.coverage_interval.high)}});
    case Kind::scale_rule_shown:
      break;
  }
  return catalogue("partner.note.scale_rule_shown");
}

std::string note_words(const talks::TalksReport&, const talks::Note& note, const Catalogue& catalogue) {
  using Kind = talks::NoteKind;
  switch (note.kind) {
    case Kind::silent_coalition:
      return catalogue("talks.note.silent_coalition", {{"issue", note.issue}});
    case Kind::silent_host:
      return catalogue("talks.note.silent_host", {{"issue", note.issue}});
    case Kind::no_sessions:
      return catalogue("talks.note.no_sessions");
    case Kind::no_positions:
      return catalogue("talks.note.no_positions", {{"issue", note.issue}});
    case Kind::no_issues:
      return catalogue("talks.note.no_issues");
    case Kind::responses_off:
      return catalogue("talks.note.responses_off");
    case Kind::clock_alone:
      break;
  }
  return catalogue("talks.note.clock_alone");
}

std::string label_words(const talks::RateReport& rate, const Catalogue& catalogue) {
  switch (rate.basis) {
    case talks::RateBasis::assumed:
      return catalogue(rate.reference_class ? Key("talks.rate.assumed") : Key("talks.rate.no_class_assumed"));
    case talks::RateBasis::informed:
      return catalogue(rate.reference_class ? Key("talks.rate.informed")
                                            : Key("talks.rate.no_class_informed"));
    case talks::RateBasis::surprised:
      break;
  }
  return catalogue(rate.reference_class ? Key("talks.rate.surprised") : Key("talks.rate.no_class_surprised"));
}

std::string slip_label_words(const talks::TalksReport& report, const Catalogue& catalogue) {
  return catalogue(report.slip_reference_class ? Key("talks.slip.informed") : Key("talks.slip.no_class"));
}

std::string response_words(talks::Response response, const Catalogue& catalogue) {
  using talks::Response;
  switch (response) {
    case Response::suspension_deaths:
      return catalogue("talks.response.suspension_deaths");
    case Response::suspension_strikes:
      return catalogue("talks.response.suspension_strikes");
    case Response::agreement_gap:
      return catalogue("talks.response.agreement_gap");
    case Response::agreement_deadline:
      return catalogue("talks.response.agreement_deadline");
    case Response::expulsion_pressure:
      return catalogue("talks.response.expulsion_pressure");
    case Response::expulsion_strikes:
      return catalogue("talks.response.expulsion_strikes");
    case Response::meeting:
      return catalogue("talks.response.meeting");
    case Response::collapse_gap:
      break;
  }
  return catalogue("talks.response.collapse_gap");
}

std::string timing_words(const talks::TimingForecast& forecast, const Catalogue& catalogue) {
  using talks::TimingBasis;
  switch (forecast.basis) {
    case TimingBasis::clock:
      return catalogue("talks.timing.clock");
    case TimingBasis::no_agreement:
      return catalogue("talks.timing.no_agreement");
    case TimingBasis::median:
      return catalogue("talks.timing.median", {{"cases", forecast.cases}});
    case TimingBasis::median_not_reached:
      return catalogue("talks.timing.median_not_reached", {{"cases", forecast.cases}});
    case TimingBasis::deadline:
      return forecast.deadline;
    case TimingBasis::no_deadline:
      return catalogue("talks.timing.no_deadline");
    case TimingBasis::past_talks:
      break;
  }
  return catalogue("talks.timing.past_talks", {{"cases", forecast.cases}});
}

std::string unavailable_words(talks::Unavailable why, const Catalogue& catalogue) {
  return catalogue(why == talks::Unavailable::nobody_holds_a_position
                       ? Key("talks.unavailable.nobody_holds_a_position")
                       : Key("talks.unavailable.no_reference_point"));
}

std::string ending_words(const talks::Ending& ending, const Catalogue& catalogue) {
  switch (ending.end) {
    case talks::RoundsEnd::settled:
      return catalogue("talks.ended.settled", {{"round", ending.round}});
    case talks::RoundsEnd::cycle:
      return catalogue("talks.ended.cycle", {{"rounds", ending.rounds}, {"round", ending.round}});
    case talks::RoundsEnd::cap:
      break;
  }
  return catalogue("talks.ended.cap", {{"rounds", ending.rounds}});
}

std::string verdict_words(const talks::ModelScore& score, const Catalogue& catalogue) {
  using talks::RecordVerdict;
  const double difference = score.difference.value_or(0.0);
  const Exact points{std::abs(difference), 1};
  const bool worse = difference > 0.0;
  switch (score.verdict) {
    case RecordVerdict::yardstick:
      return catalogue("talks.verdict.yardstick");
    case RecordVerdict::no_common_case:
      return catalogue("talks.verdict.no_common_case");
    case RecordVerdict::one_case:
      return catalogue(worse ? Key("talks.verdict.worse_on_one") : Key("talks.verdict.better_on_one"),
                       {{"points", points}});
    case RecordVerdict::too_few:
      return catalogue(worse ? Key("talks.verdict.worse_too_few") : Key("talks.verdict.better_too_few"),
                       {{"points", points}, {"cases", score.paired}});
    case RecordVerdict::loses:
      return catalogue("talks.verdict.loses", {{"points", points}});
    case RecordVerdict::beats:
      return catalogue("talks.verdict.beats", {{"points", points}});
    case RecordVerdict::no_difference:
      break;
  }
  return catalogue("talks.verdict.no_difference");
}

std::string state_words(TalksState state, const Catalogue& catalogue) {
  switch (state) {
    case TalksState::announced:
      return catalogue("talks.state.announced");
    case TalksState::in_session:
      return catalogue("talks.state.in_session");
    case TalksState::suspended:
      return catalogue("talks.state.suspended");
    case TalksState::agreed:
      return catalogue("talks.state.agreed");
    case TalksState::collapsed:
      return catalogue("talks.state.collapsed");
    case TalksState::expelled:
      break;
  }
  return catalogue("talks.state.expelled");
}

}  // namespace handover::wording
