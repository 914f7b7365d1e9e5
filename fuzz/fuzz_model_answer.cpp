// Any bytes as the answer of a language model about a text.
#include "intake/model_reader.h"

#include <cstdlib>
#include <string>

using namespace handover;
using namespace handover::intake;

namespace {

const Document& text() {
  static const Document document = [] {
    Document one;
    one.text =
        "On January 27, 2024 the minister said “about 2,500 US troops” stay in Iraq. Over 150 attacks were "
        "counted since mid-October.";
    one.published = date_of(2024, 2, 12);
    return one;
  }();
  return document;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const Gazetteer gazetteer;
  static const Checker checker(text(), gazetteer);
  static const RuleRecord record;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  ModelRows model;
  take_model_answer(bytes, {0, text().text.size()}, text(), checker, record, "m", "s", model);
  for (const IntakeRow& row : model.rows) {
    if (row.span.empty() || row.span.end > checker.characters().characters()) std::abort();
    for (const Finding& finding : checker.check(row)) {
      if (finding.rule == "span" || finding.rule == "quote") std::abort();
    }
  }
  return 0;
}
