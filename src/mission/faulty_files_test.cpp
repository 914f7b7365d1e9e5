// What spoils a whole file of a mission: each fault is told once, at its cause, and nothing is lost in
// silence.
#include "mission/row_reader.h"
#include "mission/test_folder.h"

using namespace handover;

TEST_CASE("a table or plan that nobody would read is reported") {
  const Folder folder;
  SUBCASE("a misspelt table") {
    std::filesystem::rename(folder.mission() / "calendar.csv", folder.mission() / "calender.csv");
    CHECK(only_problem(folder) == "calender.csv: is not a table of a mission; did you mean 'calendar.csv'?");
  }
  SUBCASE("a table of something else") {
    folder.write("forecast-draws.CSV", "a,b\n");
    CHECK(only_problem(folder).find("forecast-draws.CSV: is not a table of a mission; move it out") == 0);
  }
  SUBCASE("a name that is not UTF-8") {
    folder.write("caf\xE9.csv", "a,b\n");
    CHECK(only_problem(folder).find("caf?.csv: is not a table of a mission") == 0);
  }
  SUBCASE("in an overlay") {
    folder.write("overlays/ours/rule.toml", "party = \"host\"\n");
    CHECK(only_problem(folder) ==
          "overlays/ours/rule.toml: is not a file of an overlay; did you mean 'rules.toml'?");
  }
  SUBCASE("beside the overlays") {
    folder.write("overlays/rules.toml", "party = \"host\"\n");
    CHECK(only_problem(folder).find("overlays/rules.toml: is not a file of an overlay; put it") == 0);
  }
  SUBCASE("files that are no tables, and files of other commands") {
    folder.write("notes.txt", "");
    folder.write(".lock.csv", "");
    folder.write("import.toml", "");
    folder.write("outcomes.csv", "");
    CHECK(check_mission(folder.mission()).empty());
  }
}

TEST_CASE("a stream said to be covered by day needs a row") {
  const Folder folder;
  folder.write("incidents.csv", "date,stream,zone,count,killed_civilians,source\n");
  CHECK(only_problem(folder).find(
            "stream[1].daily_from: '2024-01-01' is given, but incidents.csv has no row of "
            "'insurgent-attacks'") != std::string::npos);
  // A stream that was quiet all the time; seen from a day when not even that had been published.
  folder.append("incidents.csv", "2024-06-29,insurgent-attacks,hills,0,0,event-data\n");
  CHECK(check_mission(folder.mission()).empty());
  CHECK(check_mission(folder.mission(), {.as_of = date_of(2024, 6, 10)}).empty());
}

TEST_CASE("a file that cannot be read is the only problem, whatever refers to it") {
  const Folder folder;
  const auto with_separator = [&](const std::string& file, char separator) {
    std::string text = folder.text_of(file);
    std::replace(text.begin(), text.end(), ',', separator);
    folder.write(file, text);
  };
  SUBCASE("a slip in mission.toml") {
    folder.append("mission.toml", "x = \n");
    CHECK(only_problem(folder).find("is not TOML") != std::string::npos);
  }
  SUBCASE("no mission.toml") {
    std::filesystem::remove(folder.mission() / "mission.toml");
    CHECK(only_problem(folder).find("mission.toml: is missing") == 0);
  }
  SUBCASE("no as-of date") {
    folder.replace("mission.toml", "as_of = 2024-06-30", "");
    CHECK(only_problem(folder).find("mission.as_of: is missing") != std::string::npos);
  }
  SUBCASE("a required table is missing") {
    for (const char* file : {"zones.csv", "sources.csv", "actors.csv", "sites.csv"}) {
      const Folder another;
      std::filesystem::remove(another.mission() / file);
      CHECK(only_problem(another) ==
            std::string(file) + ": is missing; a mission needs it; `handover new` writes an example");
    }
  }
  SUBCASE("a table is missing that others need") {
    std::filesystem::remove(folder.mission() / "functions.csv");
    CHECK(only_problem(folder) ==
          "functions.csv: is missing, but ratings.csv:2 names 'fires' of it; add it; "
          "`handover new` writes an example");
  }
  SUBCASE("a table holds its header only") {
    folder.write("units.csv", "id,name,actor,source\n");
    CHECK(only_problem(folder) ==
          "units.csv: holds nothing that is known, but ratings.csv:2 names 'army-1' of it; "
          "add what is named");
  }
  SUBCASE("semicolons that stand in a list too") {
    with_separator("zones.csv", ';');
    CHECK(
        only_problem(folder) ==
        "zones.csv:3: has 12 fields where the header has 11; quote fields that hold a comma, and leave empty "
        "fields empty");
  }
  SUBCASE("Latin-1 is read, and its faults are told") {
    folder.append("actors.csv", "caf\xE9,A caf\xE9,threat,,,gazetteer,\n");
    CHECK(only_problem(folder).find("actors.csv:8:1: id: 'caf\xC3\xA9' is not a name") == 0);
  }
  SUBCASE("UTF-16") {
    folder.write("sites.csv", std::string("\xFF\xFEi\0d\0", 6));
    CHECK(only_problem(folder) == "sites.csv: is UTF-16; save it as UTF-8");
  }
  SUBCASE("a statement in Latin-1") {
    folder.append("statements/host.txt", "caf\xE9\n");
    CHECK(only_problem(folder).find("statements/host.txt:4:4: is not UTF-8") == 0);
  }
  SUBCASE("an empty file") {
    folder.write("zones.csv", "");
    CHECK(only_problem(folder).find("zones.csv: is empty") == 0);
  }
  SUBCASE("a header without the column of names") {
    folder.replace("assessors.csv", "id,name", "ident,name");
    const auto problems = check_mission(folder.mission());
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].what == "is missing from the header");
    CHECK(problems[1].what == "is not a column of this table");
  }
}

