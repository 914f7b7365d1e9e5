// A plan apart from its dates: what planners move. One shape can be laid over any pair of dates, so that a
// date is priced with the plan held fixed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace handover::timeline {

// How the steps before an end are spread over the time there is. Planned back from the end: each step is over
// when the next one begins, so that nothing goes before it must, and before a signature is likely.
enum class Tempo : std::uint8_t { early, even, late, back_from_end };
inline constexpr std::size_t kTempos = 4;

// With which step a task is handed over. What is not given away with an earlier step goes with the last
// troops.
enum class HandOver : std::uint8_t { first_step, before_the_end, mission_end, last_troops };
inline constexpr std::size_t kHandOvers = 4;

// Steps share a gate by what they do.
enum class StepRole : std::uint8_t { reduction, mission_end, after_mission, last_troops };
inline constexpr std::size_t kStepRoles = 4;

enum class Gates : std::uint8_t {
  backstop,  // conditions, and a last month that opens the gate whatever they say
  calendar,
  pure,   // conditions alone
  prompt  // as backstop, with half the months
};

struct PlanShape {
  std::uint8_t kept = 0;          // index into PostureSteps::ways_to_stay
  std::uint8_t steps_before = 1;  // reductions before the mission's end; fewer where the months are too few
  std::uint8_t steps_after = 0;   // between the mission's end and the last presence
  Tempo tempo = Tempo::early;
  std::vector<std::uint16_t> order;  // [place] site, in the order in which they are left
  std::vector<HandOver> handed;      // [task]
  std::array<Gates, kStepRoles> gates{};
  bool operator==(const PlanShape&) const = default;
};

}  // namespace handover::timeline
