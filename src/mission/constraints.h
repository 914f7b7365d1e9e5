// What the tables of a mission may hold, as data: the domain of every column, and what has to hold between
// the columns of a row and the rows of a table. One list feeds `check`, the loader and the page
// docs/mission-rules.md. What holds between tables stands in mission_rules.h.
//
// There are two grades. What cannot be meant is refused (exit code 2). What is allowed but seldom meant is
// doubtful: the mission is read, and `check`, runs and briefs say so.
#pragma once

#include <array>
#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace handover {

enum class Grade { refused, doubtful };

enum class ValueKind {
  text,        // any words without hidden characters
  name,        // the grammar of names (base/plain_text.h)
  reference,   // one name of another list
  references,  // several, separated by ';', none of them twice
  number,
  whole,  // a count
  day,
  yes_no,
  word,   // one of an enumeration
  words,  // several, separated by ';', none of them twice
  months,
  address,   // of a web page
  map_code,  // ISO 3166-1 or 3166-2
  zones      // an area: zones, or all, and outside
};

struct Domain {
  ValueKind kind = ValueKind::text;
  std::string_view of = {};  // reference: the list that holds the name
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();  // outside: refused
  double usual_low = -std::numeric_limits<double>::infinity();
  double usual_high = std::numeric_limits<double>::infinity();  // outside: doubtful
  std::span<const std::string_view> (*listed)() = nullptr;      // word, words
};

struct ColumnDomain {
  std::string_view column;
  Domain domain;
};

enum class RowRule {
  in_order,       // numbers, each not above the next; empty fields are passed over
  days_in_order,  // days, each not before the one before it
  different,      // the two columns do not name the same
  above_zero,     // the number, when written, is above zero
  needs,          // where the first column holds one of `words`, the second has a value
  excludes,       // where the first column holds one of `words`, the second has none
  one_of,         // where the first column holds one of `words`, the second holds one of `other_words`
  not_together,   // the list in the first column does not hold both one of `words` and one of `other_words`
  times_at_most,  // the second number is at most `factor` times the first
  unique,         // no two rows agree in all the columns
  no_circle,      // the column names a row of the same table; nobody comes back to himself
  rising,         // a day that is not before that of a row above it
  periods_apart  // rows that agree in the columns have no day from..to in common; an open `to` is passed over
};

struct RowConstraint {
  std::string_view key;  // short name, in messages of `check --json`
  RowRule rule;
  Grade grade;
  std::array<std::string_view, 6> columns;  // as the rule says; the rest is empty
  std::string_view what;                    // said of the value: "comes before `started`"
  std::string_view hint;
  std::string_view words = {}, other_words = {};  // separated by ';'
  double factor = 0.0;
};

struct TableConstraints {
  std::string_view file;
  std::span<const ColumnDomain> columns;
  std::span<const RowConstraint> rows = {};
};

// For every table of table_specs(), in its order.
std::span<const TableConstraints> table_constraints();
const TableConstraints& constraints_of(std::string_view file);  // std::logic_error for another file
// Of a column that has one meaning in every table too (source, known_from, note, judgement).
bool has_domain(const TableConstraints& table, std::string_view column);
// Text for a column without one.
const Domain& domain_of(const TableConstraints& table, std::string_view column);

// Days of a mission lie between these two; anything else is a slip of the pen.
inline constexpr int kFirstYear = 1800, kLastYear = 2150;
// A field that is longer is no field of a table a person edits, in bytes.
inline constexpr std::size_t kLongestField = 20'000;

// "a whole number from 0 to 1000", for messages and the documentation.
std::string in_words(const Domain& domain);

}  // namespace handover
