#include "tables/unpack.h"

#include "base/problem.h"
#include "tables/archive.h"
#include "tables/encoding.h"
#include "tables/records.h"
#include "tables/workbook.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover {
namespace {

// Archives within archives, no deeper.
constexpr int kMostLayers = 3;

// Kinds of files that are known by their first bytes and cannot be read here.
struct ForeignKind {
  std::string_view start, name, hint;
};
using namespace std::string_view_literals;
constexpr ForeignKind kForeign[] = {
    {"\xD0\xCF\x11\xE0"sv, "a workbook of the old kind (.xls)", "save it as .xlsx or as CSV"},
    {"%PDF"sv, "a PDF document", "give the table that it was printed from"},
    {"Rar!"sv, "a RAR archive", "unpack it and give the table"},
    {"7z\xBC\xAF\x27\x1C"sv, "a 7z archive", "unpack it and give the table"},
    {"\xFD"
     "7zXZ"sv,
     "an xz archive", "unpack it (xz -d) and give the table"},
    {"BZh"sv, "a bzip2 archive", "unpack it (bunzip2) and give the table"},
    {"\x28\xB5\x2F\xFD"sv, "a Zstandard archive", "unpack it (zstd -d) and give the table"},
    {"ARROW1"sv, "an Arrow file (Feather)", "write the table as Parquet or CSV"},
    {"\xFF\xFF\xFF\xFF"sv, "an Arrow stream", "write the table as Parquet or CSV"},
    {"FEA1"sv, "a Feather file", "write the table as Parquet or CSV"},
    {"RDX2\n"sv, "a file of R's (.RData)", "write the table with write.csv"},
    {"RDX3\n"sv, "a file of R's (.RData)", "write the table with write.csv"},
    {"X\n\0\0"sv, "a file of R's (.rds)", "write the table with write.csv"},
    {"<stata_dta>"sv, "a file of Stata's", "export the table as CSV (export delimited)"},
    {"$FL"sv, "a file of SPSS's", "export the table as CSV"},
    {"SQLite format 3"sv, "an SQLite database", "export the table as CSV"},
    {"\x89PNG"sv, "a picture", "give the table as a file of rows"},
    {"\xFF\xD8\xFF"sv, "a picture", "give the table as a file of rows"},
    {"version https://git-lfs"sv, "a pointer of Git LFS, not the file itself",
     "fetch the file (git lfs pull)"},
    {"/annex/"sv, "a pointer of git-annex, not the file itself", "fetch the file (git annex get)"},
};

std::string_view without_leading_blanks(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin(), [](char w, char t) {
           return w == (t >= 'A' && t <= 'Z' ? t - 'A' + 'a' : t);
         });
}

[[noreturn]] void refuse_file(ProblemCode code, const std::string& file, std::string what, std::string hint) {
  throw InputError(Problem{.code = code, .file = file, .what = std::move(what), .hint = std::move(hint)});
}

void refuse_foreign(std::string_view bytes, const std::string& file) {
  for (const ForeignKind& kind : kForeign) {
    if (bytes.starts_with(kind.start))
      refuse_file(ProblemCode::unreadable, file, fmt::format("is {}", kind.name), std::string(kind.hint));
  }
  const std::string_view text = without_leading_blanks(bytes.substr(0, 4096));
  if (starts_with_word(text, "<!doctype html") || starts_with_word(text, "<html"))
    refuse_file(ProblemCode::unreadable, file, "is a web page, not a table",
                "fetch the file again: a page in its place often says why it was refused");
  if (text.starts_with("<?xml") || text.starts_with("<!DOCTYPE"))
    refuse_file(ProblemCode::unreadable, file, "is an XML document",
                "give the table as CSV or as a workbook");
}

void add_kind(std::string& kind, std::string_view name) {
  kind = kind.empty() ? std::string(name) : kind + ", " + std::string(name);
}

TextPart owned_part(std::string name, std::string text, bool has_commas) {
  auto owned = std::make_shared<const std::string>(std::move(text));
  const std::string_view view = *owned;
  return {std::move(name), std::move(owned), view, has_commas};
}

class Unpacking {
 public:
  Unpacked result() {
    if (result_.kind.empty()) result_.kind = "text";
    return std::move(result_);
  }
  void start() { result_.kind.clear(); }

