// Reading and writing of draws: files of millions of rows do not cost more than their numbers.
#include "base/plain_text.h"
#include "tables/csv.h"
#include "tables/values.h"
#include "threat/panel/month_rows.h"
#include "threat/panel/panel.h"

#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

namespace handover::threat {
namespace {

// Beyond this the square of a figure would not fit.
constexpr double kMostDrawn = 1e15;

struct Draw {
  int number = 0, line = 0;
  double value = 0.0;
};
using DrawsByKey = std::map<std::pair<std::size_t, Month>, std::vector<Draw>>;

// Where a row's draws are: one of them beside its number, all of them in columns of their own, or all in one
// cell.
struct DrawColumns {
  std::optional<std::size_t> number, value;
  std::vector<std::size_t> each;
  std::optional<std::size_t> list;
};

// "draw_12", "sample12" -> 12.
std::optional<int> draw_number_in(const std::string& name) {
  const std::string plain = plain_column_name(name);
  for (const std::string_view start : {"draw", "sample", "outcome", "pred"}) {
    if (!plain.starts_with(start) || plain.size() == start.size()) continue;
    return code_of(plain.substr(start.size()));
  }
  return std::nullopt;
}

std::optional<std::size_t> value_column(const MonthRows& rows) {
  if (const auto named = rows.find({"outcome", "value", "prediction", "forecast"})) return named;
  for (std::size_t c = 0; c < rows.header().size(); ++c) {
    if (plain_column_name(rows.header()[c]).starts_with("pred")) return c;
  }
  return std::nullopt;
}

DrawColumns draw_columns(const MonthRows& rows) {
  const std::string hint =
      "a file of draws has unit,month,draw,value, or a column for each draw: draw_0, draw_1 ...";
  DrawColumns columns;
  columns.number = rows.find({"draw", "sample", "draw_id", "sample_id"});
  if (!columns.number) {
    std::vector<std::pair<int, std::size_t>> numbered;
    for (std::size_t c = 0; c < rows.header().size(); ++c) {
      if (const auto number = draw_number_in(rows.header()[c])) numbered.emplace_back(*number, c);
    }
    std::sort(numbered.begin(), numbered.end());
    for (const auto& [number, column] : numbered) columns.each.push_back(column);
    if (columns.each.size() >= 2) return columns;
    columns.each.clear();
    columns.list = value_column(rows);
    if (columns.list) return columns;
    rows.need({"draw"}, hint);
  }
  const auto value = value_column(rows);
  columns.value = value ? *value : rows.need({"value"}, hint);
  return columns;
}

}  // namespace

bool are_draws(const OpenedTable& table) {
  if (table.find({"draw", "sample", "draw_id", "sample_id"})) return true;
  const auto numbered = std::count_if(table.header.begin(), table.header.end(), [](const std::string& name) {
    return draw_number_in(name).has_value();
  });
  if (numbered >= 2) return true;
  TableReader rows(table);
  return rows.next() && std::any_of(rows.fields().begin(), rows.fields().end(), [](const CsvField& field) {
           return without_blanks(field.text).starts_with('[');
         });
}

namespace {

class DrawReader {
 public:
  explicit DrawReader(MonthRows& rows) : rows_(rows), columns_(draw_columns(rows)) {}

  void read_row(std::vector<Draw>& draws) {
    if (columns_.number) return read_one(draws);
    if (columns_.list) return read_list(draws);
    for (std::size_t i = 0; i < columns_.each.size(); ++i)
      add(draws, columns_.each[i], static_cast<int>(i), rows_.text(columns_.each[i]));
  }

 private:
  void read_one(std::vector<Draw>& draws) {
    const auto number = rows_.whole(*columns_.number);
    if (!number || *number < 0)
      return rows_.complain(ProblemCode::wrong_type, *columns_.number, "is not a draw's number",
                            "number the draws from 0");
    add(draws, *columns_.value, *number, rows_.text(*columns_.value));
  }
  // "[3, 1, 4]"
  void read_list(std::vector<Draw>& draws) {
    std::string_view text = rows_.text(*columns_.list);
    if (!text.starts_with('[') || !text.ends_with(']'))
      return rows_.complain(ProblemCode::wrong_type, *columns_.list, "is one value and no list of draws",
                            "give a column `draw` with its number, or all draws as [3, 1, 4]");
    text = text.substr(1, text.size() - 2);
    for (int number = 0; !text.empty(); ++number) {
      const auto end = std::min(text.find(','), text.size());
      add(draws, *columns_.list, number, without_blanks(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }
  void add(std::vector<Draw>& draws, std::size_t column, int number, std::string_view text) {
    const auto value = number_of(text);
    if (!value || *value < 0.0 || *value > kMostDrawn)
      return rows_.complain(ProblemCode::wrong_type, column, "is not a count's draw",
                            "write a number from 0 to 1e15");
    draws.push_back({number, rows_.line(), *value});
  }

  MonthRows& rows_;
  DrawColumns columns_;
};

Problem given_twice(const std::string& file, const Draw& draw, const std::string& where) {
  return {.code = ProblemCode::duplicated,
          .file = file,
          .line = draw.line,
          .field = "draw",
          .value = std::to_string(draw.number),
          .what = "is given twice for " + where,
          .hint = "number the draws of each unit and month apart"};
}

// In the order of their numbers; each unit-month has as many.
std::vector<Forecast> forecasts_of(DrawsByKey& draws, const std::vector<std::string>& units,
                                   const std::string& file) {
  std::vector<Forecast> forecasts;
  const std::size_t count = draws.begin()->second.size();
  for (auto& [key, list] : draws) {
    std::stable_sort(list.begin(), list.end(),
                     [](const Draw& a, const Draw& b) { return a.number < b.number; });
    const auto twice = std::adjacent_find(list.begin(), list.end(),
                                          [](const Draw& a, const Draw& b) { return a.number == b.number; });
    const std::string where = fmt::format("unit {}, month {}", units[key.first], to_string(key.second));
    if (twice != list.end()) throw InputError(given_twice(file, *std::next(twice), where));
    if (list.size() != count) {
      throw InputError(
          Problem{.code = ProblemCode::inconsistent,
                  .file = file,
                  .line = list.empty() ? 0 : list.back().line,
                  .what = fmt::format("{} has {} draws where the first has {}", where, list.size(), count),
                  .hint = "give every unit and month the same number of draws"});
    }
    Forecast forecast{units[key.first], key.second, {}};
    for (const Draw& draw : list) forecast.draws.push_back(draw.value);
    forecasts.push_back(std::move(forecast));
  }
  return forecasts;
}

}  // namespace

std::vector<Forecast> read_draws(std::string_view bytes, const std::string& file_name) {
  MonthRows rows(bytes, file_name);
  const KeyColumns keys(rows);
  DrawReader reader(rows);
  std::map<std::string, std::size_t, std::less<>> index;
  std::vector<std::string> units;
  DrawsByKey draws;
  while (rows.next()) {
    const auto month = keys.month_of_row(rows);
    if (!month) continue;
    const std::string_view unit = rows.unit(keys.unit);
    auto at = index.find(unit);
    if (at == index.end()) {
      at = index.emplace(unit, units.size()).first;
      units.emplace_back(unit);
    }
    reader.read_row(draws[{at->second, *month}]);
  }
  rows.throw_if_problems();
  if (draws.empty() || draws.begin()->second.empty()) {
    throw InputError(Problem{.code = ProblemCode::missing,
                             .file = file_name,
                             .what = "has no draws",
                             .hint = "give unit,month,draw,value rows"});
  }
  return forecasts_of(draws, units, rows.file());
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

}  // namespace handover::threat
