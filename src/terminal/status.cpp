#include "timeline/status.h"

#include "mission/names.h"
#include "terminal/terminal.h"

#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

using namespace handover::timeline;

// By what right foreign forces are there: only the first kind is a host's consent.
std::string legal_lines(const LegalFrame& frame) {
  std::string text = frame.rests_on_consent() ? "" : "  no invitation or agreement of the host is in force\n";
  const std::pair<const char*, const std::vector<LegalFrame::Entry>*> lists[] = {
      {"by the host's consent", &frame.consent},
      {"by a mandate, which is no host's consent", &frame.mandates},
      {"by a claim of self-defence, which is no host's consent", &frame.self_defence_claims},
      {"by a request, which is no consent", &frame.requests},
      {"ended", &frame.ended}};
  for (const auto& [words, entries] : lists) {
    std::string names;
    for (const LegalFrame::Entry& entry : *entries)
      names += (names.empty() ? "" : ", ") + entry.name +
               (entry.until ? " (until " + to_string(*entry.until) + ")" : "");
    if (!names.empty()) text += fmt::format("  {}: {}\n", words, names);
  }
  return "Legal frame:\n" + text;
}

std::string condition_line(const char* lead, const ConditionStatus& condition) {
  return fmt::format("    {} {}: {}\n", lead, condition.words, in_words(condition));
}

}  // namespace

std::string status_text(const StatusReport& report) {
  std::string text = fmt::format("As of {}, against {}\n", to_string(report.as_of), to_string(report.since));
  text += report.alerts.empty() ? "No alerts.\n" : "Alerts:\n";
  for (const std::string& alert : report.alerts) text += "  ! " + alert + '\n';
  text += legal_lines(report.legal_frame);
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
    text += fmt::format("  {}: {} -> {}\n", change.what, change.before, change.after);
    for (const std::string& why : change.why) text += "    because: " + why + '\n';
  }
  if (!report.new_rows.empty()) text += "New rows:\n";
  for (const std::string& rows : report.new_rows) text += "  " + rows + '\n';
  return text;
}

}  // namespace handover::terminal
