// What `run` found, as one document: the keys of `handover run --json`, and what is kept with a run.
#pragma once

#include "report/documents.h"
#include "report/main_job.h"

namespace handover::report {

Json main_document(const Mission& mission, const MainJob& job, std::uint64_t seed);

}  // namespace handover::report
