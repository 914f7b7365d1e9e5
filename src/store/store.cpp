#include "store/store.h"

#include "base/files.h"
#include "base/problem.h"
#include "store/creation.h"
#include "tables/database.h"

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <regex>
#include <string_view>
#include <thread>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace handover::store {

using namespace database;

struct Store::State {
  std::filesystem::path file;
  Database database;
  int layout = kLayout;
};

namespace {

// Whether the database's words hold one of `phrases`. The names of files in them do not count: a folder may
// be called disk1 or blocks.
bool says_one_of(const std::string& words, std::initializer_list<std::string_view> phrases) {
  static const std::regex kQuoted("\"[^\"]*\"|\\[[^\\]]*\\]");
  const std::string without_names = std::regex_replace(words, kQuoted, "");
  return std::any_of(phrases.begin(), phrases.end(), [&without_names](std::string_view phrase) {
    return without_names.find(phrase) != std::string::npos;
  });
}

bool is_locked(const std::string& words) {
  return says_one_of(words, {"Could not set lock"});
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& words) {
  Problem problem{.code = ProblemCode::store, .file = file.string(), .what = "cannot be used: " + words};
  if (is_locked(words)) {
    problem.what = "is in use by another process (" + words + ")";
    problem.hint = "wait until that run has ended, or end it";
  } else if (says_one_of(words, {"No space left", "File too large", "Disk quota exceeded"})) {
    problem.what = "cannot be written: the disk is full (" + words + ")";
    problem.hint = "make room; the runs kept so far are unharmed";
  } else if (says_one_of(words, {"not a valid DuckDB database", "Corrupt database", "corrupt database",
                                 "Corrupted database", "database file with version number",
                                 "Could not read enough bytes", "Serialization Error"})) {
    problem.hint = "move the file away; the next run makes a new one";
  } else {
    problem.hint = "check that the file and its folder can be read and written";
  }
  throw InputError(std::move(problem));
}

// The rows of a question to a file whose head could be read: what is torn further in shows only now.
std::vector<TextRow> rows_in(const std::filesystem::path& file, Database& database,
                             const std::string& statement, std::span<const Value> parameters = {}) {
  try {
    return database.rows(statement, parameters);
  } catch (const DatabaseError& error) {
    refuse(file, error.what());
  }
}

// Short writes of other processes are waited for; a lock that stays is reported.
Database open_patiently(const std::filesystem::path& file, Access access) {
  constexpr int kTries = 40;
  for (int i = 1;; ++i) {
    try {
      return Database(file, access);
    } catch (const DatabaseError& error) {
      const std::string words = error.what();
      if (i == kTries || !is_locked(words)) refuse(file, words);
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }
}

// Throws InputError about a file that a newer version wrote; gives the layout otherwise.
int known_layout(const std::filesystem::path& file, Database& database) {
  const int layout = layout_of(database);
  if (layout <= kLayout) return layout;
  throw InputError(
      Problem{.code = ProblemCode::store,
              .file = file.string(),
              .what = fmt::format("was written by a newer version of handover (its layout is {}, "
                                  "this version knows {} and older)",
                                  layout, kLayout),
              .hint = "use that version, or move the file away"});
}

// Every number of a document with its path ("timeline/plans/0/cost/median").
void flatten(const nlohmann::json& node, const std::string& path, const std::string& run,
             std::vector<std::vector<Value>>& rows) {
  if (node.is_number()) {
    rows.push_back({run, path, node.get<double>()});
  } else if (node.is_object()) {
    for (const auto& [key, child] : node.items()) {
      flatten(child, path.empty() ? key : path + '/' + key, run, rows);
    }
  } else if (node.is_array()) {
    for (std::size_t i = 0; i < node.size(); ++i) {
      flatten(node[i], fmt::format("{}/{}", path, i), run, rows);
    }
  }
}

std::string id_of(const RunRecord& run) {
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  return sha256_of(fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", run.inputs_sha256, run.version, run.seed,
                               run.command, run.options_json, run.started, now))
      .substr(0, 12);
}

void insert(Database& database, const std::string& id, const RunRecord& run) {
  const auto document = nlohmann::json::parse(run.result_json, nullptr, false);
  if (document.is_discarded()) throw std::logic_error("the result of a run is not a JSON document");
  const Value values[] = {id,
                          run.command,
                          run.mission,
                          run.as_of,
                          run.inputs_sha256,
                          run.version,
                          std::to_string(run.seed),
                          run.options_json,
                          run.started,
                          run.finished,
                          run.result_json,
                          std::int64_t{run.complete_options ? 1 : 0}};
  database.run("INSERT INTO runs VALUES (?,?,?,?,?,?,?::UBIGINT,?,?::TIMESTAMP,?::TIMESTAMP,?,?::BOOLEAN)",
               values);

  std::vector<std::vector<Value>> figures;
  for (const Figure& figure : run.figures) {
    figures.push_back({id, figure.module, figure.quantity, figure.subject, figure.at, figure.low, figure.best,
                       figure.high, figure.level, figure.unit});
  }
  database.append("figures", figures);
  std::vector<std::vector<Value>> numbers;
  flatten(document, "", id, numbers);
  database.append("result_values", numbers);
  std::vector<std::vector<Value>> documents;
  for (const Document& one : run.documents) documents.push_back({id, one.name, one.json});
  database.append("documents", documents);
}

std::string run_columns(int layout) {
  return fmt::format(
      "id, command, mission, as_of, inputs_sha256, version, seed, options, "
      "strftime(started, '%Y-%m-%dT%H:%M:%SZ'), strftime(finished, '%Y-%m-%dT%H:%M:%SZ'), {}",
      layout < 2 ? "false" : "complete_options");
}

RunRecord run_of(const TextRow& row) {
  RunRecord run;
  std::string* const fields[] = {
      &run.id,      &run.command, &run.mission,      &run.as_of,   &run.inputs_sha256,
      &run.version, nullptr,      &run.options_json, &run.started, &run.finished};
  for (std::size_t i = 0; i < std::size(fields); ++i) {
    if (fields[i] != nullptr) *fields[i] = row[i].value_or("");
  }
  run.seed = std::stoull(row[6].value_or("0"));
  run.complete_options = row[10].value_or("false") == "true";
  return run;
}

double number(const std::optional<std::string>& text) {
  return text ? std::stod(*text) : 0.0;
}

std::vector<Figure> figures_of(const std::filesystem::path& file, Database& database, const std::string& id) {
  const Value parameters[] = {id};
  std::vector<Figure> figures;
  for (const TextRow& row : rows_in(file, database,
                                    "SELECT module, quantity, subject, period, low, best, high, level, unit "
                                    "FROM figures WHERE run = ? ORDER BY rowid",
                                    parameters)) {
    figures.push_back({row[0].value_or(""), row[1].value_or(""), row[2].value_or(""), row[3].value_or(""),
                       number(row[4]), number(row[5]), number(row[6]), number(row[7]), row[8].value_or("")});
  }
  return figures;
}

std::string quoted(const std::filesystem::path& path) {
  std::string text = "'";
  for (const char c : path.string()) text += c == '\'' ? std::string("''") : std::string(1, c);
  return text + "'";
}

}  // namespace

