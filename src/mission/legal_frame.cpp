#include "mission/legal_frame.h"

namespace handover {
namespace {

std::vector<LegalFrame::Entry>& list_of(LegalFrame& frame, InstrumentKind kind) {
  switch (kind) {
    case InstrumentKind::mandate:
      return frame.mandates;
    case InstrumentKind::self_defence_claim:
      return frame.self_defence_claims;
    case InstrumentKind::request:
      return frame.requests;
    case InstrumentKind::invitation:
    case InstrumentKind::agreement:
      break;
  }
  return frame.consent;
}

}  // namespace

LegalFrame legal_frame(const Mission& mission, Date day) {
  LegalFrame frame{.day = day};
  for (const Instrument& instrument : mission.instruments) {
    if (instrument.known.from > day) continue;
    const bool lapsed = instrument.until && *instrument.until < day;
    auto& list = !instrument.in_force ? frame.missing
                 : lapsed             ? frame.ended
                                      : list_of(frame, instrument.kind);
    list.push_back(
        {instrument.name, instrument.kind, instrument.notice, instrument.until, instrument.known.source});
  }
  return frame;
}

}  // namespace handover
