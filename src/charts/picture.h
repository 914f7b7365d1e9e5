// A finished picture as data: nobody has to read its text to know how large it is or what is in it.
#pragma once

#include <string>
#include <vector>

namespace handover::charts {

struct Picture {
  double width = 0.0, height = 0.0;  // CSS pixels
  std::string body = {};             // SVG elements: without the <svg> tag around them, without a style sheet
  std::string label = {};            // what the picture shows, for those who hear it read
};

// A document of its own: with the style sheet inside.
std::string svg_document(const Picture& picture);
// An element inside a page that carries `style_sheet()` (charts/style.h) once.
std::string svg_element(const Picture& picture);

// Pictures below one another as one: small multiples, one for each issue, region or plan. Throws
// std::logic_error when there is none.
Picture stacked(const std::vector<Picture>& pictures, const std::string& label);

}  // namespace handover::charts
