// Addressed randomness. A draw is a pure function of (seed, scenario, replication, purpose, day, slot):
// nothing is counted, so plans that ask for different numbers of draws still share the random draws, and
// results cannot depend on threads, partitions or run order. Generator: Philox4x32-10 (Salmon, Moraes, Dror &
// Shaw 2011, SC'11), from Random123.
#pragma once

#include "base/units.h"

#include <array>
#include <cstdint>

#include <Random123/philox.h>

namespace handover {

// What a draw is for. Values are part of every stored result: append, never renumber.
enum class Purpose : std::uint8_t {
  parameters = 1,   // fitted parameters of a scenario
  assumptions = 2,  // assumed effects of a scenario
  regime = 3,
  incidents = 4,
  fatalities = 5,
  strikes = 6,
  talks = 7,
  gates = 8,
  slip = 9,
  capability = 10,
  displacement = 11,
  shocks = 12,
  settlement = 13,
  forecast = 14,
  bootstrap = 15,
  search = 16,
  pit = 17,
  endemic = 18,    // a replication's incidents without a parent
  offspring = 19,  // where and when an incident's offspring fall
  response = 20,   // strikes that answer attacks, attacks that answer strikes
  decisions = 21,  // refusals, early exits
  drift = 22,      // of a stream's background after the as-of date
  layout = 24,     // how scenarios are spread over what is uncertain
  test = 255
};

// Maps 64 random bits to an odd multiple of 2^-53: strictly inside (0, 1), symmetric about one half. (All 53
// bits and a half would round, and reach 1.)
inline double unit_from_bits(std::uint32_t high, std::uint32_t low) {
  const std::uint64_t bits = (std::uint64_t{high} << 32 | low) >> 12;
  return (static_cast<double>(bits) + 0.5) * 0x1.0p-52;
}

class RandomStream {
 public:
  constexpr RandomStream(Seed seed, std::uint32_t scenario, std::uint32_t replication, Purpose purpose)
      : seed_(seed.value), scenario_(scenario), replication_(replication), purpose_(purpose) {}

  // 128 random bits at (day, block). day in 0..2^24-1.
  std::array<std::uint32_t, 4> block_at(std::uint32_t day, std::uint32_t block) const {
    const r123::Philox4x32::ctr_type counter = {
        {scenario_, replication_, static_cast<std::uint32_t>(purpose_) << 24 | (day & 0xFFFFFFu), block}};
    const r123::Philox4x32::key_type key = {
        {static_cast<std::uint32_t>(seed_), static_cast<std::uint32_t>(seed_ >> 32)}};
    const auto bits = r123::Philox4x32()(counter, key);
    return {bits[0], bits[1], bits[2], bits[3]};
  }

  // A uniform in (0, 1). Slots 2b and 2b+1 share block b.
  double uniform_at(std::uint32_t day, std::uint32_t slot) const {
    const auto bits = block_at(day, slot / 2);
    return slot % 2 == 0 ? unit_from_bits(bits[0], bits[1]) : unit_from_bits(bits[2], bits[3]);
  }

  std::uint32_t scenario() const { return scenario_; }
  std::uint32_t replication() const { return replication_; }
  RandomStream for_purpose(Purpose purpose) const { return {Seed{seed_}, scenario_, replication_, purpose}; }

 private:
  std::uint64_t seed_;
  std::uint32_t scenario_;
  std::uint32_t replication_;
  Purpose purpose_;
};

// Hands out the draws of one address (day) in order, for algorithms that consume an unknown number (rejection
// samplers, Markov chains). Two cursors at the same address give the same sequence.
class DrawCursor {
 public:
  DrawCursor(RandomStream stream, std::uint32_t day, std::uint32_t first_slot = 0)
      : stream_(stream), day_(day), slot_(first_slot) {}
  double next() { return stream_.uniform_at(day_, slot_++); }

 private:
  RandomStream stream_;
  std::uint32_t day_;
  std::uint32_t slot_;
};

}  // namespace handover
