#include "brief/publish.h"

#include <set>
#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::brief;

namespace {

const char* kDocument = R"({
  "mission": "m", "title": "Handover", "brief": "/home/somebody/x.html", "a_key_of_tomorrow": "secret",
  "assumptions": [{"key": "pressure_today", "low": 0.1}, {"key": "deterrence_half_life_days", "low": 14},
                  {"key": "key_of_tomorrow", "low": 1}],
  "needs": {"persons": 2700, "binding": ["a site holds no more"], "dropped": [{"task": "medevac", "share": 0.4}]},
  "timeline": {
    "answer": {"set": [{"mission_end": "2025-01"}], "words": "held up by the line on deaths"},
    "gate_cards": [{"phase": "Close K1", "planned": "2025-03", "conditions": ["attacks at most 8", "quiet near K1"],
                    "reverses": ["9 deaths"]}],
    "plans": [{"id": "p", "phases": [{"name": "Close K1", "troops": {"south": 700}}]}],
    "price": [{"harms": [{"metric": "civilians", "interval": [1.0, 2.0], "tipping": [{"value": 3}]}]}]}
})";

const std::vector<Secret> kSecrets = {{"K1", Audience::own_side}};

}  // namespace

TEST_CASE("a public document holds what is declared public and nothing else") {
  CHECK(document_for(Edition::published, kDocument, kSecrets) ==
        R"({"mission":"m","title":"Handover","assumptions":[{"key":"pressure_today","low":0.1}],)"
        R"("needs":{"persons":2700},"timeline":{"answer":{"set":[{"mission_end":"2025-01"}]},)"
        R"("gate_cards":[{"planned":"2025-03","conditions":["attacks at most 8"]}],)"
        R"("price":[{"harms":[{"metric":"civilians","interval":[1.0,2.0]}]}]}})");
}

TEST_CASE("the joint document adds steps by region; a side's own adds what is each side's") {
  const std::string joint = document_for(Edition::joint, kDocument, kSecrets);
  CHECK(joint.find(R"("plans":[{"phases":[{"troops":{"south":700}}]}])") != std::string::npos);
  for (const char* closed :
       {"K1", "9 deaths", "held up", "deterrence", "tipping", "tomorrow", "medevac", "/home"}) {
    CAPTURE(closed);
    CHECK(joint.find(closed) == std::string::npos);
  }
  const std::string own = document_for(Edition::host, kDocument, kSecrets);
  for (const char* open : {"Close K1", "9 deaths", "deterrence", "tipping", "a_key_of_tomorrow", "medevac"}) {
    CAPTURE(open);
    CHECK(own.find(open) != std::string::npos);
  }
  CHECK(own.find("a site holds no more") == std::string::npos);  // in no edition
}

TEST_CASE("keys are declared once, and no declaration is empty") {
  std::set<std::string_view> seen;
  for (const DeclaredKey& key : declared_keys()) {
    CAPTURE(std::string(key.path));
    CHECK(seen.insert(key.path).second);
    CHECK_FALSE(key.path.empty());
    CHECK_FALSE(key.path.starts_with('.'));
  }
  CHECK(audience_of_key({"title"}) == Audience::published);
  CHECK(audience_of_key({"timeline", "plans", "phases", "troops", "anywhere"}) == Audience::joint);
  CHECK(audience_of_key({"timeline", "plans", "id"}) == Audience::own_side);
  CHECK(audience_of_key({}) == Audience::own_side);
  // A run's answer stands at the top of its document as well: the same keys, the same readers.
  CHECK(audience_of_key({"answer", "set", "joint"}) == Audience::published);
  CHECK(audience_of_key({"price", "harms", "mean"}) == Audience::published);
  CHECK(audience_of_key({"answer", "words"}) == Audience::own_side);
  CHECK(audience_of_key({"red_lines", "kept"}) == Audience::own_side);
}

TEST_CASE("what is no document is refused") {
  CHECK_THROWS_AS(document_for(Edition::published, "{", {}), std::invalid_argument);
  CHECK(document_for(Edition::published, "{\"x\": 1}", {}) == "{}");
  CHECK(document_for(Edition::published, "[1, 2]", {}) == "{}");
}

TEST_CASE("numbers kept by path follow the same table") {
  CHECK(may_hold_path(Edition::published, "timeline/price/harms/mean"));
  CHECK(may_hold_path(Edition::published, "/agreement_map/harm/civilians killed/mean"));
  CHECK_FALSE(may_hold_path(Edition::published, "timeline/red_lines/tolerated"));
  CHECK_FALSE(may_hold_path(Edition::joint, "assumptions/low"));
  CHECK(may_hold_path(Edition::coalition, "assumptions/low"));
  CHECK_FALSE(may_hold_path(Edition::published, ""));
}
