#include "app/documents_timeline.h"
#include "mission/names.h"
#include "timeline/answers.h"

#include <fmt/format.h>

namespace handover::app {
namespace {

using namespace handover::timeline;

Json conditions_json(const std::vector<ConditionStatus>& conditions) {
  Json list = Json::array();
  for (const ConditionStatus& condition : conditions) {
    Json json = {{"words", condition.words}, {"met", word(condition)}};
    if (condition.measured) {
      json["value"] = condition.measured->value;
      json["interval"] = {condition.measured->interval.low, condition.measured->interval.high};
      if (!condition.measured->as_reported.empty()) json["as_reported"] = condition.measured->as_reported;
      json["known_to"] = to_string(condition.measured->known_to);
      json["held_for_days"] = condition.measured->held_for_days;
      json["age_days"] = condition.age_days;
      json["stale"] = condition.stale;
      json["source"] = condition.measured->source;
    }
    list.push_back(json);
  }
  return list;
}

std::string condition_line(const char* lead, const ConditionStatus& condition) {
  return fmt::format("    {} {}: {}\n", lead, condition.words, in_words(condition));
}

}  // namespace

Json document_of(const StatusReport& report) {
  Json json = {{"as_of", to_string(report.as_of)}, {"since", to_string(report.since)}};
  json["alerts"] = report.alerts;
  json["steps"] = Json::array();
  for (const StepStatus& step : report.steps) {
    json["steps"].push_back({{"phase", step.phase},
                             {"planned", to_string(step.planned)},
                             {"state", word(step.state)},
                             {"owner", step.owner},
                             {"shows", step.shows},
                             {"overdue", step.overdue},
                             {"conditions", conditions_json(step.conditions)},
                             {"reverses", conditions_json(step.reverses)}});
  }
  json["commitments"] = Json::array();
  for (const CommitmentDue& due : report.commitments) {
    json["commitments"].push_back({{"id", due.id},
                                   {"what", due.what},
                                   {"owes", due.owes},
                                   {"owed_to", due.owed_to},
                                   {"due", due.due ? Json(to_string(*due.due)) : Json(nullptr)},
                                   {"status", std::string(word_of(due.status))}});
  }
  json["changes"] = Json::array();
  for (const Change& change : report.changes) {
    json["changes"].push_back(
        {{"what", change.what}, {"before", change.before}, {"after", change.after}, {"why", change.why}});
  }
  json["new_rows"] = report.new_rows;
  return json;
}

std::string text_of(const StatusReport& report) {
  std::string text = fmt::format("As of {}, against {}\n", to_string(report.as_of), to_string(report.since));
  text += report.alerts.empty() ? "No alerts.\n" : "Alerts:\n";
  for (const std::string& alert : report.alerts) text += "  ! " + alert + '\n';
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

}  // namespace handover::app
