#include "brief/zone_map.h"

#include "base/files.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::brief;

namespace {

// Two square zones side by side and a third without an outline.
struct MadeUp {
  std::filesystem::path folder = std::filesystem::temp_directory_path() / "handover_zone_map_test";
  Mission mission;
  threat::StreamReport stream;

  MadeUp() {
    std::filesystem::create_directories(folder);
    mission.as_of = date_of(2024, 6, 30);
    for (const char* id : {"west", "east", "far"}) {
      Zone zone;
      zone.id = id, zone.name = std::string("The ") + id;
      mission.zones.push_back(zone);
    }
    mission.zones[0].map_code = "ZZ-W", mission.zones[1].map_code = "ZZ-E";
    write_square("ZZ-W", 10.0);
    write_square("ZZ-E", 11.0);
    stream.name = "Attacks";
    stream.has_zonal = stream.zonal_data_fresh = true;
    stream.next_days_by_zone = {12.4, 0.02, 3.0};
  }
  ~MadeUp() { std::filesystem::remove_all(folder); }
  void write_square(const std::string& code, double west) const {
    const auto at = [](double x, double y) {
      return "[" + std::to_string(x) + "," + std::to_string(y) + "]";
    };
    write_file_atomically(folder / (code + ".json"), R"({"type":"Polygon","coordinates":[[)" + at(west, 40) +
                                                         "," + at(west + 1, 40) + "," + at(west + 1, 41) +
                                                         "," + at(west, 41) + "," + at(west, 40) + "]]}");
  }
};

}  // namespace

TEST_CASE("a map of fresh data has each zone's expected count, round classes and the zones it cannot draw") {
  const MadeUp made_up;
  const ZoneMap result = zone_map(made_up.mission, made_up.stream, made_up.folder);
  REQUIRE(result.map);
  REQUIRE(result.map->areas.size() == 2);
  CHECK(result.map->areas[0].value == 12.4);
  CHECK(result.map->areas[0].text == "12");
  CHECK(result.map->areas[1].text == "<0.1");
  CHECK(result.map->breaks == std::vector<double>{2.0, 4.0, 6.0, 8.0});
  CHECK(result.map->frame.note.starts_with("Most: The west 12, The far 3.0, The east <0.1."));
  CHECK(result.without_shape == std::vector<std::string>{"The far"});
  CHECK(result.map->frame.subtitle ==
        "Expected incidents by zone in the 30 days after 2024-06-30; 15 on the whole map");
  const std::string svg = charts::svg_document(charts::area_map(*result.map));
  CHECK(svg.find("The west") != std::string::npos);
  CHECK(result.map->frame.note.ends_with("; no outline for The far"));
  CHECK(svg.find("8 and over") != std::string::npos);
}

TEST_CASE("classes of rare incidents are told apart") {
  MadeUp made_up;
  made_up.stream.next_days_by_zone = {0.07, 0.03, 0.0};
  const ZoneMap result = zone_map(made_up.mission, made_up.stream, made_up.folder);
  REQUIRE(result.map);
  CHECK(charts::area_map(*result.map).body.find("0.02 to 0.04") != std::string::npos);
}

TEST_CASE("no map of old data, of nothing by zone, or without outlines; the reason is said") {
  MadeUp made_up;
  const auto why = [&](const std::filesystem::path& folder) {
    const ZoneMap result = zone_map(made_up.mission, made_up.stream, folder);
    CHECK_FALSE(result.map);
    return result.why_not;
  };
  CHECK(why(made_up.folder / "nowhere").find("no zone has a file in the folder of boundaries") == 0);
  made_up.stream.zonal_data_fresh = false;
  CHECK(why(made_up.folder) == "the last datum by zone is over 24 months old");
  made_up.stream.has_zonal = false;
  CHECK(why(made_up.folder) == "nothing is known by zone");
}
