#include "report/main_document.h"

#include "brief/publish.h"
#include "report/documents_timeline.h"
#include "report/run_record.h"
#include "report/version.h"

namespace handover::report {

Json main_document(const Mission& mission, const MainJob& job, std::uint64_t seed) {
  Json timeline = document_of(job.timeline, mission);
  Json document = {{"mission", mission.id},
                   {"title", mission.title},
                   {"as_of", to_string(mission.as_of)},
                   {"seed", seed},
                   {"version", version()},
                   {"inputs_sha256", mission.inputs_sha256},
                   {"threat", document_of(job.assessed.threat, mission)},
                   {"needs", document_of(job.assessed.needs_today, mission)},
                   {"partner", document_of(job.assessed.partner, mission)},
                   {"talks", document_of(job.assessed.talks)},
                   {"agreement_map", std::move(timeline["agreement_map"])}};
  timeline.erase("agreement_map");
  for (const char* key : brief::kAnswerKeys) document[key] = timeline[key];
  document["timeline"] = std::move(timeline);
  document["assumptions"] = assumptions_document(mission);
  document["doubtful"] = doubts_document(mission);
  without_clock(document);
  return document;
}

}  // namespace handover::report
