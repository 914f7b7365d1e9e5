// Any bytes as a document of the format that the build names, and through all rules and the checker. Of PDF
// it is what pdftotext gives: the program itself runs apart, under limits.
#include "base/problem.h"
#include "intake/checker.h"
#include "intake/formats.h"
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

Document read_as_format(std::string bytes) {
#if defined(FUZZ_TEXT)
  return read_document(bytes, "a.txt");
#elif defined(FUZZ_HTML)
  return read_document(bytes, "a.html");
#elif defined(FUZZ_MAIL)
  return read_document(bytes, "a.eml");
#elif defined(FUZZ_DOCX)
  // The first byte says whether the rest is the archive, or the document inside it.
  const bool inside = bytes[0] % 2 == 1;
  bytes.erase(0, 1);
  if (inside) bytes = variants::zip_of({{"word/document.xml", bytes}});
  return read_document(bytes, "a.docx");
#else
  Document document;
  document.format = "PDF";
  document.text = std::move(bytes);
  return settled(std::move(document), "a.pdf");
#endif
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (size < 2 || bytes.starts_with("%PDF-")) return 0;
  try {
    Document document = read_as_format(bytes);
    if (document.text.size() < 20'000) check_proposals(std::move(document));
  } catch (const InputError& error) {
    check(!error.problems().empty());
  }
  return 0;
}
