// Any bytes as a record of forecasts and as a record of peace agreements.
#include "base/problem.h"
#include "talks/durability.h"
#include "talks/record.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace handover::talks;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const auto cases = read_forecast_record(text, "record.csv");
    if (!cases.empty() && cases.size() < 200) score_record(cases, handover::Seed{1}, {.resamples = 20});
  } catch (const handover::InputError&) {
  }
  try {
    for (const DurabilityReport& report : durability(text, "peace.csv", "", std::nullopt))
      for (const SurvivalStep& step : report.curve)
        if (!(step.survival >= 0.0 && step.survival <= 1.0)) std::abort();
  } catch (const handover::InputError&) {
  }
  return 0;
}
