// Who may read what: the one place where the four editions part.
#pragma once

#include "brief/view.h"
#include "mission/audience.h"
#include "mission/mission.h"

#include <optional>
#include <string>
#include <string_view>

namespace handover::brief {

using handover::Edition;
using handover::may_read;
using handover::name_of;
using handover::parse_edition;

// Whether the edition may hold figures computed with the private view of a party of this side. No figure of
// such a run is free of it, so that a single share on a map can give the private line away.
bool may_hold_view_of(Edition edition, Side side);  // Side::other: in no edition

struct LeftOut {
  int blocks = 0;    // blocks taken out
  int reworded = 0;  // blocks that stand in other words
  int secret = 0;    // blocks that their audience would let pass, but that held a secret of the mission
};

// The view as this edition may show it: blocks that it may not read, and blocks that hold a secret which it
// may not read, are taken out or stand in the first of their other words that it may.
View filtered(View view, Edition edition, LeftOut* left_out = nullptr);

// Text of a finished page as its readers see, hear or copy it: between tags and in the attributes that are
// read out or hold data; entities resolved. Style sheets, and what the writer marked as the program's own
// fixed words (kFixedWords), are no part of it.
std::string readable_text(std::string_view html);
inline constexpr std::string_view kFixedWords = "data-fixed";

// The first secret that a finished page of this edition holds and may not; nothing when it is clean.
std::optional<std::string> find_leak(std::string_view html, const View& view, Edition edition);

}  // namespace handover::brief
