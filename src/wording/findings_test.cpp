#include "wording/findings.h"

#include <doctest/doctest.h>

namespace handover::wording {
namespace {

using namespace handover::timeline;

TimelineReport report_with_inputs() {
  TimelineReport report;
  report.parties = {{"us", "United States"}, {"iq", "Iraq"}};
  report.failures.inputs = {
      {.key = "closure_effect", .kind = InputKind::assumption, .unit = "log rate ratio"},
      {.kind = InputKind::stream_level, .subject = "isis", .of_attacks = true},
      {.kind = InputKind::functions_alone}};
  return report;
}

TEST_CASE("restrictions name their inputs, their bounds and the unit once") {
  const TimelineReport report = report_with_inputs();
  const std::vector<Restriction> restrictions = {
      {.input = 0, .has_low = true, .has_high = true, .low = 0.1, .high = 0.35},
      {.input = 1, .has_low = true, .low = 1847.0},
      {.input = 2, .has_high = true, .high = 3.0}};
  CHECK(
      restrictions_words(restrictions, report.failures.inputs) ==
      "closure effect between 0.1 and 0.35 log rate ratio and the level of 'isis' today above 1,800 a month "
      "and functions of the host that stand alone today below 3");
}

TEST_CASE("what breaks a plan is said by what was found") {
  const TimelineReport report = report_with_inputs();
  Break found{.party = 1, .failures = 3, .scenarios = 350, .discovery = {}};
  CHECK(break_party_words(report, found) == "Iraq");
  found.told_apart = ToldApart::too_few_failures;
  CHECK(break_words(report, found) == "fails in 3 of 350 scenarios: too few to say which");
  found = {
      .told_apart = ToldApart::no, .failures = 100, .scenarios = 350, .explained = 0.246, .discovery = {}};
  CHECK(break_party_words(report, found) == "any deciding party");
  CHECK(break_words(report, found).find("explain 25 % of the spread") != std::string::npos);
  found.told_apart = ToldApart::yes;
  found.discovery.restrictions = {{.input = 0, .has_low = true, .low = 0.2}};
  found.discovery.box.density = 0.9, found.discovery.box.coverage = 0.4, found.discovery.base_rate = 0.3;
  CHECK(break_words(report, found) ==
        "fails when closure effect above 0.2 log rate ratio: 90 of 100 such scenarios fail (against 30 of "
        "100 in "
        "all); they make up 40 of 100 failures");
}

TEST_CASE("a report to ask for first is one that matters, with what waiting costs") {
  TimelineReport report = report_with_inputs();
  CHECK(first_report_words(report).empty());
  report.failures.ask_first = FirstReport{.scenarios = 350, .noise = 0.021};
  CHECK(
      first_report_words(report) ==
      "no single report can be seen to change the plan: with 350 scenarios a gain below 2.1 of 100 cannot be "
      "told from chance");
  report.failures.information = {{.input = 1, .value = 0.05, .noise = 0.02, .changes_plan = true}};
  report.failures.ask_first->information = 0;
  report.failures.ask_first->by = Month{std::chrono::year{2025} / 3};
  report.failures.ask_first->waiting = CostOfWaiting{.lost = 9, .gained = 4, .scenarios = 350};
  CHECK(
      first_report_words(report) ==
      "knowing the level of 'isis' today would gain up to 5 of 100 scenarios (chance alone: 2), by Mar 2025; "
      "starting three months later loses 9 and gains 4 of 350 scenarios");
}

TEST_CASE("conditions are said with or without their measure") {
  const NamedCondition condition{{.what = Observable::attacks_per_month,
                                  .compare = Compare::at_most,
                                  .threshold = 5.0,
                                  .held_for = Days{60},
                                  .source = "tower"},
                                 "militias"};
  CHECK(condition_words(condition) ==
        "attacks a month by militias at most 5, for 60 days (measured by tower)");
  CHECK(condition_words(condition, Measure::left_out) ==
        "attacks a month by militias at most 5, for 60 days");
  CHECK(condition_words({{.what = Observable::always}, ""}) == "calendar step: no condition");
}

TEST_CASE("a price that is not ordered says where it would flip") {
  const TimelineReport report = report_with_inputs();
  PriceEntry entry;
  entry.harms = {{.kind = HarmKind::civilians_killed}, {.kind = HarmKind::coalition_deaths}};
  entry.harms[0].ordering = {.mean = -30.0, .interval = {-40.0, -20.0}, .ordered = true};
  entry.harms[1].ordering.tipping = {{.input = 1, .value = 60.0, .interval = {40.0, 90.0}}};
  CHECK(price_words(report, entry) ==
        "civilians killed: 20 to 40 fewer; coalition deaths: the evidence does not order these dates; the "
        "order "
        "flips where the level of 'isis' today passes 60 a month (between 40 and 90)");
}

}  // namespace
}  // namespace handover::wording
