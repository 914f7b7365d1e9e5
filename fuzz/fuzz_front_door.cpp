// Any bytes as a file: opened as a table or refused. What is opened has rows whose lines never fall, fields
// that lie in the text, and reads the same twice.
#include "evidence/event_layouts.h"
#include "tables/column_profile.h"
#include "tables/front_door.h"

#include <cstdlib>
#include <string>

using namespace handover;

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

std::string all_of(const OpenedTable& table) {
  std::string text;
  int line = 0;
  TableReader rows(table);
  while (rows.next()) {
    check(rows.line() >= line && rows.line() >= table.first_line);
    line = rows.line();
    for (const CsvField& field : rows.fields()) {
      check(field.column >= 1);
      text += field.text;
      text += '\x1f';
    }
    check(rows.fits_header() == (rows.fields().size() == table.header.size()));
    text += '\n';
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  try {
    const OpenedTable table = open_table(bytes, "fuzz", evidence::known_event_tables());
    check(all_of(table) == all_of(table));
    check(profile_of(table).columns.size() == table.header.size());
  } catch (const InputError& error) {
    check(!error.problems().empty());
  }
  return 0;
}
