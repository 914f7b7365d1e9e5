#include "mission/secrets.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace handover;

namespace {

Site site(const char* id, const char* name) {
  Site made;
  made.id = id, made.name = name;
  return made;
}

SecretSearch search_for(const char* words, Edition edition = Edition::published) {
  return SecretSearch({{words, Audience::own_side}}, edition);
}

bool holds(const std::vector<Secret>& secrets, const std::string& words) {
  return std::any_of(secrets.begin(), secrets.end(), [&](const Secret& one) { return one.words == words; });
}

}  // namespace

TEST_CASE("a name is found as whole words, whatever its case, accents, apostrophes and hyphens") {
  const auto search = search_for("Ain al-Asad");
  for (const char* text : {"Ain al-Asad", "at ain al asad,", "AIN-AL-ASAD", "Ain\nal\tAsad",
                           "\xCA\xBF"
                           "Ain al-Asad",
                           "A\xC3\xAFn al-Asad", "(Ain al-Asad)"}) {
    CAPTURE(text);
    CHECK(search.first_in(text) == "Ain al-Asad");
  }
  for (const char* text : {"Ain", "again al-Asad", "Ain al-Asadi", "", "al-Asad Ain"}) {
    CAPTURE(text);
    CHECK_FALSE(search.finds(text));
  }
}

TEST_CASE("short names are protected as whole words") {
  CHECK(search_for("K1").finds("lethal attack on K1"));
  CHECK(search_for("K1").finds("k1, again"));
  CHECK_FALSE(search_for("K1").finds("K12 and AK1"));
  CHECK(search_for("Al").finds("the base Al is closed"));
  CHECK_FALSE(search_for("Al").finds("in al-Hasakah"));  // another case: another word
  CHECK_FALSE(search_for("In").finds("expulsion in 2025"));
  CHECK(search_for("\xD8\xB9\xD9\x8A\xD9\x86")
            .finds("\xD9\x82\xD8\xB1\xD8\xA8 \xD8\xB9\xD9\x8A\xD9\x86"));  // Arabic
}

TEST_CASE("only those who may read a secret are not searched") {
  const std::vector<Secret> secrets = {
      {"Camp One", Audience::own_side}, {"stated line", Audience::joint}, {"their line", Audience::host}};
  const auto found = [&](Edition edition, const char* text) {
    return SecretSearch(secrets, edition).finds(text);
  };
  CHECK(found(Edition::joint, "Camp One"));
  CHECK_FALSE(found(Edition::coalition, "Camp One"));
  CHECK_FALSE(found(Edition::joint, "stated line"));
  CHECK(found(Edition::published, "stated line"));
  CHECK(found(Edition::coalition, "their line"));
  CHECK_FALSE(found(Edition::host, "their line"));
}

TEST_CASE("a site's id, its proper name and what stands in brackets are secret; a zone's name is not") {
  Mission mission;
  mission.zones.resize(1);
  mission.zones[0].id = "erbil", mission.zones[0].name = "Erbil";
  mission.sites = {site("k1", "K1 air base"), site("erbil", "Erbil air base (with Harir)"),
                   site("centre", "Centre (Union III and the support hub)")};
  const auto secrets = secrets_of(mission);
  for (const char* words :
       {"k1", "K1 air base", "K1", "Erbil air base", "Harir", "Union III", "support hub", "centre"}) {
    CAPTURE(words);
    CHECK(holds(secrets, words));
  }
  CHECK_FALSE(holds(secrets, "erbil"));
  CHECK_FALSE(holds(secrets, "Erbil"));
}

TEST_CASE("a red line is read by those for whom it is on the table") {
  Mission mission;
  mission.parties = {{"co", "Coalition", Side::coalition, true}, {"ho", "Host", Side::host, true}};
  RedLine stated, guessed;
  stated.words = "stated", guessed.words = "guessed", stated.illustrative = false,
  guessed.illustrative = true;
  mission.rules = {{PartyId{0}, {stated, guessed}}};
  CHECK(audience_of(mission, mission.rules[0], stated) == Audience::joint);
  CHECK(audience_of(mission, mission.rules[0], guessed) == Audience::own_side);
  mission.private_views = {PartyId{0}};
  CHECK(audience_of(mission, mission.rules[0], stated) == Audience::coalition);
}

TEST_CASE("words of a name are parts of it, small words are not") {
  const auto search = search_for("Field Post Zebra");
  CHECK(search.finds_part("zebra"));
  CHECK(search.finds_part("Field"));
  CHECK_FALSE(search.finds_part("zeb"));
  CHECK_FALSE(search.finds_part("the"));
}

TEST_CASE("a public name that holds a site's name is told before any work") {
  Mission mission;
  mission.title = "Handover of Camp X";
  mission.sites = {site("camp-x", "Camp X")};
  const auto telling = telling_name(mission, Edition::published);
  REQUIRE(telling);
  CHECK(telling->what == "the title");
  CHECK(telling->secret == "camp-x");
  CHECK_FALSE(telling_name(mission, Edition::host));
  mission.title = "Handover";
  CHECK_FALSE(telling_name(mission, Edition::published));
}
