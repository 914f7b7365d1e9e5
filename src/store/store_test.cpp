#include "store/store.h"

#include "base/problem.h"
#include "tables/database.h"

#include <fstream>

#include <doctest/doctest.h>
#include <unistd.h>

using namespace handover;
using namespace handover::store;
using namespace handover::database;

namespace {

struct TemporaryFolder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("handover_store_" + std::to_string(getpid()));
  TemporaryFolder() {
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
};

RunRecord example(std::uint64_t seed) {
  return {.id = {},
          .command = "run",
          .mission = "missions/o'brien",
          .as_of = "2024-07-24",
          .inputs_sha256 = "ab",
          .version = "0.1.0",
          .seed = seed,
          .options_json = R"({"threads":2})",
          .started = "2026-01-02T03:04:05Z",
          .finished = "2026-01-02T03:04:0" + std::to_string(seed % 10) + "Z",
          .result_json = R"({"threat":{"monthly":[1,2.5]},"words":"x"})",
          .figures = {{"threat", "attacks per month", "isis", "2024-08", 1.0, 2.5, 6.0, 0.9, "attacks"}}};
}

}  // namespace

TEST_CASE("a run comes back as it was written, by its id or the beginning of it") {
  const TemporaryFolder folder;
  const auto file = folder.path / "m.duckdb";
  std::string id;
  {
    Store store = Store::open(file);
    id = store.add(example(18446744073709551615ULL));
    store.add(example(7));
  }
  const Store store = Store::open_to_read(file);
  const auto runs = store.runs();
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].seed == 7);  // newest first
  const auto run = store.find(id.substr(0, 8));
  REQUIRE(run);
  CHECK(run->seed == 18446744073709551615ULL);
  CHECK(run->mission == "missions/o'brien");
  CHECK(run->options_json == R"({"threads":2})");
  CHECK(run->started == "2026-01-02T03:04:05Z");
  CHECK(run->result_json == example(1).result_json);
  REQUIRE(run->figures.size() == 1);
  CHECK(run->figures[0].subject == "isis");
  CHECK(run->figures[0].best == 2.5);
  CHECK_FALSE(store.find("zz"));
  CHECK_THROWS_AS(store.find(""), InputError);  // begins both
}

TEST_CASE("Parquet and CSV files hold every run, figure and number of the documents") {
  const TemporaryFolder folder;
  Store store = Store::open(folder.path / "m.duckdb");
  store.add(example(1));
  store.add(example(2));
  const auto files = store.export_parquet(folder.path / "it's out");
  REQUIRE(files.size() == 6);
  Database reader(folder.path / "reader.duckdb", Access::read_write);
  std::filesystem::current_path(folder.path / "it's out");
  CHECK(reader.rows("SELECT count(*), sum(seed) FROM 'runs.parquet'")[0] == TextRow{"2", "3"});
  CHECK(reader.rows("SELECT count(*), sum(best) FROM 'figures.parquet'")[0] == TextRow{"2", "5.0"});
  CHECK(
      reader.rows("SELECT path, count(*), sum(value) FROM 'values.parquet' GROUP BY path ORDER BY path")[1] ==
      TextRow{"threat/monthly/1", "2", "5.0"});
  for (const std::string name : {"runs", "figures", "values"}) {
    const auto count = [&](const std::string& ending) {
      return reader.rows("SELECT count(*) FROM '" + name + ending + "'")[0];
    };
    CHECK(count(".csv") == count(".parquet"));
  }
  CHECK(reader.rows("SELECT sum(value) FROM 'values.csv' WHERE path = 'threat/monthly/1'")[0] ==
        TextRow{"5.0"});
  std::filesystem::current_path("/");
}

TEST_CASE("a file that is no store, a missing one and a missing folder are refused with the hint") {
  const TemporaryFolder folder;
  const auto file = folder.path / "m.duckdb";
  CHECK_THROWS_AS(Store::open_to_read(file), InputError);
  CHECK_FALSE(std::filesystem::exists(file));
  std::ofstream(file) << std::string(5000, 'x');
  try {
    Store::open(file);
    FAIL("opened");
  } catch (const InputError& error) {
    CHECK(error.problems().at(0).hint == "move the file away; the next run makes a new one");
  }
  CHECK_THROWS_AS(Store::open(folder.path / "none" / "m.duckdb"), InputError);
}

