// The command line as a function.
#pragma once

#include <string>
#include <vector>

namespace handover::cli {

// Parses the words after the program's name and runs the command; its exit code. Throws what the command
// throws.
int run_words(const std::vector<std::string>& words);

}  // namespace handover::cli
