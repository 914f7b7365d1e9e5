// DuckDB behind a narrow interface: the C header appears in database.cpp alone. The store keeps runs with it,
// the front door reads Parquet with it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace handover::database {

// NULL, a whole number, a number or a text.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;
using TextRow = std::vector<std::optional<std::string>>;

// The engine's own words about a statement or a file that failed.
class DatabaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class Access { read_only, read_write };

// One connection to one file. Not for use by several threads at once.
class Database {
 public:
  Database(const std::filesystem::path& file, Access access);
  ~Database();
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;

  // Runs one statement; `parameters` fill its question marks. Throws DatabaseError.
  void run(const std::string& statement, std::span<const Value> parameters = {});
  // The same, with the result's rows as text (an empty optional is NULL).
  std::vector<TextRow> rows(const std::string& statement, std::span<const Value> parameters = {});
  // Adds rows at the end of a table; each has as many values as the table has columns.
  void append(const std::string& table, const std::vector<std::vector<Value>>& rows);

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
};

}  // namespace handover::database
