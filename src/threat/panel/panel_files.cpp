// Reading of panels and groups. Rows are read one by one, so that large files do not cost more than their
// numbers.
#include "tables/values.h"
#include "threat/panel/month_rows.h"
#include "threat/panel/panel.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

namespace handover::threat {
namespace {

// Beyond this a figure is a slip of the keyboard.
constexpr double kMostCounted = 1e9;

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

std::size_t value_column_of(const MonthRows& rows, const PanelOptions& options) {
  const bool named = !options.value_column.empty();
  if (named && !(options.column_may_lack && !rows.find({options.value_column})))
    return rows.need({options.value_column}, "name a column of the file");
  if (const auto value = rows.find({"value", "outcome"})) return *value;
  return rows.need({"ged_sb"}, "name the column that holds the counts `value`, or say --column NAME");
}

using UnknownMonths = std::set<std::pair<std::string, Month>>;  // given, as not known

// Unit-months of the panel's span, those that no row gives, and whether any row gives a zero.
struct Gaps {
  std::size_t without_row = 0, all = 0;
  bool has_zero = false;
};

// Sets those without a row to `filling`.
Gaps find_gaps(Panel& panel, const UnknownMonths& unknown, std::optional<double> filling) {
  Gaps gaps;
  for (std::size_t unit = 0; unit < panel.units.size(); ++unit) {
    for (std::size_t month = 0; month < panel.months; ++month) {
      double& value = panel.value[unit][month];
      ++gaps.all;
      gaps.has_zero = gaps.has_zero || value == 0.0;
      if (!std::isnan(value) || unknown.contains({panel.units[unit], panel.month_at(month)})) continue;
      ++gaps.without_row;
      if (filling) value = *filling;
    }
  }
  return gaps;
}

// A table made by adding up events has no row for a month without any.
void settle_absent(Panel& panel, Absent absent, const UnknownMonths& unknown) {
  const Gaps gaps = find_gaps(panel, unknown, absent == Absent::zero ? std::optional(0.0) : std::nullopt);
  if (!unknown.empty())
    panel.notes.push_back(fmt::format("has {} values that are missing: taken as not known", unknown.size()));
  if (gaps.without_row == 0) return;
  if (absent == Absent::zero) {
    panel.notes.push_back(fmt::format("gives no row for {} of {} unit-months: taken as zero (--absent zero)",
                                      gaps.without_row, gaps.all));
  } else if (!gaps.has_zero) {
    panel.notes.push_back(fmt::format(
        "holds no zero, and gives no row for {} of its {} unit-months: they are taken as not known, which "
        "makes "
        "forecasts too high if they were quiet; if a month without a row had no event, say --absent zero",
        gaps.without_row, gaps.all));
  }
}

}  // namespace

std::optional<Absent> parse_absent(std::string_view name) {
  if (name == "unknown") return Absent::unknown;
  if (name == "zero") return Absent::zero;
  return std::nullopt;
}

Panel read_panel(std::string_view bytes, const std::string& file_name, const PanelOptions& options) {
  MonthRows rows(bytes, file_name);
  const KeyColumns keys(rows);
  const std::size_t value_column = value_column_of(rows, options);
  Units units;
  std::vector<Cell> cells;
  std::set<std::pair<std::size_t, Month>> seen;
  UnknownMonths unknown;
  while (rows.next()) {
    const auto month = keys.month_of_row(rows);
    if (!month) continue;
    if (is_missing_value(rows.text(value_column))) {
      unknown.emplace(rows.unit(keys.unit), *month);
      continue;
    }
    const auto value = rows.number(value_column);
    if (!value || *value < 0.0 || *value != std::floor(*value) || *value > kMostCounted) {
      rows.complain(ProblemCode::wrong_type, value_column, "is not a count",
                    "write a whole number from 0 to 1000000000, or NA for a month not known");
      continue;
    }
    const std::size_t unit = units.index_of(rows.unit(keys.unit));
    if (!seen.emplace(unit, *month).second) {
      rows.complain(ProblemCode::duplicated, keys.unit,
                    fmt::format("is given twice for {}", to_string(*month)), "keep one of the rows");
      continue;
    }
    cells.push_back({unit, *month, *value});
  }
  rows.throw_if_problems();
  if (cells.empty()) {
    throw InputError(Problem{.code = ProblemCode::missing,
                             .file = file_name,
                             .what = "has no rows",
                             .hint = "give at least one unit and month"});
  }
  Panel panel = panel_of(cells, std::move(units.names));
  panel.notes = rows.notes();
  settle_absent(panel, options.absent, unknown);
  return panel;
}

std::vector<Panel> read_other_counts(std::string_view bytes, const std::string& file_name,
                                     const PanelOptions& options) {
  const MonthRows rows(bytes, file_name);
  const std::size_t value = value_column_of(rows, options);
  std::vector<Panel> counts;
  for (const char* name : {"ged_sb", "ged_ns", "ged_os"}) {
    const auto column = rows.find({name});
    if (!column || *column == value) continue;
    PanelOptions other = options;
    other.value_column = rows.header()[*column];
    counts.push_back(read_panel(bytes, file_name, other));
  }
  return counts;
}

std::map<std::string, std::string> read_groups(std::string_view bytes, const std::string& file_name) {
  MonthRows rows(bytes, file_name);
  const std::size_t unit = rows.need({"unit"}, "a table of groups has unit,group");
  const std::size_t group = rows.need({"group"}, "a table of groups has unit,group");
  std::map<std::string, std::string> groups;
  while (rows.next()) {
    if (rows.text(unit).empty() || rows.text(group).empty()) {
      rows.complain(ProblemCode::missing, rows.text(unit).empty() ? unit : group, "is empty",
                    "give each unit the name of a group");
    } else if (!groups.emplace(rows.unit(unit), rows.text(group)).second) {
      rows.complain(ProblemCode::duplicated, unit, "has two groups", "put each unit into one group");
    }
  }
  rows.throw_if_problems();
  return groups;
}

}  // namespace handover::threat