TEST_CASE("what stands in the way is read from the database's words, not from the folder's name") {
  const TemporaryFolder folder;
  for (const char* name : {"disk1", "blocks", "Could not set lock", "No space left", "it's"}) {
    CAPTURE(name);
    const auto file = folder.path / name / "m.duckdb";
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << std::string(5000, 'x');
    try {
      Store::open(file);
      FAIL("opened");
    } catch (const InputError& error) {
      CHECK(error.problems().at(0).hint == "move the file away; the next run makes a new one");
    }
  }
}

TEST_CASE("the store lies beside the mission folder, however that is written") {
  CHECK(store_path("/a/missions/iraq-2024") == "/a/missions/iraq-2024.duckdb");
  CHECK(store_path("/a/missions/iraq-2024/") == "/a/missions/iraq-2024.duckdb");
  CHECK(store_path("/a/missions/./x/../iraq-2024") == "/a/missions/iraq-2024.duckdb");
}

namespace {

void alter(const std::filesystem::path& file, const std::vector<std::string>& statements) {
  Database database(file, Access::read_write);
  for (const std::string& statement : statements) database.run(statement);
}

}  // namespace

TEST_CASE("a store of the first layout is read as it is, and brought up to date when a run is added") {
  const TemporaryFolder folder;
  const auto file = folder.path / "old.duckdb";
  const std::string id = Store::open(file).add(example(3));
  alter(file, {"ALTER TABLE runs DROP COLUMN complete_options", "DROP TABLE documents",
               "UPDATE store SET layout = 1"});
  const auto old = Store::open_to_read(file).find(id);
  REQUIRE(old);
  CHECK(old->seed == 3);
  CHECK_FALSE(old->complete_options);
  RunRecord whole = example(4);
  whole.complete_options = true;
  const std::string next = Store::open(file).add(whole);
  const Store store = Store::open_to_read(file);
  CHECK(store.runs().size() == 2);
  CHECK_FALSE(store.find(id)->complete_options);
  CHECK(store.find(next)->complete_options);
}

TEST_CASE("documents of a run are kept with it; a run of the layout before has none") {
  const TemporaryFolder folder;
  const auto file = folder.path / "documents.duckdb";
  RunRecord run = example(3);
  run.documents = {{"view.en", "{\"a\":1}"}, {"view.ar", "{}"}};
  const std::string id = Store::open(file).add(run);
  {
    const Store store = Store::open_to_read(file);
    CHECK(store.document(id, "view.en") == "{\"a\":1}");
    CHECK(store.document(id, "view.ar") == "{}");
    CHECK_FALSE(store.document(id, "view.fr"));
  }
  alter(file, {"DROP TABLE documents", "UPDATE store SET layout = 2"});
  CHECK_FALSE(Store::open_to_read(file).document(id, "view.en"));
  const std::string next = Store::open(file).add(run);
  CHECK(Store::open_to_read(file).document(next, "view.en") == "{\"a\":1}");
}

TEST_CASE("a store of a newer version is refused in words, to read, to write and before the work") {
  const TemporaryFolder folder;
  const auto file = folder.path / "new.duckdb";
  Store::open(file).add(example(3));
  alter(file, {"UPDATE store SET layout = 99"});
  const auto says_newer = [](const InputError& error) {
    return std::string(error.what()).find("newer version of handover") != std::string::npos;
  };
  for (const auto& look :
       std::vector<std::function<void()>>{[&] { Store::open(file); }, [&] { Store::open_to_read(file); },
                                          [&] { Store::refuse_unknown_layout(file); }}) {
    try {
      look();
      FAIL("it was taken");
    } catch (const InputError& error) {
      CHECK(says_newer(error));
    }
  }
  CHECK_NOTHROW(Store::refuse_unknown_layout(folder.path / "none.duckdb"));
}
