#include "mission/assumption_keys.h"

#include <set>
#include <string>

#include <doctest/doctest.h>

using namespace handover;

TEST_CASE("every assumption key is unique, found by name, and says what it is") {
  std::set<std::string_view> seen;
  for (const AssumptionKey& entry : assumption_keys()) {
    CAPTURE(std::string(entry.key));
    CHECK(seen.insert(entry.key).second);
    CHECK(effect_named(entry.key) == entry.effect);
    CHECK(&key_of(entry.effect) == &entry);
    CHECK(entry.lowest < entry.highest);
    CHECK_FALSE(entry.help.empty());
    CHECK_FALSE(entry.unit.empty());
    CHECK_FALSE(entry.mechanism.empty());
    CHECK_FALSE(entry.literature.empty());
  }
  CHECK_FALSE(effect_named("no_such_effect").has_value());
}

TEST_CASE("an effect on a rate allows both signs, so that its order is not built in") {
  for (const AssumptionKey& entry : assumption_keys()) {
    // What a receiver cannot do costs lives or nothing: that order is what the key means.
    const bool by_gap = entry.key.find("_gap_effect_") != std::string_view::npos;
    if (entry.unit != "log rate ratio" || by_gap) continue;
    CAPTURE(std::string(entry.key));
    CHECK(entry.lowest < 0.0);
    CHECK(entry.highest > 0.0);
  }
}
