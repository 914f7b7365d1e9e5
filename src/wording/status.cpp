#include "wording/status.h"

#include "mission/names.h"
#include "wording/findings.h"

namespace handover::wording {
namespace {

using namespace handover::timeline;

std::string state_words(const ConditionStatus& condition, const Catalogue& catalogue) {
  switch (condition.met) {
    case Answer::yes:
      return catalogue("status.met");
    case Answer::no:
      return catalogue("status.not_met");
    case Answer::unknown:
      break;
  }
  return condition.measured ? catalogue("status.undecided") : catalogue("status.not_measured");
}

std::string about_step(const StepStatus& step, const Alert& alert, const Catalogue& catalogue) {
  switch (alert.kind) {
    case AlertKind::overdue:
      return catalogue("status.alert.overdue", {{"step", step.phase}, {"month", step.planned}});
    case AlertKind::overdue_not_shown:
      return catalogue("status.alert.overdue_not_shown", {{"step", step.phase}, {"month", step.planned}});
    case AlertKind::put_back_now:
    case AlertKind::put_back_when_taken: {
      const ConditionStatus& condition = step.reverses.at(alert.condition);
      return catalogue(alert.kind == AlertKind::put_back_now ? Key("status.alert.put_back_now")
                                                             : Key("status.alert.put_back_when_taken"),
                       {{"step", step.phase},
                        {"condition", condition_words(condition.condition, Measure::said, catalogue)},
                        {"state", condition_words(condition, catalogue)}});
    }
    case AlertKind::stale: {
      const ConditionStatus& condition = step.conditions.at(alert.condition);
      return catalogue("status.alert.stale",
                       {{"step", step.phase},
                        {"days", condition.age_days},
                        {"condition", condition_words(condition.condition, Measure::said, catalogue)}});
    }
    default:
      break;
  }
  return catalogue("status.alert.gate_closed", {{"step", step.phase}});
}

std::vector<std::string> explanations(const Change& change, const Catalogue& catalogue) {
  std::vector<std::string> why;
  for (const NewRows& rows : change.rows) why.push_back(rows_words(rows, catalogue));
  if (why.empty())
    why.push_back(catalogue(change.rests_on_ratings ? Key("status.why.no_new_rating")
                                                    : Key("status.why.window_moved")));
  return why;
}

}  // namespace

std::string alert_words(const StatusReport& report, const Alert& alert, const Catalogue& catalogue) {
  const auto committed = [&](Key key) {
    const CommitmentDue& due = report.commitments.at(alert.commitment);
    return catalogue(
        key, {{"what", due.what}, {"days", due.days_overdue}, {"owes", due.owes}, {"owed_to", due.owed_to}});
  };
  switch (alert.kind) {
    case AlertKind::commitment_late:
      return committed("status.alert.commitment_late");
    case AlertKind::commitment_missed:
      return committed("status.alert.commitment_missed");
    case AlertKind::commitment_disputed:
      return committed("status.alert.commitment_disputed");
    default:
      break;
  }
  return about_step(report.steps.at(alert.step), alert, catalogue);
}

std::string condition_words(const ConditionStatus& condition, const Catalogue& catalogue) {
  if (!condition.measured) return state_words(condition, catalogue);
  const Measured& measured = *condition.measured;
  std::string value = number(measured.value, catalogue.locale());
  if (measured.interval.low < measured.interval.high)
    value = catalogue("status.value_interval", {{"value", value},
                                                {"low", Rounded{measured.interval.low}},
                                                {"high", Rounded{measured.interval.high}}});
  if (!measured.as_reported.empty())
    value = catalogue("status.value_from", {{"value", value}, {"reported", measured.as_reported}});
  return catalogue(
      condition.stale ? Key("status.condition_stale") : Key("status.condition"),
      {{"state", state_words(condition, catalogue)}, {"value", value}, {"days", condition.age_days}});
}

std::string rows_words(const NewRows& rows, const Catalogue& catalogue) {
  return catalogue("status.new_rows",
                   {{"count", rows.count}, {"table", name_of(rows.table)}, {"source", rows.source}});
}

std::string commitment_status_words(CommitmentStatus status, const Catalogue& catalogue) {
  switch (status) {
    case CommitmentStatus::open:
      return catalogue("commitment.open");
    case CommitmentStatus::met:
      return catalogue("commitment.met");
    case CommitmentStatus::missed:
      return catalogue("commitment.missed");
    case CommitmentStatus::disputed:
      break;
  }
  return catalogue("commitment.disputed");
}

ChangeWords change_words(const Change& change, const Catalogue& catalogue) {
  switch (change.kind) {
    case timeline::ChangeKind::condition:
    case timeline::ChangeKind::reversal:
      return {
          .what = catalogue(
              change.kind == timeline::ChangeKind::condition ? Key("status.change.condition")
                                                             : Key("status.change.reversal"),
              {{"step", change.subject},
               {"condition", condition_words(change.condition_after->condition, Measure::said, catalogue)}}),
          .before = condition_words(*change.condition_before, catalogue),
          .after = condition_words(*change.condition_after, catalogue),
          .why = explanations(change, catalogue)};
    case timeline::ChangeKind::step:
      return {.what = change.subject,
              .before = word(change.step_before),
              .after = word(change.step_after),
              .why = {}};
    case timeline::ChangeKind::commitment:
      break;
  }
  return {.what = change.subject,
          .before = change.commitment_before ? std::string(word_of(*change.commitment_before))
                                             : catalogue("status.not_known"),
          .after = std::string(word_of(change.commitment_after)),
          .why = {}};
}

}  // namespace handover::wording
