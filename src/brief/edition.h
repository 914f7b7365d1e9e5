// Who may read what: the one place where the four editions part.
#pragma once

#include "brief/view.h"
#include "mission/mission.h"

#include <optional>
#include <string>
#include <string_view>

namespace handover::brief {

enum class Edition { coalition, host, joint, published };

std::optional<Edition> parse_edition(std::string_view name);  // coalition, host, joint, public
const char* name_of(Edition edition);

bool may_read(Edition edition, Reveals reveals);
// Whether the edition may hold figures computed with the private view of a party of this side. No figure of
// such a run is free of it, so that a single share on a map can give the private line away.
bool may_hold_view_of(Edition edition, Side side);  // Side::other: in no edition

struct LeftOut {
  int blocks = 0;      // blocks taken out
  int reworded = 0;    // blocks that stand in their published form
  int named_site = 0;  // blocks of open content that named something of `never_published`
};

// The view as this edition may show it: blocks that it may not read are taken out or replaced by their
// published form; for the joint and public editions also every block that holds a string of
// `never_published`.
View filtered(View view, Edition edition, LeftOut* left_out = nullptr);

// The first of `never_published` that a finished joint or public page holds, in any case of letters and also
// in HTML escaping; nothing when it is clean or the edition is one side's own.
std::optional<std::string> find_leak(const std::string& html, const View& view, Edition edition);

// True when `text` holds `secret` as whole words, whatever the case of the letters.
bool names(std::string_view text, std::string_view secret);

}  // namespace handover::brief
