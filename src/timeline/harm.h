// The four kinds of harm that plans are weighed by.
#pragma once

#include <cstddef>

namespace handover::timeline {

enum class HarmKind { coalition_deaths, host_force_deaths, civilians_killed, civilians_displaced };
inline constexpr std::size_t kHarmKinds = 4;
// The name that documents and kept figures bear: "civilians killed".
const char* name_of(HarmKind kind);

}  // namespace handover::timeline
