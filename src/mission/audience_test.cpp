#include "mission/audience.h"

#include "mission/assumption_keys.h"

#include <array>
#include <concepts>
#include <string>

#include <doctest/doctest.h>

using namespace handover;

namespace {

constexpr std::array kEditions = {Edition::coalition, Edition::host, Edition::joint, Edition::published};
constexpr std::array kAudiences = {Audience::published, Audience::joint, Audience::own_side,
                                   Audience::coalition, Audience::host,  Audience::nobody};

}  // namespace

TEST_CASE("an audience cannot be left out") {
  static_assert(!std::default_initializable<Declared>);
  static_assert(!std::default_initializable<AssumptionKey>);
}

TEST_CASE("each edition reads its own circle and the wider ones, nothing else") {
  const bool may[4][6] = {{true, true, true, true, false, false},
                          {true, true, true, false, true, false},
                          {true, true, false, false, false, false},
                          {true, false, false, false, false, false}};
  for (std::size_t e = 0; e < kEditions.size(); ++e) {
    for (std::size_t a = 0; a < kAudiences.size(); ++a) {
      CAPTURE(name_of(kEditions[e]));
      CAPTURE(name_of(kAudiences[a]));
      CHECK(may_read(kEditions[e], kAudiences[a]) == may[e][a]);
    }
  }
}

TEST_CASE("what is made of two things is read by those who may read both, and by no one else") {
  for (const Audience a : kAudiences) {
    for (const Audience b : kAudiences) {
      for (const Edition edition : kEditions) {
        CHECK(may_read(edition, narrower(a, b)) == (may_read(edition, a) && may_read(edition, b)));
      }
    }
  }
}

TEST_CASE("editions are named, and another word is none") {
  for (const Edition edition : kEditions) CHECK(parse_edition(name_of(edition)) == edition);
  for (const char* word : {"", "Public", "published", "own", "nobody"}) CHECK_FALSE(parse_edition(word));
}

TEST_CASE("assumptions on what attacks do and on reversal are each side's own") {
  // By what the mechanism does, not by how the key is spelt: two of these were once published for their
  // spelling.
  for (const Effect effect : {Effect::closure_effect_half_life_days, Effect::deterrence_half_life_days,
                              Effect::reversal_delay_days, Effect::reversal_refused,
                              Effect::militia_deterrence_per_strike, Effect::shock_effect_on_insurgents}) {
    CAPTURE(std::string(key_of(effect).key));
    CHECK(key_of(effect).audience == Audience::own_side);
  }
  CHECK(key_of(Effect::displaced_per_civilian_killed).audience == Audience::published);
}
