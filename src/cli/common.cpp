#include "base/fold_text.h"
#include "base/problem_lines.h"
#include "base/standard_streams.h"
#include "cli/commands.h"
#include "report/documents.h"

#include <iostream>
#include <set>

namespace handover::cli {

void print_doubts(std::span<const Doubt> doubts) {
  // A command that looks at a mission from two days says a thing once.
  static std::set<std::string> told;
  std::vector<Problem> fresh;
  for (const Doubt& doubt : doubts) {
    if (told.insert(to_string(doubt.place)).second) fresh.push_back(doubt.place);
  }
  for (const std::string& line : problem_lines(fresh)) say("doubtful: " + line);
}

void print_text(std::string_view text) {
  std::cout << fold_text(text);
}

void print_json(const nlohmann::ordered_json& document) {
  std::cout << json_text(document, 2) << '\n';
}

}  // namespace handover::cli
