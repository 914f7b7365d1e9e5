// Inside the mission module only: checks the rows of one table against its constraints. What its reader has
// found already is not said again.
#pragma once

#include "mission/constraints.h"
#include "mission/doubtful.h"
#include "mission/row_reader.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace handover {

class TableCheck {
 public:
  // The names of a list ("zones.csv"); null where they are not known.
  using Lists = std::function<const Names*(std::string_view list)>;

  TableCheck(const TableConstraints& constraints, const Table& table, Lists lists,
             std::vector<Problem>& refused, std::vector<Doubt>& doubtful);

  // `told` is the number of problems before the row was read.
  void row(const Table::Row& row, std::size_t told);
  // After the last row: what can only be seen from all of them.
  void finish();

 private:
  struct Period {
    Date from, to;
    const Table::Row* row;
  };
  using Group = std::vector<std::string>;

  void check_value(RowReader& reader, std::string_view column, const Domain& domain);
  bool check_characters(RowReader& reader, std::string_view column, const Domain& domain);
  void check_kind(RowReader& reader, std::string_view column, const Domain& domain);
  void check_number(RowReader& reader, std::string_view column, const Domain& domain);
  void check_names(RowReader& reader, std::string_view column, const Domain& domain);
  void check_words(RowReader& reader, std::string_view column, const Domain& domain);
  void check_zones(RowReader& reader, std::string_view column);
  void check_repeated(RowReader& reader, std::string_view column);

  void check_rule(std::size_t index, RowReader& reader, const Table::Row& row);
  void check_order(const RowConstraint& rule, RowReader& reader);
  void check_days(const RowConstraint& rule, RowReader& reader);
  void check_unique(std::size_t index, RowReader& reader);
  void keep_period(std::size_t index, RowReader& reader, const Table::Row& row);
  void check_rising(std::size_t index, const Table::Row& row);
  void check_circles(std::size_t index);
  void check_periods(std::size_t index);

  // Refused or doubtful, by the grade of the rule.
  void tell(const RowConstraint& rule, const Table::Row& row, std::string_view column, std::string what = {});
  void doubt(std::string rule, std::string_view column, std::string what, std::string hint);
  bool is_told(int line, std::string_view column) const;

  const TableConstraints& constraints_;
  const Table& table_;
  Lists lists_;
  std::vector<Problem>& refused_;
  std::vector<Doubt>& doubtful_;
  std::size_t told_ = 0;
  const Table::Row* row_ = nullptr;
  std::set<std::string> ids_;
  bool repeated_id_ = false;
  // By rule: the first line of each combination, the period of each row, and who refers to whom.
  std::vector<std::map<Group, int>> first_lines_;
  std::vector<std::map<Group, std::vector<Period>>> periods_;
  struct Reference {
    std::string to;
    const Table::Row* row = nullptr;
  };
  std::vector<std::map<std::string, Reference>> references_;
  std::vector<std::optional<Date>> newest_;
};

}  // namespace handover
