// What a file is, before anybody reads it as a table: text in some encoding, a packed text, a workbook, JSON,
// Parquet. Whatever it is, text of rows in UTF-8 comes out.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace handover {

// One text of rows: the file itself, a sheet of a workbook or a member of an archive.
struct TextPart {
  std::string name;                          // for messages: "events.csv", "events.xlsx[Sheet1]"
  std::shared_ptr<const std::string> owned;  // of `text`, where it is not the input itself
  std::string_view text;                     // UTF-8 without a byte-order mark
  bool has_commas = false;                   // made by us from records: separated by commas
};

struct Unpacked {
  std::vector<TextPart> parts;  // one or more; hidden and empty sheets are left out
  std::string kind = "text";    // "text", "workbook (.xlsx)", "gzip, text" ...
  std::vector<std::string>
      notes;  // what was guessed and what a reader should know, each a sentence's predicate
};

// `bytes` must outlive the result. Throws InputError naming `file` when it is of a kind that holds no table
// or that cannot be read, and says which kind it is.
Unpacked unpack(std::string_view bytes, const std::string& file);

}  // namespace handover
