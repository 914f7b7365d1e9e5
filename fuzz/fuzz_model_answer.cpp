// Any bytes as the answer of a language model about a text.
#include "intake/model_reader.h"
#include "intake_text.h"

#include <cstdlib>
#include <string>

using namespace handover;
using namespace handover::intake;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const Gazetteer gazetteer;
  static const Checker checker(intake_text(), gazetteer);
  static const RuleRecord record;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  ModelRows model;
  take_model_answer(bytes, {0, intake_text().text.size()}, intake_text(), checker, record, "m", "s", model);
  for (const IntakeRow& row : model.rows) {
    if (row.span.empty() || row.span.end > checker.characters().characters()) std::abort();
    for (const Finding& finding : checker.check(row)) {
      if (finding.rule == "span" || finding.rule == "quote") std::abort();
    }
  }
  return 0;
}
