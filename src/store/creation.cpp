#include "store/creation.h"

#include "tables/database.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

namespace handover::store {

using namespace database;

namespace {

// Layout 2 knows whether a run remembers every option; layout 3 keeps documents of a run beside its result.
constexpr const char* kRuns =
    "CREATE TABLE runs (id VARCHAR PRIMARY KEY, command VARCHAR, mission VARCHAR, as_of VARCHAR, "
    "inputs_sha256 VARCHAR, version VARCHAR, seed UBIGINT, options VARCHAR, started TIMESTAMP, "
    "finished TIMESTAMP, result VARCHAR, complete_options BOOLEAN)";
constexpr const char* kFigures =
    "CREATE TABLE figures (run VARCHAR, module VARCHAR, quantity VARCHAR, subject VARCHAR, period VARCHAR, "
    "low DOUBLE, best DOUBLE, high DOUBLE, level DOUBLE, unit VARCHAR)";
constexpr const char* kDocuments = "CREATE TABLE documents (run VARCHAR, name VARCHAR, document VARCHAR)";
constexpr const char* kSchema[] = {
    "CREATE TABLE store (layout INTEGER)",
    "INSERT INTO store VALUES (3)",
    kRuns,
    kFigures,
    kDocuments,
    "CREATE TABLE result_values (run VARCHAR, path VARCHAR, value DOUBLE)",
};

void remove_with_log(const std::filesystem::path& file) {
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
  std::filesystem::remove(file.string() + ".wal", ignored);
}

// Temporary files are named FILE.PID.new; those whose process is gone are leftovers.
void remove_leftovers(const std::filesystem::path& file) {
  const std::string prefix = file.filename().string() + ".";
  std::vector<std::filesystem::path> leftovers;
  for (const auto& entry : std::filesystem::directory_iterator(file.parent_path())) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(prefix) || !(name.ends_with(".new") || name.ends_with(".new.wal"))) continue;
    const long process = std::strtol(name.c_str() + prefix.size(), nullptr, 10);
    const bool gone = process > 0 && kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH;
    if (gone) leftovers.push_back(entry.path());
  }
  for (const auto& leftover : leftovers) remove_with_log(leftover);
}

}  // namespace

int layout_of(Database& database) {
  const auto rows = database.rows("SELECT max(layout) FROM store");
  return rows.empty() || !rows[0][0] ? 0 : std::stoi(*rows[0][0]);
}

void migrate(Database& database, int from) {
  if (from >= kLayout) return;
  database.run("BEGIN TRANSACTION");
  if (from < 2) database.run("ALTER TABLE runs ADD COLUMN complete_options BOOLEAN DEFAULT false");
  database.run(kDocuments);
  database.run("UPDATE store SET layout = 3");
  database.run("COMMIT");
}

void create_store_file(const std::filesystem::path& file) {
  const auto target = std::filesystem::absolute(file);
  remove_leftovers(target);
  const std::filesystem::path temporary = fmt::format("{}.{}.new", target.string(), getpid());
  remove_with_log(temporary);
  try {
    {
      Database database(temporary, Access::read_write);
      for (const char* statement : kSchema) database.run(statement);
      database.run("CHECKPOINT");
    }
    std::error_code failure;
    std::filesystem::create_hard_link(temporary, target, failure);
    if (failure && failure != std::errc::file_exists) {
      // Some file systems know no hard links; renaming is as whole, though the last of two makers wins.
      if (!std::filesystem::exists(target)) std::filesystem::rename(temporary, target);
    }
  } catch (...) {
    remove_with_log(temporary);
    throw;
  }
  remove_with_log(temporary);
}

}  // namespace handover::store
