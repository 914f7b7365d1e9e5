#include "needs/needs_table.h"

#include <stdexcept>

namespace handover::needs {

std::size_t NeedsTable::index_of(const Posture& posture) const {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].posture == posture) return i;
  }
  throw std::logic_error("a posture was asked for that the needs module was not given");
}

}  // namespace handover::needs
