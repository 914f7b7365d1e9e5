// Text made to fit a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace handover {

// Breaks every line that is wider than `width` characters (UTF-8, each counted as one) at spaces. What is
// carried over is set in as far as the line's own text: past its indent and its "- ", or past its first
// column where two or more spaces end one. A word that is too wide alone keeps its line.
std::string fold_text(std::string_view text, std::size_t width = 80);

}  // namespace handover
