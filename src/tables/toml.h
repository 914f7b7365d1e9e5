// TOML files with the place of every value, so that complaints can point at it. The parser is toml++; its
// types stay in toml.cpp.
#pragma once

#include "base/dates.h"
#include "base/problem.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace handover {

struct TomlValue;
using TomlArray = std::vector<TomlValue>;
using TomlTable = std::map<std::string, TomlValue, std::less<>>;

struct TomlValue {
  std::variant<std::string, double, bool, Date, TomlArray, TomlTable> value;
  int line = 0;
  int column = 0;
};

// Returns an empty table and reports when the text is not TOML. Times of day are not used and are refused.
TomlTable parse_toml(std::string_view text, const std::string& file, std::vector<Problem>& problems);

// The table as text that does not depend on the order of keys or on comments. Two tables that differ have
// texts that differ.
std::string canonical_toml(const TomlTable& table);

// Reads the keys of one table as typed values, writes down what is wrong, and at the end which keys nobody
// asked for.
class TomlReader {
 public:
  TomlReader(const TomlTable& table, std::string file, std::string path, int line,
             std::vector<Problem>& problems)
      : table_(&table), file_(std::move(file)), path_(std::move(path)), line_(line), problems_(&problems) {}

  bool has(std::string_view key) const { return table_->find(key) != table_->end(); }
  std::string text(std::string_view key);  // required
  std::string optional_text(std::string_view key, std::string otherwise = {});
  std::optional<double> optional_number(std::string_view key, double low, double high);
  double number(std::string_view key, double low, double high);  // required
  // Counts: a number with a fraction is reported.
  std::optional<int> optional_whole(std::string_view key, int low, int high);
  int whole(std::string_view key, int low, int high);  // required
  bool yes(std::string_view key, bool otherwise);
  std::optional<Date> optional_date(std::string_view key);  // a TOML date or "YYYY-MM-DD"
  Date date(std::string_view key);
  std::optional<Month> optional_month(std::string_view key);  // "YYYY-MM"
  std::vector<std::string> texts(std::string_view key);       // array of strings; empty when left out
  std::vector<TomlReader> tables(std::string_view key);       // array of tables; empty when left out
  std::optional<TomlReader> table(std::string_view key);
  bool is_table(std::string_view key) const;
  std::vector<std::string> keys() const;

  void report(ProblemCode code, std::string_view key, std::string what, std::string hint) const;
  // Every key that was never read is a mistake in spelling: report it.
  void report_unread() const;
  int line() const { return line_; }
  const std::string& file() const { return file_; }

 private:
  const TomlValue* find(std::string_view key);
  const TomlValue* require(std::string_view key, std::string_view kind);
  std::string full_name(std::string_view key) const;

  const TomlTable* table_;
  std::string file_, path_;
  int line_;
  std::vector<Problem>* problems_;
  std::set<std::string, std::less<>> read_;
};

}  // namespace handover
