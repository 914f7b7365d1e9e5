// Lengths that must match are a fault of the program, not of anybody's data.
#pragma once

#include <cstddef>
#include <stdexcept>

namespace handover::charts {

inline void require_same_length(std::size_t a, std::size_t b, const char* what) {
  if (a != b) throw std::logic_error(what);
}

}  // namespace handover::charts