std::string now_utc() {
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

namespace {

std::filesystem::path folder_of(const std::filesystem::path& mission_folder) {
  auto folder = std::filesystem::absolute(mission_folder).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  // Of a workbook as of the folder that it can be turned into.
  const auto extension = folder.extension();
  if ((extension == ".xlsx" || extension == ".ods") && !std::filesystem::is_directory(folder))
    folder.replace_extension();
  return folder;
}

// A list in SQL of texts that the database itself gave.
std::string list_of(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts)
    list += (list.empty() ? "" : ", ") + quoted(std::filesystem::path(text));
  return list.empty() ? "NULL" : list;
}

// Places in lists are whole numbers between slashes; taken out they leave the path of a key.
constexpr const char* kKeyOfPath = "regexp_replace(path, '/[0-9]+', '', 'g')";

}  // namespace

std::filesystem::path store_path(const std::filesystem::path& mission_folder) {
  const auto folder = folder_of(mission_folder);
  return folder.parent_path() / (folder.filename().string() + ".duckdb");
}

std::filesystem::path private_store_path(const std::filesystem::path& mission_folder,
                                         const std::string& owner) {
  const auto folder = folder_of(mission_folder);
  return folder.parent_path() / (folder.filename().string() + "." + owner + ".duckdb");
}

std::vector<std::filesystem::path> stores_beside(const std::filesystem::path& mission_folder) {
  const auto folder = folder_of(mission_folder);
  const std::string name = folder.filename().string() + ".";
  std::vector<std::filesystem::path> files;
  std::error_code missing;
  for (const auto& entry : std::filesystem::directory_iterator(folder.parent_path(), missing)) {
    if (entry.path().filename().string().starts_with(name) && entry.path().extension() == ".duckdb")
      files.push_back(entry.path());
  }
  const auto own = store_path(mission_folder);
  std::sort(files.begin(), files.end(),
            [&](const auto& x, const auto& y) { return std::pair(x != own, x) < std::pair(y != own, y); });
  return files;
}

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;

Store Store::open(const std::filesystem::path& file) {
  try {
    if (!std::filesystem::exists(file)) create_store_file(file);
  } catch (const std::exception& error) {
    refuse(file, error.what());
  }
  Database database = open_patiently(file, Access::read_write);
  try {
    migrate(database, known_layout(file, database));
  } catch (const DatabaseError& error) {
    refuse(file, error.what());
  }
  return Store(std::unique_ptr<State>(new State{file, std::move(database)}));
}

