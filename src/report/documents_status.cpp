#include "mission/names.h"
#include "report/documents_timeline.h"
#include "timeline/answers.h"

#include <fmt/format.h>

namespace handover::report {
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

}  // namespace

Json document_of(const StatusReport& report) {
  Json json = {{"as_of", to_string(report.as_of)}, {"since", to_string(report.since)}};
  json["alerts"] = report.alerts;
  json["legal_frame"] = document_of(report.legal_frame);
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

}  // namespace handover::report
