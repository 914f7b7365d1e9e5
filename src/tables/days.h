// Days as files write them, decided for a whole column: "18/04/2019" can be read one way only, "05/04/2019"
// two ways, and the other rows of its column say which.
#pragma once

#include "base/dates.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace handover {

// 5/4/2019: the fifth of April or the fourth of May.
enum class DayOrder { undecided, day_first, month_first };
std::optional<DayOrder> parse_day_order(std::string_view name);  // "day-first", "month-first"

// "4", "April" or "Apr" (in English); 0 when it is no month.
int month_number(std::string_view text);

// How one column writes its days. Feed it every value once, then ask.
class DayColumn {
 public:
  void add(std::string_view text);
  // As the user says, instead of what the values say; values that cannot be read so are then no days.
  void set_order(DayOrder order) { order_ = order; }

  // Why the column cannot be read as days: it can be read two ways, or its values disagree. Empty when it
  // can.
  std::string doubt() const;
  // What a reader should be told of how the days were read; empty when they are plain (YYYY-MM-DD or with the
  // month's name).
  std::string said() const;
  // The day of one value; nothing when it is none. Ignores a time of day behind it.
  std::optional<Date> read(std::string_view text) const;

  std::size_t values() const { return values_; }  // that are not missing
  std::size_t days() const { return days_; }      // of these, how many some way of writing days explains

 private:
  DayOrder decided() const;

  DayOrder order_ = DayOrder::undecided;
  std::size_t values_ = 0, days_ = 0, serial_ = 0, short_years_ = 0, year_first_ = 0;
  std::size_t day_first_only_ = 0, month_first_only_ = 0, either_ = 0, same_ = 0;
  std::string example_day_first_, example_month_first_, example_either_, example_serial_, example_year_first_;
};

}  // namespace handover
