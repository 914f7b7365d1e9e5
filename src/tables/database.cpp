#include "tables/database.h"

#include <duckdb.h>

namespace handover::database {

struct Database::Handles {
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  ~Handles() {
    if (connection != nullptr) duckdb_disconnect(&connection);
    if (database != nullptr) duckdb_close(&database);
  }
};

namespace {

class Config {
 public:
  Config() {
    if (duckdb_create_config(&config_) == DuckDBError) throw DatabaseError("cannot set up the database");
  }
  ~Config() { duckdb_destroy_config(&config_); }
  Config(const Config&) = delete;
  Config& operator=(const Config&) = delete;
  void set(const char* name, const char* value) {
    if (duckdb_set_config(config_, name, value) == DuckDBError) {
      throw DatabaseError(std::string("cannot set ") + name);
    }
  }
  duckdb_config get() const { return config_; }

 private:
  duckdb_config config_ = nullptr;
};

// A prepared statement with its parameters bound, and its result.
class Statement {
 public:
  Statement(duckdb_connection connection, const std::string& text) {
    if (duckdb_prepare(connection, text.c_str(), &statement_) == DuckDBError) {
      const char* message = duckdb_prepare_error(statement_);
      const std::string copy = message != nullptr ? message : "cannot prepare " + text;
      duckdb_destroy_prepare(&statement_);
      throw DatabaseError(copy);
    }
  }
  ~Statement() {
    if (executed_) duckdb_destroy_result(&result_);
    duckdb_destroy_prepare(&statement_);
  }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(std::span<const Value> parameters) {
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      if (bind_one(i + 1, parameters[i]) == DuckDBError) throw DatabaseError("cannot bind a parameter");
    }
  }
  duckdb_result& execute() {
    executed_ = true;
    if (duckdb_execute_prepared(statement_, &result_) == DuckDBError) {
      const char* message = duckdb_result_error(&result_);
      throw DatabaseError(message != nullptr ? message : "a statement failed");
    }
    return result_;
  }

 private:
  duckdb_state bind_one(idx_t index, const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      return duckdb_bind_int64(statement_, index, *number);
    }
    if (const auto* number = std::get_if<double>(&value))
      return duckdb_bind_double(statement_, index, *number);
    if (const auto* text = std::get_if<std::string>(&value)) {
      return duckdb_bind_varchar_length(statement_, index, text->data(), text->size());
    }
    return duckdb_bind_null(statement_, index);
  }

  duckdb_prepared_statement statement_ = nullptr;
  duckdb_result result_{};
  bool executed_ = false;
};

class Appender {
 public:
  Appender(duckdb_connection connection, const std::string& table) {
    if (duckdb_appender_create(connection, nullptr, table.c_str(), &appender_) == DuckDBError) fail();
  }
  ~Appender() { duckdb_appender_destroy(&appender_); }
  Appender(const Appender&) = delete;
  Appender& operator=(const Appender&) = delete;

  void row(const std::vector<Value>& values) {
    for (const Value& value : values) check(one(value));
    check(duckdb_appender_end_row(appender_));
  }
  void close() { check(duckdb_appender_close(appender_)); }

 private:
  duckdb_state one(const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value))
      return duckdb_append_int64(appender_, *number);
    if (const auto* number = std::get_if<double>(&value)) return duckdb_append_double(appender_, *number);
    if (const auto* text = std::get_if<std::string>(&value)) {
      return duckdb_append_varchar_length(appender_, text->data(), text->size());
    }
    return duckdb_append_null(appender_);
  }
  void check(duckdb_state state) {
    if (state == DuckDBError) fail();
  }
  [[noreturn]] void fail() {
    const char* message = duckdb_appender_error(appender_);
    throw DatabaseError(message != nullptr ? message : "cannot append rows");
  }
  duckdb_appender appender_ = nullptr;
};

}  // namespace

Database::Database(const std::filesystem::path& file, Access access) : handles_(std::make_unique<Handles>()) {
  Config config;
  config.set("access_mode", access == Access::read_only ? "READ_ONLY" : "READ_WRITE");
  // Results must not depend on what can be downloaded today.
  config.set("autoinstall_known_extensions", "false");
  config.set("autoload_known_extensions", "false");
  config.set("threads", "2");
  char* message = nullptr;
  if (duckdb_open_ext(file.c_str(), &handles_->database, config.get(), &message) == DuckDBError) {
    const std::string copy = message != nullptr ? message : "cannot open the file";
    duckdb_free(message);
    throw DatabaseError(copy);
  }
  if (duckdb_connect(handles_->database, &handles_->connection) == DuckDBError) {
    throw DatabaseError("cannot connect to the database");
  }
}
Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

void Database::run(const std::string& statement, std::span<const Value> parameters) {
  Statement prepared(handles_->connection, statement);
  prepared.bind(parameters);
  prepared.execute();
}

std::vector<TextRow> Database::rows(const std::string& statement, std::span<const Value> parameters) {
  Statement prepared(handles_->connection, statement);
  prepared.bind(parameters);
  duckdb_result& result = prepared.execute();
  const idx_t columns = duckdb_column_count(&result);
  std::vector<TextRow> rows(duckdb_row_count(&result), TextRow(columns));
  for (idx_t row = 0; row < rows.size(); ++row) {
    for (idx_t column = 0; column < columns; ++column) {
      if (duckdb_value_is_null(&result, column, row)) continue;
      const duckdb_string text = duckdb_value_string(&result, column, row);
      rows[row][column] = std::string(text.data, text.size);
      duckdb_free(text.data);
    }
  }
  return rows;
}

void Database::append(const std::string& table, const std::vector<std::vector<Value>>& rows) {
  Appender appender(handles_->connection, table);
  for (const std::vector<Value>& row : rows) appender.row(row);
  appender.close();
}

}  // namespace handover::database
