#include "mission/mission.h"

#include "mission/test_folder.h"

using namespace handover;

TEST_CASE("the skeleton loads and says what it holds") {
  const Folder folder;
  for (const Problem& problem : check_mission(folder.mission())) FAIL_CHECK(to_string(problem));
  const Mission mission = load_mission(folder.mission());
  CHECK(mission.id == "example");
  CHECK(mission.zones.size() == 3);
  CHECK(mission.zones[1].neighbours.size() == 2);
  CHECK(mission.plans.size() == 1);
  CHECK(mission.plans[0].phases[0].after.troops[0] == Persons{0});
  CHECK(mission.plans[0].phases[1].after.label[1] == Label::bilateral);
  CHECK(mission.actors[5].roles.size() == 3);
  CHECK(posture_today(mission).troops[0] == Persons{800});
  CHECK(mission.horizon_days() == 701);  // 2024-06-30 to 2026-06-01
}

TEST_CASE("a faulty field is located and mended") {
  const Folder folder;
  SUBCASE("a day that does not exist") {
    folder.replace("sources.csv", "2024-06-29", "2024-06-31");
    CHECK(only_problem(folder) ==
          "sources.csv:2:40: published: '2024-06-31' is not a valid date; write YYYY-MM-DD, for example "
          "2024-01-27");
  }
  SUBCASE("a misspelt zone") {
    folder.replace("zones.csv", "capital;hills", "capitol;hills");
    const auto problems = check_mission(folder.mission());
    CHECK(to_string(problems[0]).find("'capitol' is not in zones.csv; did you mean 'capital'?") !=
          std::string::npos);
  }
  SUBCASE("a figure without a source") {
    folder.append("troops.csv", "coalition,south,2024-06-15,,1,2,3,\n");
    CHECK(only_problem(folder) ==
          "troops.csv:4:35: source: is empty; name the source in sources.csv; a figure without a source is "
          "refused");
  }
  SUBCASE("a negative count") {
    folder.append("incidents.csv", "2024-05-05,insurgent-attacks,hills,-1,0,event-data\n");
    CHECK(only_problem(folder).find("count: '-1' is out of range") != std::string::npos);
  }
  SUBCASE("half an incident") {
    folder.append("incidents.csv", "2024-06-20,insurgent-attacks,hills,0.5,0,event-data\n");
    CHECK(only_problem(folder).find("count: '0.5' is not a whole number") != std::string::npos);
  }
  SUBCASE("more incidents in a day than there can be") {
    folder.append("incidents.csv", "2024-06-20,insurgent-attacks,hills,100000,0,event-data\n");
    CHECK(only_problem(folder).find("count: '100000' is out of range; write a number from 0 to 1000") !=
          std::string::npos);
  }
  SUBCASE("a slip in the year") {
    folder.append("incidents.csv", "1024-06-20,insurgent-attacks,hills,1,0,event-data\n");
    CHECK(only_problem(folder).find("date: '1024-06-20' lies more than a century before the as-of date") !=
          std::string::npos);
  }
  SUBCASE("a day tallied twice") {
    folder.append("incidents.csv", "2024-01-01,insurgent-attacks,capital,2,0,event-data\n");
    CHECK(only_problem(folder).find(
              "incidents.csv:63:1: date: '2024-01-01' is tallied in line 2 already for stream "
              "'insurgent-attacks' in zone 'capital'") == 0);
  }
  SUBCASE("a column twice") {
    folder.replace("incidents.csv", "zone,count,killed_civilians", "zone,count,count");
    CHECK(only_problem(folder).find("incidents.csv:1:24: 'count' stands twice in the header") == 0);
  }
  SUBCASE("a coverage that ends before it begins") {
    folder.replace("mission.toml", "daily_from = 2024-01-01", "daily_from = 2024-06-30");
    CHECK(only_problem(folder).find("daily_to: '2024-06-29' comes before daily_from") != std::string::npos);
  }
  SUBCASE("an unknown key in mission.toml") {
    folder.replace("mission.toml", "horizon_months", "horizont_months");
    CHECK(only_problem(folder).find("mission.toml:8:") == 0);
  }
  SUBCASE("a plan whose gate has no owner") {
    folder.replace("plans/two-steps.toml", "owner = \"host\"\n", "");
    CHECK(only_problem(folder).find("phase[1].gate.owner: is missing") != std::string::npos);
  }
  SUBCASE("a plan that closes a site that does not exist") {
    folder.replace("plans/two-steps.toml", "south-base", "sout-base");
    CHECK(only_problem(folder).find("'sout-base', which is not in sites.csv; did you mean 'south-base'?") !=
          std::string::npos);
  }
  SUBCASE("a plan signed in an unknown way") {
    folder.replace("plans/two-steps.toml", "signed = \"agreement\"", "signed = \"us\"");
    CHECK(only_problem(folder).find("signed: 'us' is not known here; write \"agreement\"") !=
          std::string::npos);
  }
  SUBCASE("a plan that waits for the agreement and is unilateral") {
    folder.replace("plans/two-steps.toml", "signed = ", "unilateral = \"coalition\"\nsigned = ");
    CHECK(only_problem(folder).find("unilateral: 'coalition' stands beside signed") != std::string::npos);
  }
  SUBCASE("a unilateral plan of nobody") {
    folder.replace("plans/two-steps.toml", "signed = \"agreement\"", "unilateral = \"hots\"");
    CHECK(only_problem(folder).find("names 'hots', which is not in mission.toml [[party]]; did you mean "
                                    "'host'?") != std::string::npos);
  }
  SUBCASE("a phase before its predecessor") {
    folder.replace("plans/two-steps.toml", "earliest = \"2025-06\"", "earliest = \"2024-12\"");
    CHECK(only_problem(folder).find("before its predecessor") != std::string::npos);
  }
  SUBCASE("a band below force protection") {
    folder.replace("plans/two-steps.toml", "north = 200", "north = 20");
    const auto problems = check_mission(folder.mission());
    CHECK(to_string(problems[0]).find("below the 60 persons that force protection alone asks for in North") !=
          std::string::npos);
  }
  SUBCASE("a theatre left without the site that sustains it") {
    folder.replace("sites.csv", "800,900,1500,,", "800,900,1500,north,");
    const auto problems = check_mission(folder.mission());
    REQUIRE(problems.size() == 2);  // in both phases
    CHECK(to_string(problems[0]).find("while North, which it sustains, still holds 400") !=
          std::string::npos);
  }
}

