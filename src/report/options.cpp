#include "report/options.h"

#include "base/files.h"
#include "base/problem.h"
#include "mission/mission_file.h"

#include <utility>

namespace handover::report {

LoadOptions CommonOptions::load_options() const {
  LoadOptions options;
  options.overlays = overlays;
  options.tell_doubts = tell_doubts;
  if (as_of.empty()) return options;
  options.as_of = day_option(as_of, "--as-of");
  return options;
}

void refuse(std::string option, std::string value, std::string what, std::string hint) {
  throw InputError(Problem{.code = ProblemCode::wrong_option,
                           .option = std::move(option),
                           .value = std::move(value),
                           .what = std::move(what),
                           .hint = std::move(hint)});
}

Date day_option(const std::string& text, const std::string& option) {
  if (const auto day = parse_date(text)) return *day;
  refuse(option, text, "is not a valid date", "write YYYY-MM-DD, for example 2024-02-13");
}

void refuse_input(const std::string& option, const std::filesystem::path& file) {
  std::string what = mission_file_at(file);
  if (what.empty() && file.extension() == ".duckdb") what = "a store of runs";
  if (!what.empty())
    refuse(option, file.string(), "is " + what, "name another file; inputs are not written over");
}

void refuse_unwritable(const std::string& option, const std::filesystem::path& file,
                       const std::string& hint) {
  const Unwritable why = why_unwritable(file);
  if (!why.what.empty()) refuse(option, file.string(), why.what, hint.empty() ? why.hint : hint);
}

}  // namespace handover::report
