#include "report/version.h"

#include "handover_commit.h"

#include <string>

namespace handover::report {

const char* version() {
  static const std::string commit = HANDOVER_COMMIT;
  static const std::string text = HANDOVER_VERSION + (commit.empty() ? commit : "+g" + commit);
  return text.c_str();
}

}  // namespace handover::report
