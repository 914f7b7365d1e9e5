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

}  // namespace handover::report
