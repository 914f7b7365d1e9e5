// Any bytes as intake/SOURCE.csv, read, checked against a text, compared and entered.
#include "base/problem.h"
#include "intake/agreement.h"
#include "intake/ledger_entry.h"
#include "intake/planted.h"
#include "intake_text.h"

#include <cstdlib>
#include <string>

using namespace handover;
using namespace handover::intake;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const Gazetteer gazetteer;
  static const Checker checker(intake_text(), gazetteer);
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  std::vector<Problem> problems;
  auto rows = parse_intake_csv(bytes, "fuzz.csv", problems);
  for (const IntakeRow& row : rows) checker.check(row);
  compare_readers(rows, rows);
  try {
    Entered entered;
    with_entries({}, rows, "fuzz.csv", entered);
  } catch (const InputError&) {
  }
  settle_planted(rows, bytes, "key", problems);
  plant_errors(rows, 0.5, 1);
  return 0;
}
