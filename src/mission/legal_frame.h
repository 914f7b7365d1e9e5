// By what right foreign forces are in the country on a day: the mission's instruments by what they are. Every
// view of the legal frame (requirements, brief, status) renders this one answer.
#pragma once

#include "mission/mission.h"

#include <optional>
#include <string>
#include <vector>

namespace handover {

struct LegalFrame {
  struct Entry {
    std::string name;
    InstrumentKind kind = InstrumentKind::agreement;
    std::optional<Days> notice;  // nothing: none is stated
    std::optional<Date> until;   // inclusive; nothing: no end is stated
    SourceId source;
  };
  Date day{};
  // In force on the day, by what they are. Only the first is a host's consent: a mandate comes from
  // elsewhere, a claim of self-defence is one side's own, a request is what somebody asks for.
  std::vector<Entry> consent, mandates, self_defence_claims, requests;
  std::vector<Entry> ended;    // in force once, their end before the day
  std::vector<Entry> missing;  // named in the mission as not in force

  bool rests_on_consent() const { return !consent.empty(); }
};

// In the order of the mission's table. Instruments that begin after `day` are left out.
LegalFrame legal_frame(const Mission& mission, Date day);

}  // namespace handover
