#include "charts/charts.h"

#include <fmt/format.h>

namespace handover::charts {

std::string source_line(std::uint64_t seed, const std::string& version, Date as_of, const std::string& more) {
  std::string line =
      fmt::format("Seed {} \xC2\xB7 version {} \xC2\xB7 as of {}", seed, version, to_string(as_of));
  return more.empty() ? line : line + " \xC2\xB7 " + more;
}

double month_position(Month month) {
  return 12.0 * static_cast<int>(month.year()) + static_cast<double>(static_cast<unsigned>(month.month())) -
         1.0;
}

double date_position(Date date) {
  const Month month = month_of(date);
  const double length = (last_day(month) - first_day(month)).count() + 1.0;
  return month_position(month) + static_cast<double>((date - first_day(month)).count()) / length;
}

}  // namespace handover::charts
