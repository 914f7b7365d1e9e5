// A property whose result cannot be left unread: rc::check alone only gives a bool.
#pragma once

#include <utility>

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace handover {

// Fails the test case where the property does not hold for some input, or too few inputs could be made.
template <class... Arguments>
void check_property(Arguments&&... arguments) {
  CHECK(rc::check(std::forward<Arguments>(arguments)...));
}

}  // namespace handover
