#include "base/files.h"
#include "base/problem.h"
#include "tables/csv.h"
#include "tables/database.h"
#include "tables/records.h"

#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

namespace handover {
namespace {

// DuckDB reads files; this one is gone with the reader.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view bytes) {
    std::string name = (std::filesystem::temp_directory_path() / "handover_table_XXXXXX").string();
    const int handle = mkstemp(name.data());
    if (handle >= 0) close(handle);
    path_ = name;
    write_file_atomically(path_, bytes);
  }
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

void add_row(std::string& csv, const database::TextRow& row) {
  for (std::size_t c = 0; c < row.size(); ++c) {
    if (c > 0) csv += ',';
    std::string text = row[c].value_or("");
    for (char& letter : text) {
      if (letter == '\n' || letter == '\r') letter = ' ';
    }
    csv += row.size() == 1 && text.empty() ? "\"\"" : csv_field(text);
  }
  csv += '\n';
}

}  // namespace

std::string csv_of_parquet(std::string_view bytes, const std::string& file) {
  const TemporaryFile copy(bytes);
  try {
    database::Database engine(":memory:", database::Access::read_write);
    const std::vector<database::Value> path = {copy.path()};
    std::string csv;
    database::TextRow header;
    for (const auto& row : engine.rows("DESCRIBE SELECT * FROM read_parquet(?)", path))
      header.push_back(row.front());
    add_row(csv, header);
    for (const auto& row : engine.rows("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet(?)", path))
      add_row(csv, row);
    return csv;
  } catch (const database::DatabaseError& error) {
    std::string words = error.what();
    // The copy's name is of no use to anybody.
    if (const auto at = words.find(copy.path()); at != std::string::npos)
      words.replace(at, copy.path().size(), file);
    throw InputError(Problem{
        .code = ProblemCode::unreadable,
        .file = file,
        .what = fmt::format("is a Parquet file that cannot be read: {}", words.substr(0, words.find('\n'))),
        .hint = "write it again, or give the table as CSV"});
  }
}

}  // namespace handover
