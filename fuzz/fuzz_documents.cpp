// Any bytes as a document of some format, and through all rules and the checker. The first byte says as what.
// PDF is left out: its parser is another program, run under limits.
#include "base/problem.h"
#include "intake/checker.h"
#include "intake/ledger_entry.h"
#include "intake/read_document.h"
#include "tables/table_variants.h"

#include <cstdlib>
#include <string>

using namespace handover;
using namespace handover::intake;

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

// What rules propose has to be accepted by the checker: it looks at the same words.
void check_proposals(Document document) {
  document.published = date_of(2024, 7, 24);
  static const Gazetteer gazetteer;
  static const Mission mission;
  static const RuleRecord record;
  const Checker checker(document, gazetteer);
  const auto rows = propose(document, checker.reading(), mission, record, "fuzz");
  for (const IntakeRow& row : rows) {
    check(row.span.end <= checker.characters().characters() && !row.span.empty());
    for (const Finding& finding : checker.check(row))
      check(finding.rule != "span" && finding.rule != "quote");
  }
  std::vector<Problem> problems;
  check(parse_intake_csv(intake_csv(rows), "fuzz.csv", problems).size() == rows.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size < 2) return 0;
  std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (bytes.starts_with("%PDF-")) return 0;
  const char* names[] = {"a.txt", "a.html", "a.eml", "a.docx", "a.docx"};
  const char* name = names[data[0] % 5];
  if (data[0] % 5 == 4) bytes = variants::zip_of({{"word/document.xml", bytes}});
  try {
    Document document = read_document(bytes, name);
    if (document.text.size() < 20'000) check_proposals(std::move(document));
  } catch (const InputError& error) {
    check(!error.problems().empty());
  }
  return 0;
}
