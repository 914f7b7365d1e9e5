// Words of the page beside the answer and the first page's own: as the English catalogue has them.
#pragma once

#include "wording/catalogue.h"

#include <initializer_list>
#include <string>

namespace handover::brief {

using wording::Exact;

inline std::string say(wording::Key key, std::initializer_list<wording::Argument> arguments = {}) {
  return wording::Catalogue::english()(key, arguments);
}

}  // namespace handover::brief