TEST_CASE("nothing known after the as-of date leaves a trace") {
  const Date as_of = date_of(2024, 6, 10);
  const Folder plain;
  const Folder changed;
  // The spokesman's, the ministry's and the event data's rows become known after the as-of date: perturb
  // them.
  changed.replace("facts.csv", "f2,us-troops,count,2000", "f9,us-troops,count,9999");
  changed.replace("positions.csv", "government,mission-end,6,9,12", "government,mission-end,1,2,3");
  changed.append("incidents.csv", "2024-06-28,insurgent-attacks,hills,40,9,event-data\n");
  changed.append("calendar.csv", "2025-01-01,A new mandate,mandate_end,spokesman\n");
  changed.replace("sources.csv", "Event data set", "Another title");
  const Mission before = load_mission(plain.mission(), {.as_of = as_of});
  const Mission after = load_mission(changed.mission(), {.as_of = as_of});
  CHECK(before.facts.empty());
  CHECK(before.daily_counts.empty());
  CHECK(before.daily_coverage[0].from > before.daily_coverage[0].to);
  CHECK(before.ratings.size() == 2);
  CHECK(before.inputs_sha256 == after.inputs_sha256);
  // The same changes are seen on the folder's own date.
  CHECK(load_mission(plain.mission()).inputs_sha256 != load_mission(changed.mission()).inputs_sha256);
}

TEST_CASE("days whose incidents are still to be published are not quiet days") {
  // A source that brings out each month's incidents on the first of the next, seen at the end of May and in
  // the middle of June 2024.
  const Folder folder;
  std::string rows;
  for (const char* row : {"2024-03-01,insurgent-attacks,hills,1,0,gazetteer,2024-04-01",
                          "2024-04-20,insurgent-attacks,hills,2,0,gazetteer,2024-05-01",
                          "2024-05-20,insurgent-attacks,hills,3,0,gazetteer,2024-06-01"})
    rows += std::string(row) + '\n';
  write_file_atomically(folder.mission() / "incidents.csv",
                        "date,stream,zone,count,killed_civilians,source,known_from\n" + rows);
  folder.replace("mission.toml", "daily_source = \"event-data\"", "daily_source = \"gazetteer\"");
  const auto covered_to = [&](Date as_of) {
    const Mission mission = load_mission(folder.mission(), {.as_of = as_of});
    return mission.daily_coverage.at(0).to;
  };
  CHECK(covered_to(date_of(2024, 5, 31)) == date_of(2024, 4, 30));
  CHECK(covered_to(date_of(2024, 6, 15)) == date_of(2024, 5, 31));
}

TEST_CASE("the inputs' hash does not depend on columns' order or blank lines") {
  const Folder plain;
  const Folder changed;
  changed.replace("functions.csv", "id,name\nfires,Fires", "name,id\nFires,fires");
  changed.replace("functions.csv", "logistics,Logistics\nintelligence,Intelligence and surveillance",
                  "\nLogistics,logistics\nIntelligence and surveillance,intelligence");
  CHECK(load_mission(plain.mission()).inputs_sha256 == load_mission(changed.mission()).inputs_sha256);
}

