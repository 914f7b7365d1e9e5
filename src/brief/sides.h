// What stands on the two printed sides, and what moves to the annex.
#pragma once

#include "brief/view.h"

namespace handover::brief {

// The view with no more blocks on its two sides than they have places for: what is too many of a kind moves
// to the head of the annex, in its order; nothing is dropped. How high a block becomes is the browser's
// business: the pictures of a side share what its words leave (page_style.cpp), and scripts/check_print.sh
// measures the result.
View with_two_sides(View view);

}  // namespace handover::brief