Store Store::open_to_read(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    throw InputError(Problem{.code = ProblemCode::store,
                             .file = file.string(),
                             .what = "is not there: no run has been kept",
                             .hint = "call `handover run MISSION` first"});
  }
  Database database = open_patiently(file, Access::read_only);
  try {
    const int layout = known_layout(file, database);
    return Store(std::unique_ptr<State>(new State{file, std::move(database), layout}));
  } catch (const DatabaseError& error) {
    refuse(file, error.what());
  }
}

void Store::refuse_unknown_layout(const std::filesystem::path& file) {
  if (std::filesystem::exists(file)) open_to_read(file);
}

std::string Store::add(const RunRecord& run) {
  std::string id = id_of(run);
  Database& database = state_->database;
  try {
    database.run("BEGIN TRANSACTION");
    insert(database, id, run);
    database.run("COMMIT");
  } catch (const DatabaseError& error) {
    // After a failed commit there is nothing to roll back; the first error is the one to show.
    try {
      database.run("ROLLBACK");
    } catch (const DatabaseError&) {
    }
    refuse(state_->file, error.what());
  }
  return id;
}

std::vector<RunRecord> Store::runs() const {
  std::vector<RunRecord> runs;
  for (const TextRow& row : rows_in(state_->file, state_->database,
                                    fmt::format("SELECT {} FROM runs ORDER BY finished DESC, rowid DESC",
                                                run_columns(state_->layout)))) {
    runs.push_back(run_of(row));
  }
  return runs;
}

std::optional<RunRecord> Store::find(const std::string& id) const {
  const Value parameters[] = {id};
  const auto rows = rows_in(
      state_->file, state_->database,
      fmt::format("SELECT {}, result FROM runs WHERE starts_with(id, ?)", run_columns(state_->layout)),
      parameters);
  if (rows.empty()) return std::nullopt;
  if (rows.size() > 1) {
    throw InputError(Problem{.code = ProblemCode::store,
                             .file = state_->file.string(),
                             .value = id,
                             .what = "begins the ids of several runs",
                             .hint = "write more of its digits"});
  }
  RunRecord run = run_of(rows[0]);
  run.result_json = rows[0].back().value_or("{}");
  run.figures = figures_of(state_->file, state_->database, run.id);
  return run;
}

std::optional<std::string> Store::document(const std::string& run, const std::string& name) const {
  if (state_->layout < 3) return std::nullopt;
  const Value parameters[] = {run, name};
  const auto rows = rows_in(state_->file, state_->database,
                            "SELECT document FROM documents WHERE run = ? AND name = ?", parameters);
  return rows.empty() ? std::nullopt : rows.front().front();
}

std::vector<std::filesystem::path> Store::export_parquet(const std::filesystem::path& folder,
                                                         const Publishes& publishes) const {
  std::vector<std::filesystem::path> written;
  try {
    std::filesystem::create_directories(folder);
    std::string runs = "SELECT * EXCLUDE (result) FROM runs ORDER BY finished, id";
    std::string values = "SELECT * FROM result_values";
    if (publishes) {
      runs = "SELECT * EXCLUDE (result, options) FROM runs ORDER BY finished, id";
      std::vector<std::string> open;
      for (const TextRow& row : state_->database.rows(
               fmt::format("SELECT DISTINCT {} FROM result_values ORDER BY 1", kKeyOfPath))) {
        if (!row.empty() && row[0] && publishes(*row[0])) open.push_back(*row[0]);
      }
      values += fmt::format(" WHERE {} IN ({})", kKeyOfPath, list_of(open));
    }
    const std::pair<const char*, std::string> tables[] = {
        {"runs", runs}, {"figures", "SELECT * FROM figures"}, {"values", values}};
    for (const auto& [name, query] : tables) {
      // CSV too, for those who have no reader of Parquet: base R, spreadsheets.
      for (const auto& [ending, how] : {std::pair{"parquet", "FORMAT parquet, COMPRESSION zstd"},
                                        std::pair{"csv", "FORMAT csv, HEADER"}}) {
        const auto target = folder / fmt::format("{}.{}", name, ending);
        const auto temporary = folder / fmt::format(".{}.{}.tmp", name, ending);
        state_->database.run(fmt::format("COPY ({}) TO {} ({})", query, quoted(temporary), how));
        std::filesystem::rename(temporary, target);
        written.push_back(target);
      }
    }
  } catch (const DatabaseError& error) {
    refuse(folder, error.what());
  } catch (const std::filesystem::filesystem_error& error) {
    refuse(folder, error.what());
  }
  return written;
}

}  // namespace handover::store
