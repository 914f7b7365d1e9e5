// Reads the fields of one row as typed values and writes down what is wrong with them. A faulty field yields
// a harmless value, so that one pass finds every problem of a mission.
#pragma once

#include "base/dates.h"
#include "base/problem.h"
#include "mission/names.h"
#include "tables/csv.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handover {

// Names of one kind of thing, in the order of their table.
class Names {
 public:
  static constexpr std::size_t kMost = 65'535;  // an index has 16 bits

  // How far the list can be trusted. A name that is not in a list in doubt is no second fault.
  enum class State { read, absent, in_doubt };

  explicit Names(std::string where) : where_(std::move(where)) {}
  bool add(const std::string& id);  // false when it is there already, or when the list is full
  std::optional<std::uint16_t> find(const std::string& id) const;
  const std::vector<std::string>& all() const { return ids_; }
  const std::string& where() const { return where_; }  // "zones.csv"
  State state() const { return state_; }
  // Whether a name that is not in the list is a fault of its own.
  bool settled() const { return state_ == State::read && !ids_.empty(); }
  void set_state(State state) { state_ = state; }

 private:
  std::string where_;
  State state_ = State::read;
  std::vector<std::string> ids_;
  std::map<std::string, std::uint16_t, std::less<>> index_;
};

class RowReader {
 public:
  RowReader(const Table& table, const Table::Row& row, std::vector<Problem>& problems)
      : table_(table), row_(row), problems_(problems) {}

  int line() const { return row_.line; }
  std::string text(std::string_view column) const;  // trimmed; empty when the column is left out
  bool has(std::string_view column) const { return !text(column).empty(); }
  bool has_column(std::string_view column) const { return table_.find(column).has_value(); }

  double number(std::string_view column, double low, double high);
  std::optional<double> optional_number(std::string_view column, double low, double high);
  int whole(std::string_view column, int low, int high);
  Date date(std::string_view column);
  std::optional<Date> optional_date(std::string_view column);
  bool yes(std::string_view column, bool otherwise);
  ThreePoint three_points(const std::string& prefix, double low, double high);  // prefix + low, mode, high

  template <class Enum>
  Enum word(std::string_view column) {
    const std::string written = text(column);
    if (const auto value = parse_word<Enum>(written)) return *value;
    if (!written.empty())
      report(ProblemCode::unknown_name, column, "is not known here", "write " + listed(words_of<Enum>()));
    return Enum{};
  }
  template <class Enum>
  std::vector<Enum> word_list(std::string_view column) {
    std::vector<Enum> values;
    for (const std::string& item : list(column)) {
      if (const auto value = parse_word<Enum>(item)) {
        values.push_back(*value);
      } else {
        report_value(ProblemCode::unknown_name, column, item, "is not known here",
                     "write " + listed(words_of<Enum>()));
      }
    }
    return values;
  }

  template <class IdType>
  IdType id(std::string_view column, const Names& names) {
    return optional_id<IdType>(column, names).value_or(IdType{});
  }
  template <class IdType>
  std::optional<IdType> optional_id(std::string_view column, const Names& names) {
    const std::string written = text(column);
    if (written.empty()) return std::nullopt;
    const auto found = find(column, written, names);
    return found ? std::optional{IdType{*found}} : std::nullopt;
  }
  template <class IdType>
  std::vector<IdType> id_list(std::string_view column, const Names& names) {
    std::vector<IdType> ids;
    for (const std::string& item : list(column)) {
      if (const auto found = find(column, item, names)) ids.push_back(IdType{*found});
    }
    return ids;
  }
  std::vector<std::string> list(std::string_view column) const;  // separated by ';'

  void report(ProblemCode code, std::string_view column, std::string what, std::string hint);
  void report_value(ProblemCode code, std::string_view column, std::string value, std::string what,
                    std::string hint);

 private:
  std::optional<std::uint16_t> find(std::string_view column, const std::string& written, const Names& names);
  void report_nothing_there(const Names& names, const std::string& written);

  const Table& table_;
  const Table::Row& row_;
  std::vector<Problem>& problems_;
};

std::string trimmed(std::string_view text);
std::optional<double> parse_number(std::string_view text);

}  // namespace handover
