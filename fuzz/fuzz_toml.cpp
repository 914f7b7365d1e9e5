// Any bytes as TOML: either a table or a problem with a place.
#include "tables/testing/canonical_decoder.h"
#include "tables/toml.h"

#include <cstdlib>

using namespace handover;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::vector<Problem> problems;
  const TomlTable table = parse_toml({reinterpret_cast<const char*>(data), size}, "fuzz.toml", problems);
  if (!problems.empty() && problems.front().file != "fuzz.toml") std::abort();
  // Equal texts mean equal tables: each can be read back from its text.
  try {
    const std::string canonical = canonical_toml(table);
    CanonicalDecoder decoder(canonical);
    if (!same_content(decoder.table(), table) || !decoder.at_end()) std::abort();
  } catch (const std::runtime_error&) {
    std::abort();
  }
  TomlReader reader(table, "fuzz.toml", "", 0, problems);
  for (const std::string& key : reader.keys()) {
    reader.optional_text(key);
    reader.optional_number(key, -1, 1);
    reader.yes(key, false);
    reader.optional_date(key);
    reader.optional_month(key);
    reader.texts(key);
    for (TomlReader& child : reader.tables(key)) child.report_unread();
    if (reader.is_table(key)) reader.table(key)->report_unread();
  }
  return 0;
}
