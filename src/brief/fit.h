// Making two printed sides hold a view.
#pragma once

#include "brief/view.h"

namespace handover::brief {

// Estimated height in px of the blocks of one section in print, `width` px wide.
double printed_height(const Section& section, double width, int density);

// Heights of the two printed sides at a density of type.
struct Sides {
  double first = 0.0, second = 0.0;
  double left = 0.0, right = 0.0;  // the two columns of the second
};
Sides printed_sides(const View& view, int density);

// How the page is set: 0 the usual size of type, 1 and 2 smaller. What does not fit even then moves from the
// two sides into the annex, longest pictures of least weight first; nothing is dropped.
struct Fit {
  View view;
  int density = 0;
};
Fit fitted(View view);

}  // namespace handover::brief
