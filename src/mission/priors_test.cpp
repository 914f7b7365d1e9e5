#include "mission/priors.h"

#include "mission/mission.h"
#include "mission/test_folder.h"

#include <doctest/doctest.h>

using namespace handover;

TEST_CASE("every prior has a spread within its own bounds, a meaning and a source") {
  for (const PriorKey& key : prior_keys()) {
    CAPTURE(key.key);
    CHECK(key.least_spread < key.spread);
    CHECK(key.spread < key.most_spread);
    CHECK_FALSE(key.meaning.empty());
    CHECK_FALSE(key.source.empty());
    CHECK(prior_named(key.key) == key.prior);
    CHECK(Priors()[key.prior].centre == key.centre);
    if (key.scale == PriorScale::logarithm) CHECK(key.centre > 0.0);
    if (key.scale == PriorScale::log_odds) CHECK((key.centre > 0.0 && key.centre < 1.0));
  }
  CHECK_FALSE(prior_named("walk").has_value());
}

TEST_CASE("the mean of a prior lies on the scale on which it is normal") {
  CHECK(PriorValue{.centre = 0.5}.mean(PriorScale::log_odds) == 0.0);
  CHECK(PriorValue{.centre = 1.0}.mean(PriorScale::logarithm) == 0.0);
  CHECK(PriorValue{.centre = -1.0}.mean(PriorScale::plain) == -1.0);
}

TEST_CASE("a mission replaces priors one by one, each with its source") {
  const Folder folder;
  const std::string before = load_mission(folder.mission()).inputs_sha256;
  folder.append("mission.toml",
                "\n[priors.dispersion]\ncentre = 2.0\nspread = 0.5\nsource = \"inspector\"\n"
                "[priors.background_step]\nspread = 0.1\nsource = \"inspector\"\n");
  const Mission mission = load_mission(folder.mission());
  CHECK(mission.priors[PriorName::dispersion].centre == 2.0);
  CHECK(mission.priors[PriorName::dispersion].spread == 0.5);
  CHECK(mission.priors[PriorName::dispersion].stated);
  CHECK(mission.priors[PriorName::background_step].spread == 0.1);
  CHECK(mission.priors[PriorName::season].spread == key_of(PriorName::season).spread);
  CHECK_FALSE(mission.priors[PriorName::season].stated);
  CHECK(mission.inputs_sha256 != before);
}

TEST_CASE("priors that make no sense are refused where they stand") {
  const Folder folder;
  const auto refused = [&folder](const std::string& text, const std::string& part) {
    const std::string kept = folder.text_of("mission.toml");
    folder.append("mission.toml", "\n" + text);
    const std::string problem = only_problem(folder);
    CAPTURE(problem);
    CHECK(problem.find("mission.toml:") == 0);
    CHECK(problem.find(part) != std::string::npos);
    folder.write("mission.toml", kept);
  };
  refused("[priors.dispersion]\nspread = 50.0\nsource = \"inspector\"\n", "spread");
  refused("[priors.dispersion]\ncentre = -1.0\nsource = \"inspector\"\n", "centre");
  refused("[priors.season]\ncentre = 1.0\nspread = 0.2\nsource = \"inspector\"\n", "is fixed");
  refused("[priors.dispersion]\nspread = 0.5\n", "name the source");
  refused("[priors.dispersion]\nspread = 0.5\nsource = \"nobody\"\n", "nobody");
  refused("[priors.dispersion]\nsource = \"inspector\"\n", "write centre, spread or both");
  refused("[priors.dispertion]\nspread = 0.5\nsource = \"inspector\"\n", "dispertion");
}