TEST_CASE("today's troops are those of the count that holds on the as-of day") {
  const Folder folder;
  const auto in_the_south = [&](const std::string& rows) {
    folder.write("troops.csv", "actor,region,from,to,low,best,high,source,known_from\n" + rows);
    return posture_today(load_mission(folder.mission())).troops[0].value;
  };
  const std::string now = "coalition,south,2024-06-15,,,800,,spokesman,\n";
  CHECK(in_the_south(now) == 800);
  CHECK(in_the_south("coalition,south,2024-01-01,,,900,,spokesman,\n" + now) == 800);
  CHECK(in_the_south("") == 0);
  SUBCASE("what is announced for later is not there yet") {
    const std::string later = "coalition,south,2025-01-01,,,100,,spokesman,\n";
    CHECK(in_the_south(now + later) == 800);
    CHECK(in_the_south(later) == 0);
  }
  SUBCASE("a surge that has ended") {
    const std::string base = "coalition,south,2024-01-01,,,500,,spokesman,\n";
    CHECK(in_the_south(base + "coalition,south,2024-03-01,2024-04-30,,1500,,spokesman,\n") == 500);
    CHECK(in_the_south(base + "coalition,south,2024-03-01,2024-06-30,,1500,,spokesman,\n") == 1500);
  }
  SUBCASE("a count of a period that has ended is the newest there is until a later one says otherwise") {
    const std::string ended = "coalition,south,2023-01-01,2023-12-31,,700,,spokesman,\n";
    CHECK(in_the_south("coalition,south,2022-01-01,2022-12-31,,900,,spokesman,\n" + ended) == 700);
    CHECK(in_the_south(ended + "coalition,south,2024-01-01,,,0,,spokesman,\n") == 0);
  }
}

TEST_CASE("a statement made after the as-of date leaves no trace") {
  const Folder folder;
  const LoadOptions options{.as_of = date_of(2024, 6, 18), .overlays = {}};
  const auto sha = [&] { return load_mission(folder.mission(), options).inputs_sha256; };
  const std::string before = sha();
  const auto later = [&](const std::string& headers) {
    folder.write("statements/later.txt", "party: host\n" + headers + "Words.\n");
    const Mission mission = load_mission(folder.mission(), options);
    CHECK((mission.inputs_sha256 == before) == (mission.statements.size() == 2));
    return mission.statements.size() == 2;
  };
  CHECK(later("date: 2024-06-19\n"));
  CHECK_FALSE(later("date: 2024-06-18\n"));
  CHECK_FALSE(later("source: ministry\ndate: 2024-06-18\n"));
  CHECK(later("note: read out\nsource: ministry\n"));  // published on 20 June
  CHECK_FALSE(later("source: spokesman\n"));
  folder.write("statements/later.txt", "party: host\nWords.\n");
  CHECK(only_problem(folder, options)
            .find("statements/later.txt:1: date: is missing, and the mission is looked at from 2024-06-18") ==
        0);
  CHECK(check_mission(folder.mission()).empty());  // from the mission's own day
  folder.write("statements/later.txt", "party: host\ndate: 2024-06-31\nWords.\n");
  CHECK(only_problem(folder) ==
        "statements/later.txt:2: date: '2024-06-31' is not a valid date; write YYYY-MM-DD, for example "
        "2024-01-27");
}

TEST_CASE("what the author judged needs a day of its own when the mission is looked at from an earlier day") {
  const Folder folder;
  const LoadOptions earlier{.as_of = date_of(2024, 6, 10), .overlays = {}};
  SUBCASE("a red line") {
    folder.replace("mission.toml", "known_from = 2020-01-01 ", "");
    CHECK(only_problem(folder, earlier)
              .find("known_from: is missing, and the mission is looked at from 2024-06-10, "
                    "before it was written on 2024-06-30") != std::string::npos);
  }
  SUBCASE("a red line that was stated later does not judge") {
    const auto before = load_mission(folder.mission(), earlier).rules.at(0).lines.size();
    folder.replace("mission.toml", "known_from = 2020-01-01 ", "known_from = 2024-06-11 ");
    CHECK(load_mission(folder.mission(), earlier).rules.at(0).lines.size() + 1 == before);
    CHECK(load_mission(folder.mission()).rules.at(0).lines.size() == before);
  }
  SUBCASE("an issue") {
    folder.replace("issues.csv", "1200,own-judgement,2020-01-01", "1200,own-judgement,");
    CHECK(only_problem(folder, earlier).find("issues.csv:3:") == 0);
  }
  SUBCASE("an assumption") {
    folder.replace("assumptions.csv", "past-cases,2020-01-01", "past-cases,");
    CHECK(only_problem(folder, earlier).find("assumptions.csv:3:") == 0);
    CHECK(check_mission(folder.mission()).empty());
  }
}

