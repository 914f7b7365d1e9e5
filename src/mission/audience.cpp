#include "mission/audience.h"

#include <algorithm>

namespace handover {

Audience narrower(Audience a, Audience b) {
  const bool apart =
      (a == Audience::coalition && b == Audience::host) || (a == Audience::host && b == Audience::coalition);
  return apart ? Audience::nobody : std::max(a, b);
}

std::optional<Edition> parse_edition(std::string_view name) {
  for (const Edition edition : {Edition::coalition, Edition::host, Edition::joint, Edition::published}) {
    if (name == name_of(edition)) return edition;
  }
  return std::nullopt;
}

const char* name_of(Edition edition) {
  switch (edition) {
    case Edition::coalition:
      return "coalition";
    case Edition::host:
      return "host";
    case Edition::joint:
      return "joint";
    case Edition::published:
      break;
  }
  return "public";
}

const char* name_of(Audience audience) {
  switch (audience) {
    case Audience::published:
      return "public";
    case Audience::joint:
      return "joint";
    case Audience::own_side:
      return "own side";
    case Audience::coalition:
      return "coalition";
    case Audience::host:
      return "host";
    case Audience::nobody:
      break;
  }
  return "nobody";
}

}  // namespace handover