TEST_CASE("faults of single tables are told also when mission.toml cannot be read") {
  const Folder folder;
  folder.append("mission.toml", "x = \n");
  folder.append("zones.csv", "marsh,Marsh\n");
  const auto problems = check_mission(folder.mission());
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].file == "mission.toml");
  CHECK(problems[1].file == "zones.csv");
}

TEST_CASE("every name stands for one row") {
  const auto twice = [](const std::string& file, int line) {
    const Folder folder;
    std::string text = folder.text_of(file);
    const auto begin = text.find('\n') + 1;
    folder.append(file, text.substr(begin, text.find('\n', begin) + 1 - begin));
    const std::string problem = only_problem(folder);
    CHECK_MESSAGE(problem.find(fmt::format("{}:{}:1: id: '", file, line)) == 0, problem);
    CHECK_MESSAGE(problem.find("is there twice, first in line 2") != std::string::npos, problem);
  };
  twice("facts.csv", 4);
  twice("instruments.csv", 3);
  twice("commitments.csv", 3);
  twice("units.csv", 4);
  twice("issues.csv", 4);
  twice("zones.csv", 5);
  twice("actors.csv", 8);
  twice("sources.csv", 9);
  const Folder folder;
  folder.write("plans/a-copy.toml", folder.text_of("plans/two-steps.toml"));
  CHECK(only_problem(folder) ==
        "plans/two-steps.toml:2:6: id: 'two-steps' is the id of plans/a-copy.toml too; give every plan a "
        "name of its "
        "own");
}

TEST_CASE("a row that takes another's name is one problem, and so is a day that is none") {
  const Folder folder;
  SUBCASE("a name") {
    folder.replace("zones.csv", "plain,Plain", "hills,Plain");
    CHECK(only_problem(folder).find("zones.csv:4:1: id: 'hills' is there twice, first in line 3") == 0);
  }
  SUBCASE("a day of knowledge") {
    folder.replace("facts.csv", "host,ministry,,", "host,ministry,2024-06-31,");
    CHECK(only_problem(folder).find("known_from: '2024-06-31' is not a valid date") != std::string::npos);
  }
}

TEST_CASE("more names than an index can tell apart are too many") {
  Names names("units.csv");
  for (std::size_t i = 0; i < Names::kMost; ++i) REQUIRE(names.add(std::to_string(i)));
  CHECK_FALSE(names.add("one more"));
  CHECK(names.find("65534") == 65534);
  CHECK_FALSE(names.find("one more"));

  const Folder folder;
  std::string rows;
  for (std::size_t i = 3; i <= Names::kMost + 2; ++i)
    rows += fmt::format("army-{},A division,army,gazetteer\n", i);
  folder.append("units.csv", rows);
  CHECK(only_problem(folder) ==
        "units.csv:65537:1: id: 'army-65536' is one name too many; keep to 65535 rows");
}

TEST_CASE("a scale without the level from which a function stands alone is refused") {
  const Folder folder;
  SUBCASE("left out") {
    folder.replace("mission.toml", "alone_from = \"alone\"\n", "");
    CHECK(only_problem(folder).find("rating_scale.alone_from: is missing") != std::string::npos);
  }
  SUBCASE("the level that everybody reaches") {
    folder.replace("mission.toml", "alone_from = \"alone\"", "alone_from = \"cannot\"");
    CHECK(only_problem(folder).find("rating_scale.alone_from: 'cannot' is the lowest level") !=
          std::string::npos);
  }
  SUBCASE("no scale where nothing is rated") {
    const std::string text = folder.text_of("mission.toml");
    folder.write("mission.toml", text.substr(0, text.find("[rating_scale]")));
    CHECK(only_problem(folder).find("mission.toml [rating_scale]: is missing, but ratings.csv:2 names") == 0);
    std::filesystem::remove(folder.mission() / "ratings.csv");
    CHECK(check_mission(folder.mission()).empty());
  }
}

TEST_CASE("an overlay speaks for one party") {
  const Folder folder;
  const LoadOptions options{.as_of = {}, .overlays = {"ours"}};
  const std::string header =
      folder.text_of("positions.csv").substr(0, folder.text_of("positions.csv").find('\n') + 1);
  folder.write("overlays/ours/rules.toml", "party = \"host\"\n");
  folder.write("overlays/ours/positions.csv",
               header + "government,mission-end,3,4,5,70,80,90,50,60,70,yes,yes,ministry\n");
  SUBCASE("its own positions are replaced") {
    const Mission mission = load_mission(folder.mission(), options);
    CHECK(mission.positions.back().position.mode == 4);
    CHECK(mission.positions.size() == load_mission(folder.mission()).positions.size());
  }
  SUBCASE("another party's are refused") {
    folder.append("overlays/ours/positions.csv",
                  "coalition,mission-end,3,4,5,70,80,90,50,60,70,yes,yes,ministry\n");
    CHECK(
        only_problem(folder, options)
            .find(
                "overlays/ours/positions.csv:3:1: actor: 'coalition' is not an actor of the party 'host'") ==
        0);
  }
  SUBCASE("no actors at all") {
    folder.write("actors.csv", "id,name,roles,source\n");
    CHECK(to_string(check_mission(folder.mission(), options).front())
              .find("actors.csv: holds nothing that is known") == 0);
    std::filesystem::remove(folder.mission() / "actors.csv");
    CHECK(only_problem(folder, options).find("actors.csv: is missing") == 0);
  }
  SUBCASE("rules that are not TOML") {
    folder.append("overlays/ours/rules.toml", "x = \n");
    CHECK(only_problem(folder, options).find("overlays/ours/rules.toml:2") == 0);
  }
}
