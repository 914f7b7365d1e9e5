// The machine-readable side of a paper: what of a JSON document an edition may hold. The table of declared
// keys (published_keys.cpp) says who may read each; a key that it does not name is read by each side alone.
#pragma once

#include "mission/audience.h"
#include "mission/secrets.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handover::brief {

// A value's path through the document's objects: "timeline.price.harms.metric". Lists leave no mark in it;
// "*" stands for one key that names a thing of the mission (a party, a region).
struct DeclaredKey {
  std::string_view path;
  Declared audience;
};
std::span<const DeclaredKey> declared_keys();

// Keys of a run that stand at the top of its document as well as under "timeline".
inline constexpr const char* kAnswerKeys[] = {"answer", "price", "red_lines", "ablation", "warnings"};
// Of the value at `path`.
Audience audience_of_key(const std::vector<std::string>& path);

// The document without the values that the edition may not read, without texts that hold a secret which it
// may not read, and without what is then empty. A row of `assumptions` has its assumption's audience. `json`
// is text; throws std::invalid_argument when it is no JSON.
std::string document_for(Edition edition, const std::string& json, const std::vector<Secret>& secrets);

// Whether the edition may hold a number kept under this path of keys parted by slashes, without the places in
// lists. Numbers of assumptions have no key of their own beside them: only a side's own edition holds them.
bool may_hold_path(Edition edition, std::string_view path);

}  // namespace handover::brief
