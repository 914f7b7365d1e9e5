// Text inside a picture: escaping, how wide it will be, where to break it, how numbers are written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handover::charts {

std::string escape_xml(std::string_view text);

// Width in pixels, estimated from above: advance widths of a wide sans-serif (DejaVu Sans), so that the
// usual, narrower system fonts leave room to spare.
double text_width(std::string_view text, double size, bool bold = false);

// Breaks at spaces so that no line is wider than `width`; a single longer word stays whole.
std::vector<std::string> wrap_text(std::string_view text, double width, double size, bool bold = false);

// 2500 -> "2,500"; 0.25 with one decimal -> "0.3". No exponent; "-0" is "0".
std::string number_text(double value, int decimals);
std::string percent_text(double share);
// Coordinates: one decimal, no trailing ".0".
std::string pixels(double value);

}  // namespace handover::charts
