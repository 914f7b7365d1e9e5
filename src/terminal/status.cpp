#include "timeline/status.h"

#include "mission/names.h"
#include "terminal/terminal.h"
#include "wording/findings.h"
#include "wording/needs.h"
#include "wording/status.h"

#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

using namespace handover::timeline;

std::string condition_line(const char* lead, const ConditionStatus& condition) {
  return fmt::format("    {} {}: {}\n", lead, wording::condition_words(condition.condition),
                     wording::condition_words(condition));
}

}  // namespace

std::string status_text(const StatusReport& report) {
  std::string text = fmt::format("As of {}, against {}\n", to_string(report.as_of), to_string(report.since));
  text += report.alerts.empty() ? "No alerts.\n" : "Alerts:\n";
  for (const Alert& alert : report.alerts) text += "  ! " + wording::alert_words(report, alert) + '\n';
  text += "Legal frame:\n";
  for (const std::string& line : wording::instrument_words(report.legal_frame)) text += "  " + line + '\n';
  text += "Steps:\n";
  for (const StepStatus& step : report.steps) {
    text += fmt::format("  {} | planned {} | {} | owner {}\n", step.phase, to_string(step.planned),
                        word(step.state), step.owner);
    for (const ConditionStatus& condition : step.conditions) text += condition_line("if", condition);
    for (const ConditionStatus& condition : step.reverses) text += condition_line("back", condition);
  }
  text += report.commitments.empty() ? "No commitments are recorded.\n" : "Commitments:\n";
  for (const CommitmentDue& due : report.commitments) {
    text += fmt::format("  {} | {} owes {} | {}{}\n", due.what, due.owes, due.owed_to, word_of(due.status),
                        due.due ? " | due " + to_string(*due.due) : "");
  }
  text += report.changes.empty() ? "No step, condition or commitment changed.\n" : "Changes:\n";
  for (const Change& change : report.changes) {
    const wording::ChangeWords words = wording::change_words(change);
    text += fmt::format("  {}: {} -> {}\n", words.what, words.before, words.after);
    for (const std::string& why : words.why) text += "    because: " + why + '\n';
  }
  if (!report.new_rows.empty()) text += "New rows:\n";
  for (const NewRows& rows : report.new_rows) text += "  " + wording::rows_words(rows) + '\n';
  return text;
}

}  // namespace handover::terminal
