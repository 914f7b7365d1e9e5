#include "tables/days.h"

#include "tables/values.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace handover {
namespace {

// Spreadsheets count days from 30 December 1899; these are 1954 to 2119, which no count or code is likely to
// be.
constexpr int kFirstSerial = 20'000, kLastSerial = 80'000;

std::optional<Date> day_of(int year, int month, int day) {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return Date{date};
}

// Years of two digits are 1969 to 2068, as POSIX has it.
int full_year(int year, std::size_t digits) {
  if (digits > 2) return year;
  return year >= 69 ? 1900 + year : 2000 + year;
}

// The parts of "18/04/2019", "18-Apr-19" or "April 18, 2019".
struct Parts {
  std::array<std::string_view, 3> text;
  std::size_t count = 0;
  bool dots = false;
};

Parts parts_of(std::string_view text) {
  Parts parts;
  for (std::size_t i = 0; i < text.size();) {
    const auto end = std::min(text.find_first_of("/-. ,", i), text.size());
    if (end > i) {
      if (parts.count == 3) return {};
      parts.text[parts.count++] = text.substr(i, end - i);
    }
    if (end < text.size() && text[end] == '.') parts.dots = true;
    i = end + 1;
  }
  return parts;
}

std::optional<int> digits_of(std::string_view text) {
  int value = 0;
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || text.size() > 4 || failure != std::errc{} || stop != text.data() + text.size() ||
      value < 0)
    return std::nullopt;
  return value;
}

