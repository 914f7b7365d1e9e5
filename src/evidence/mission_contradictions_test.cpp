// The worked mission's own facts: what a reader found in its articles by hand must come out by program.
#include "base/test_data.h"
#include "evidence/contradictions.h"
#include "evidence/model_use.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::evidence;

namespace {

using Kind = ContradictionKind;

struct Found {
  Kind kind;
  const char* subject;
  const char* what;
};

// Dates, counts and descriptions on which the five articles and the sources beside them disagree.
constexpr Found kByHand[] = {
    {Kind::date, "event:hmc-first-session", "25 or 27 January 2024"},
    {Kind::wrong_object, "event:hmc-first-session", "25 January is the day of the letter"},
    {Kind::count, "attacks-on-us-forces", "more than 120, about 150, 160, hundreds"},
    {Kind::count, "wounded-in-february-strikes", "25 or 36"},
    {Kind::place, "attacks-on-us-forces", "Gaza"},
    {Kind::description, "coalition-mission", "end or transition"},
    {Kind::description, "coalition-presence", "end or reduce"},
    {Kind::wrong_object, "coalition-mission", "the same wish for mission and presence"},
    {Kind::description, "withdrawal-timeline", "specific, not set, depends on progress"},
    {Kind::description, "withdrawal-request", "made or not made"},
    {Kind::date, "event:isis-territorial-defeat", "2017 or 2019"},
    {Kind::undated, "event:joint-security-dialogue-2024", "Tuesday"},
    {Kind::undated, "event:january-strikes", "Tuesday"},
    {Kind::date, "hmc-process", "begun in 2023 or on 27 January 2024"},
    // Disagreements of other kinds that the same comparison finds.
    {Kind::wrong_object, "hmc-process", "27 January is the day of the first session"},
    {Kind::description, "hmc-process", "caused by attacks or unrelated to them"},
    {Kind::description, "isis-threat", "diminishing or sporadic"},
};

}  // namespace

TEST_CASE("the worked mission's contradictions come out with at most one false alarm for each") {
  const Mission mission = load_mission(handover::source_path("missions/iraq-2024"));
  const auto found = find_contradictions(mission.facts, area_book(mission));
  std::size_t hits = 0;
  for (const Found& expected : kByHand) {
    const bool there = std::any_of(found.begin(), found.end(), [&](const Contradiction& contradiction) {
      return contradiction.kind == expected.kind && contradiction.subject == expected.subject;
    });
    CHECK_MESSAGE(there, std::string(expected.subject), ": ", std::string(expected.what));
    hits += there ? 1U : 0U;
  }
  for (const Contradiction& contradiction : found) {
    const bool known = std::any_of(std::begin(kByHand), std::end(kByHand), [&](const Found& expected) {
      return contradiction.kind == expected.kind && contradiction.subject == expected.subject;
    });
    if (!known)
      MESSAGE("not found by hand: ", contradiction.subject, " ", name_of(contradiction.reasons.front().kind));
    CHECK_FALSE(model_uses(mission, contradiction).empty());
  }
  MESSAGE(found.size(), " findings, ", hits, " of them found by hand");
  CHECK(found.size() <= 2 * hits);
}

TEST_CASE("the models' use of a contradiction names the side they take") {
  const Mission mission = load_mission(handover::source_path("missions/iraq-2024"));
  for (const Contradiction& contradiction : find_contradictions(mission.facts, area_book(mission))) {
    const auto uses = model_uses(mission, contradiction);
    if (contradiction.kind == Kind::date && contradiction.subject == "event:hmc-first-session") {
      CHECK(uses.front().kind == UseKind::session);
      REQUIRE(uses.front().sides.size() == 1);
      const auto& side = contradiction.sides.at(uses.front().sides.front());
      CHECK(mission.facts.at(side.facts.front()).value == "2024-01-27");
    }
    if (contradiction.subject == "attacks-on-us-forces" && contradiction.kind == Kind::count)
      CHECK(uses.front().kind == UseKind::total);
  }
}

TEST_CASE("facts known later raise no contradiction earlier") {
  LoadOptions options;
  options.as_of = date_of(2024, 1, 26);
  const Mission mission = load_mission(handover::source_path("missions/iraq-2024"), options);
  for (const Contradiction& contradiction : find_contradictions(mission.facts, area_book(mission))) {
    for (const Account& side : contradiction.sides) {
      for (const std::size_t fact : side.facts)
        CHECK(mission.facts.at(fact).known.known_from <= *options.as_of);
    }
  }
}
