#include "base/fold_text.h"
#include "cli/commands.h"
#include "report/documents.h"

#include <iostream>

namespace handover::cli {

void print_text(std::string_view text) {
  std::cout << fold_text(text);
}

void print_json(const nlohmann::ordered_json& document) {
  std::cout << json_text(document, 2) << '\n';
}

}  // namespace handover::cli
