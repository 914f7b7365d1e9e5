#include "brief/charts/stack.h"

#include "brief/charts/canvas.h"
#include "brief/charts/text.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace handover::charts {
namespace {

constexpr double kPartGap = 26.0;

// The number after ` name="` in the opening tag.
double attribute(const std::string& tag, const std::string& name) {
  const std::string key = " " + name + "=\"";
  const auto at = tag.find(key);
  if (at == std::string::npos) throw std::logic_error("a picture without " + name);
  return std::stod(tag.substr(at + key.size()));
}

struct Picture {
  double width = 0.0, height = 0.0;
  std::string style, body;  // between the tags
};

Picture parts_of(const std::string& svg) {
  const auto open = svg.find('>'), style_from = svg.find("<style>"), style_to = svg.find("</style>");
  const auto close = svg.rfind("</svg>");
  if (!svg.starts_with("<svg") || style_to == std::string::npos || close == std::string::npos ||
      style_from > style_to)
    throw std::logic_error("not a picture of this program");
  const std::string tag = svg.substr(0, open);
  const auto after = style_to + std::string("</style>").size();
  return {attribute(tag, "width"), attribute(tag, "height"), svg.substr(style_from, after - style_from),
          svg.substr(after, close - after)};
}

}  // namespace

std::string stacked(const std::vector<std::string>& pictures, const std::string& label) {
  std::vector<Picture> parts;
  double width = 0.0, height = 0.0;
  for (const std::string& picture : pictures) {
    parts.push_back(parts_of(picture));
    width = std::max(width, parts.back().width);
    height += parts.back().height + (parts.size() > 1 ? kPartGap : 0.0);
  }
  if (parts.empty()) throw std::logic_error("no picture to stack");
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"hv\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
      "height=\"{1}\" role=\"img\" aria-label=\"{2}\">\n{3}\n"
      "<rect width=\"{0}\" height=\"{1}\" class=\"paper\"/>\n",
      pixels(width), pixels(height), escape_xml(label), parts.front().style);
  double top = 0.0;
  for (const Picture& part : parts) {
    out += fmt::format("<g transform=\"translate(0 {})\">{}</g>\n", pixels(top), part.body);
    top += part.height + kPartGap;
  }
  return out + "</svg>\n";
}

}  // namespace handover::charts
