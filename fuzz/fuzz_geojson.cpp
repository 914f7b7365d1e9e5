// Any bytes as boundaries: rings of at least three points, or a refusal that names the file.
#include "evidence/boundaries.h"

#include <cstdlib>

using namespace handover;
using namespace handover::evidence;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  try {
    const auto rings = parse_geojson({reinterpret_cast<const char*>(data), size}, "fuzz.json");
    for (const Ring& ring : rings) {
      if (ring.size() < 3) std::abort();
    }
    is_inside(rings, {44.4, 33.3});
  } catch (const InputError& error) {
    if (error.problems().at(0).file != "fuzz.json") std::abort();
  }
  return 0;
}
