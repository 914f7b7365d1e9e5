#include "mission/names.h"
#include "report/documents_timeline.h"
#include "wording/findings.h"
#include "wording/status.h"

#include <fmt/format.h>

namespace handover::report {
namespace {

using namespace handover::timeline;

Json conditions_json(const std::vector<ConditionStatus>& conditions) {
  Json list = Json::array();
  for (const ConditionStatus& condition : conditions) {
    Json json = {{"words", wording::condition_words(condition.condition)}, {"met", word(condition)}};
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
  json["alerts"] = Json::array();
  json["alert_kinds"] = Json::array();
  for (const Alert& alert : report.alerts) {
    json["alerts"].push_back(wording::alert_words(report, alert));
    json["alert_kinds"].push_back(name_of(alert.kind));
  }
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
    const wording::ChangeWords words = wording::change_words(change);
    json["changes"].push_back({{"kind", name_of(change.kind)},
                               {"what", words.what},
                               {"before", words.before},
                               {"after", words.after},
                               {"why", words.why}});
  }
  json["new_rows"] = Json::array();
  for (const NewRows& rows : report.new_rows) json["new_rows"].push_back(wording::rows_words(rows));
  return json;
}

}  // namespace handover::report
