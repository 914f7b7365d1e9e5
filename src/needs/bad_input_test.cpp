// What a user of these two modules gets wrong, and what they are told: one clear line with file, line and
// hint.
#include "base/files.h"
#include "base/test_data.h"
#include "mission/mission.h"
#include "needs/needs.h"

#include <filesystem>
#include <iostream>

#include <doctest/doctest.h>
#include <unistd.h>

using namespace handover;
namespace fs = std::filesystem;

namespace {

struct Mistake {
  const char *file, *right, *wrong;  // the first `right` in the file becomes `wrong`
  const char *told_file, *told;      // some problem names this file and holds these words
};

const Mistake kMistakes[] = {
    {"ratings.csv", ",cannot,", ",superb,", "ratings.csv", "superb"},
    {"ratings.csv", "pmf,", "pmf,", "", ""},
    {"assessors.csv", ",builder", ",", "assessors.csv", "is empty"},
    {"assessors.csv", ",builder", ",friend", "assessors.csv", "friend"},
    {"zones.csv", "33.0,41.5", ",41.5", "zones.csv", "latitude"},
    {"sites.csv", ",anbar,", ",nowhere,", "sites.csv", "nowhere"},
    {"units.csv", "iraqi-army,Iraqi Army,iraqi-army,,", "iraqi-army,Iraqi Army,iraqi-army,2020-01-01,",
     "ratings.csv", "2018-12-31"},
    {"sites.csv", ",anbar,", ",,", "sites.csv", "zone"},
    {"tasks.csv", "coalition;host;third_party;over_the_horizon", "", "tasks.csv", "providers"},
};

std::vector<Problem> problems_after(const fs::path& mission, const fs::path& copy, const Mistake& mistake) {
  fs::remove_all(copy);
  fs::copy(mission, copy, fs::copy_options::recursive);
  std::string text = read_file(copy / mistake.file);
  const auto place = text.find(mistake.right);
  if (place != std::string::npos) text.replace(place, std::string(mistake.right).size(), mistake.wrong);
  write_file_atomically(copy / mistake.file, text);
  return check_mission(copy);
}

}  // namespace

TEST_CASE("mistakes in ratings, assessors, places and tasks are told with file and line") {
  const fs::path mission = fs::path(handover::source_path("")) / "missions" / "iraq-2024";
  if (!fs::exists(mission)) {
    std::cout << "skipped: " << mission.string() << " is not there\n";
    return;
  }
  const fs::path copy = fs::temp_directory_path() / ("handover_bad_input_" + std::to_string(getpid()));
  for (const Mistake& mistake : kMistakes) {
    const auto problems = problems_after(mission, copy, mistake);
    CAPTURE(mistake.wrong);
    if (std::string(mistake.told_file).empty()) {
      CHECK(problems.empty());  // nothing changed: the mission itself is sound
      continue;
    }
    bool told = false;
    for (const Problem& problem : problems) {
      const bool here = problem.file == mistake.told_file && problem.line > 0 && !problem.hint.empty();
      told = told || (here && to_string(problem).find(mistake.told) != std::string::npos);
    }
    CHECK(told);
  }
  fs::copy(mission, copy, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  write_file_atomically(copy / "lift.csv",
                        "mode,persons_per_month,from,source\nroad,0,2024-01-01,judgement\n");
  bool told = false;
  for (const Problem& problem : check_mission(copy)) {
    told = told || (problem.file == "lift.csv" && problem.line == 2);
  }
  CHECK(told);
  fs::remove_all(copy);
}
