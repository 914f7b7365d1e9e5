#include "mission/legal_frame.h"
#include "mission/names.h"
#include "report/documents.h"

namespace handover::report {
namespace {

Json entries_json(const std::vector<LegalFrame::Entry>& entries) {
  Json rows = Json::array();
  for (const LegalFrame::Entry& entry : entries) {
    rows.push_back({{"name", entry.name},
                    {"kind", std::string(word_of(entry.kind))},
                    {"notice_days", entry.notice ? Json(entry.notice->value) : Json(nullptr)},
                    {"until", entry.until ? Json(to_string(*entry.until)) : Json(nullptr)}});
  }
  return rows;
}

}  // namespace

Json document_of(const LegalFrame& frame) {
  return {{"day", to_string(frame.day)},
          {"rests_on_consent", frame.rests_on_consent()},
          {"consent", entries_json(frame.consent)},
          {"mandates", entries_json(frame.mandates)},
          {"self_defence_claims", entries_json(frame.self_defence_claims)},
          {"requests", entries_json(frame.requests)},
          {"ended", entries_json(frame.ended)},
          {"missing", entries_json(frame.missing)}};
}

}  // namespace handover::report
