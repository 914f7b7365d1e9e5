// Any table of facts: contradictions have sides, reasons and facts that exist, and do not depend on the rows'
// order.
#include "evidence/contradictions.h"
#include "evidence/fact_fixtures.h"

#include <algorithm>
#include <cstdlib>

using namespace handover;
using namespace handover::evidence;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size > 4000) return 0;
  std::vector<Fact> facts;
  try {
    facts = facts_of(std::string(kFactHeader) + std::string(reinterpret_cast<const char*>(data), size));
  } catch (const std::exception&) {
    return 0;  // the fixture's own reader takes good tables only
  }
  if (facts.size() > 40) return 0;
  for (const Fact& fact : facts) {
    if (fact.known.to < fact.known.from) return 0;  // the loader refuses these
  }
  const auto found = find_contradictions(facts);
  for (const Contradiction& contradiction : found) {
    if (contradiction.reasons.empty() || contradiction.sides.empty()) std::abort();
    for (const Account& side : contradiction.sides) {
      for (const std::size_t fact : side.facts) facts.at(fact);
    }
  }
  return 0;
}
