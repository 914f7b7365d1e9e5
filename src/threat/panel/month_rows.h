// Rows of tables by unit and month, private to this module: columns by name, a unit and a month for each row,
// and a place for complaints.
#pragma once

#include "base/dates.h"
#include "tables/front_door.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handover::threat {

// One table of units and months, row by row.
class MonthRows {
 public:
  MonthRows(std::string_view bytes, const std::string& file);

  std::optional<std::size_t> find(std::initializer_list<std::string_view> names) const {
    return table_.find(names);
  }
  std::size_t need(std::initializer_list<std::string_view> names, std::string_view hint) const;
  const std::vector<std::string>& header() const { return table_.header; }
  const std::string& file() const { return table_.file; }
  const std::vector<std::string>& notes() const { return table_.notes; }

  // False at the end. Rows of another width are complained of and passed over.
  bool next();
  std::string_view text(std::size_t column) const;
  int line() const { return rows_.line(); }
  std::optional<double> number(std::size_t column) const;
  std::optional<int> whole(std::size_t column) const;
  // A unit's name; "57.0" is 57.
  std::string_view unit(std::size_t column) const;

  void complain(ProblemCode code, std::size_t column, std::string what, std::string hint);
  void throw_if_problems() const;

 private:
  void add(Problem problem);
  void check_header();

  OpenedTable table_;
  TableReader rows_;
  std::vector<Problem> problems_;
};

// Where a row's unit and month are: in our own layout, in a country-month or grid-month table's or in a
// mixture.
struct KeyColumns {
  std::size_t unit = 0;
  std::optional<std::size_t> month;                // YYYY-MM
  std::optional<std::size_t> month_id;             // 1 is January 1980
  std::optional<std::size_t> year, month_of_year;  // 2021 and 10

  explicit KeyColumns(const MonthRows& rows);
  // Nothing, and a complaint, when the row names no unit or no month that counts could be of.
  std::optional<Month> month_of_row(MonthRows& rows) const;

 private:
  std::optional<Month> month_by_number(const MonthRows& rows) const;
};

}  // namespace handover::threat
