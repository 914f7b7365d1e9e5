// Colours, dashes and hatches shared by all charts.
#pragma once

#include <string>

namespace handover::charts {

// The style sheet that every picture carries. Each declaration is written twice: a plain light colour for
// viewers without CSS variables (Inkscape, librsvg, office programs), then the variable.
const std::string& style_sheet();

std::string pattern_definitions(const std::string& id);

}  // namespace handover::charts
