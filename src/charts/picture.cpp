#include "charts/picture.h"

#include "charts/style.h"
#include "charts/text.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace handover::charts {
namespace {

constexpr double kPartGap = 26.0;

std::string around(const Picture& picture, const std::string& style) {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"hv\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
      "height=\"{1}\" role=\"img\" aria-label=\"{2}\">\n{3}"
      "<rect width=\"{0}\" height=\"{1}\" class=\"paper\"/>\n{4}</svg>\n",
      pixels(picture.width), pixels(picture.height), escape_xml(picture.label), style, picture.body);
}

}  // namespace

std::string svg_document(const Picture& picture) {
  return around(picture, "<style>" + style_sheet() + "</style>\n");
}

std::string svg_element(const Picture& picture) {
  return around(picture, {});
}

Picture stacked(const std::vector<Picture>& pictures, const std::string& label) {
  if (pictures.empty()) throw std::logic_error("no picture to stack");
  Picture all{.label = label};
  for (const Picture& part : pictures) {
    if (&part != &pictures.front()) all.height += kPartGap;
    all.body += fmt::format("<g transform=\"translate(0 {})\">{}</g>\n", pixels(all.height), part.body);
    all.width = std::max(all.width, part.width);
    all.height += part.height;
  }
  return all;
}

}  // namespace handover::charts