  // `owner` keeps the bytes alive; nothing when the caller does.
  void take(std::string_view bytes, const std::string& file, std::shared_ptr<const std::string> owner,
            int layers) {
    if (layers > kMostLayers)
      refuse_file(ProblemCode::inconsistent, file, "is an archive within archives",
                  "unpack it and give the table");
    if (bytes.starts_with("\x1F\x8B")) {
      add_kind(result_.kind, "gzip");
      auto inner = std::make_shared<const std::string>(gunzip(bytes, file));
      take(*inner, file, inner, layers + 1);
    } else if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) {
      take_zip(bytes, file, layers);
    } else if (bytes.starts_with("PAR1") && bytes.size() > 8) {
      add_kind(result_.kind, "Parquet");
      result_.parts.push_back(owned_part(file, csv_of_parquet(bytes, file), true));
    } else {
      refuse_foreign(bytes, file);
      take_text(bytes, file, std::move(owner));
    }
  }

 private:
  void take_text(std::string_view bytes, const std::string& file, std::shared_ptr<const std::string> owner) {
    while (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);  // some programs add one to another
    std::vector<std::string> notes;
    const bool wide = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ||
                      bytes.substr(0, 4096).find('\0') != std::string_view::npos;
    TextPart part{file, std::move(owner), bytes, false};
    if (wide || !is_utf8(bytes)) part = owned_part(file, text_as_utf8(bytes, file, notes), false);
    const std::string_view start = without_leading_blanks(part.text);
    if (looks_like_json(start)) {
      add_kind(result_.kind, "JSON");
      part = owned_part(file, csv_of_json(part.text, file, notes), true);
    }
    if (part.text.find('\0') != std::string_view::npos)
      refuse_file(ProblemCode::unreadable, file, "holds zero bytes: it is no text",
                  "give a text, a workbook, JSON or Parquet");
    result_.parts.push_back(std::move(part));
    result_.notes.insert(result_.notes.end(), notes.begin(), notes.end());
  }

  static bool looks_like_json(std::string_view start) {
    if (start.starts_with('{')) return true;
    if (!start.starts_with('[')) return false;
    const std::string_view inside = without_leading_blanks(start.substr(1));
    return inside.starts_with('{') || inside.starts_with(']');
  }

  void add_sheets(std::vector<Sheet> sheets, const std::string& file, std::string_view kind) {
    add_kind(result_.kind, kind);
    const std::size_t before = result_.parts.size();
    for (Sheet& sheet : sheets) {
      if (sheet.text.find_first_not_of(", \n\"") == std::string::npos) continue;
      if (sheet.is_hidden) {
        result_.notes.push_back(fmt::format("has a hidden sheet that is not read: {}", sheet.name));
        continue;
      }
      result_.parts.push_back(
          owned_part(fmt::format("{}[{}]", file, sheet.name), std::move(sheet.text), true));
    }
    if (result_.parts.size() == before)
      refuse_file(ProblemCode::missing, file, "is a workbook without a filled sheet",
                  "give a sheet with a header and rows");
  }

  void take_zip(std::string_view bytes, const std::string& file, int layers) {
    ZipArchive archive(bytes, file);
    if (archive.holds("xl/workbook.xml"))
      return add_sheets(read_xlsx(archive, file), file, "workbook (.xlsx)");
    if (archive.holds("content.xml")) return add_sheets(read_ods(archive, file), file, "workbook (.ods)");
    if (archive.holds("word/document.xml"))
      refuse_file(ProblemCode::unreadable, file, "is a text document",
                  "give the table as a workbook or as CSV");
    if (archive.holds("xl/workbook.bin"))
      refuse_file(ProblemCode::unreadable, file, "is a binary workbook (.xlsb)",
                  "save it as .xlsx or as CSV");
    add_kind(result_.kind, "zip");
    bool found = false;
    for (const std::string& name : archive.names()) {
      if (!may_be_table(name)) continue;
      found = true;
      auto inner = std::make_shared<const std::string>(archive.read(name));
      take(*inner, fmt::format("{}[{}]", file, name), inner, layers + 1);
    }
    if (!found)
      refuse_file(ProblemCode::missing, file, "is an archive without a table",
                  "give an archive with one table in it");
  }

  // Notes, licences and what systems add to archives are no tables.
  static bool may_be_table(std::string_view name) {
    const auto slash = name.rfind('/');
    const std::string_view base = slash == std::string_view::npos ? name : name.substr(slash + 1);
    if (name.starts_with("__MACOSX/") || base.starts_with('.')) return false;
    std::string lower(base);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (lower.starts_with("readme") || lower.starts_with("license") || lower.starts_with("licence"))
      return false;
    for (const std::string_view ending : {".csv", ".tsv", ".tab", ".txt", ".json", ".geojson", ".jsonl",
                                          ".ndjson", ".parquet", ".xlsx", ".ods", ".gz"}) {
      if (lower.ends_with(ending)) return true;
    }
    return false;
  }

  Unpacked result_;
};

}  // namespace

Unpacked unpack(std::string_view bytes, const std::string& file) {
  Unpacking unpacking;
  unpacking.start();
  unpacking.take(bytes, file, nullptr, 0);
  return unpacking.result();
}

}  // namespace handover
