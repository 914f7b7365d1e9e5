// Many units by month: the table that panel forecasts are made from and scored against, and the files that
// hold it.
#pragma once

#include "base/dates.h"
#include "base/problem.h"
#include "tables/front_door.h"

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
  std::vector<std::string> notes = {};     // what was decided about the file, for people; of read_panel alone

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

// What a month means that no row gives, between the first and the last of the panel.
enum class Absent { unknown, zero };
std::optional<Absent> parse_absent(std::string_view name);

struct PanelOptions {
  std::string value_column;      // empty: `value`, `outcome`, or `ged_sb` in a country-month table
  bool column_may_lack = false;  // a file without that column is read as if none had been named
  Absent absent = Absent::unknown;
};

// Reads, from any file that the front door takes (tables/front_door.h), `unit,month,value` (month YYYY-MM or
// its first or last day), or a country-month or grid-month table with `country_id` or `priogrid_gid` and
// `month_id` (1 is January 1980) or `year` and `month`; `unit` goes with `month_id` too, and `country_id`
// with `month` alone. Rows in any order; a value that is missing (NA ...) is a month not known. Complains,
// with line and column, of values that are not whole numbers from 0 to 1e9, of months that do not exist or
// lie outside 1900 to 2199 and of a unit-month given twice. `notes` says so when the panel seems to leave out
// its quiet months. Throws InputError.
Panel read_panel(std::string_view bytes, const std::string& file_name, const PanelOptions& options = {});

// The file's further counts of the same units: whichever of `ged_sb`, `ged_ns` and `ged_os` (state-based,
// non-state and one-sided violence) stand beside the value that `options` reads.
std::vector<Panel> read_other_counts(std::string_view bytes, const std::string& file_name,
                                     const PanelOptions& options = {});

// For the front door, and what a table that it knows by them holds.
std::span<const KnownTable> known_month_tables();
bool are_groups(const OpenedTable& table);
bool are_draws(const OpenedTable& table);

// One forecast: draws for a unit and month.
struct Forecast {
  std::string unit;
  Month month{};
  std::vector<double> draws;  // in file order
};

// Mean of the middle nine in ten draws, which one far-fetched draw does not move. `sorted` ascends and is not
// empty.
double middle_mean(std::span<const double> sorted);

// Reads `unit,month,draw,value`; the layout of VIEWS' submissions, `month_id,country_id,draw,outcome` (or
// `priogrid_gid`); the same with a column for each draw (draw_0, draw_1 ...) or all draws of a row in one
// cell, as Parquet's lists come. Rows in any order; a draw given twice, a value that is negative or above
// 1e15 and numbers of draws that differ between unit-months are refused.
std::vector<Forecast> read_draws(std::string_view bytes, const std::string& file_name);
std::string write_draws(const std::vector<Forecast>& forecasts);

// Two columns `unit,group`.
std::map<std::string, std::string> read_groups(std::string_view bytes, const std::string& file_name);

}  // namespace handover::threat
