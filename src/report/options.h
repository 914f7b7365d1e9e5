// Options that mean the same in every computation, and the refusal of a value that cannot be used.
#pragma once

#include "base/dates.h"
#include "mission/mission.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace handover::report {

struct CommonOptions {
  std::uint64_t seed = 1;
  int threads = 0;    // 0: one for each core; results do not depend on it
  std::string as_of;  // empty: the mission's own
  std::vector<std::string> overlays;
  std::string started = {};  // UTC, when the command began
  // Told of what is doubtful in a mission that is read.
  std::function<void(std::span<const Doubt>)> tell_doubts = {};
  std::string all_json = "{}";  // every option of the command with its value, as a kept run remembers it

  // Throws InputError when `as_of` is not a valid date.
  LoadOptions load_options() const;
};

// Throws InputError about the value of an option.
[[noreturn]] void refuse(std::string option, std::string value, std::string what, std::string hint);
// Refuses what is not a valid date.
Date day_option(const std::string& text, const std::string& option);

// Refuses to write over what is read: a mission's own file, or a store of runs.
void refuse_input(const std::string& option, const std::filesystem::path& file);
// Refuses a file that could not be written, before any work is done for it. `hint` takes the place of the
// usual advice where there is a better one.
void refuse_unwritable(const std::string& option, const std::filesystem::path& file,
                       const std::string& hint = "");

}  // namespace handover::report
