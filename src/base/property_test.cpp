#include "base/testing/property.h"

namespace handover {
namespace {

TEST_CASE("a property that does not hold is reported as false, and one that holds as true") {
  CHECK_FALSE(rc::check("no number is its own half unless it is zero", [](int x) { RC_ASSERT(x / 2 != x); }));
  check_property("a sum does not depend on the order",
                 [](unsigned a, unsigned b) { RC_ASSERT(a + b == b + a); });
}

}  // namespace
}  // namespace handover
