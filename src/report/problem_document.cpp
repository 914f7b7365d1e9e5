#include "report/problem_document.h"

#include "base/plain_text.h"
#include "base/problem_lines.h"

#include <algorithm>

namespace handover::report {

nlohmann::ordered_json problem_document(const Problem& problem) {
  return {{"code", name_of(problem.code)}, {"file", problem.file},     {"option", problem.option},
          {"line", problem.line},          {"column", problem.column}, {"field", problem.field},
          {"value", shown(problem.value)}, {"what", problem.what},     {"hint", problem.hint}};
}

nlohmann::ordered_json refusal_document(const InputError& error) {
  auto problems = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < std::min(error.problems().size(), kMostProblemsTold); ++i)
    problems.push_back(problem_document(error.problems()[i]));
  return {{"problems", std::move(problems)}, {"problems_in_all", error.problems().size()}};
}

}  // namespace handover::report
