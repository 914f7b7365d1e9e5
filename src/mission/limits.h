// How much of some things a mission may hold, where more would wrap or take for ever further on. The loader
// refuses what is beyond.
#pragma once

#include <cstddef>

namespace handover {

// The expected counts are summed over every combination of the patrons' switches.
inline constexpr std::size_t kMostPatrons = 6;

// The simulator addresses draws by stream in eight bits, two slots each.
inline constexpr std::size_t kMostStreams = 64;

}  // namespace handover
