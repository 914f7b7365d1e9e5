// Reading and writing of panels and draws. Rows are read one by one, so that files of millions of draws do
// not cost more than their numbers.
#include "base/plain_text.h"
#include "tables/csv.h"
#include "threat/panel.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

namespace handover::threat {
namespace {

constexpr std::size_t kMostProblems = 20;  // a file of the wrong kind has as many problems as rows
// Beyond these a figure is a slip of the keyboard, and its square or a table of its months would not fit.
constexpr double kMostCounted = 1e9, kMostDrawn = 1e15;
constexpr Month kFirstMonth{std::chrono::year{1900}, std::chrono::month{1}};
constexpr Month kLastMonth{std::chrono::year{2199}, std::chrono::month{12}};

std::string_view without_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view{}
                                         : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Words of a file that may be of any kind, for a message: its first characters, what cannot be printed left
// out.
std::string shown(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  std::string words;
  for (const char c : text.substr(0, kLongest)) words += c >= ' ' && c <= '~' ? c : '?';
  return text.size() > kLongest ? words + "..." : words;
}

// Columns of the file by name, and a place to put complaints.
class RowReader {
 public:
  RowReader(std::string_view text, std::string file) : reader_(text), file_(std::move(file)) {
    if (!reader_.next()) {
      throw InputError(Problem{.file = file_, .what = "is empty", .hint = "give a header line and rows"});
    }
    for (const CsvField& field : reader_.fields()) {
      const std::string name(without_blanks(field.text));
      if (find(name) && !name.empty()) complain_of_header(field, "stands twice in the header");
      header_.push_back(name);
    }
  }

  std::optional<std::size_t> find(std::string_view name) const {
    const auto at = std::find(header_.begin(), header_.end(), name);
    if (at == header_.end()) return std::nullopt;
    return static_cast<std::size_t>(at - header_.begin());
  }
  std::size_t need(std::string_view name, std::string_view hint) const {
    const auto at = find(name);
    if (at) return *at;
    std::string header;
    for (const std::string& column : header_) header += (header.empty() ? "" : ",") + column;
    throw InputError(Problem{.file = file_,
                             .line = 1,
                             .field = std::string(name),
                             .value = shown(header),
                             .what = "has no such column",
                             .hint = std::string(hint)});
  }

  bool next() {
    while (reader_.next()) {
      if (reader_.fields().size() == header_.size()) return true;
      if (reader_.unclosed_quote_line() > 0) break;
      add({.file = file_,
           .line = reader_.line(),
           .what =
               fmt::format("has {} fields where the header has {}", reader_.fields().size(), header_.size()),
           .hint = "give every column a field"});
    }
    if (reader_.unclosed_quote_line() > 0) {
      problems_.push_back({.file = file_,
                           .line = reader_.unclosed_quote_line(),
                           .what = "opens a quote that is never closed",
                           .hint = "close the quote"});
    }
    return false;
  }
  std::string_view text(std::size_t column) const { return without_blanks(reader_.fields()[column].text); }
  int line() const { return reader_.line(); }

  void complain(std::size_t column, std::string what, std::string hint) {
    const CsvField& field = reader_.fields()[column];
    add({.file = file_,
         .line = reader_.line(),
         .column = field.column,
         .field = header_[column],
         .value = shown(field.text),
         .what = std::move(what),
         .hint = std::move(hint)});
  }
  void throw_if_problems() const {
    if (!problems_.empty()) throw InputError(problems_);
  }

  std::optional<double> number(std::size_t column) const {
    const std::string_view field = text(column);
    double value = 0.0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc() || end != field.data() + field.size() || !std::isfinite(value))
      return std::nullopt;
    return value;
  }
  std::optional<int> whole(std::size_t column) const {
    const auto value = number(column);
    if (!value || std::abs(*value) > 1e9 || *value != std::floor(*value)) return std::nullopt;
    return static_cast<int>(*value);
  }

 private:
  void add(Problem problem) {
    problems_.push_back(std::move(problem));
    if (problems_.size() >= kMostProblems) throw InputError(problems_);
  }
  void complain_of_header(const CsvField& field, const char* what) {
    add({.file = file_,
         .line = reader_.line(),
         .column = field.column,
         .value = shown(field.text),
         .what = what,
         .hint = "give every column a name of its own"});
  }

  CsvReader reader_;
  std::string file_;
  std::vector<std::string> header_;
  std::vector<Problem> problems_;
};

// Where a row's unit and month are: in our own layout, in a country-month table's or in a mixture of both.
struct KeyColumns {
  std::size_t unit = 0;
  std::optional<std::size_t> month;                // YYYY-MM
  std::optional<std::size_t> month_id;             // 1 is January 1980
  std::optional<std::size_t> year, month_of_year;  // 2021 and 10

