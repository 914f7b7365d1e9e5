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

// Where a fact was read: places are characters of the document; all of it empty when the row names none.
struct SentenceBehind {
  std::string document_sha256;
  std::size_t begin = 0, end = 0;
  std::string quote, sentence;
};
struct EvidenceRun {
  std::vector<evidence::Contradiction> contradictions;
  std::vector<wording::TotalUse> totals;
  std::vector<SentenceBehind> sentences = {};  // by fact; may be left out
};
EvidenceRun examine_evidence(const Mission& mission);
Json document_of(const Mission& mission, const EvidenceRun& run);

// "B2": reliability and credibility.
std::string grade_of(const Source& source);
std::string_view name_of(evidence::ContradictionKind kind);

}  // namespace handover::report
