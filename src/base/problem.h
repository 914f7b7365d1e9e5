// What is wrong with a user's input, where, and what would be right. Problems are collected, not thrown one
// by one, so that `check` can show them all at once.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace handover {

// The kind of a problem, for scripts: words may change, these do not.
enum class ProblemCode {
  missing_file,       // a file or folder that must be there is not
  unreadable,         // it is there and cannot be read: damaged, of another kind, in an unknown encoding
  syntax,             // not well-formed: an open quote, a row with too few fields, not TOML
  missing,            // a value, row, column or key that must be given is not
  unknown_name,       // a column, key or word that means nothing here
  unknown_reference,  // the id of something that stands in no list of the mission
  wrong_type,         // not a number, a date, a list
  out_of_range,
  inconsistent,  // each value may stand, not both
  duplicated,
  breaks_rule,   // a rule of the mission format or of the plan space, named by its key where it is a doubt
  wrong_option,  // an argument of a command or a function
  refused,       // not for this reader, or outside the folder
  store,         // of kept runs, results or versions: locked, full, of another layout
  limit,         // larger, longer or deeper than the program takes
  external,      // another program or service failed
  internal,      // a fault of this program
};

std::string_view name_of(ProblemCode code);  // "out_of_range"

// A code that has to be given: it has no default, so a problem without one does not compile.
class GivenCode {
 public:
  constexpr GivenCode(ProblemCode code) : code_(code) {}  // NOLINT: a code is given as it is
  constexpr operator ProblemCode() const { return code_; }

 private:
  ProblemCode code_;
};

struct Problem {
  GivenCode code;
  std::string file = {};    // relative to the mission folder where there is one; empty for an option
  std::string option = {};  // "--as-of", "MISSION", the argument of a function; empty for a file
  int line = 0;             // from 1; 0 when the whole file is meant
  int column = 0;           // from 1, counted in characters of the line; 0 when the whole line is meant
  std::string field = {};   // the table column or the TOML key, empty when none is meant
  std::string value = {};   // as the user wrote it
  std::string what = {};    // what is wrong: "is not a day"
  std::string hint = {};    // what would be right: "write YYYY-MM-DD, for example 2024-01-27"
  std::string cell = {};    // of a workbook: "D12", which then stands for line and column
};

// "sources.csv:3:14: published: '2024-13-02' is not a day; write YYYY-MM-DD, for example 2024-01-27"; of a
// workbook "iraq.xlsx, sheet sources, cell D3: published: ..."; of an option "--as-of: '2024-13-02' is ..."
std::string to_string(const Problem& problem);

// Ends a command with exit code 2. Carries every problem found, in file and line order.
class InputError : public std::runtime_error {
 public:
  explicit InputError(std::vector<Problem> problems);
  explicit InputError(Problem problem) : InputError(std::vector<Problem>{std::move(problem)}) {}
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

// Raised where a computation finds that its stop token asks it to end, before anything is written. The
// command line's exit code is 130.
class Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error("interrupted") {}
};

}  // namespace handover
