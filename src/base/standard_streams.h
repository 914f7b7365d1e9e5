// Standard input, output and error, also where the caller has closed them or they cannot be written to.
#pragma once

#include <string_view>

namespace handover {

// Opens the null device for each of the three that is closed. Otherwise the next file that is opened would
// take the number, and messages would be written into it. Call first.
void open_standard_streams() noexcept;

// Writes a line to standard error as far as that goes. Never throws: what cannot be said changes no exit
// code.
void say(std::string_view line) noexcept;

}  // namespace handover
