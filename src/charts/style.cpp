#include "charts/style.h"

#include <vector>

#include <fmt/format.h>

namespace handover::charts {
namespace {

struct Colour {
  const char *name, *light, *dark;
};
// One blue scale for amounts, three more hues for kinds. Blue, brown and plum keep apart for readers who do
// not see red and green, and none of them is read as a grade.
constexpr Colour kColours[] = {
    {"paper", "#ffffff", "#14181d"}, {"ink", "#16202b", "#e8ecf0"},  {"quiet", "#55606c", "#a3aeb9"},
    {"grid", "#dde2e7", "#2c343d"},  {"axis", "#77828d", "#77828d"}, {"k1", "#1d4f86", "#8cbcf0"},
    {"k2", "#8a4b14", "#e0a878"},    {"k3", "#6a3d78", "#cfa4de"},   {"v0", "#eef3f8", "#1b232c"},
    {"v1", "#cfdeec", "#263a4f"},    {"v2", "#9fbedb", "#36587b"},   {"v3", "#4f83b6", "#6c9fd0"},
    {"v4", "#1a4577", "#b9d7f5"},    {"bar", "#8fa9c4", "#4a6887"},
};

struct Rule {
  const char *selector, *property, *colour;
};
constexpr Rule kRules[] = {
    {".paper", "fill", "paper"}, {".ink,text", "fill", "ink"}, {".q", "fill", "quiet"},
    {".g", "stroke", "grid"},    {".x", "stroke", "axis"},     {".l0", "stroke", "ink"},
    {".l1", "stroke", "k1"},     {".l2", "stroke", "k2"},      {".l3", "stroke", "k3"},
    {".f0", "fill", "ink"},      {".f1", "fill", "k1"},        {".f2", "fill", "k2"},
    {".f3", "fill", "k3"},       {".v0", "fill", "v0"},        {".v1", "fill", "v1"},
    {".v2", "fill", "v2"},       {".v3", "fill", "v3"},        {".v4", "fill", "v4"},
    {".bar", "fill", "bar"},     {".c", "stroke", "paper"},    {"text.on", "fill", "paper"},
};

std::string build_sheet() {
  std::string light, dark, rules;
  for (const Colour& colour : kColours) {
    light += fmt::format("--{}:{};", colour.name, colour.light);
    dark += fmt::format("--{}:{};", colour.name, colour.dark);
  }
  const auto light_of = [](const std::string& name) {
    for (const Colour& colour : kColours) {
      if (colour.name == name) return colour.light;
    }
    return "#000000";
  };
  for (const Rule& rule : kRules) {
    std::string selector = ".hv " + std::string(rule.selector);
    if (const auto comma = selector.find(','); comma != std::string::npos) selector.insert(comma + 1, ".hv ");
    rules += fmt::format("{}{{{}:{};{}:var(--{})}}\n", selector, rule.property, light_of(rule.colour),
                         rule.property, rule.colour);
  }
  return fmt::format(
      "\n.hv{{{0}color-scheme:light dark;direction:ltr;font-family:\"Helvetica "
      "Neue\",Helvetica,Arial,\"Liberation Sans\","
      "\"DejaVu Sans\",\"Noto Sans Arabic\",sans-serif;max-width:100%;height:auto}}\n"
      "@media (prefers-color-scheme:dark){{.hv{{{1}}}}}\n@media print{{.hv{{{0}color-scheme:light}}}}\n{2}"
      ".hv .t,.hv .b{{font-weight:bold}}\n.hv .n{{fill:none}}\n"
      ".hv .g,.hv .x{{stroke-width:1}}\n.hv .l0,.hv .l1,.hv .l2,.hv "
      ".l3{{stroke-width:1.8;stroke-linejoin:round}}\n"
      ".hv .thin{{stroke-width:1}}\n.hv .thick{{stroke-width:3.2}}\n.hv .c{{stroke-width:1}}\n"
      ".hv .l1{{stroke-dasharray:7 3}}\n.hv .l2{{stroke-dasharray:2 2.5}}\n.hv .l3{{stroke-dasharray:9 3 2 "
      "3}}\n"
      ".hv .solid{{stroke-dasharray:none}}\n.hv .dash{{stroke-dasharray:4 3}}\n"
      ".hv "
      "text.h{{paint-order:stroke;stroke:#ffffff;stroke:var(--paper);stroke-width:3.5px;stroke-linejoin:"
      "round}}\n"
      ".hv .w0{{fill:#ffffff;fill:var(--paper)}}\n",
      light, dark, rules);
}

}  // namespace

const std::string& style_sheet() {
  static const std::string sheet = build_sheet();
  return sheet;
}

std::string pattern_definitions(const std::string& id) {
  // Lines at 45 degrees, dots, crossed lines; drawn in ink so that they survive a copying machine.
  return fmt::format(
      "<defs><pattern id=\"{0}l\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\"><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" class=\"x\"/></pattern>"
      "<pattern id=\"{0}d\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><circle cx=\"2\" "
      "cy=\"2\" "
      "r=\"0.9\" class=\"q\"/></pattern>"
      "<pattern id=\"{0}c\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\"><path d=\"M0 0V6M0 0H6\" class=\"n x\"/></pattern></defs>\n",
      id);
}

}  // namespace handover::charts
