#include "base/problem.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace handover {
namespace {

std::string joined(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    if (!text.empty()) text += '\n';
    text += to_string(problem);
  }
  return text;
}

std::vector<Problem> in_reading_order(std::vector<Problem> problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
  });
  return problems;
}

}  // namespace

std::string to_string(const Problem& problem) {
  std::string text = problem.file;
  if (problem.line > 0) text += fmt::format(":{}", problem.line);
  if (problem.line > 0 && problem.column > 0) text += fmt::format(":{}", problem.column);
  text += ": ";
  if (!problem.field.empty()) text += problem.field + ": ";
  if (!problem.value.empty()) text += fmt::format("'{}' ", problem.value);
  text += problem.what;
  if (!problem.hint.empty()) text += "; " + problem.hint;
  return text;
}

InputError::InputError(std::vector<Problem> problems)
    : std::runtime_error(joined(in_reading_order(problems))),
      problems_(in_reading_order(std::move(problems))) {}

}  // namespace handover
