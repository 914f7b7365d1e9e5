#include "report/version.h"

namespace handover::report {

const char* version() {
  return HANDOVER_VERSION;
}

}  // namespace handover::report