  explicit KeyColumns(const RowReader& rows) {
    const auto own = rows.find("unit"), country = rows.find("country_id");
    unit = own       ? *own
           : country ? *country
                     : rows.need("unit", "name the unit's column `unit` or `country_id`");
    // Beside `unit` a month is YYYY-MM, whatever else the row says of it; a country's number comes first.
    const auto named = rows.find("month"), number = rows.find("month_id"), year_number = rows.find("year");
    if (number && !(own && named)) {
      month_id = number;
    } else if (!own && named && year_number) {
      month_of_year = named;
      year = year_number;
    } else {
      month = rows.need("month", "name the month's column `month` (YYYY-MM) or `month_id`");
    }
  }

  // Nothing, and a complaint, when the row names no unit or no month that counts could be of.
  std::optional<Month> month_of_row(RowReader& rows) const {
    if (rows.text(unit).empty()) {
      rows.complain(unit, "names no unit", "write whose month it is");
      return std::nullopt;
    }
    const std::size_t column = month ? *month : month_id ? *month_id : *month_of_year;
    const auto read = month ? parse_month(rows.text(*month)) : month_by_number(rows);
    if (read && kFirstMonth <= *read && *read <= kLastMonth) return read;
    const char* right = month      ? "write YYYY-MM, for example 2021-10"
                        : month_id ? "write its number: 1 is January 1980"
                                   : "write a year and a month from 1 to 12";
    rows.complain(column, read ? "is a month outside 1900 to 2199" : "is not a month", right);
    return std::nullopt;
  }

 private:
  std::optional<Month> month_by_number(const RowReader& rows) const {
    const auto number = rows.whole(month_id ? *month_id : *month_of_year);
    if (!number) return std::nullopt;
    if (month_id) {
      if (std::abs(*number) > 12'000) return std::nullopt;
      return plus_months(Month{std::chrono::year{1980}, std::chrono::month{1}}, *number - 1);
    }
    const auto year_number = rows.whole(*year);
    if (!year_number || *year_number < 0 || *year_number > 9999 || *number < 1 || *number > 12)
      return std::nullopt;
    return Month{std::chrono::year{*year_number}, std::chrono::month{static_cast<unsigned>(*number)}};
  }
};

// Numbers of units in order of first appearance.
class Units {
 public:
  std::size_t index_of(std::string_view unit) {
    const auto [at, added] = index_.try_emplace(std::string(unit), names.size());
    if (added) names.emplace_back(unit);
    return at->second;
  }
  std::vector<std::string> names;

