#include "report/problem_document.h"

#include "base/plain_text.h"

namespace handover::report {

nlohmann::ordered_json problem_document(const Problem& problem) {
  return {{"code", name_of(problem.code)}, {"file", problem.file},     {"option", problem.option},
          {"line", problem.line},          {"column", problem.column}, {"field", problem.field},
          {"value", shown(problem.value)}, {"what", problem.what},     {"hint", problem.hint}};
}

}  // namespace handover::report
