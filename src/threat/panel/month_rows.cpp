#include "threat/panel/month_rows.h"

#include "tables/days.h"
#include "tables/values.h"
#include "threat/panel/panel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace handover::threat {
namespace {

constexpr std::size_t kMostProblems = 20;  // a file of the wrong kind has as many problems as rows
// Beyond these a month is a slip of the keyboard, and a table of the months between would not fit.
constexpr Month kFirstMonth{std::chrono::year{1900}, std::chrono::month{1}};
constexpr Month kLastMonth{std::chrono::year{2199}, std::chrono::month{12}};

// "2021-10", or a day that stands for its month: the first or the last.
std::optional<Month> month_in(std::string_view text) {
  if (const auto month = parse_month(text)) return month;
  if (text.size() > 10 && (text[10] == ' ' || text[10] == 'T')) text = text.substr(0, 10);
  const auto day = parse_date(text);
  if (!day) return std::nullopt;
  const Month month = month_of(*day);
  return *day == first_day(month) || *day == last_day(month) ? std::optional(month) : std::nullopt;
}

}  // namespace

std::span<const KnownTable> known_month_tables() {
  static const std::array<KnownTable, 2> tables = {{
      {"units by month",
       {{"unit", "countryid", "priogridgid", "priogridid", "pgid", "gid", "iso3", "isoab", "gwno", "gwcode",
         "country"},
        {"month", "monthid"}}},
      {"groups of units", {{"unit"}, {"group"}}},
  }};
  return tables;
}

bool are_groups(const OpenedTable& table) {
  return table.known == std::size_t{1};
}

MonthRows::MonthRows(std::string_view bytes, const std::string& file)
    : table_(open_table(bytes, file, known_month_tables())), rows_(table_) {
  if (table_.header.empty())
    throw InputError(Problem{.code = ProblemCode::missing,
                             .file = file,
                             .what = "is empty",
                             .hint = "give a header line and rows"});
  check_header();
}

void MonthRows::check_header() {
  for (std::size_t c = 0; c < table_.header.size(); ++c) {
    const std::string& name = table_.header[c];
    if (name.empty() || table_.find({name}) == c) continue;
    add({.code = ProblemCode::duplicated,
         .file = table_.file,
         .line = table_.first_line,
         .value = shown_value(name),
         .what = "stands twice in the header",
         .hint = "give every column a name of its own"});
  }
}

std::size_t MonthRows::need(std::initializer_list<std::string_view> names, std::string_view hint) const {
  if (const auto at = find(names)) return *at;
  std::string header;
  for (const std::string& column : table_.header) header += (header.empty() ? "" : ",") + column;
  throw InputError(Problem{.code = ProblemCode::missing,
                           .file = table_.file,
                           .line = table_.first_line,
                           .field = std::string(*names.begin()),
                           .value = shown_value(header),
                           .what = "has no such column",
                           .hint = std::string(hint)});
}

bool MonthRows::next() {
  while (rows_.next()) {
    if (rows_.row().unclosed_quote_line() > 0) break;
    if (rows_.fits_header()) return true;
    add({.code = ProblemCode::syntax,
         .file = table_.file,
         .line = rows_.line(),
         .what = rows_.unlike_header(),
         .hint = "give every column a field"});
  }
  if (const int line = rows_.row().unclosed_quote_line(); line > 0) {
    problems_.push_back({.code = ProblemCode::syntax,
                         .file = table_.file,
                         .line = line,
                         .what = "opens a quote that is never closed",
                         .hint = "close the quote"});
  }
  return false;
}

std::string_view MonthRows::text(std::size_t column) const {
  return without_blanks(rows_.fields()[column].text);
}

std::optional<double> MonthRows::number(std::size_t column) const {
  return number_of(text(column));
}

std::optional<int> MonthRows::whole(std::size_t column) const {
  return code_of(text(column));
}

std::string_view MonthRows::unit(std::size_t column) const {
  const std::string_view name = text(column);
  const auto point = name.find('.');
  return point != std::string_view::npos && point > 0 && code_of(name) ? name.substr(0, point) : name;
}

void MonthRows::complain(ProblemCode code, std::size_t column, std::string what, std::string hint) {
  const CsvField& field = rows_.fields()[column];
  add({.code = code,
       .file = table_.file,
       .line = rows_.line(),
       .column = field.column,
       .field = table_.header[column],
       .value = shown_value(field.text),
       .what = std::move(what),
       .hint = std::move(hint)});
}

void MonthRows::throw_if_problems() const {
  if (!problems_.empty()) throw InputError(problems_);
}

void MonthRows::add(Problem problem) {
  problems_.push_back(std::move(problem));
  if (problems_.size() >= kMostProblems) throw InputError(problems_);
}

KeyColumns::KeyColumns(const MonthRows& rows) {
  const auto own = rows.find({"unit"});
  const auto numbered = rows.find({"country_id", "priogrid_gid", "priogrid_id", "pg_id", "gid", "iso3",
                                   "isoab", "gwno", "gwcode", "country"});
  unit = own        ? *own
         : numbered ? *numbered
                    : rows.need({"unit"}, "name the unit's column `unit`, `country_id` or `priogrid_gid`");
  // Beside `unit` a month is YYYY-MM, whatever else the row says of it; a country's number comes first.
  const auto named = rows.find({"month"}), number = rows.find({"month_id"}),
             year_number = rows.find({"year"});
  if (number && !(own && named)) {
    month_id = number;
  } else if (!own && named && year_number) {
    month_of_year = named;
    year = year_number;
  } else {
    month = rows.need({"month"}, "name the month's column `month` (YYYY-MM) or `month_id`");
  }
}

std::optional<Month> KeyColumns::month_of_row(MonthRows& rows) const {
  if (rows.text(unit).empty()) {
    rows.complain(ProblemCode::unknown_reference, unit, "names no unit", "write whose month it is");
    return std::nullopt;
  }
  const std::size_t column = month ? *month : month_id ? *month_id : *month_of_year;
  const auto read = month ? month_in(rows.text(*month)) : month_by_number(rows);
  if (read && kFirstMonth <= *read && *read <= kLastMonth) return read;
  const char* right = month      ? "write YYYY-MM, for example 2021-10"
                      : month_id ? "write its number: 1 is January 1980"
                                 : "write a year and a month from 1 to 12";
  rows.complain(ProblemCode::out_of_range, column,
                read ? "is a month outside 1900 to 2199" : "is not a month", right);
  return std::nullopt;
}

std::optional<Month> KeyColumns::month_by_number(const MonthRows& rows) const {
  if (month_id) {
    const auto number = rows.whole(*month_id);
    if (!number || std::abs(*number) > 12'000) return std::nullopt;
    return plus_months(Month{std::chrono::year{1980}, std::chrono::month{1}}, *number - 1);
  }
  const int number = month_number(rows.text(*month_of_year));
  const auto year_number = rows.whole(*year);
  if (number == 0 || !year_number || *year_number < 0 || *year_number > 9999) return std::nullopt;
  return Month{std::chrono::year{*year_number}, std::chrono::month{static_cast<unsigned>(number)}};
}

}  // namespace handover::threat
