// A view made ready for one edition, in the order in which a reader meets it: the same for every format.
#pragma once

#include "brief/edition.h"
#include "brief/frame_words.h"
#include "brief/numbering.h"
#include "brief/view.h"

#include <vector>

namespace handover::brief {

struct Paper {
  Edition edition = Edition::published;
  View view;  // filtered
  FrameWords words;
  Line answer{.audience = Audience::published};  // of page one, with the lines under it
  std::vector<Line> answer_lines = {};
  std::vector<Section> first = {}, second = {}, annex = {};  // page one, page two, what stands behind them
};

// Filters for the edition. Throws std::logic_error when a trace leads nowhere, when a sentence of what a side
// can say holds a number without a trace, or when the edition may not hold the figures at all.
Paper paper_of(const View& whole, Edition edition);

// Throws InputError when `text`, as a reader of a finished paper sees it, holds a secret of the mission.
void refuse_leak(std::string_view text, const View& whole, Edition edition);

}  // namespace handover::brief
