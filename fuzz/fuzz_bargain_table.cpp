// Any bytes as a table of positions: read or refused, and what was read has forecasts on its scale.
#include "base/problem.h"
#include "talks/readers.h"
#include "talks/terms.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace handover::talks;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const BargainTable table = read_bargain_table(text, "input.csv");
    if (table.stakes.size() > 40 || table.issues.size() > 10) return 0;
    const auto inputs = draw_inputs(table, {handover::Seed{1}, 0, 0, handover::Purpose::test});
    for (const IssueInputs& issue : inputs) {
      for (const TermsModel& model : terms_models()) {
        const Forecast forecast = model.make({})(issue);
        const double slack = 1e-6 * issue.range();
        if (forecast.available &&
            !(forecast.point >= issue.low - slack && forecast.point <= issue.high + slack))
          std::abort();
      }
    }
  } catch (const handover::InputError&) {
  }
  return 0;
}
