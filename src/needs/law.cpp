#include "needs/law.h"

#include <stdexcept>

namespace handover::needs {

std::size_t NeedsLaw::index_of(const Posture& posture) const {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].posture == posture) return i;
  }
  throw std::logic_error("a posture was asked for that the needs room was not given");
}

}  // namespace handover::needs
