// What a mission may hold, written from the schema, the constraints and the rules: docs/mission-rules.md.
#pragma once

#include <string>

namespace handover {

std::string rules_page();

}  // namespace handover
