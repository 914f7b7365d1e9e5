// Any chart of the view as a picture.
#pragma once

#include "brief/view.h"

#include <string>

namespace handover::brief {

// `width` 0: the chart's own. `before_title` ("Figure 2. ") and `source` are added unless empty.
// Months, figures and the chart's own words are those of `language`.
charts::Picture draw(const Chart& chart, double width, const std::string& source = {},
                     const std::string& before_title = {}, const std::string& language = "en");

const charts::Frame& frame_of(const Chart& chart);

}  // namespace handover::brief
