#include "mission/loading.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover {
namespace {

void read_issue(Loading& loading, RowReader& row) {
  const auto index = loading.issues.find(row.text("id"));
  if (!index) return;
  Issue issue{.id = row.text("id"),
              .name = row.text("name"),
              .low = row.number("low", -1e6, 1e6),
              .high = row.number("high", -1e6, 1e6),
              .low_means = row.text("low_means"),
              .high_means = row.text("high_means")};
  if (!(issue.low < issue.high))
    row.report(ProblemCode::out_of_range, "high", "is not above `low`", "the scale needs two different ends");
  issue.reference_point = row.optional_number("reference_point", std::min(issue.low, issue.high),
                                              std::max(issue.low, issue.high));
  issue.linked_to = row.optional_id<IssueId>("linked_to", loading.issues);
  loading.source(row);
  loading.mission.issues[*index] = std::move(issue);
}

void read_session(Loading& loading, RowReader& row) {
  SessionEvent event{.state = row.word<TalksState>("state"), .cause = row.text("cause")};
  event.known = loading.known_on(row, row.date("date"));
  loading.mission.sessions.push_back(std::move(event));
}

void read_instrument(Loading& loading, RowReader& row) {
  Instrument instrument{
      .id = row.text("id"), .name = row.text("name"), .kind = row.word<InstrumentKind>("kind")};
  instrument.in_force = row.yes("in_force", true);
  if (row.has("notice_days")) instrument.notice = Days{row.whole("notice_days", 0, 10'000)};
  instrument.may_invoke = row.id_list<ActorId>("may_invoke", loading.actors);
  instrument.known = loading.known(row);
  if (row.has("to")) instrument.until = instrument.known.to;
  loading.mission.instruments.push_back(std::move(instrument));
}

void read_commitment(Loading& loading, RowReader& row) {
  Commitment commitment{.id = row.text("id"), .what = row.text("what")};
  commitment.owes = row.id<ActorId>("owes", loading.actors);
  commitment.owed_to = row.id<ActorId>("owed_to", loading.actors);
  commitment.due = row.optional_date("due");
  commitment.status = row.word<CommitmentStatus>("status");
  commitment.known = loading.known_on(row, row.date("from"));
  loading.mission.commitments.push_back(std::move(commitment));
}

void read_case(Loading& loading, RowReader& row) {
  ReferenceCase past{
      .case_id = row.text("case"), .milestone = row.text("milestone"), .kind = row.word<CaseKind>("kind")};
  past.started = row.optional_date("started");
  past.planned = row.optional_date("planned");
  past.actual = row.optional_date("actual");
  past.outcome = row.text("outcome");
  past.suspensions = row.has("suspensions") ? row.whole("suspensions", 0, 1000) : 0;
  past.days_suspended = row.optional_number("days_suspended", 0, 1e5).value_or(0);
  past.conditions_based = row.yes("conditions_based", false);
  past.ended_on_calendar = row.yes("ended_on_calendar", false);
  past.leaver = row.text("leaver");
  past.wider_record = row.yes("wider_record", false);
  const Date day = past.actual.value_or(past.started.value_or(past.planned.value_or(loading.as_of)));
  past.known = loading.known_on(row, day);
  if (past.actual && past.known.known_from < *past.actual) {
    row.report(ProblemCode::out_of_range, "known_from", "comes before the milestone was reached",
               "it is known at the earliest on its day");
  }
  loading.mission.reference_class.push_back(std::move(past));
}

}  // namespace

Position read_position(Loading& loading, RowReader& row) {
  Position position{.actor = row.id<ActorId>("actor", loading.actors),
                    .issue = row.id<IssueId>("issue", loading.issues)};
  double low = -1e6;
  double high = 1e6;
  if (position.issue.index < loading.mission.issues.size()) {
    low = loading.mission.issues[position.issue.index].low;
    high = loading.mission.issues[position.issue.index].high;
  }
  position.position = row.three_points("position_", std::min(low, high), std::max(low, high));
  position.salience = row.three_points("salience_", 0, 100);
  position.influence = row.three_points("influence_", 0, 100);
  position.veto = row.yes("veto", false);
  position.judgement = row.yes("judgement", false);
  position.known = loading.known_on(row, row.optional_date("from").value_or(loading.as_of));
  return position;
}

namespace {

void read_issues(Loading& loading) {
  const auto table = loading.open_table("issues.csv");
  if (!table) return;
  // Names first: an issue may be linked to one further down.
  name_rows(loading, *table, loading.issues);
  loading.mission.issues.resize(loading.issues.all().size());
  loading.each_row_of(*table, table_spec("issues.csv"), [&](RowReader& row) { read_issue(loading, row); });
}

}  // namespace

void read_talks(Loading& loading) {
  read_issues(loading);
  loading.each_row("positions.csv",
                   [&](RowReader& row) { loading.mission.positions.push_back(read_position(loading, row)); });
  loading.each_row("sessions.csv", [&](RowReader& row) { read_session(loading, row); });
  std::stable_sort(loading.mission.sessions.begin(), loading.mission.sessions.end(),
                   [](const SessionEvent& a, const SessionEvent& b) { return a.known.from < b.known.from; });
  loading.each_row("instruments.csv", [&](RowReader& row) { read_instrument(loading, row); });
  loading.each_row("commitments.csv", [&](RowReader& row) { read_commitment(loading, row); });
  loading.each_row("reference_class.csv", [&](RowReader& row) { read_case(loading, row); });
}

}  // namespace handover
