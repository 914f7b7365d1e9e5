#include "mission/legal_frame.h"

#include <doctest/doctest.h>

using namespace handover;

namespace {

const Date kToday = date_of(2024, 7, 24);

Instrument instrument(const char* name, InstrumentKind kind, std::optional<Date> until = {}) {
  Instrument made;
  made.id = made.name = name;
  made.kind = kind;
  made.known.from = date_of(2014, 6, 1);
  made.until = until;
  return made;
}

std::size_t standing(const LegalFrame& frame) {
  return frame.consent.size() + frame.mandates.size() + frame.self_defence_claims.size() +
         frame.requests.size();
}

}  // namespace

TEST_CASE("each kind of instrument stands in its own list, and only two kinds are consent") {
  const struct {
    InstrumentKind kind;
    std::vector<LegalFrame::Entry> LegalFrame::*list;
    bool consent;
  } cases[] = {{InstrumentKind::invitation, &LegalFrame::consent, true},
               {InstrumentKind::agreement, &LegalFrame::consent, true},
               {InstrumentKind::request, &LegalFrame::requests, false},
               {InstrumentKind::self_defence_claim, &LegalFrame::self_defence_claims, false},
               {InstrumentKind::mandate, &LegalFrame::mandates, false}};
  for (const auto& one : cases) {
    Mission mission;
    mission.instruments = {instrument("It", one.kind)};
    const LegalFrame frame = legal_frame(mission, kToday);
    CAPTURE(static_cast<int>(one.kind));
    REQUIRE((frame.*one.list).size() == 1);
    CHECK((frame.*one.list).front().name == "It");
    CHECK(standing(frame) == 1);
    CHECK(frame.rests_on_consent() == one.consent);
    CHECK(frame.ended.empty());
    CHECK(frame.missing.empty());
  }
}

TEST_CASE("an end that is stated is kept even when it is the as-of day; after it the instrument has ended") {
  Mission mission;
  mission.as_of = kToday;
  mission.instruments = {instrument("Ends today", InstrumentKind::invitation, kToday),
                         instrument("No end stated", InstrumentKind::agreement)};
  CHECK(legal_frame(mission, kToday).consent.size() == 2);
  const LegalFrame tomorrow = legal_frame(mission, kToday + std::chrono::days(1));
  REQUIRE(tomorrow.consent.size() == 1);
  CHECK(tomorrow.consent.front().name == "No end stated");
  CHECK_FALSE(tomorrow.consent.front().until);
  REQUIRE(tomorrow.ended.size() == 1);
  CHECK(tomorrow.ended.front().until == kToday);
}

TEST_CASE("what is not in force or has not begun is no part of what stands") {
  Mission mission;
  mission.instruments = {instrument("Never signed", InstrumentKind::agreement),
                         instrument("Next year", InstrumentKind::mandate)};
  mission.instruments[0].in_force = false;
  mission.instruments[1].known.from = date_of(2025, 1, 1);
  const LegalFrame frame = legal_frame(mission, kToday);
  CHECK(standing(frame) == 0);
  REQUIRE(frame.missing.size() == 1);
  CHECK(frame.missing.front().name == "Never signed");
  CHECK(legal_frame(mission, date_of(2025, 1, 1)).mandates.size() == 1);
}
