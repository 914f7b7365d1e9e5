#include "timeline/hindcast.h"

#include "base/files.h"
#include "base/test_data.h"
#include "timeline/test_mission.h"

#include <filesystem>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

TEST_CASE("the ensemble score is the mean distance less half the mean distance between members") {
  // Two members 0 and 2, outcome 1: 1 - 1/2 * (0 + 2 + 2 + 0) / 4 = 0.5.
  CHECK(ensemble_crps({0.0, 2.0}, 1.0) == doctest::Approx(0.5));
  CHECK(ensemble_crps({3.0}, 1.0) == doctest::Approx(2.0));
  CHECK(ensemble_crps({1.0, 1.0, 1.0}, 1.0) == doctest::Approx(0.0));
}

TEST_CASE("questions are read, and faults are named with line and field") {
  const std::string header =
      "id,as_of,case,question,kind,metric,phase,from,by,compare,threshold,outcome,source\n";
  std::vector<Problem> problems;
  const auto good = read_questions(
      header +
          "a,2008-12-31,dates,Out in time,binary,,2,,2012-02-01,,,1,x\n"
          "b,2008-12-31,calm,Calm,binary,insurgent_attacks,,2009-01-01,2012-01-01,at_most,1032,1,x\n"
          "c,2008-12-31,count,How many,count,insurgent_attacks,,2009-01-01,2010-01-01,,,344,x\n",
      "outcomes.csv", problems);
  CHECK(problems.empty());
  REQUIRE(good.size() == 3);
  CHECK(good[0].phase == 1);
  CHECK(good[1].metric == Metric::insurgent_attacks);
  CHECK(good[1].compare == Compare::at_most);
  CHECK(good[1].threshold == 1032.0);
  CHECK(good[2].count);
  CHECK(good[2].outcome == 344.0);

  read_questions(header + "a,2008-13-31,dates,Out,perhaps,no_such_metric,,,2012-02-01,at_most,x,1,x\n",
                 "outcomes.csv", problems);
  REQUIRE(problems.size() >= 3);
  CHECK(problems[0].line == 2);
  CHECK(problems[0].field == "as_of");
  for (const Problem& problem : problems) CHECK_FALSE(problem.hint.empty());
}

// Found by fuzzing: a phase of eighty digits was cast to an index.
TEST_CASE("a phase is a small whole number, and no figure is infinite or not a number") {
  const std::string header = "id,as_of,case,question,kind,phase,by,outcome,source\n";
  for (const std::string& phase : {"3" + std::string(82, '0'), std::string("nan"), std::string("1.5"),
                                   std::string("0"), std::string("-1"), std::string("inf")}) {
    std::vector<Problem> problems;
    read_questions(header + "a,2008-12-31,dates,Out,binary," + phase + ",2012-02-01,1,x\n", "outcomes.csv",
                   problems);
    CAPTURE(phase);
    REQUIRE_FALSE(problems.empty());
    CHECK(problems[0].field == "phase");
    CHECK(problems[0].line == 2);
  }
}

TEST_CASE("the hindcasts share their assumptions with the worked example, range for range") {
  const std::filesystem::path missions = std::filesystem::path(handover::source_path("")) / "missions";
  const auto iraq_2009 = assumptions_sha256(load_mission(missions / "iraq-2009"));
  CHECK(iraq_2009 == assumptions_sha256(load_mission(missions / "sierra-leone-2003")));
  CHECK(iraq_2009.size() == 64);
  Mission other = test_mission();
  other.assumptions = {{.key = "exposure_elasticity", .range = {0.1, 0.2, 0.3}}};
  const auto before = assumptions_sha256(other);
  other.assumptions[0].range.high = 0.4;
  CHECK(assumptions_sha256(other) != before);
}

TEST_CASE("the outcome files of the hindcasts are sound") {
  for (const char* name : {"iraq-2009", "sierra-leone-2003"}) {
    const std::filesystem::path file =
        std::filesystem::path(handover::source_path("")) / "missions" / name / "outcomes.csv";
    std::vector<Problem> problems;
    const auto questions = read_questions(read_file(file), file.string(), problems);
    CHECK(problems.empty());
    CHECK(questions.size() >= 7);
    for (const Question& question : questions) {
      CAPTURE(question.id);
      CHECK(question.by > question.as_of);
      CHECK_FALSE(question.source.empty());
    }
  }
}

TEST_CASE(
    "a plan that holds says no to expulsion and to steps put back, and answers dates by its own dates") {
  const Mission mission = test_mission();
  Plan plan;
  Phase phase;
  phase.after = posture_today(mission);
  phase.earliest = plus_months(month_of(mission.as_of), 6);
  phase.execution = Days{30};
  plan.phases = {phase};
  Question question;
  question.by = mission.as_of + std::chrono::days{360};
  const auto asked = [&](Metric metric, Compare compare, double threshold) {
    question.metric = metric;
    question.compare = compare;
    question.threshold = threshold;
    return answer_if_plan_holds(mission, plan, question);
  };
  CHECK(asked(Metric::expelled, Compare::at_least, 1.0) == false);
  CHECK(asked(Metric::expelled, Compare::at_most, 0.0) == true);
  CHECK(asked(Metric::reversals, Compare::at_least, 1.0) == false);
  CHECK(asked(Metric::coalition_deaths, Compare::at_most, 3.0) == std::nullopt);
  CHECK(asked(Metric::troops_at_end, Compare::at_most, 0.0) == (total_troops(posture_today(mission)) == 0));
  question.metric.reset();
  question.phase = 0;
  CHECK(answer_if_plan_holds(mission, plan, question) == true);
  question.by = mission.as_of + std::chrono::days{100};
  CHECK(answer_if_plan_holds(mission, plan, question) == false);
  question.phase = 1;  // the plan has no second step
  CHECK(answer_if_plan_holds(mission, plan, question) == false);
}
