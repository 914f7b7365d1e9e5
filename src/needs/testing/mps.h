// A programme as text that other solvers read, for comparing with them.
#pragma once

#include "needs/programme.h"

#include <string>

namespace handover::needs {

// Fixed MPS form, free-format names C0.., R0...
std::string as_mps(const Programme& programme);

}  // namespace handover::needs
