#include "threat/report.h"

namespace handover::threat {

std::string_view name_of(NotUsedWhy why) {
  constexpr std::string_view names[] = {
      "read_twice", "total_falls", "counted_daily", "partly_daily", "overlaps_longer_series", "constant"};
  return names[static_cast<std::size_t>(why)];
}

std::string_view name_of(StreamNoteKind kind) {
  constexpr std::string_view names[] = {
      "part_of_the_map",     "no_counts",      "zonal_data_old",        "counts_old",
      "excitation_is_trend", "no_size_record", "too_few_days_for_skill"};
  return names[static_cast<std::size_t>(kind)];
}

}  // namespace handover::threat
