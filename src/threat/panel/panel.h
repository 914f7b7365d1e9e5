// Many units by month: the table that panel forecasts are made from and scored against, and the files that
// hold it.
#pragma once

#include "base/dates.h"
#include "base/problem.h"

#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handover::threat {

inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

// Values by unit and month without holes in the calendar; a month that no row gives is missing, not zero.
struct Panel {
  std::vector<std::string> units;  // in order of first appearance, by name after `known_at`
  Month first{};
  std::size_t months = 0;
  std::vector<std::vector<double>> value;  // [unit][month], NaN where missing

  std::optional<std::size_t> find_unit(std::string_view unit) const;
  Month month_at(std::size_t index) const { return plus_months(first, static_cast<int>(index)); }
  // NaN outside the table.
  double at(std::size_t unit, Month month) const;
};

// The panel as it was known at the end of `origin`: later months, and units that have values in later months
// alone, are not there at all, and it ends with the last month that somebody has a value in. Units stand in
// the order of their names (numbers as numbers, before words), so that nothing computed from the result can
// depend on what came later or on the order of a file's rows.
Panel known_at(const Panel& panel, Month origin);

struct PanelOptions {
  std::string value_column;      // empty: `value`, or `ged_sb` in a country-month table
  bool column_may_lack = false;  // a file without that column is read as if none had been named
};

// Reads `unit,month,value` (month YYYY-MM), or a country-month table with `country_id` and `month_id` (1 is
// January 1980) or `year` and `month`; `unit` goes with `month_id` too, and `country_id` with `month` alone
// (YYYY-MM). Rows in any order; blanks around a field do not count. Complains, with
// line and column, of values that are not whole numbers from 0 to 1e9, of months that do not exist or
// lie outside 1900 to 2199 and of a unit-month given twice. Throws InputError.
Panel read_panel(std::string_view text, const std::string& file_name, const PanelOptions& options = {});

// One forecast: draws for a unit and month.
struct Forecast {
  std::string unit;
  Month month{};
  std::vector<double> draws;  // in file order
};

// Mean of the middle nine in ten draws, which one far-fetched draw does not move. `sorted` ascends and is not
// empty.
double middle_mean(std::span<const double> sorted);

// Reads `unit,month,draw,value`, or the layout `month_id,country_id,draw,outcome`. Rows in any order; a draw
// given twice, a value that is negative or above 1e15 and numbers of draws that differ between unit-months
// are refused.
std::vector<Forecast> read_draws(std::string_view text, const std::string& file_name);
std::string write_draws(const std::vector<Forecast>& forecasts);

// Two columns `unit,group`.
std::map<std::string, std::string> read_groups(std::string_view text, const std::string& file_name);

}  // namespace handover::threat