// "April", "Apr", "apr"; 0 when it is no month's name.
int month_named(std::string_view text) {
  constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december"};
  std::string word(text);
  std::transform(word.begin(), word.end(), word.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (word.size() < 3) return 0;
  for (int month = 0; month < 12; ++month) {
    const std::string_view name = kMonths[month];
    if (word == name || word == name.substr(0, 3) || (month == 8 && word == "sept")) return month + 1;
  }
  return 0;
}

// Everything a value can be read as.
struct Readings {
  std::optional<Date> plain;  // one way only: the year first, the month's name, eight digits
  std::optional<Date> day_first, month_first;
  std::optional<Date> serial;
  bool short_year = false;
};

// A time of day behind the day: "2014-01-24 00:00:00.000", "2014-01-24T10:00Z", "5/1/2019 0:00", "... 12:00
// AM".
std::string_view without_time(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return text;
  const auto gap = text.find_last_of(" T", colon);
  return gap == std::string_view::npos ? text : without_blanks(text.substr(0, gap));
}

void read_three_numbers(const Parts& parts, Readings& readings) {
  const auto a = digits_of(parts.text[0]), b = digits_of(parts.text[1]), c = digits_of(parts.text[2]);
  if (!a || !b || !c) return;
  if (parts.text[0].size() == 4) {
    readings.plain = day_of(*a, *b, *c);
    return;
  }
  const std::size_t digits = parts.text[2].size();
  if ((digits != 4 && digits != 2) || parts.text[0].size() > 2 || parts.text[1].size() > 2) return;
  readings.short_year = digits == 2;
  const int year = full_year(*c, digits);
  readings.day_first = day_of(year, *b, *a);
  // Nobody who joins them with dots puts the month first.
  if (!parts.dots) readings.month_first = day_of(year, *a, *b);
}

void read_named_month(const Parts& parts, Readings& readings) {
  for (const std::size_t at : {std::size_t{0}, std::size_t{1}}) {
    const int month = month_named(parts.text[at]);
    const auto day = digits_of(parts.text[1 - at]), year = digits_of(parts.text[2]);
    const std::size_t digits = parts.text[2].size();
    if (month == 0 || !day || !year || (digits != 4 && digits != 2)) continue;
    readings.short_year = digits == 2;
    readings.plain = day_of(full_year(*year, digits), month, *day);
  }
}

// The commonest form, without looking for any other: this is asked of millions of values.
std::optional<Date> iso_day(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (text.size() > 10 && text[10] != ' ' && text[10] != 'T') return std::nullopt;
  return parse_date(text.substr(0, 10));
}

Readings readings_of(std::string_view text) {
  Readings readings;
  readings.plain = iso_day(text);
  if (readings.plain) return readings;
  if (has_other_characters(text)) {
    const std::string ascii = in_ascii_digits(text);
    return has_other_characters(ascii) ? readings : readings_of(ascii);
  }
  text = without_time(text);
  const Parts parts = parts_of(text);
  if (parts.count == 3) {
    read_three_numbers(parts, readings);
    read_named_month(parts, readings);
  } else if (const auto number = number_of(text)) {
    if (*number >= kFirstSerial && *number < kLastSerial) {
      readings.serial = date_of(1899, 12, 30) + std::chrono::days{static_cast<int>(*number)};
    } else if (text.size() == 8 && *number >= 1e7) {
      const int whole = static_cast<int>(*number);
      readings.plain = day_of(whole / 10'000, whole / 100 % 100, whole % 100);
    }
  }
  return readings;
}

void keep_example(std::string& example, std::string_view text) {
  if (example.empty()) example = shown_value(text);
}

}  // namespace

std::optional<DayOrder> parse_day_order(std::string_view name) {
  if (name == "day-first") return DayOrder::day_first;
  if (name == "month-first") return DayOrder::month_first;
  return std::nullopt;
}

int month_number(std::string_view text) {
  text = without_blanks(text);
  if (const auto number = code_of(text)) return *number >= 1 && *number <= 12 ? *number : 0;
  return month_named(text);
}

void DayColumn::add(std::string_view text) {
  text = without_blanks(text);
  if (is_missing_value(text)) return;
  ++values_;
  const Readings readings = readings_of(text);
  if (!readings.plain && !readings.day_first && !readings.month_first && !readings.serial) return;
  ++days_;
  if (readings.short_year) ++short_years_;
  if (readings.plain) {
    const bool year_first = text.size() > 4 && text[4] == '-';
    if (year_first) ++year_first_, keep_example(example_year_first_, text);
    return;
  }
  if (readings.serial) {
    ++serial_;
    keep_example(example_serial_, text);
  } else if (readings.day_first == readings.month_first) {
    ++same_;
    keep_example(example_either_, text);
  } else if (!readings.month_first) {
    ++day_first_only_;
    keep_example(example_day_first_, text);
  } else if (!readings.day_first) {
    ++month_first_only_;
    keep_example(example_month_first_, text);
  } else {
    ++either_;
    keep_example(example_either_, text);
  }
}

DayOrder DayColumn::decided() const {
  if (order_ != DayOrder::undecided) return order_;
  if (month_first_only_ == 0 && day_first_only_ > 0) return DayOrder::day_first;
  if (day_first_only_ == 0 && month_first_only_ > 0) return DayOrder::month_first;
  // 5/5/2019 alone is the same day either way.
  return day_first_only_ == 0 && either_ == 0 && same_ > 0 ? DayOrder::day_first : DayOrder::undecided;
}

std::string DayColumn::doubt() const {
  if (day_first_only_ > 0 && month_first_only_ > 0 && order_ == DayOrder::undecided) {
    return fmt::format("writes some days with the day first ('{}') and some with the month first ('{}')",
                       example_day_first_, example_month_first_);
  }
  // A spreadsheet turned into numbers what it took for days, the others wrongly, and left the rest as text.
  const std::size_t slashed = day_first_only_ + month_first_only_ + either_;
  // What a workbook holds as a date comes out with the year first.
  const bool swapped = serial_ > 0 || (year_first_ > 0 && order_ == DayOrder::undecided);
  if (swapped && slashed > 0) {
    const std::string& text = !example_day_first_.empty()     ? example_day_first_
                              : !example_month_first_.empty() ? example_month_first_
                                                              : example_either_;
    return fmt::format(
        "holds both days as a spreadsheet has them ('{}') and days as text ('{}'): the spreadsheet may have "
        "swapped "
        "day and month in the former",
        serial_ > 0 ? example_serial_ : example_year_first_, text);
  }
  if (either_ > 0 && decided() == DayOrder::undecided) {
    const Readings two = readings_of(example_either_);
    return fmt::format("can be read two ways: '{}' is {} or {}, and no row tells which", example_either_,
                       two.day_first ? to_string(*two.day_first) : "?",
                       two.month_first ? to_string(*two.month_first) : "?");
  }
  return "";
}

std::string DayColumn::said() const {
  std::string words;
  if (day_first_only_ + month_first_only_ + either_ > 0 && decided() != DayOrder::undecided) {
    const bool day_first = decided() == DayOrder::day_first;
    const std::string& proof = day_first ? example_day_first_ : example_month_first_;
    words = fmt::format("days are read with the {} first", day_first ? "day" : "month");
    words += order_ != DayOrder::undecided ? " as asked for"
             : proof.empty()               ? ""
                                           : fmt::format(": '{}' can be nothing else", proof);
  } else if (serial_ > 0) {
    const Readings one = readings_of(example_serial_);
    words = fmt::format("days are a spreadsheet's numbers: '{}' is {}", example_serial_,
                        one.serial ? to_string(*one.serial) : "?");
  }
  if (short_years_ > 0) {
    words += words.empty() ? "" : "; ";
    words += "years of two digits are taken as 1969 to 2068";
  }
  return words;
}

std::optional<Date> DayColumn::read(std::string_view text) const {
  text = without_blanks(text);
  if (const auto plain = iso_day(text)) return plain;
  const Readings readings = readings_of(text);
  if (readings.plain) return readings.plain;
  if (readings.serial) return readings.serial;
  if (readings.day_first == readings.month_first) return readings.day_first;
  return decided() == DayOrder::day_first     ? readings.day_first
         : decided() == DayOrder::month_first ? readings.month_first
                                              : std::nullopt;
}

}  // namespace handover
