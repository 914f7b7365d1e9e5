// Addresses of incidents. An incident's name is made from its parent's name and its place among the siblings,
// so plans that share an ancestor share its descendants' random draws.
#pragma once

#include "base/random_stream.h"

#include <array>
#include <cstdint>

namespace handover::simulate {

// 56 bits, from the finaliser of SplitMix64 (Steele, Lea & Flood 2014). Two of the few thousand names of a
// replication coincide with a chance below 1e-9, and would then share random draws, no more.
inline std::uint64_t descendant(std::uint64_t parent, std::uint64_t place) {
  std::uint64_t x = parent * 0x9e3779b97f4a7c15ULL + (place + 1) * 0xd1b54a32d192ed03ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return (x ^ (x >> 31)) >> 8;
}

struct Pair {
  double first, second;
};
// The two uniforms of a stream at this name.
inline Pair uniforms_at(const RandomStream& stream, std::uint64_t lineage) {
  const auto bits =
      stream.block_at(static_cast<std::uint32_t>(lineage >> 32), static_cast<std::uint32_t>(lineage));
  return {unit_from_bits(bits[0], bits[1]), unit_from_bits(bits[2], bits[3])};
}

// All 128 bits: two uniforms, and the 24 bits that they do not use, for a decision that seldom needs more.
struct Birth {
  double first, second;
  std::uint32_t thin;
};
inline Birth birth_at(const RandomStream& stream, std::uint64_t lineage) {
  const auto bits =
      stream.block_at(static_cast<std::uint32_t>(lineage >> 32), static_cast<std::uint32_t>(lineage));
  return {unit_from_bits(bits[0], bits[1]), unit_from_bits(bits[2], bits[3]),
          (bits[1] & 0xFFFu) << 12 | (bits[3] & 0xFFFu)};
}

// A uniform found between two edges is uniform between them.
inline double rescaled(double uniform, double low, double per_width) {
  const double u = (uniform - low) * per_width;
  return u > 0x1.0p-53 ? (u < 1.0 - 0x1.0p-53 ? u : 1.0 - 0x1.0p-53) : 0x1.0p-53;
}

// Places among an incident's descendants; offspring count up from zero.
inline constexpr std::uint64_t kClusterPlace = 1ULL << 32, kStrikePlace = 2ULL << 32,
                               kAnswerPlace = 3ULL << 32, kSecondBlock = 4ULL << 32;

}  // namespace handover::simulate
