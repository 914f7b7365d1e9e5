#include "wording/needs.h"

#include "needs/testing/missions.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::needs;

TEST_CASE("nothing but the audit trail names a site") {
  Mission mission = rolled_mission(4);
  Posture posture = unlimited_today(mission);
  posture.troops[0] = Persons{50};
  for (Task& task : mission.tasks) task.mandatory = true;
  const auto report = assess_posture(mission, posture, {});
  std::string all;
  for (const Binding& one : report.binding) all += wording::binding_words(mission, one) + "\n";
  for (const Requirement& one : report.conflict) all += wording::requirement_words(mission, one) + "\n";
  for (const Factor one : report.assumed) all += wording::factor_words(one) + "\n";
  for (const std::string& words : wording::legal_words(mission, report)) all += words + "\n";
  for (const auto& row : report.dropped)
    all += wording::exposed_words(row.zones, row.population, row.incidents_per_month);
  for (const auto& row : report.published) all += row.what;
  for (const auto& row : report.audit) all += wording::audit_words(mission, row);
  CHECK_FALSE(report.conflict.empty());
  CHECK(all.find("anary") == std::string::npos);
}

TEST_CASE("a conflict reads as statements that a planner can drop") {
  Mission mission = line_mission(2, 5.0);
  const auto task = add_task(mission, "Evacuation", 10.0, 60.0);
  const auto said = [&](Demanded kind, double amount) {
    return wording::requirement_words(mission,
                                      {.kind = kind, .task = task, .region = RegionId{0}, .amount = amount});
  };
  CHECK(said(Demanded::task_in_time, 60.0) ==
        "Evacuation must be there within 60 minutes in the slowest month");
  CHECK(said(Demanded::task_in_time, 112.5) ==
        "Evacuation must be there within 112.5 minutes in the slowest month");
  CHECK(said(Demanded::sites_closed, 0.0) == "sites in The north are closed or may not be used");
  CHECK(said(Demanded::troops_allowed, 0.0) == "at most 0 persons may be in The north");
}

namespace {

Instrument instrument_of(const char* name, InstrumentKind kind, Date from, std::optional<Date> until) {
  Instrument instrument;
  instrument.id = instrument.name = name;
  instrument.kind = kind;
  instrument.known = {from, from, from, SourceId{0}};
  instrument.until = until;
  return instrument;
}

// What follows this beginning; nothing when no line begins so.
std::optional<std::string> line_with(const LegalFrame& frame, const std::string& beginning) {
  for (const std::string& line : wording::instrument_words(frame)) {
    if (line.starts_with(beginning)) return line.substr(beginning.size());
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("instruments stand for the mission on a day, and a mandate is no host's consent") {
  Mission mission = line_mission(1);
  const Date past = date_of(2014, 9, 20);
  mission.instruments = {instrument_of("Invitation", InstrumentKind::invitation, past, {}),
                         instrument_of("Authority", InstrumentKind::mandate, past, date_of(2024, 12, 31)),
                         instrument_of("Old accord", InstrumentKind::agreement, past, date_of(2023, 12, 31)),
                         instrument_of("Wish", InstrumentKind::request, past, {})};
  mission.instruments.back().in_force = false;

  const LegalFrame now = legal_frame(mission, date_of(2024, 2, 13));
  CHECK(line_with(now, "In force on 13 Feb 2024 by invitation: ") == "Invitation");
  CHECK(line_with(now, "In force on 13 Feb 2024 by a mandate, which is no host’s consent: ") ==
        "Authority (until 31 Dec 2024)");
  CHECK(line_with(now, "Ended before 13 Feb 2024: ") == "Old accord (until 31 Dec 2023)");
  for (const std::string& line : wording::instrument_words(now))
    CHECK(line.find("Wish") == std::string::npos);

  // A later day: what has no end goes on, what ends has ended.
  const LegalFrame later = legal_frame(mission, date_of(2025, 3, 1));
  CHECK(line_with(later, "In force on 1 Mar 2025 by invitation: ") == "Invitation");
  CHECK(line_with(later, "Ended before 1 Mar 2025: ") ==
        "Authority (until 31 Dec 2024) and Old accord (until 31 Dec 2023)");

  mission.instruments.erase(mission.instruments.begin());
  CHECK(line_with(legal_frame(mission, date_of(2024, 2, 13)),
                  "No invitation or agreement of a host is in force on 13 Feb 2024") == "");
}

TEST_CASE("each kind of instrument is said to be what it is") {
  const std::pair<InstrumentKind, const char*> kinds[] = {
      {InstrumentKind::invitation, "by invitation"},
      {InstrumentKind::agreement, "by agreement"},
      {InstrumentKind::request, "as a request, which is no consent"},
      {InstrumentKind::self_defence_claim, "as a claim of self-defence, which is no host’s consent"},
      {InstrumentKind::mandate, "by a mandate, which is no host’s consent"}};
  for (const auto& [kind, words] : kinds) {
    Mission mission = line_mission(1);
    mission.instruments = {instrument_of("It", kind, date_of(2014, 9, 20), {})};
    const LegalFrame frame = legal_frame(mission, date_of(2024, 2, 13));
    CAPTURE(words);
    CHECK(line_with(frame, std::string("In force on 13 Feb 2024 ") + words + ": ") == "It");
    const bool consent = kind == InstrumentKind::invitation || kind == InstrumentKind::agreement;
    CHECK(frame.rests_on_consent() == consent);
    CHECK(line_with(frame, "No invitation or agreement of a host is in force").has_value() == !consent);
  }
}
