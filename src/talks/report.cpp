// The report on a fitted model: what talks.h promises beside the fitted model itself.
#include "talks/clock_fit.h"
#include "talks/clock_forecast.h"
#include "talks/mission_issues.h"
#include "talks/settlement.h"
#include "talks/talks.h"

#include <algorithm>

namespace handover::talks {
namespace {

RateBasis basis_of(const RateReport& rate) {
  // A move where the prior saw none coming widens what it said: that is news, not an assumption.
  if (rate.contraction < 0.0) return RateBasis::surprised;
  return rate.contraction < kLeastContraction ? RateBasis::assumed : RateBasis::informed;
}

std::vector<RateReport> report_rates(const ClockFit& fit, const Responses& responses) {
  std::vector<RateReport> rates;
  for (const ClockMove& move : fit.moves) {
    RateReport& rate = rates.emplace_back();
    CaseExposure own;
    rate.from = move.from;
    rate.to = move.to;
    rate.prior = move.prior;
    rate.posterior = posterior_of(fit, move, responses, &own);
    rate.cases = move.cases.size();
    rate.events = own.events;
    rate.days = own.days;
    rate.contraction = contraction(rate.prior, rate.posterior);
    rate.basis = basis_of(rate);
    rate.reference_class = rate.cases >= kLeastCases;
  }
  return rates;
}

// Marks the issues whose scale counts months.
void date_issues(const Mission& mission, std::vector<IssueReport>& issues) {
  const MapIssues dated = map_issues(mission);
  const Month start = month_of(scale_starts(mission));
  if (dated.mission_end) issues[*dated.mission_end].scale_starts = start;
  for (const std::size_t k : dated.presence_ends) issues[k].scale_starts = start;
}

std::vector<IssueReport> report_issues(const BargainTable& table, const FittedTalks& fitted) {
  std::vector<IssueReport> issues;
  for (std::size_t k = 0; k < table.issues.size(); ++k) {
    const BargainIssue& issue = table.issues[k];
    IssueReport& report = issues.emplace_back();
    report.name = issue.name;
    report.low = issue.low;
    report.high = issue.high;
    report.low_means = issue.low_means;
    report.high_means = issue.high_means;
    report.reference_point = issue.reference_point;
    report.positions = static_cast<std::size_t>(std::count_if(
        table.stakes.begin(), table.stakes.end(), [&](const Stake& stake) { return stake.issue == k; }));
    std::vector<double> terms;
    for (const Settlement& settlement : fitted.settlements) terms.push_back(settlement.terms[k]);
    report.terms = spread_of(std::move(terms));
  }
  return issues;
}

std::vector<ResponseReport> report_responses(const Mission& mission, const FittedTalks& fitted) {
  std::vector<ResponseReport> responses;
  for (const ResponseKey& key : response_keys()) {
    // Of meetings a reader wants to hear where there are any.
    const bool meets = std::any_of(mission.calendar.begin(), mission.calendar.end(),
                                   [](const CalendarDay& day) { return day.kind == CalendarKind::meeting; });
    if (key.response == Response::meeting && !meets && !assumed(mission, key.key)) continue;
    std::vector<double> values;
    for (const TalksDraw& draw : fitted.draws) values.push_back(draw.*key.value);
    responses.push_back({key.key, key.response, !assumed(mission, key.key), spread_of(std::move(values))});
  }
  return responses;
}

// Ends of months as days after the as-of date, the horizon last.
struct Months {
  std::vector<Date> dates;
  std::vector<int> days;
};
Months months_of(const Mission& mission) {
  Months months;
  for (int m = 0; m <= mission.horizon_months; ++m) {
    const Date date = m == mission.horizon_months
                          ? mission.as_of + std::chrono::days{static_cast<int>(mission.horizon_days())}
                          : last_day(plus_months(month_of(mission.as_of), m));
    if (!months.dates.empty() && date <= months.dates.back()) continue;
    months.dates.push_back(date);
    months.days.push_back(days_between(mission.as_of, date).value);
  }
  return months;
}

std::vector<int> cuts_of(const Months& months) {
  std::vector<int> cuts = months.days;
  cuts.push_back(30);
  cuts.push_back(90);
  std::sort(cuts.begin(), cuts.end());
  return cuts;
}

void report_clock(const Mission& mission, const FittedTalks& fitted, double pressure, TalksReport& report) {
  const Months months = months_of(mission);
  const History history(mission);
  const int last = std::max(90, months.days.back());
  std::vector<std::vector<double>> none(months.days.size());
  std::vector<double> soon, later, agreed, collapsed, expelled;
  // Without the gap's own draw the input is the same for all draws: the spans are cut once.
  auto spans = input_spans(history, mission.as_of, last, 0.0, pressure, cuts_of(months));
  for (std::size_t i = 0; i < fitted.draws.size(); ++i) {
    for (InputSpan& span : spans) span.input.gap = fitted.settlements[i].gap;
    const auto forecast = forecast_clock(fitted.draws[i], fitted.state_at_as_of, spans, months.days);
    for (std::size_t m = 0; m < months.days.size(); ++m)
      none[m].push_back(1.0 - forecast.at[m][index_of(TalksState::agreed)]);
    soon.push_back(forecast.suspended_within_30_days);
    later.push_back(forecast.suspended_within_90_days);
    agreed.push_back(forecast.at.back()[index_of(TalksState::agreed)]);
    collapsed.push_back(forecast.at.back()[index_of(TalksState::collapsed)]);
    expelled.push_back(forecast.at.back()[index_of(TalksState::expelled)]);
  }
  report.suspended_within_30_days = spread_of(std::move(soon));
  report.suspended_within_90_days = spread_of(std::move(later));
  report.agreed = spread_of(std::move(agreed));
  report.collapsed = spread_of(std::move(collapsed));
  report.expelled = spread_of(std::move(expelled));
  for (std::size_t m = 0; m < months.days.size(); ++m)
    report.no_agreement.push_back({months.dates[m], spread_of(std::move(none[m]))});
}

std::optional<Month> month_agreed(const TalksReport& report, double share) {
  for (const DayChance& point : report.no_agreement)
    if (1.0 - point.chance.mean >= share) return month_of(point.day);
  return std::nullopt;
}

// An issue on which only one side has spoken looks settled when it is not.
void note_silent_sides(const BargainTable& table, std::vector<Note>& notes) {
  for (std::size_t k = 0; k < table.issues.size(); ++k) {
    bool coalition = false, host = false;
    for (const Stake& stake : table.stakes) {
      if (stake.issue != k) continue;
      coalition |= table.actors[stake.actor].side == Side::coalition;
      host |= table.actors[stake.actor].side == Side::host;
    }
    if (coalition != host)
      notes.push_back({.kind = coalition ? NoteKind::silent_host : NoteKind::silent_coalition,
                       .issue = table.issues[k].name});
  }
}

std::vector<Note> notes_on(const Mission& mission, const TalksReport& report) {
  std::vector<Note> notes;
  if (mission.sessions.empty()) notes.push_back({.kind = NoteKind::no_sessions});
  for (const IssueReport& issue : report.issues) {
    if (issue.positions == 0) notes.push_back({.kind = NoteKind::no_positions, .issue = issue.name});
  }
  if (report.issues.empty()) notes.push_back({.kind = NoteKind::no_issues});
  if (std::any_of(report.responses.begin(), report.responses.end(), [](const auto& r) { return r.off; }))
    notes.push_back({.kind = NoteKind::responses_off});
  notes.push_back({.kind = NoteKind::clock_alone});
  return notes;
}

}  // namespace

std::string_view name_of(RateBasis basis) {
  return basis == RateBasis::assumed ? "assumed" : basis == RateBasis::informed ? "informed" : "surprised";
}

std::string_view name_of(NoteKind kind) {
  constexpr std::string_view names[] = {"silent_coalition", "silent_host",   "no_sessions", "no_positions",
                                        "no_issues",        "responses_off", "clock_alone"};
  return names[static_cast<std::size_t>(kind)];
}

TalksReport report_talks(const Mission& mission, const FittedTalks& fitted) {
  TalksReport report;
  report.as_of = mission.as_of;
  report.horizon_months = mission.horizon_months;
  report.draws = fitted.draws.size();
  report.state = fitted.state_at_as_of;
  report.in_state_for = fitted.in_state_for;
  const BargainTable table = table_of(mission);
  report.issues = report_issues(table, fitted);
  date_issues(mission, report.issues);
  std::vector<double> gaps;
  std::size_t deals = 0;
  for (const Settlement& settlement : fitted.settlements) {
    gaps.push_back(settlement.gap);
    deals += settlement.deal ? 1 : 0;
  }
  report.gap = spread_of(std::move(gaps));
  report.chance_of_deal = static_cast<double>(deals) / static_cast<double>(fitted.settlements.size());
  const ClockFit fit = fit_clock(mission, gap_between_sides(table, central_inputs(table)));
  const Responses responses = central_responses(mission);
  report.rates = report_rates(fit, responses);
  report.responses = report_responses(mission, fitted);
  report_clock(mission, fitted, responses.pressure, report);
  report.agreed_10 = month_agreed(report, 0.10);
  report.agreed_50 = month_agreed(report, 0.50);
  report.agreed_90 = month_agreed(report, 0.90);
  report.slip = fit.slip_record;
  const std::size_t leaver = slip_leaver_of(mission);
  report.calendar_on_time = chance_on_time(fit.slip, false, kDaysPerYear, false, leaver);
  report.conditions_on_time = chance_on_time(fit.slip, true, kDaysPerYear, false, leaver);
  report.slip_reference_class = fit.slip.cases >= kLeastCases;
  report.notes = notes_on(mission, report);
  note_silent_sides(table, report.notes);
  return report;
}

}  // namespace handover::talks
