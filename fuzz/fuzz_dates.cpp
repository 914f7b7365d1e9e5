// Days, months and what sources say instead of them: what is read lies in the calendar and writes back the
// same.
#include "evidence/spoken_values.h"

#include <cstdlib>

using namespace handover;
using namespace handover::evidence;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto date = parse_date(text)) {
    if (to_string(*date) != text) std::abort();
  }
  if (const auto month = parse_month(text)) {
    if (to_string(*month) != text || last_day(*month) < first_day(*month)) std::abort();
  }
  if (const auto span = parse_spoken_date(text)) {
    if (span->from > span->to) std::abort();
    contains(*span, std::chrono::Tuesday);
  }
  if (const auto range = parse_spoken_number(text)) {
    if (!(range->low <= range->high)) std::abort();
  }
  parse_weekday(text);
  if (!agree(parse_sense(text), parse_sense(text))) std::abort();
  return 0;
}
