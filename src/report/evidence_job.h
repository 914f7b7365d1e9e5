// Where the sources of a mission contradict one another, which totals the threat module uses, and how old the
// ratings are.
#pragma once

#include "evidence/contradictions.h"
#include "evidence/model_use.h"
#include "report/documents.h"
#include "wording/evidence.h"

#include <string>
#include <vector>

namespace handover::report {

struct EvidenceRun {
  std::vector<evidence::Contradiction> contradictions;
  std::vector<wording::TotalUse> totals;
};
EvidenceRun examine_evidence(const Mission& mission);
Json document_of(const Mission& mission, const EvidenceRun& run);

// "B2": reliability and credibility.
std::string grade_of(const Source& source);
std::string_view name_of(evidence::ContradictionKind kind);

}  // namespace handover::report
