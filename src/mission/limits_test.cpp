#include "mission/limits.h"

#include "mission/test_folder.h"

#include <doctest/doctest.h>

using namespace handover;

TEST_CASE("more streams than the simulator can address are refused, as many as it can are not") {
  const auto with_streams = [](std::size_t count) {
    const Folder folder;
    std::string text;
    const std::size_t there = load_mission(folder.mission()).streams.size();
    for (std::size_t i = there; i < count; ++i)
      text += fmt::format(
          "\n[[stream]]\nid = \"more-{0}\"\nname = \"More {0}\"\nkind = \"insurgent\"\nactors = "
          "[\"insurgents\"]\n",
          i);
    folder.append("mission.toml", text);
    return check_mission(folder.mission());
  };
  CHECK(with_streams(kMostStreams).empty());
  const auto problems = with_streams(kMostStreams + 2);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].file == "mission.toml");
  CHECK(problems[0].what == "is one stream too many");
  CHECK(problems[0].hint == "keep to 64");
}
