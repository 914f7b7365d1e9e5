// What is wrong with a user's input, where, and what would be right. Problems are collected, not thrown one
// by one, so that `check` can show them all at once.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace handover {

struct Problem {
  std::string file = {};   // relative to the mission folder where there is one
  int line = 0;            // from 1; 0 when the whole file is meant
  int column = 0;          // from 1, counted in characters of the line; 0 when the whole line is meant
  std::string field = {};  // the table column or the TOML key, empty when none is meant
  std::string value = {};  // as the user wrote it
  std::string what = {};   // what is wrong: "is not a day"
  std::string hint = {};   // what would be right: "write YYYY-MM-DD, for example 2024-01-27"
  std::string cell = {};   // of a workbook: "D12", which then stands for line and column
};

// "sources.csv:3:14: published: '2024-13-02' is not a day; write YYYY-MM-DD, for example 2024-01-27"; of a
// workbook "iraq.xlsx, sheet sources, cell D3: published: ..."
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
