#include "report/assessment.h"

#include "base/problem.h"
#include "mission/skeleton.h"
#include "report/documents.h"
#include "report/needs_job.h"
#include "report/run_record.h"

#include <atomic>
#include <filesystem>
#include <thread>

#include <doctest/doctest.h>
#include <unistd.h>

using namespace handover;
using namespace handover::report;

namespace {

// The invented mission that `handover new` writes.
Mission skeleton() {
  const auto folder =
      std::filesystem::temp_directory_path() / ("handover_report_" + std::to_string(getpid()));
  std::filesystem::remove_all(folder);
  write_skeleton(folder);
  Mission mission = load_mission(folder);
  std::filesystem::remove_all(folder);
  return mission;
}

AssessmentOptions few_draws() {
  AssessmentOptions options;
  options.draws = 30;
  options.threads = 2;
  options.skill = false;
  return options;
}

}  // namespace

TEST_CASE("a part of the assessment gives alone what it gives in the whole") {
  const Mission mission = skeleton();
  const AssessmentOptions options = few_draws();
  const Assessed whole = assess(mission, options);
  const auto threat = assess_threat(mission, options);
  CHECK(document_of(threat.report, mission) == document_of(whole.threat, mission));
  Json partner = document_of(assess_partner(mission, options).report, mission),
       partner_of_whole = document_of(whole.partner, mission);
  for (Json* document : {&partner, &partner_of_whole}) without_clock(*document);
  CHECK(partner == partner_of_whole);
  CHECK(document_of(assess_talks(mission, options).report) == document_of(whole.talks));
  CHECK(demand_of(mission, threat.fitted, options).incidents_per_month == whole.demand.incidents_per_month);
  // The command `needs` without a plan stands on the same demand and shows the same presence.
  const NeedsRun needs = needs_of_plan(mission, Plan{}, options, {}, false);
  REQUIRE_FALSE(needs.needs.steps.empty());
  CHECK(needs.needs.steps.front().report.persons == whole.needs_today.persons);
  CHECK(whole.fitted.talks.draws.size() == 30);
  CHECK(whole.fitted.partner.draws.size() == 30);
}

TEST_CASE("one assessment is stopped while another of the same process runs on and gives its own figures") {
  const Mission mission = skeleton();
  const AssessmentOptions options = few_draws();
  const Assessed alone = assess(mission, options);
  std::stop_source stop;
  bool interrupted = false;
  Assessed beside;
  {
    const std::jthread stopped([&] {
      Control control{.stop = stop.get_token(), .progress = [&](double, const std::string& module) {
                        if (module == "partner") stop.request_stop();
                      }};
      try {
        assess(mission, options, control);
      } catch (const Interrupted&) {
        interrupted = true;
      }
    });
    const std::jthread other(
        [&] { beside = assess(mission, options, {.stop = std::stop_source().get_token()}); });
  }
  CHECK(interrupted);
  CHECK(beside.needs_today.persons == alone.needs_today.persons);
  CHECK(beside.demand.incidents_per_month == alone.demand.incidents_per_month);
  CHECK(document_of(beside.talks) == document_of(alone.talks));
}
