#include "base/problem.h"

#include "base/plain_text.h"
#include "base/problem_lines.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include <fmt/format.h>

namespace handover {
namespace {

std::string joined(const std::vector<Problem>& problems) {
  std::string text;
  for (const std::string& line : problem_lines(problems)) {
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

std::vector<Problem> in_reading_order(std::vector<Problem> problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.file, a.option, a.line, a.column) < std::tie(b.file, b.option, b.line, b.column);
  });
  return problems;
}

// 99900 as "99,900".
std::string grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::ptrdiff_t at = std::ssize(digits) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

// In the order of the codes.
constexpr std::string_view kCodes[] = {
    "missing_file", "unreadable",   "syntax",       "missing",    "unknown_name", "unknown_reference",
    "wrong_type",   "out_of_range", "inconsistent", "duplicated", "breaks_rule",  "wrong_option",
    "refused",      "store",        "limit",        "external",   "internal"};
static_assert(std::size(kCodes) == static_cast<std::size_t>(ProblemCode::internal) + 1);

constexpr std::size_t kLongestPath = 4096, kLongestSentence = 1000;

}  // namespace

std::string_view name_of(ProblemCode code) {
  return kCodes[static_cast<std::size_t>(code)];
}

std::string to_string(const Problem& problem) {
  std::string text = shown(problem.option.empty() ? problem.file : problem.option, kLongestPath);
  if (!problem.cell.empty()) {
    text += ", cell " + problem.cell;
  } else {
    if (problem.line > 0) text += fmt::format(":{}", problem.line);
    if (problem.line > 0 && problem.column > 0) text += fmt::format(":{}", problem.column);
  }
  text += ": ";
  if (!problem.field.empty()) text += shown(problem.field) + ": ";
  if (!problem.value.empty()) text += fmt::format("'{}' ", shown(problem.value));
  text += shown(problem.what, kLongestSentence);
  if (!problem.hint.empty()) text += "; " + shown(problem.hint, kLongestSentence);
  return text;
}

std::vector<std::string> problem_lines(std::span<const Problem> problems) {
  std::vector<std::string> lines;
  for (const Problem& problem : problems.first(std::min(problems.size(), kMostProblemsTold)))
    lines.push_back(to_string(problem));
  if (problems.size() > kMostProblemsTold)
    lines.push_back(fmt::format("and {} more", grouped(problems.size() - kMostProblemsTold)));
  return lines;
}

InputError::InputError(std::vector<Problem> problems)
    : std::runtime_error(joined(in_reading_order(problems))),
      problems_(in_reading_order(std::move(problems))) {}

}  // namespace handover