 private:
  std::unordered_map<std::string, std::size_t> index_;
};

struct Cell {
  std::size_t unit;
  Month month;
  double value;
};

Panel panel_of(const std::vector<Cell>& cells, std::vector<std::string> units) {
  const auto [first, last] = std::minmax_element(
      cells.begin(), cells.end(), [](const Cell& a, const Cell& b) { return a.month < b.month; });
  Panel panel;
  panel.units = std::move(units);
  panel.first = first->month;
  panel.months = static_cast<std::size_t>(months_between(first->month, last->month)) + 1;
  panel.value.assign(panel.units.size(), std::vector<double>(panel.months, kMissing));
  for (const Cell& cell : cells) {
    panel.value[cell.unit][static_cast<std::size_t>(months_between(panel.first, cell.month))] = cell.value;
  }
  return panel;
}

std::size_t value_column_of(const RowReader& rows, const PanelOptions& options) {
  const bool named = !options.value_column.empty();
  if (named && !(options.column_may_lack && !rows.find(options.value_column)))
    return rows.need(options.value_column, "name a column of the file");
  if (const auto value = rows.find("value")) return *value;
  return rows.need("ged_sb", "name the column that holds the counts `value`, or say --column NAME");
}

}  // namespace

Panel read_panel(std::string_view text, const std::string& file_name, const PanelOptions& options) {
  RowReader rows(text, file_name);
  const KeyColumns keys(rows);
  const std::size_t value_column = value_column_of(rows, options);
  Units units;
  std::vector<Cell> cells;
  std::set<std::pair<std::size_t, Month>> seen;
  while (rows.next()) {
    const auto month = keys.month_of_row(rows);
    if (!month) continue;
    const auto value = rows.number(value_column);
    if (!value || *value < 0.0 || *value != std::floor(*value) || *value > kMostCounted) {
      rows.complain(value_column, "is not a count",
                    "write a whole number from 0 to 1000000000; leave out months not known");
      continue;
    }
    const std::size_t unit = units.index_of(rows.text(keys.unit));
    if (!seen.emplace(unit, *month).second) {
      rows.complain(keys.unit, fmt::format("is given twice for {}", to_string(*month)),
                    "keep one of the rows");
      continue;
    }
    cells.push_back({unit, *month, *value});
  }
  rows.throw_if_problems();
  if (cells.empty()) {
    throw InputError(
        Problem{.file = file_name, .what = "has no rows", .hint = "give at least one unit and month"});
  }
  return panel_of(cells, std::move(units.names));
}

std::vector<Forecast> read_draws(std::string_view text, const std::string& file_name) {
  RowReader rows(text, file_name);
  const KeyColumns keys(rows);
  const std::size_t draw_column = rows.need("draw", "a file of draws has unit,month,draw,value");
  const auto outcome = rows.find("outcome");
  const std::size_t value_column =
      outcome ? *outcome : rows.need("value", "a file of draws has unit,month,draw,value");
  struct Draw {
    int number, line;
    double value;
  };
  Units units;
  std::map<std::pair<std::size_t, Month>, std::vector<Draw>> draws;
  while (rows.next()) {
    const auto month = keys.month_of_row(rows);
    if (!month) continue;
    const auto number = rows.whole(draw_column);
    if (!number || *number < 0) {
      rows.complain(draw_column, "is not a draw's number", "number the draws from 0");
      continue;
    }
    const auto value = rows.number(value_column);
    if (!value || *value < 0.0 || *value > kMostDrawn) {
      rows.complain(value_column, "is not a count's draw", "write a number from 0 to 1e15");
      continue;
    }
    draws[{units.index_of(rows.text(keys.unit)), *month}].push_back({*number, rows.line(), *value});
  }
  rows.throw_if_problems();
  if (draws.empty()) {
    throw InputError(
        Problem{.file = file_name, .what = "has no draws", .hint = "give unit,month,draw,value rows"});
  }
  std::vector<Forecast> forecasts;
  const std::size_t count = draws.begin()->second.size();
  for (auto& [key, list] : draws) {
    std::stable_sort(list.begin(), list.end(),
                     [](const Draw& a, const Draw& b) { return a.number < b.number; });
    const auto twice = std::adjacent_find(list.begin(), list.end(),
                                          [](const Draw& a, const Draw& b) { return a.number == b.number; });
    const std::string where = fmt::format("unit {}, month {}", units.names[key.first], to_string(key.second));
    if (twice != list.end()) {
      throw InputError(Problem{.file = file_name,
                               .line = std::next(twice)->line,
                               .field = "draw",
                               .value = std::to_string(twice->number),
                               .what = "is given twice for " + where,
                               .hint = "number the draws of each unit and month apart"});
    }
    if (list.size() != count) {
      throw InputError(
          Problem{.file = file_name,
                  .line = list.back().line,
                  .what = fmt::format("{} has {} draws where the first has {}", where, list.size(), count),
                  .hint = "give every unit and month the same number of draws"});
    }
    Forecast forecast{units.names[key.first], key.second, {}};
    for (const Draw& draw : list) forecast.draws.push_back(draw.value);
    forecasts.push_back(std::move(forecast));
  }
  return forecasts;
}

std::string write_draws(const std::vector<Forecast>& forecasts) {
  std::string text = "unit,month,draw,value\n";
  for (const Forecast& forecast : forecasts) {
    const std::string key = csv_field(safe_cell(forecast.unit)) + "," + to_string(forecast.month) + ",";
    for (std::size_t draw = 0; draw < forecast.draws.size(); ++draw) {
      fmt::format_to(std::back_inserter(text), "{}{},{}\n", key, draw, forecast.draws[draw]);
    }
  }
  return text;
}

std::map<std::string, std::string> read_groups(std::string_view text, const std::string& file_name) {
  RowReader rows(text, file_name);
  const std::size_t unit = rows.need("unit", "a table of groups has unit,group");
  const std::size_t group = rows.need("group", "a table of groups has unit,group");
  std::map<std::string, std::string> groups;
  while (rows.next()) {
    if (rows.text(unit).empty() || rows.text(group).empty()) {
      rows.complain(rows.text(unit).empty() ? unit : group, "is empty", "give each unit the name of a group");
    } else if (!groups.emplace(rows.text(unit), rows.text(group)).second) {
      rows.complain(unit, "has two groups", "put each unit into one group");
    }
  }
  rows.throw_if_problems();
  return groups;
}

}  // namespace handover::threat
