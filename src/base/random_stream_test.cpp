#include "base/random_stream.h"

#include <set>

#include <doctest/doctest.h>

using namespace handover;

TEST_CASE("the generator gives the published Philox4x32-10 answers") {
  // Known answers that ship with Random123 (kat_vectors).
  const r123::Philox4x32 philox;
  using Counter = r123::Philox4x32::ctr_type;
  using Key = r123::Philox4x32::key_type;
  CHECK(philox(Counter{{0, 0, 0, 0}}, Key{{0, 0}}) ==
        Counter{{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}});
  CHECK(philox(Counter{{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}}, Key{{0xffffffff, 0xffffffff}}) ==
        Counter{{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}});
  CHECK(philox(Counter{{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}}, Key{{0xa4093822, 0x299f31d0}}) ==
        Counter{{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}});
}

TEST_CASE("uniforms stay strictly inside 0 and 1, also at the ends") {
  CHECK(unit_from_bits(0, 0) > 0.0);
  CHECK(unit_from_bits(0xffffffff, 0xffffffff) < 1.0);
  CHECK(unit_from_bits(0, 0) == 1.0 - unit_from_bits(0xffffffff, 0xffffffff));
}

TEST_CASE("every part of an address matters") {
  const auto draw = [](std::uint64_t seed, std::uint32_t scenario, std::uint32_t replication, Purpose purpose,
                       std::uint32_t day, std::uint32_t slot) {
    return RandomStream(Seed{seed}, scenario, replication, purpose).uniform_at(day, slot);
  };
  const std::set<double> draws = {draw(1, 2, 3, Purpose::regime, 4, 5),
                                  draw(2, 2, 3, Purpose::regime, 4, 5),
                                  draw(1 + (1ULL << 32), 2, 3, Purpose::regime, 4, 5),
                                  draw(1, 3, 3, Purpose::regime, 4, 5),
                                  draw(1, 2, 4, Purpose::regime, 4, 5),
                                  draw(1, 2, 3, Purpose::talks, 4, 5),
                                  draw(1, 2, 3, Purpose::regime, 5, 5),
                                  draw(1, 2, 3, Purpose::regime, 4, 4),
                                  draw(1, 2, 3, Purpose::regime, 4, 6)};
  CHECK(draws.size() == 9);
  CHECK(draw(1, 2, 3, Purpose::regime, 4, 5) == draw(1, 2, 3, Purpose::regime, 4, 5));
}
