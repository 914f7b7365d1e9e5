// The page's style sheet.
#pragma once

#include <string>

namespace handover::brief {

// `density` 0..2: smaller type for missions with much to say, so that two printed sides stay two (fit.h).
std::string page_style(int density);

}  // namespace handover::brief
