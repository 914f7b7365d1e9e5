// The store module. Takes finished runs; gives them back, and as Parquet files. One file per mission.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace handover::store {

// One figure of a run with its uncertainty, as a row that other tools can read.
struct Figure {
  std::string module;    // "threat", "timeline" ...
  std::string quantity;  // "attacks per month"
  std::string subject;   // stream, zone, plan, party ... empty when the quantity needs none
  std::string at;        // YYYY-MM-DD, YYYY-MM or empty
  double low = 0.0, best = 0.0, high = 0.0;
  double level = 0.9;  // of the interval low..high
  std::string unit;
};

// What is kept beside a run's result under a name of its own: what its papers are made of.
struct Document {
  std::string name, json;
};

struct RunRecord {
  std::string id = {};  // twelve hexadecimal digits; given by Store::add
  std::string command = {}, mission = {}, as_of = {}, inputs_sha256 = {}, version = {};
  std::uint64_t seed = 0;
  std::string options_json = "{}";          // options by name
  bool complete_options = false;            // all of them are there, initial values too: it can be repeated
  std::string started = {}, finished = {};  // UTC, 2024-07-24T09:30:00Z; see now_utc()
  std::string result_json = "{}";
  std::vector<Figure> figures = {};
  std::vector<Document> documents = {};  // written by `add`; read one by one with `document`
};

// The time now as RunRecord wants it.
std::string now_utc();

// Where the runs of a mission folder are kept: MISSION.duckdb beside the folder.
std::filesystem::path store_path(const std::filesystem::path& mission_folder);
// Where those with the private view of `owner` are kept, apart: MISSION.OWNER.duckdb.
std::filesystem::path private_store_path(const std::filesystem::path& mission_folder,
                                         const std::string& owner);
// All stores of a mission folder that exist: its own, then the private ones by name.
std::vector<std::filesystem::path> stores_beside(const std::filesystem::path& mission_folder);

// Open in one process only, and there only once at a time. Every call throws InputError, naming the file and
// the hint, when the file is held by another process, is no store, is read-only or the disk is full; what was
// stored before stays as it was. Files of older layouts are read as they are and brought up to date when they
// are opened to write; those of newer ones are refused.
class Store {
 public:
  // Creates the file when it is missing.
  static Store open(const std::filesystem::path& file);
  // Throws InputError when the file is missing: there have been no runs.
  static Store open_to_read(const std::filesystem::path& file);
  // Refuses a file that a newer version wrote, as both of the above do; a file that is missing is none. For
  // use before the work whose run the store is to take.
  static void refuse_unknown_layout(const std::filesystem::path& file);
  ~Store();
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;

  // Writes one run, whole or not at all, and returns its id. On return it is on disk.
  std::string add(const RunRecord& run);

  // Newest first; without result documents and figures.
  std::vector<RunRecord> runs() const;
  // A run by its id or by the first digits of it; nothing when there is none. Throws InputError when several
  // begin so.
  std::optional<RunRecord> find(const std::string& id) const;

  // A document of a run by its whole id; nothing when the run has none of this name, as those of older
  // layouts have not.
  std::optional<std::string> document(const std::string& run, const std::string& name) const;

  // Writes runs, figures and values (every number of the result documents with its path) as .parquet and as
  // .csv into `folder`, which is made when missing. Each file is whole or absent. Returns their paths. With
  // `publishes` only the values whose path it allows are written, and no options of runs; a path comes to it
  // without the places in lists: "timeline/price/harms/mean".
  using Publishes = std::function<bool(const std::string& path)>;
  std::vector<std::filesystem::path> export_parquet(const std::filesystem::path& folder,
                                                    const Publishes& publishes = {}) const;

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace handover::store
