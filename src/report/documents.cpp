#include "report/documents.h"

#include "report/version.h"

namespace handover::report {

std::string json_text(const Json& document, int indent) {
  return document.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Json head_of(const Mission& mission, const CommonOptions& common) {
  return {{"mission", mission.id},
          {"as_of", to_string(mission.as_of)},
          {"seed", common.seed},
          {"version", version()},
          {"inputs_sha256", mission.inputs_sha256}};
}

Json doubts_document(const Mission& mission) {
  Json rows = Json::array();
  for (const Doubt& doubt : mission.doubtful)
    rows.push_back({{"rule", doubt.rule},
                    {"file", doubt.place.file},
                    {"line", doubt.place.line},
                    {"field", doubt.place.field},
                    {"value", doubt.place.value},
                    {"what", doubt.place.what},
                    {"hint", doubt.place.hint}});
  return {{"count", mission.doubtful.size()}, {"rows", rows}};
}

}  // namespace handover::report
