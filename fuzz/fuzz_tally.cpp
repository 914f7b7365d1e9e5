// Rows of a simulation's part, as a file that somebody else wrote may hold them.
#include "simulate/batch.h"

#include <cstring>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace handover::simulate;
  struct Packed {
    std::uint8_t kind, scenario, place_high;
    std::uint32_t place;
    std::int64_t value;
  };
  std::vector<TallyRow> rows;
  for (std::size_t at = 0; at + sizeof(Packed) <= size && rows.size() < 200; at += sizeof(Packed)) {
    Packed packed;
    std::memcpy(&packed, data + at, sizeof packed);
    rows.push_back(
        {static_cast<TallyKind>(packed.kind % kTallyKinds), packed.scenario - 2,
         static_cast<std::int64_t>(packed.place) | static_cast<std::int64_t>(packed.place_high) << 32,
         static_cast<Whole>(packed.value) * (packed.place_high == 7 ? packed.value : 1)});
  }
  try {
    BatchTally tally = tally_of(rows);
    tally.add(tally_of(rows_of(tally)));
    tally.sort_scenarios();
    tally.batch();
  } catch (const std::out_of_range&) {
  }
  return 0;
}
