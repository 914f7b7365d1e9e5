// Text inside a picture: escaping, how wide it will be, where to break it, how numbers are written.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace handover::charts {

// How a picture's own words and figures are written: set by whoever draws one in another language than
// English.
struct Script {
  bool right_to_left = false;  // words run so; the plot itself does not turn
  std::array<std::string, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::array<std::string, 10> digits = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  std::string decimal = ".", group = ",";
  // Patterns: {0} and {1} are set in.
  std::string month_of_year = "{0} {1}", below = "under {0}", between = "{0} to {1}", from = "{0} and over",
              down_across = "Down: {0}. Across: {1}.", outlined = "{0}";
};
const Script& script();
// From its making to its end this thread draws so.
class DrawingIn {
 public:
  explicit DrawingIn(const Script& script);
  ~DrawingIn();
  DrawingIn(const DrawingIn&) = delete;
  DrawingIn& operator=(const DrawingIn&) = delete;

 private:
  const Script* before_;
};
// A pattern of the script with its parts set in.
std::string filled(std::string_view pattern, std::string_view first, std::string_view second = {});

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