TEST_CASE("correlations are of two assumptions that can be correlated so") {
  const Folder folder;
  const std::string header = "first,second,rank_correlation,reason,source,known_from\n";
  const auto problem = [&](const std::string& rows) {
    folder.write("correlations.csv", header + rows);
    return only_problem(folder);
  };
  const std::string a =
      "exposure_elasticity,insurgent_response_to_closure,0.6,both,own-judgement,2020-01-01\n";
  const std::string b =
      "insurgent_response_to_closure,strike_after_lethal_attack,0.6,both,own-judgement,2020-01-01\n";
  folder.write("correlations.csv", header + a + b);
  CHECK(load_mission(folder.mission()).correlations.size() == 2);
  CHECK(problem("exposure_elastic,strike_after_lethal_attack,0.5,both,own-judgement,\n")
            .find("correlations.csv:2:1:") == 0);
  CHECK(problem("exposure_elasticity,exposure_elasticity,0.5,both,own-judgement,\n")
            .find("name two assumptions") != std::string::npos);
  CHECK(problem(a + a).find("twice") != std::string::npos);
  CHECK(problem(a + b + "exposure_elasticity,strike_after_lethal_attack,-0.9,both,own-judgement,\n")
            .find("contradicts the rows before it") != std::string::npos);
}

TEST_CASE("a mission of which nothing was known yet is not assessed") {
  const Folder folder;
  // The framework agreement is known from 2020; cases elsewhere, from 2023, do not count.
  CHECK(
      only_problem(folder, {.as_of = date_of(1990, 1, 1), .overlays = {}}) ==
      "as-of date: '1990-01-01' comes before anything in this mission was known; the first row is known from "
      "2020-01-01");
  CHECK(check_mission(folder.mission(), {.as_of = date_of(2020, 1, 1), .overlays = {}}).empty());
  CHECK_THROWS_AS(load_mission(folder.mission(), {.as_of = date_of(2019, 12, 31), .overlays = {}}),
                  InputError);
  folder.replace("mission.toml", "as_of = 2024", "as_of = 1024");
  CHECK(only_problem(folder).find("mission.as_of: '1024-06-30' comes before anything") != std::string::npos);
}

TEST_CASE("a plan's month for the end of the mission agrees with its phases") {
  const Folder folder;
  const auto problem = [&](const std::string& month) {
    const Folder changed;
    changed.replace("plans/two-steps.toml", "mission_end = \"2025-06\"", "mission_end = \"" + month + "\"");
    const auto problems = check_mission(changed.mission());
    return problems.empty() ? std::string{} : to_string(problems.front());
  };
  // The label goes away in the south with its troops, from 2025-01 on, and in the north in July 2025 at the
  // latest.
  CHECK(problem("2025-01").empty());
  CHECK(problem("2025-08").empty());
  CHECK(problem("2024-12") ==
        "plans/two-steps.toml: mission_end: '2024-12' is given, but the mission begins to end in phase "
        "'Close the "
        "southern base', planned 2025-01; make the month and the phase agree");
  CHECK(problem("2026-02").find("is given, but the mission has ended with phase 'End the mission") !=
        std::string::npos);
  SUBCASE("one phase ends it all") {
    folder.replace("plans/two-steps.toml", "troops = { south = 0 }", "troops = { south = 500 }");
    folder.replace("plans/two-steps.toml", "close = [\"south-base\"]\n", "");
    folder.replace("plans/two-steps.toml", "[presence_end]\nsouth = \"2025-06\"\n", "");
    folder.replace("plans/two-steps.toml", "label = { north", "label = { south = \"bilateral\", north");
    folder.replace("plans/two-steps.toml", "high = 200", "high = 900");
    folder.replace("plans/two-steps.toml", "mission_end = \"2025-06\"", "mission_end = \"2023-06\"");
    CHECK(only_problem(folder) ==
          "plans/two-steps.toml: mission_end: '2023-06' is given, but the mission ends in phase 'End the "
          "mission, "
          "stay in the north under a bilateral agreement', planned 2025-06; make the month and the phase "
          "agree");
  }
  SUBCASE("no phase ends it") {
    folder.replace("plans/two-steps.toml", "label = { north = \"bilateral\" }\n", "");
    CHECK(only_problem(folder).find("mission_end: '2025-06' is given, but no phase ends the mission") !=
          std::string::npos);
  }
  SUBCASE("a gate without a last month may wait for ever") {
    folder.replace("plans/two-steps.toml", "latest = \"2025-05\"\n", "");
    folder.replace("plans/two-steps.toml", "mission_end = \"2025-06\"", "mission_end = \"2026-02\"");
    CHECK(check_mission(folder.mission()).empty());
  }
}
