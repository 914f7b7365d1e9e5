// The page's style sheet.
#pragma once

#include <string>

namespace handover::brief {

std::string page_style();

}  // namespace handover::brief
